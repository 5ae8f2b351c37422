// A set of shards, opened for a trainer or a curious person.

import Corpus
import Storage

/// The shards that a manifest names, mapped into memory. Safe to use from several threads at once.
public final class ShardSet: Sendable {
  public let folder: String
  public let manifest: ShardManifest
  private let splits: [DatasetSplit: Split]

  private struct Split: Sendable {
    var shards: [LLMCShardReader] = []
    var spans: [SpansReader] = []
    /// First row of each shard, then the number of rows.
    var firstRows = [0]
  }

  /// Opens a folder with a manifest; checks it against the headers and sizes of the files. Bytes are checked by
  /// `ShardVerifier`.
  ///
  /// - Throws: `ShardError` or `StorageError`.
  public init(folder: String) throws {
    self.folder = folder
    manifest = try Self.readManifest(folder: folder)
    var splits: [DatasetSplit: Split] = [:]
    for name in DatasetSplit.allCases {
      var split = Split()
      for shard in manifest.shards(name) {
        let (tokens, spans) = try Self.open(shard, manifest, folder: folder)
        split.shards.append(tokens)
        split.spans.append(spans)
        split.firstRows.append(split.firstRows[split.firstRows.count - 1] + shard.rowCount)
      }
      splits[name] = split
    }
    self.splits = splits
  }

  /// Reads a manifest whose shards are of the format that is read here.
  static func readManifest(folder: String) throws -> ShardManifest {
    let manifest = try ShardManifest(folder: folder)
    guard manifest.format == "llmc" else {
      throw ShardError(
        .unsupported, "shards of format \(manifest.format) are not read here",
        path: Path.join(folder, ShardManifest.fileName))
    }
    return manifest
  }

  /// Opens the two files of a shard and compares them with the manifest.
  static func open(
    _ shard: ShardManifest.Shard, _ manifest: ShardManifest, folder: String
  ) throws -> (LLMCShardReader, SpansReader) {
    for file in [shard.tokens, shard.spans] {
      let path = Path.join(folder, file.path)
      let byteCount = try FileSystem.info(path).byteCount
      guard byteCount == file.byteCount else {
        throw ShardError(
          .corrupt, "the file has \(byteCount) bytes, but the manifest says \(file.byteCount)", path: path)
      }
    }
    let tokens = try LLMCShardReader(path: Path.join(folder, shard.tokens.path))
    let spans = try SpansReader(path: Path.join(folder, shard.spans.path))
    guard tokens.tokenCount % manifest.rowTokenCount == 0,
      tokens.tokenCount / manifest.rowTokenCount == shard.rowCount,
      tokens.width.rawValue
        == TokenWidth(vocabularySize: manifest.vocabularySize).rawValue
    else {
      throw ShardError(
        .corrupt, "the file holds \(tokens.tokenCount) tokens, not \(shard.rowCount) rows of \(manifest.rowTokenCount)",
        path: tokens.path)
    }
    guard spans.rowCount == shard.rowCount, spans.rowTokenCount == manifest.rowTokenCount,
      (0..<spans.rowCount).allSatisfy({ spans.source(ofRow: $0) < manifest.sources.count })
    else {
      throw ShardError(.corrupt, "the spans belong to other rows than the manifest's", path: spans.path)
    }
    return (tokens, spans)
  }

  public func rowCount(_ split: DatasetSplit) -> Int { splits[split]?.firstRows.last ?? 0 }

  /// Tokens in a row, padding included.
  public var rowTokenCount: Int { manifest.rowTokenCount }

  /// Writes a row to `output`, whose count is `rowTokenCount`. The row must exist, here and below.
  public func copyRow(_ row: Int, _ split: DatasetSplit, to output: UnsafeMutableBufferPointer<UInt32>) {
    precondition(output.count == rowTokenCount)
    let (shard, inside) = place(of: row, split)
    splits[split]?.shards[shard].copyTokens(from: inside * rowTokenCount, to: output)
  }

  /// A row's tokens, padding included.
  public func tokens(ofRow row: Int, _ split: DatasetSplit) -> [UInt32] {
    let count = rowTokenCount
    return [UInt32](unsafeUninitializedCapacity: count) { buffer, initializedCount in
      copyRow(row, split, to: UnsafeMutableBufferPointer(rebasing: buffer[..<count]))
      initializedCount = count
    }
  }

  /// The documents of a row.
  public func pieces(ofRow row: Int, _ split: DatasetSplit) -> [RowPiece] {
    let (shard, inside) = place(of: row, split)
    return splits[split]?.spans[shard].pieces(ofRow: inside) ?? []
  }

  /// A row's source: its place in `manifest.sources`.
  public func source(ofRow row: Int, _ split: DatasetSplit) -> Int {
    let (shard, inside) = place(of: row, split)
    return splits[split]?.spans[shard].source(ofRow: inside) ?? 0
  }

  /// The shard that holds a row, and the row's number in it.
  public func place(of row: Int, _ split: DatasetSplit) -> (shard: Int, row: Int) {
    let firstRows = splits[split]?.firstRows ?? [0]
    precondition(row >= 0 && row < firstRows[firstRows.count - 1])
    var low = 0
    var high = firstRows.count - 1
    while high - low > 1 {
      let middle = (low + high) / 2
      if firstRows[middle] <= row { low = middle } else { high = middle }
    }
    return (low, row - firstRows[low])
  }
}
