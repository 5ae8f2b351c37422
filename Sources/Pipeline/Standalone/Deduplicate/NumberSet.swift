// A set of dense document numbers, a bit each, that can count.

/// Numbers below a bound, with the rank of each in constant time once the set is complete. Takes 0.14 bytes for each
/// number below the bound.
struct NumberSet: Sendable {
  private var words: [UInt64]
  /// Members in front of every eighth word; empty until `countRanks`.
  private var ranks: [Int] = []
  private(set) var count = 0

  private static let wordsPerRank = 8

  init(bound: Int) { words = [UInt64](repeating: 0, count: (bound + 63) / 64) }

  mutating func insert(_ number: Int) {
    let bit: UInt64 = 1 << UInt64(number & 63)
    if words[number >> 6] & bit == 0 {
      words[number >> 6] |= bit
      count += 1
    }
  }

  func contains(_ number: Int) -> Bool { words[number >> 6] >> UInt64(number & 63) & 1 != 0 }

  /// To be called after the last insertion and before `rank`.
  mutating func countRanks() {
    ranks.removeAll()
    var total = 0
    for (index, word) in words.enumerated() {
      if index % Self.wordsPerRank == 0 { ranks.append(total) }
      total += word.nonzeroBitCount
    }
  }

  /// Number of members below `number`.
  func rank(of number: Int) -> Int {
    let word = number >> 6
    let first = word / Self.wordsPerRank
    var rank = ranks[first]
    for index in first * Self.wordsPerRank..<word { rank += words[index].nonzeroBitCount }
    return rank + (words[word] & (1 << UInt64(number & 63) - 1)).nonzeroBitCount
  }

  /// Calls `body` with every member in `range`, ascending.
  func forEach(in range: Range<Int>, _ body: (Int) throws -> Void) rethrows {
    if range.isEmpty { return }
    for index in range.lowerBound >> 6...(range.upperBound - 1) >> 6 {
      var word = words[index]
      while word != 0 {
        let number = index << 6 + word.trailingZeroBitCount
        word &= word - 1
        if range.contains(number) { try body(number) }
      }
    }
  }
}
