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
    text += "format           \(manifest.format.rawValue), objective \(manifest.objective), seed \(manifest.seed)\n"
    text += "tokenizer        \(Figures.count(manifest.vocabularySize)) ids of \(manifest.width.rawValue) bytes, "
    text += "SHA-256 " + (manifest.tokenizerHash.isEmpty ? "not known" : manifest.tokenizerHash) + "\n"
    switch manifest.content {
    case .rows:
      text += "rows             \(Figures.count(manifest.rowTokenCount)) tokens for sequences of "
      text += "\(Figures.count(manifest.sequenceLength)), targets \(manifest.targetRule.rawValue)\n"
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

  private func splits() -> String {
    let rows = DatasetSplit.allCases.map { split in
      let all = max(1, manifest.storedTokenCount(split))
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
