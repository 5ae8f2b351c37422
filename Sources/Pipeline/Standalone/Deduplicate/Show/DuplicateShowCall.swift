// sluice deduplicate show: duplicates side by side, so that a person can judge them.

import Auditing
import Corpus
import Storage

/// What `sluice deduplicate show` was asked for.
public struct DuplicateShowCall: Sendable {
  /// What is shown.
  public enum Wanted: Sendable {
    /// The cluster of a document, by its id or the beginning of it.
    case cluster(String)
    /// The names and sizes of the largest clusters.
    case largest(Int)
    /// Near duplicates that went, so many of each range of similarity: of the one given, or of twenty.
    case sample(Int, between: ClosedRange<Double>?)
  }

  /// An output folder of `sluice deduplicate`, or a run directory.
  public var folder: String
  public var wanted: Wanted
  /// Pairs of a cluster that are shown.
  public var limit = 10
  public var threads: Int?

  public init(folder: String, wanted: Wanted) {
    self.folder = folder
    self.wanted = wanted
  }

  /// Reads the records, then the texts of what is shown: through `.idx` where the documents have one, else in one scan
  /// of the inputs.
  ///
  /// - Throws: `RunError.usage` for a document without duplicates; `RunError.noInput` when the folder is none of those
  ///   named, or no text can be found any more.
  public func run(cancellation: CancellationFlag) throws -> DuplicateView {
    let records = try DuplicateRecords(folder: folder)
    switch wanted {
    case .cluster(let name): return try cluster(name, records, cancellation)
    case .largest(let count): return try largest(count, records, cancellation)
    case .sample(let count, let between): return try sample(count, between, records, cancellation)
    }
  }

  // MARK: One cluster

  private func cluster(
    _ name: String, _ records: DuplicateRecords, _ cancellation: CancellationFlag
  ) throws -> DuplicateView {
    var search = ClusterSearch(name)
    try records.forEachMember { id, cluster in
      try cancellation.check()
      search.consider(id: id, cluster: cluster)
    }
    let cluster = try search.cluster()
    var removals = ClusterRemovals(named: name, limit: limit)
    try records.forEachMember { id, other in
      if other == cluster { removals.add(member: id) }
    }
    try records.forEachRemoval { removal in
      try cancellation.check()
      removals.consider(removal)
    }
    let (comparisons, problems) = try compare(removals.chosen(), records, cancellation)
    let summary = DuplicateView.Cluster(
      name: String(decoding: cluster, as: UTF8.self), memberCount: removals.memberCount,
      exactCount: removals.exactCount, nearCount: removals.nearCount, comparisons: comparisons.compactMap { $0 })
    return DuplicateView(content: .cluster(summary), problems: problems)
  }

  // MARK: Many

  private func largest(
    _ count: Int, _ records: DuplicateRecords, _ cancellation: CancellationFlag
  ) throws -> DuplicateView {
    var clusters = LargestClusters()
    try records.forEachMember { _, cluster in
      try cancellation.check()
      clusters.count(cluster: cluster)
    }
    let largest = clusters.largest(count)
    var names: [UInt64: String] = [:]
    let hashes = Set(largest.map(\.hash))
    try records.forEachMember { _, cluster in
      let hash = XXH64.hash(cluster)
      if hashes.contains(hash), names[hash] == nil { names[hash] = String(decoding: cluster, as: UTF8.self) }
    }
    let rows = largest.map { DuplicateView.Size(name: names[$0.hash] ?? "", memberCount: $0.memberCount) }
    return DuplicateView(
      content: .largest(rows, clusterCount: clusters.clusterCount, folder: folder), problems: [])
  }

  private func sample(
    _ count: Int, _ between: ClosedRange<Double>?, _ records: DuplicateRecords, _ cancellation: CancellationFlag
  ) throws -> DuplicateView {
    var sample = RemovalSample(size: count, between: between)
    try records.forEachRemoval { removal in
      try cancellation.check()
      sample.consider(removal)
    }
    let chosen = sample.buckets.map { $0.first.chosen() }
    let (comparisons, problems) = try compare(chosen.flatMap { $0 }, records, cancellation)
    var ranges: [DuplicateView.Range] = []
    var next = 0
    for (bucket, removals) in zip(sample.buckets, chosen) where bucket.count > 0 || between != nil {
      let shown = comparisons.isEmpty ? [] : comparisons[next..<next + removals.count].compactMap { $0 }
      next += removals.count
      ranges.append(DuplicateView.Range(bounds: bucket.bounds, count: bucket.count, comparisons: shown))
    }
    return DuplicateView(content: .sample(ranges), problems: problems)
  }

  // MARK: Texts

  /// The pairs in the order given, nil where a text is not found, and what is wrong with those.
  ///
  /// - Throws: `RunError.noInput` when no pair can be shown.
  private func compare(
    _ removals: [RecordedRemoval], _ records: DuplicateRecords, _ cancellation: CancellationFlag
  ) throws -> ([DuplicateComparison?], [String]) {
    if removals.isEmpty { return ([], []) }
    var texts = DuplicateTexts(
      wanted: Set(removals.flatMap { [$0.id, $0.kept] }), threads: threads ?? Machine.coreCount,
      cancellation: cancellation)
    switch records.place {
    case .output(let inputs):
      try texts.find(in: inputs) { found in
        removals.allSatisfy { DuplicateMatch.find($0, in: found, records.parameters)?.isSure ?? false }
      }
    case .run(let run, let refine): try texts.find(in: run, refine: refine)
    }
    var comparisons: [DuplicateComparison?] = []
    var missing: [String] = []
    for removal in removals {
      if let match = DuplicateMatch.find(removal, in: texts.found, records.parameters) {
        comparisons.append(DuplicateComparison(match, removal))
      } else {
        comparisons.append(nil)
        missing.append(texts.found[removal.kept] == nil ? removal.kept : removal.id)
      }
    }
    var problems = texts.problems
    if let first = missing.first {
      problems.append(
        "\(missing.count) pairs cannot be shown: the text of '\(TerminalText.escape(first))' is in none of the inputs")
    }
    if missing.count == removals.count { throw RunError(.noInput, problems.joined(separator: "; ")) }
    return (comparisons, problems)
  }
}
