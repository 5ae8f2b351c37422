import TestSupport
import Testing

@testable import Auditing

@Suite("HTML of reports")
struct HTMLTests {
  private static let hostile = "<script>alert(1)</script>\"'&\u{0}\u{202e}</title><img src=x onerror=alert(1)>"

  @Test("text and attributes are escaped wherever they stand")
  func escaping() {
    let text = HTML.element("p", ["title": Self.hostile], [.text(Self.hostile)]).source
    #expect(!text.contains("<script") && !text.contains("<img") && text.hasPrefix("<p title=\"&lt;script"))
    #expect(text.filter { $0 == "\"" }.count == 2)
    let corpus = HTML.corpusText(Self.hostile.utf8).source
    #expect(corpus.hasPrefix("<bdi dir=\"auto\">") && !corpus.contains("\u{202e}") && corpus.contains("\\u{202e}"))
    #expect(HTML.corpusText([0xff, 0x41]).source == "<bdi dir=\"auto\">\\xffA</bdi>")
  }

  @Test("a page loads nothing, and its policy knows its style")
  func policy() throws {
    let page = String(decoding: HTML.page(title: Self.hostile, [.text("x")]), as: UTF8.self)
    #expect(page.contains("default-src 'none'"))
    #expect(page.contains("<title>&lt;script&gt;"))
    for forbidden in ["<script", "http:", "https:", "url(", "@import", " style=", "javascript:"] {
      #expect(!page.contains(forbidden), "\(forbidden)")
    }
    // SHA-256 of what stands between the tags, by Python's library.
    let style = try #require(page.split(separator: "<style>").last?.split(separator: "</style>").first)
    let program =
      "import sys,hashlib,base64;print(base64.b64encode(hashlib.sha256(sys.stdin.buffer.read()).digest()).decode())"
    let python = try #require(run("python3", ["-c", program], input: Array(style.utf8)))
    let digest = python.outputText.filter { !$0.isWhitespace }
    #expect(page.contains("'sha256-\(digest)'"))
  }

  private static func isWellFormed(_ piece: HTML) -> Bool { TagBalance(piece.source).isWellFormed }

  @Test("charts are well-formed for any figures")
  func charts() {
    let names = [Self.hostile, "b", "c"]
    for values: [Double?] in [[0, 0, 0], [nil, 1, 1e9], [.nan, .infinity, 0.0001], [3, 2, 1]] {
      let bars = BarChart(series: names, groups: [.init(label: Self.hostile, values: values)]).html()
      #expect(Self.isWellFormed(bars), "\(values)")
      #expect(!bars.source.contains("nan") && !bars.source.contains("inf"))
    }
    #expect(Self.isWellFormed(BarChart(series: names, groups: []).html()))
    for shares: [[Double]] in [[[0, 0]], [[1, 0], [0.5, 0.5]], [[]]] {
      let chart = DistributionChart(
        series: Array(names.prefix(shares.count)), bins: [0, 0.25], shares: shares, axis: "x")
      #expect(Self.isWellFormed(chart.html()))
    }
  }

  @Test("the report on tokenizers shows its figures and nothing of the corpus acts")
  func tokenizerReport() {
    var report = TokenizerReport()
    report.documents = 3
    var counts = TokenizationCounts()
    (counts.bytes, counts.characters, counts.words, counts.tokens) = (1234, 1000, 200, 4321)
    for name in ["first", Self.hostile] {
      var side = TokenizerReport.Side(name: name, vocabularySize: 50_257, textTokens: 50_256, unreachableTokens: 7)
      side.counts = counts
      side.tokensByLength = [0, 5, 3]
      side.documentsByBytesPerToken = [0, 1, 2] + Array(repeating: 0, count: 38)
      report.sides.append(side)
    }
    report.sides[1].longerDocuments = 1
    report.sides[1].regressions = [
      .init(
        document: Self.hostile, file: "f", fileOffset: 1, tokensBefore: 10, tokens: 15, textOffset: 77,
        excerpt: Self.hostile)
    ]
    report.scripts = [.init(name: "han", counts: [counts, counts])]
    report.corpora = [
      .init(name: Self.hostile, documents: 2, counts: [counts, counts]), .init(name: "b", counts: [counts, counts]),
    ]
    let page = String(decoding: report.html(), as: UTF8.self)
    for shown in ["4,321", "50,257", "1 of 3 documents have more tokens", "+5", "4.321"] {
      #expect(page.contains(shown), "\(shown)")
    }
    #expect(!page.contains("<script") && !page.contains("<img"))
    let text = report.text()
    for shown in ["4,321", "50,257", "han", "longer by"] { #expect(text.contains(shown), "\(shown)") }
    #expect(!text.contains("\u{202e}"))
    #expect(text == report.text() && report.html() == Array(page.utf8))
  }
}

/// Opening and closing tags in balance, attributes quoted: what browsers need for what we write.
struct TagBalance {
  private(set) var isWellFormed = true

  init(_ source: String) {
    var open: [Substring] = []
    var rest = source[...]
    while let start = rest.firstIndex(of: "<") {
      guard let end = rest[start...].firstIndex(of: ">") else {
        isWellFormed = false
        return
      }
      let tag = rest[rest.index(after: start)..<end]
      if tag.hasPrefix("/") {
        if open.popLast() != tag.dropFirst() { isWellFormed = false }
      } else {
        if tag.filter({ $0 == "\"" }).count % 2 != 0 || tag.contains("<") { isWellFormed = false }
        open.append(tag.prefix { $0 != " " })
      }
      rest = rest[rest.index(after: end)...]
    }
    if !open.isEmpty { isWellFormed = false }
  }
}
