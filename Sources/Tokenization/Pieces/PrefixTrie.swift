// Strings in a tree by their bytes: the longest of them that a text begins with.

/// Immutable once filled; children are found by one look into a hash table.
final class PrefixTrie: @unchecked Sendable {
  // SAFETY: written only by `insert`, which the owner stops calling before the trie is shared.
  private var slots: FixedBuffer<UInt64>
  private var mask: Int
  private var nodeCount = 1
  /// The value of each node; `none` where no string ends.
  private let values = GrowingBuffer<UInt32>(capacity: 64)

  static let none = UInt32.max
  static let root: UInt32 = 0
  private static let free = UInt64.max

  /// - Parameter byteCount: about how many bytes the strings have together.
  init(byteCount: Int = 64) {
    var slotCount = 64
    while slotCount < byteCount { slotCount *= 2 }
    slots = FixedBuffer(repeating: Self.free, count: slotCount)
    mask = slotCount - 1
    values.append(Self.none)
  }

  /// Node and byte in the upper 32 bits of a slot (nodes are below 2²⁴), the child in the lower.
  @inline(__always)
  private func find(_ key: UInt64) -> Int {
    var at = Int(truncatingIfNeeded: WordHash.fold(key ^ 0xa076_1d64_78bd_642f, 0xe703_7ed1_a0b4_28db)) & mask
    while slots.base[at] != Self.free, slots.base[at] &>> 32 != key { at = (at &+ 1) & mask }
    return at
  }

  /// The node below `node` by one byte; nil when there is none.
  @inline(__always)
  func child(of node: UInt32, _ byte: UInt8) -> UInt32? {
    let slot = slots.base[find(UInt64(node) &<< 8 | UInt64(byte))]
    return slot == Self.free ? nil : UInt32(truncatingIfNeeded: slot)
  }

  /// What was inserted for the string that ends at a node, or `none`.
  @inline(__always)
  func value(at node: UInt32) -> UInt32 { values.base[Int(node)] }

  /// Adds a string with a value.
  ///
  /// - Throws: `limitExceeded` when the strings have more than 2²⁴ different beginnings.
  func insert(_ string: some Sequence<UInt8>, value: UInt32) throws(TokenizationError) {
    var node = Self.root
    for byte in string {
      let key = UInt64(node) << 8 | UInt64(byte)
      let at = find(key)
      if slots.base[at] != Self.free {
        node = UInt32(truncatingIfNeeded: slots.base[at])
        continue
      }
      guard nodeCount < 1 << 24 else {
        throw TokenizationError(.limitExceeded, "the pieces have more than \(1 << 24) different beginnings")
      }
      slots.base[at] = key << 32 | UInt64(nodeCount)
      node = UInt32(truncatingIfNeeded: nodeCount)
      nodeCount += 1
      values.append(Self.none)
      if nodeCount * 2 > mask { grow() }
    }
    values.base[Int(node)] = value
  }

  private func grow() {
    let old = slots
    slots = FixedBuffer(repeating: Self.free, count: old.count * 2)
    mask = slots.count - 1
    for index in 0..<old.count where old.base[index] != Self.free {
      slots.base[find(old.base[index] >> 32)] = old.base[index]
    }
  }

  /// The longest string with which the text from `start` on begins.
  @inline(__always)
  func longestPrefix(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> (end: Int, value: UInt32)? {
    var node = Self.root
    var at = start
    var found: (end: Int, value: UInt32)?
    while at < text.count, let child = child(of: node, text[at]) {
      node = child
      at &+= 1
      if value(at: node) != Self.none { found = (at, value(at: node)) }
    }
    return found
  }
}
