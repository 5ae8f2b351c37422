// Batches of documents, compressed on the workers so that the writer only appends.

import Storage

/// Documents as one compressed frame of lines, and what the index must know of them.
public struct EncodedBatch: Sendable {
  /// One zstd frame.
  public let frame: [UInt8]
  /// Bytes of the lines before compression.
  public let rawByteCount: Int
  /// The documents' ids, row by row.
  public let ids: [DocumentID]
  /// Sum of the documents' text bytes.
  public let textByteCount: Int
}

/// Encodes batches; one encoder serves one worker.
public struct DocumentBatchEncoder {
  private let compressor: ZstdCompressor
  private var lines: [UInt8] = []

  /// - Parameter level: of zstd; the same level gives the same bytes with the same version of the library.
  public init(level: Int32 = 3) {
    compressor = ZstdCompressor(level: level, checksum: true)
  }

  /// Encodes documents in their order; no documents make an empty frame, which writers leave out.
  ///
  /// - Throws: `invalidText` when a text is not UTF-8, which is a defect of the stage that made it; `limitExceeded`
  ///   when the batch passes `DocumentIndex.frameByteLimit`.
  public mutating func encode(_ documents: [Document]) throws(CorpusError) -> EncodedBatch {
    lines.removeAll(keepingCapacity: true)
    var textByteCount = 0
    for document in documents {
      guard document.text.withUnsafeBufferPointer(UTF8Validation.isValid) else {
        throw CorpusError(
          .invalidText, "the text is not UTF-8 (file \(document.origin.file), row \(document.origin.row))",
          path: "document \(document.id)")
      }
      document.appendLine(to: &lines)
      textByteCount += document.text.count
    }
    guard lines.count <= DocumentIndex.frameByteLimit else {
      throw CorpusError(
        .limitExceeded,
        "a batch of \(lines.count) bytes passes the limit of \(DocumentIndex.frameByteLimit) bytes a frame",
        path: "document batch")
    }
    var frame: [UInt8] = []
    compressor.compress(lines, into: &frame)
    return EncodedBatch(
      frame: frame, rawByteCount: lines.count, ids: documents.map(\.id), textByteCount: textByteCount)
  }
}
