// Joining the units of one word: the exact result of byte-level BPE.

/// Scratch memory in which words are merged. A merger is used by one thread at a time.
final class Merger {
  /// Tokens, in the order of the text.
  private(set) var units: FixedBuffer<UInt32>
  /// For each unit the merge with its successor.
  private var merges: FixedBuffer<UInt64>
  private var queue = MergeQueue()
  private var buckets = MergeBuckets()
  private var next: FixedBuffer<UInt32>
  private var previous: FixedBuffer<UInt32>

  /// For short words: the ranks of merges with their places, and the tokens.
  private let ranks: FixedBuffer<UInt32>
  private let tokens: FixedBuffer<UInt32>
  /// The place behind the last unit.
  private var end = 0

  /// Words of at most this many units are merged by looking for the least rank again and again; it is quadratic, and
  /// for so few units the fastest way.
  static let scanLimit = 60
  private static let placeBits: UInt32 = 6
  private static let placeMask: UInt32 = 63
  /// With more merges their ranks do not fit above the places.
  private static let scanRankLimit = 1 << 26 - 1
  /// Up to this many units a queue is faster than buckets for all ranks.
  static let queueLimit = 1024

  init() {
    units = FixedBuffer(repeating: 0, count: 256)
    merges = FixedBuffer(repeating: 0, count: 256)
    next = FixedBuffer(repeating: 0, count: 256)
    previous = FixedBuffer(repeating: 0, count: 256)
    ranks = FixedBuffer(repeating: 0, count: Self.scanLimit + 2)
    tokens = FixedBuffer(repeating: 0, count: Self.scanLimit + 2)
  }

  /// Merges the word of `count` bytes at `word`; afterwards `units` holds its tokens.
  ///
  /// - Returns: the number of tokens.
  func merge(_ word: UnsafePointer<UInt8>, count: Int, by model: MergeModel) -> Int {
    if units.count < count {
      units = FixedBuffer(repeating: 0, count: count &* 2)
      merges = FixedBuffer(repeating: 0, count: count &* 2)
      next = FixedBuffer(repeating: 0, count: count &* 2)
      previous = FixedBuffer(repeating: 0, count: count &* 2)
    }
    var unitCount = startFromCharacters(word, count, model)
    if unitCount == 0 { unitCount = startFromBytes(word, count, model) }
    if unitCount <= Self.scanLimit, model.rankCount < Self.scanRankLimit { return mergeByScanning(unitCount, model) }
    return unitCount <= Self.queueLimit ? mergeByQueue(unitCount, model) : mergeByBuckets(unitCount, model)
  }

  private func startFromBytes(_ word: UnsafePointer<UInt8>, _ count: Int, _ model: MergeModel) -> Int {
    let byteTokens = model.byteTokens.base
    let pairs = model.pairs.view
    let units = units.base
    let merges = merges.base
    units[0] = byteTokens[Int(word[0])]
    var at = 1
    while at < count {
      units[at] = byteTokens[Int(word[at])]
      merges[at &- 1] = pairs.bytePair(word[at &- 1], word[at])
      at &+= 1
    }
    return count
  }

