// The decision: which candidates go, and in whose favour.

import Storage

/// Limits of the resolver.
public struct ResolverOptions: Sendable, Equatable {
  /// Memory for shingle sets, and as much again for memberships; beyond it shingle sets go to a scratch file and
  /// memberships are read in several passes.
  public var memoryByteCount: Int
  /// Folder for the scratch file.
  public var scratchFolder: String
  /// A document is compared with this many kept candidates at most, those first that share most bands with it. The
  /// promise that no two candidates above the threshold stay side by side holds for documents with fewer.
  public var maximumComparisons: Int
  /// Of a group that shares a band key, this many kept members at most are offered to those that follow.
  public var maximumKeptPerGroup: Int

  public init(
    memoryByteCount: Int = 1 << 30, scratchFolder: String, maximumComparisons: Int = 1024,
    maximumKeptPerGroup: Int = 1024
  ) {
    self.memoryByteCount = max(1, memoryByteCount)
    self.scratchFolder = scratchFolder
    self.maximumComparisons = max(1, maximumComparisons)
    self.maximumKeptPerGroup = max(1, maximumKeptPerGroup)
  }
}

/// Verifies candidates by exact Jaccard similarity and decides which go.
///
/// Within a component documents are walked in order of priority. A document goes only when a document that is *kept*
/// shares a band key with it and is similar to it at or above the threshold; so no chain removes what is unlike
/// everything left, and no two candidates above the threshold stay (within the limits of `ResolverOptions`).
public struct Resolver: ~Copyable {
  let graph: CandidateGraph
  private let parameters: SignatureParameters
  private let options: ResolverOptions
  let store: ShingleStore

  public init(graph: CandidateGraph, parameters: SignatureParameters, options: ResolverOptions) {
    self.graph = graph
    self.parameters = parameters
    self.options = options
    store = ShingleStore(
      memoryByteCount: options.memoryByteCount, scratchPath: Path.join(options.scratchFolder, "shingles"))
  }

  /// Takes the shingle set of the next candidate: tasks in order, within a task the rows of `rowsToRead`.
  public mutating func append(_ shingles: [UInt64]) throws {
    guard store.count < graph.candidates.count else {
      throw DeduplicationError(.wrongOrder, "more texts were handed over than asked for", at: "verification")
    }
    try store.append(shingles)
  }

  /// Decides. All texts have been handed over.
  public consuming func resolve() throws -> Resolution {
    try finishStore()
    var near: [NearRemoval] = []
    var statistics = Resolution.Statistics()
    if let minHash = parameters.minHash, !graph.candidates.isEmpty {
      for roots in try passes() {
        let groups = try Memberships(graph: graph, roots: roots)
        var walk = ComponentWalk(
          graph: graph, memberships: groups, store: store, parameters: minHash, options: options)
        walk.run()
        near.append(contentsOf: walk.removals)
        statistics.add(walk.statistics)
      }
      near.sort { $0.document < $1.document }
    }
    return Resolution(graph: graph, near: near, statistics: statistics)
  }

  /// Checks that all texts are there, and makes their sets readable.
  borrowing func finishStore() throws {
    guard store.count == graph.candidates.count else {
      throw DeduplicationError(
        .wrongOrder, "\(store.count) of \(graph.candidates.count) texts were handed over", at: "verification")
    }
    try store.finish()
  }

  /// Ranges of component roots whose memberships fit the memory, together all.
  private func passes() throws -> [Range<Int>] {
    let candidateCount = graph.candidateCount
    let limit = max(1 << 16, options.memoryByteCount / Memberships.byteCountPerMembership)
    if graph.membershipBound <= limit { return [0..<candidateCount] }
    let binCount = min(candidateCount, 1 << 16)
    var bins = [Int](repeating: 0, count: binCount)
    try graph.forEachGroup { members in
      bins[Int(graph.roots[graph.ordinal(of: Int(members[0]))]) * binCount / candidateCount] += members.count
    }
    var passes: [Range<Int>] = []
    var start = 0
    var total = 0
    for (bin, count) in bins.enumerated() {
      // The smallest root whose bin this is.
      let first = (bin * candidateCount + binCount - 1) / binCount
      if total > 0, total + count > limit {
        passes.append(start..<first)
        start = first
        total = 0
      }
      total += count
    }
    passes.append(start..<candidateCount)
    return passes
  }
}

/// A document that goes because a kept one is similar to it. Numbers are dense numbers.
struct NearRemoval: Sendable, Equatable {
  var document: UInt32
  var kept: UInt32
  var jaccard: Jaccard
}

/// Who is in which group, for the components of a range of roots.
struct Memberships {
  /// Root of the component in the upper half of the key, rank of the candidate in the lower; the number is the
  /// group. Sorted, so components and documents follow one another in order of priority.
  private(set) var entries: [KeyEntry] = []
  /// First place of each group in an array over all memberships, and their number as last element.
  private(set) var groupStarts: [Int] = [0]

  /// Memory for one membership while it is sorted and walked.
  static let byteCountPerMembership = 48

  init(graph: CandidateGraph, roots: Range<Int>) throws {
    var entries: [KeyEntry] = []
    var starts = [0]
    try graph.forEachGroup { members in
      let root = graph.roots[graph.ordinal(of: Int(members[0]))]
      if !roots.contains(Int(root)) { return }
      let group = UInt32(starts.count - 1)
      for member in members {
        let rank = UInt64(graph.ranks[graph.ordinal(of: Int(member))])
        entries.append(KeyEntry(key: UInt64(root) << 32 | rank, number: group))
      }
      starts.append(entries.count)
    }
    KeySorting.sort(&entries)
    self.entries = entries
    groupStarts = starts
  }
}
