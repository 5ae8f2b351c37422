// What was decided: removals, clusters, figures.

/// Why a document went.
public enum RemovalReason: String, Sendable, Codable, CaseIterable {
  /// Its normalised content equals that of the kept document.
  case exact
  /// Its shingle set is similar enough to that of the kept document; or its content equals that of a document that went
  /// for this reason.
  case near

  /// The reason in files.
  var code: UInt32 { self == .exact ? 0 : 1 }

  init?(code: UInt32) {
    guard let reason = Self.allCases.first(where: { $0.code == code }) else { return nil }
    self = reason
  }
}

/// A document that stays, in whose favour others go.
public enum KeptDocument: Sendable, Hashable {
  /// One of the corpus at hand.
  case present(DocumentPlace)
  /// One of an earlier corpus, which is frozen: the position of the corpus in `FrozenCorpora`, and the place there,
  /// whose task is the number of a file of that corpus.
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

/// A distinct text that goes, and with it all its copies.
struct Decision: Sendable, Equatable {
  /// Dense number of the representative of the text.
  var document: UInt32
  /// Dense number of the kept document, or its number among the frozen ones.
  var kept: UInt32
  var isFrozen: Bool
  var reason: RemovalReason
  var jaccard: Jaccard
}

/// The decisions over a corpus. Holds four bytes for each document, and 32 for each distinct text that goes.
public struct Resolution: Sendable {
  /// Figures of a deduplication.
  public struct Statistics: Sendable, Equatable, Codable {
    public var documents = 0
    /// Removals by the reason that is given for them.
    public var exactRemoved = 0
    public var nearRemoved = 0
    /// Of these, removals in favour of a document of a frozen corpus.
    public var removedForFrozen = 0
    /// Documents whose texts were compared, and those of frozen corpora.
    public var candidates = 0
    public var frozenCandidates = 0
    /// Pairs of shingle sets that were compared.
    public var comparisons = 0
    public var components = 0
    public var largestComponent = 0
    /// Documents with more kept candidates than `ResolverLimits.maximumComparisons`, and groups with more kept members
    /// than `maximumKeptPerGroup`: where the search was cut short.
    public var documentsAtLimit = 0
    public var groupsAtLimit = 0
  }

  public let numbering: DocumentNumbering
  public let frozen: FrozenCorpora
  public private(set) var statistics: Statistics
  /// What the corpus was signed with.
  let parameters: SignatureParameters
  /// For every document the one of its copies that stands for all.
  let representatives: [UInt32]
  /// In order of the documents.
  let decisions: [Decision]
  /// In order of the documents.
  let tied: [TiedDocument]

  init(
    graph: CandidateGraph, decisions: [Decision], tied: [TiedDocument], statistics: Statistics,
    parameters: SignatureParameters
  ) {
    numbering = graph.numbering
    frozen = graph.frozen
    representatives = graph.representatives
    self.decisions = decisions
    self.tied = tied
    self.parameters = parameters
    self.statistics = statistics
    self.statistics.documents = numbering.documentCount
    self.statistics.candidates = graph.candidateCount
    self.statistics.frozenCandidates = graph.frozenCandidateCount
    forEachDecision(in: 0..<numbering.documentCount) { _, decision in
      switch decision.reason {
      case .exact: self.statistics.exactRemoved += 1
      case .near: self.statistics.nearRemoved += 1
      }
      if decision.isFrozen { self.statistics.removedForFrozen += 1 }
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
    try forEachDecision(in: numbers) { number, decision in
      try body(
        Removal(
          document: DocumentPlace(task: task, row: number - numbers.lowerBound), kept: kept(of: decision),
          reason: decision.reason, jaccard: decision.jaccard))
    }
  }

  /// The rows of a task that go, as bits.
  public func removals(ofTask task: Int) -> RemovalBits {
    let numbers = numbering.numbers(ofTask: task)
    var bits = RemovalBits(documentCount: numbers.count)
    forEachDecision(in: numbers) { number, _ in bits.insert(number - numbers.lowerBound) }
    return bits
  }

  /// Calls `body` with every document that has duplicates, in order, and the cluster it belongs to: the kept document
  /// and all that went in its favour. A cluster is named by its kept document, which may be one of a frozen corpus.
  public func forEachClusterMember(
    _ body: (_ document: DocumentPlace, _ cluster: KeptDocument) throws -> Void
  ) rethrows {
    var hasDuplicates = NumberSet(bound: numbering.documentCount)
    forEachDecision(in: 0..<numbering.documentCount) { _, decision in
      if !decision.isFrozen { hasDuplicates.insert(Int(decision.kept)) }
    }
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
    try forEachDecision(in: 0..<numbering.documentCount) { number, decision in
      try heads(before: number)
      try body(numbering.place(of: number), kept(of: decision))
      next = number + 1
    }
    try heads(before: numbering.documentCount)
  }

  private func kept(of decision: Decision) -> KeptDocument {
    decision.isFrozen
      ? frozen.document(Int(decision.kept)) : .present(numbering.place(of: Int(decision.kept)))
  }

  /// Calls `body` with each document that goes, in order, and what was decided about its text.
  func forEachDecision(
    in numbers: Range<Int>, _ body: (_ number: Int, _ decision: Decision) throws -> Void
  ) rethrows {
    var next = decisionIndex(atOrAfter: numbers.lowerBound)
    for number in numbers {
      let representative = Int(representatives[number])
      if representative != number {
        let index = decisionIndex(atOrAfter: representative)
        if index < decisions.count, Int(decisions[index].document) == representative {
          try body(number, decisions[index])
        } else {
          try body(
            number,
            Decision(
              document: UInt32(number), kept: UInt32(representative), isFrozen: false, reason: .exact,
              jaccard: Jaccard(intersection: 1, union: 1)))
        }
      } else if next < decisions.count, Int(decisions[next].document) == number {
        try body(number, decisions[next])
      }
      if next < decisions.count, Int(decisions[next].document) == number { next += 1 }
    }
  }

  /// Position of the first decision about a document that is not before `number`.
  func decisionIndex(atOrAfter number: Int) -> Int { decisions.partitioningIndex { Int($0.document) >= number } }
}

extension RandomAccessCollection where Index == Int {
  /// Number of elements before the first for which a condition holds that holds for all behind it too.
  func partitioningIndex(where holds: (Element) -> Bool) -> Int {
    var low = startIndex
    var high = endIndex
    while low < high {
      let middle = low + (high - low) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low - startIndex
  }
}
