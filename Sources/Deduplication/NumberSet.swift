// A set of dense numbers, a bit each, that can also number its members.

/// A set of numbers below a bound, 1⅛ bits for each number below it.
package struct NumberSet: Sendable {
  private static let wordsPerBlock = 8

  private var words: [UInt64]
  /// Members in the blocks before each block, once `seal` was called.
  private var before: [UInt32] = []

  /// An empty set of numbers below `bound`.
  package init(bound: Int) { words = [UInt64](repeating: 0, count: (bound + 63) / 64) }

  package mutating func insert(_ number: Int) { words[number >> 6] |= 1 << UInt64(number & 63) }

  package func contains(_ number: Int) -> Bool { words[number >> 6] >> UInt64(number & 63) & 1 != 0 }

  /// Counts members, so that `ordinal(of:)` can be asked. To be called after the last `insert`.
  ///
  /// - Returns: the number of members.
  @discardableResult
  package mutating func seal() -> Int {
    before = []
    before.reserveCapacity(words.count / Self.wordsPerBlock + 1)
    var total = 0
    for (index, word) in words.enumerated() {
      if index % Self.wordsPerBlock == 0 { before.append(UInt32(total)) }
      total += word.nonzeroBitCount
    }
    return total
  }

  /// Number of members below `number`, which is at most the bound: the place of a member among all.
  package func ordinal(of number: Int) -> Int {
    let word = number >> 6
    let block = word / Self.wordsPerBlock
    if block >= before.count { return count }
    var ordinal = Int(before[block])
    for index in block * Self.wordsPerBlock..<word { ordinal &+= words[index].nonzeroBitCount }
    if number & 63 != 0 { ordinal &+= (words[word] & (1 << UInt64(number & 63) &- 1)).nonzeroBitCount }
    return ordinal
  }

  /// Number of members; linear.
  package var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

  /// All members, ascending.
  ///
  /// - Parameter count: how many there are.
  func members(count: Int) -> [UInt32] {
    var members: [UInt32] = []
    members.reserveCapacity(count)
    forEachMember { members.append(UInt32($0)) }
    return members
  }

  /// Calls `body` with each member, ascending.
  package func forEachMember(_ body: (Int) throws -> Void) rethrows {
    try forEachMember(in: 0..<words.count << 6, body)
  }

  /// Calls `body` with each member in a range, ascending.
  package func forEachMember(in range: Range<Int>, _ body: (Int) throws -> Void) rethrows {
    if range.isEmpty { return }
    for index in range.lowerBound >> 6...(range.upperBound - 1) >> 6 {
      var rest = words[index]
      while rest != 0 {
        let number = index << 6 + rest.trailingZeroBitCount
        if range.contains(number) { try body(number) }
        rest &= rest &- 1
      }
    }
  }
}
