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
///     offsets   of the blocks u64, and of the summary
///     trailer   number of blocks u64, "SLUICSND"
enum DocumentScanLayout {
  static let magic: [UInt8] = Array("SLUICSCN".utf8)
  static let endMagic: [UInt8] = Array("SLUICSND".utf8)
  static let version: UInt32 = 1
  static let headerByteCount = 16
  static let trailerByteCount = 16
  static let blockHeaderByteCount = 24
  static let rowByteCount = 20
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

/// One batch of lines as a worker scanned it, to be appended in order.
struct ScanBlock: Sendable {
  /// Place of the file in the part.
  var file = 0
  var layout = LineLayout()
  var rows: [UInt8] = []
  var ids: [UInt8] = []
  var textByteCount = 0
  /// The sources of the batch, in the order in which they were met; rows count them from 1.
  var sources: [[UInt8]] = []
  var problems: [String] = []

  /// Appends a document; the bytes of its id stand at the end of `ids` already.
  mutating func append(textByteCount: Int, lineHash: UInt64, source: Int) {
    rows.append(littleEndian: UInt32(ids.count))
    rows.append(littleEndian: UInt32(textByteCount))
    rows.append(littleEndian: lineHash)
    rows.append(littleEndian: UInt32(source))
    self.textByteCount += textByteCount
  }
}

/// Writes a scan file.
final class DocumentScanWriter {
  private let file: AtomicFile
  private var offsets: [UInt8] = []
  private var blockCount = 0
  private var sourceNumbers: [[UInt8]: Int] = [:]
  private(set) var summary = DocumentScan.Summary()

  init(path: String) throws {
    file = try AtomicFile(path: path)
    var header = DocumentScanLayout.magic
    header.append(littleEndian: DocumentScanLayout.version)
    header.append(littleEndian: UInt32(0))
    try file.write(header)
  }

  func append(_ block: ScanBlock) throws {
    offsets.append(littleEndian: UInt64(file.byteCount))
    blockCount += 1
    var bytes: [UInt8] = []
    bytes.append(littleEndian: UInt32(block.file))
    bytes.append(littleEndian: UInt32(block.layout.others.count))
    bytes.append(littleEndian: UInt32(block.layout.documentCount))
    bytes.append(littleEndian: UInt32(0))
    bytes.append(littleEndian: UInt64(block.layout.byteCount))
    for line in block.layout.others { bytes.append(littleEndian: UInt32(line)) }
    try file.write(bytes)
    try file.write(withSourcesOfPart(block))
    try file.write(block.ids)
    summary.lines += block.layout.documentCount + block.layout.others.count
    summary.blankLines += block.layout.others.count - block.problems.count
    summary.documents += block.layout.documentCount
    summary.textBytes += block.textByteCount
    summary.add(problems: block.problems)
  }

  func add(problems: [String]) { summary.add(problems: problems) }

  func commit() throws {
    offsets.append(littleEndian: UInt64(file.byteCount))
    try file.write(RunJSON.encode(summary))
    offsets.append(littleEndian: UInt64(blockCount))
    offsets += DocumentScanLayout.endMagic
    try file.write(offsets)
    _ = try file.commit()
  }

  /// The rows with the numbers that the block's sources have in the part.
  private func withSourcesOfPart(_ block: ScanBlock) -> [UInt8] {
    var numbers = [0]
    for source in block.sources {
      if let number = sourceNumbers[source] {
        numbers.append(number)
      } else if summary.sources.count < DocumentScan.sourceLimit {
        summary.sources.append(String(decoding: source, as: UTF8.self))
        summary.sourceDocuments.append(0)
        sourceNumbers[source] = summary.sources.count
        numbers.append(summary.sources.count)
      } else {
        summary.hasTooManySources = true
        numbers.append(0)
      }
    }
    var rows = block.rows
    rows.withUnsafeMutableBytes { rows in
      for row in stride(from: DocumentScanLayout.rowByteCount - 4, to: rows.count, by: DocumentScanLayout.rowByteCount)
      {
        let local = UInt32(littleEndian: rows.loadUnaligned(fromByteOffset: row, as: UInt32.self))
        let number = numbers[Int(local)]
        rows.storeBytes(of: UInt32(number).littleEndian, toByteOffset: row, as: UInt32.self)
        if number > 0 { summary.sourceDocuments[number - 1] += 1 }
      }
    }
    return rows
  }
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

  private struct Block: Sendable {
    var offset: Int
    var firstRow: Int
    var rows: Int
    var ids: Int
  }

  let path: String
  let summary: Summary
  private let file: MappedFile
  private let blocks: [Block]

