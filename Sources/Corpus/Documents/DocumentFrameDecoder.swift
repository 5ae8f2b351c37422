// Frames of a document shard turned back into documents, on the workers.

import Glibc
import Storage

/// Decodes frames; one decoder serves one worker and keeps its buffers.
public struct DocumentFrameDecoder {
  private let decompressor = ZstdDecompressor()
  private var decoder = DocumentLineDecoder()
  private var lines: [UInt8] = []

  public init() {}

  /// All documents of a frame, in the order of their rows.
  ///
  /// - Throws: `CorpusError` with the frame's offset in the shard.
  public mutating func documents(
    inFrame frame: Int, of shard: DocumentShardReader
  ) throws(CorpusError) -> [Document] {
    var documents: [Document] = []
    documents.reserveCapacity(min(shard.frames[frame].rowCount, 1 << 16))
    try forEachLine(inFrame: frame, of: shard) { decoder, _, line, name throws(CorpusError) in
      documents.append(try decoder.decode(line, name: name))
    }
    return documents
  }

  /// Documents by row. Every frame that holds some of them is read once.
  ///
  /// - Parameter rows: ascending, each a row of the shard.
  public mutating func documents(
    atRows rows: [Int], of shard: DocumentShardReader
  ) throws(CorpusError) -> [Document] {
    var documents: [Document] = []
    documents.reserveCapacity(rows.count)
    var next = 0
    while next < rows.count {
      let frame = shard.frame(ofRow: rows[next])
      let wanted = next
      try forEachLine(inFrame: frame, of: shard) { decoder, row, line, name throws(CorpusError) in
        while next < rows.count && rows[next] == row {
          documents.append(try decoder.decode(line, name: name))
          next += 1
        }
      }
      precondition(next > wanted, "rows must be ascending")
    }
    return documents
  }

  /// Calls `body` with the row, id and text of every document of a frame, without making documents. The text is valid
  /// only inside `body`.
  public mutating func forEachText(
    inFrame frame: Int, of shard: DocumentShardReader,
    _ body: (_ row: Int, _ id: DocumentID, _ text: UnsafeBufferPointer<UInt8>) throws(CorpusError) -> Void
  ) throws(CorpusError) {
    try forEachLine(inFrame: frame, of: shard) { decoder, row, line, name throws(CorpusError) in
      try decoder.withText(line, name: name) { id, text throws(CorpusError) -> Void in try body(row, id, text) }
    }
  }

  /// Calls `body` with the texts of some documents, without making documents. Every frame that holds some of them is
  /// read once, and of the other lines in it only the ends are looked for. A text is valid only inside `body`.
  ///
  /// - Parameter rows: ascending, each a row of the shard.
  public mutating func forEachText(
    atRows rows: [Int], of shard: DocumentShardReader,
    _ body: (_ text: UnsafeBufferPointer<UInt8>) throws(CorpusError) -> Void
  ) throws(CorpusError) {
    var next = 0
    while next < rows.count {
      let wanted = next
      try forEachLine(inFrame: shard.frame(ofRow: rows[next]), of: shard) {
        decoder, row, line, name throws(CorpusError) in
        while next < rows.count && rows[next] == row {
          try decoder.withText(line, name: name) { _, text throws(CorpusError) -> Void in try body(text) }
          next += 1
        }
      }
      precondition(next > wanted, "rows must be ascending")
    }
  }

  private mutating func forEachLine(
    inFrame frame: Int, of shard: DocumentShardReader,
    _ body: (inout DocumentLineDecoder, _ row: Int, UnsafeBufferPointer<UInt8>, _ name: String) throws(CorpusError) ->
      Void
  ) throws(CorpusError) {
    let place = shard.frames[frame]
    lines.removeAll(keepingCapacity: true)
    do throws(StorageError) {
      let decompressor = decompressor
      try shard.withFrame(frame) { bytes throws(StorageError) -> Void in
        _ = try decompressor.decompress(frame: bytes, into: &lines, limit: place.rawByteCount, name: shard.path)
      }
    } catch {
      throw CorpusError(.corrupt, "frame \(frame): \(error.message)", path: shard.path, offset: place.offset)
    }
    var decoder = decoder
    defer { self.decoder = decoder }
    let count = try lines.withUnsafeBufferPointer { all throws(CorpusError) -> Int in
      guard let base = all.baseAddress else { return 0 }
      let name = "\(shard.path), frame \(frame) at byte \(place.offset)"
      var position = 0
      var row = place.firstRow
      while position < all.count {
        guard let found = memchr(base + position, 0x0a, all.count - position) else { break }
        let end = UnsafePointer(found.assumingMemoryBound(to: UInt8.self)) - base
        try body(&decoder, row, UnsafeBufferPointer(rebasing: all[position..<end]), name)
        position = end + 1
        row += 1
      }
      return position == all.count ? row - place.firstRow : -1
    }
    guard count == place.rowCount, lines.count == place.rawByteCount else {
      throw CorpusError(
        .corrupt, "frame \(frame) holds other documents than its index says", path: shard.path, offset: place.offset)
    }
  }
}
