// Which keys of a list have come before, and how often each comes: a hash table that is reused from text to text.

/// Finds for each key of a list the first place where it stands.
///
/// Open addressing over the places themselves: four bytes a slot.
struct FirstIndexTable {
  /// For each place the first one with the same key.
  private(set) var firsts: [UInt32] = []
  /// At first places the number of places with the key.
  private(set) var counts: [UInt32] = []
  /// Place of a key plus one; 0 is empty.
  private var slots: [UInt32] = []

  /// Room that is kept from text to text, in elements.
  private static let keptCount = 1 << 22

  /// Replaces the content by that for the first `count` keys, fewer than 2³².
  mutating func fill(_ keys: [UInt64], count keyCount: Int) {
    var slotCount = 16
    while slotCount < keyCount + keyCount / 2 { slotCount *= 2 }
    Self.makeRoom(in: &slots, slotCount)
    Self.makeRoom(in: &firsts, keyCount)
    Self.makeRoom(in: &counts, keyCount)
    let mask = slotCount - 1
    keys.withUnsafeBufferPointer { keys in
      slots.withUnsafeMutableBufferPointer { slots in
        firsts.withUnsafeMutableBufferPointer { firsts in
          counts.withUnsafeMutableBufferPointer { counts in
            guard let keys = keys.baseAddress, let slots = slots.baseAddress, let firsts = firsts.baseAddress,
              let counts = counts.baseAddress
            else { return }
            slots.update(repeating: 0, count: mask + 1)
            Self.fill(keys, keyCount, slots, mask, firsts, counts)
          }
        }
      }
    }
  }

  /// SAFETY: `keys`, `firsts` and `counts` have `keyCount` elements, `slots` has `mask` + 1, all 0: more than keys, so that
  /// every search ends. Slots hold 0 or a place below `keyCount` plus one.
  private static func fill(
    _ keys: UnsafePointer<UInt64>, _ keyCount: Int, _ slots: UnsafeMutablePointer<UInt32>, _ mask: Int,
    _ firsts: UnsafeMutablePointer<UInt32>, _ counts: UnsafeMutablePointer<UInt32>
  ) {
    for index in 0..<keyCount {
      let key = keys[index]
      var slot = Int(truncatingIfNeeded: key) & mask
      var first = UInt32(truncatingIfNeeded: index)
      while slots[slot] != 0, keys[Int(slots[slot]) &- 1] != key { slot = (slot &+ 1) & mask }
      if slots[slot] == 0 {
        slots[slot] = first &+ 1
        counts[index] = 1
      } else {
        first = slots[slot] &- 1
        counts[Int(first)] &+= 1
      }
      firsts[index] = first
    }
  }

  private static func makeRoom(in array: inout [UInt32], _ count: Int) {
    if array.count < count || array.count > max(count, keptCount) { array = Array(repeating: 0, count: count) }
  }
}
