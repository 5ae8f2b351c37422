// Who resembled whom: duplicates that went, within and across sources.

/// The duplicates that a run removed.
public struct DuplicateFacts: Sendable, Codable, Equatable {
  /// Documents that went from one source in favour of another one, or of itself.
  public struct Flow: Sendable, Codable, Equatable {
    /// Source of the removed documents.
    public var removed: String
    /// Source of the documents that stayed.
    public var kept: String
    public var documents: Int
    /// Bytes of the removed texts.
    public var textBytes: Int
  }

  /// Clusters of `size` to twice as many documents less one, `size` being a power of two.
  public struct ClusterSizes: Sendable, Codable, Equatable {
    public var size: Int
    public var clusters: Int
    public var documents: Int
  }

  /// By source of the removed documents, then of the kept ones; pairs of sources without any are left out.
  public private(set) var flows: [Flow] = []
  /// From the smallest; sizes that no cluster has are left out.
  public private(set) var clusterSizes: [ClusterSizes] = []
  public private(set) var largestCluster = 0

  public init() {}

  /// Bytes of text that went.
  public var textByteCount: Int { flows.reduce(0) { $0 + $1.textBytes } }

  /// Counts a removed document.
  ///
  /// - Parameter byteCount: bytes of its text.
  public mutating func add(removedFrom removed: String, keptIn kept: String, byteCount: Int) {
    let place =
      flows.firstIndex { ($0.removed, $0.kept) >= (removed, kept) } ?? flows.count
    if place == flows.count || (flows[place].removed, flows[place].kept) != (removed, kept) {
      flows.insert(Flow(removed: removed, kept: kept, documents: 0, textBytes: 0), at: place)
    }
    flows[place].documents += 1
    flows[place].textBytes += byteCount
  }

  /// Counts a cluster.
  ///
  /// - Parameter documents: its members, the kept one among them; at least 2.
  public mutating func add(clusterOf documents: Int) {
    largestCluster = max(largestCluster, documents)
    let size = 1 << (Int.bitWidth - 1 - max(1, documents).leadingZeroBitCount)
    let place = clusterSizes.firstIndex { $0.size >= size } ?? clusterSizes.count
    if place == clusterSizes.count || clusterSizes[place].size != size {
      clusterSizes.insert(ClusterSizes(size: size, clusters: 0, documents: 0), at: place)
    }
    clusterSizes[place].clusters += 1
    clusterSizes[place].documents += documents
  }
}

extension DuplicateFacts {
  /// Sources that a table for people has columns for; the others stand in `audit.json`.
  private static let shownSourceLimit = 12

  /// Both tables, for people; empty when nothing went.
  var text: String {
    if flows.isEmpty { return "" }
    var parts = [flowTable]
    if !clusterSizes.isEmpty { parts.append(sizeTable) }
    return parts.joined(separator: "\n")
  }

  private var flowTable: String {
    var names: [String] = []
    for name in flows.flatMap({ [$0.removed, $0.kept] }) where !names.contains(name) { names.append(name) }
    names.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    let shown = names.prefix(Self.shownSourceLimit)
    let rows = shown.map { removed in
      let row = flows.filter { $0.removed == removed }
      let cells = shown.map { kept in row.first { $0.kept == kept }.map { Figures.count($0.documents) } ?? "" }
      return [TerminalText.escape(removed)] + cells + [
        Figures.count(row.reduce(0) { $0 + $1.documents }),
        Figures.bytes(Double(row.reduce(0) { $0 + $1.textBytes })),
      ]
    }
    let header = ["duplicates from ↓ of"] + shown.map { TerminalText.escape($0) } + ["documents", "their text"]
    let table = TextTable(header: header, rows: Array(rows), numericColumns: Set(1..<header.count)).text()
    return names.count > shown.count ? table + "… and \(names.count - shown.count) more sources\n" : table
  }

  private var sizeTable: String {
    let rows = clusterSizes.map { sizes in
      let last = min(2 * sizes.size - 1, largestCluster)
      return [
        last == sizes.size ? Figures.count(last) : "\(Figures.count(sizes.size))–\(Figures.count(last))",
        Figures.count(sizes.clusters), Figures.count(sizes.documents),
      ]
    }
    return TextTable(header: ["cluster size", "clusters", "documents"], rows: rows, numericColumns: [1, 2]).text()
  }
}
