// Which clusters and which pairs are shown: chosen while the records stream by.

import Auditing
import Storage
import TextAnalysis

/// The cluster that a name stands for.
struct ClusterSearch {
  private let name: [UInt8]
  private var exact: [UInt8]?
  /// An id for each cluster that the name begins an id of, as far as they are wanted.
  private var byPrefix: [(cluster: [UInt8], id: [UInt8])] = []
  /// Some ids of the file, to find one that was meant.
  private var examples: [String] = []

  private static let prefixLimit = 6
  private static let exampleLimit = 4096

  /// - Parameter name: the id of a member or the beginning of one, or the name of the cluster.
  init(_ name: String) { self.name = Array(name.utf8) }

  mutating func consider(id: [UInt8], cluster: [UInt8]) {
    if exact == nil, id == name || cluster == name { exact = cluster }
    if examples.count < Self.exampleLimit { examples.append(String(decoding: id, as: UTF8.self)) }
    guard exact == nil, byPrefix.count < Self.prefixLimit, id.starts(with: name),
      !byPrefix.contains(where: { $0.cluster == cluster })
    else { return }
    byPrefix.append((cluster, id))
  }

  /// The cluster, after all members were considered.
  ///
  /// - Throws: `RunError.usage` when there is none, or more than one id begins so.
  func cluster() throws -> [UInt8] {
    if let exact { return exact }
    let shown = TerminalText.escape(name, keepsLines: false)
    if byPrefix.count == 1 { return byPrefix[0].cluster }
    if byPrefix.count > 1 {
      let ids = byPrefix.prefix(Self.prefixLimit - 1).map { TerminalText.escape($0.id, keepsLines: false) }
      let more = byPrefix.count == Self.prefixLimit ? ", …" : ""
      throw RunError(.usage, "'\(shown)' begins ids of several clusters: \(ids.joined(separator: ", "))\(more)")
    }
    let hint = NearestName.find(String(decoding: name, as: UTF8.self), among: examples)
    throw RunError(
      .usage,
      "no document '\(shown)' has duplicates: it is not in clusters.jsonl"
        + (hint.map { "; did you mean '\(TerminalText.escape($0))'?" } ?? ", nor does any id there begin so"))
  }
}

/// The members of one cluster and the removals among them.
///
/// Memory: 8 bytes for each member, besides the removals that are shown.
struct ClusterRemovals {
  private(set) var memberCount = 0
  private(set) var exactCount = 0
  private(set) var nearCount = 0
  private var members: Set<UInt64> = []
  private var first: BestRemovals

  /// - Parameters:
  ///   - name: the document that the user asked for; its pair comes first.
  ///   - limit: removals that are kept.
  init(named name: String, limit: Int) {
    first = BestRemovals(limit: limit) { removal in
      (removal.id == name ? -1 : removal.similarity, XXH64.hash(Array(removal.id.utf8)))
    }
  }

  mutating func add(member id: [UInt8]) {
    memberCount += 1
    members.insert(XXH64.hash(id))
  }

  mutating func consider(_ removal: RecordedRemoval) {
    guard members.contains(XXH64.hash(Array(removal.id.utf8))), members.contains(XXH64.hash(Array(removal.kept.utf8)))
    else { return }
    if removal.reason == "exact" { exactCount += 1 } else { nearCount += 1 }
    first.consider(removal)
  }

  /// The named document's pair, then the least similar ones.
  func chosen() -> [RecordedRemoval] { first.chosen() }
}

/// The removals with the smallest keys.
struct BestRemovals {
  typealias Key = (Double, UInt64)
  private let limit: Int
  private let key: (RecordedRemoval) -> Key
  private var entries: [(key: Key, removal: RecordedRemoval)] = []

  init(limit: Int, key: @escaping (RecordedRemoval) -> Key) {
    self.limit = limit
    self.key = key
  }

  mutating func consider(_ removal: RecordedRemoval) {
    entries.append((key(removal), removal))
    if entries.count >= 2 * limit + 64 { entries = sorted() }
  }

  func chosen() -> [RecordedRemoval] { sorted().map(\.removal) }

  private func sorted() -> [(key: Key, removal: RecordedRemoval)] {
    Array(entries.sorted { $0.key != $1.key ? $0.key < $1.key : $0.removal.id < $1.removal.id }.prefix(limit))
  }
}

/// The clusters with the most members.
///
/// Memory: about 25 bytes for each cluster.
struct LargestClusters {
  private var counts: [UInt64: UInt32] = [:]

  mutating func count(cluster: [UInt8]) {
    let hash = XXH64.hash(cluster)
    let count = counts[hash, default: 0]
    counts[hash] = count == .max ? count : count + 1
  }

  var clusterCount: Int { counts.count }

  /// Hashes of names and numbers of members, the largest first.
  func largest(_ limit: Int) -> [(hash: UInt64, memberCount: Int)] {
    var entries: [(hash: UInt64, memberCount: Int)] = []
    func trim() {
      entries.sort { ($1.memberCount, $0.hash) < ($0.memberCount, $1.hash) }
      entries = Array(entries.prefix(limit))
    }
    for (hash, count) in counts {
      entries.append((hash, Int(count)))
      if entries.count >= 2 * limit + 1024 { trim() }
    }
    trim()
    return entries
  }
}

/// Near duplicates that went, by similarity: of each range those whose ids have the smallest hashes.
struct RemovalSample {
  /// A range of similarity, its upper bound excluded unless it is 1.
  struct Bucket {
    let bounds: ClosedRange<Double>
    var count = 0
    var first: BestRemovals

    func contains(_ similarity: Double) -> Bool {
      similarity >= bounds.lowerBound && (similarity < bounds.upperBound || bounds.upperBound >= 1)
    }
  }

  private(set) var buckets: [Bucket]

  /// - Parameters:
  ///   - size: removals of each range.
  ///   - between: the one range that is wanted; nil for twenty ranges from 0 to 1.
  init(size: Int, between: ClosedRange<Double>?) {
    let twentieths: [ClosedRange<Double>] = (0..<20).map { (part: Int) in Double(part) / 20...Double(part + 1) / 20 }
    let ranges = between.map { [$0] } ?? twentieths
    buckets = ranges.map { range in
      Bucket(bounds: range, first: BestRemovals(limit: size) { (0, XXH64.hash(Array($0.id.utf8))) })
    }
  }

  mutating func consider(_ removal: RecordedRemoval) {
    if removal.reason == "exact" { return }
    for index in buckets.indices where buckets[index].contains(removal.similarity) {
      buckets[index].count += 1
      buckets[index].first.consider(removal)
      return
    }
  }
}
