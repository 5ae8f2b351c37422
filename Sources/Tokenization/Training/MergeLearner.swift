// The inner loop of training and of extension: count pairs once, then keep the counts right.

/// The words of a corpus as tokens in one array, and the pairs among them.
///
/// Every word lies in `cells`, a cell for each of its first tokens, with its count beside each; a boundary stands between
/// words. A token that merging made keeps its cells: its id stands in the first one, its length in the last one, so that
/// both neighbours of a place are found without looking at the word as a whole.
///
/// A pair's count never grows after the merge that brought it about, so pairs that start below `floor` cannot be merged
/// before counts have sunk to it: they are not remembered at all. Should the most frequent pair sink below the floor,
/// a lower floor is set and the pairs are counted anew. The result does not depend on it.
final class MergeLearner {
  /// Token (or mark) in the lower half, the word's count in the upper.
  let cells: GrowingBuffer<UInt64>
  /// Length in cells, by token.
  let lengths: GrowingBuffer<UInt32>
  /// Tokens that were there before anything is learned.
  private let baseCount: Int
  var pairs = PairCounts()
  var heap = PairHeap()
  let places = GrowingBuffer<UInt32>(capacity: 1 << 12)
  var floor: Int64 = 1
  private let merged = GrowingBuffer<UInt32>(capacity: 1 << 10)
  var tallies: FixedBuffer<Tally>
  let touchedLeft = GrowingBuffer<UInt32>(capacity: 1 << 10)
  let touchedRight = GrowingBuffer<UInt32>(capacity: 1 << 10)

  /// What one merge does to the pairs with one neighbour on either side.
  struct Tally: BitwiseCopyable {
    var leftWeight: Int64 = 0
    var leftCount = 0
    var rightWeight: Int64 = 0
    var rightCount = 0
  }

  static let boundary: UInt32 = 0x7fff_ffff
  static let gone: UInt32 = 0x7fff_fffe
  static let lastCellMark: UInt32 = 0x8000_0000

  /// Memory that learning takes, about: for each cell of the words, with the places and the counts of its pairs.
  static let bytesPerCell = 32

  /// - Parameters:
  ///   - tokens: the tokens that there are before anything is learned.
  ///   - memoryLimit: bytes that learning may take, about.
  ///   - tokenize: gives the tokens of a word before anything is learned.
  /// - Throws: `limitExceeded` when the different words have too many tokens; what `words` throws.
  init(
    _ words: some WordCounts, tokens: TokenList, memoryLimit: Int = .max,
    tokenize: (UnsafeBufferPointer<UInt8>, GrowingBuffer<UInt32>) -> Void
  ) throws {
    baseCount = tokens.count
    cells = GrowingBuffer(capacity: 1 << 12)
    lengths = GrowingBuffer(capacity: tokens.count + 1)
    tallies = FixedBuffer(repeating: Tally(), count: tokens.count + 1)
    for _ in 0..<tokens.count { lengths.append(1) }
    let cells = cells
    let units = GrowingBuffer<UInt32>(capacity: 256)
    var room = CellRoom(limit: min(memoryLimit / Self.bytesPerCell, Int(UInt32.max) - 1))
    cells.append(UInt64(Self.boundary))
    try words.forEachWord { word, count in
      tokenize(word, units)
      if units.count < 2 { return }
      // A count that needs more than 32 bits is that of several equal words.
      var left = count
      while left > 0 {
        let part = min(left, UInt64(UInt32.max))
        left -= part
        guard room.take(units.count + 1, wordCount: count) else { continue }
        for index in 0..<units.count { cells.append(part << 32 | UInt64(units.base[index])) }
        cells.append(UInt64(Self.boundary))
      }
    }
    try room.check()
  }

