// sluice shards verify: every byte of a set of shards, and with their run every text.

import Auditing
import Storage
import TokenShards
import Tokenization

/// What `sluice shards verify` was asked for.
public struct ShardVerifyCall: Sendable {
  public var folder: String
  /// True to compare rows with the refined documents of the run as well.
  public var comparesText = false
  /// The run directory; nil to look for it above the folder.
  public var runDirectory: String?
  /// The tokenizer; nil to look for it near the shards.
  public var tokenizer: String?
  public var threads: Int?

  public init(folder: String) { self.folder = folder }

  /// What was checked, all of it sound.
  public struct Outcome: Sendable {
    let folder: String
    let report: ShardVerifier.Report
    let textReport: ShardTextCheck.Report?
    /// The same of further formats, in the folders below.
    let further: [Outcome]

    public func text() -> String {
      var text = "\(folder): \(Figures.count(report.fileCount)) files, \(Figures.count(report.byteCount)) bytes, "
      text += "\(Figures.count(report.rowCount)) rows, \(Figures.count(report.tokenCount)) tokens and "
      text += "\(Figures.count(report.paddingCount)) of padding: every checksum, id and sum is right\n"
      if let textReport {
        text +=
          "\(Figures.count(textReport.pieceCount)) stretches of documents, \(Figures.count(textReport.tokenCount)) "
        text += "tokens: every one decodes to its document's text\n"
      }
      return text + further.map { $0.text() }.joined()
    }
  }

  /// Verifies.
  ///
  /// - Throws: `ShardError` with file and, where it can be told, offset of the first damage; `RunError.usage` when texts
  ///   are asked for and the shards' run is not at hand.
  public func run(cancellation: CancellationFlag) throws -> Outcome {
    let folder: ShardFolder
    do {
      folder = try ShardFolder(self.folder, run: runDirectory)
    } catch let error as ShardError {
      // A manifest that no longer reads is damaged, whatever its seal says.
      throw ShardError(
        .malformedManifest, "the manifest is damaged: \(error.message)", path: error.path, offset: error.offset)
    }
    let further = try folder.furtherFormats.map { try ShardFolder($0, run: runDirectory) }
    try verifySealed(folder, further.map(\.manifest))
    return try verify(folder, further, cancellation)
  }

  private func verify(
    _ folder: ShardFolder, _ further: [ShardFolder], _ cancellation: CancellationFlag
  ) throws -> Outcome {
    let report: ShardVerifier.Report
    do {
      report = try ShardVerifier.verify(folder: folder.path)
    } catch let damage as ShardError {
      throw locate(damage, in: folder, cancellation)
    }
    var textReport: ShardTextCheck.Report?
    if comparesText { textReport = try textCheck(folder, cancellation).run() }
    return Outcome(
      folder: folder.path, report: report, textReport: textReport,
      further: try further.map { try verify($0, [], cancellation) })
  }

  private func textCheck(_ folder: ShardFolder, _ cancellation: CancellationFlag) throws -> ShardTextCheck {
    try ShardTextCheck(
      folder, tokenizer: tokenizer, threads: threads ?? Machine.coreCount, cancellation: cancellation)
  }

  /// Compares what no manifest covers, the manifest itself first, with the record of the task that wrote it.
  private func verifySealed(_ folder: ShardFolder, _ further: [ShardManifest]) throws {
    let seal = Path.join(folder.path, "seal.json")
    guard FileSystem.exists(seal) else { return }
    let named = Set(
      folder.manifest.files.map(\.path)
        + further.flatMap { set in set.files.map { Path.join(set.format.rawValue, $0.path) } })
    for output in try RunJSON.decode(Seal.self, from: seal).records.flatMap(\.outputs)
    where !named.contains(output.name) {
      let path = Path.join(folder.path, output.name)
      guard FileSystem.exists(path) else {
        throw ShardError(.notFound, "seal.json names this file, but it is not there", path: path)
      }
      let file = try MappedFile(path: path)
      let hash = Hex.encode(file.withBytes { XXH64.hash($0) })
      guard file.byteCount == output.byteCount, hash == output.xxh64 else {
        throw ShardError(
          .corrupt,
          "the file has \(file.byteCount) bytes and XXH64 \(hash), but seal.json says \(output.byteCount) and "
            + output.xxh64, path: path)
      }
    }
  }

  /// Adds the first wrong token of a shard whose checksum is wrong, and the text there, when its documents are at hand.
  private func locate(_ damage: ShardError, in folder: ShardFolder, _ cancellation: CancellationFlag) -> ShardError {
    let shards = DatasetSplit.allCases.flatMap { folder.manifest.shards($0) }
    guard let shard = shards.first(where: { Path.join(folder.path, $0.tokens.path) == damage.path }),
      let check = try? textCheck(folder, cancellation)
    else { return damage }
    do {
      var report = ShardTextCheck.Report()
      try check.check(shard, &report)
    } catch let found as ShardError where found.path == damage.path && found.offset != nil {
      return ShardError(
        found.code, "\(found.message); \(damage.message)", path: found.path, offset: damage.offset ?? found.offset)
    } catch {}
    return damage
  }
}
