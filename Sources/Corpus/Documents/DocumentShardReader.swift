// Document shards, read: whole frames on any thread, or single documents by row and by id.

import Storage

/// A document shard and its index, mapped into memory. Safe to use from several threads at once; each of them brings
/// its own `DocumentFrameDecoder`.
public final class DocumentShardReader: Sendable {
  public let path: String
  public let frames: [DocumentIndex.Frame]
  public let documentCount: Int
  /// Sum of the documents' text bytes.
  public let textByteCount: Int
  /// Bytes of all lines before compression.
  public let rawByteCount: Int
  /// XXH64 of the shard, as the index has it.
  public let shardHash: UInt64

  private let shard: MappedFile
  private let index: MappedFile
  private let idsOffset: Int
  private let orderOffset: Int

  /// Opens a shard and checks its index.
  ///
  /// - Throws: `CorpusError` when the index is damaged, of another version, or belongs to a shard of another size;
  ///   `StorageError` when a file cannot be read.
  public init(path: String) throws {
    self.path = path
    let indexPath = DocumentShardWriter.indexPath(of: path)
    shard = try MappedFile(path: path)
    index = try MappedFile(path: indexPath)
    let header = try index.withBytes { try Self.readHeader($0, path: indexPath) }
    guard header.shardByteCount == shard.byteCount else {
      throw CorpusError(
        .corrupt, "the shard has \(shard.byteCount) bytes, but its index was written for \(header.shardByteCount)",
        path: path)
    }
    frames = try index.withBytes { try Self.readFrames($0, header, path: indexPath) }
    documentCount = header.documentCount
    textByteCount = header.textByteCount
    rawByteCount = header.rawByteCount
    shardHash = header.shardHash
    idsOffset = DocumentIndex.headerByteCount + header.frameCount * DocumentIndex.frameEntryByteCount
    orderOffset = idsOffset + header.documentCount * 16
  }

  public var frameCount: Int { frames.count }

  /// Compares the shard's bytes with the hash in its index.
  ///
  /// - Throws: `CorpusError` (`corrupt`).
  public func verify() throws(CorpusError) {
    let hash = shard.withBytes { XXH64.hash($0) }
    guard hash == shardHash else {
      throw CorpusError(
        .corrupt, "the shard's XXH64 is \(Hex.encode(hash)), but its index says \(Hex.encode(shardHash))", path: path)
    }
  }

  /// The id of the document in a row, without reading the document. The row must exist.
  public func id(atRow row: Int) -> DocumentID {
    precondition(row >= 0 && row < documentCount)
    return index.withBytes { bytes in
      DocumentID(
        high: LittleEndian.load(bytes, at: idsOffset + row * 16),
        low: LittleEndian.load(bytes, at: idsOffset + row * 16 + 8))
    }
  }

  /// The row of a document, by binary search; of several with one id, the first.
  public func row(of id: DocumentID) -> Int? {
    var low = 0
    var high = documentCount
    while low < high {
      let middle = (low + high) / 2
      guard let row = rowInOrder(middle) else { return nil }
      if self.id(atRow: row) < id { low = middle + 1 } else { high = middle }
    }
    guard low < documentCount, let row = rowInOrder(low), self.id(atRow: row) == id else { return nil }
    return row
  }

  private func rowInOrder(_ position: Int) -> Int? {
    let row = index.withBytes { Int(LittleEndian.load($0, at: orderOffset + position * 4, as: UInt32.self)) }
    return row < documentCount ? row : nil
  }

  /// The frame that holds a row. The row must exist.
  public func frame(ofRow row: Int) -> Int {
    precondition(row >= 0 && row < documentCount)
    var low = 0
    var high = frames.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if frames[middle].firstRow <= row { low = middle } else { high = middle }
    }
    return low
  }

  /// The compressed bytes of a frame; valid only inside `body`.
  public func withFrame<R, E: Error>(
    _ frame: Int, _ body: (UnsafeRawBufferPointer) throws(E) -> R
  ) throws(E) -> R {
    let place = frames[frame]
    return try shard.withBytes { bytes throws(E) in
      try body(UnsafeRawBufferPointer(rebasing: bytes[place.offset..<place.offset + place.byteCount]))
    }
  }

  /// The document in a row; nil when there is no such row. Reads its whole frame: for many documents use
  /// `DocumentFrameDecoder.documents(atRows:of:)`.
  public func document(atRow row: Int) throws -> Document? {
    guard row >= 0 && row < documentCount else { return nil }
    var decoder = DocumentFrameDecoder()
    return try decoder.documents(atRows: [row], of: self).first
  }

  /// The document with an id; nil when the shard does not hold it.
  public func document(with id: DocumentID) throws -> Document? {
    guard let row = row(of: id) else { return nil }
    return try document(atRow: row)
  }

  /// Calls `body` with every document in order; memory is that of one frame.
  public func forEachDocument(_ body: (_ row: Int, _ document: Document) throws -> Void) throws {
    var decoder = DocumentFrameDecoder()
    for frame in frames.indices {
      for (offset, document) in try decoder.documents(inFrame: frame, of: self).enumerated() {
        try body(frames[frame].firstRow + offset, document)
      }
    }
  }
}

