// What was decided: removals, clusters, figures.

/// Why a document went.
public enum RemovalReason: String, Sendable, Codable, CaseIterable {
  /// Its normalised content equals that of the kept document.
  case exact
  /// Its shingle set is similar enough to that of the kept document.
  case near
}

/// A document that stays, in whose favour others go.
public enum KeptDocument: Sendable, Hashable {
  /// One of the corpus at hand.
  case present(DocumentPlace)
  /// One of an earlier corpus, which is frozen; the task of the place is the number of its file there.
  case frozen(corpus: Int, place: DocumentPlace)
}

/// A document that goes, and the kept one in whose favour.
public struct Removal: Sendable, Equatable {
  public var document: DocumentPlace
  public var kept: KeptDocument
  public var reason: RemovalReason
  /// Exact similarity of the shingle sets of both; 1/1 for exact copies, whose sets are not counted.
  public var jaccard: Jaccard
}

/// The decisions over a corpus.
public struct Resolution: Sendable {
  /// Figures of a deduplication.
  public struct Statistics: Sendable, Equatable, Codable {
    public var documents = 0
    public var exactRemoved = 0
    public var nearRemoved = 0
    /// Documents whose texts were compared.
    public var candidates = 0
    /// Pairs of shingle sets that were compared.
    public var comparisons = 0
    public var components = 0
    public var largestComponent = 0
    /// Documents with more kept candidates than `ResolverOptions.maximumComparisons`, and groups with more kept
    /// members than `maximumKeptPerGroup`: where the search was cut short.
    public var documentsAtLimit = 0
    public var groupsAtLimit = 0

    mutating func add(_ other: Statistics) {
      comparisons += other.comparisons
      components += other.components
      largestComponent = max(largestComponent, other.largestComponent)
      documentsAtLimit += other.documentsAtLimit
      groupsAtLimit += other.groupsAtLimit
    }
  }

  public let numbering: DocumentNumbering
  public private(set) var statistics: Statistics
  private let representatives: [UInt32]
  private let near: [NearRemoval]

  init(graph: CandidateGraph, near: [NearRemoval], statistics: Statistics) {
    numbering = graph.numbering
    representatives = graph.representatives
    self.near = near
    self.statistics = statistics
    self.statistics.documents = numbering.documentCount
    self.statistics.candidates = graph.candidateCount
    forEachRemoval(in: 0..<numbering.documentCount) { _, _, reason, _ in
      switch reason {
      case .exact: self.statistics.exactRemoved += 1
      case .near: self.statistics.nearRemoved += 1
      }
    }
  }

  public var removedCount: Int { statistics.exactRemoved + statistics.nearRemoved }

  /// Calls `body` with every removal, in order of the removed documents.
  public func forEachRemoval(_ body: (Removal) throws -> Void) rethrows {
    for task in 0..<numbering.taskCount { try forEachRemoval(ofTask: task, body) }
  }

  /// Calls `body` with every removal among a task's documents, in the order of its rows.
  public func forEachRemoval(ofTask task: Int, _ body: (Removal) throws -> Void) rethrows {
    let numbers = numbering.numbers(ofTask: task)
    try forEachRemoval(in: numbers) { number, kept, reason, jaccard in
      try body(
        Removal(
          document: DocumentPlace(task: task, row: number - numbers.lowerBound),
          kept: .present(numbering.place(of: kept)), reason: reason, jaccard: jaccard))
    }
  }

  /// The rows of a task that go, as bits.
  public func removals(ofTask task: Int) -> RemovalBits {
    let numbers = numbering.numbers(ofTask: task)
    var bits = RemovalBits(documentCount: numbers.count)
    forEachRemoval(in: numbers) { number, _, _, _ in bits.insert(number - numbers.lowerBound) }
    return bits
  }

  /// Calls `body` with every document that has duplicates, in order, and the cluster it belongs to: the kept document
  /// and all that went in its favour. A cluster is named by its kept document.
  public func forEachClusterMember(
    _ body: (_ document: DocumentPlace, _ cluster: KeptDocument) throws -> Void
  ) rethrows {
    var hasDuplicates = NumberSet(bound: numbering.documentCount)
    forEachRemoval(in: 0..<numbering.documentCount) { _, kept, _, _ in hasDuplicates.insert(kept) }
    var next = 0
    func heads(before end: Int) throws {
      while next < end {
        if hasDuplicates.contains(next) {
          let place = numbering.place(of: next)
          try body(place, .present(place))
        }
        next += 1
      }
    }
    try forEachRemoval(in: 0..<numbering.documentCount) { number, kept, _, _ in
      try heads(before: number)
      try body(numbering.place(of: number), .present(numbering.place(of: kept)))
      next = number + 1
    }
    try heads(before: numbering.documentCount)
  }

  private func forEachRemoval(
    in numbers: Range<Int>,
    _ body: (_ number: Int, _ kept: Int, RemovalReason, Jaccard) throws -> Void
  ) rethrows {
    var next = nearIndex(atOrAfter: numbers.lowerBound)
    for number in numbers {
      let representative = Int(representatives[number])
      if representative != number {
        let index = nearIndex(atOrAfter: representative)
        if index < near.count, Int(near[index].document) == representative {
          try body(number, Int(near[index].kept), .near, near[index].jaccard)
        } else {
          try body(number, representative, .exact, Jaccard(intersection: 1, union: 1))
        }
      } else if next < near.count, Int(near[next].document) == number {
        try body(number, Int(near[next].kept), .near, near[next].jaccard)
      }
      if next < near.count, Int(near[next].document) == number { next += 1 }
    }
  }

  private func nearIndex(atOrAfter number: Int) -> Int {
    var low = 0
    var high = near.count
    while low < high {
      let middle = (low + high) / 2
      if Int(near[middle].document) < number { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
