// Looking at eight bytes at once.

/// A word of eight times the same byte.
@inline(__always)
func repeated(_ byte: UInt8) -> UInt64 { UInt64(byte) &* 0x0101_0101_0101_0101 }

/// The eight bytes at `index`, the first in the lowest place.
///
/// SAFETY: the caller's memory is readable for eight bytes from `index` on; windows have an overhang for that.
@inline(__always)
func load(_ bytes: UnsafePointer<UInt8>, _ index: Int) -> UInt64 {
  UInt64(littleEndian: UnsafeRawPointer(bytes + index).loadUnaligned(as: UInt64.self))
}

/// The high bit of each byte of `word` that equals the byte repeated in `pattern`; exact.
@inline(__always)
func matches(_ word: UInt64, _ pattern: UInt64) -> UInt64 {
  let difference = word ^ pattern
  let low: UInt64 = 0x7f7f_7f7f_7f7f_7f7f
  return ~(((difference & low) &+ low) | difference | low)
}
