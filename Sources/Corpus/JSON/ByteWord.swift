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

  /// Index of the first marked byte.
  @inline(__always)
  static func firstMarked(_ marks: UInt64) -> Int { marks.trailingZeroBitCount >> 3 }
}
