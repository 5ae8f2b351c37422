// What text comes out of which wikitext, in both styles.

import Extraction
import Testing

/// The text of a page of wikitext.
func wikitext(
  _ page: String, style: ExtractionOptions.Style = .text, mode: ExtractionOptions.Mode = .main, title: String? = nil
) throws -> String {
  var workspace = ExtractionWorkspace()
  return try Extractor(options: ExtractionOptions(mode: mode, style: style)).extract(
    body: Array(page.utf8), mediaType: "text/x-wiki", title: title, using: &workspace
  ).string
}

@Suite struct WikitextTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var page: String
    var text: String
    var markdown: String?
    var testDescription: String { page }

    init(_ page: String, _ text: String, _ markdown: String? = nil) {
      self.page = page
      self.text = text
      self.markdown = markdown
    }
  }

  static let blocks: [Case] = [
    Case("one\ntwo\n\nthree", "one two\n\nthree"),
    Case("一\n二", "一二"),
    Case("== Head ==\nBody", "Head\n\nBody", "## Head\n\nBody"),
    Case("=== A ''b'' === <!-- c -->\nBody", "A b\n\nBody", "### A b\n\nBody"),
    Case("== Empty ==\n{{x}}\n== Full ==\ny\n== Last ==\n", "Full\n\ny", "## Full\n\ny"),
    Case("== A ==\n=== B ===\nx\n=== C ===\n== D ==\n", "A\n\nB\n\nx", "## A\n\n### B\n\nx"),
    Case("=a=\nb = c", "a\n\nb = c", "# a\n\nb = c"), Case("== a\nb", "== a b"),
    Case("* a\n* b\n** c\nd", "- a\n- b\n  - c\n\nd"),
    Case("# a\n# b\n## c\n# d", "- a\n- b\n  - c\n- d", "1. a\n2. b\n  1. c\n3. d"),
    Case("* a\n*# b\n*# c\n* d", "- a\n  - b\n  - c\n- d", "- a\n  1. b\n  2. c\n- d"),
    Case("; term : meaning\n: more", "term\nmeaning\nmore"), Case(";a http://b", "a http://b"),
    Case(": indented", "indented"),
    Case("a\n----\nb", "a\n\nb"), Case("a<br>b<br/>\nc<br><br>d", "a\nb\nc\n\nd"),
    Case(" if x {\n   y\n }\nz", "if x {\n  y\n}\n\nz", "```\nif x {\n  y\n}\n```\n\nz"),
    Case(
      "a\n<pre>\nx  [[y]] &lt;\n\n z</pre>\nb", "a\n\nx  [[y]] <\n\n z\n\nb", "a\n\n```\nx  [[y]] <\n\n z\n```\n\nb"),
    Case(
      "<syntaxhighlight lang=\"c\">\nint a; // {{b}}\n</syntaxhighlight>", "int a; // {{b}}",
      "```\nint a; // {{b}}\n```"),
    Case("use <syntaxhighlight lang=c inline>f( [[a]] )</syntaxhighlight> here", "use f( [[a]] ) here"),
    Case("<poem>\na\n  b\n</poem>\nc\nd", "a\nb\n\nc d"), Case("<div>a</div><div>b</div>\n<p>c</p>", "a\nb\n\nc"),
    Case("<ul><li>a</li><li>b</li></ul>", "- a\n- b"), Case("<h2>a</h2>b", "a\n\nb", "## a\n\nb"),
    Case("a\n<!-- c -->\nb", "a b"), Case("a\n{{t}}\nb", "a b"), Case("", ""), Case("{{only|a=template}}", ""),
  ]

  static let inlines: [Case] = [
    Case("'''bold''' ''italic'' '''''both'''''", "bold italic both"),
    Case("L''''amour'''' 'quoted'", "L'amour' 'quoted'"),
    // What MediaWiki makes of apostrophes that do not come out even.
    Case("L'''amour'' est", "L'amour est"), Case("d' '''x y'' z", "d' 'x y z"), Case("''a'' '''b", "a b"),
    Case("ab'''c''", "ab'c"), Case("'''a'' b", "'a b"), Case("''''''six", "'six"),
    Case("[[a]] [[b|c]] [[bus]]es [[a b (c)|]] [[X:y, z|]] [[a#b]]", "a c buses a b y a#b"),
    Case("[[a|b [[c]] d]]", "b c d"), Case("[[:Category:A]] [[:de:B|c]] [[wikt:d|e]]", "Category:A c e"),
    Case("[[File:a.jpg|thumb|b [[c|d]] e]]f [[Bild:g]] [[Файл:h.png|мини|i]] [[文件:j.jpg]] [[ملف:k.png]]", "f"),
    Case("[[category:A]] b [[Kategorie:C]] [[分类:D]] [[de:E]] [[zh-min-nan:F]]", "b"),
    Case(
      "[http://a.b c d] [https://e.f] [//g.h ''i''] [mailto:j k] [no link] [http://l", "c d i k [no link] [http://l"),
    Case("see http://a.b/c_d now", "see http://a.b/c_d now"),
    Case("a<ref>b</ref>, c<ref name=d />.<ref name=\"e\">{{f|<b>}}</ref> g", "a, c. g"),
    Case("a<ref>b\n\nc</ref> d", "a d"),
    Case("a<references>\n<ref>b</ref></references>", "a"), Case("a <ref>open", "a open"),
    Case("a <nowiki>[[b]] {{c}} ''d'' &amp;</nowiki> e", "a [[b]] {{c}} ''d'' & e"),
    Case("<math>a &lt; b</math> and <math display=\"block\">c</math>", "$a < b$ and $$c$$"),
    Case("<chem>H2O</chem>", "$\\ce{H2O}$"),
    Case("a&nbsp;b &ndash; &lt;c&gt; &#x4e2d; &bogus; AT&T", "a b – <c> 中 &bogus; AT&T"),
    Case("a\u{a0}\u{a0}b  c", "a b c"),
    Case("a <!-- b\n\n {{ --> c", "a c"), Case("a <!-- never", "a"),
    Case("x <span style=\"color:red\">a</span> H<sub>2</sub>O <foo> 1 < 2", "x a H2O <foo> 1 < 2"),
    Case("__NOTOC__a __FORCETOC__b __init__ __目次__", "a b __init__"),
    Case("<gallery>\na.jpg|b\n</gallery>c<timeline>d</timeline><score>e</score>", "c"),
    Case("<noinclude>a</noinclude><includeonly>b</includeonly><onlyinclude>c</onlyinclude>", "ac"),
  ]

  static let templates: [Case] = [
    Case("a {{bx|c|{{d|[[e]]}}|f=g\n|h}} i", "a i"), Case("a {{{b|c}}} {{{d}}} e", "a c e"), Case("a {{b", "a {{b"),
    Case("a }} b", "a }} b"),
    Case("{{nowrap|a b}} {{lang|fr|''c''}} {{lang-de|d}} {{abbr|e|f}} {{enS|g}}", "a b c d e g"),
    Case(
      "{{convert|5|km|mi}} {{convert|5|to|10|kg|lb|abbr=on}} {{val|1.5|e=3|u=m}} {{frac|1|2}} {{frac|3|1|2}}",
      "5 km 5 to 10 kg 1.5×10^3 m 1/2 3 1/2"),
    Case(
      "a {{spaced ndash}} b{{'}}s {{as of|2010}} {{circa|1500}} {{start date|2001|3|4}} {{date|4|mars|2001}}",
      "a – b's As of 2010 c. 1500 2001-03-04 4 mars 2001"),
    Case("{{Nihongo|Tokyo|東京|Tōkyō}} {{読み仮名|東京|とうきょう}}{{仮リンク|甲|en|A}}", "Tokyo (東京, Tōkyō) 東京（とうきょう）甲"),
    Case("{{нп5|a|b|en|c}} {{нп5|a||en|c}} {{tsl|en|A|b}} {{le|b|A}} {{link-en|c|D}}", "b a b b c"),
    Case("a{{quote|b\n* c|d}}e", "a\n\nb\n\n- c\n\ne"), Case("{{Zitat|Text=a|Autor=b}}", "a"),
    Case("{{quote|1=x=y}}", "x=y"),
    Case("{{formatnum:1234}} {{lc:A}} {{#if:a|b|c}} {{DEFAULTSORT:x}} {{#tag:ref|y}}", "1234 A"),
    Case("* a, {{x}}\n* b;{{x}}\n* c", "- a\n- b;\n- c"), Case("{{plainlist|\n* a\n* b\n}}", "- a\n- b"),
    Case("{|\n| {{plainlist|\n* a\n* b\n}} || c\n|}", "a b | c"),
    Case("{{sortname|A|B|C}} {{sort|1|c}} {{\"|d}} {{citation|title=e|quote=f}} {{flag|G}}", "A B c “d” G"),
    Case("{{s|XIX}} {{s-|V|e}} {{s|gone}}", "XIXe siècle Ve siècle gone"),
    // What is left where something went.
    Case("A ({{IPA|x}}) b", "A b"), Case("A ({{IPA|x}}; {{lang|cy|c}}, d) e", "A (c, d) e"),
    Case("A (b; {{IPA|x}}) c", "A (b) c"),
    Case("甲（{{IPA|x}}）乙", "甲乙"), Case("a {{fact}}. b {{fact}}, c", "a. b, c"), Case("A ({{x}}, {{y}}).", "A."),
    Case("-{zh-hant:甲;zh-hans:乙;}- -{丙}- -{A|zh-cn:丁;zh-tw:戊}- -{H|zh-cn:x}--{T|y}-", "乙 丙 丁"), Case("a-{b", "a-{b"),
  ]

  static let tables: [Case] = [
    Case(
      "{| class=\"wikitable\"\n|+ Cap\n! a !! b\n|-\n| 1 || 2\n|-\n| style=\"x\" | 3\n| [[c|d]]\n|}\ne",
      "Cap\na | b\n1 | 2\n3 | d\n\ne", "Cap\n| a | b |\n| --- | --- |\n| 1 | 2 |\n| 3 | d |\n\ne"),
    Case("{|\n| a || || c\n|-\n| {{x}} || d\n|}", "a | c\nd", "| a |  | c |\n|  | d |"),
    Case("{|\n| a<br>b\nc\n* d\n|}", "a b c d"), Case("{|\n| a\n{|\n| b || c\n|}\nd\n|}\ne", "a b c d\n\ne"),
    Case("{| class=\"infobox\"\n| a\n|}\nb", "b"), Case("{| class=\"navbox\"\n|-\n|\n{|\n| x\n|}\n|}\nb", "b"),
    Case("{| class=\"infobox\"\n| a\n\nb", "a b"), Case("{|\n| a\n== H ==\nb", "a\n\nH\n\nb"),
    Case(":{|\n| a\n|}", "a"),
    Case("{|\n! a\n| b\n|-\n| '''c\n| d''\n|}", "a | b\nc | d"), Case("a || b ! c\n| d", "a || b ! c | d"),
  ]

  @Test(arguments: blocks + inlines + templates + tables)
  func renders(_ example: Case) throws {
    #expect(try wikitext(example.page) == example.text)
    if let markdown = example.markdown { #expect(try wikitext(example.page, style: .markdown) == markdown) }
  }

  @Test(arguments: [
    ("#REDIRECT [[A|b]]\n{{R from move}}", "A"), ("#WEITERLEITUNG [[Ä#b]]", "Ä#b"), ("#重定向[[甲]]", "甲"),
    ("#перенаправление: [[Б]]", "Б"),
    ("# Redirect me\n# [[b]]", "- Redirect me\n- b"),
  ])
  func redirectsGiveTheirTarget(_ page: String, _ text: String) throws {
    #expect(try wikitext(page) == text)
  }

  @Test func thePageKnowsItsName() throws {
    #expect(try wikitext("'''{{PAGENAME}}''' is", title: "Alden (river)") == "Alden (river) is")
  }

  @Test func allTextHasBoxesAndCaptions() throws {
    let page =
      "[[File:a.jpg|thumb|200px|A ''caption'']]\n[[File:b.jpg|right]]\n{| class=\"infobox\"\n| k || v\n|}\ntext"
    #expect(try wikitext(page) == "text")
    #expect(try wikitext(page, mode: .all) == "A caption\n\nk | v\n\ntext")
  }

  /// No line stands where nothing but markup was, and none ends in a space.
  @Test func controlCharactersAndWhiteSpaceGo() throws {
    #expect(try wikitext("\0a\u{7}b\r\n\r\n  \r\nc \t \n") == "ab\n\nc")
  }
}
