// The merges of a very long word by rank, without comparing them.

/// Places that wait for their merge, in one bucket for each rank.
///
/// A set of bits says which buckets are filled, and a smaller one which words of it. Buckets are emptied as a whole: with
/// the vocabularies that are learned, a merge makes only pairs of higher ranks.
struct MergeBuckets {
  /// The last place that was put into each bucket, as a number of `nodes`.
  private var heads = FixedBuffer<UInt32>(repeating: .max, count: 0)
  private var filled = FixedBuffer<UInt64>(repeating: 0, count: 0)
  private var summary = FixedBuffer<UInt64>(repeating: 0, count: 0)
  /// A place in the lower half, the number of the next node in the upper.
  private let nodes = GrowingBuffer<UInt64>(capacity: 1 << 10)
  /// The places of the bucket that was emptied last, in the order of the text.
  private(set) var batch: [UInt32] = []
  /// No word of `summary` before this one is filled.
  private var firstWord = 0

  private static let last = UInt32.max

  /// Prepares for ranks below `rankCount`; all buckets are empty, here and after the last `removeFirst`.
  mutating func prepare(rankCount: Int) {
    nodes.removeAll()
    firstWord = summary.count
    if heads.count >= rankCount { return }
    heads = FixedBuffer(repeating: Self.last, count: rankCount)
    filled = FixedBuffer(repeating: 0, count: rankCount / 64 + 1)
    summary = FixedBuffer(repeating: 0, count: rankCount / 4096 + 1)
    firstWord = summary.count
  }

  @inline(__always)
  mutating func insert(rank: Int, at place: Int) {
    let head = heads.base[rank]
    heads.base[rank] = UInt32(truncatingIfNeeded: nodes.count)
    nodes.append(UInt64(head) &<< 32 | UInt64(truncatingIfNeeded: place))
    if head == Self.last {
      filled.base[rank &>> 6] |= 1 &<< UInt64(rank & 63)
      summary.base[rank &>> 12] |= 1 &<< UInt64((rank &>> 6) & 63)
      firstWord = min(firstWord, rank &>> 12)
    }
  }

  /// Moves the places of the lowest rank to `batch`; nil when all buckets are empty.
  mutating func removeFirst() -> Int? {
    while firstWord < summary.count, summary.base[firstWord] == 0 { firstWord &+= 1 }
    guard firstWord < summary.count else { return nil }
    let word = firstWord &<< 6 | summary.base[firstWord].trailingZeroBitCount
    let rank = word &<< 6 | filled.base[word].trailingZeroBitCount
    filled.base[word] &= filled.base[word] &- 1
    if filled.base[word] == 0 { summary.base[firstWord] &= summary.base[firstWord] &- 1 }
    batch.removeAll(keepingCapacity: true)
    var node = heads.base[rank]
    heads.base[rank] = Self.last
    var isSorted = true
    var following = UInt32.max
    while node != Self.last {
      let entry = nodes.base[Int(node)]
      let place = UInt32(truncatingIfNeeded: entry)
      if place > following { isSorted = false }
      following = place
      batch.append(place)
      node = UInt32(truncatingIfNeeded: entry &>> 32)
    }
    if isSorted { batch.reverse() } else { batch.sort() }
    return rank
  }
}
