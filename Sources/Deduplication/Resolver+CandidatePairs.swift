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
  /// Calls `body` once with every pair of candidates of this corpus, in order of their places. All texts have been
  /// handed over. Documents whose content a frozen corpus has are in no pair.
  ///
  /// A group of n documents has n·(n − 1)/2 pairs; all of them are sorted, on disk where the memory does not suffice,
  /// and compared.
  /// - Parameter maximumGroup: of a group with more members only the pairs with one of them are given: with that of the
  ///   highest priority.
  /// - Throws: `wrongOrder` where texts are missing; `StorageError`; `Cancelled`; what `body` throws.
  public borrowing func forEachCandidatePair(
    maximumGroup: Int = 1000, _ body: (CandidatePair) throws -> Void
  ) throws {
    try finishStore()
    var sorter = ExternalSorter<UInt64>(graph.resources)
    let centers = try self.centers(ofGroupsAbove: maximumGroup)
    try forEachPair(maximumGroup: maximumGroup, centers) { first, second in
      try sorter.append(UInt64(min(first, second)) << 32 | UInt64(max(first, second)))
    }
    var pairs = try sorter.finish()
    var last: UInt64?
    var count = 0
    while let pair = try pairs.next() {
      if pair == last { continue }
      last = pair
      if count & 0xffff == 0 { try graph.resources.cancellation?.check() }
      count += 1
      let first = UInt32(truncatingIfNeeded: pair >> 32)
      let second = UInt32(truncatingIfNeeded: pair)
      try body(
        CandidatePair(
          first: graph.numbering.place(of: Int(first)), second: graph.numbering.place(of: Int(second)),
          jaccard: jaccard(first, second)))
    }
  }

  /// For each group with more members than `maximumGroup`, in the order of the files: the member that all its pairs
  /// are with.
  private borrowing func centers(ofGroupsAbove maximumGroup: Int) throws -> [UInt32] {
    var centers: [UInt32] = []
    var count = 0
    var center: UInt32 = 0
    try graph.files.forEachPart(pass: nil) { section, part in
      if part.isFrozen { return }
      if part.isFirst { count = 0 }
      for member in part.members where !graph.isCopyOfFrozen(graph.representatives[Int(member)]) {
        // Of exact copies the first one has the highest priority.
        if count == 0 || section == .sharedKeys && precedes(member, center) { center = member }
        count += 1
      }
      if part.isLast, count > maximumGroup { centers.append(center) }
    }
    return centers
  }

  private borrowing func forEachPair(
    maximumGroup: Int, _ centers: [UInt32], _ body: (UInt32, UInt32) throws -> Void
  ) throws {
    var members: [UInt32] = []
    var count = 0
    var nextCenter = 0
    func pairs(with center: UInt32) throws {
      for member in members where member != center { try body(center, member) }
      members.removeAll(keepingCapacity: true)
    }
    try graph.files.forEachPart(pass: nil) { _, part in
      if part.isFirst {
        members.removeAll(keepingCapacity: true)
        count = 0
      }
      if !part.isFrozen {
        for member in part.members where !graph.isCopyOfFrozen(graph.representatives[Int(member)]) {
          members.append(member)
          count += 1
          if count > maximumGroup { try pairs(with: centers[nextCenter]) }
        }
      }
      if part.isLast {
        if count > maximumGroup {
          nextCenter += 1
        } else {
          for first in members.indices {
            for second in members[(first + 1)...] { try body(members[first], second) }
          }
        }
      }
    }
  }

  /// True when a member of a group comes before another one: by rank where both are candidates, else by the copy that
  /// stands for them.
  private borrowing func precedes(_ left: UInt32, _ right: UInt32) -> Bool {
    let first = graph.representatives[Int(left)]
    let second = graph.representatives[Int(right)]
    if first == second { return left == first }
    return graph.rank(ofOrdinal: graph.ordinal(of: first)) < graph.rank(ofOrdinal: graph.ordinal(of: second))
  }

  private borrowing func jaccard(_ first: UInt32, _ second: UInt32) -> Jaccard {
    let left = graph.representatives[Int(first)]
    let right = graph.representatives[Int(second)]
    if left == right { return Jaccard(intersection: 1, union: 1) }
    return store.withSets(graph.ordinal(of: left), graph.ordinal(of: right)) { Jaccard($0, $1) }
  }
}
