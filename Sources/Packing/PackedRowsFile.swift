// Packed rows (`.rows`): the plan of a source's rows, epoch by epoch. It holds no tokens; they stay in the token files.
//
// All numbers are little-endian.
//
//     offset  bytes  header (64 bytes)
//     0       8      magic, "SLUICERW"
//     8       4      version, 2
//     12      4      number of token files that pieces refer to
//     16      8      tokens in a row
//     24      8      ids that stand around each document (`DocumentMarks.count`)
//     32      32     zero
//     64             P pieces of 16 bytes: file, document, first, number of tokens (4 bytes each)
//     tables  8      R + 1 bounds: the number of each row's first piece, then P
//             8      E + 1 bounds: the number of each epoch's first row, then R
//     footer  8      P;  8  R;  8  E;  8  XXH64 of the tables;  8  XXH64 of the pieces;  8  magic, "SLUICERE"

import Storage
import TokenShards

enum PackedRowsLayout {
  static let magic: [UInt8] = Array("SLUICERW".utf8)
  static let endMagic: [UInt8] = Array("SLUICERE".utf8)
  static let version: UInt32 = 2
  static let headerByteCount = 64
  static let footerByteCount = 48
  static let pieceByteCount = 16
}

/// Writes a file of packed rows; memory is that of its tables, 8 bytes a row.
final class PackedRowsWriter {
  private let file: AtomicFile
  private var hash = XXH64()
  private var rows: [UInt64] = [0]
  private var epochs: [UInt64] = [0]
  private var buffer: [UInt8] = []

  init(path: String, fileCount: Int, rowTokenCount: Int, marksPerDocument: Int) throws(StorageError) {
    file = try AtomicFile(path: path)
    var header = PackedRowsLayout.magic
    Bytes.append(PackedRowsLayout.version, to: &header)
    Bytes.append(UInt32(truncatingIfNeeded: fileCount), to: &header)
    Bytes.append(UInt64(rowTokenCount), to: &header)
    Bytes.append(UInt64(marksPerDocument), to: &header)
    header.append(contentsOf: repeatElement(0, count: PackedRowsLayout.headerByteCount - header.count))
    try file.write(header)
  }

  var path: String { file.path }
  var rowCount: Int { rows.count - 1 }
  var pieceCount: Int { Int(rows[rows.count - 1]) }

  func append(_ row: ArraySlice<PackedPiece>) throws(StorageError) {
    buffer.removeAll(keepingCapacity: true)
    for piece in row {
      for number in [piece.file, piece.document, piece.first, piece.tokenCount] { Bytes.append(number, to: &buffer) }
    }
    buffer.withUnsafeBytes { hash.update($0) }
    try file.write(buffer)
    rows.append(rows[rows.count - 1] + UInt64(row.count))
  }

  func endEpoch() { epochs.append(UInt64(rowCount)) }

  func commit() throws(StorageError) -> FileSummary {
    var tables: [UInt8] = []
    tables.reserveCapacity((rows.count + epochs.count) * 8 + PackedRowsLayout.footerByteCount)
    for bound in rows { Bytes.append(bound, to: &tables) }
    for bound in epochs { Bytes.append(bound, to: &tables) }
    let tablesHash = XXH64.hash(tables)
    for number in [UInt64(pieceCount), UInt64(rowCount), UInt64(epochs.count - 1), tablesHash, hash.digest()] {
      Bytes.append(number, to: &tables)
    }
    tables.append(contentsOf: PackedRowsLayout.endMagic)
    try file.write(tables)
    return try file.commit()
  }
}

/// Reads a file of packed rows through a memory map.
final class PackedRowsReader: Sendable {
  let path: String
  let rowCount: Int
  let fileCount: Int
  let rowTokenCount: Int
  let marksPerDocument: Int
  /// First row of each epoch, then the number of rows.
  let epochRows: [Int]
  private let file: MappedFile
  private let tablesOffset: Int

