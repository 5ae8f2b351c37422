// Unicode 16.0 for every part of Sluice: one table, the same on every machine whatever libraries it has.

import CKernels

/// The general category of a Unicode scalar, in the order of the table.
public enum GeneralCategory: UInt8, Sendable, CaseIterable {
  case uppercaseLetter, lowercaseLetter, titlecaseLetter, modifierLetter, otherLetter
  case nonspacingMark, spacingMark, enclosingMark
  case decimalNumber, letterNumber, otherNumber
  case connectorPunctuation, dashPunctuation, openPunctuation, closePunctuation
  case initialPunctuation, finalPunctuation, otherPunctuation
  case mathSymbol, currencySymbol, modifierSymbol, otherSymbol
  case spaceSeparator, lineSeparator, paragraphSeparator
  case control, format, surrogate, privateUse, unassigned
}

/// A set of general categories, such as `\p{L}` of a regular expression; membership is one shift.
public struct CategorySet: OptionSet, Sendable {
  public let rawValue: UInt32
  @inlinable public init(rawValue: UInt32) { self.rawValue = rawValue }
  @inlinable public init(_ category: GeneralCategory) { rawValue = 1 << UInt32(category.rawValue) }

  /// True when the scalar's category is in the set.
  @inlinable @inline(__always)
  public func contains(scalar: UInt32) -> Bool {
    rawValue >> UInt32(sluice_unicode_main(scalar) & 31) & 1 != 0
  }

  /// `\p{Lu}`
  public static let uppercase = CategorySet(rawValue: 1)
  /// `\p{Ll}`
  public static let lowercase = CategorySet(rawValue: 1 << 1)
  /// `\p{Lt}`
  public static let titlecase = CategorySet(rawValue: 1 << 2)
  /// `\p{Lm}`
  public static let modifierLetter = CategorySet(rawValue: 1 << 3)
  /// `\p{Lo}`
  public static let otherLetter = CategorySet(rawValue: 1 << 4)
  /// `\p{L}`
  public static let letter = CategorySet(rawValue: 0x1f)
  /// `\p{M}`
  public static let mark = CategorySet(rawValue: 0xe0)
  /// `\p{Nd}`
  public static let decimalNumber = CategorySet(rawValue: 1 << 8)
  /// `\p{N}`
  public static let number = CategorySet(rawValue: 0x700)
  /// `\p{P}`
  public static let punctuation = CategorySet(rawValue: 0x3f800)
  /// `\p{S}`
  public static let symbol = CategorySet(rawValue: 0x3c0000)
  /// `\p{Z}`
  public static let separator = CategorySet(rawValue: 0x1c00000)
  /// `\p{C}`
  public static let other = CategorySet(rawValue: 0x3e00_0000)
}

/// Properties of scalars. Scalars above U+10FFFF count as unassigned, so that no input can pass the table's end.
public enum UnicodeClasses {
  /// The version of the standard that the table was made from.
  public static let version = "16.0.0"

  @inlinable @inline(__always)
  public static func category(_ scalar: UInt32) -> GeneralCategory {
    // The table holds the thirty values of the enumeration only.
    GeneralCategory(rawValue: UInt8(truncatingIfNeeded: sluice_unicode_main(scalar) & 31)) ?? .unassigned
  }

  /// `\p{L}`
  @inlinable @inline(__always)
  public static func isLetter(_ scalar: UInt32) -> Bool { sluice_unicode_main(scalar) & 31 <= 4 }

  /// `\p{M}`
  @inlinable @inline(__always)
  public static func isMark(_ scalar: UInt32) -> Bool { 0xe0 >> (sluice_unicode_main(scalar) & 31) & 1 != 0 }

  /// `\p{N}`
  @inlinable @inline(__always)
  public static func isNumber(_ scalar: UInt32) -> Bool { 0x700 >> (sluice_unicode_main(scalar) & 31) & 1 != 0 }

  /// White_Space, which is `\s` of the regular expressions of tokenizers.
  @inlinable @inline(__always)
  public static func isWhitespace(_ scalar: UInt32) -> Bool { sluice_unicode_main(scalar) & 32 != 0 }

  /// `\p{Lu}`
  @inlinable @inline(__always)
  public static func isUppercase(_ scalar: UInt32) -> Bool { sluice_unicode_main(scalar) & 31 == 0 }

  /// `\p{Ll}`
  @inlinable @inline(__always)
  public static func isLowercase(_ scalar: UInt32) -> Bool { sluice_unicode_main(scalar) & 31 == 1 }

  /// `\p{P}`
  @inlinable @inline(__always)
  public static func isPunctuation(_ scalar: UInt32) -> Bool {
    0x3f800 >> UInt32(sluice_unicode_main(scalar) & 31) & 1 != 0
  }

  /// `\p{S}`
  @inlinable @inline(__always)
  public static func isSymbol(_ scalar: UInt32) -> Bool {
    0x3c0000 >> UInt32(sluice_unicode_main(scalar) & 31) & 1 != 0
  }

  /// True for Han characters, kana and Hangul syllables, of which each is a text unit of its own.
  @inlinable @inline(__always)
  public static func isSyllable(_ scalar: UInt32) -> Bool { sluice_unicode_main(scalar) >> 6 & 7 == 2 }

  /// True for letters of the scripts written without spaces between words (Thai, Lao, Khmer, Burmese, Tai).
  @inlinable @inline(__always)
  public static func isUnspacedLetter(_ scalar: UInt32) -> Bool { sluice_unicode_main(scalar) >> 6 & 7 == 3 }

  /// The script of the scalar, among those that language statistics tell apart.
  @inlinable @inline(__always)
  public static func script(_ scalar: UInt32) -> UnicodeScript {
    UnicodeScript(rawValue: UInt8(truncatingIfNeeded: sluice_unicode_detail(scalar))) ?? .other
  }

  /// Canonical combining class.
  @inlinable @inline(__always)
  public static func combiningClass(_ scalar: UInt32) -> UInt8 {
    UInt8(truncatingIfNeeded: sluice_unicode_detail(scalar) >> 8)
  }

  /// Simple lower case of the scalar's NFKC form where that is one scalar, else the scalar itself.
  @inlinable @inline(__always)
  public static func fold(_ scalar: UInt32) -> UInt32 { sluice_unicode_fold(scalar) }

  /// All properties as the table holds them; the bits are explained in `unicode_table.h`.
  ///
  /// Loops that test many classes load this once. Bits 0–4 are the general category, bit 5 is White_Space.
  @inlinable @inline(__always)
  public static func properties(_ scalar: UInt32) -> UInt16 { sluice_unicode_main(scalar) }
}

/// Scripts that matter for statistics over languages; the others are `other`.
public enum UnicodeScript: UInt8, Sendable, CaseIterable {
  /// `unknown` is what is unassigned or for private use.
  case common, inherited, unknown
  case latin, greek, cyrillic, armenian, hebrew, arabic, syriac, thaana
  case devanagari, bengali, gurmukhi, gujarati, oriya, tamil, telugu, kannada, malayalam, sinhala
  case thai, lao, tibetan, myanmar, georgian, hangul, ethiopic, cherokee, khmer, mongolian
  case hiragana, katakana, bopomofo, han, yi, taiLe, newTaiLue, taiTham, taiViet
  case other
}
