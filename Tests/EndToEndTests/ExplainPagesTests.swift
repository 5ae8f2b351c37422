// sluice extract --explain: reports on what was kept of pages, as a user asks for them.

import Foundation
import Testing

@Suite struct ExplainPagesTests {
  private static let page = """
    <title>The harbour</title><nav class=menu><ul><li><a href=/>Home</a><li><a href=/n>News</a></ul></nav>
    <main><h1>The harbour</h1><p>The letter left the small harbour town on a grey Monday morning, and nobody who saw the
    postman carry it away would have guessed that it would need eleven years to arrive.</p><p>It was first sent to the wrong
    country, because the clerk had read the last word of the address as a name that he knew.</p></main>
    """
  private static let archive = Checkout.root + "/fixtures/web/almanac-0.warc.gz"

  @Test func aPageIsExplainedOnTheStandardOutput() throws {
    let folder = try RunFolder()
    let page = try folder.write(Self.page, to: "page.html")
    let finished = try folder.run(["extract", page, "--explain"])
    #expect(finished.status == 0, "\(finished.errors)")
    let lines = finished.output.split(separator: "\n")
    #expect(lines[0] == Substring(page) && lines[1] == "“The harbour”" && lines[2].hasPrefix("5 segments, "))
    #expect(lines.contains { $0.hasPrefix("✗") && $0.contains("nav[menu] ul li") && $0.hasSuffix("News") })
    #expect(lines.contains { $0.hasPrefix("✓") && $0.contains("The letter left") })
    #expect(!finished.output.contains("\u{1b}"))
    #expect(finished.errors.contains("1 pages, ") && finished.errors.contains(" of 5 segments kept"))
    #expect(try folder.run(["extract", page, "--explain", "--output", "-"]).output == finished.output)
  }

  @Test func theOutputsNameSaysTheForm() throws {
    let folder = try RunFolder()
    let page = try folder.write(Self.page, to: "page.html")
    for name in ["why.html", "why.jsonl", "why.txt"] {
      let finished = try folder.run(["extract", page, "--explain", "--output", folder.path(name)])
      #expect(finished.status == 0 && finished.output.isEmpty, "\(finished.errors)")
    }
    let html = try String(contentsOfFile: folder.path("why.html"), encoding: .utf8)
    #expect(html.hasPrefix("<!doctype html>") && html.contains(">News<"))
    let lines = try String(contentsOfFile: folder.path("why.jsonl"), encoding: .utf8)
    #expect(lines.split(separator: "\n").count == 5 && lines.hasPrefix("{\"page\":"))
    #expect(try String(contentsOfFile: folder.path("why.txt"), encoding: .utf8).contains("nav[menu] ul li"))
    #expect(try folder.run(["extract", page, "--explain", "--json"]).output == lines)
  }

