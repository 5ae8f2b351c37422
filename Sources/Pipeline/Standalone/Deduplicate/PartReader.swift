// The lines of a part in batches, the same ones in every pass.

import Corpus
import Glibc
import Storage

/// Reads the files of a part batch by batch.
struct PartReader {
  /// A batch and its place.
  struct Batch: Sendable {
    /// Number of the batch in the part, from 0.
    var number: Int
    /// Place of its file in the part.
    var file: Int
    var lines: LineBatch
  }

  private let part: DeduplicationPart
  /// What the first pass found; nil in that pass.
  private let scan: DocumentScan?
  private var input: LineInput
  private var number = 0
  private var file = 0

  init(_ part: DeduplicationPart, options: LineInputOptions, scan: DocumentScan? = nil) throws {
    self.part = part
    self.scan = scan
    input = try LineInput(part.files.map(\.path), options: options)
  }

  /// What could not be read, with the names that the user gave.
  var problems: [String] {
    input.problems.map { problem in
      for file in part.files where file.path != file.name && problem.hasPrefix(file.path) {
        return "standard input" + problem.dropFirst(file.path.count)
      }
      return problem
    }
  }

  /// The next batch; nil at the end.
  ///
  /// - Throws: `RunError.tryAgain` when the files are not those of the first pass any more.
  mutating func next() throws -> Batch? {
    guard let lines = try input.next() else {
      if let scan, scan.blockCount != number { throw changed() }
      return nil
    }
    while part.files[file].path != lines.file {
      file += 1
      if file == part.files.count { throw changed() }
    }
    if let scan {
      guard number < scan.blockCount, scan.byteCount(ofBlock: number) == lines.bytes.count else { throw changed() }
    }
    defer { number += 1 }
    return Batch(number: number, file: file, lines: lines)
  }

  private func changed() -> RunError {
    RunError(.tryAgain, "\(part.files[min(file, part.files.count - 1)].name) changed while it was read; start again")
  }
}

/// The lines of a batch.
struct LineCursor {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var position = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  /// The next line without its line end; nil at the end.
  mutating func next() -> Range<Int>? {
    guard position < bytes.count, let base = bytes.baseAddress else { return nil }
    let start = position
    // SAFETY: position is below the number of bytes.
    let found = memchr(base + start, 0x0a, bytes.count - start)
    let end = found.map { UnsafeRawPointer($0) - UnsafeRawPointer(base) } ?? bytes.count
    position = end + 1
    return start..<end
  }
}

/// The lines of a batch that hold documents, as the first pass found them.
struct DocumentLines {
  private var lines: LineCursor
  private let others: [Int]
  private var nextOther = 0
  private var ordinal = 0
  /// Row of the next document in the part.
  private(set) var row: Int

  init(_ bytes: UnsafeBufferPointer<UInt8>, block: Int, of scan: DocumentScan) {
    lines = LineCursor(bytes)
    others = scan.otherLines(ofBlock: block)
    row = scan.rows(ofBlock: block).lowerBound
  }

  /// The next line that holds a document, without its line end, and its row.
  mutating func next() -> (line: Range<Int>, row: Int)? {
    while let line = lines.next() {
      defer { ordinal += 1 }
      if nextOther < others.count, others[nextOther] == ordinal {
        nextOther += 1
        continue
      }
      defer { row += 1 }
      return (line, row)
    }
    return nil
  }
}
