// International bank account numbers (ISO 13616): a country, two check digits, an account in the country's own form,
// all of it 1 modulo 97 (ISO 7064 MOD 97-10).

struct IBANMatcher {
  let text: FoldedText

  /// Characters of the longest number that the standard allows.
  static let limit = 34

  /// The number whose check digits begin at `position`; nil when there is none.
  func match(digitsAt position: Int) -> Range<Int>? {
    guard let second = text.character(before: position), second.isASCIILetter,
      let first = text.character(before: position - second.byteCount), first.isASCIILetter
    else { return nil }
    let start = position - second.byteCount - first.byteCount
    if let before = text.character(before: start), FoldedText.joinsWords(before.scalar) { return nil }
    guard let structure = Self.structures[Self.key(first.scalar, second.scalar)] else { return nil }

    var place = position
    var remainder = 0
    var count = 0
    var separator: UInt32?
    let length = structure.count + 2
    while count < length {
      guard var character = text.character(at: place) else { return nil }
      // Printed in groups of four, of which the country and the check digits are the first.
      let endsGroup = count >= 2 && (count + 2) % 4 == 0
      if endsGroup, character.is(" ") || character.is("-") {
        guard separator == nil ? count == 2 : separator == character.scalar else { return nil }
        separator = character.scalar
        place += character.byteCount
        guard let next = text.character(at: place) else { return nil }
        character = next
      } else if endsGroup, separator != nil {
        return nil
      }
      guard character.isASCIIAlphanumeric else { return nil }
      if count >= 2, !Self.fits(character, structure[count - 2]) { return nil }
      if count < 2, !character.isDigit { return nil }
      if count >= 2 { remainder = Self.append(character, to: remainder) }
      count += 1
      place += character.byteCount
    }
    if let after = text.character(at: place), FoldedText.joinsWords(after.scalar) { return nil }
    for character in [first, second] { remainder = Self.append(character, to: remainder) }
    var check = position
    for _ in 0..<2 {
      guard let digit = text.character(at: check) else { return nil }
      remainder = Self.append(digit, to: remainder)
      check += digit.byteCount
    }
    return remainder == 1 ? start..<place : nil
  }

  private static func append(_ character: FoldedText.Character, to remainder: Int) -> Int {
    character.isDigit
      ? (remainder * 10 + Int(character.scalar) - 0x30) % 97
      : (remainder * 100 + Int(character.scalar | 0x20) - 0x61 + 10) % 97
  }

  private static func fits(_ character: FoldedText.Character, _ kind: UInt8) -> Bool {
    switch kind {
    case UInt8(ascii: "n"): character.isDigit
    case UInt8(ascii: "a"): character.isASCIILetter
    default: true
    }
  }

  private static func key(_ first: UInt32, _ second: UInt32) -> Int {
    Int(first | 0x20) << 8 | Int(second | 0x20)
  }

  /// For each country the kind of each character of its accounts: `n` a digit, `a` a letter, `c` either.
  private static let structures: [Int: [UInt8]] = {
    var structures: [Int: [UInt8]] = [:]
    for entry in registry.utf8.split(separator: 0x20) {
      let entry = Array(entry)
      var kinds: [UInt8] = []
      var length = 0
      for byte in entry[2...] {
        if byte < 0x3a {
          length = length * 10 + Int(byte) - 0x30
        } else {
          kinds += Array(repeating: byte, count: length)
          length = 0
        }
      }
      structures[key(UInt32(entry[0]), UInt32(entry[1]))] = kinds
    }
    return structures
  }()

  /// SWIFT's registry of the countries that have such numbers.
  private static let registry =
    "AD8n12c AE19n AL8n16c AT16n AZ4a20c BA16n BE12n BG4a6n8c BH4a14c BI23n BR23n1a1c BY4c4n16c CH5n12c CR18n CY8n16c "
    + "CZ20n DE18n DJ23n DK14n DO4c20n EE16n EG25n ES20n FI14n FK2a12n FO14n FR10n11c2n GB4a14n GE2a16n GI4a15c GL14n "
    + "GR7n16c GT4c20c HN4a20n HR17n HU24n IE4a14n IL19n IQ4a15n IS22n IT1a10n12c JO4a4n18c KW4a22c KZ3n13c LB4n20c "
    + "LC4a24c LI5n12c LT16n LU3n13c LV4a13c LY21n MC10n11c2n MD2c18c ME18n MK3n10c2n MN16n MR23n MT4a5n18c MU4a19n3a "
    + "NI4a20n NL4a10n NO11n OM3n16c PK4a16c PL24n PS4a21c PT21n QA4a21c RO4a16c RS18n RU14n15c SA2n18c SC4a20n3a SD14n "
    + "SE20n SI15n SK20n SM1a10n12c SO19n ST21n SV4a20n TL19n TN20n TR6n16c UA6n19c VA18n VG4a16n XK16n YE4a4n18c"
}
