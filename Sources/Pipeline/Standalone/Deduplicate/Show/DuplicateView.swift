// What `sluice deduplicate show` shows, for people and for programs.

import Auditing
import Corpus

/// Duplicates that were found again.
public struct DuplicateView: Sendable {
  /// A cluster and its first pairs.
  struct Cluster: Sendable {
    var name: String
    var memberCount: Int
    var exactCount: Int
    var nearCount: Int
    var comparisons: [DuplicateComparison]
  }

  struct Size: Sendable {
    var name: String
    var memberCount: Int
  }

  /// A range of similarity and some pairs of it.
  struct Range: Sendable {
    var bounds: ClosedRange<Double>
    /// Near duplicates that went in this range.
    var count: Int
    var comparisons: [DuplicateComparison]
  }

  enum Content: Sendable {
    case cluster(Cluster)
    case largest([Size], clusterCount: Int, folder: String)
    case sample([Range])
  }

  let content: Content
  /// What could not be shown, and why.
  public let problems: [String]

  // MARK: For people

  /// How pairs are shown.
  public struct Options: Sendable {
    /// True to show equal stretches of texts, too.
    public var isFull = false
    /// True to mark white space that differs, which similarity does not look at.
    public var marksSpace = false
    /// Width and colours.
    public var show: SideBySideText

    public init(show: SideBySideText) { self.show = show }
  }

  public func text(_ options: Options) -> String {
    switch content {
    case .cluster(let cluster): Self.text(of: cluster, options)
    case .largest(let sizes, let clusterCount, let folder): Self.text(of: sizes, clusterCount, folder)
    case .sample(let ranges): ranges.map { Self.text(of: $0, options) }.joined(separator: "\n")
    }
  }

  private static func text(of cluster: Cluster, _ options: Options) -> String {
    let removed = cluster.exactCount + cluster.nearCount
    var text = "cluster \(TerminalText.escape(cluster.name)): \(Figures.count(cluster.memberCount)) documents, "
    text += "\(Figures.count(removed)) removed (\(Figures.count(cluster.exactCount)) exact, "
    text += "\(Figures.count(cluster.nearCount)) near)\n"
    text += pairs(cluster.comparisons, of: removed, options)
    if cluster.comparisons.count < removed {
      text += "\n… \(Figures.count(removed - cluster.comparisons.count)) more pairs; --limit \(removed) shows all\n"
    }
    return text
  }

  private static func pairs(
    _ comparisons: [DuplicateComparison], of total: Int, _ options: Options
  ) -> String {
    var text = ""
    for (number, comparison) in comparisons.enumerated() {
      let title = "── \(Figures.count(number + 1)) of \(Figures.count(total)) "
      text += "\n\(title)\(String(repeating: "─", count: max(0, options.show.width - title.unicodeScalars.count)))\n"
      text += comparison.text(options)
    }
    return text
  }

  private static func text(of sizes: [Size], _ clusterCount: Int, _ folder: String) -> String {
    if sizes.isEmpty { return "no document has a duplicate\n" }
    let table = TextTable(
      header: ["documents", "cluster"],
      rows: sizes.map { [Figures.count($0.memberCount), TerminalText.escape($0.name)] },
      numericColumns: [0])
    return table.text() + "\n\(Figures.count(clusterCount)) clusters; to see one: sluice deduplicate show "
      + "\(TerminalText.escape(folder)) \(TerminalText.escape(sizes[0].name))\n"
  }

  private static func text(of range: Range, _ options: Options) -> String {
    let (low, high) = (range.bounds.lowerBound, range.bounds.upperBound)
    var text = "Jaccard \(Figures.decimal(low, places: 2)) to \(Figures.decimal(high, places: 2)): "
    text += "\(Figures.count(range.count)) near duplicates\n"
    text += pairs(range.comparisons, of: range.count, options)
    return text
  }

  // MARK: For programs

  /// One JSON object; offsets of changes are bytes of the UTF-8 of `text`.
  public func json() -> String {
    let value: JSONValue =
      switch content {
      case .cluster(let cluster):
        [
          "cluster": .string(cluster.name), "documents": .int(cluster.memberCount), "exact": .int(cluster.exactCount),
          "near": .int(cluster.nearCount), "pairs": .array(cluster.comparisons.map { $0.json() }),
          "problems": .array(problems.map { .string($0) }),
        ]
      case .largest(let sizes, let clusterCount, _):
        [
          "clusters": .int(clusterCount),
          "largest": .array(sizes.map { ["cluster": .string($0.name), "documents": .int($0.memberCount)] }),
        ]
      case .sample(let ranges):
        [
          "ranges": .array(
            ranges.map { range in
              [
                "from": .double(range.bounds.lowerBound), "to": .double(range.bounds.upperBound),
                "near": .int(range.count), "pairs": .array(range.comparisons.map { $0.json() }),
              ]
            }), "problems": .array(problems.map { .string($0) }),
        ]
      }
    return value.text(.pretty) + "\n"
  }
}
