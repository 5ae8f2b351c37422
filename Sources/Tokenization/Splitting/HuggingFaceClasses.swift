// What Hugging Face's steps call digits, punctuation and words, where it is not what the Unicode categories say.

import TextAnalysis

/// The classes of the libraries that `tokenizers` is built on.
enum HuggingFaceClasses {
  /// Categories Nd, Nl and No, as Rust's `char::is_numeric`.
  static func isNumeric(_ scalar: UInt32) -> Bool { UnicodeClasses.isNumber(scalar) }

  /// ASCII's punctuation and symbols, and category P as it was in Unicode 9, whose table the step uses: marks that are
  /// younger do not belong to it.
  static func isPunctuation(_ scalar: UInt32) -> Bool {
    if scalar < 0x80 { return UnicodeClasses.isPunctuation(scalar) || UnicodeClasses.isSymbol(scalar) }
    if !UnicodeClasses.isPunctuation(scalar) { return scalar == 0x166d || scalar == 0x111c9 }
    return !youngerPunctuation.contains { $0.contains(scalar) }
  }

  private static let youngerPunctuation: [ClosedRange<UInt32>] = [
    0x61d...0x61d, 0x9fd...0x9fd, 0xa76...0xa76, 0xc77...0xc77, 0xc84...0xc84, 0x1b4e...0x1b4f, 0x1b7d...0x1b7f,
    0x2e43...0x2e4f, 0x2e52...0x2e5d, 0x10d6e...0x10d6e, 0x10ead...0x10ead, 0x10f55...0x10f59, 0x10f86...0x10f89,
    0x113d4...0x113d5, 0x113d7...0x113d8, 0x1144b...0x1144f, 0x1145a...0x1145b, 0x1145d...0x1145d,
    0x11660...0x1166c, 0x116b9...0x116b9, 0x1183b...0x1183b, 0x11944...0x11946, 0x119e2...0x119e2,
    0x11a3f...0x11a46, 0x11a9a...0x11a9c, 0x11a9e...0x11aa2, 0x11b00...0x11b09, 0x11be1...0x11be1,
    0x11c41...0x11c45, 0x11c70...0x11c71, 0x11ef7...0x11ef8, 0x11f43...0x11f4f, 0x11fff...0x11fff,
    0x12ff1...0x12ff2, 0x16d6d...0x16d6f, 0x16e97...0x16e9a, 0x16fe2...0x16fe2, 0x1e5ff...0x1e5ff,
    0x1e95e...0x1e95f,
  ]

  /// `\w` of Rust's regex: Alphabetic, marks, decimal digits, connectors and the two joiners.
  static func isWord(_ scalar: UInt32) -> Bool {
    let set =
      CategorySet.letter.rawValue | CategorySet.mark.rawValue | CategorySet.decimalNumber.rawValue
      | CategorySet(.letterNumber).rawValue | CategorySet(.connectorPunctuation).rawValue
    if CategorySet(rawValue: set).contains(scalar: scalar) { return true }
    switch scalar {
    case 0x200c...0x200d, 0x24b6...0x24e9, 0x1f130...0x1f149, 0x1f150...0x1f169, 0x1f170...0x1f189: return true
    default: return false
    }
  }
}
