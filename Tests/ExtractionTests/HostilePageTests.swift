// Pages made to hurt: they cost time in proportion to their size and end in valid text.

import Extraction
import TestSupport
import Testing

@Suite struct HostilePageTests {
  struct Page: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var html: String
    /// Text that must still come out.
    var survives: String?
  }

  static let pages: [Page] = [
    Page(testDescription: "deep nesting", html: repeated("<div>", 300_000) + "deep", survives: "deep"),
    Page(
      testDescription: "ends without beginnings in deep nesting",
      html: repeated("<div>", 100_000) + repeated("</span>", 100_000) + "deep", survives: "deep"),
    Page(
      testDescription: "ends of formatting without beginnings",
      html: repeated("<b>", 100_000) + repeated("</i>x", 100_000),
      survives: "xx"),
    Page(
      testDescription: "headings", html: repeated("<h1>", 100_000) + repeated("</h2>", 100_000) + "x", survives: "x"),
    Page(testDescription: "tables", html: repeated("<table><tr><td>", 50_000) + "cell", survives: "cell"),
    Page(testDescription: "lists", html: repeated("<ul><li>", 50_000) + "item", survives: "item"),
    Page(testDescription: "links", html: repeated("<a href=x>", 100_000) + "link", survives: "link"),
    Page(testDescription: "a long attribute", html: "<p a='" + repeated("x", 4_000_000) + "'>text", survives: "text"),
    Page(testDescription: "an open attribute", html: "<p>before<p a='" + repeated("x", 4_000_000), survives: "before"),
    Page(
      testDescription: "many attributes", html: "<p " + (0..<200_000).map { "a\($0)=1 " }.joined() + ">text",
      survives: "text"),
    Page(testDescription: "less-than signs", html: repeated("<", 2_000_000), survives: "<<<"),
    Page(testDescription: "comments", html: repeated("<!--", 500_000) + "x", survives: nil),
    Page(testDescription: "instructions", html: repeated("<?", 500_000) + ">x", survives: "x"),
    Page(testDescription: "declarations", html: repeated("<!", 500_000) + ">x", survives: "x"),
    Page(testDescription: "references", html: repeated("&lt;", 500_000), survives: "<<<"),
    Page(
      testDescription: "broken references", html: repeated("&CounterClockwiseContourIntegra", 50_000), survives: "&C"),
    Page(testDescription: "scripts", html: repeated("<script>", 200_000), survives: nil),
    Page(
      testDescription: "frames without an end", html: repeated("<noscript><iframe></noscript>x", 100_000),
      survives: "x\nx"),
    Page(
      testDescription: "refused sets of frames",
      html: repeated("<p>", 100_000) + "<li>" + repeated("<frameset>", 100_000),
      survives: nil),
    Page(
      testDescription: "text out of tables", html: repeated("<table>a<tr>b<td>c", 30_000) + "cell", survives: "cell"),
    Page(
      testDescription: "rows without tables", html: repeated("<tr><td>", 200_000) + "cell", survives: "cell"),
    Page(
      testDescription: "ends without beginnings in SVG",
      html: "<svg>" + repeated("<g>", 100_000) + repeated("</a></x>", 100_000) + "</svg>text", survives: nil),
    Page(
      testDescription: "integration points", html: repeated("<svg><foreignObject>", 100_000) + "x", survives: nil),
    Page(testDescription: "NULs in raw text", html: "<xmp>" + repeated("\0", 1_000_000), survives: "\u{fffd}"),
    Page(testDescription: "scripts in comments", html: "<script>" + repeated("<!--<script>-", 100_000), survives: nil),
    Page(testDescription: "character data", html: "<svg>" + repeated("<![CDATA[]]", 200_000), survives: nil),
    Page(testDescription: "titles", html: repeated("<title>", 200_000), survives: nil),
    Page(testDescription: "NULs", html: "a\0b" + repeated("\0", 1_000_000) + "c", survives: "abc"),
    Page(testDescription: "paragraphs", html: repeated("<p>a", 300_000) + "<p>last", survives: "last"),
    Page(testDescription: "line breaks", html: "x" + repeated("<br>", 500_000) + "y", survives: "y"),
    Page(testDescription: "a long name", html: "</" + repeated("x", 2_000_000) + ">text", survives: "text"),
    Page(testDescription: "lone surrogates", html: "a&#xD800;b&#xDFFF;c", survives: "a\u{fffd}b\u{fffd}c"),
  ]

  private static func repeated(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

  @Test(arguments: pages, ExtractionOptions.Mode.allCases)
  func hostilePagesEndInValidText(_ page: Page, mode: ExtractionOptions.Mode) throws {
    let result = try extracted(Array(page.html.utf8), ExtractionOptions(mode: mode))
    let text = try #require(String(validating: result.text, as: UTF8.self))
    if let survives = page.survives { #expect(text.contains(survives)) }
  }

  @Test func brokenMarkupNeverCrashes() throws {
    let pieces = [
      "<", ">", "</", "<!--", "-->", "<p", "<table>", "<td>", "</table>", "<li>", "</ul>", "<ul>", "<svg>", "</svg>",
      "&amp",
      "&#x", "<script>", "</script>", "<a ", "href='", "\"", "<pre>", "</pre>", "<br>", "text. ", "中文。", "\0", "<h1>",
      "</h3>", "<select><option>", "<math>", "<![CDATA[", "]]>", "</p>", "<title>", "<b><i>", "</b>", "<noscript>",
      "/>", "=",
    ]
    var generator = SeededGenerator(seed: 3)
    var workspace = ExtractionWorkspace()
    for parser in ExtractionOptions.Parser.allCases {
      let extractor = try Extractor(options: ExtractionOptions(style: .markdown, parser: parser, maximumDepth: 20))
      for _ in 0..<2000 {
        var page: [UInt8] = []
        for _ in 0..<Int.random(in: 1...60, using: &generator) {
          page += pieces[Int.random(in: 0..<pieces.count, using: &generator)].utf8
        }
        let result = try extractor.extract(body: page, mediaType: "text/html", using: &workspace)
        #expect(String(validating: result.text, as: UTF8.self) != nil)
      }
    }
  }
}
