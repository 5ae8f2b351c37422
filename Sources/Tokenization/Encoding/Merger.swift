// Joining the units of one word: the exact result of byte-level BPE.

/// Scratch memory in which words are merged. A merger is used by one thread at a time.
final class Merger {
  /// Tokens, in the order of the text.
  private(set) var units: FixedBuffer<UInt32>
  /// For each unit the merge with its successor.
  private var merges: FixedBuffer<UInt64>
  private var queue = MergeQueue()
  private var next: FixedBuffer<UInt32>
  private var previous: FixedBuffer<UInt32>

  /// Words of at most this many units are merged by looking for the least rank again and again; it is quadratic, and
  /// for so few units the fastest way.
  static let scanLimit = 48

  init() {
    units = FixedBuffer(repeating: 0, count: 256)
    merges = FixedBuffer(repeating: 0, count: 256)
    next = FixedBuffer(repeating: 0, count: 0)
    previous = FixedBuffer(repeating: 0, count: 0)
  }

  /// Merges the word of `count` bytes at `word`; afterwards `units` holds its tokens.
  ///
  /// - Returns: the number of tokens.
  func merge(_ word: UnsafePointer<UInt8>, count: Int, by model: MergeModel) -> Int {
    if units.count < count {
      units = FixedBuffer(repeating: 0, count: count &* 2)
      merges = FixedBuffer(repeating: 0, count: count &* 2)
    }
    var unitCount = startFromCharacters(word, count, model)
    if unitCount == 0 { unitCount = startFromBytes(word, count, model) }
    return unitCount <= Self.scanLimit ? mergeByScanning(unitCount, model) : mergeByQueue(unitCount, model)
  }

  private func startFromBytes(_ word: UnsafePointer<UInt8>, _ count: Int, _ model: MergeModel) -> Int {
    units.base[0] = model.byteTokens.base[Int(word[0])]
    var at = 1
    while at < count {
      units.base[at] = model.byteTokens.base[Int(word[at])]
      merges.base[at &- 1] = model.pairs.bytePair(word[at &- 1], word[at])
      at &+= 1
    }
    return count
  }

  /// Fills `units` from whole characters where they are safe, otherwise from bytes; 0 when the word is not UTF-8.
  private func startFromCharacters(_ word: UnsafePointer<UInt8>, _ count: Int, _ model: MergeModel) -> Int {
    let characters = model.characters
    let pairs = model.pairs
    let byteTokens = model.byteTokens.base
    let units = units.base
    let merges = merges.base
    var unitCount = 0
    var at = 0
    var previousIsByte = false
    while at < count {
      let byte = word[at]
      var length = 1
      var token = WholeCharacters.none
      if byte >= 0x80 {
        if byte >= 0xe0 && byte < 0xf0 {
          guard at &+ 3 <= count, word[at &+ 1] & 0xc0 == 0x80, word[at &+ 2] & 0xc0 == 0x80 else { return 0 }
          length = 3
          token = characters.token(
            block: Int(byte & 0x0f) &<< 6 | Int(word[at &+ 1] & 0x3f), place: Int(word[at &+ 2] & 0x3f))
        } else if byte >= 0xc0 && byte < 0xe0 {
          guard at &+ 2 <= count, word[at &+ 1] & 0xc0 == 0x80 else { return 0 }
          length = 2
          token = characters.token(block: Int(byte & 0x1f), place: Int(word[at &+ 1] & 0x3f))
        } else {
          guard byte >= 0xf0, byte < 0xf5, at &+ 4 <= count, word[at &+ 1] & 0xc0 == 0x80,
            word[at &+ 2] & 0xc0 == 0x80, word[at &+ 3] & 0xc0 == 0x80
          else { return 0 }
          length = 4
          let block = Int(byte & 7) &<< 12 | Int(word[at &+ 1] & 0x3f) &<< 6 | Int(word[at &+ 2] & 0x3f)
          guard block < 0x4400 else { return 0 }
          token = characters.token(block: block, place: Int(word[at &+ 3] & 0x3f))
        }
      }
      if token != WholeCharacters.none {
        if unitCount > 0 { merges[unitCount &- 1] = pairs.merge(units[unitCount &- 1], token) }
        units[unitCount] = token
        unitCount &+= 1
        previousIsByte = false
        at &+= length
      } else {
        let end = at &+ length
        while at < end {
          let token = byteTokens[Int(word[at])]
          if unitCount > 0 {
            merges[unitCount &- 1] =
              previousIsByte ? pairs.bytePair(word[at &- 1], word[at]) : pairs.merge(units[unitCount &- 1], token)
          }
          units[unitCount] = token
          unitCount &+= 1
          previousIsByte = true
          at &+= 1
        }
      }
    }
    return unitCount
  }

