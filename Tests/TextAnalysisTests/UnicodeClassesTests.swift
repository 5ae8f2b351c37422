// The table against values published in the Unicode Character Database 16.0.

import Testing
import TextAnalysis

@Suite("Unicode classes")
struct UnicodeClassesTests {
  @Test(
    "categories of known scalars",
    arguments: [
      (0x41, GeneralCategory.uppercaseLetter), (0x61, .lowercaseLetter), (0x1c5, .titlecaseLetter),
      (0x2b0, .modifierLetter), (0x4e00, .otherLetter), (0x301, .nonspacingMark), (0x93e, .spacingMark),
      (0x20dd, .enclosingMark), (0x39, .decimalNumber), (0x2160, .letterNumber), (0xbd, .otherNumber),
      (0x5f, .connectorPunctuation), (0x2014, .dashPunctuation), (0x28, .openPunctuation),
      (0x29, .closePunctuation), (0x201c, .initialPunctuation), (0x201d, .finalPunctuation),
      (0x3002, .otherPunctuation), (0x2b, .mathSymbol), (0x20ac, .currencySymbol), (0x5e, .modifierSymbol),
      (0x1f600, .otherSymbol), (0x3000, .spaceSeparator), (0x2028, .lineSeparator), (0x2029, .paragraphSeparator),
      (0x0a, .control), (0x200b, .format), (0xd800, .surrogate), (0xe000, .privateUse), (0x378, .unassigned),
      // New in 16.0: Garay, Todhri, the Latin letter rams horn in upper case.
      (0x10d50, .uppercaseLetter), (0x105c9, .otherLetter), (0xa7cb, .uppercaseLetter),
      (0x10ffff, .unassigned), (0x110000, .unassigned),
    ] as [(UInt32, GeneralCategory)])
  func categories(scalar: UInt32, expected: GeneralCategory) {
    #expect(UnicodeClasses.category(scalar) == expected)
  }

  @Test("every scalar: sets and predicates agree with the category")
  func setsAgree() {
    let letters: Set<GeneralCategory> = [
      .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
    ]
    var counts = [Int](repeating: 0, count: GeneralCategory.allCases.count)
    for scalar in UInt32(0)..<0x11_0000 {
      let category = UnicodeClasses.category(scalar)
      counts[Int(category.rawValue)] += 1
      let isLetter = letters.contains(category)
      if isLetter != UnicodeClasses.isLetter(scalar) || isLetter != CategorySet.letter.contains(scalar: scalar) {
        Issue.record("letter test of \(scalar)")
      }
      let isNumber = category == .decimalNumber || category == .letterNumber || category == .otherNumber
      if isNumber != UnicodeClasses.isNumber(scalar) || isNumber != CategorySet.number.contains(scalar: scalar) {
        Issue.record("number test of \(scalar)")
      }
    }
    // Totals of DerivedGeneralCategory-16.0.0.txt.
    #expect(counts[Int(GeneralCategory.uppercaseLetter.rawValue)] == 1858)
    #expect(counts[Int(GeneralCategory.lowercaseLetter.rawValue)] == 2258)
    #expect(counts[Int(GeneralCategory.titlecaseLetter.rawValue)] == 31)
    #expect(counts[Int(GeneralCategory.decimalNumber.rawValue)] == 760)
    #expect(counts[Int(GeneralCategory.spaceSeparator.rawValue)] == 17)
    #expect(counts[Int(GeneralCategory.surrogate.rawValue)] == 2048)
  }

  @Test("White_Space is the 25 scalars of PropList")
  func whitespace() {
    let found = (UInt32(0)..<0x11_0000).filter { UnicodeClasses.isWhitespace($0) }
    let expected: [UInt32] =
      [9, 10, 11, 12, 13, 0x20, 0x85, 0xa0, 0x1680] + Array(0x2000...0x200a) + [
        0x2028, 0x2029, 0x202f, 0x205f, 0x3000,
      ]
    #expect(found == expected)
  }

  @Test(
    "scripts and folds",
    arguments: [
      (0x61, UnicodeScript.latin, 0x61), (0x41, .latin, 0x61), (0x416, .cyrillic, 0x436), (0x3a3, .greek, 0x3c3),
      (0x3c2, .greek, 0x3c3), (0x4e2d, .han, 0x4e2d), (0x3042, .hiragana, 0x3042), (0xff71, .katakana, 0x30a2),
      (0xac00, .hangul, 0xac00), (0xe01, .thai, 0xe01), (0x31, .common, 0x31), (0xff21, .latin, 0x61),
      (0x301, .inherited, 0x301), (0x130, .latin, 0x69), (0x212a, .latin, 0x6b), (0x378, .unknown, 0x378),
      (0x10d50, .other, 0x10d70),
    ] as [(UInt32, UnicodeScript, UInt32)])
  func scriptsAndFolds(scalar: UInt32, script: UnicodeScript, folded: UInt32) {
    #expect(UnicodeClasses.script(scalar) == script)
    #expect(UnicodeClasses.fold(scalar) == folded)
  }
}