  /// Fills `units` from whole characters where they are safe, otherwise from bytes; 0 when the word is not UTF-8.
  private func startFromCharacters(_ word: UnsafePointer<UInt8>, _ count: Int, _ model: MergeModel) -> Int {
    let characters = model.characters.view
    let pairs = model.pairs.view
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
          let block = Int(byte & 0x0f) &<< 6 | Int(word[at &+ 1] & 0x3f)
          guard block >= 0x20 else { return 0 }
          token = characters.token(block: block, place: Int(word[at &+ 2] & 0x3f))
        } else if byte >= 0xc2 && byte < 0xe0 {
          guard at &+ 2 <= count, word[at &+ 1] & 0xc0 == 0x80 else { return 0 }
          length = 2
          token = characters.token(block: Int(byte & 0x1f), place: Int(word[at &+ 1] & 0x3f))
        } else {
          guard byte >= 0xf0, byte < 0xf5, at &+ 4 <= count, word[at &+ 1] & 0xc0 == 0x80,
            word[at &+ 2] & 0xc0 == 0x80, word[at &+ 3] & 0xc0 == 0x80
          else { return 0 }
          length = 4
          let block = Int(byte & 7) &<< 12 | Int(word[at &+ 1] & 0x3f) &<< 6 | Int(word[at &+ 2] & 0x3f)
          guard block >= 0x400, block < 0x4400 else { return 0 }
          token = characters.token(block: block, place: Int(word[at &+ 3] & 0x3f))
        }
      }
      if token != WholeCharacters.none, at == 0 || characters.isSafe(token, after: word[at &- 1], first: byte),
        at &+ length == count || characters.isSafe(token, before: word[at &+ length], last: word[at &+ length &- 1])
      {
        let token = UInt32(truncatingIfNeeded: token)
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

  /// Looks for the least rank again and again; units stay where they are, and a set of bits says which are left.
  private func mergeByScanning(_ unitCount: Int, _ model: MergeModel) -> Int {
    let pairs = model.pairs.view
    let merges = merges.base
    let units = units.base
    // A rank and, below it, the place that it belongs to: the least of these is the next merge, of equal ranks the left
    // one. The places in front of the first unit and behind the last one, whose tokens exist nowhere, spare asking
    // whether there is a neighbour.
    let ranks = ranks.base + 1
    let tokens = tokens.base + 1
    var highest = UInt32.max
    for at in 0..<unitCount &- 1 {
      tokens[at] = units[at]
      ranks[at] = Self.ranked(merges[at], at)
      highest &= ranks[at]
    }
    if highest == .max { return unitCount }
    tokens[unitCount &- 1] = units[unitCount &- 1]
    ranks[unitCount &- 1] = .max
    tokens[-1] = .max
    tokens[unitCount] = .max
    // Bit i + 1 for the unit i.
    var left = (4 &<< UInt64(truncatingIfNeeded: unitCount)) &- 1
    while true {
      var best = UInt32.max
      for at in 0..<unitCount { best = min(best, ranks[at]) }
      if best == .max { break }
      let at = Int(best & Self.placeMask)
      let token = UInt32(truncatingIfNeeded: merges[at])
      let above = left & (UInt64.max &<< UInt64(truncatingIfNeeded: at &+ 2))
      let gone = above.trailingZeroBitCount
      left &= ~(1 &<< UInt64(truncatingIfNeeded: gone))
      ranks[gone &- 1] = .max
      let behind = (above & (above &- 1)).trailingZeroBitCount &- 1
      let before = 62 &- (left & ((1 &<< UInt64(truncatingIfNeeded: at &+ 1)) &- 1)).leadingZeroBitCount
      tokens[at] = token
      let next = pairs.merge(token, tokens[behind])
      merges[at] = next
      ranks[at] = Self.ranked(next, at)
      let previous = pairs.merge(tokens[before], token)
      // In front of the first unit there is room for what is never read.
      ranks[before] = Self.ranked(previous, before)
      if before >= 0 { merges[before] = previous }
    }
    var count = 0
    left &= ((2 &<< UInt64(truncatingIfNeeded: unitCount)) &- 1) & ~1
    while left != 0 {
      units[count] = tokens[left.trailingZeroBitCount &- 1]
      count &+= 1
      left &= left &- 1
    }
    return count
  }

  /// The rank of a merge above the place that it stands at; the highest number for none.
  @inline(__always)
  private static func ranked(_ merge: PairTable.Packed, _ place: Int) -> UInt32 {
    let rank = UInt32(truncatingIfNeeded: merge &>> 32)
    return merge == PairTable.none ? .max : rank &<< placeBits | UInt32(truncatingIfNeeded: place) & placeMask
  }

  /// Links the units to a list, the end of which is `unitCount`.
  @inline(__always)
  private func link(_ unitCount: Int) {
    end = unitCount
    merges.base[unitCount &- 1] = PairTable.none
    for at in 0..<unitCount {
      next.base[at] = UInt32(truncatingIfNeeded: at &+ 1)
      previous.base[at] = UInt32(truncatingIfNeeded: at) &- 1
    }
  }

  /// Merges the unit at `at` with its successor.
  ///
  /// - Returns: the merges of the unit before with it, and of it with the unit after.
  @inline(__always)
  private func join(_ at: Int, _ pairs: PairTable.View) -> (PairTable.Packed, PairTable.Packed) {
    let units = units.base
    let merges = merges.base
    let token = UInt32(truncatingIfNeeded: merges[at])
    let gone = Int(next.base[at])
    let following = next.base[gone]
    units[at] = token
    merges[gone] = PairTable.none
    next.base[at] = following
    var after = PairTable.none
    if Int(following) != end {
      previous.base[Int(following)] = UInt32(truncatingIfNeeded: at)
      after = pairs.merge(token, units[Int(following)])
    }
    merges[at] = after
    var before = PairTable.none
    if at > 0 {
      let index = Int(previous.base[at])
      before = pairs.merge(units[index], token)
      merges[index] = before
    }
    return (before, after)
  }

  /// Moves the units that are left together.
  @inline(__always)
  private func collect(_ unitCount: Int) -> Int {
    var count = 0
    var at = 0
    while at != unitCount {
      units.base[count] = units.base[at]
      count &+= 1
      at = Int(next.base[at])
    }
    return count
  }

  /// The same with a priority queue, in n log n.
  private func mergeByQueue(_ unitCount: Int, _ model: MergeModel) -> Int {
    link(unitCount)
    finishByQueue(model)
    return collect(unitCount)
  }

  private func finishByQueue(_ model: MergeModel) {
    let pairs = model.pairs.view
    let merges = merges.base
    queue.removeAll()
    var unit = 0
    while unit != end {
      if merges[unit] != PairTable.none { queue.append(rank: merges[unit] &>> 32, at: unit) }
      unit = Int(next.base[unit])
    }
    queue.order()
    while let (rank, at) = queue.removeFirst() {
      guard merges[at] &>> 32 == rank else { continue }
      let (before, after) = join(at, pairs)
      if before != PairTable.none { queue.insert(rank: before &>> 32, at: Int(previous.base[at])) }
      if after != PairTable.none { queue.insert(rank: after &>> 32, at: at) }
    }
  }

  /// The same rank by rank, linear but for sorting the places of a rank. A vocabulary in which merges make pairs of lower
  /// ranks interrupts this; when it does so too often, the queue takes over.
  private func mergeByBuckets(_ unitCount: Int, _ model: MergeModel) -> Int {
    let pairs = model.pairs.view
    let merges = merges.base
    link(unitCount)
    buckets.prepare(rankCount: model.rankCount)
    for at in 0..<unitCount where merges[at] != PairTable.none {
      buckets.insert(rank: Int(truncatingIfNeeded: merges[at] &>> 32), at: at)
    }
    var interruptedCount = 0
    while let rank = buckets.removeFirst() {
      if interruptedCount > 4 &* unitCount { continue }
      let batch = buckets.batch
      var index = 0
      while index < batch.count {
        let at = Int(batch[index])
        index &+= 1
        guard merges[at] &>> 32 == UInt64(truncatingIfNeeded: rank) else { continue }
        let (before, after) = join(at, pairs)
        if before != PairTable.none {
          buckets.insert(rank: Int(truncatingIfNeeded: before &>> 32), at: Int(previous.base[at]))
        }
        if after != PairTable.none { buckets.insert(rank: Int(truncatingIfNeeded: after &>> 32), at: at) }
        if min(before, after) &>> 32 < UInt64(truncatingIfNeeded: rank) {
          interruptedCount &+= batch.count &- index
          while index < batch.count {
            buckets.insert(rank: rank, at: Int(batch[index]))
            index &+= 1
          }
        }
      }
    }
    if interruptedCount > 4 &* unitCount { finishByQueue(model) }
    return collect(unitCount)
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
