// Where the documents of a batch stand: what one pass over a file leaves to those that follow.

import Glibc

/// Which lines of a batch are documents, so that a later pass over the same file finds them by their line ends alone.
///
/// Takes about 32 bytes for each megabyte of input, and eight for each line that is blank or damaged.
struct LineLayout: Sendable {
  /// Number of bytes of the batch.
  var byteCount = 0
  /// Number of lines that are documents.
  var documentCount = 0
  /// Lines that are not, by their number in the batch, ascending.
  var others: [Int] = []

  /// Calls `body` with every document of a batch, in order, without parsing: its ordinal among the batch's documents
  /// and its line without the line end, as a range of the batch's bytes.
  ///
  /// - Throws: `RunError.tryAgain` when the batch is not the one that was laid out.
  func forEachDocument(
    of batch: LineBatch, _ body: (_ ordinal: Int, _ line: Range<Int>) throws -> Void
  ) throws {
    try forEachLine(of: batch) { _, _, ordinal, line in try body(ordinal, line) }
  }

  /// Appends the lines of a batch's documents to `output`, each with a line end, but for some.
  ///
  /// - Parameter left: ordinals of the documents left out, ascending, each once.
  /// - Throws: `RunError.tryAgain` when the batch is not the one that was laid out.
  func appendLines(of batch: LineBatch, leaving left: some Sequence<Int>, to output: inout [UInt8]) throws {
    var left = left.makeIterator()
    var next = left.next()
    // Lines that follow one another are copied together, line ends and all.
    var pending = 0..<0
    try forEachLine(of: batch) { bytes, _, ordinal, line in
      if ordinal == next {
        next = left.next()
      } else if line.lowerBound == pending.upperBound + 1, !pending.isEmpty {
        pending = pending.lowerBound..<line.upperBound
      } else {
        Self.append(pending, of: bytes, to: &output)
        pending = line
      }
    }
    batch.bytes.withUnsafeBufferPointer { Self.append(pending, of: $0, to: &output) }
  }

  private static func append(_ lines: Range<Int>, of bytes: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
    if lines.isEmpty { return }
    output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[lines]))
    output.append(0x0a)
  }

  func forEachLine(
    of batch: LineBatch,
    _ body: (UnsafeBufferPointer<UInt8>, _ number: Int, _ ordinal: Int, Range<Int>) throws -> Void
  ) throws {
    guard batch.bytes.count == byteCount else { throw Self.changed(batch) }
    var (start, number, ordinal, passed) = (0, 0, 0, 0)
    try batch.bytes.withUnsafeBufferPointer { bytes in
      while start < bytes.count {
        let end = Self.lineEnd(bytes, from: start)
        if passed < others.count, others[passed] == number {
          passed += 1
        } else {
          try body(bytes, number, ordinal, start..<end)
          ordinal += 1
        }
        start = end + 1
        number += 1
      }
    }
    guard ordinal == documentCount else { throw Self.changed(batch) }
  }

  static func changed(_ batch: LineBatch) -> RunError {
    RunError(.tryAgain, "\(batch.file), from byte \(batch.offset) on: the file was changed while it was being read")
  }

  /// Offset of the line's end, or of the bytes' end.
  @inline(__always)
  static func lineEnd(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    guard let base = bytes.baseAddress, let found = memchr(base + start, 0x0a, bytes.count - start) else {
      return bytes.count
    }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }
}

/// The rows of a file by batch.
struct BatchRows: Sendable {
  /// The first row of each batch, and the number of rows as last element.
  private let firstRows: [Int]

  init(_ layouts: [LineLayout]) { self.init(documentCounts: layouts.lazy.map(\.documentCount)) }

  /// - Parameter documentCounts: of each batch.
  init(documentCounts: some Sequence<Int>) {
    var firstRows = [0]
    for count in documentCounts { firstRows.append(firstRows[firstRows.count - 1] + count) }
    self.firstRows = firstRows
  }

  /// Those of `rows` that are in a batch, as ordinals among its documents.
  ///
  /// - Parameter rows: rows of the file, ascending.
  func ordinals(of rows: [Int], in batch: Int) -> some Sequence<Int> {
    let first = firstRows[batch]
    return rows[Self.index(in: rows, of: first)..<Self.index(in: rows, of: firstRows[batch + 1])].lazy.map {
      $0 - first
    }
  }

  /// The index of the first row that is not below `row`.
  private static func index(in rows: [Int], of row: Int) -> Int {
    var low = 0
    var high = rows.count
    while low < high {
      let middle = (low + high) / 2
      if rows[middle] < row { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
