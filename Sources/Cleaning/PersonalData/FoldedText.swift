// A text as the matchers of personal data read it: one character at a time, forwards or backwards, with what is only
// another shape of an ASCII character read as that one.

import TextAnalysis

/// A view of UTF-8 in which full-width forms, digits of all scripts, hyphens and spaces are ASCII.
struct FoldedText {
  /// A character after folding and the number of its bytes in the text.
  struct Character {
    /// The folded scalar; bytes that are no UTF-8 read as U+FFFD.
    var scalar: UInt32
    var byteCount: Int

    @inline(__always) var isDigit: Bool { scalar &- 0x30 < 10 }
    @inline(__always) var isASCIILetter: Bool { (scalar | 0x20) &- 0x61 < 26 }
    @inline(__always) var isASCIIAlphanumeric: Bool { isDigit || isASCIILetter }
    @inline(__always) func `is`(_ scalar: Unicode.Scalar) -> Bool { self.scalar == scalar.value }
  }

  let bytes: UnsafeBufferPointer<UInt8>
  /// Nothing before this place is looked at: there ends what has been masked already.
  var start = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  var end: Int { bytes.count }

  /// The byte at `position`; nil at the end.
  func byte(at position: Int) -> UInt8? { position < bytes.count ? bytes[position] : nil }

  /// The character at `position`; nil at the end.
  @inline(__always)
  func character(at position: Int) -> Character? {
    guard position < bytes.count else { return nil }
    let byte = bytes[position]
    if byte < 0x80 { return Character(scalar: UInt32(byte), byteCount: 1) }
    return wide(at: position)
  }

  /// The character that ends in front of `position`; nil at the start.
  @inline(__always)
  func character(before position: Int) -> Character? {
    guard position > start else { return nil }
    let byte = bytes[position - 1]
    if byte < 0x80 { return Character(scalar: UInt32(byte), byteCount: 1) }
    return wide(before: position)
  }

  @inline(never)
  private func wide(at position: Int) -> Character {
    guard let decoded = UTF8Bytes.decode(bytes, at: position) else { return Character(scalar: 0xfffd, byteCount: 1) }
    return Character(scalar: Self.fold(decoded.scalar), byteCount: decoded.byteCount)
  }

  @inline(never)
  private func wide(before position: Int) -> Character {
    guard let decoded = UTF8Bytes.decode(bytes, before: position), position - decoded.byteCount >= start else {
      return Character(scalar: 0xfffd, byteCount: 1)
    }
    return Character(scalar: Self.fold(decoded.scalar), byteCount: decoded.byteCount)
  }

  /// End of the digits that begin at `position`.
  func digitsEnd(from position: Int) -> (end: Int, count: Int) {
    var end = position
    var count = 0
    while let character = character(at: end), character.isDigit {
      end += character.byteCount
      count += 1
    }
    return (end, count)
  }

  /// The values of the digits of a range.
  func digitValues(in range: Range<Int>) -> [UInt8] {
    var values: [UInt8] = []
    var place = range.lowerBound
    while place < range.upperBound, let character = character(at: place), character.isDigit {
      values.append(UInt8(character.scalar - 0x30))
      place += character.byteCount
    }
    return values
  }

  /// The ASCII character that a scalar is a shape of, or the scalar itself.
  static func fold(_ scalar: UInt32) -> UInt32 {
    if scalar < 0xa0 { return scalar }
    switch scalar {
    case 0xff01...0xff5e: return scalar - 0xfee0
    case 0xa0, 0x2002...0x200a, 0x202f, 0x205f, 0x3000: return 0x20
    case 0x2010...0x2015, 0x2212, 0xfe58, 0xfe63: return 0x2d
    default: break
    }
    guard UnicodeClasses.category(scalar) == .decimalNumber else { return scalar }
    // The ten digits of a script stand in a row; the first is at a multiple of sixteen or six behind one.
    switch scalar {
    case 0x660...0x669, 0x6f0...0x6f9, 0xe50...0xe59, 0xed0...0xed9, 0xf20...0xf29, 0x1040...0x1049, 0x17e0...0x17e9:
      return 0x30 + scalar & 15
    case 0x966...0xd6f: return 0x30 + scalar & 15 - 6
    default: return scalar
    }
  }

  /// True for a letter or digit of any script but those that are written without spaces.
  static func joinsWords(_ scalar: UInt32) -> Bool {
    if scalar < 0x80 { return Character(scalar: scalar, byteCount: 1).isASCIIAlphanumeric || scalar == 0x5f }
    if UnicodeClasses.isSyllable(scalar) || UnicodeClasses.isUnspacedLetter(scalar) { return false }
    return UnicodeClasses.isLetter(scalar) || UnicodeClasses.isNumber(scalar) || UnicodeClasses.isMark(scalar)
  }
}
