// Words as keys: fifteen bytes fit into two machine words, longer ones are hashed.

/// A word of at most `inlineByteCount` bytes as two integers, its length in the highest byte of `high`.
struct WordKey: Equatable, BitwiseCopyable {
  var low: UInt64
  var high: UInt64

  static let inlineByteCount = 15

  init(low: UInt64, high: UInt64) {
    self.low = low
    self.high = high
  }

  /// - Parameters:
  ///   - pointer: the word's first byte.
  ///   - count: its length in bytes, 1 to 15.
  ///   - readable: bytes that may be read from `pointer` on, at least `count`; with 16 the loads need no loop.
  @inline(__always)
  init(_ pointer: UnsafePointer<UInt8>, count: Int, readable: Int) {
    let raw = UnsafeRawPointer(pointer)
    if readable >= 16 {
      // SAFETY: 16 bytes are readable.
      let first = UInt64(littleEndian: raw.loadUnaligned(as: UInt64.self))
      let second = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
      let bits = UInt64(truncatingIfNeeded: count &* 8)
      low = first & (UInt64.max &>> (64 &- min(bits, 64)))
      // Nothing of the second half up to eight bytes.
      high = second & ((UInt64.max &>> 1) &>> min(127 &- bits, 63))
    } else {
      low = 0
      high = 0
      var index = 0
      while index < count {
        let byte = UInt64(pointer[index])
        if index < 8 {
          low |= byte &<< UInt64(8 &* index)
        } else {
          high |= byte &<< UInt64(8 &* (index &- 8))
        }
        index &+= 1
      }
    }
    high |= UInt64(truncatingIfNeeded: count) &<< 56
  }

  @inline(__always)
  var hash: UInt64 { WordHash.fold(low ^ 0xa076_1d64_78bd_642f, high ^ 0xe703_7ed1_a0b4_28db) }
}

/// The multiply-and-fold hash of tables in memory; never written to a file.
enum WordHash {
  @inline(__always)
  static func fold(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let product = left.multipliedFullWidth(by: right)
    return product.high ^ product.low
  }

  /// The hash of `count` bytes.
  static func bytes(_ pointer: UnsafePointer<UInt8>, count: Int) -> UInt64 {
    let raw = UnsafeRawPointer(pointer)
    var state = 0x8ebc_6af0_9c88_c6e3 ^ UInt64(truncatingIfNeeded: count)
    var at = 0
    while at &+ 16 <= count {
      // SAFETY: 16 bytes from `at` on lie below `count`.
      let first = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: at, as: UInt64.self))
      let second = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: at &+ 8, as: UInt64.self))
      state = fold(first ^ 0xa076_1d64_78bd_642f, second ^ state)
      at &+= 16
    }
    // What is left, and of longer words some bytes again; the length is part of the state.
    let left = count &- at
    if left == 0 { return state }
    var first: UInt64
    var second: UInt64
    if count >= 16 {
      first = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: count &- 16, as: UInt64.self))
      second = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self))
    } else if count >= 8 {
      first = UInt64(littleEndian: raw.loadUnaligned(as: UInt64.self))
      second = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self))
    } else if count >= 4 {
      first = UInt64(UInt32(littleEndian: raw.loadUnaligned(as: UInt32.self)))
      second = UInt64(UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: count &- 4, as: UInt32.self)))
    } else {
      first = UInt64(pointer[0]) &<< 16 | UInt64(pointer[count &>> 1]) &<< 8
      second = UInt64(pointer[count &- 1])
    }
    return fold(first ^ 0xe703_7ed1_a0b4_28db, second ^ state)
  }
}
