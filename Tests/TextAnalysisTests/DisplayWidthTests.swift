// Columns of a terminal, in scripts where they are not letters.

import Testing
import TextAnalysis

@Suite struct DisplayWidthTests {
  @Test(arguments: [
    ("", 0), ("abc", 3), ("é", 1), ("e\u{301}", 1), ("中文", 4), ("한글", 4), ("\u{1112}\u{1161}\u{11ab}", 2),
    ("ｱﾊﾟ", 3), ("Ａ", 2), ("🙂", 2), ("नमस्ते", 4), ("สวัสดี", 4), ("שָׁלוֹם", 4), ("\u{1b}\u{7}\u{0}", 0),
    ("a\u{200b}b", 2), ("𠀀𰀀", 4), ("—…“”", 4), ("\u{ad}", 1), ("\u{10ffff}", 1),
  ])
  func columnsOfScripts(text: String, columns: Int) {
    #expect(DisplayWidth.columns(of: text) == columns)
  }

  @Test func rangesOfTheTableBeginAndEndWhereTheyShould() {
    // U+1100 to U+115F are wide, as the standard's EastAsianWidth.txt has it, and the scalars beside them are not.
    for (scalar, columns) in [(0x10ff, 1), (0x1100, 2), (0x115f, 2), (0x1160, 0), (0x3fffd, 2), (0x3fffe, 1)] {
      #expect(DisplayWidth.columns(of: UInt32(scalar)) == columns, "U+\(String(scalar, radix: 16))")
    }
  }
}
