// Candidate pairs with their similarity: for evaluation, and for those who decide themselves.

/// Two documents that share a content hash or a band key.
public struct CandidatePair: Sendable, Equatable {
  /// The one that stands first.
  public var first: DocumentPlace
  public var second: DocumentPlace
  /// Exact similarity of the shingle sets; 1/1 for exact copies, whose sets are not counted.
  public var jaccard: Jaccard
}

extension Resolver {
  /// Calls `body` once with every pair of candidates, in order. All texts have been handed over.
  ///
  /// Needs memory and comparisons for all pairs, of which a group of n documents has n·(n − 1)/2.
  /// - Parameter maximumGroup: of a group with more members only the pairs with its first member are given.
  public borrowing func forEachCandidatePair(
    maximumGroup: Int = 1000, _ body: (CandidatePair) throws -> Void
  ) throws {
    try finishStore()
    var pairs: [UInt64] = []
    func add(_ members: UnsafeBufferPointer<UInt32>) {
      for first in members.indices.prefix(members.count > maximumGroup ? 1 : members.count) {
        for second in members[(first + 1)...] { pairs.append(UInt64(members[first]) << 32 | UInt64(second)) }
      }
    }
    for path in graph.candidatePaths {
      let file = try CandidateFile(path: path, documentCount: graph.numbering.documentCount)
      file.forEachExactGroup(add)
      file.forEachSimilarGroup(add)
    }
    KeySorting.sortUnique(&pairs)
    for pair in pairs {
      let first = Int(pair >> 32)
      let second = Int(pair & 0xffff_ffff)
      try body(
        CandidatePair(
          first: graph.numbering.place(of: first), second: graph.numbering.place(of: second),
          jaccard: jaccard(first, second)))
    }
  }

  private borrowing func jaccard(_ first: Int, _ second: Int) -> Jaccard {
    let left = graph.representatives[first]
    let right = graph.representatives[second]
    if left == right { return Jaccard(intersection: 1, union: 1) }
    return store.withSets(graph.ordinal(of: Int(left)), graph.ordinal(of: Int(right))) {
      Jaccard($0, $1)
    }
  }
}
