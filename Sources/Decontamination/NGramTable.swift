// The memory of the index: n-gram hashes in open addressing, behind a bitmap that most lookups never get past.

/// A map from 64-bit hashes to 32-bit numbers, of fixed capacity.
///
/// Twelve bytes a slot and at most 80 % full. The key is the n-gram's whole 64-bit hash and is not verified against
/// its text: with 10⁸ entries a foreign n-gram is taken for one of them once in 1.8 · 10¹¹ lookups.
struct NGramTable: Sendable {
  private var keys: [UInt64]
  private var values: [UInt32]
  private var bitmap: [UInt64]
  private let bitmapMask: UInt64
  private(set) var count = 0
  private let limit: Int

  /// - Parameter capacity: number of entries that `insert` will take at most.
  init(capacity: Int) {
    let slots = max(16, capacity + capacity / 4 + 1)
    keys = Array(repeating: 0, count: slots)
    values = Array(repeating: 0, count: slots)
    limit = capacity
    var bits = 4096
    while bits < capacity * 12, bits < 1 << 31 { bits *= 2 }
    bitmap = Array(repeating: 0, count: bits / 64)
    bitmapMask = UInt64(bits - 1)
  }

  var byteCount: Int { keys.count * 12 + bitmap.count * 8 }

  /// Zero marks an empty slot.
  private static func key(_ hash: UInt64) -> UInt64 { hash == 0 ? 1 : hash }

  private func slot(_ key: UInt64) -> Int { Int(key.multipliedFullWidth(by: UInt64(keys.count)).high) }

  /// Enters `hash`; a hash that is there keeps its value, and one beyond the capacity is passed over.
  mutating func insert(_ hash: UInt64, _ value: UInt32) {
    let key = Self.key(hash)
    var slot = slot(key)
    while keys[slot] != 0 {
      if keys[slot] == key { return }
      slot += 1
      if slot == keys.count { slot = 0 }
    }
    guard count < limit else { return }
    keys[slot] = key
    values[slot] = value
    bitmap[Int((key & bitmapMask) >> 6)] |= 1 << (key & 63)
    count += 1
  }

  func value(of hash: UInt64) -> UInt32? {
    let key = Self.key(hash)
    var slot = slot(key)
    while keys[slot] != 0 {
      if keys[slot] == key { return values[slot] }
      slot += 1
      if slot == keys.count { slot = 0 }
    }
    return nil
  }

  /// Calls `body` with the position and value of every hash of the table among `hashes`, in order.
  func forEachHit(in hashes: UnsafeBufferPointer<UInt64>, _ body: (Int, UInt32) -> Void) {
    bitmap.withUnsafeBufferPointer { bitmap in
      let mask = bitmapMask
      for index in 0..<hashes.count {
        let hash = hashes[index]
        if bitmap[Int((hash & mask) >> 6)] >> (hash & 63) & 1 == 0 { continue }
        if let value = value(of: hash) { body(index, value) }
      }
    }
  }
}
