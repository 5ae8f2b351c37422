// Candidates of all ranges together: who is a copy of whom, who hangs together, whose text is needed.

/// The candidates of a corpus, and of the frozen corpora that it is deduplicated against.
///
/// Holds four bytes and two bits for each document, a bit for each frozen document, and sixteen bytes for each
/// candidate.
///
/// Candidates are counted in two ways. Their *ordinals* count frozen ones first, then the others, each in the order of
/// their numbers. Their *ranks* are in the order of priority, in which they are decided: frozen ones again first (their
/// numbers are in order of priority already), then the others by `PriorityOrder`.
public struct CandidateGraph: Sendable {
  public let numbering: DocumentNumbering
  public let frozen: FrozenCorpora
  let resources: WorkResources
  private let candidatePaths: [String]
  /// For every document the one of its exact copies that has the highest priority; itself where it is alone.
  let representatives: [UInt32]
  /// Copies of frozen documents: for each representative whose content a frozen corpus has, what it decided. In order of
  /// the documents.
  let settled: [Decision]
  private let isSettled: NumberSet
  /// Frozen documents whose text is needed, ascending: each shares a band key with a candidate of this corpus.
  let frozenCandidates: [UInt32]
  private let isFrozenCandidate: NumberSet
  /// Documents whose text is needed, ascending: each is a representative and shares a band key with another one.
  let candidates: [UInt32]
  private let isCandidate: NumberSet
  /// For every ordinal the smallest one of its component.
  let roots: [UInt32]
  /// For every ordinal its rank less the number of frozen candidates, and for every rank the ordinal less it; of the
  /// candidates of this corpus.
  private let ranks: [UInt32]
  private let order: [UInt32]

  /// Reads the candidate files of all ranges, and the order keys of the candidates.
  ///
  /// - Parameters:
  ///   - candidatePaths: one file per range, made with the same `numbering` and `frozen`.
  ///   - signaturePaths: the files that `numbering` numbers.
  /// - Throws: `StorageError`; `badFile`; `Cancelled`.
  public init(
    candidatePaths: [String], signaturePaths: [String], numbering: DocumentNumbering,
    frozen: FrozenCorpora = .none, resources: WorkResources
  ) throws {
    self.numbering = numbering
    self.frozen = frozen
    self.resources = resources
    self.candidatePaths = candidatePaths
    let files = CandidateFiles(
      paths: candidatePaths, documentCount: numbering.documentCount, frozen: frozen, resources: resources)
    var copies = ExactCopies(documentCount: numbering.documentCount)
    try files.forEachPart(pass: 0) { section, part in
      if section == .exactCopies { copies.add(part) }
    }
    let (representatives, settled, isSettled) = copies.finish()

    var isCandidate = NumberSet(bound: numbering.documentCount)
    var isFrozenCandidate = NumberSet(bound: frozen.documentCount)
    try files.forEachGroupPart(pass: 1, representatives, isSettled) { part in
      for number in part.frozen { isFrozenCandidate.insert(Int(number)) }
      for number in part.members { isCandidate.insert(Int(number)) }
    }
    let frozenCount = isFrozenCandidate.seal()
    let count = isCandidate.seal()
    guard frozenCount + count < Int(UInt32.max) else {
      throw DeduplicationError(.tooManyDocuments, "more than \(UInt32.max - 1) candidates", at: "documents")
    }

    var forest = Forest(count: frozenCount + count)
    var anchor: UInt32 = 0
    try files.forEachGroupPart(pass: 2, representatives, isSettled) { part in
      var isFirst = part.isFirst
      func join(_ ordinal: Int) {
        if isFirst { anchor = UInt32(ordinal) } else { forest.join(anchor, UInt32(ordinal)) }
        isFirst = false
      }
      for number in part.frozen { join(isFrozenCandidate.ordinal(of: Int(number))) }
      for number in part.members { join(frozenCount + isCandidate.ordinal(of: Int(number))) }
    }
    roots = forest.flattened()

    let signatures = try SignatureSet(paths: signaturePaths, numbering: numbering)
    var order = try PriorityOrder(signatures: signatures, resources: resources).numbers(in: isCandidate)
    var ranks = [UInt32](repeating: 0, count: count)
    for rank in order.indices {
      let ordinal = isCandidate.ordinal(of: Int(order[rank]))
      order[rank] = UInt32(ordinal)
      ranks[ordinal] = UInt32(rank)
    }
    self.representatives = representatives
    self.settled = settled
    self.isSettled = isSettled
    self.isCandidate = isCandidate
    self.isFrozenCandidate = isFrozenCandidate
    candidates = isCandidate.members(count: count)
    frozenCandidates = isFrozenCandidate.members(count: frozenCount)
    self.order = order
    self.ranks = ranks
    try resources.report(.joining, 3 * candidatePaths.count, of: 3 * candidatePaths.count)
  }

