// Rows in an order that looks random, without a table of it.

import TokenShards

/// A keyed bijection of 0 ..< count: a Feistel network over the smallest even number of bits that holds the range,
/// walked until it falls inside (cycle walking; Black and Rogaway 2002). Constant memory; four steps at most on
/// average.
public struct FeistelPermutation: Sendable {
  public let count: Int
  private let halfBits: UInt64
  private let mask: UInt64
  private let hash: KeyedHash
  private static let roundCount: UInt64 = 4

  /// - Parameters:
  ///   - count: size of the range.
  ///   - hash: the key; a different one for every source and epoch.
  public init(count: Int, hash: KeyedHash) {
    precondition(count >= 0 && count < 1 << 56)
    self.count = count
    self.hash = hash
    let bits = count <= 1 ? 0 : 64 - (count - 1).leadingZeroBitCount
    halfBits = UInt64(max(1, (bits + 1) / 2))
    mask = 1 << halfBits - 1
  }

  /// Where the permutation puts `index`, which lies in the range.
  public subscript(index: Int) -> Int {
    precondition(index >= 0 && index < count)
    var value = UInt64(index)
    repeat {
      var left = value >> halfBits
      var right = value & mask
      for round in 0..<Self.roundCount {
        (left, right) = (right, left ^ (hash.hash(right << 8 | round) & mask))
      }
      value = left << halfBits | right
    } while value >= UInt64(count)
    return Int(value)
  }
}
