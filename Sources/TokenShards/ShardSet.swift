// A set of shards, opened for a trainer or a curious person.

import Corpus
import Storage

/// The shards that a manifest names, mapped into memory. Safe to use from several threads at once.
public final class ShardSet: Sendable {
  public let folder: String
  public let manifest: ShardManifest
  private let splits: [DatasetSplit: Split]

  private struct Split: Sendable {
    var shards: [TokenShardReader] = []
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
    manifest = try ShardManifest(folder: folder)
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

  /// Opens the files of a shard and compares them with the manifest.
  ///
  /// - Throws: `ShardError` or `StorageError`.
  public static func open(
    _ shard: ShardManifest.Shard, _ manifest: ShardManifest, folder: String
  ) throws -> (TokenShardReader, SpansReader) {
    for file in shard.files {
      let path = Path.join(folder, file.path)
      let byteCount = try FileSystem.info(path).byteCount
      guard byteCount == file.byteCount else {
        throw ShardError(
          .corrupt, "the file has \(byteCount) bytes, but the manifest says \(file.byteCount)", path: path)
      }
    }
    let tokens = try TokenShardReader.open(
      Path.join(folder, shard.tokens.path), format: manifest.format,
      rowTokenCount: manifest.content == .rows ? manifest.storedTokenCount(of: shard) : nil)
    let spans = try SpansReader(path: Path.join(folder, shard.spans.path))
    let rowTokenCount = manifest.storedTokenCount(of: shard)
    guard tokens.itemCount == shard.rowCount, tokens.width == manifest.width, tokens.columns == manifest.columns,
      manifest.content == .documents || tokens.tokenCount == shard.rowCount * rowTokenCount
    else {
      let items = manifest.content == .rows ? "rows of \(rowTokenCount)" : "documents"
      throw ShardError(
        .corrupt,
        "the file holds \(tokens.tokenCount) tokens of \(tokens.width.rawValue) bytes, not \(shard.rowCount) \(items) "
          + "with ids of \(manifest.width.rawValue)\(manifest.columns == nil ? "" : " and the objective's columns")",
        path: tokens.path)
    }
    guard spans.rowCount == shard.rowCount, spans.rowTokenCount == manifest.rowTokenCount(of: shard),
      (0..<spans.rowCount).allSatisfy({ spans.source(ofRow: $0) < manifest.sources.count })
    else {
      throw ShardError(.corrupt, "the spans belong to other rows than the manifest's", path: spans.path)
    }
    return (tokens, spans)
  }

  public func rowCount(_ split: DatasetSplit) -> Int { splits[split]?.firstRows.last ?? 0 }

  /// Tokens in a row as it is stored, padding included, where its shard does not say otherwise; 0 where shards hold whole
  /// documents.
  public var rowTokenCount: Int { manifest.columns == nil ? manifest.rowTokenCount : manifest.sequenceLength }

  /// Tokens of a row, padding included, or of a document. The row must exist, here and below.
  public func tokenCount(ofRow row: Int, _ split: DatasetSplit) -> Int {
    let (shard, inside) = place(of: row, split)
    return splits[split]?.shards[shard].item(inside).tokenCount ?? 0
  }

  /// Writes a row to `output`, whose count is the row's.
  public func copyRow(_ row: Int, _ split: DatasetSplit, to output: UnsafeMutableBufferPointer<UInt32>) {
    let (shard, inside) = place(of: row, split)
    splits[split]?.shards[shard].copyTokens(ofItem: inside, from: 0, to: output)
  }

  /// A row's tokens, padding included.
  public func tokens(ofRow row: Int, _ split: DatasetSplit) -> [UInt32] {
    let (shard, inside) = place(of: row, split)
    return splits[split]?.shards[shard].tokens(ofItem: inside) ?? []
  }

  /// The tokens that were packed into a row, whatever its objective has made of them.
  ///
  /// - Throws: `ShardError` for a row that is not what its objective makes.
  public func packed(row: Int, _ split: DatasetSplit) throws(ShardError) -> PackedRow {
    let (shard, inside) = place(of: row, split)
    guard let opened = splits[split] else { return PackedRow(tokens: [], places: []) }
    return try RowDecoder(manifest).decode(inside, of: opened.shards[shard], opened.spans[shard].pieces(ofRow: inside))
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