  /// Number of documents of this corpus whose texts are to be read.
  public var candidateCount: Int { candidates.count }

  /// Number of frozen documents whose texts are to be read.
  public var frozenCandidateCount: Int { frozenCandidates.count }

  /// Rows of a task whose texts are to be read for verification, ascending.
  public func rowsToRead(ofTask task: Int) -> [Int] {
    let numbers = numbering.numbers(ofTask: task)
    return candidates[isCandidate.ordinal(of: numbers.lowerBound)..<isCandidate.ordinal(of: numbers.upperBound)]
      .map { Int($0) - numbers.lowerBound }
  }

  /// Documents of a frozen corpus whose texts are to be read for verification, in order of their places; the task of a
  /// place is the number of a file of that corpus.
  public func placesToRead(ofFrozen corpus: Int) -> [DocumentPlace] {
    frozenOrdinals(ofCorpus: corpus).map { frozenPlace($0) }.sorted()
  }

  // MARK: Counting candidates

  /// The ordinal of a candidate of this corpus.
  func ordinal(of number: UInt32) -> Int { frozenCandidates.count + isCandidate.ordinal(of: Int(number)) }

  func rank(ofOrdinal ordinal: Int) -> Int {
    let frozenCount = frozenCandidates.count
    return ordinal < frozenCount ? ordinal : frozenCount + Int(ranks[ordinal - frozenCount])
  }

  func ordinal(ofRank rank: Int) -> Int {
    let frozenCount = frozenCandidates.count
    return rank < frozenCount ? rank : frozenCount + Int(order[rank - frozenCount])
  }

  /// For the ordinal of every frozen candidate the position at which its text is handed over. Candidates of this corpus
  /// come in the order of their ordinals.
  func frozenReadingPositions() -> [UInt32] {
    var positions: [UInt32] = []
    positions.reserveCapacity(frozenCandidates.count)
    for corpus in frozen.corpora.indices {
      let ordinals = frozenOrdinals(ofCorpus: corpus)
      let places = ordinals.map { (place: frozenPlace($0), ordinal: $0) }.sorted { $0.place < $1.place }
      positions.append(contentsOf: repeatElement(0, count: ordinals.count))
      for (position, entry) in places.enumerated() {
        positions[entry.ordinal] = UInt32(ordinals.lowerBound + position)
      }
    }
    return positions
  }

  private func frozenOrdinals(ofCorpus corpus: Int) -> Range<Int> {
    let numbers = frozen.numbers(ofCorpus: corpus)
    return isFrozenCandidate.ordinal(of: numbers.lowerBound)..<isFrozenCandidate.ordinal(of: numbers.upperBound)
  }

  private func frozenPlace(_ ordinal: Int) -> DocumentPlace {
    let (corpus, number) = frozen.reference(of: Int(frozenCandidates[ordinal]))
    return frozen.corpora[corpus].place(of: number)
  }

  // MARK: Groups

  /// Calls `body` with the ordinals of candidates that share a band key; a large group comes in several parts.
  func forEachGroupPart(_ body: (_ group: UInt64, _ ordinals: [Int]) throws -> Void) throws {
    var group: UInt64 = 0
    var ordinals: [Int] = []
    try files.forEachGroupPart(pass: nil, representatives, isSettled) { part in
      if part.isFirst { group += 1 }
      ordinals.removeAll(keepingCapacity: true)
      for number in part.frozen { ordinals.append(isFrozenCandidate.ordinal(of: Int(number))) }
      for number in part.members { ordinals.append(ordinal(of: number)) }
      try body(group, ordinals)
    }
  }

  /// True for a representative whose content a frozen corpus has.
  func isCopyOfFrozen(_ representative: UInt32) -> Bool { isSettled.contains(Int(representative)) }

  /// The candidate files as they are.
  var files: CandidateFiles {
    CandidateFiles(
      paths: candidatePaths, documentCount: numbering.documentCount, frozen: frozen, resources: resources)
  }
}

/// Gathers the groups of exact copies.
private struct ExactCopies {
  private var representatives: [UInt32]
  private var settled: [Decision] = []
  /// First member of the group that is being read.
  private var head: UInt32 = 0

  init(documentCount: Int) { representatives = (0..<documentCount).map { UInt32($0) } }

  mutating func add(_ part: CandidatePart) {
    if part.isFirst {
      head = part.members[0]
      if let decision = part.decision {
        settled.append(
          Decision(
            document: head, kept: decision.kept, isFrozen: true, reason: decision.reason, jaccard: decision.jaccard))
      }
    }
    for member in part.members { representatives[Int(member)] = head }
  }

  consuming func finish() -> (representatives: [UInt32], settled: [Decision], isSettled: NumberSet) {
    var isSettled = NumberSet(bound: representatives.count)
    for decision in settled { isSettled.insert(Int(decision.document)) }
    settled.sort { $0.document < $1.document }
    return (representatives, settled, isSettled)
  }
}
