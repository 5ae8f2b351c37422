// Scan files, written block by block.

import Deduplication
import Storage

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
  private var table: [UInt8] = []
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
    table.append(littleEndian: UInt64(file.byteCount))
    table.append(littleEndian: UInt64(summary.documents))
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
    table.append(littleEndian: UInt64(file.byteCount))
    table.append(littleEndian: UInt64(summary.documents))
    try file.write(RunJSON.encode(summary))
    table.append(littleEndian: UInt64(blockCount))
    table += DocumentScanLayout.endMagic
    try file.write(table)
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
