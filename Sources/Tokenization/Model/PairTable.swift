// From two adjacent tokens to the merge that joins them.

/// An open-addressing table of merges by pair, with a small filter in front: most pairs that are asked for do not merge.
final class PairTable: @unchecked Sendable {
  /// A merge as one integer: its rank in the upper half (smaller is earlier), the resulting token in the lower.
  typealias Packed = UInt64
  /// No merge.
  static let none = Packed.max

  // SAFETY: written only by `insert`, which the initialiser's caller stops calling before the table is shared.
  fileprivate struct Record: BitwiseCopyable {
    var left: UInt32
    var right: UInt32
    var result: UInt32
  }
  /// By rank. The first merges are the frequent ones, so that the part that is in use is small.
  private let records: FixedBuffer<Record>
  /// A tag in the upper half, the rank in the lower; eight bytes, to stay in the cache.
  private let slots: FixedBuffer<UInt64>
  private let filter: FixedBuffer<UInt64>
  private let bytePairs: FixedBuffer<UInt64>
  private let shift: UInt64
  private let mask: Int

  private static let filterShift: UInt64 = 64 - 20
  private static let free = UInt64.max

  /// A table for ranks below `capacity`.
  init(capacity: Int) {
    var bits: UInt64 = 10
    while 1 << bits < capacity &* 2 { bits += 1 }
    shift = 64 - bits
    mask = 1 << Int(bits) - 1
    records = FixedBuffer(repeating: Record(left: 0, right: 0, result: 0), count: capacity)
    slots = FixedBuffer(repeating: Self.free, count: 1 << Int(bits))
    filter = FixedBuffer(repeating: 0, count: 1 << (64 - Int(Self.filterShift) - 6))
    bytePairs = FixedBuffer(repeating: Self.none, count: 1 << 16)
  }

  @inline(__always)
  private static func hash(_ left: UInt32, _ right: UInt32) -> UInt64 {
    (UInt64(left) &<< 32 | UInt64(right)) &* 0x9e37_79b9_7f4a_7c15
  }

  @inline(__always)
  private static func tag(_ hash: UInt64) -> UInt64 { (hash &>> 12) & 0xffff_ffff }

  /// Adds a merge unless the pair has one already, which then keeps its earlier rank. `rank` is below the capacity.
  func insert(left: UInt32, right: UInt32, result: UInt32, rank: Int) {
    let hash = Self.hash(left, right)
    var at = Int(truncatingIfNeeded: hash &>> shift)
    while slots.base[at] != Self.free {
      if slots.base[at] &>> 32 == Self.tag(hash) {
        let record = records.base[Int(slots.base[at] & 0xffff_ffff)]
        if record.left == left && record.right == right { return }
      }
      at = (at &+ 1) & mask
    }
    records.base[rank] = Record(left: left, right: right, result: result)
    slots.base[at] = Self.tag(hash) &<< 32 | UInt64(rank)
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
      records: UnsafePointer(records.base), slots: UnsafePointer(slots.base), filter: UnsafePointer(filter.base),
      bytePairs: UnsafePointer(bytePairs.base), shift: shift, mask: mask)
  }

  /// The addresses of the table's parts.
  ///
  /// SAFETY: valid as long as the table lives.
  struct View {
    fileprivate let records: UnsafePointer<Record>
    fileprivate let slots: UnsafePointer<UInt64>
    fileprivate let filter: UnsafePointer<UInt64>
    fileprivate let bytePairs: UnsafePointer<UInt64>
    fileprivate let shift: UInt64
    fileprivate let mask: Int

    @inline(__always)
    func bytePair(_ left: UInt8, _ right: UInt8) -> Packed { bytePairs[Int(left) &<< 8 | Int(right)] }

    @inline(__always)
    func merge(_ left: UInt32, _ right: UInt32) -> Packed {
      let hash = PairTable.hash(left, right)
      let bit = hash &>> PairTable.filterShift
      if filter[Int(truncatingIfNeeded: bit &>> 6)] &>> (bit & 63) & 1 == 0 { return PairTable.none }
      var at = Int(truncatingIfNeeded: hash &>> shift)
      while true {
        let slot = slots[at]
        if slot &>> 32 == PairTable.tag(hash) && slot != PairTable.free {
          let rank = slot & 0xffff_ffff
          let record = records[Int(truncatingIfNeeded: rank)]
          if record.left == left && record.right == right { return rank &<< 32 | UInt64(record.result) }
        }
        if slot == PairTable.free { return PairTable.none }
        at = (at &+ 1) & mask
      }
    }
  }
}
