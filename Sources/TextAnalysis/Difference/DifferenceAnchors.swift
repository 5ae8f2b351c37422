// Where two sequences are surely the same: windows that stand once in each of them, in the same order in both.

/// Anchors of a difference (patience difference, Bram Cohen; here over windows of any width, so that scripts and formats
/// without lines have them, too).
enum DifferenceAnchors {
  /// A stretch that is equal in both sequences.
  struct Anchor: Equatable {
    var left: Int
    var right: Int
    var count: Int
  }

  /// A window of the left sequence: `left` is −1 where a place is free; `right` is −1 for none.
  private struct Entry {
    var hash: UInt64 = 0
    var left: Int32 = -1
    var right: Int32 = -1
    var isRepeated = false
  }

  /// Places of the table that are looked at for a window; one that finds none is no anchor.
  private static let probeLimit = 64

  /// The longest chain of windows that stand once in each sequence, in ascending order in both; windows that touch or
  /// overlap on a diagonal are one anchor, and anchors do not overlap.
  ///
  /// - Parameter width: numbers in a window, at least 1 and at most the length of either sequence.
  /// - Complexity: O(n log n) for n numbers.
  static func find(
    _ left: UnsafeBufferPointer<UInt32>, _ right: UnsafeBufferPointer<UInt32>, width: Int
  ) -> [Anchor] {
    let pairs = chain(uniquePairs(left, right, width))
    var anchors: [Anchor] = []
    for pair in pairs {
      if let last = anchors.last {
        let (leftEnd, rightEnd) = (last.left + last.count, last.right + last.count)
        if pair.left - pair.right == last.left - last.right, pair.left <= leftEnd {
          anchors[anchors.count - 1].count = pair.left + width - last.left
          continue
        }
        if pair.left < leftEnd || pair.right < rightEnd { continue }
      }
      anchors.append(Anchor(left: pair.left, right: pair.right, count: width))
    }
    return anchors
  }

  /// Places of windows that stand once in each sequence, by their place in the left one.
  private static func uniquePairs(
    _ left: UnsafeBufferPointer<UInt32>, _ right: UnsafeBufferPointer<UInt32>, _ width: Int
  ) -> [(left: Int, right: Int)] {
    var hashes: [UInt64] = []
    NGrams.hashes(of: left.map { UInt64($0) }, n: width, into: &hashes)
    var capacity = 1024
    while capacity < hashes.count * 3 / 2 { capacity *= 2 }
    let mask = capacity - 1
    var table = [Entry](repeating: Entry(), count: capacity)
    var places = [Int32](repeating: -1, count: hashes.count)
    for (window, hash) in hashes.enumerated() {
      guard let place = find(hash, in: table, mask) else { continue }
      if table[place].left >= 0 {
        table[place].isRepeated = true
      } else {
        table[place] = Entry(hash: hash, left: Int32(truncatingIfNeeded: window))
        places[window] = Int32(truncatingIfNeeded: place)
      }
    }
    NGrams.hashes(of: right.map { UInt64($0) }, n: width, into: &hashes)
    for (window, hash) in hashes.enumerated() {
      guard let place = find(hash, in: table, mask), table[place].left >= 0 else { continue }
      if table[place].right >= 0 { table[place].isRepeated = true }
      table[place].right = Int32(truncatingIfNeeded: window)
    }
    var pairs: [(left: Int, right: Int)] = []
    for place in places where place >= 0 {
      let entry = table[Int(place)]
      if entry.isRepeated || entry.right < 0 { continue }
      let pair = (left: Int(entry.left), right: Int(entry.right))
      if (0..<width).allSatisfy({ left[pair.left + $0] == right[pair.right + $0] }) { pairs.append(pair) }
    }
    return pairs
  }

  /// The place of a hash, or the free one it may have; nil when there is neither nearby.
  private static func find(_ hash: UInt64, in table: [Entry], _ mask: Int) -> Int? {
    var place = Int(truncatingIfNeeded: hash) & mask
    for _ in 0..<probeLimit {
      if table[place].left < 0 || table[place].hash == hash { return place }
      place = (place + 1) & mask
    }
    return nil
  }

  /// The longest subsequence of pairs whose right places ascend (their left places do already).
  private static func chain(_ pairs: [(left: Int, right: Int)]) -> [(left: Int, right: Int)] {
    // The last pair of the best chain of each length, and the pair before each pair in its chain.
    var ends: [Int] = []
    var previous: [Int] = []
    previous.reserveCapacity(pairs.count)
    for (index, pair) in pairs.enumerated() {
      var low = 0
      var high = ends.count
      while low < high {
        let middle = (low + high) / 2
        if pairs[ends[middle]].right < pair.right { low = middle + 1 } else { high = middle }
      }
      previous.append(low > 0 ? ends[low - 1] : -1)
      if low < ends.count { ends[low] = index } else { ends.append(index) }
    }
    var chain: [(left: Int, right: Int)] = []
    var index = ends.last ?? -1
    while index >= 0 {
      chain.append(pairs[index])
      index = previous[index]
    }
    return chain.reversed()
  }
}
