// The two passes over the lines of a part: its addresses, then the documents that keep theirs.

import Corpus
import Deduplication
import Storage

/// What the first pass found in a part.
struct URLReading: Sendable, Codable {
  var documents = 0
  /// Bytes of the documents' lines.
  var bytes = 0
  /// Documents without the field, with something in it that is no address, and with an address.
  var withoutURL = 0
  var notURL = 0
  var addresses = 0
  /// Documents with an address and a date.
  var dated = 0
  /// Sum of the documents' orders, by which a second reading is known to be of the same lines.
  var sum: UInt64 = 0
  /// Number of documents of each batch of lines. A part is cut into the same batches every time.
  var batches: [Int] = []
  var problems: [String] = []

  /// Problems that are kept in words.
  private static let problemLimit = 100

  mutating func add(_ other: URLReading) {
    documents += other.documents
    bytes += other.bytes
    withoutURL += other.withoutURL
    notURL += other.notURL
    addresses += other.addresses
    dated += other.dated
    sum &+= other.sum
    batches += other.batches
    problems += other.problems.prefix(max(0, Self.problemLimit - problems.count))
  }
}

/// Reads the documents of a part.
struct URLPass {
  let part: DeduplicationPart
  /// Number of the part.
  let number: Int
  let options: URLLineOptions
  let threads: Int

  /// Writes the part's key file.
  func writeKeys(to path: String, cancellation: CancellationFlag) throws -> URLReading {
    let writer = try URLKeyWriter(path: path, normalization: options.normalization, keeping: options.keeping)
    var reader = try PartReader(part, options: options.lines)
    let options = options
    var sum = URLReading()
    try orderedParallelMap(
      threads: threads, cancellation: cancellation, makeState: { URLLineScanner(options: options) },
      next: { try reader.next() },
      transform: { scanner, batch in Self.keys(of: batch, options, &scanner) },
      emit: { entries, reading in
        var entries = entries
        if options.keeping == .first {
          // The first document has the greatest choice.
          for index in entries.indices {
            entries[index].choice = ~(UInt64(number) << 32 | UInt64(writer.documentCount) + UInt64(entries[index].row))
          }
        }
        try writer.append(entries, documentCount: reading.documents)
        sum.add(reading)
      })
    sum.add(URLReading(problems: reader.problems))
    _ = try writer.commit()
    return sum
  }

  private static func keys(
    of batch: PartReader.Batch, _ options: URLLineOptions, _ scanner: inout URLLineScanner
  ) -> ([URLEntry], URLReading) {
    var entries: [URLEntry] = []
    var reading = URLReading()
    forEachDocument(of: batch.lines, &scanner, problems: &reading.problems) { scanner, line in
      let row = UInt32(reading.documents)
      reading.documents += 1
      reading.bytes += line.count + 1
      reading.sum &+= scanner.order.low
      guard scanner.hasURL else {
        reading.withoutURL += 1
        return
      }
      guard let key = scanner.withURL(line, { URLKey(normalForm: $0) }) else {
        reading.notURL += 1
        return
      }
      reading.addresses += 1
      let date = scanner.date(line)
      reading.dated += date == nil ? 0 : 1
      entries.append(
        URLEntry(
          key: key, choice: options.keeping.choice(date: date, byteCount: scanner.textByteCount(line)),
          order: scanner.order, row: row))
    }
    reading.batches = [reading.documents]
    return (entries, reading)
  }

  /// Calls `body` with every line of a batch that is a document.
  private static func forEachDocument(
    of batch: LineBatch, _ scanner: inout URLLineScanner, problems: inout [String],
    _ body: (inout URLLineScanner, UnsafeBufferPointer<UInt8>) -> Void
  ) {
    batch.bytes.withUnsafeBufferPointer { bytes in
      var start = 0
      var ordinal = 0
      while start < bytes.count {
        let range = start..<LineLayout.lineEnd(bytes, from: start)
        let line = UnsafeBufferPointer(rebasing: bytes[range])
        switch scanner.scan(line, file: batch.file, row: batch.row + ordinal) {
        case .blank: break
        case .document: body(&scanner, line)
        case .damaged(let offset, let message):
          problems.append("\(batch.file), byte \(batch.offset + range.lowerBound + offset): \(message)")
        }
        ordinal += 1
        start = range.upperBound + 1
      }
    }
  }