  /// Learns merges until as many new tokens are made as the rules ask for, and appends them to `tokens`. May be called
  /// again to go on.
  ///
  /// - Throws: what `rules.progress` throws.
  func learn(_ rules: LearningRules, tokens: inout TokenList) throws -> [BPEModel.Merge] {
    var merges: [BPEModel.Merge] = []
    guard rules.tokenCount > 0 else { return merges }
    merges.reserveCapacity(rules.tokenCount)
    var madeCount = 0
    tallies = FixedBuffer(repeating: Tally(), count: tokens.count + rules.tokenCount)
    let lowestFloor = Int64(clamping: max(1, rules.minimumCount))
    floor = max(lowestFloor, totalWeight() / Int64(32 * rules.tokenCount))
    countPairs()
    while madeCount < rules.tokenCount {
      guard let top = heap.first, top.count >= floor else {
        if floor == lowestFloor { break }
        floor = max(lowestFloor, floor / 8)
        countPairs()
        continue
      }
      guard let entry = pairs.find(top.pair), entry.pointee.count > 0 else {
        heap.removeFirst()
        continue
      }
      if entry.pointee.count != top.count {
        heap.replaceFirst(by: PairHeap.Element(count: entry.pointee.count, pair: top.pair))
        continue
      }
      heap.removeFirst()
      let left = UInt32(truncatingIfNeeded: top.pair >> 32)
      let right = UInt32(truncatingIfNeeded: top.pair)
      let byteCount = tokens.byteCount(of: Int(left)) + tokens.byteCount(of: Int(right))
      if rules.maximumTokenByteCount > 0 && byteCount > rules.maximumTokenByteCount
        || !(rules.allows?(tokens[Int(left)], tokens[Int(right)]) ?? true)
      {
        entry.pointee.count = 0
        refused.insert(top.pair)
        continue
      }
      let (start, count) = (entry.pointee.placesStart, entry.pointee.placesCount)
      entry.pointee.count = 0
      if let known = rules.known, let old = known.id(of: Array(tokens[Int(left)] + tokens[Int(right)])) {
        merges.append(BPEModel.Merge(left: left, right: right, result: old))
        rewrite(left, right, by: old, placesStart: start, placesCount: count)
        startAnew()
        continue
      }
      let result = UInt32(truncatingIfNeeded: tokens.count)
      tokens.appendConcatenation(Int(left), Int(right))
      rules.known?.insert(Array(tokens[Int(result)]), result)
      lengths.append(lengths.base[Int(left)] &+ lengths.base[Int(right)])
      merges.append(BPEModel.Merge(left: left, right: right, result: result))
      replace(left, right, by: result, placesStart: start, placesCount: count)
      madeCount += 1
      if madeCount % 100 == 0 {
        if let progress = rules.progress, try !progress(merges) { break }
        // Places of pairs that are gone stay where they are: when they are most of all, they are collected anew.
        if places.count > placesLimit { countPairs() }
      }
    }
    return merges
  }

  /// How often each token stands in the words now, by id.
  func tokenCounts(below tokenCount: Int) -> [UInt64] {
    var counts = [UInt64](repeating: 0, count: tokenCount)
    var at = 0
    while at < cells.count {
      let token = UInt32(truncatingIfNeeded: cells.base[at])
      if token == Self.boundary {
        at += 1
        continue
      }
      counts[Int(token)] &+= cells.base[at] >> 32
      at += Int(lengths.base[Int(token)])
    }
    return counts
  }

  /// Pairs that the rules do not allow.
  var refused: Set<UInt64> = []
  /// More places than this are not kept without looking which of them are needed.
  var placesLimit = Int.max

  private func totalWeight() -> Int64 {
    var total: Int64 = 0
    for index in 0..<cells.count { total &+= Int64(cells.base[index] >> 32) }
    return total
  }

  /// Puts `result` wherever `left` is followed by `right`, and keeps pairs, counts and places right.
  private func replace(_ left: UInt32, _ right: UInt32, by result: UInt32, placesStart: Int, placesCount: Int) {
    rewrite(left, right, by: result, placesStart: placesStart, placesCount: placesCount)
    subtract(left, right)
    tallyNew(result)
    enter(result)
  }

  /// Rewrites the cells, collects the places in `merged`, and tallies what the pairs with the neighbours lose.
  private func rewrite(_ left: UInt32, _ right: UInt32, by result: UInt32, placesStart: Int, placesCount: Int) {
    let cells = cells.base
    let tallies = tallies.base
    let list = places.base + placesStart
    let leftLength = Int(lengths.base[Int(left)])
    let rightLength = Int(lengths.base[Int(right)])
    let lastMark = UInt64(Self.lastCellMark | UInt32(truncatingIfNeeded: leftLength &+ rightLength))
    merged.removeAll()
    for index in 0..<placesCount {
      let at = Int(list[index])
      let middle = at &+ leftLength
      let cell = cells[at]
      // Not there any more: another merge took one of the two.
      guard UInt32(truncatingIfNeeded: cell) == left, UInt32(truncatingIfNeeded: cells[middle]) == right else {
        continue
      }
      let weight = Int64(cell &>> 32)
      let before = tokenBefore(at)
      if before != Self.boundary && before != result {
        if tallies[Int(before)].leftWeight == 0 { touchedLeft.append(before) }
        tallies[Int(before)].leftWeight &+= weight
      }
      let following = middle &+ rightLength
      let after = UInt32(truncatingIfNeeded: cells[following])
      if after != Self.boundary {
        if tallies[Int(after)].rightWeight == 0 { touchedRight.append(after) }
        tallies[Int(after)].rightWeight &+= weight
      }
      let upper = cell & 0xffff_ffff_0000_0000
      cells[at] = upper | UInt64(result)
      cells[middle] = upper | UInt64(Self.gone)
      cells[following &- 1] = upper | lastMark
      merged.append(UInt32(truncatingIfNeeded: at))
    }
  }

  /// The token that ends in front of `at`, or `boundary`.
  @inline(__always)
  private func tokenBefore(_ at: Int) -> UInt32 {
    let cells = cells.base
    let cell = UInt32(truncatingIfNeeded: cells[at &- 1])
    if cell & Self.lastCellMark == 0 { return cell }
    return UInt32(truncatingIfNeeded: cells[at &- Int(cell & ~Self.lastCellMark)])
  }

