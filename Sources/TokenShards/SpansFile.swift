// Spans (`.spans`, beside every shard): which documents a row is made of.
//
// All numbers are little-endian.
//
//     offset  bytes  header (64 bytes)
//     0       8      magic, "SLUICESP"
//     8       4      version, 1
//     12      4      header size, 64
//     16      8      R, number of rows
//     24      8      P, number of pieces
//     32      8      tokens in a row; 0 where rows are whole documents, as long as their pieces
//     40      8      XXH64 of everything behind the header
//     48      8      XXH64 of the header's first 48 bytes
//     56      8      zero
//
//     then R rows of 16 bytes:
//             4      source: its place in the manifest's list
//             4      number of pieces
//             8      number of the row's first piece
//     then P pieces of 24 bytes, in the order in which they stand in their rows:
//             16     document id (high half, low half)
//             4      first: place of the piece's first token in the document's sequence
//             4      number of tokens
//
// A document's sequence is its tokens with the end-of-document id before or behind them and perhaps a
// beginning-of-document id before them, as the manifest says: where an id stands before, place 0 is that id and place 1
// the first token. What a row has behind its last piece is padding.

import Corpus
import Storage

/// A stretch of a document in a row.
public struct RowPiece: Sendable, Equatable {
  public var document: DocumentID
  /// Place of the first token in the document's sequence (`DocumentMarks`).
  public var first: Int
  public var tokenCount: Int

  public init(document: DocumentID, first: Int, tokenCount: Int) {
    self.document = document
    self.first = first
    self.tokenCount = tokenCount
  }
}

extension [RowPiece] {
  /// True for two pieces of which the second is the document's next stretch.
  public var follow: Bool {
    count == 2 && self[1].document == self[0].document && self[1].first == self[0].first + self[0].tokenCount
  }
}

enum SpansLayout {
  static let magic: [UInt8] = Array("SLUICESP".utf8)
  static let version: UInt32 = 1
  static let headerByteCount = 64
  static let rowByteCount = 16
  static let pieceByteCount = 24

  /// The rows in whose records some bytes lie, or the pieces; nil for bytes of the header.
  static func place(ofBytes bytes: Range<Int>, rowCount: Int) -> (numbers: ClosedRange<Int>, isRow: Bool)? {
    let rowsEnd = headerByteCount + rowCount * rowByteCount
    if bytes.upperBound <= headerByteCount { return nil }
    if bytes.lowerBound >= rowsEnd {
      let (first, last) = (bytes.lowerBound - rowsEnd, bytes.upperBound - 1 - rowsEnd)
      return (first / pieceByteCount...last / pieceByteCount, false)
    }
    let (first, last) = (max(bytes.lowerBound, headerByteCount), min(bytes.upperBound, rowsEnd) - 1)
    return ((first - headerByteCount) / rowByteCount...(last - headerByteCount) / rowByteCount, true)
  }
}

/// Collects the spans of one shard: 16 bytes a row and 24 a piece in memory.
public struct SpansWriter {
  private let rowTokenCount: Int
  private var rows: [UInt8] = []
  private var pieces: [UInt8] = []
  private(set) var rowCount = 0
  private var pieceCount = 0
  /// The first piece of the row that was begun last.
  private var firstPiece = 0

  /// - Parameter rowTokenCount: tokens in a row, padding included; 0 for whole documents.
  public init(rowTokenCount: Int) { self.rowTokenCount = rowTokenCount }

  /// Begins a row.
  public mutating func beginRow(source: Int) {
    endRow()
    FileNumber.append(UInt32(truncatingIfNeeded: source), to: &rows)
    FileNumber.append(UInt32(0), to: &rows)
    FileNumber.append(UInt64(pieceCount), to: &rows)
    rowCount += 1
    firstPiece = pieceCount
  }

  /// Appends a piece to the row that was begun last.
  public mutating func append(_ piece: RowPiece) {
    let record = (
      piece.document.high.littleEndian, piece.document.low.littleEndian,
      UInt32(truncatingIfNeeded: piece.first).littleEndian, UInt32(truncatingIfNeeded: piece.tokenCount).littleEndian
    )
    withUnsafeBytes(of: record) { pieces.append(contentsOf: $0) }
    pieceCount += 1
  }

  /// Enters the number of pieces of the row that was begun last.
  private mutating func endRow() {
    guard rowCount > 0 else { return }
    let place = rowCount * SpansLayout.rowByteCount - 12
    let count = UInt32(truncatingIfNeeded: pieceCount - firstPiece)
    rows.withUnsafeMutableBytes { $0.storeBytes(of: count.littleEndian, toByteOffset: place, as: UInt32.self) }
  }

  /// The document and the source of a row's first piece; the row must exist and have one.
  func firstPiece(ofRow row: Int) -> (document: DocumentID, source: Int) {
    rows.withUnsafeBytes { rows in
      let source = FileNumber.load(rows, at: row * SpansLayout.rowByteCount, as: UInt32.self)
      let place = Int(FileNumber.load(rows, at: row * SpansLayout.rowByteCount + 8, as: UInt64.self))
      return pieces.withUnsafeBytes { pieces in
        let start = place * SpansLayout.pieceByteCount
        return (
          DocumentID(high: FileNumber.load(pieces, at: start), low: FileNumber.load(pieces, at: start + 8)),
          Int(source)
        )
      }
    }
  }

