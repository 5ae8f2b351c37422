// Counting all pairs of the words anew.

extension MergeLearner {
  /// Gives every token one cell and counts all pairs, for what `replace` cannot do: a token that stood in the text
  /// before.
  func startAnew() {
    for index in 0..<touchedLeft.count { tallies.base[Int(touchedLeft.base[index])] = Tally() }
    for index in 0..<touchedRight.count { tallies.base[Int(touchedRight.base[index])] = Tally() }
    touchedLeft.removeAll()
    touchedRight.removeAll()
    var kept = 0
    for at in 0..<cells.count {
      // All but the first cell of a token hold one of these marks.
      let token = UInt32(truncatingIfNeeded: cells.base[at])
      if token & Self.lastCellMark != 0 || token == Self.gone { continue }
      cells.base[kept] = cells.base[at]
      kept += 1
    }
    cells.shorten(to: kept)
    for token in 0..<lengths.count { lengths.base[token] = 1 }
    countPairs()
  }

  func countPairs() {
    var all = PairCounts(capacity: 1 << 16)
    var scan = PairScan(cells: cells, lengths: lengths)
    while scan.moveToNext() {
      let entry = all.entry(of: scan.pair)
      entry.pointee.count &+= scan.weight
      entry.pointee.placesCount &+= 1
    }
    pairs = PairCounts()
    heap = PairHeap()
    places.removeAll()
    for index in 0..<all.entries.count {
      let counted = all.entries.base[index]
      guard counted.count >= floor, !refused.contains(counted.pair) else { continue }
      let entry = pairs.entry(of: counted.pair)
      entry.pointee.count = counted.count
      entry.pointee.placesStart = places.appendUninitialized(counted.placesCount)
      heap.insert(PairHeap.Element(count: counted.count, pair: counted.pair))
    }
    scan = PairScan(cells: cells, lengths: lengths)
    while scan.moveToNext() {
      guard let entry = pairs.find(scan.pair) else { continue }
      places.base[entry.pointee.placesStart &+ entry.pointee.placesCount] = UInt32(truncatingIfNeeded: scan.place)
      entry.pointee.placesCount &+= 1
    }
    placesLimit = max(1 << 24, 4 * places.count)
  }

  /// A walk over all pairs of neighbours, from first to last.
  private struct PairScan {
    /// The current pair, its word's count, and the place of its left token.
    var pair: UInt64 = 0
    var weight: Int64 = 0
    var place = 0
    private let cells: UnsafeMutablePointer<UInt64>
    private let lengths: UnsafeMutablePointer<UInt32>
    private let end: Int
    private var at = 0

    init(cells: GrowingBuffer<UInt64>, lengths: GrowingBuffer<UInt32>) {
      self.cells = cells.base
      self.lengths = lengths.base
      end = cells.count
    }

    @inline(__always)
    mutating func moveToNext() -> Bool {
      while at &+ 1 < end {
        let left = UInt32(truncatingIfNeeded: cells[at])
        if left == MergeLearner.boundary {
          at &+= 1
          continue
        }
        let next = at &+ Int(lengths[Int(left)])
        let right = UInt32(truncatingIfNeeded: cells[next])
        place = at
        at = next
        if right != MergeLearner.boundary {
          pair = UInt64(left) &<< 32 | UInt64(right)
          weight = Int64(cells[place] &>> 32)
          return true
        }
      }
      return false
    }
  }
}