  /// Opens a file and checks that its blocks add up.
  ///
  /// - Throws: `StorageError`; `RunError.badData`.
  init(path: String) throws {
    self.path = path
    let damaged = RunError(.badData, "\(path): is damaged or incomplete; remove the output folder and start again")
    file = try MappedFile(path: path)
    let bytes = file.bytes
    let trailer = bytes.count - DocumentScanLayout.trailerByteCount
    guard trailer >= DocumentScanLayout.headerByteCount + 8,
      bytes.prefix(8).elementsEqual(DocumentScanLayout.magic),
      bytes.integer(at: 8, as: UInt32.self) == DocumentScanLayout.version,
      bytes.suffix(8).elementsEqual(DocumentScanLayout.endMagic)
    else { throw damaged }
    let count = bytes.integer(at: trailer, as: UInt64.self)
    guard count < UInt64(trailer / 8) else { throw damaged }
    let table = trailer - (Int(count) + 1) * 8
    guard table >= DocumentScanLayout.headerByteCount else { throw damaged }
    let offsets = (0...Int(count)).map { bytes.integer(at: table + $0 * 8, as: UInt64.self) }
    var blocks: [Block] = []
    var rows = 0
    for index in 0..<Int(count) {
      guard offsets[index] <= offsets[index + 1], offsets[index + 1] <= UInt64(table),
        let block = Self.block(bytes, Int(offsets[index])..<Int(offsets[index + 1]), firstRow: rows)
      else { throw damaged }
      blocks.append(block)
      rows += Int(bytes.integer(at: block.offset + 8, as: UInt32.self))
    }
    guard let last = offsets.last, last <= UInt64(table) else { throw damaged }
    summary = try RunJSON.decode(
      Summary.self, from: Array(bytes[Int(last)..<table]), path: path)
    guard summary.documents == rows, summary.sources.count == summary.sourceDocuments.count else { throw damaged }
    self.blocks = blocks
  }

  /// The block in a range of the file; nil when its parts do not fill it.
  private static func block(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>, firstRow: Int) -> Block? {
    guard range.count >= DocumentScanLayout.blockHeaderByteCount else { return nil }
    let documents = Int(bytes.integer(at: range.lowerBound + 8, as: UInt32.self))
    let others = Int(bytes.integer(at: range.lowerBound + 4, as: UInt32.self))
    let rows = range.lowerBound + DocumentScanLayout.blockHeaderByteCount + others * 4
    let ids = rows + documents * DocumentScanLayout.rowByteCount
    guard ids <= range.upperBound else { return nil }
    var end = 0
    for row in 0..<documents {
      let next = Int(bytes.integer(at: rows + row * DocumentScanLayout.rowByteCount, as: UInt32.self))
      if next < end { return nil }
      end = next
    }
    return ids + end == range.upperBound
      ? Block(offset: range.lowerBound, firstRow: firstRow, rows: rows, ids: ids) : nil
  }

  var blockCount: Int { blocks.count }

  /// Rows of the part's documents in a block.
  func rows(ofBlock block: Int) -> Range<Int> {
    blocks[block].firstRow..<(block + 1 < blocks.count ? blocks[block + 1].firstRow : summary.documents)
  }

  /// The rows of the blocks, which are those of the batches.
  var batchRows: BatchRows { BatchRows(documentCounts: blocks.indices.lazy.map { self.rows(ofBlock: $0).count }) }

  /// Place of the block's file in the part.
  func file(ofBlock block: Int) -> Int { Int(file.bytes.integer(at: blocks[block].offset, as: UInt32.self)) }

  /// Where the documents of a block stand in its batch.
  func layout(ofBlock block: Int) -> LineLayout {
    let start = blocks[block].offset
    let others = start + DocumentScanLayout.blockHeaderByteCount
    return file.withBytes { bytes in
      LineLayout(
        byteCount: Int(bytes.integer(at: start + 16, as: UInt64.self)), documentCount: rows(ofBlock: block).count,
        others: (0..<Int(bytes.integer(at: start + 4, as: UInt32.self))).map {
          Int(bytes.integer(at: others + $0 * 4, as: UInt32.self))
        })
    }
  }

  /// The block that holds a row, which exists.
  private func block(ofRow row: Int) -> Int {
    var low = 0
    var high = blocks.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if blocks[middle].firstRow <= row { low = middle } else { high = middle }
    }
    return low
  }

  /// Calls `body` with what is known of a row, which exists.
  func withDocument<R>(atRow row: Int, _ body: (ScannedDocument) throws -> R) rethrows -> R {
    try withDocument(block: block(ofRow: row), row: row, body)
  }

  /// Calls `body` with what is known of a row of a block, both of which exist.
  func withDocument<R>(block: Int, row: Int, _ body: (ScannedDocument) throws -> R) rethrows -> R {
    try file.withBytes { bytes in
      let block = blocks[block]
      let record = block.rows + (row - block.firstRow) * DocumentScanLayout.rowByteCount
      let start =
        row == block.firstRow ? 0 : bytes.integer(at: record - DocumentScanLayout.rowByteCount, as: UInt32.self)
      let end = bytes.integer(at: record, as: UInt32.self)
      return try body(
        ScannedDocument(
          id: UnsafeRawBufferPointer(rebasing: bytes[block.ids + Int(start)..<block.ids + Int(end)]),
          textByteCount: Int(bytes.integer(at: record + 4, as: UInt32.self)),
          lineHash: bytes.integer(at: record + 8, as: UInt64.self),
          source: Int(bytes.integer(at: record + 16, as: UInt32.self))))
    }
  }
}
