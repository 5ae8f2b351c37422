// What text comes out of which markup, in both styles and by both parsers.

import Extraction
import Testing

@Suite struct RenderingTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var html: String
    var text: String
    var markdown: String?
    var testDescription: String { html }
  }

  static let cases: [Case] = [
    Case(html: "<p>One\n  two<p>three", text: "One two\n\nthree"),
    Case(html: "<h2>Head</h2><p>Body", text: "Head\n\nBody", markdown: "## Head\n\nBody"),
    Case(html: "<ul><li>a<li>b</ul>c", text: "- a\n- b\n\nc"),
    Case(html: "<ul><li>a<ul><li>b</ul><li>c</ul>", text: "- a\n  - b\n- c"),
    Case(html: "<ol start=3><li>a<li>b</ol>", text: "- a\n- b", markdown: "3. a\n4. b"),
    Case(
      html: "<table><tr><th>k<th>v<tr><td>a<td>1<tr><td><p>b</p><td><p>2</p></table>", text: "k | v\na | 1\nb | 2",
      markdown: "| k | v |\n| --- | --- |\n| a | 1 |\n| b | 2 |"),
    Case(
      html: "<pre>\nif x {\n  y()\n}</pre>after", text: "if x {\n  y()\n}\n\nafter",
      markdown: "```\nif x {\n  y()\n}\n```\n\nafter"),
    Case(html: "one<br>two<br><br>three", text: "one\ntwo\n\nthree"),
    Case(
      html: "a<script>if (a < b) x('<p>');</script>b<style>p{}</style>c<svg><title>e</title><text>d</text></svg>",
      text: "abc\nd"),
    Case(html: "<p>caf&eacute; &amp; &lt;b&gt; &#20013;&#x6587; &euro;", text: "café & <b> 中文 €"),
    Case(html: "a&nbsp;&nbsp;b\u{3000}c", text: "a b c"),
    Case(html: "<b>bo</b>ld <i>wor</i>ds", text: "bold words"),
    Case(html: "<div>a<div>b</div>c</div>", text: "a\nb\nc"),
    Case(html: "<dl><dt>term<dd>meaning</dl>", text: "term\nmeaning"),
    Case(html: "<title>never</title><body>text<!-- never -->ends", text: "textends"),
    Case(html: "<select><option>a<option>b</select>", text: "a\nb"),
    Case(html: "", text: ""),
    Case(html: "   <p>  </p>\n", text: ""),
  ]

  @Test(arguments: cases, ExtractionOptions.Parser.allCases)
  func rendersAllText(_ example: Case, parser: ExtractionOptions.Parser) throws {
    #expect(try text(of: example.html, ExtractionOptions(mode: .all, parser: parser)) == example.text)
    if let markdown = example.markdown {
      let options = ExtractionOptions(mode: .all, style: .markdown, parser: parser)
      #expect(try text(of: example.html, options) == markdown)
    }
  }

  @Test(arguments: [
    ("a&ampb &notin; &notit; &copy1", "a&b ∉ ¬it; ©1"),
    ("&#128; &#xD800; &#x110000; &#0;x", "€ \u{fffd} \u{fffd} \u{fffd}x"),
    ("&bogus; &; &# &#x;", "&bogus; &; &# &#x;"), ("1 < 2 <3 </ 4", "1 < 2 <3"), ("a<!-->b<!--->c<!--x--!>d", "abcd"),
    ("<script><!--<script></script>hidden--></script>shown", "shown"),
    ("x<svg><![CDATA[y]]></svg><![CDATA[z]]>w", "xyw"),
    ("<p title='a>b'>quoted</p>", "quoted"), ("<a href=x>one<a href=y>two</a> three", "onetwo three"),
    ("<svg><path/><p>broken out", "broken out"), ("<textarea>a\n b</textarea>", "a\n b"),
    ("<p>a<table><tr><td>b</table>c", "a\n\nb\n\nc"), ("<xmp><b>raw</b></xmp>", "<b>raw</b>"),
  ])
  func tokenizesAsTheStandardSays(html: String, expected: String) throws {
    #expect(try text(of: html) == expected)
  }

  @Test func plainTextKeepsItsLines() throws {
    let result = try extracted(Array("one\r\n  two\rthree\u{0}\n\n".utf8), mediaType: "text/plain; charset=utf-8")
    #expect(result.string == "one\n  two\nthree")
  }

  @Test func metadataComesFromTheHead() throws {
    let page = """
      <html lang="de-AT"><head><title>Tag &amp; Nacht – Blatt</title><meta name=author content="A. Weber">
      <meta property="og:title" content="Tag &amp;amp; Nacht"><link rel=canonical href="https://example.org/?a=1&amp;b=2">
      <meta property="article:published_time" content="2024-05-01"></head><body><p>Text.
      """
    let result = try extracted(Array(page.utf8))
    #expect(
      result.metadata == [
        "title": "Tag &amp; Nacht", "language": "de-AT", "author": "A. Weber", "date": "2024-05-01",
        "canonical_url": "https://example.org/?a=1&b=2",
      ])
  }

  @Test func recordsWithoutTextSayWhy() throws {
    #expect(try extracted(Array("<img src=x>".utf8)).dropReason == .empty)
    #expect(throws: ExtractionError.self) { try extracted([1, 2], mediaType: "image/png") }
    let large = ExtractionOptions(maximumPageByteCount: 10)
    do {
      _ = try extracted(Array("<p>more than ten bytes".utf8), large)
      Issue.record("a page above the limit passed")
    } catch let error as ExtractionError {
      #expect(error.code == .dropped(.tooLarge))
    }
    do {
      _ = try extracted(Array("%PDF-1.4 ...".utf8))
      Issue.record("a PDF passed as HTML")
    } catch let error as ExtractionError {
      #expect(error.code == .dropped(.binary))
    }
  }
}
