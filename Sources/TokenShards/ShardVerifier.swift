// Proof that a set of shards is what its manifest says, byte by byte.

import Corpus
import Storage

/// Checks shards against their manifest.
public enum ShardVerifier {
  /// What was checked.
  public struct Report: Sendable, Equatable {
    public var fileCount = 0
    public var byteCount = 0
    public var rowCount = 0
    /// Tokens of documents, padding not counted.
    public var tokenCount = 0
    public var paddingCount = 0
  }

  /// Checks sizes and checksums of all files, headers, that spans fit their rows, that every id is in the vocabulary,
  /// that what lies behind a row's pieces is padding, and that the manifest's sums are the files'.
  ///
  /// - Throws: `ShardError` with file and offset for the first thing that is wrong; `StorageError`.
  public static func verify(folder: String) throws -> Report {
    let manifest = try ShardSet.readManifest(folder: folder)
    var report = Report()
    for split in DatasetSplit.allCases {
      var rows = [Int](repeating: 0, count: manifest.sources.count)
      var tokens = rows
      for shard in manifest.shards(split) {
        for file in [shard.tokens, shard.spans] {
          try verify(file, folder: folder)
          report.fileCount += 1
          report.byteCount += file.byteCount
        }
        let (reader, spans) = try ShardSet.open(shard, manifest, folder: folder)
        if let offset = reader.offsetOfForeignID(vocabularySize: manifest.vocabularySize) {
          throw ShardError(.idOutOfRange, "an id lies outside the vocabulary", path: reader.path, offset: offset)
        }
        for row in 0..<spans.rowCount {
          let used = try verify(row: row, reader, spans, manifest)
          rows[spans.source(ofRow: row)] += 1
          tokens[spans.source(ofRow: row)] += used
          report.paddingCount += manifest.rowTokenCount - used
        }
      }
      for (index, source) in manifest.sources.enumerated() {
        let share = source.share(split)
        guard share.rowCount == rows[index], share.tokenCount == tokens[index] else {
          throw ShardError(
            .corrupt,
            "source \(source.name) has \(rows[index]) rows and \(tokens[index]) tokens in \(split.rawValue), but the "
              + "manifest says \(share.rowCount) and \(share.tokenCount)",
            path: Path.join(folder, ShardManifest.fileName))
        }
      }
      report.rowCount += rows.reduce(0, +)
      report.tokenCount += tokens.reduce(0, +)
    }
    return report
  }

  private static func verify(_ file: ShardManifest.File, folder: String) throws {
    let path = Path.join(folder, file.path)
    let mapped = try MappedFile(path: path)
    mapped.advise(.sequential)
    let hash = mapped.withBytes { XXH64.hash($0) }
    guard mapped.byteCount == file.byteCount, hash == file.xxh64 else {
      throw ShardError(
        .corrupt,
        "the file has \(mapped.byteCount) bytes and XXH64 \(Hex.encode(hash)), but the manifest says "
          + "\(file.byteCount) and \(Hex.encode(file.xxh64))",
        path: path)
    }
  }

  /// Checks a row's padding and gives the number of its tokens before it.
  private static func verify(
    row: Int, _ reader: LLMCShardReader, _ spans: SpansReader, _ manifest: ShardManifest
  ) throws -> Int {
    let used = spans.pieces(ofRow: row).reduce(0) { $0 + $1.tokenCount }
    var rest = [UInt32](repeating: 0, count: manifest.rowTokenCount - used)
    let first = row * manifest.rowTokenCount + used
    rest.withUnsafeMutableBufferPointer { reader.copyTokens(from: first, to: $0) }
    guard rest.allSatisfy({ $0 == manifest.paddingID }) else {
      throw ShardError(
        .corrupt, "row \(row) holds tokens that belong to no document", path: reader.path,
        offset: LLMCLayout.headerByteCount + first * reader.width.rawValue)
    }
    return used
  }
}
