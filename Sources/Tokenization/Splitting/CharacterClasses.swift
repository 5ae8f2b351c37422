// What the split patterns ask of a character, as one byte per scalar.

internal import CKernels
import TextAnalysis

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
  /// `\p{S}`
  static let symbol = CharacterClass(rawValue: 128)

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
    // Equal blocks that follow one another, which most of the unassigned and ideographic ones do, are kept once.
    var data: [UInt8] = []
    let blocks = FixedBuffer<UInt16>(repeating: 0, count: 0x110000 / 64)
    // SAFETY: the table has an entry for every 128 scalars, which is two blocks.
    let rows = sluice_unicode_main_index_pointer()
    for number in 0..<blocks.count {
      if number >= 4, let rows, rows[number / 2] == rows[number / 2 - 1] {
        // The same part of the table: the same classes. Line breaks, which it does not know, are in the first block.
        blocks.base[number] = blocks.base[number - 2]
        continue
      }
      let start = data.count
      for index in 0..<64 { data.append(Self.classes(of: UInt32(number * 64 + index)).rawValue) }
      if start >= 192, data[start...].elementsEqual(data[start - 64..<start]) { data.removeLast(64) }
      blocks.base[number] = UInt16(truncatingIfNeeded: data.count / 64 - 1)
    }
    self.blocks = blocks
    self.data = FixedBuffer(data)
  }

  private static func classes(of scalar: UInt32) -> CharacterClass {
    let category = UnicodeClasses.category(scalar)
    var result: CharacterClass = []
    if UnicodeClasses.isLetter(scalar) { result.insert(.letter) }
    if UnicodeClasses.isNumber(scalar) { result.insert(.number) }
    if UnicodeClasses.isPunctuation(scalar) { result.insert(.punctuation) }
    if UnicodeClasses.isSymbol(scalar) { result.insert(.symbol) }
    if UnicodeClasses.isWhitespace(scalar) { result.insert(.space) }
    if scalar == 10 || scalar == 13 { result.insert(.lineBreak) }
    switch category {
    case .uppercaseLetter, .titlecaseLetter: result.insert(.upper)
    case .lowercaseLetter: result.insert(.lower)
    case .modifierLetter, .otherLetter, .nonspacingMark, .spacingMark, .enclosingMark:
      result.formUnion([.upper, .lower])
    default: break
    }
    return result
  }
}
