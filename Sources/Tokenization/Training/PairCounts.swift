// Pairs of tokens with their counts and the places where they stand.

/// An open-addressing table of the pairs that may still be merged.
struct PairCounts {
  struct Entry: BitwiseCopyable {
    /// Left token in the upper half, right one in the lower.
    var pair: UInt64
    var count: Int64
    /// Where its places begin in the arena of places.
    var placesStart: Int
    var placesCount: Int
  }
  private(set) var entries: FixedBuffer<Entry>
  private var mask: Int
  private var used = 0

  private static let free = UInt64.max
  private static let empty = Entry(pair: free, count: 0, placesStart: 0, placesCount: 0)

  init(capacity: Int = 1 << 10) {
    var slots = 1 << 10
    while slots < capacity * 2 { slots *= 2 }
    mask = slots - 1
    entries = FixedBuffer(repeating: Self.empty, count: slots)
  }

  @inline(__always)
  private static func hash(_ pair: UInt64) -> Int {
    Int(truncatingIfNeeded: WordHash.fold(pair ^ 0xa076_1d64_78bd_642f, 0xe703_7ed1_a0b4_28db))
  }

  /// The entry of a pair, nil when it is not in the table.
  @inline(__always)
  func find(_ pair: UInt64) -> UnsafeMutablePointer<Entry>? {
    var at = Self.hash(pair) & mask
    while true {
      let entry = entries.base + at
      if entry.pointee.pair == pair { return entry }
      if entry.pointee.pair == Self.free { return nil }
      at = (at &+ 1) & mask
    }
  }

  /// The entry of a pair, which is made with a count of 0 when it is new. Valid until the next call.
  @inline(__always)
  mutating func entry(of pair: UInt64) -> UnsafeMutablePointer<Entry> {
    if used &* 2 > mask { grow() }
    var at = Self.hash(pair) & mask
    while true {
      let entry = entries.base + at
      if entry.pointee.pair == pair { return entry }
      if entry.pointee.pair == Self.free {
        entry.pointee.pair = pair
        used &+= 1
        return entry
      }
      at = (at &+ 1) & mask
    }
  }

  @inline(never)
  private mutating func grow() {
    let old = entries
    mask = (mask + 1) * 2 - 1
    entries = FixedBuffer(repeating: Self.empty, count: mask + 1)
    for index in 0..<old.count where old.base[index].pair != Self.free {
      var at = Self.hash(old.base[index].pair) & mask
      while entries.base[at].pair != Self.free { at = (at &+ 1) & mask }
      entries.base[at] = old.base[index]
    }
  }
}

/// A heap of pairs, the most frequent first, and of equally frequent ones the smaller pair of ids.
struct PairHeap {
  struct Element: BitwiseCopyable {
    var count: Int64
    var pair: UInt64

    @inline(__always)
    static func precedes(_ left: Element, _ right: Element) -> Bool {
      left.count > right.count || left.count == right.count && left.pair < right.pair
    }
  }
  private var heap: [Element] = []

  var first: Element? { heap.first }

  mutating func insert(_ element: Element) {
    heap.append(element)
    heap.withUnsafeMutableBufferPointer { heap in
      var at = heap.count &- 1
      while at > 0 {
        let parent = (at &- 1) / 2
        if !Element.precedes(element, heap[parent]) { break }
        heap[at] = heap[parent]
        at = parent
      }
      heap[at] = element
    }
  }

  mutating func removeFirst() {
    guard let last = heap.popLast(), !heap.isEmpty else { return }
    replaceFirst(by: last)
  }

  mutating func replaceFirst(by element: Element) {
    heap.withUnsafeMutableBufferPointer { heap in
      let count = heap.count
      var at = 0
      while true {
        var child = 2 &* at &+ 1
        if child >= count { break }
        if child &+ 1 < count && Element.precedes(heap[child &+ 1], heap[child]) { child &+= 1 }
        if !Element.precedes(heap[child], element) { break }
        heap[at] = heap[child]
        at = child
      }
      heap[at] = element
    }
  }
}
