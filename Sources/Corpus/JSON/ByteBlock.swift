// Sixteen bytes looked at in one go, for the one loop through which all text passes.

/// Tests on the sixteen bytes of a vector at once; every processor that Swift runs on has such vectors.
enum ByteBlock {
  typealias Vector = SIMD16<Int8>

  static let byteCount = 16

  /// SAFETY: sixteen bytes must be readable.
  @inline(__always)
  static func load(_ pointer: UnsafePointer<UInt8>) -> Vector {
    UnsafeRawPointer(pointer).loadUnaligned(as: Vector.self)
  }

  /// SAFETY: sixteen bytes must be writable.
  @inline(__always)
  static func store(_ block: Vector, to pointer: UnsafeMutablePointer<UInt8>) {
    UnsafeMutableRawPointer(pointer).storeBytes(of: block, as: Vector.self)
  }

  /// Marks the quote, the backslash, control characters and bytes from 0x80 on.
  @inline(__always)
  static func specialInJSON(_ block: Vector) -> SIMD2<UInt64> {
    // As signed numbers, bytes from 0x80 on are below 0x20 too.
    let special =
      (block .< Vector(repeating: 0x20)) .| (block .== Vector(repeating: 0x22)) .| (block .== Vector(repeating: 0x5c))
    return unsafeBitCast(special, to: SIMD2<UInt64>.self)
  }

  @inline(__always)
  static func hasMarks(_ marks: SIMD2<UInt64>) -> Bool { marks[0] | marks[1] != 0 }

  /// Index of the first marked byte; 16 when there is none.
  @inline(__always)
  static func firstMarked(_ marks: SIMD2<UInt64>) -> Int {
    // Without a branch on which half: where the first mark stands cannot be foretold.
    let low = UInt64(littleEndian: marks[0]).trailingZeroBitCount >> 3
    let high = UInt64(littleEndian: marks[1]).trailingZeroBitCount >> 3
    return low &+ (low >> 3) &* high
  }
}
