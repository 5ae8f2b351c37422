// Reports on pages: aligned in every script, and nothing of a page acts in them.

import Extraction
import Foundation
import Testing

@testable import Auditing

@Suite("Reports on what was kept of pages")
struct PageReportTests {
  private static let hostile = "<script>alert(1)</script>\"'&\u{202e}\u{1b}[31m</title><img src=x onerror=alert(1)>"

  /// The text as a page's markup has it.
  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing("\"", with: "&quot;")
  }

  private static let sentence =
    "The letter left the small harbour town on a grey Monday morning, and nobody who saw the postman carry it away "
    + "would have guessed that it would need eleven years to arrive."
  private static let chinese = "清晨的港口还笼罩在一层薄雾里，渔民们已经开始整理他们的渔网，准备迎接新的一天。老人坐在码头上，看着远处的灯塔慢慢熄灭。"

  private func report(_ html: String, id: String = "page", url: String? = nil, limit: Int = .max) throws -> PageReport {
    var workspace = ExtractionWorkspace()
    let page = try Extractor(options: ExtractionOptions(mode: .main))
      .explainPage(body: Array(html.utf8), limit: limit, using: &workspace)
    return PageReport(id: id, url: url, page: page)
  }

  private static let page = """
    <title>The harbour 港口</title><nav class=menu><a href=/>Home</a><ul><li><a href=/n>新闻</a><li><a href=/s>体育</a></ul></nav>
    <main><h1>The harbour 港口</h1><p>\(sentence)</p><p>\(chinese)</p><pre>a = 1\n  b = 2</pre><p>e\u{301}te\u{301} 한국어 🚢.</p></main>
    <footer>© 2024</footer>
    """

  /// Columns that a terminal gives to text of the scripts of these tests.
  private func columns(_ text: some StringProtocol) -> Int {
    text.unicodeScalars.reduce(0) { sum, scalar in
      switch scalar.value {
      case 0x300...0x36f: sum
      case 0x2e80...0xd7a3, 0xff00...0xff60, 0x1f300...0x1faff: sum + 2
      default: sum + 1
      }
    }
  }

  @Test("columns stand one below the other, and no line is too wide", arguments: [48, 60, 80, 100, 120, 200])
  func alignment(width: Int) throws {
    let lines = try report(Self.page).text(width: width, isColoured: false).split(separator: "\n")
    let header = try #require(lines.firstIndex { $0.hasSuffix("text") && $0.contains("links") })
    let rule = lines[header + 1]
    let textColumn = columns(rule[..<(try #require(rule.lastIndex(of: " ")))]) + 1
    for line in lines[header...] { #expect(columns(line) <= width, "\(line)") }
    let rows = lines.dropFirst(header + 2).filter { $0.hasPrefix("✓") || $0.hasPrefix("✗") }
    #expect(rows.count == 9)
    let beginnings = ["Home", "新闻", "体育", "The har", "The let", "清晨", "a = 1", "e\u{301}t", "© 20"]
    for row in rows {
      var before = ""
      var rest = row[...]
      while columns(before) < textColumn, let scalar = rest.unicodeScalars.first {
        before.unicodeScalars.append(scalar)
        rest = Substring(rest.unicodeScalars.dropFirst())
      }
      #expect(beginnings.contains { rest.hasPrefix($0) }, "\(row) has its text elsewhere than at \(textColumn)")
    }
  }

  @Test("a line tells the verdict, the figures, the place and the reasons")
  func line() throws {
    let text = try report(Self.page).text(width: 120, isColoured: false)
    let lines = text.split(separator: "\n").map(String.init)
    let menu = try #require(lines.firstIndex { $0.hasSuffix("新闻") })
    #expect(lines[menu].hasPrefix("✗ ") && lines[menu].contains("100 %") && lines[menu].contains("nav[menu] ul li"))
    #expect(lines[menu + 1].contains("− in nav, list") && lines[menu + 1].contains("− 100 % links"))
    let prose = try #require(lines.firstIndex { $0.contains("The letter left") })
    #expect(lines[prose].hasPrefix("✓ ") && lines[prose].contains("  0 %") && lines[prose].hasSuffix("…"))
    #expect(lines[prose + 1].contains("+ in main, paragraph") && lines[prose + 1].contains("+ no links"))
    #expect(text.contains("9 segments, ") && text.contains("kept down to ") && text.contains("left out up to "))
  }

  @Test("colours come only where they are wanted, and end with their line")
  func colours() throws {
    let report = try report(Self.page)
    #expect(!report.text(width: 80, isColoured: false).contains("\u{1b}"))
    let coloured = report.text(width: 80, isColoured: true).split(separator: "\n").filter { $0.contains("\u{1b}") }
    #expect(!coloured.isEmpty && coloured.allSatisfy { $0.hasSuffix("\u{1b}[0m") })
    let plain = try #require(coloured.first { $0.contains("新闻") })
    #expect(plain.hasPrefix("\u{1b}[2m✗"))
    #expect(coloured.contains { $0.hasPrefix("\u{1b}[32m✓") })
  }

  private func hostileReport() throws -> PageReport {
    let escaped = Self.escaped(Self.hostile)
    return try report(
      """
      <title>\(escaped)</title><div class="\(escaped)" id='"><script>'><p>\(escaped)</p><p>\(Self.sentence) \(escaped)</p>
      <pre>\(escaped)\n</pre></div>
      """, id: Self.hostile, url: "javascript:alert(1)//" + Self.hostile)
  }

  @Test("nothing of a hostile page acts in the page of the report")
  func hostileHTML() throws {
    let report = try hostileReport()
    #expect(report.page.segments.count == 3 && report.page.title?.hasPrefix("<script>") == true)
    let html = String(decoding: PageReport.html([report.section, report.section]), as: UTF8.self)
    for forbidden in ["<script", "<img", " onerror=\"", "href=\"j", "\u{202e}", "\u{1b}", " style=", "<a href=\"h"] {
      #expect(!html.contains(forbidden), "\(forbidden)")
    }
    #expect(html.contains("default-src 'none'") && html.contains("&lt;script&gt;alert(1)"))
    let start = try #require(html.range(of: "<main>"))
    let end = try #require(html.range(of: "</main>"))
    #expect(TagBalance(String(html[start.lowerBound..<end.upperBound])).isWellFormed)
  }

  @Test("nothing of a hostile page acts on the terminal")
  func hostileText() throws {
    let text = try hostileReport().text(width: 100, isColoured: false)
    #expect(text.contains("<script>alert(1)"))
    for scalar in text.unicodeScalars { #expect(scalar == "\n" || scalar.value >= 0x20 && scalar != "\u{202e}") }
  }

  @Test("a text without width or without end makes no endless line")
  func endlessText() throws {
    for text in [String(repeating: "a\u{301}", count: 1000), "a" + String(repeating: "\u{301}", count: 100_000)] {
      let lines = try report("<p>\(text)</p>").text(width: 80, isColoured: false).split(separator: "\n")
      #expect(lines.allSatisfy { $0.utf8.count < 4000 })
    }
  }

  @Test("the page of the report has all text in order, and what was left out is told from what was kept")
  func html() throws {
    let report = try report(Self.page)
    let html = String(decoding: PageReport.html([report.section]), as: UTF8.self)
    var rest = html[...]
    for text in ["Home", "新闻", "体育", "The harbour 港口", Self.sentence, Self.chinese, "a = 1", "  b = 2", "© 2024"] {
      let found = try #require(rest.range(of: ">\(text)<"), "\(text)")
      rest = rest[found.upperBound...]
    }
    let kept = report.page.keptSegmentCount
    #expect(html.components(separatedBy: "<details class=\"segment kept\">").count - 1 == kept)
    #expect(html.components(separatedBy: "<details class=\"segment\">").count - 1 == report.page.segmentCount - kept)
    #expect(html.contains("in.nav 1") && html.contains("<b>−</b> in nav, list"))
    #expect(PageReport.html([report.section]) == PageReport.html([try self.report(Self.page).section]))
  }

  @Test("what else there is to know is said in both")
  func remarks() throws {
    var report = try report(Self.page, limit: 2)
    report.page.structuredArticleByteCount = 5000
    report.page.lowestKeptScore = -700
    report.page.highestDroppedScore = -100
    let html = String(decoding: PageReport.html([report.section]), as: UTF8.self)
    let text = report.text(width: 120, isColoured: false)
    for remark in ["7 more segments are not shown", "structured data (5.0 kB)", "Not by score alone"] {
      #expect(html.contains(remark) && text.contains(remark), "\(remark)")
    }
    let empty = try self.report("")
    #expect(empty.text(width: 80, isColoured: false) == "page\n0 segments, 0 kept: 0 B of 0 B\n")
  }

  @Test("lines of JSON hold the segments with facts and features")
  func lines() throws {
    for report in [try hostileReport(), try report(Self.page, url: "https://harbour.example/")] {
      var bytes: [UInt8] = []
      report.appendLines(to: &bytes)
      let objects = try bytes.split(separator: 0x0a).map { line in
        try #require(try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any])
      }
      #expect(objects.count == report.page.segments.count)
      for (index, (object, segment)) in zip(objects, report.page.segments).enumerated() {
        #expect(object["page"] as? String == report.id && object["url"] as? String == report.url)
        #expect(object["segment"] as? Int == index && object["kept"] as? Bool == segment.isKept)
        #expect((object["text"] as? String).map { Array($0.utf8) } == segment.text)
        let logOdds = try #require(object["log_odds"] as? Double)
        #expect(abs(logOdds - Double(segment.score) / 256) < 0.001)
        let score = try #require(object["score"] as? Double)
        #expect(abs(score - segment.probability) < 0.0001)
        #expect((object["path"] as? [String])?.count == segment.elements.count)
        let facts = try #require(object["facts"] as? [[String: String]])
        #expect(facts.map { $0["text"] } == segment.facts.map(\.text))
        #expect(facts.map { $0["for"] } == segment.facts.map { $0.side?.rawValue })
        let features = try #require(object["features"] as? [String: Int])
        #expect(features.count == segment.features.count { $0 != 0 })
        for (label, value) in zip(Extractor.featureLabels, segment.features) {
          #expect(features[label, default: 0] == Int(value))
        }
      }
    }
  }

  @Test("no probability is shown as certain")
  func percent() {
    #expect(
      [0, 0.004, 0.005, 0.5, 0.9949, 0.995, 1].map(PageReport.percent) == [
        "<1 %", "<1 %", "1 %", "50 %", "99 %", ">99 %", ">99 %",
      ])
  }
}