// MARK: The index file

extension DocumentShardReader {
  private struct Header {
    var frameCount: Int
    var documentCount: Int
    var shardByteCount: Int
    var shardHash: UInt64
    var rawByteCount: Int
    var textByteCount: Int
  }

  private static func readHeader(_ bytes: UnsafeRawBufferPointer, path: String) throws(CorpusError) -> Header {
    let headerByteCount = DocumentIndex.headerByteCount
    guard bytes.count >= headerByteCount, bytes.prefix(8).elementsEqual(DocumentIndex.magic) else {
      throw CorpusError(.corrupt, "this is no index of a document shard", path: path, offset: 0)
    }
    let version = LittleEndian.load(bytes, at: 8, as: UInt32.self)
    guard version == DocumentIndex.version else {
      throw CorpusError(
        .unsupportedVersion, "the index has version \(version); this program reads \(DocumentIndex.version)",
        path: path, offset: 8)
    }
    let headerHash = XXH64.hash(UnsafeRawBufferPointer(rebasing: bytes[..<(headerByteCount - 8)]))
    guard headerHash == LittleEndian.load(bytes, at: headerByteCount - 8, as: UInt64.self),
      LittleEndian.load(bytes, at: 12, as: UInt32.self) == UInt32(headerByteCount)
    else { throw CorpusError(.corrupt, "the header's checksum does not agree with it", path: path, offset: 0) }
    func number(_ offset: Int) throws(CorpusError) -> Int {
      guard let value = Int(exactly: LittleEndian.load(bytes, at: offset, as: UInt64.self)), value < 1 << 56 else {
        throw CorpusError(.corrupt, "a number of the header is out of range", path: path, offset: offset)
      }
      return value
    }
    let header = Header(
      frameCount: try number(16), documentCount: try number(24), shardByteCount: try number(32),
      shardHash: LittleEndian.load(bytes, at: 40), rawByteCount: try number(48), textByteCount: try number(56))
    let bodyByteCount = header.frameCount * DocumentIndex.frameEntryByteCount + header.documentCount * 20
    guard bytes.count - headerByteCount == bodyByteCount else {
      throw CorpusError(
        .corrupt, "the index has \(bytes.count) bytes, but its header asks for \(headerByteCount + bodyByteCount)",
        path: path)
    }
    let bodyHash = XXH64.hash(UnsafeRawBufferPointer(rebasing: bytes[headerByteCount...]))
    guard bodyHash == LittleEndian.load(bytes, at: headerByteCount - 16, as: UInt64.self) else {
      throw CorpusError(.corrupt, "the index's checksum does not agree with it", path: path, offset: headerByteCount)
    }
    return header
  }

  private static func readFrames(
    _ bytes: UnsafeRawBufferPointer, _ header: Header, path: String
  ) throws(CorpusError) -> [DocumentIndex.Frame] {
    var frames: [DocumentIndex.Frame] = []
    frames.reserveCapacity(header.frameCount)
    var nextOffset = 0
    var nextRow = 0
    for number in 0..<header.frameCount {
      let place = DocumentIndex.headerByteCount + number * DocumentIndex.frameEntryByteCount
      let values = (0..<5).map { LittleEndian.load(bytes, at: place + $0 * 8, as: UInt64.self) }
      guard values.allSatisfy({ $0 < 1 << 56 }), Int(values[0]) == nextOffset, Int(values[3]) == nextRow,
        Int(values[1]) <= header.shardByteCount - nextOffset, Int(values[4]) <= header.documentCount - nextRow,
        Int(values[2]) <= DocumentIndex.frameByteLimit
      else { throw CorpusError(.corrupt, "frame \(number) lies outside the shard", path: path, offset: place) }
      let frame = DocumentIndex.Frame(
        offset: nextOffset, byteCount: Int(values[1]), rawByteCount: Int(values[2]), firstRow: nextRow,
        rowCount: Int(values[4]))
      frames.append(frame)
      nextOffset += frame.byteCount
      nextRow += frame.rowCount
    }
    guard nextOffset == header.shardByteCount, nextRow == header.documentCount else {
      throw CorpusError(.corrupt, "the frames do not add up to the shard", path: path)
    }
    return frames
  }
}