  /// What a worker makes of a batch in the second pass.
  private struct Kept: Sendable {
    var lines = CompressedLines(frame: [], rawByteCount: 0, rowCount: 0)
    var removed = URLStatistics.Amount()
    var decisions = URLRemovals.Batch()
    var sum: UInt64 = 0
  }

  private struct WorkerState {
    var scanner: URLLineScanner
    let compressor = ZstdCompressor(level: 3)
  }

  /// Writes the documents that stay, and gathers what is to be said of those that go.
  ///
  /// - Throws: `RunError.tryAgain` when the lines are not those of the first pass.
  func writeKept(
    without losers: URLLosers, reading: URLReading, to path: String, _ removals: URLRemovals,
    cancellation: CancellationFlag
  ) throws -> (kept: URLStatistics.Amount, removed: URLStatistics.Amount) {
    try FileSystem.createDirectory(Path.parent(path))
    let writer = try LineShardWriter(path: path)
    var reader = try PartReader(part, options: options.lines)
    let (options, winners) = (options, removals.winners)
    let firstRows = reading.batches.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) }
    var kept = URLStatistics.Amount()
    var removed = URLStatistics.Amount()
    var sum: UInt64 = 0
    try orderedParallelMap(
      threads: threads, cancellation: cancellation,
      makeState: { WorkerState(scanner: URLLineScanner(options: options)) },
      next: { try reader.next() },
      transform: { state, batch in
        guard batch.number < reading.batches.count else { throw LineLayout.changed(batch.lines) }
        let rows = firstRows[batch.number]..<firstRows[batch.number + 1]
        return Self.kept(of: batch.lines, rows, losers, winners, &state)
      },
      emit: { batch in
        kept.add(URLStatistics.Amount(documents: batch.lines.rowCount, bytes: batch.lines.rawByteCount))
        removed.add(batch.removed)
        sum &+= batch.sum
        try writer.append(batch.lines)
        try removals.append(batch.decisions)
      })
    guard sum == reading.sum, kept.documents + removed.documents == reading.documents else {
      let names = part.files.map(\.name).joined(separator: ", ")
      throw RunError(.tryAgain, "\(names): changed while it was read; start again")
    }
    try writer.commit()
    return (kept, removed)
  }

  private static func kept(
    of batch: LineBatch, _ rows: Range<Int>, _ losers: URLLosers, _ winners: URLWinnerSet,
    _ state: inout WorkerState
  ) -> Kept {
    var result = Kept()
    var lines: [UInt8] = []
    var row = rows.lowerBound
    var rowCount = 0
    var problems: [String] = []
    forEachDocument(of: batch, &state.scanner, problems: &problems) { scanner, line in
      defer { row += 1 }
      result.sum &+= scanner.order.low
      if let winner = losers.kept(insteadOf: row) {
        result.removed.add(URLStatistics.Amount(documents: 1, bytes: line.count + 1))
        let (order, id) = (scanner.order, scanner.id)
        _ = scanner.withURL(line) { url in result.decisions.append(loser: order, id: id, url: url, kept: winner) }
        return
      }
      if winners.holds(scanner.order) { result.decisions.append(winner: scanner.order, id: scanner.id) }
      lines.append(contentsOf: line)
      lines.append(0x0a)
      rowCount += 1
    }
    var frame: [UInt8] = []
    if rowCount > 0 { state.compressor.compress(lines, into: &frame) }
    result.lines = CompressedLines(frame: frame, rawByteCount: lines.count, rowCount: rowCount)
    return result
  }
}