  @Test func whatIsKeptIsWhatExtractGives() throws {
    let folder = try RunFolder()
    let page = try folder.write(Self.page, to: "page.html")
    let text = try folder.run(["extract", page, "--output", "-"]).output
    let lines = try folder.run(["extract", page, "--explain", "--json"]).output.split(separator: "\n")
    let segments = try lines.map { line in
      try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
    let document = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let kept = segments.filter { $0["kept"] as? Bool == true }.compactMap { $0["text"] as? String }
    #expect(kept.joined(separator: "\n\n") == document["text"] as? String)
  }

  @Test func pagesOfAnArchiveAreChosenByAddressIdAndNumber() throws {
    let folder = try RunFolder()
    func pages(_ arguments: String...) throws -> [String] {
      let finished = try folder.run(["extract", Self.archive, "--explain", "--json"] + arguments)
      #expect(finished.status == 0, "\(finished.errors)")
      var pages: [String] = []
      for line in finished.output.split(separator: "\n") {
        let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        let page = try #require(object["page"] as? String)
        if pages.last != page { pages.append(page) }
      }
      return pages
    }
    let all = try pages()
    #expect(all.count > 20 && Set(all).count == all.count)
    #expect(try pages("--limit", "3") == Array(all.prefix(3)))
    #expect(try pages("--page", "https://almanac.example/0/2") == [all[2]])
    #expect(try pages("--page", all[4], "https://almanac.example/0/2") == [all[2], all[4]])
    #expect(try pages("--page", all[4], all[2], "--limit", "1") == [all[2]])
    let report = try folder.run(["extract", Self.archive, "--explain", "--output", folder.path("why.html")])
    #expect(report.errors.contains("10 pages, ") && report.errors.contains("; there are more (--limit, --page)"))
    let html = try String(contentsOfFile: folder.path("why.html"), encoding: .utf8)
    #expect(html.contains("id=\"page-10\"") && !html.contains("id=\"page-11\""))
  }

  @Test(arguments: ["why.html", "why.jsonl", "why.txt"])
  func reportsDoNotDependOnThreads(name: String) throws {
    let folder = try RunFolder()
    var reports: [Data] = []
    for threads in ["1", "4"] {
      let finished = try folder.run([
        "extract", Self.archive, "--explain", "--limit", "40", "--threads", threads, "--output", folder.path(name),
      ])
      #expect(finished.status == 0, "\(finished.errors)")
      reports.append(try Data(contentsOf: URL(filePath: folder.path(name))))
    }
    #expect(reports[0] == reports[1] && !reports[0].isEmpty)
  }

  @Test func wrongCallsSayWhatIsWrong() throws {
    let folder = try RunFolder()
    let page = try folder.write(Self.page, to: "page.html")
    let text = try folder.write("Only text.\n", to: "text.txt")
    let calls: [([String], Int32, String)] = [
      ([page], 64, "say with --output where the text goes"),
      ([page, "--output", "-", "--limit", "2"], 64, "--limit goes with --explain"),
      ([page, "--output", "-", "--page", "x"], 64, "--page goes with --explain"),
      ([page, "--explain", "--mode", "all"], 64, "with --mode all everything is kept"),
      ([page, "--explain", "--style", "markdown"], 64, "shows no Markdown"),
      ([page, "--explain", "--limit", "0"], 64, "--limit 0: give 1 or more"),
      ([page, "--explain", "--output", page], 64, "is an input, too"),
      ([page, "--explain", "--page", "https://a.example/"], 66, "no page 'https://a.example/' in the inputs"),
      ([text, "--explain"], 66, "no HTML page in the inputs"),
      ([folder.path("none.html"), "--explain"], 66, "matches no file"),
    ]
    for (arguments, status, message) in calls {
      let finished = try folder.run(["extract"] + arguments)
      #expect(finished.status == status && finished.errors.contains(message), "\(arguments): \(finished.errors)")
      #expect(finished.output.isEmpty)
    }
    #expect(try String(contentsOfFile: page, encoding: .utf8) == Self.page)
  }

  @Test func aRecordThatIsNoPageIsNamed() throws {
    let folder = try RunFolder()
    let lines = [#"{"id":"a","html":"<p>One sentence of a page.</p>"}"#, #"{"id":"b","html":"%PDF-1.7 stream"}"#]
    let mixed = try folder.write(lines.joined(separator: "\n") + "\n", to: "pages.jsonl")
    let finished = try folder.run(["extract", mixed, "--explain"])
    #expect(finished.status == 0 && finished.output.contains("One sentence of a page."), "\(finished.errors)")
    #expect(finished.errors.contains("b: ") && finished.errors.contains("1 pages have no segments"))
    let alone = try folder.write(lines[1] + "\n", to: "pdf.jsonl")
    let refused = try folder.run(["extract", alone, "--explain", "--output", folder.path("why.html")])
    #expect(refused.status == 65 && refused.errors.contains("no page can be explained: b: "), "\(refused.errors)")
    #expect(!FileManager.default.fileExists(atPath: folder.path("why.html")))
  }
}
