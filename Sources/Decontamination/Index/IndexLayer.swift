// The entries of all benchmarks whose n-grams have one length.

import TextAnalysis

/// N-grams of one length, and short items that match as a whole.
struct IndexLayer: Sendable {
  /// What the layer's benchmarks share.
  struct Key: Hashable, Sendable {
    let n: Int
    let minimumItemUnits: Int
  }

  let key: Key
  /// Windows of n units and the items that they are of.
  var windows: NGramTable
  /// Short items by the hash of all their units.
  var wholes: NGramTable
  /// The first `minimumItemUnits` units of short items, and which of `lengths` such items have.
  var heads: NGramTable
  private(set) var lengths: [UInt64] = []

  init(key: Key, windowCount: Int, shortCount: Int) {
    self.key = key
    windows = NGramTable(capacity: windowCount)
    wholes = NGramTable(capacity: shortCount)
    heads = NGramTable(capacity: shortCount)
  }

  var entryCount: Int { windows.count + wholes.count }
  var byteCount: Int { windows.byteCount + wholes.byteCount + heads.byteCount + lengths.count * 8 }

  /// Enters a short item.
  mutating func enterWhole(_ units: [UInt64], hash: UInt64, head: UInt64, item: UInt32) {
    wholes.insert(hash, item)
    // Lengths differ by less than 64, since n is 64 at most.
    let bit: UInt64 = 1 << UInt64(units.count - key.minimumItemUnits)
    if let slot = heads.slot(of: head) {
      lengths[Int(heads.value(inSlot: slot))] |= bit
    } else {
      heads.insert(head, UInt32(lengths.count))
      lengths.append(bit)
    }
  }

  /// Units of the narrowest window that is looked for; nil where there are no entries.
  var narrowest: Int? { heads.count > 0 ? key.minimumItemUnits : windows.count > 0 ? key.n : nil }

  /// Calls `body` with the first unit, the length and the slot of the entries that begin with, or are, a window that ends at
  /// `end`, until it returns false.
  ///
  /// - Parameter unitCount: units before the end among which nothing is foreign to the index.
  /// - Returns: false when `body` did.
  @inline(__always)
  func forEachEntry(
    endingAt end: Int, unitCount: Int, in units: UnsafeBufferPointer<UInt64>,
    _ body: (_ position: Int, _ count: Int, _ isWhole: Bool, _ slot: Int) -> Bool
  ) -> Bool {
    if unitCount >= key.n, windows.count > 0,
      let slot = windows.slot(of: NGrams.hash(of: UnsafeBufferPointer(rebasing: units[end - key.n..<end]))),
      !body(end - key.n, key.n, false, slot)
    {
      return false
    }
    let position = end - key.minimumItemUnits
    guard unitCount >= key.minimumItemUnits, heads.count > 0,
      let slot = heads.slot(of: NGrams.hash(of: UnsafeBufferPointer(rebasing: units[position..<end])))
    else { return true }
    var bits = lengths[Int(heads.value(inSlot: slot))]
    while bits != 0 {
      let count = key.minimumItemUnits + bits.trailingZeroBitCount
      bits &= bits - 1
      guard position + count <= units.count else { continue }
      let whole = UnsafeBufferPointer(rebasing: units[position..<position + count])
      if let slot = wholes.slot(of: NGrams.hash(of: whole)),
        !body(position, count, true, slot)
      {
        return false
      }
    }
    return true
  }
}
