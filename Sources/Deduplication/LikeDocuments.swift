// Documents that must stand on one side of a split: those that verified similarity ties together, gone or not.

/// Ties candidates together that are similar to each other, while a component is walked.
///
/// Two candidates that share a band key are tied when their similarity reaches the likeness that is asked for, which may
/// lie below the threshold from which documents go. Documents that go tie others, too: where A ~ B ~ C and B goes in
/// favour of A, then A and C are tied. Every tie is verified; none is missed that the bands find, within
/// `ResolverLimits`. So that this costs little more than the decision itself, a document P that went in favour of K is
/// not compared with X where K was and is too far away: 1 − Jaccard is a metric (Levandowsky and Winter 1971), so
/// J(X, P) ≤ J(X, K) + 1 − J(P, K).
struct LikeDocuments {
  /// Decides whether candidates are tied.
  private let parameters: MinHashParameters
  /// What a kept candidate is compared with: below it, nobody who went in its favour can be tied either.
  let compared: MinHashParameters
  private let rejects: Bool
  /// Over ordinals.
  private var forest: Forest
  private var gone: KeptMembers
  /// For every rank that of the candidate in whose favour it went; itself where it stays.
  private var keptRanks: [UInt32]
  /// For every rank the number of the last document that was too far from it.
  private var rejectedFor: [UInt32]
  /// Number of the document at hand, from 1.
  private var number: UInt32 = 0
  private var partners: [UInt64] = []

  /// - Parameters:
  ///   - likeness: the similarity that ties; not above the threshold of `parameters`.
  ///   - candidateCount: frozen ones with them.
  init(likeness: Double, parameters: MinHashParameters, candidateCount: Int, limits: ResolverLimits) {
    let tied = MinHashParameters(parameters, thresholdMillionths: Int((likeness * 1_000_000).rounded()))
    let bound = tied.thresholdMillionths + parameters.thresholdMillionths - 1_000_000
    self.parameters = tied
    compared = MinHashParameters(parameters, thresholdMillionths: bound)
    rejects = bound > 0
    forest = Forest(count: candidateCount)
    gone = KeptMembers(limit: limits.maximumGonePerGroup)
    keptRanks = (0..<UInt32(candidateCount)).map { $0 }
    rejectedFor = Array(repeating: 0, count: candidateCount)
  }

  mutating func beginComponent() { gone.removeAll() }

  mutating func beginDocument() { number += 1 }

  /// Notes that the document at hand is less like a kept one than `compared` asks.
  mutating func reject(_ rank: UInt32) {
    if rejects { rejectedFor[Int(rank)] = number }
  }

  mutating func areTied(_ first: Int, _ second: Int) -> Bool {
    forest.root(of: UInt32(first)) == forest.root(of: UInt32(second))
  }

  /// Ties two ordinals if they are similar enough.
  mutating func tie(_ first: Int, _ second: Int, _ jaccard: Jaccard) {
    if parameters.isDuplicate(intersection: jaccard.intersection, union: jaccard.union) {
      forest.join(UInt32(first), UInt32(second))
    }
  }

  /// Notes that a candidate goes in favour of another one.
  mutating func remove(rank: UInt32, keptRank: UInt32, groups: [UInt64]) {
    keptRanks[Int(rank)] = keptRank
    for group in groups { gone.append(rank, to: group) }
  }

  /// Ties the document at hand to those of its groups that went before it.
  ///
  /// - Parameters:
  ///   - goesFor: the rank of the one in whose favour it goes itself.
  ///   - limit: comparisons at most.
  /// - Returns: comparisons that were made.
  mutating func tieToGone(
    ordinal: Int, goesFor: UInt32?, groups: [UInt64], limit: Int, _ graph: CandidateGraph, _ store: CandidateSets
  ) -> Int {
    partners.removeAll(keepingCapacity: true)
    for group in groups { gone.appendMembers(of: group, to: &partners) }
    partners.sort()
    var comparisons = 0
    var last: UInt64?
    for partner in partners where partner != last {
      last = partner
      let kept = keptRanks[Int(partner)]
      let other = graph.ordinal(ofRank: Int(partner))
      if kept == goesFor || rejectedFor[Int(kept)] == number || areTied(ordinal, other) { continue }
      if comparisons == limit { break }
      comparisons += 1
      let parameters = parameters
      if let found = store.withSets(ordinal, other, { Jaccard.atLeast(parameters, $0, $1) }) {
        tie(ordinal, other, found)
      }
    }
    return comparisons
  }

  /// For each ordinal the one of highest priority that it is tied to.
  consuming func heads(_ graph: CandidateGraph) -> [UInt32] {
    var forest = forest
    var heads = [UInt32](repeating: .max, count: keptRanks.count)
    for rank in keptRanks.indices {
      let ordinal = graph.ordinal(ofRank: rank)
      let root = Int(forest.root(of: UInt32(ordinal)))
      if heads[root] == .max { heads[root] = UInt32(ordinal) }
    }
    return keptRanks.indices.map { heads[Int(forest.root(of: UInt32($0)))] }
  }
}

/// A distinct text that is tied to another one of higher priority.
struct TiedDocument: Sendable, Equatable {
  /// Dense number of the representative of the text.
  var document: UInt32
  /// Dense number of the document of highest priority that it is tied to, or its number among the frozen ones.
  var head: UInt32
  var isFrozen: Bool
}

extension Resolution {
  /// Calls `body` with the documents of a task that belong together with others, in the order of its rows, and the one of
  /// highest priority that all of them are named by; that one itself is not among them.
  ///
  /// Documents belong together when they are exact copies, or tied by verified similarity (`Resolver.init`, likeness),
  /// whether they go or not.
  ///
  /// - Parameter kept: true to leave out documents that go.
  public func forEachTied(
    ofTask task: Int, kept: Bool, _ body: (_ row: Int, _ head: KeptDocument) throws -> Void
  ) throws {
    let numbers = numbering.numbers(ofTask: task)
    let removed = kept ? removals(ofTask: task) : RemovalBits(documentCount: 0)
    for number in numbers {
      let row = number - numbers.lowerBound
      if removed.contains(row) { continue }
      let representative = representatives[number]
      let index = tied.partitioningIndex { $0.document >= representative }
      if index < tied.count, tied[index].document == representative {
        let head = tied[index]
        try body(
          row,
          head.isFrozen ? frozen.document(Int(head.head)) : .present(numbering.place(of: Int(head.head))))
      } else if Int(representative) != number {
        try body(row, .present(numbering.place(of: Int(representative))))
      }
    }
  }
}