  /// Writes the file.
  public mutating func write(to path: String) throws(StorageError) -> FileSummary {
    endRow()
    var hash = XXH64()
    hash.update(rows)
    hash.update(pieces)
    var header = SpansLayout.magic
    FileNumber.append(SpansLayout.version, to: &header)
    FileNumber.append(UInt32(SpansLayout.headerByteCount), to: &header)
    for number in [rowCount, pieceCount, rowTokenCount] { FileNumber.append(UInt64(number), to: &header) }
    FileNumber.append(hash.digest(), to: &header)
    FileNumber.append(XXH64.hash(header), to: &header)
    FileNumber.append(UInt64(0), to: &header)
    let file = try AtomicFile(path: path, sumsBlocks: true)
    try file.write(header)
    try file.write(rows)
    try file.write(pieces)
    return try file.commit()
  }
}

/// Reads a spans file through a memory map. Safe to use from several threads at once.
public final class SpansReader: Sendable {
  public let path: String
  public let rowCount: Int
  public let pieceCount: Int
  /// Tokens in a row; 0 where rows are whole documents.
  public let rowTokenCount: Int
  private let file: MappedFile

  /// Opens a file and checks all of it: checksums, and that every row's pieces are there and fit.
  ///
  /// - Throws: `ShardError` with the offset; `StorageError`.
  public init(path: String) throws {
    self.path = path
    file = try MappedFile(path: path)
    let bytes = file.bytes
    guard bytes.count >= SpansLayout.headerByteCount, bytes.prefix(8).elementsEqual(SpansLayout.magic) else {
      throw ShardError(.corrupt, "this is no spans file", path: path, offset: 0)
    }
    let version = FileNumber.load(bytes, at: 8, as: UInt32.self)
    guard version == SpansLayout.version else {
      throw ShardError(
        .unsupported, "the file has version \(version); this program reads \(SpansLayout.version)", path: path,
        offset: 8)
    }
    guard XXH64.hash(UnsafeRawBufferPointer(rebasing: bytes[..<48])) == FileNumber.load(bytes, at: 48, as: UInt64.self),
      FileNumber.load(bytes, at: 56, as: UInt64.self) == 0,
      let rowCount = FileNumber.count(bytes, at: 16), let pieceCount = FileNumber.count(bytes, at: 24),
      let rowTokenCount = FileNumber.count(bytes, at: 32), rowCount < 1 << 48, pieceCount < 1 << 48,
      bytes.count == SpansLayout.headerByteCount + rowCount * SpansLayout.rowByteCount
        + pieceCount * SpansLayout.pieceByteCount
    else { throw ShardError(.corrupt, "the header is damaged or does not fit the file", path: path, offset: 0) }
    guard
      XXH64.hash(UnsafeRawBufferPointer(rebasing: bytes[SpansLayout.headerByteCount...]))
        == FileNumber.load(bytes, at: 40, as: UInt64.self)
    else {
      throw ShardError(
        .corrupt, "the checksum does not agree with the spans", path: path, offset: SpansLayout.headerByteCount)
    }
    self.rowCount = rowCount
    self.pieceCount = pieceCount
    self.rowTokenCount = rowTokenCount
    var next = 0
    for row in 0..<rowCount {
      let place = SpansLayout.headerByteCount + row * SpansLayout.rowByteCount
      let count = Int(FileNumber.load(bytes, at: place + 4, as: UInt32.self))
      guard FileNumber.count(bytes, at: place + 8) == next, count <= pieceCount - next else {
        throw ShardError(.corrupt, "row \(row) has pieces that are not there", path: path, offset: place)
      }
      next += count
      guard rowTokenCount == 0 || pieces(ofRow: row).reduce(0, { $0 + $1.tokenCount }) <= rowTokenCount else {
        throw ShardError(.corrupt, "the pieces of row \(row) do not fit into it", path: path, offset: place)
      }
    }
    guard next == pieceCount else { throw ShardError(.corrupt, "pieces belong to no row", path: path) }
  }

  /// The source of a row: its place in the manifest's list. The row must exist.
  public func source(ofRow row: Int) -> Int {
    precondition(row >= 0 && row < rowCount)
    return Int(
      FileNumber.load(file.bytes, at: SpansLayout.headerByteCount + row * SpansLayout.rowByteCount, as: UInt32.self))
  }

  /// The pieces of a row, in order. The row must exist.
  public func pieces(ofRow row: Int) -> [RowPiece] {
    precondition(row >= 0 && row < rowCount)
    let bytes = file.bytes
    let place = SpansLayout.headerByteCount + row * SpansLayout.rowByteCount
    let count = Int(FileNumber.load(bytes, at: place + 4, as: UInt32.self))
    let first = Int(FileNumber.load(bytes, at: place + 8, as: UInt64.self))
    let pieces = SpansLayout.headerByteCount + rowCount * SpansLayout.rowByteCount
    return (first..<first + count).map { number in
      let place = pieces + number * SpansLayout.pieceByteCount
      return RowPiece(
        document: DocumentID(high: FileNumber.load(bytes, at: place), low: FileNumber.load(bytes, at: place + 8)),
        first: Int(FileNumber.load(bytes, at: place + 16, as: UInt32.self)),
        tokenCount: Int(FileNumber.load(bytes, at: place + 20, as: UInt32.self)))
    }
  }
}
