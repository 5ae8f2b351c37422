// What the first pass over a part learns besides signatures: ids, sizes and sources, on disk until the end.

import Deduplication
import Storage

/// The scan file of a part holds what later passes need of its documents, so that they neither keep it in memory nor
/// parse lines again. All integers are little-endian.
///
///     "SLUICSCN", version u32, zeros u32
///     blocks    one for each batch of lines:
///               file u32 (its place in the part), other lines u32, documents u32, zeros u32, bytes u64
///               for each line that holds no document: its ordinal in the batch u32
///               for each document: end of its id u32, bytes of its text u32, XXH3 of its line u64, source u32
///               the ids
///     summary   JSON: `DocumentScan.Summary`
///     table     for each block, and then for the summary: its offset u64, number of documents before it u64
///     trailer   number of blocks u64, "SLUICSND"
enum DocumentScanLayout {
  static let magic: [UInt8] = Array("SLUICSCN".utf8)
  static let endMagic: [UInt8] = Array("SLUICSND".utf8)
  static let version: UInt32 = 1
  static let headerByteCount = 16
  static let trailerByteCount = 16
  static let blockHeaderByteCount = 24
  static let rowByteCount = 20
  static let tableEntryByteCount = 16
}

/// What a scan knows of a document; the id's bytes are valid as long as the scan is.
struct ScannedDocument {
  var id: UnsafeRawBufferPointer
  var textByteCount: Int
  /// XXH3 of the line as it stands.
  var lineHash: UInt64
  /// Number in `DocumentScan.Summary.sources`; 0 where the line names none.
  var source: Int
}

/// A committed scan file, open for reading.
final class DocumentScan: Sendable {
  /// The whole part in figures.
  struct Summary: Sendable, Codable, Equatable {
    var lines = 0
    var blankLines = 0
    var documents = 0
    var textBytes = 0
    /// What the lines' `source` fields name, and the number of documents that name it.
    var sources: [String] = []
    var sourceDocuments: [Int] = []
    /// There are more sources than are told apart.
    var hasTooManySources = false
    /// What is damaged: all of it by number, the first in words.
    var problemCount = 0
    var problems: [String] = []

    /// Problems that are kept in words.
    private static let problemLimit = 100

    mutating func add(problems: [String]) {
      problemCount += problems.count
      self.problems += problems.prefix(max(0, Self.problemLimit - self.problems.count))
    }
  }

  /// Most sources that are told apart.
  static let sourceLimit = 65_535

  /// A block's place in the file, and its first row.
  private struct Block: Sendable {
    var offset: Int
    var firstRow: Int
  }

  let path: String
  let summary: Summary
  private let file: MappedFile
  /// The blocks, and behind the last one where it ends.
  private let blocks: [Block]

  /// Opens a file. Its blocks are checked when they are read, so that a large one is opened at once.
  ///
  /// - Throws: `StorageError`; `RunError.badData`.
  init(path: String) throws {
    self.path = path
    let damaged = Self.damaged(path)
    file = try MappedFile(path: path)
    let bytes = file.bytes
    let trailer = bytes.count - DocumentScanLayout.trailerByteCount
    guard trailer >= DocumentScanLayout.headerByteCount + DocumentScanLayout.tableEntryByteCount,
      bytes.prefix(8).elementsEqual(DocumentScanLayout.magic),
      bytes.integer(at: 8, as: UInt32.self) == DocumentScanLayout.version,
      bytes.suffix(8).elementsEqual(DocumentScanLayout.endMagic)
    else { throw damaged }
    let count = bytes.integer(at: trailer, as: UInt64.self)
    guard count < UInt64(trailer / DocumentScanLayout.tableEntryByteCount) else { throw damaged }
    let table = trailer - (Int(count) + 1) * DocumentScanLayout.tableEntryByteCount
    var blocks: [Block] = []
    for index in 0...Int(count) {
      let entry = table + index * DocumentScanLayout.tableEntryByteCount
      let offset = bytes.integer(at: entry, as: UInt64.self)
      let firstRow = bytes.integer(at: entry + 8, as: UInt64.self)
      let least = blocks.last ?? Block(offset: DocumentScanLayout.headerByteCount, firstRow: 0)
      guard offset >= least.offset, offset <= table, firstRow >= least.firstRow, firstRow <= UInt32.max else {
        throw damaged
      }
      blocks.append(Block(offset: Int(offset), firstRow: Int(firstRow)))
    }
    let end = blocks[blocks.count - 1]
    summary = try RunJSON.decode(Summary.self, from: Array(bytes[end.offset..<table]), path: path)
    guard summary.documents == end.firstRow, blocks[0].firstRow == 0,
      summary.sources.count == summary.sourceDocuments.count
    else { throw damaged }
    self.blocks = blocks
  }

