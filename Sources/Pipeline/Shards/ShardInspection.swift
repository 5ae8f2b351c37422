// sluice shards inspect: what a manifest says, for people.

import Auditing
import Storage
import TokenShards

/// The manifest of a set of shards.
public struct ShardInspection: Sendable {
  private let folder: String
  private let manifest: ShardManifest

  /// - Parameter path: a folder of shards, or a run directory.
  public init(_ path: String) throws {
    let folder = try ShardFolder(path)
    self.folder = folder.path
    manifest = folder.manifest
  }

  /// The manifest as it stands in its file.
  public func json() -> String { manifest.json.text(.pretty) + "\n" }

  public func text() -> String {
    let end = manifest.endOfDocument
    var text = "shards           \(folder)\n"
    text +=
      "format           \(manifest.format.rawValue), objective \(manifest.objective.kind.rawValue), seed \(manifest.seed)\n"
    text += objective()
    text += "tokenizer        \(Figures.count(manifest.vocabularySize)) ids of \(manifest.width.rawValue) bytes, "
    text += "SHA-256 " + (manifest.tokenizerHash.isEmpty ? "not known" : manifest.tokenizerHash) + "\n"
    switch manifest.content {
    case .rows:
      text += "rows             \(Figures.count(manifest.rowTokenCount)) tokens for sequences of "
      text += Figures.count(manifest.sequenceLength)
      text += manifest.columns == nil ? ", targets \(manifest.targetRule.rawValue)\n" : "\n"
      for phase in manifest.phases {
        text += "phase            \(phase.name): \(Figures.count(phase.rowCount)) rows for sequences of "
        text += "\(Figures.count(phase.sequenceLength ?? manifest.sequenceLength))\n"
      }
    case .documents:
      text += "documents        whole, one behind the other\n"
    }
    if let beginning = manifest.beginningOfDocument {
      text += "begin            id \(beginning) before each document\n"
    }
    text += "end of document  id \(end.id) \(end.position.rawValue) each document"
    text += manifest.content == .rows ? "; padding is id \(manifest.paddingID)\n\n" : "\n\n"
    return text + [splits(), sources(), files()].joined(separator: "\n")
  }

  /// What there is to say of an objective; nothing of rows as they were packed.
  private func objective() -> String {
    var lines: [String] = []
    switch manifest.objective {
    case .causal(nil): return ""
    case .causal(let fill?):
      lines = [
        "\(Figures.percent(fill.rate)) of the documents rearranged for filling in the middle, "
          + "\(Figures.percent(fill.suffixFirstRate)) of these with the suffix first",
        "ids \(fill.prefixID) prefix, \(fill.suffixID) suffix, \(fill.middleID) middle",
      ]
    case .spanCorruption(let spans):
      lines = [
        "\(Figures.percent(spans.density)) taken out in spans of \(Figures.decimal(spans.meanSpanLength, places: 1)) tokens",
        "\(spans.sentinels.count) sentinels from id \(spans.sentinels.first ?? 0), end of sequence id \(spans.endID)",
      ]
    case .masked(let masked):
      let keptShare = max(0, 1 - masked.maskShare - masked.randomShare)
      lines = [
        "\(Figures.percent(masked.probability)) predicted: \(Figures.percent(masked.maskShare)) masked, "
          + "\(Figures.percent(masked.randomShare)) random, \(Figures.percent(keptShare)) kept",
        (masked.pairs == nil ? "packed rows" : "pairs of segments")
          + ", ids \(masked.classID) class, \(masked.separatorID) separator, \(masked.maskID) mask",
      ]
    }
    if let columns = manifest.columns {
      lines.append("columns " + columns.columns.map(\.name.rawValue).joined(separator: ", "))
    }
    if manifest.idCount > manifest.vocabularySize {
      lines.append("the model needs \(Figures.count(manifest.idCount)) ids")
    }
    return lines.map { "                 \($0)\n" }.joined()
  }

  private func splits() -> String {
    let rows = DatasetSplit.allCases.map { split in
      let all = max(1, manifest.packedTokenCount(split))
      return [
        split.rawValue, Figures.count(manifest.shards(split).count), Figures.count(manifest.rowCount(split)),
        Figures.count(manifest.tokenCount(split)), Figures.count(manifest.paddingCount(split)),
        Figures.percent(Double(manifest.paddingCount(split)) / Double(all)),
      ]
    }
    return TextTable(
      header: ["split", "shards", itemName, "tokens", "padding", ""], rows: rows, numericColumns: [1, 2, 3, 4, 5]
    ).text()
  }

  private func sources() -> String {
    let rows = manifest.sources.map { source in
      [
        TerminalText.escape(source.name), Figures.count(source.train.rowCount), Figures.count(source.train.tokenCount),
        Figures.count(source.train.documentCount), Figures.decimal(source.train.epochs, places: 2),
        source.train.askedShare.map(Figures.percent) ?? "",
        Figures.percent(manifest.obtainedShare(source.train, .train)), Figures.count(source.validation.rowCount),
        Figures.count(source.validation.tokenCount),
      ]
    }
    return TextTable(
      header: [
        "source", "train \(itemName)", "tokens", "documents", "epochs", "asked", "obtained", "validation \(itemName)",
        "tokens",
      ], rows: rows, numericColumns: [1, 2, 3, 4, 5, 6, 7, 8]
    ).text()
  }

  private func files() -> String {
    let shards = DatasetSplit.allCases.flatMap { manifest.shards($0) }
    let rows = shards.flatMap { shard in
      shard.files.map { row($0, $0 == shard.tokens ? Figures.count(shard.rowCount) : "") }
    }
    let whole = DatasetSplit.allCases.flatMap { manifest.splitFiles($0) }.map { row($0, "") }
    return TextTable(header: ["file", itemName, "bytes", "XXH64"], rows: rows + whole, numericColumns: [1, 2]).text()
  }

  private func row(_ file: ShardManifest.File, _ count: String) -> [String] {
    [TerminalText.escape(file.path), count, Figures.count(file.byteCount), Hex.encode(file.xxh64)]
  }

  private var itemName: String { manifest.content.rawValue }
}
