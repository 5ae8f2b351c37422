// The figures of a deduplication as JSON and for people.

import Auditing
import Corpus
import Deduplication

extension DuplicationStatistics {
  /// The content of statistics.json.
  func json(mode: DeduplicationMode, priority: DeduplicationPriority, parameters: SignatureParameters) -> JSONValue {
    [
      "version": 1,
      "mode": .string(mode.rawValue),
      "keep": .string(priority.rawValue),
      "parameters": Self.json(parameters),
      "input": Self.json(input),
      "kept": Self.json(kept),
      "removed": Self.json(removed),
      "exact": Self.json(exact),
      "near": Self.json(near),
      "lines": ["read": .int(lines), "blank": .int(blankLines), "damaged": .int(damaged)],
      "clusters": [
        "count": .int(clusters),
        "documents": .int(removed.documents + clusters),
        "largest": .int(largestCluster),
        "sizes": .array(
          clusterSizes.map {
            [
              "from": .int($0.size), "to": .int(2 * $0.size - 1), "clusters": .int($0.clusters),
              "documents": .int($0.documents),
            ]
          }),
      ],
      "sources": .array(
        sources.enumerated().map { index, source in
          [
            "name": .string(source.name), "documents": .int(source.documents),
            "removed": .int(source.removed.documents), "removedTextBytes": .int(source.removed.textBytes),
            "removedWithin": .int(matrix[index][index].documents),
            "removedAcross": .int(source.removed.documents - matrix[index][index].documents),
          ]
        }),
      "matrix": [
        "rows": "source of the removed document",
        "columns": "source of the kept document",
        "documents": .array(matrix.map { .array($0.map { .int($0.documents) }) }),
        "textBytes": .array(matrix.map { .array($0.map { .int($0.textBytes) }) }),
      ],
      "search": [
        "candidates": .int(search.candidates), "comparisons": .int(search.comparisons),
        "components": .int(search.components), "largestComponent": .int(search.largestComponent),
        "removedForEarlier": .int(search.removedForFrozen), "earlierCandidates": .int(search.frozenCandidates),
        "documentsAtLimit": .int(search.documentsAtLimit), "groupsAtLimit": .int(search.groupsAtLimit),
      ],
    ]
  }

  private static func json(_ amount: Amount) -> JSONValue {
    ["documents": .int(amount.documents), "textBytes": .int(amount.textBytes)]
  }

  private static func json(_ parameters: SignatureParameters) -> JSONValue {
    var members: JSONObject = ["normalization": .string(parameters.normalization.rawValue)]
    if let minHash = parameters.minHash {
      members["bands"] = .int(minHash.bands)
      members["rows"] = .int(minHash.rows)
      members["shingle"] = .int(minHash.shingle)
      members["threshold"] = .double(minHash.threshold)
      members["seed"] = .string(String(minHash.seed))
    }
    return .object(members)
  }

  /// Sources of a table for people; the others stand in statistics.json.
  private static let shownSourceLimit = 12

  /// A summary for people, some lines.
  public var summary: String {
    var text = """
      \(Figures.count(input.documents)) documents in, \(Figures.count(kept.documents)) kept, \
      \(Figures.count(removed.documents)) removed (\(share(removed.documents, input.documents))): \
      \(Figures.count(exact.documents)) exact, \(Figures.count(near.documents)) near
      \(Figures.bytes(Double(input.textBytes))) of text in, \(Figures.bytes(Double(removed.textBytes))) saved \
      (\(share(removed.textBytes, input.textBytes)))

      """
    if clusters > 0 {
      text += "\(Figures.count(clusters)) clusters, the largest of \(Figures.count(largestCluster)) documents\n"
      text += "\n" + sizeTable.text()
    }
    if sources.count > 1, removed.documents > 0 { text += "\n" + sourceTable }
    if search.documentsAtLimit + search.groupsAtLimit > 0 {
      text += "\nThe search was cut short for \(Figures.count(search.documentsAtLimit)) documents and "
      text += "\(Figures.count(search.groupsAtLimit)) groups with very many candidates.\n"
    }
    return text
  }

  private var sizeTable: TextTable {
    TextTable(
      header: ["cluster size", "clusters", "documents"],
      rows: clusterSizes.filter { $0.clusters > 0 }.map {
        [
          $0.size == 2 ? "2–3" : "\(Figures.count($0.size))–\(Figures.count(2 * $0.size - 1))",
          Figures.count($0.clusters), Figures.count($0.documents),
        ]
      }, numericColumns: [1, 2])
  }

  private var sourceTable: String {
    let shown = sources.indices.prefix(Self.shownSourceLimit)
    let table = TextTable(
      header: ["removed from ↓, kept in →"] + shown.map { "[\($0 + 1)]" } + ["removed", "documents"],
      rows: shown.map { row in
        ["[\(row + 1)] \(TerminalText.escape(sources[row].name))"]
          + shown.map { Figures.count(matrix[row][$0].documents) }
          + [Figures.count(sources[row].removed.documents), Figures.count(sources[row].documents)]
      }, numericColumns: Set(1...shown.count + 2))
    let left = sources.count - shown.count
    return table.text() + (left > 0 ? "… and \(left) more sources in statistics.json\n" : "")
  }

  private func share(_ part: Int, _ whole: Int) -> String { Figures.percent(Double(part) / Double(max(1, whole))) }
}
