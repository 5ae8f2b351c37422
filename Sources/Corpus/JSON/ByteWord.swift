// Eight bytes looked at in one go: the portable kernel below scanning and escaping.

/// Tests on the eight bytes of a word at once.
///
/// Each test marks bytes by their highest bit. Borrows can mark bytes falsely only above one that is marked rightly,
/// so the first mark is always true, and so is the absence of marks.
enum ByteWord {
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highBits: UInt64 = 0x8080_8080_8080_8080

  /// The eight bytes at `pointer`, the first one lowest.
  ///
  /// SAFETY: eight bytes must be readable.
  @inline(__always)
  static func load(_ pointer: UnsafePointer<UInt8>) -> UInt64 {
    UInt64(littleEndian: UnsafeRawPointer(pointer).loadUnaligned(as: UInt64.self))
  }

  /// Writes the eight bytes, the lowest first.
  ///
  /// SAFETY: eight bytes must be writable.
  @inline(__always)
  static func store(_ word: UInt64, to pointer: UnsafeMutablePointer<UInt8>) {
    UnsafeMutableRawPointer(pointer).storeBytes(of: word.littleEndian, as: UInt64.self)
  }

  /// Marks ASCII bytes that JSON strings escape: below 0x20, the quote, the backslash. Bytes from 0x80 on stay
  /// unmarked.
  @inline(__always)
  static func specialInJSON(_ word: UInt64) -> UInt64 {
    let control = word &- ones &* 0x20
    let quote = (word ^ (ones &* 0x22)) &- ones
    let backslash = (word ^ (ones &* 0x5c)) &- ones
    return (control | quote | backslash) & ~word & highBits
  }

  /// Marks what `specialInJSON` marks, and bytes from 0x80 on.
  @inline(__always)
  static func specialInJSONOrNonASCII(_ word: UInt64) -> UInt64 {
    let control = word &- ones &* 0x20
    let quote = (word ^ (ones &* 0x22)) &- ones
    let backslash = (word ^ (ones &* 0x5c)) &- ones
    return (control | quote | backslash | word) & highBits
  }

  /// Marks backslashes.
  @inline(__always)
  static func backslashes(_ word: UInt64) -> UInt64 {
    let difference = word ^ (ones &* 0x5c)
    return (difference &- ones) & ~difference & highBits
  }

  /// Marks bytes from 0x80 on.
  @inline(__always)
  static func nonASCII(_ word: UInt64) -> UInt64 { word & highBits }

  /// Number of well-formed characters of two bytes that the word begins with, 0 to 4.
  @inline(__always)
  static func leadingTwoByteCharacters(_ word: UInt64) -> Int {
    let shape = (word & 0xc0e0_c0e0_c0e0_c0e0) ^ 0x80c0_80c0_80c0_80c0
    // Leads 0xc0 and 0xc1 would be overlong forms of ASCII: bit 15 of the sum is clear for them alone.
    let notOverlong = (word & 0x001e_001e_001e_001e) &+ 0x7ffe_7ffe_7ffe_7ffe
    return (shape | ~notOverlong & 0x8000_8000_8000_8000).trailingZeroBitCount >> 4
  }

  /// True when the lowest three bytes are one well-formed character.
  @inline(__always)
  static func startsWithThreeByteCharacter(_ word: UInt64) -> Bool {
    // Lead 0xe0 asks for bit 5 of the second byte (else overlong), lead 0xed for its absence (else a surrogate).
    let leadAndBit5 = word & 0x0f | word >> 9 & 0x10
    let illFormed: UInt64 = 1 << 0x00 | 1 << 0x1d
    return word & 0xc0_c0f0 == 0x80_80e0 && illFormed >> leadAndBit5 & 1 == 0
  }

  /// Index of the first marked byte.
  @inline(__always)
  static func firstMarked(_ marks: UInt64) -> Int { marks.trailingZeroBitCount >> 3 }
}
