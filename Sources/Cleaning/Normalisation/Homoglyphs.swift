// Letters of Latin, Cyrillic and Greek that look the same (Unicode Technical Standard 39, confusables), as far as they
// do so in most fonts.

import TextAnalysis

enum Homoglyphs {
  enum Alphabet: CaseIterable {
    case latin, cyrillic, greek
    /// ASCII letters in full width.
    case fullWidth
  }

  /// The alphabet of a letter; nil for others, and for marks.
  static func alphabet(of scalar: UInt32) -> Alphabet? {
    if (0xff21...0xff3a).contains(scalar) || (0xff41...0xff5a).contains(scalar) { return .fullWidth }
    // Letters like µ, ª, ℓ and those of mathematics are signs.
    guard scalar < 0x530, scalar != 0xaa, scalar != 0xb5, scalar != 0xba, UnicodeClasses.isLetter(scalar) else {
      return nil
    }
    switch UnicodeClasses.script(scalar) {
    case .latin: return .latin
    case .cyrillic: return .cyrillic
    case .greek: return .greek
    default: return nil
    }
  }

  /// The letter of an alphabet that looks like `scalar`.
  static func twin(of scalar: UInt32, in alphabet: Alphabet) -> Unicode.Scalar? {
    switch alphabet {
    case .latin: latin[scalar] ?? ((0xff21...0xff5a).contains(scalar) ? Unicode.Scalar(scalar - 0xfee0) : nil)
    case .cyrillic: cyrillic[scalar]
    case .greek: greek[scalar]
    case .fullWidth: nil
    }
  }

  /// True for a letter that another alphabet has, too, by its looks.
  static func hasTwin(_ scalar: UInt32) -> Bool {
    latin[scalar] != nil || cyrillic[scalar] != nil || greek[scalar] != nil
  }

  private static let latin: [UInt32: Unicode.Scalar] = map(
    // Cyrillic, then Greek.
    "аеорсухіјѕһԁԛԝӏАВЕІЈКМНОРСЅТХҮԚԜ" + "οΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "aeopcyxijshdqwlABEIJKMHOPCSTXYQW" + "oABEZHIKMNOPTYX")
  private static let cyrillic: [UInt32: Unicode.Scalar] = map("aeopcyxijABEIJKMHOPCTXY", "аеорсухіјАВЕІЈКМНОРСТХУ")
  private static let greek: [UInt32: Unicode.Scalar] = map("oABEZHIKMNOPTYX", "οΑΒΕΖΗΙΚΜΝΟΡΤΥΧ")

  private static func map(_ from: String, _ to: String) -> [UInt32: Unicode.Scalar] {
    var map: [UInt32: Unicode.Scalar] = [:]
    for (from, to) in zip(from.unicodeScalars, to.unicodeScalars) { map[from.value] = to }
    return map
  }
}
