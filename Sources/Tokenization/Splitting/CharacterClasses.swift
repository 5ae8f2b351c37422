// What the split patterns ask of a character, as one byte per scalar.

/// Sets of characters that the split patterns name.
struct CharacterClass: OptionSet, Sendable {
  let rawValue: UInt8

  /// `\p{L}`
  static let letter = CharacterClass(rawValue: 1)
  /// `\p{N}`
  static let number = CharacterClass(rawValue: 2)
  /// `\s`
  static let space = CharacterClass(rawValue: 4)
  /// `[\r\n]`
  static let lineBreak = CharacterClass(rawValue: 8)
  /// `[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]`: what may stand in the upper-case part of a word.
  static let upper = CharacterClass(rawValue: 16)
  /// `[\p{Ll}\p{Lm}\p{Lo}\p{M}]`: what may stand in the lower-case part of a word.
  static let lower = CharacterClass(rawValue: 32)
  /// `\p{P}`
  static let punctuation = CharacterClass(rawValue: 64)

  /// None of `\s`, `\p{L}`, `\p{N}`.
  @inline(__always)
  var isOther: Bool { rawValue & 7 == 0 }
}

/// The classes of all scalars in two stages of 64-scalar blocks, so that a UTF-8 sequence without its last byte is the
/// number of the block.
final class CharacterClasses: Sendable {
  // SAFETY: filled in `init`, only read afterwards.
  nonisolated(unsafe) let blocks: FixedBuffer<UInt16>
  nonisolated(unsafe) let data: FixedBuffer<UInt8>

  static let shared = CharacterClasses()

  private init() {
    var numbers: [[UInt8]: UInt16] = [:]
    var data: [UInt8] = []
    let blocks = FixedBuffer<UInt16>(repeating: 0, count: 0x110000 / 64)
    var block = [UInt8](repeating: 0, count: 64)
    for number in 0..<blocks.count {
      for index in 0..<64 { block[index] = Self.classes(of: UInt32(number * 64 + index)).rawValue }
      if let known = numbers[block] {
        blocks.base[number] = known
      } else {
        let fresh = UInt16(truncatingIfNeeded: numbers.count)
        numbers[block] = fresh
        data += block
        blocks.base[number] = fresh
      }
    }
    self.blocks = blocks
    self.data = FixedBuffer(data)
  }

  private static func classes(of value: UInt32) -> CharacterClass {
    guard let scalar = Unicode.Scalar(value) else { return [] }
    var result: CharacterClass = []
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .titlecaseLetter: result = [.letter, .upper]
    case .lowercaseLetter: result = [.letter, .lower]
    case .modifierLetter, .otherLetter: result = [.letter, .upper, .lower]
    case .nonspacingMark, .spacingMark, .enclosingMark: result = [.upper, .lower]
    case .decimalNumber, .letterNumber, .otherNumber: result = [.number]
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
      .finalPunctuation, .otherPunctuation:
      result = [.punctuation]
    default: break
    }
    if scalar.properties.isWhitespace { result.insert(.space) }
    if value == 10 || value == 13 { result.insert(.lineBreak) }
    return result
  }
}
