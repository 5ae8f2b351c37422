// From two adjacent tokens to the merge that joins them.

/// An open-addressing table of merges by pair, with a small filter in front: most pairs that are asked for do not merge.
final class PairTable: @unchecked Sendable {
  /// A merge as one integer: its rank in the upper half (smaller is earlier), the resulting token in the lower.
  typealias Packed = UInt64
  /// No merge.
  static let none = Packed.max

  // SAFETY: written only by `insert`, which the initialiser's caller stops calling before the table is shared.
  fileprivate struct Entry: BitwiseCopyable {
    var pair: UInt64
    var packed: UInt64
  }
  private let entries: FixedBuffer<Entry>
  private let filter: FixedBuffer<UInt64>
  private let bytePairs: FixedBuffer<UInt64>
  private let shift: UInt64
  private let mask: Int

  private static let filterShift: UInt64 = 64 - 21
  private static let free = UInt64.max

  /// A table for at most `capacity` merges.
  init(capacity: Int) {
    var bits: UInt64 = 10
    while 1 << bits < capacity &* 2 { bits += 1 }
    shift = 64 - bits
    mask = 1 << Int(bits) - 1
    entries = FixedBuffer(repeating: Entry(pair: Self.free, packed: Self.none), count: 1 << Int(bits))
    filter = FixedBuffer(repeating: 0, count: 1 << (64 - Int(Self.filterShift) - 6))
    bytePairs = FixedBuffer(repeating: Self.none, count: 1 << 16)
  }

  @inline(__always)
  private static func hash(_ pair: UInt64) -> UInt64 { pair &* 0x9e37_79b9_7f4a_7c15 }

  /// Adds a merge unless the pair has one already, which then keeps its earlier rank.
  func insert(left: UInt32, right: UInt32, result: UInt32, rank: Int) {
    let pair = UInt64(left) &<< 32 | UInt64(right)
    let hash = Self.hash(pair)
    var at = Int(truncatingIfNeeded: hash &>> shift)
    while entries.base[at].pair != Self.free {
      if entries.base[at].pair == pair { return }
      at = (at &+ 1) & mask
    }
    entries.base[at] = Entry(pair: pair, packed: UInt64(rank) &<< 32 | UInt64(result))
    let bit = hash &>> Self.filterShift
    filter.base[Int(truncatingIfNeeded: bit &>> 6)] |= 1 &<< (bit & 63)
  }

  /// Remembers the merge of two single bytes where the bytes themselves find it.
  func insertBytePair(_ left: UInt8, _ right: UInt8, result: UInt32, rank: Int) {
    let index = Int(left) &<< 8 | Int(right)
    if bytePairs.base[index] == Self.none { bytePairs.base[index] = UInt64(rank) &<< 32 | UInt64(result) }
  }

  /// The merge of two single bytes.
  @inline(__always)
  func bytePair(_ left: UInt8, _ right: UInt8) -> Packed { bytePairs.base[Int(left) &<< 8 | Int(right)] }

  /// The merge of two tokens.
  @inline(__always)
  func merge(_ left: UInt32, _ right: UInt32) -> Packed { view.merge(left, right) }

  /// The table for inner loops.
  var view: View {
    View(
      entries: UnsafePointer(entries.base), filter: UnsafePointer(filter.base),
      bytePairs: UnsafePointer(bytePairs.base), shift: shift, mask: mask)
  }

  /// The addresses of the table's parts.
  ///
  /// SAFETY: valid as long as the table lives.
  struct View {
    fileprivate let entries: UnsafePointer<Entry>
    fileprivate let filter: UnsafePointer<UInt64>
    fileprivate let bytePairs: UnsafePointer<UInt64>
    fileprivate let shift: UInt64
    fileprivate let mask: Int

    @inline(__always)
    func bytePair(_ left: UInt8, _ right: UInt8) -> Packed { bytePairs[Int(left) &<< 8 | Int(right)] }

    @inline(__always)
    func merge(_ left: UInt32, _ right: UInt32) -> Packed {
      let pair = UInt64(left) &<< 32 | UInt64(right)
      let hash = PairTable.hash(pair)
      let bit = hash &>> PairTable.filterShift
      if filter[Int(truncatingIfNeeded: bit &>> 6)] &>> (bit & 63) & 1 == 0 { return PairTable.none }
      var at = Int(truncatingIfNeeded: hash &>> shift)
      while true {
        let entry = entries[at]
        // A free entry has no merge, and a pair that none equals.
        if entry.pair == pair || entry.pair == PairTable.free { return entry.packed }
        at = (at &+ 1) & mask
      }
    }
  }
}
