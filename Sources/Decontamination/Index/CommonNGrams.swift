// N-grams that many documents hold are common language, not items.

/// N-grams of an index that stand in so many documents of a corpus that they say nothing of a benchmark.
public struct CommonNGrams: Sendable, Equatable {
  /// Hashes, ascending. A hash tells its n-gram's length, too.
  public let hashes: [UInt64]
  private let members: Set<UInt64>

  /// - Parameter hashes: in any order.
  public init(hashes: [UInt64] = []) {
    members = Set(hashes)
    self.hashes = members.sorted()
  }

  public var isEmpty: Bool { hashes.isEmpty }

  func contains(_ hash: UInt64) -> Bool { !members.isEmpty && members.contains(hash) }
}
