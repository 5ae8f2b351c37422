// Wikitext made to hurt: it costs time in proportion to its size and ends in valid text.

import Extraction
import TestSupport
import Testing

@Suite struct HostileWikitextTests {
  private static func repeated(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

  /// Each is a megabyte or more; with a cost beyond linear they would not end in a lifetime.
  static let pages: [(name: String, page: String)] = [
    ("braces", repeated("{{", 1_000_000)), ("braces closed", repeated("{{", 500_000) + repeated("}}", 500_000)),
    ("brackets", repeated("[[", 1_000_000)), ("brackets closed", repeated("[[", 500_000) + repeated("]]", 500_000)),
    ("one run of braces", repeated("{", 2_000_000) + "a" + repeated("}", 2_000_000)),
    ("closers", repeated("}}]]", 500_000)),
    ("kept templates nested", repeated("{{nowrap|", 200_000) + "a" + repeated("}}", 200_000)),
    ("kept templates open", repeated("{{nowrap|", 300_000)),
    ("links nested", repeated("[[a|", 400_000) + repeated("]]", 400_000)),
    ("arguments", "{{hlist|" + repeated("a|", 1_000_000) + "}}"),
    ("arguments of links", "{{hlist|" + repeated("[[b]]|", 300_000) + "}}"),
    ("mixed openings", repeated("{{[[", 500_000)),
    ("brackets in braces", repeated("{{a[[b", 300_000) + repeated("}}", 300_000)),
    ("references", repeated("<ref>", 500_000)), ("references with names", repeated("<ref name=\"", 300_000)),
    ("references without a tag's end", repeated("<ref ", 500_000)),
    ("closed at the end", repeated("<ref>a", 300_000) + "</ref>"),
    ("comments", repeated("<!--", 500_000)), ("tags", repeated("<", 2_000_000)), ("spans", repeated("<span ", 400_000)),
    ("elements of all names", repeated("<math><gallery><pre><nowiki><source>", 60_000)),
    ("external links", repeated("[http://a ", 300_000)),
    ("external links closed", repeated("[http://a ", 200_000) + repeated("]", 200_000)),
    ("tables", repeated("{|\n", 700_000)), ("hidden tables", repeated("{| class=infobox\n", 100_000)),
    ("nested tables closed", repeated("{|\n|a\n", 200_000) + repeated("|}\n", 200_000)),
    ("cells", "{|\n|" + repeated("a||", 700_000)), ("headers", "{|\n!" + repeated("a!!", 700_000)),
    ("bars", "{|\n|" + repeated("|", 2_000_000)),
    ("rows", "{|\n" + repeated("|-\n", 700_000)), ("headings", repeated("== a ==\n", 250_000)),
    ("deeper headings", repeated("====== a ======\n= b =\n", 80_000)),
    ("equals signs", repeated("=", 2_000_000)), ("apostrophes", repeated("'", 2_000_000)),
    ("apostrophe runs", repeated("''' '' ", 400_000)),
    ("uneven lines", repeated("a'''b'' c\n", 200_000)), ("list markers", repeated("*", 2_000_000)),
    ("lists", repeated("*#:;a\n", 300_000)),
    ("terms", ";" + repeated("a:", 1_000_000)), ("terms of links", ";" + repeated("[[a]]", 300_000)),
    ("indents", repeated(" a\n", 600_000)),
    ("variants", repeated("-{", 1_000_000)), ("variants closed", repeated("-{a;", 400_000) + repeated("}-", 400_000)),
    ("variant rules", "-{" + repeated("zh-cn:a;", 200_000) + "}-"), ("underscores", repeated("_", 2_000_000)),
    ("ampersands", repeated("&", 2_000_000)),
    ("comments at an end", "== a ==" + repeated("<!-- -->", 200_000)),
    ("comment lines", repeated("<!-- -->", 200_000) + "a"),
    ("parentheses", repeated("({{a}}", 300_000) + repeated(")", 300_000)), ("line ends", repeated("\n", 2_000_000)),
    ("redirect", "#REDIRECT " + repeated("[[", 500_000)),
    ("quotations", repeated("{{quote|", 300_000) + repeated("}}", 300_000)),
    ("captions", repeated("[[File:a|", 300_000) + repeated("]]", 300_000)),
    ("poems", repeated("<poem>a\n", 200_000)), ("dates", "{{date" + repeated("|1", 500_000) + "}}"),
    ("names", "{{" + repeated("a ", 500_000) + "}}"),
    ("spaces", repeated(" ", 2_000_000) + "a"), ("entities", repeated("&nbsp;", 300_000)),
    ("table in quotes", repeated("{{quote|\n{|\n|", 100_000) + repeated("}}", 100_000)),
  ]

  @Test(arguments: pages.indices, ExtractionOptions.Style.allCases)
  func hostilePagesEndInValidText(index: Int, style: ExtractionOptions.Style) throws {
    for mode in ExtractionOptions.Mode.allCases {
      var workspace = ExtractionWorkspace()
      let extractor = try Extractor(options: ExtractionOptions(mode: mode, style: style))
      let result = try extractor.extract(
        body: Array(Self.pages[index].page.utf8), mediaType: "text/x-wiki", title: "T", using: &workspace)
      #expect(String(validating: result.text, as: UTF8.self) != nil)
    }
  }

  @Test func brokenMarkupNeverCrashes() throws {
    let pieces = [
      "{{", "}}", "{{{", "}}}", "[[", "]]", "|", "||", "!!", "=", "==", "\n", "\n\n", "\n*", "\n#", "\n;", ":", "\n ",
      "{|", "\n{|", "\n|}",
      "\n|-", "\n|", "\n!", "'''", "''", "'''''", "<ref>", "</ref>", "<ref/>", "<nowiki>", "</nowiki>", "<pre>",
      "</pre>", "<math>", "</math>",
      "<!--", "-->", "-{", "}-", "zh-cn:", ";", "a", " b ", "中文", "é", "&amp;", "&nbsp;", "File:", "Category:", "de:",
      "nowrap|", "quote|",
      "hlist|", "convert|1|km", "#REDIRECT ", "__NOTOC__", "[http://a b]", "[http://a", "<br>", "<div>", "</div>",
      "<poem>", "</poem>", "(", ")",
      "（", "）", ", ", ".", "\t", "\r", "\0", "\u{a0}", "class=\"infobox\"", "----", "PAGENAME", "<td>", "<li>",
      "<syntaxhighlight>", "</syntaxhighlight>",
    ]
    var generator = SeededGenerator(seed: 11)
    var workspace = ExtractionWorkspace()
    for style in ExtractionOptions.Style.allCases {
      for mode in ExtractionOptions.Mode.allCases {
        let extractor = try Extractor(options: ExtractionOptions(mode: mode, style: style))
        for _ in 0..<4000 {
          var page: [UInt8] = []
          for _ in 0..<Int.random(in: 1...60, using: &generator) {
            page += pieces.randomElement(using: &generator)!.utf8
          }
          let result = try extractor.extract(body: page, mediaType: "text/x-wiki", title: "T", using: &workspace)
          #expect(String(validating: result.text, as: UTF8.self) != nil)
        }
      }
    }
  }

  /// A page that is cut anywhere, within a character too, gives text.
  @Test func cutPagesGiveText() throws {
    let page = Array(
      "{{Box|a={{b}}}} '''É''' [[File:x|y [[z]]]] <ref>{{c}}</ref>\n== H ==\n{| class=w\n! a !! b\n|-\n| c || -{zh-cn:中;zh-tw:文}-\n|}\n* <nowiki>x</nowiki> <math>y</math>\n<pre>\nz\n</pre>"
        .utf8)
    let extractor = try Extractor(options: ExtractionOptions(style: .markdown))
    var workspace = ExtractionWorkspace()
    for cut in 0...page.count {
      let result = try extractor.extract(
        body: Array(page[..<cut]), mediaType: "text/x-wiki", charset: "utf-8", using: &workspace)
      #expect(String(validating: result.text, as: UTF8.self) != nil)
    }
  }
}
