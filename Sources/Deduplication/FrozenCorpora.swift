// Earlier corpora that a new one is deduplicated against.

import Storage

/// A list of frozen corpora, highest priority first. Nothing in them is removed any more; they count as standing before
/// the corpus at hand, whatever the ranks of its tasks.
///
/// Frozen documents are numbered through all corpora, in order of priority.
public struct FrozenCorpora: Sendable {
  /// No earlier corpus.
  public static let none = FrozenCorpora()

  public let corpora: [CorpusIndex]
  /// First number of each corpus, and the number of all documents as last element.
  private let bases: [Int]
  /// For each corpus the positions here of those that it was deduplicated against itself.
  private let earlier: [[Int]]

  /// Of a group that shares a band key, this many frozen documents at most are offered to the corpus at hand, those of
  /// highest priority: as many as `ResolverLimits.maximumKeptPerGroup`, which therefore may not be more.
  let maximumMembersPerGroup: Int

  private init() {
    corpora = []
    bases = [0]
    earlier = []
    maximumMembersPerGroup = 0
  }

  /// - Parameters:
  ///   - corpora: highest priority first. A corpus that was itself deduplicated against another one needs that one
  ///     before it.
  ///   - parameters: of the corpus at hand.
  ///   - limits: of the resolver.
  /// - Throws: `invalidParameter` where the corpora do not fit each other or the parameters; `tooManyDocuments`.
  public init(
    _ corpora: [CorpusIndex], parameters: SignatureParameters, limits: ResolverLimits = ResolverLimits()
  ) throws(DeduplicationError) {
    var bases = [0]
    var earlier: [[Int]] = []
    for (position, corpus) in corpora.enumerated() {
      try corpus.check(parameters)
      var needed: [Int] = []
      for identity in corpus.against {
        guard let place = corpora[..<position].firstIndex(where: { $0.identity == identity }) else {
          throw DeduplicationError(
            .invalidParameter,
            "was deduplicated against the corpus with the identity \(identity), which is missing: name it, before this",
            at: corpus.path)
        }
        needed.append(place)
      }
      // Two corpora of which nothing stayed may be equal.
      if corpus.documentCount > 0, corpora[..<position].contains(where: { $0.identity == corpus.identity }) {
        throw DeduplicationError(.invalidParameter, "is named twice", at: corpus.path)
      }
      let next = bases[position] + corpus.documentCount
      guard next < Int(UInt32.max) else {
        throw DeduplicationError(
          .tooManyDocuments, "at most \(UInt32.max - 1) frozen documents can be searched at once", at: corpus.path)
      }
      bases.append(next)
      earlier.append(needed)
    }
    self.corpora = corpora
    self.bases = bases
    self.earlier = earlier
    maximumMembersPerGroup = limits.maximumKeptPerGroup
  }

  /// Number of documents in all corpora.
  public var documentCount: Int { bases[bases.count - 1] }

  /// The corpus of a frozen document, and its number there.
  func reference(of number: Int) -> (corpus: Int, number: Int) {
    // Corpora without documents share their base with the next one.
    let corpus = bases.partitioningIndex { $0 > number } - 1
    return (corpus, number - bases[corpus])
  }

  /// The place of a frozen document.
  func document(_ number: Int) -> KeptDocument {
    let (corpus, number) = reference(of: number)
    return .frozen(corpus: corpus, place: corpora[corpus].place(of: number))
  }

  /// Numbers of a corpus's documents.
  func numbers(ofCorpus corpus: Int) -> Range<Int> { bases[corpus]..<bases[corpus + 1] }

  func contentCursors() -> [FrozenContentCursor] {
    corpora.indices.map { corpus in
      FrozenContentCursor(
        index: corpora[corpus], bases: [bases[corpus]] + earlier[corpus].map { bases[$0] },
        documentCounts: [corpora[corpus].documentCount] + earlier[corpus].map { corpora[$0].documentCount })
    }
  }

  func keyCursors(band: Int) -> [FrozenKeyCursor] {
    corpora.indices.map { FrozenKeyCursor(index: corpora[$0], band: band, base: bases[$0]) }
  }
}

/// Answers what a frozen corpus decided about contents that are asked for in ascending order.
struct FrozenContentCursor {
  private var run: SortedRunReader
  private let index: CorpusIndex
  /// First number of the corpus itself and of those it was deduplicated against, and how many documents each has.
  private let bases: [Int]
  private let documentCounts: [Int]

  init(index: CorpusIndex, bases: [Int], documentCounts: [Int]) {
    self.index = index
    self.bases = bases
    self.documentCounts = documentCounts
    run = index.contents()
  }

  /// - Throws: `badFile`.
  mutating func decision(on entry: ContentEntry) throws(DeduplicationError) -> FrozenDecision? {
    guard let value = try run.value(high: entry.high, low: entry.low) else { return nil }
    if Int(value) < index.documentCount {
      return FrozenDecision(
        kept: UInt32(bases[0] + Int(value)), reason: .exact, jaccard: Jaccard(intersection: 1, union: 1))
    }
    let decision = try index.decision(Int(value) - index.documentCount)
    guard decision.corpus < bases.count, decision.number < documentCounts[decision.corpus] else {
      throw DeduplicationError(.badFile, "is damaged: a decision names a document that is not there", at: index.path)
    }
    return FrozenDecision(
      kept: UInt32(bases[decision.corpus] + decision.number), reason: decision.reason, jaccard: decision.jaccard)
  }
}

/// Gives the frozen documents of band keys that are asked for in ascending order.
struct FrozenKeyCursor {
  private var run: SortedRunReader
  private let documentCount: Int
  private let base: Int

  init(index: CorpusIndex, band: Int, base: Int) {
    run = index.keys(band: band)
    documentCount = index.documentCount
    self.base = base
  }

  /// Appends the numbers of the documents with a key, ascending, until `members` has `limit`.
  ///
  /// - Throws: `badFile`.
  mutating func appendMembers(
    of key: UInt64, limit: Int, to members: inout [UInt32]
  ) throws(DeduplicationError) {
    guard try run.seek(high: key, low: 0) else { return }
    while members.count < limit, let number = run.nextValue(ofKey: key) {
      guard Int(number) < documentCount else { throw run.damaged("it names a document that is not there") }
      members.append(UInt32(base + Int(number)))
    }
  }
}