  private static func damaged(_ path: String) -> RunError {
    RunError(.badData, "\(path): is damaged or incomplete; deduplicate into a new output folder")
  }

  var blockCount: Int { blocks.count - 1 }

  /// Rows of the part's documents in a block.
  func rows(ofBlock block: Int) -> Range<Int> { blocks[block].firstRow..<blocks[block + 1].firstRow }

  /// The rows of the blocks, which are those of the batches.
  var batchRows: BatchRows { BatchRows(documentCounts: (0..<blockCount).lazy.map { self.rows(ofBlock: $0).count }) }

  /// The parts of a block: where its other lines, its rows and its ids begin, and where it ends.
  private func parts(
    ofBlock block: Int, _ bytes: UnsafeRawBufferPointer
  ) throws(RunError) -> (others: Int, rows: Int, ids: Int, end: Int) {
    let (start, end) = (blocks[block].offset, blocks[block + 1].offset)
    let others = start + DocumentScanLayout.blockHeaderByteCount
    guard others <= end, Int(bytes.integer(at: start + 8, as: UInt32.self)) == rows(ofBlock: block).count else {
      throw Self.damaged(path)
    }
    let rows = others + Int(bytes.integer(at: start + 4, as: UInt32.self)) * 4
    let ids = rows + self.rows(ofBlock: block).count * DocumentScanLayout.rowByteCount
    guard ids <= end else { throw Self.damaged(path) }
    return (others, rows, ids, end)
  }

  /// Where the documents of a block stand in its batch.
  ///
  /// - Throws: `RunError.badData`.
  func layout(ofBlock block: Int) throws -> LineLayout {
    try file.withBytes { bytes in
      let (others, rows, _, _) = try parts(ofBlock: block, bytes)
      return LineLayout(
        byteCount: Int(clamping: bytes.integer(at: blocks[block].offset + 16, as: UInt64.self)),
        documentCount: self.rows(ofBlock: block).count,
        others: stride(from: others, to: rows, by: 4).map { Int(bytes.integer(at: $0, as: UInt32.self)) })
    }
  }

  /// Calls `body` with what is known of a row, which exists.
  ///
  /// - Throws: `RunError.badData`; what `body` throws.
  func withDocument<R>(atRow row: Int, _ body: (ScannedDocument) throws -> R) throws -> R {
    var low = 0
    var high = blockCount
    while high - low > 1 {
      let middle = (low + high) / 2
      if blocks[middle].firstRow <= row { low = middle } else { high = middle }
    }
    return try withDocument(block: low, row: row, body)
  }

  /// Calls `body` with what is known of a row of a block, both of which exist.
  ///
  /// - Throws: `RunError.badData`; what `body` throws.
  func withDocument<R>(block: Int, row: Int, _ body: (ScannedDocument) throws -> R) throws -> R {
    try file.withBytes { bytes in
      let parts = try parts(ofBlock: block, bytes)
      let record = parts.rows + (row - blocks[block].firstRow) * DocumentScanLayout.rowByteCount
      let isFirst = row == blocks[block].firstRow
      let start =
        isFirst ? 0 : Int(bytes.integer(at: record - DocumentScanLayout.rowByteCount, as: UInt32.self))
      let end = Int(bytes.integer(at: record, as: UInt32.self))
      let source = Int(bytes.integer(at: record + 16, as: UInt32.self))
      guard start <= end, end <= parts.end - parts.ids, source <= summary.sources.count else {
        throw Self.damaged(path)
      }
      return try body(
        ScannedDocument(
          id: UnsafeRawBufferPointer(rebasing: bytes[parts.ids + start..<parts.ids + end]),
          textByteCount: Int(bytes.integer(at: record + 4, as: UInt32.self)),
          lineHash: bytes.integer(at: record + 8, as: UInt64.self), source: source))
    }
  }
}
