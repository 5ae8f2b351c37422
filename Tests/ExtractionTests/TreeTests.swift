// What becomes of text in markup that browsers have to repair: where it is shown, and whether.

import Extraction
import Testing

@Suite struct TreeTests {
  /// Pages and the text that a reader sees; `text` of them in mode `all`.
  @Test(arguments: [
    // Text of a table that stands in no cell is shown before the table.
    ("<table>out<tr><td>in</table>", "out\n\nin"),
    ("<p>a<table><tr><td>1</td>b<td>2</table>c", "a\nb\n\n1 | 2\n\nc"),
    ("<table><tr><td>1</table>between<table><tr><td>2</tr>late</table>", "1\n\nbetween\nlate\n\n2"),
    ("<table><tr><td>x<table>inner<tr><td>y</table></td>outer</table>", "outer\n\nx\ninner\n\ny"),
    ("<table><tr><td><table>1<tr><td>2</table></table>", "1\n\n2"),
    ("<table><div>a<tr><td>b</td></div>c</table>", "a\nc\n\nb"),
    ("<table><b>bold<tr><td>cell</table>", "bold\n\ncell"), ("<table><colgroup>x<col><tr><td>y</table>", "x\n\ny"),
    ("<table><caption>head<tr><td>y</table>", "head\ny"),
    ("<table> <tr> <form> <td>1</td> <td>2</td> </form> </tr> </table>", "1 | 2"),
    // Where a row or a body has no start tag its end tag ends the parts in it.
    ("<table><td>in</tr>out</table>", "out\n\nin"), ("<table><tr><td>in</tbody>out</table>", "out\n\nin"),
    ("<table><td>in<col>out</table>", "out\n\nin"),
    // A table in a table, in none of its cells, is the next one.
    ("<table><tr><td>1<tr><table><tr><td>2</table>3", "1\n\n2\n\n3"),
    // SVG and MathML end where HTML begins.
    ("<svg><g><p>shown</svg>", "shown"), ("<a><svg><path></a>shown", "shown"),
    ("<b><p><svg></b>shown", "shown"), ("<svg><foreignObject><p>shown</p><title></svg>hidden", "shown"),
    ("<svg><title>hidden</svg>shown", "shown"), ("<svg></p>shown", "shown"), ("<svg><style></div>hidden", ""),
    ("<svg><desc><b>hidden</b></desc><text>a</text><text>b<tspan>c</tspan></text></svg>d", "a\nbc\nd"),
    ("<svg/>shown", "shown"),
    ("<math><mi>x</mi><mo>=</mo><mn>1</mn></math>", "x=1"), ("<math><mtext><p>a</p></mtext></math>b", "a\n\nb"),
    ("<math><style>p</style><title>q</title></math>", "pq"), ("<math><![CDATA[a<b>&amp;]]></math>", "a<b>&amp;"),
    ("<math><mi><style>hidden</style>x", "x"), ("<svg><style><p>shown", "shown"),
    // A template keeps what is in it, whatever that is.
    ("<template><table><tr><td>hidden</template>shown", "shown"), ("<template><frameset></template>shown", "shown"),
    // A set of frames has no text, unless the page has shown some already.
    ("<frameset><frame></frameset>hidden", ""), ("<p>shown<frameset></frameset>too", "shown\ntoo"),
    ("<div><frameset><p>hidden", ""), ("<img><frameset>shown", "shown"), ("<object><frameset>shown", "shown"),
    // What has no end in a `noscript` ends there.
    ("<noscript><iframe></noscript>shown", "shown"), ("<noscript><style></noscript></style>shown", "shown"),
    ("<iframe><noscript></noscript>hidden", ""),
    // Media end with the elements around them.
    ("<a><video></a>shown", "shown"), ("<b><p><audio></b>shown", "shown"), ("<dl><dd><canvas><dt>shown", "shown"),
    ("<nobr><audio><nobr>shown", "shown"), ("<b><video><html></b>shown", "shown"),
    ("<video><b>hidden</b>hidden</video>shown", "shown"), ("<span><video><p></span>hidden", ""),
    ("<svg><image></image></p>shown", "shown"), ("<svg><image><title>hidden</svg>shown", "shown"),
    // Names that browsers show the content of.
    ("<object>shown</object>", "shown"), ("<map><p>shown</p><area></map>", "shown"),
    ("<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>", "漢(かん)"), ("<video>hidden</video>", ""),
  ])
  func textIsShownAsBrowsersShowIt(html: String, expected: String) throws {
    #expect(try text(of: html) == expected)
  }

  /// Pages with NUL, and what becomes of it.
  @Test(arguments: [
    ("a\0b", "ab"), ("<textarea>a\0b</textarea>", "a\u{fffd}b"), ("<xmp>a\0b</xmp>", "a\u{fffd}b"),
    ("<plaintext>a\0b", "a\u{fffd}b"), ("<math>a\0&lt;\0</math>", "a\u{fffd}<\u{fffd}"),
    ("<math><![CDATA[a\0b]]></math>", "a\u{fffd}b"), ("<math><mi>a\0b</mi></math>", "ab"),
  ])
  func nulIsDroppedOrReplaced(html: String, expected: String) throws {
    #expect(try text(of: html) == expected)
  }

  @Test func contentOfScriptsIsNoTextHoweverDeepTheyStand() throws {
    let page = String(repeating: "<div>", count: 600) + "a<script>b</script>c<style>d</style>e<svg>"
    #expect(try text(of: page).filter { !$0.isNewline } == "ace")
  }

  @Test func nothingIsLostWhereTextMovesOutOfManyTables() throws {
    let page = (0..<300).map { "<table>o\($0) <tr><td>i\($0) </table>" }.joined()
    let expected = (0..<300).flatMap { ["o\($0)", "i\($0)"] }
    #expect(try text(of: page).split(whereSeparator: \.isWhitespace).map(String.init) == expected)
  }
}
