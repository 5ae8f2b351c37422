// The decision: which candidates go, and in whose favour.

import Storage

/// Where the search is cut short, so that no group of any size costs more than linear time.
public struct ResolverLimits: Sendable, Equatable {
  /// A document is compared with this many kept candidates at most, those first that share most bands with it. The
  /// promise that no two candidates above the threshold stay side by side holds for documents with fewer.
  public var maximumComparisons: Int
  /// Of a group that shares a band key, this many kept members at most, those of highest priority, are offered to those
  /// that follow; at most 2²⁰.
  public var maximumKeptPerGroup: Int
  /// Of a group that shares a band key, this many members that go, those of highest priority, are offered to those that
  /// follow, to tell who belongs together.
  public var maximumGonePerGroup = 256

  public init(maximumComparisons: Int = 16_384, maximumKeptPerGroup: Int = 4096) {
    self.maximumComparisons = max(1, maximumComparisons)
    self.maximumKeptPerGroup = min(1 << 20, max(1, maximumKeptPerGroup))
  }
}

/// Verifies candidates by exact Jaccard similarity and decides which go.
///
/// Within a component documents are walked in order of priority. A document goes only when a document that is *kept*
/// shares a band key with it and is similar to it at or above the threshold; so no chain removes what is unlike
/// everything left, and no two candidates above the threshold stay (within `ResolverLimits`).
public struct Resolver: ~Copyable {
  let graph: CandidateGraph
  let store: CandidateSets
  private let setCount: Int
  private let parameters: SignatureParameters
  private let limits: ResolverLimits
  private let likeness: Double?
  private let resources: WorkResources

  /// - Parameters:
  ///   - likeness: the similarity from which documents belong together whether they go or not
  ///     (`Resolution.forEachTied`), at most the threshold; nil where nobody asks.
  ///   - resources: the memory is for shingle sets, and as much again for memberships; beyond it both go to the scratch
  ///     folder.
  /// - Throws: `invalidParameter` where `limits` allow more kept members of a group than the frozen corpora were
  ///   searched for.
  public init(
    graph: CandidateGraph, parameters: SignatureParameters, limits: ResolverLimits = ResolverLimits(),
    likeness: Double? = nil, resources: WorkResources
  ) throws {
    guard graph.frozen.corpora.isEmpty || limits.maximumKeptPerGroup <= graph.frozen.maximumMembersPerGroup else {
      throw DeduplicationError(
        .invalidParameter,
        "\(limits.maximumKeptPerGroup) kept members of a group, where only \(graph.frozen.maximumMembersPerGroup) frozen "
          + "ones were looked up", at: "maximumKeptPerGroup")
    }
    self.graph = graph
    self.parameters = parameters
    self.limits = limits
    self.likeness = likeness
    self.resources = resources
    setCount = graph.frozenCandidateCount + graph.candidateCount
    store = CandidateSets(graph: graph, resources: resources)
  }

  /// Takes the shingle set of the next candidate: those of the frozen corpora first, one corpus after the other in the
  /// order of `placesToRead`; then tasks in order, within a task the rows of `rowsToRead`.
  public mutating func append(_ shingles: [UInt64]) throws {
    guard store.count < setCount else {
      throw DeduplicationError(.wrongOrder, "more texts were handed over than asked for", at: "verification")
    }
    try store.append(shingles)
  }

  /// Takes the shingle sets of the next candidates.
  public mutating func append(_ batch: ShingleSetBatch) throws {
    guard setCount - store.count >= batch.count else {
      throw DeduplicationError(.wrongOrder, "more texts were handed over than asked for", at: "verification")
    }
    try batch.forEachSet { try store.append($0) }
  }

  /// Decides. All texts have been handed over.
  ///
  /// - Throws: `wrongOrder` where texts are missing; `StorageError`; `Cancelled`.
  public consuming func resolve() throws -> Resolution {
    try finishStore()
    var decisions = graph.settled
    var statistics = Resolution.Statistics()
    var tied: [TiedDocument] = []
    if let minHash = parameters.minHash, setCount > 0 {
      var walk = ComponentWalk(
        graph: graph, store: store, parameters: minHash, limits: limits,
        like: likeness.map {
          LikeDocuments(
            likeness: min($0, minHash.threshold), parameters: minHash, candidateCount: setCount, limits: limits)
        }, resources: resources)
      try walk.run()
      tied = walk.tied()
      decisions.append(contentsOf: walk.decisions)
      statistics = walk.statistics
      decisions.sort { $0.document < $1.document }
    }
    return Resolution(graph: graph, decisions: decisions, tied: tied, statistics: statistics, parameters: parameters)
  }

  /// Checks that all texts are there, and makes their sets readable.
  borrowing func finishStore() throws {
    guard store.count == setCount else {
      throw DeduplicationError(
        .wrongOrder, "\(store.count) of \(setCount) texts were handed over", at: "verification")
    }
    try store.finish()
  }
}