  /// Takes what was tallied from the counts of the old pairs.
  private func subtract(_ left: UInt32, _ right: UInt32) {
    let tallies = tallies.base
    for index in 0..<touchedLeft.count {
      let token = touchedLeft.base[index]
      if let entry = pairs.find(UInt64(token) &<< 32 | UInt64(left)), entry.pointee.count > 0 {
        entry.pointee.count = max(0, entry.pointee.count &- tallies[Int(token)].leftWeight)
      }
      tallies[Int(token)] = Tally(
        rightWeight: tallies[Int(token)].rightWeight, rightCount: tallies[Int(token)].rightCount)
    }
    for index in 0..<touchedRight.count {
      let token = touchedRight.base[index]
      if let entry = pairs.find(UInt64(right) &<< 32 | UInt64(token)), entry.pointee.count > 0 {
        entry.pointee.count = max(0, entry.pointee.count &- tallies[Int(token)].rightWeight)
      }
      tallies[Int(token)] = Tally()
    }
    touchedLeft.removeAll()
    touchedRight.removeAll()
  }

  /// Tallies the pairs that `result` makes with its neighbours; its pair with itself counts as one with a left neighbour.
  private func tallyNew(_ result: UInt32) {
    let cells = cells.base
    let tallies = tallies.base
    let length = Int(lengths.base[Int(result)])
    for index in 0..<merged.count {
      let at = Int(merged.base[index])
      let weight = Int64(cells[at] &>> 32)
      let before = tokenBefore(at)
      if before != Self.boundary {
        if tallies[Int(before)].leftCount == 0 { touchedLeft.append(before) }
        tallies[Int(before)].leftWeight &+= weight
        tallies[Int(before)].leftCount &+= 1
      }
      let after = UInt32(truncatingIfNeeded: cells[at &+ length])
      if after != Self.boundary && after != result {
        if tallies[Int(after)].rightCount == 0 { touchedRight.append(after) }
        tallies[Int(after)].rightWeight &+= weight
        tallies[Int(after)].rightCount &+= 1
      }
    }
  }

  /// Enters the new pairs that are frequent enough, with their places.
  private func enter(_ result: UInt32) {
    let tallies = tallies.base
    var hasNew = false
    for index in 0..<touchedLeft.count {
      let tally = tallies + Int(touchedLeft.base[index])
      let pair = UInt64(touchedLeft.base[index]) &<< 32 | UInt64(result)
      tally.pointee.leftCount = open(pair, weight: tally.pointee.leftWeight, count: tally.pointee.leftCount)
      if tally.pointee.leftCount >= 0 { hasNew = true }
    }
    for index in 0..<touchedRight.count {
      let tally = tallies + Int(touchedRight.base[index])
      let pair = UInt64(result) &<< 32 | UInt64(touchedRight.base[index])
      tally.pointee.rightCount = open(pair, weight: tally.pointee.rightWeight, count: tally.pointee.rightCount)
      if tally.pointee.rightCount >= 0 { hasNew = true }
    }
    if hasNew { enterPlaces(result) }
    for index in 0..<touchedLeft.count { tallies[Int(touchedLeft.base[index])] = Tally() }
    for index in 0..<touchedRight.count { tallies[Int(touchedRight.base[index])] = Tally() }
    touchedLeft.removeAll()
    touchedRight.removeAll()
  }

  /// Makes a new pair with room for its places; returns where they begin, or -1 when it is too rare to be remembered.
  private func open(_ pair: UInt64, weight: Int64, count: Int) -> Int {
    guard weight >= floor else { return -1 }
    let start = places.appendUninitialized(count)
    let entry = pairs.entry(of: pair)
    entry.pointee.count = weight
    entry.pointee.placesStart = start
    entry.pointee.placesCount = count
    heap.insert(PairHeap.Element(count: weight, pair: pair))
    return start
  }

  /// Writes the places of the pairs that `open` made; the tallies' counts say where the next place goes.
  private func enterPlaces(_ result: UInt32) {
    let cells = cells.base
    let tallies = tallies.base
    let places = places.base
    let length = Int(lengths.base[Int(result)])
    for index in 0..<merged.count {
      let at = Int(merged.base[index])
      let before = tokenBefore(at)
      if before != Self.boundary {
        let next = tallies[Int(before)].leftCount
        if next >= 0 {
          places[next] = UInt32(truncatingIfNeeded: at &- Int(lengths.base[Int(before)]))
          tallies[Int(before)].leftCount = next &+ 1
        }
      }
      let after = UInt32(truncatingIfNeeded: cells[at &+ length])
      if after != Self.boundary && after != result {
        let next = tallies[Int(after)].rightCount
        if next >= 0 {
          places[next] = UInt32(truncatingIfNeeded: at)
          tallies[Int(after)].rightCount = next &+ 1
        }
      }
    }
  }
}
