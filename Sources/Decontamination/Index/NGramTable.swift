// The memory of the index: n-gram hashes in open addressing.

/// A map from 64-bit hashes to 32-bit numbers, of fixed capacity.
///
/// Twelve bytes a slot and at most 80 % full. The key is the n-gram's whole 64-bit hash and is not verified against
/// its text: with 10⁸ entries a foreign n-gram is taken for one of them once in 1.8 · 10¹¹ lookups.
struct NGramTable: Sendable {
  private var keys: [UInt64]
  private var values: [UInt32]
  private(set) var count = 0
  private let limit: Int

  /// - Parameter capacity: number of entries that `insert` will take at most.
  init(capacity: Int) {
    let slots = max(16, capacity + capacity / 4 + 1)
    keys = Array(repeating: 0, count: slots)
    values = Array(repeating: 0, count: slots)
    limit = capacity
  }

  var byteCount: Int { keys.count * 12 }
  /// Number of places that entries may have: of use for what is kept beside the table.
  var slotCount: Int { keys.count }

  /// Zero marks an empty slot.
  private static func key(_ hash: UInt64) -> UInt64 { hash == 0 ? 1 : hash }

  private func firstSlot(_ key: UInt64) -> Int { Int(key.multipliedFullWidth(by: UInt64(keys.count)).high) }

  /// Enters `hash`; a hash that is there keeps its value.
  ///
  /// - Returns: false where the table is full and the hash is not in it.
  @discardableResult
  mutating func insert(_ hash: UInt64, _ value: UInt32) -> Bool {
    let key = Self.key(hash)
    var slot = firstSlot(key)
    while keys[slot] != 0 {
      if keys[slot] == key { return true }
      slot += 1
      if slot == keys.count { slot = 0 }
    }
    guard count < limit else { return false }
    keys[slot] = key
    values[slot] = value
    count += 1
    return true
  }

  /// Where `hash` stands; nil where it is not in the table.
  func slot(of hash: UInt64) -> Int? {
    let key = Self.key(hash)
    var slot = firstSlot(key)
    while keys[slot] != 0 {
      if keys[slot] == key { return slot }
      slot += 1
      if slot == keys.count { slot = 0 }
    }
    return nil
  }

  /// The hash that stands in a slot; 0 for an empty one.
  func hash(inSlot slot: Int) -> UInt64 { keys[slot] }

  func value(inSlot slot: Int) -> UInt32 { values[slot] }

  mutating func setValue(inSlot slot: Int, _ value: UInt32) { values[slot] = value }

  func value(of hash: UInt64) -> UInt32? { slot(of: hash).map { values[$0] } }
}
