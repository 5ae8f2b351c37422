// Document shards, written: frames in order, then the index, each whole or not at all.

import Storage

/// Writes a document shard and the index beside it (`path` + `.idx`).
public final class DocumentShardWriter {
  public let path: String
  public static func indexPath(of path: String) -> String { path + ".idx" }

  private let file: AtomicFile
  private var index = DocumentIndex()
  private var hash = XXH64()

  /// Begins a shard. Its folder exists already.
  public init(path: String) throws(StorageError) {
    self.path = path
    file = try AtomicFile(path: path)
  }

  /// Documents so far: the row of the next one.
  public var documentCount: Int { index.ids.count }
  /// Bytes of the shard so far.
  public var byteCount: Int { file.byteCount }
  /// Sum of the documents' text bytes so far.
  public var textByteCount: Int { index.textByteCount }

  /// Appends a batch; an empty one changes nothing.
  ///
  /// - Throws: `CorpusError` (`limitExceeded`) when the shard would hold more than 2³² documents; `StorageError`.
  public func append(_ batch: EncodedBatch) throws {
    if batch.ids.isEmpty { return }
    guard documentCount + batch.ids.count < Int(UInt32.max) else {
      throw CorpusError(.limitExceeded, "a shard holds fewer than 2^32 documents", path: path)
    }
    try file.write(batch.frame)
    batch.frame.withUnsafeBytes { hash.update($0) }
    index.append(batch)
  }

  /// Finishes both files. The index takes its name first: where the shard is, its index is too.
  public func commit() throws(StorageError) -> (shard: FileSummary, index: FileSummary) {
    let indexSummary = try AtomicFile.write(index.encoded(shardHash: hash.digest()), to: Self.indexPath(of: path))
    return (try file.commit(), indexSummary)
  }

  /// Removes what was written so far.
  public func discard() { file.discard() }
}
