// From two adjacent tokens to the merge that joins them.

/// An open-addressing table of merges by pair, with a small filter in front: most pairs that are asked for do not merge.
final class PairTable: @unchecked Sendable {
  /// A merge as one integer: its rank in the upper half (smaller is earlier), the resulting token in the lower.
  typealias Packed = UInt64
  /// No merge.
  static let none = Packed.max

  // SAFETY: written only by `insert`, which the initialiser's caller stops calling before the table is shared.
  private struct Entry: BitwiseCopyable {
    var pair: UInt64
    var packed: UInt64
  }
  private let entries: FixedBuffer<Entry>
  private let filter: FixedBuffer<UInt64>
  private let bytePairs: FixedBuffer<UInt64>
  private let shift: UInt64
  private let mask: Int

  private static let filterBitCount: UInt64 = 20
  private static let free = UInt64.max

  /// A table for at most `capacity` merges.
  init(capacity: Int) {
    var bits: UInt64 = 10
    while 1 << bits < capacity &* 2 { bits += 1 }
    shift = 64 - bits
    mask = 1 << Int(bits) - 1
    entries = FixedBuffer(repeating: Entry(pair: Self.free, packed: Self.none), count: 1 << Int(bits))
    filter = FixedBuffer(repeating: 0, count: 1 << (Int(Self.filterBitCount) - 6))
    bytePairs = FixedBuffer(repeating: Self.none, count: 1 << 16)
  }

  @inline(__always)
  private static func hash(_ pair: UInt64) -> UInt64 {
    let mixed = (pair ^ (pair &>> 32)) &* 0x9e37_79b9_7f4a_7c15
    return (mixed ^ (mixed &>> 29)) &* 0xbf58_476d_1ce4_e5b9
  }

  /// Adds a merge unless the pair has one already, which then keeps its earlier rank.
  func insert(left: UInt32, right: UInt32, packed: Packed) {
    let pair = UInt64(left) &<< 32 | UInt64(right)
    let hash = Self.hash(pair)
    var at = Int(hash &>> shift)
    while entries.base[at].pair != Self.free {
      if entries.base[at].pair == pair { return }
      at = (at &+ 1) & mask
    }
    entries.base[at] = Entry(pair: pair, packed: packed)
    let bit = hash & (1 &<< Self.filterBitCount - 1)
    filter.base[Int(bit &>> 6)] |= 1 &<< (bit & 63)
  }

  /// Remembers the merge of two single bytes where the bytes themselves find it.
  func insertBytePair(_ left: UInt8, _ right: UInt8, packed: Packed) {
    let index = Int(left) &<< 8 | Int(right)
    if bytePairs.base[index] == Self.none { bytePairs.base[index] = packed }
  }

  /// The merge of two single bytes.
  @inline(__always)
  func bytePair(_ left: UInt8, _ right: UInt8) -> Packed { bytePairs.base[Int(left) &<< 8 | Int(right)] }

  /// The merge of two tokens.
  @inline(__always)
  func merge(_ left: UInt32, _ right: UInt32) -> Packed {
    let pair = UInt64(left) &<< 32 | UInt64(right)
    let hash = Self.hash(pair)
    let bit = hash & (1 &<< Self.filterBitCount - 1)
    if filter.base[Int(bit &>> 6)] &>> (bit & 63) & 1 == 0 { return Self.none }
    var at = Int(hash &>> shift)
    while true {
      let entry = entries.base[at]
      if entry.pair == pair { return entry.packed }
      if entry.pair == Self.free { return Self.none }
      at = (at &+ 1) & mask
    }
  }
}
