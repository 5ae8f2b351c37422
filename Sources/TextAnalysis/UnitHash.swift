// The stable hash of text units and n-grams. Stored values depend on it: it never changes.

/// A 64-bit multiply-and-fold hash, the same on every machine.
///
/// With `fold(x, k)` the exclusive or of both halves of the 128-bit product x·k, a unit of bytes is hashed as
///
///     h = K0; for every 8 bytes, little-endian, the last ones padded with zeros: h = fold(h ^ word, K1)
///     hash = fold(h ^ byteCount, K2)
///
/// It is not a defence against someone who searches for collisions.
public enum UnitHash {
  /// The constants are the fractional parts of √2, √3 and √5, the last two made odd.
  public static let k0: UInt64 = 0x6a09_e667_f3bc_c908
  @usableFromInline static let k1: UInt64 = 0xbb67_ae85_84ca_a73b
  @usableFromInline static let k2: UInt64 = 0x3c6e_f372_fe94_f82b

  /// Exclusive or of the halves of the 128-bit product.
  @inlinable @inline(__always)
  public static func fold(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let product = left.multipliedFullWidth(by: right)
    return product.high ^ product.low
  }

  @inlinable @inline(__always)
  public static func absorb(_ state: UInt64, _ word: UInt64) -> UInt64 { fold(state ^ word, k1) }

  @inlinable @inline(__always)
  public static func finish(_ state: UInt64, byteCount: Int) -> UInt64 {
    fold(state ^ UInt64(truncatingIfNeeded: byteCount), k2)
  }

  /// The hash of a unit's normalised bytes.
  public static func hash(_ bytes: some Sequence<UInt8>) -> UInt64 {
    var state = k0
    var word: UInt64 = 0
    var byteCount = 0
    for byte in bytes {
      word |= UInt64(byte) << UInt64(byteCount % 8 * 8)
      byteCount += 1
      if byteCount % 8 == 0 {
        state = absorb(state, word)
        word = 0
      }
    }
    if byteCount % 8 != 0 { state = absorb(state, word) }
    return finish(state, byteCount: byteCount)
  }

  /// The same for bytes that lie side by side, eight at a time.
  @inlinable
  public static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var state = k0
    var position = 0
    let raw = UnsafeRawBufferPointer(bytes)
    // SAFETY: each load ends at or before the count.
    while position &+ 8 <= bytes.count {
      state = absorb(state, UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: position, as: UInt64.self)))
      position &+= 8
    }
    if position < bytes.count {
      var word: UInt64 = 0
      var shift: UInt64 = 0
      while position < bytes.count {
        word |= UInt64(bytes[position]) << shift
        shift &+= 8
        position &+= 1
      }
      state = absorb(state, word)
    }
    return finish(state, byteCount: bytes.count)
  }
}
