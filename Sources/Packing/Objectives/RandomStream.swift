// Random numbers for one row or one document: a stream for every key.

/// SplitMix64 from a key on. Keys come from `KeyedHash`, so that a stream depends on the seed, on what is chosen for and
/// on the row or document, and on nothing else.
struct RandomStream {
  private var state: UInt64

  init(key: UInt64) { state = key }

  mutating func next() -> UInt64 { SplitMix.next(&state) }

  /// A number from 0 to `bound` - 1, uniform to 2⁻⁶⁴ × `bound`.
  mutating func below(_ bound: Int) -> Int { Int(next().multipliedFullWidth(by: UInt64(bound)).high) }

  /// True in so many of 2⁵³ cases.
  mutating func chance(_ threshold: UInt64) -> Bool { next() >> 11 < threshold }

  /// A share from 0 to 1 as a threshold: exact, the same on every machine.
  static func threshold(_ share: Double) -> UInt64 { UInt64(min(max(share, 0), 1) * 0x1p53) }
}

/// Draws sets of places without replacement.
struct PlaceSampler {
  private var marks: [UInt64] = []

  /// Appends `count` of the places 0 ..< `bound`, in ascending order, every such set being equally likely.
  mutating func draw(_ count: Int, of bound: Int, _ random: inout RandomStream, into places: inout [Int]) {
    precondition(count >= 0 && count <= bound)
    // The smaller of the set and what it leaves is drawn, so that places are rarely hit twice.
    let isComplement = count > bound / 2
    let words = (bound + 63) / 64
    if marks.count < words { marks = Array(repeating: 0, count: words) }
    for word in 0..<words { marks[word] = 0 }
    var left = isComplement ? bound - count : count
    while left > 0 {
      let place = random.below(bound)
      let bit: UInt64 = 1 << UInt64(place & 63)
      if marks[place >> 6] & bit != 0 { continue }
      marks[place >> 6] |= bit
      left -= 1
    }
    for word in 0..<words {
      var bits = isComplement ? ~marks[word] : marks[word]
      if word == words - 1, bound & 63 != 0 { bits &= 1 << UInt64(bound & 63) - 1 }
      while bits != 0 {
        places.append(word << 6 + bits.trailingZeroBitCount)
        bits &= bits - 1
      }
    }
  }

  /// Cuts `count` things into so many non-empty parts, every way to do so being equally likely, and gives where the
  /// parts end; none for no part.
  mutating func cut(_ count: Int, into partCount: Int, _ random: inout RandomStream, ends: inout [Int]) {
    ends.removeAll(keepingCapacity: true)
    if partCount == 0 { return }
    draw(partCount - 1, of: count - 1, &random, into: &ends)
    for index in ends.indices { ends[index] += 1 }
    ends.append(count)
  }
}
