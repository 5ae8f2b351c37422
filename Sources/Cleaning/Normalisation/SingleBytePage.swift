// Encodings of one byte in which UTF-8 is read by mistake: which byte a character has there.

struct SingleBytePage: Sendable {
  /// How sure a stretch in this encoding must be before it counts.
  enum Kind: Sendable {
    /// Windows-1252 and Latin-1, by far the most frequent.
    case western
    /// Windows-1251, in which short words of Russian and Ukrainian look like UTF-8.
    case cyrillic
    /// All others.
    case rare
  }

  let kind: Kind
  /// Where é would be √©: what follows a mathematical sign only by mistake.
  let isMacRoman: Bool
  /// For every scalar below `scalarLimit` its byte; 0 where it has none.
  private let byteOfScalar: [UInt8]
  private let odd: [Bool]

  /// - Parameter upper: the characters of the bytes from 0x80 on; the undefined bytes of an encoding are the controls of
  ///   the same number, as browsers read them.
  private init(_ kind: Kind, upper: String, odd: Set<UInt8> = [], readsControls: Bool = false, isMacRoman: Bool = false)
  {
    self.kind = kind
    self.isMacRoman = isMacRoman
    var bytes = Array(repeating: UInt8(0), count: Self.scalarLimit)
    for (index, scalar) in upper.unicodeScalars.enumerated() where scalar.value < Self.scalarLimit {
      bytes[Int(scalar.value)] = UInt8(0x80 + index)
    }
    if readsControls { for control in UInt8(0x80)...0x9f { bytes[Int(control)] = control } }
    byteOfScalar = bytes
    self.odd = (0..<256).map { odd.contains(UInt8($0)) }
  }

  /// The byte of a character; nil when the encoding does not have it.
  func byte(of scalar: UInt32) -> UInt8? {
    guard scalar < Self.scalarLimit, byteOfScalar[Int(scalar)] != 0 else { return nil }
    return byteOfScalar[Int(scalar)]
  }

  /// True for a byte whose character does not stand behind letters in any text.
  func isOdd(_ byte: UInt8) -> Bool { odd[Int(byte)] }

  static let pages = [western, cyrillic, centralEuropean, turkish, macRoman, codePage437]

  /// Above stand no characters of these encodings but three of Mac Roman, which are no part of UTF-8's usual bytes.
  static let scalarLimit = 0x2600

  /// For every scalar below the limit the pages, as bits, in which it may begin a character of UTF-8.
  static let leads: [UInt8] = {
    var leads = Array(repeating: UInt8(0), count: scalarLimit)
    for (index, page) in pages.enumerated() {
      for (scalar, byte) in page.byteOfScalar.enumerated() where (0xc2...0xf4).contains(byte) {
        leads[scalar] |= 1 << index
      }
    }
    return leads
  }()

  /// Windows-1252, and Latin-1 with its controls.
  static let western = SingleBytePage(
    .western,
    upper: "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ\u{a0}¡¢£¤¥¦§¨©ª«¬\u{ad}®¯°±²³´µ¶·¸¹º»¼½¾¿"
      + "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ",
    // Not … ‘ ’ “ ” – — ™ ‹ › and the bullet.
    odd: Set(0x80...0x9f).subtracting([0x85, 0x8b, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0x99, 0x9b]).union(
      oddSigns),
    readsControls: true)

  /// Signs of Latin-1 that stand behind no letter: not « » ° ² ³ ¹ º ª © ® · ¿ ¡ and spaces.
  private static let oddSigns: Set<UInt8> = [
    0xa2, 0xa3, 0xa4, 0xa5, 0xa6, 0xa7, 0xa8, 0xac, 0xaf, 0xb1, 0xb4, 0xb5, 0xb6, 0xb8, 0xbc, 0xbd, 0xbe,
  ]

  /// Windows-1251.
  static let cyrillic = SingleBytePage(
    .cyrillic,
    upper: "ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—\u{98}™љ›њќћџ\u{a0}ЎўЈ¤Ґ¦§Ё©Є«¬\u{ad}®Ї°±Ііґµ¶·ё№є»јЅѕї"
      + "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмнопрстуфхцчшщъыьэюя",
    // Letters of other languages than those that have Р and С in front of them, and signs.
    odd: [
      0x80, 0x81, 0x82, 0x83, 0x84, 0x86, 0x87, 0x88, 0x89, 0x8a, 0x8c, 0x8d, 0x8e, 0x8f, 0x90, 0x98, 0x9a, 0x9c, 0x9d,
      0x9e,
      0x9f, 0xa1, 0xa3, 0xa4, 0xa5, 0xa6, 0xa7, 0xac, 0xb0, 0xb1, 0xb5, 0xb6, 0xb9, 0xbc, 0xbd, 0xbe,
    ])

  /// Windows-1250.
  private static let centralEuropean = SingleBytePage(
    .rare,
    upper: "€\u{81}‚\u{83}„…†‡\u{88}‰Š‹ŚŤŽŹ\u{90}‘’“”•–—\u{98}™š›śťžź\u{a0}ˇ˘Ł¤Ą¦§¨©Ş«¬\u{ad}®Ż°±˛ł´µ¶·¸ąş»Ľ˝ľż"
      + "ŔÁÂĂÄĹĆÇČÉĘËĚÍÎĎĐŃŇÓÔŐÖ×ŘŮÚŰÜÝŢßŕáâăäĺćçčéęëěíîďđńňóôőö÷řůúűüýţ˙")

  /// Windows-1254.
  private static let turkish = SingleBytePage(
    .rare,
    upper:
      "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}\u{8e}\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}\u{9e}Ÿ\u{a0}¡¢£¤¥¦§¨©ª«¬\u{ad}®¯°±²³´µ¶·¸¹º»¼½¾¿"
      + "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏĞÑÒÓÔÕÖ×ØÙÚÛÜİŞßàáâãäåæçèéêëìíîïğñòóôõö÷øùúûüışÿ")

  private static let macRoman = SingleBytePage(
    .rare,
    upper: "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø"
      + "¿¡¬√ƒ≈∆«»…\u{a0}ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›\u{fb01}\u{fb02}‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\u{f8ff}ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ",
    isMacRoman: true)

  /// The code page of DOS.
  private static let codePage437 = SingleBytePage(
    .rare,
    upper: "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐"
      + "└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}")
}