  init(path: String) throws {
    self.path = path
    file = try MappedFile(path: path)
    let bytes = file.bytes
    let footer = bytes.count - PackedRowsLayout.footerByteCount
    guard footer >= PackedRowsLayout.headerByteCount, bytes.prefix(8).elementsEqual(PackedRowsLayout.magic),
      bytes.suffix(8).elementsEqual(PackedRowsLayout.endMagic),
      Bytes.load(bytes, at: 8, as: UInt32.self) == PackedRowsLayout.version
    else {
      throw PackingError(
        .corrupt, "this is no whole file of packed rows of version \(PackedRowsLayout.version)", path: path)
    }
    let numbers = [footer, footer + 8, footer + 16, 16, 24].map { Bytes.load(bytes, at: $0, as: UInt64.self) }
    guard numbers.allSatisfy({ $0 < 1 << 50 }) else {
      throw PackingError(.corrupt, "the footer is damaged", path: path)
    }
    let (pieces, rows, epochs) = (Int(numbers[0]), Int(numbers[1]), Int(numbers[2]))
    let tables = PackedRowsLayout.headerByteCount + pieces * PackedRowsLayout.pieceByteCount
    guard tables + (rows + epochs + 2) * 8 == footer,
      XXH64.hash(UnsafeRawBufferPointer(rebasing: bytes[tables..<footer]))
        == Bytes.load(bytes, at: footer + 24, as: UInt64.self),
      XXH64.hash(UnsafeRawBufferPointer(rebasing: bytes[PackedRowsLayout.headerByteCount..<tables]))
        == Bytes.load(bytes, at: footer + 32, as: UInt64.self)
    else { throw PackingError(.corrupt, "a checksum does not agree with what it covers", path: path) }
    rowCount = rows
    rowTokenCount = Int(numbers[3])
    marksPerDocument = Int(numbers[4])
    fileCount = Int(Bytes.load(bytes, at: 12, as: UInt32.self))
    epochRows = (0...epochs).map { Int(Bytes.load(bytes, at: tables + (rows + 1 + $0) * 8, as: UInt64.self)) }
    tablesOffset = tables
  }

  /// Calls `body` with the pieces of a row, in order; the row must exist.
  func forEachPiece(ofRow row: Int, _ body: (PackedPiece) throws -> Void) rethrows {
    precondition(row >= 0 && row < rowCount)
    let bytes = file.bytes
    let first = Int(Bytes.load(bytes, at: tablesOffset + row * 8, as: UInt64.self))
    let end = Int(Bytes.load(bytes, at: tablesOffset + row * 8 + 8, as: UInt64.self))
    for number in first..<end {
      let place = PackedRowsLayout.headerByteCount + number * PackedRowsLayout.pieceByteCount
      try body(
        PackedPiece(
          file: Bytes.load(bytes, at: place), document: Bytes.load(bytes, at: place + 4),
          first: Bytes.load(bytes, at: place + 8), tokenCount: Bytes.load(bytes, at: place + 12)))
    }
  }

  /// Asks the processor for the place of a row's pieces; the row must exist, here and below.
  func prefetchPlace(ofRow row: Int) { file.prefetch(tablesOffset + row * 8..<tablesOffset + row * 8 + 16) }

  /// Asks the processor for a row's first pieces.
  func prefetchPieces(ofRow row: Int) {
    let first = Int(Bytes.load(file.bytes, at: tablesOffset + row * 8, as: UInt64.self))
    let place = PackedRowsLayout.headerByteCount + first * PackedRowsLayout.pieceByteCount
    file.prefetch(place..<place + 128)
  }

  /// The pieces of a row, in order; the row must exist.
  func pieces(ofRow row: Int) -> [PackedPiece] {
    var pieces: [PackedPiece] = []
    forEachPiece(ofRow: row) { pieces.append($0) }
    return pieces
  }
}

/// Numbers in files.
enum Bytes {
  @inline(__always)
  static func append<Value: FixedWidthInteger>(_ value: Value, to output: inout [UInt8]) {
    withUnsafeBytes(of: value.littleEndian) { output.append(contentsOf: $0) }
  }

  /// SAFETY: the number must lie inside `bytes`.
  @inline(__always)
  static func load<Value: FixedWidthInteger & BitwiseCopyable>(
    _ bytes: UnsafeRawBufferPointer, at offset: Int, as: Value.Type = Value.self
  ) -> Value {
    Value(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Value.self))
  }
}