  private func mergeByScanning(_ unitCount: Int, _ model: MergeModel) -> Int {
    let pairs = model.pairs
    let units = units.base
    let merges = merges.base
    var count = unitCount
    while count > 1 {
      var best = merges[0]
      var at = 0
      var index = 1
      while index < count &- 1 {
        let candidate = merges[index]
        if candidate < best {
          best = candidate
          at = index
        }
        index &+= 1
      }
      if best == PairTable.none { break }
      units[at] = UInt32(truncatingIfNeeded: best)
      count &-= 1
      index = at &+ 1
      while index < count {
        units[index] = units[index &+ 1]
        merges[index &- 1] = merges[index]
        index &+= 1
      }
      if at > 0 { merges[at &- 1] = pairs.merge(units[at &- 1], units[at]) }
      if at &+ 1 < count { merges[at] = pairs.merge(units[at], units[at &+ 1]) }
    }
    return count
  }

  /// The same with a priority queue, in n log n.
  private func mergeByQueue(_ unitCount: Int, _ model: MergeModel) -> Int {
    if next.count <= unitCount {
      next = FixedBuffer(repeating: 0, count: unitCount &* 2)
      previous = FixedBuffer(repeating: 0, count: unitCount &* 2)
    }
    let pairs = model.pairs
    let units = units.base
    let merges = merges.base
    let next = next.base
    let previous = previous.base
    let end = UInt32(truncatingIfNeeded: unitCount)
    merges[unitCount &- 1] = PairTable.none
    queue.removeAll()
    for at in 0..<unitCount {
      next[at] = UInt32(truncatingIfNeeded: at &+ 1)
      previous[at] = UInt32(truncatingIfNeeded: at) &- 1
      if merges[at] != PairTable.none { queue.append(rank: merges[at] &>> 32, at: at) }
    }
    queue.order()
    while let (rank, at) = queue.removeFirst() {
      let packed = merges[at]
      // A stale entry: the unit at `at` is gone, or has another successor now.
      guard packed &>> 32 == rank, packed != PairTable.none else { continue }
      units[at] = UInt32(truncatingIfNeeded: packed)
      let gone = Int(next[at])
      merges[gone] = PairTable.none
      let following = next[gone]
      next[at] = following
      merges[at] = PairTable.none
      if following != end {
        previous[Int(following)] = UInt32(truncatingIfNeeded: at)
        let merge = pairs.merge(units[at], units[Int(following)])
        merges[at] = merge
        if merge != PairTable.none { queue.insert(rank: merge &>> 32, at: at) }
      }
      if at > 0 {
        let before = Int(previous[at])
        let merge = pairs.merge(units[before], units[at])
        merges[before] = merge
        if merge != PairTable.none { queue.insert(rank: merge &>> 32, at: before) }
      }
    }
    var count = 0
    var at: UInt32 = 0
    while at != end {
      units[count] = units[Int(at)]
      count &+= 1
      at = next[Int(at)]
    }
    return count
  }
}

/// A binary heap of merges by rank, then by place.
struct MergeQueue {
  private var heap: [UInt64] = []
  private static let placeBits: UInt64 = 36

  mutating func removeAll() { heap.removeAll(keepingCapacity: true) }

  /// Adds an entry without regard to order; `order` is called before any is removed.
  @inline(__always)
  mutating func append(rank: UInt64, at place: Int) {
    heap.append(rank &<< Self.placeBits | UInt64(truncatingIfNeeded: place))
  }

  mutating func order() {
    heap.withUnsafeMutableBufferPointer { heap in
      var at = heap.count / 2
      while at > 0 {
        at &-= 1
        Self.sink(heap, at, heap.count)
      }
    }
  }

  mutating func insert(rank: UInt64, at place: Int) {
    let entry = rank &<< Self.placeBits | UInt64(truncatingIfNeeded: place)
    heap.append(entry)
    heap.withUnsafeMutableBufferPointer { heap in
      var at = heap.count &- 1
      while at > 0 {
        let parent = (at &- 1) / 2
        if heap[parent] <= entry { break }
        heap[at] = heap[parent]
        at = parent
      }
      heap[at] = entry
    }
  }

  @inline(__always)
  mutating func removeFirst() -> (rank: UInt64, place: Int)? {
    guard let first = heap.first else { return nil }
    let last = heap.removeLast()
    heap.withUnsafeMutableBufferPointer { heap in
      if heap.count > 0 {
        heap[0] = last
        Self.sink(heap, 0, heap.count)
      }
    }
    return (first &>> Self.placeBits, Int(first & (1 &<< Self.placeBits &- 1)))
  }

  @inline(__always)
  private static func sink(_ heap: UnsafeMutableBufferPointer<UInt64>, _ start: Int, _ count: Int) {
    guard let heap = heap.baseAddress else { return }
    let entry = heap[start]
    var at = start
    while true {
      var child = 2 &* at &+ 1
      if child >= count { break }
      if child &+ 1 < count && heap[child &+ 1] < heap[child] { child &+= 1 }
      if heap[child] >= entry { break }
      heap[at] = heap[child]
      at = child
    }
    heap[at] = entry
  }
}
