// The second pass over a part: shingle sets of the candidates.

import Corpus
import Deduplication
import Storage

/// Reads the texts that verification asks for.
struct VerificationPass {
  let part: DeduplicationPart
  let scan: DocumentScan
  let options: LineInputOptions
  let threads: Int

  private struct WorkerState {
    var scanner: JSONLineScanner
    var builder: ShingleSetBuilder
  }

  /// Calls `body` with the shingle set of each row, in order.
  ///
  /// - Parameter rows: rows of the part, ascending.
  func forEachShingleSet(
    of rows: [Int], _ parameters: MinHashParameters, cancellation: CancellationFlag, _ body: ([UInt64]) throws -> Void
  ) throws {
    if rows.isEmpty { return }
    var reader = try PartReader(part, options: options, scan: scan)
    let (scan, field) = (scan, options.field)
    try orderedParallelMap(
      threads: threads, cancellation: cancellation,
      makeState: {
        WorkerState(
          scanner: JSONLineScanner(fields: [field], contentOf: 0), builder: ShingleSetBuilder(parameters: parameters))
      },
      next: { try reader.next() },
      transform: { state, batch -> [[UInt64]] in
        let inBatch = scan.rows(ofBlock: batch.number)
        var next = rows.partitioningIndex { $0 >= inBatch.lowerBound }
        var sets: [[UInt64]] = []
        if next == rows.count || rows[next] >= inBatch.upperBound { return sets }
        try batch.lines.bytes.withUnsafeBufferPointer { bytes in
          var lines = DocumentLines(bytes, block: batch.number, of: scan)
          while next < rows.count, rows[next] < inBatch.upperBound, let (line, row) = lines.next() {
            if row != rows[next] { continue }
            let text = UnsafeBufferPointer(rebasing: bytes[line])
            sets.append(try Self.shingles(of: text, &state.scanner, &state.builder))
            next += 1
          }
        }
        return sets
      },
      emit: { sets in for set in sets { try body(set) } })
  }

  private static func shingles(
    of line: UnsafeBufferPointer<UInt8>, _ scanner: inout JSONLineScanner, _ builder: inout ShingleSetBuilder
  ) throws -> [UInt64] {
    try scanner.scan(line)
    return scanner.withContent { builder.shingles(of: $0) } ?? []
  }
}

extension [Int] {
  /// The first index from which on a condition holds that holds for no element before and for all behind.
  fileprivate func partitioningIndex(where holds: (Int) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
