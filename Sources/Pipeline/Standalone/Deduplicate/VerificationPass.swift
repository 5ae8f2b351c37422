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
    var parser: LineParser
    var builder: ShingleSetBuilder
  }

  /// Calls `body` with the shingle sets of the rows, batch by batch in order.
  ///
  /// - Parameter rows: rows of the part, ascending.
  func forEachBatch(
    of rows: [Int], _ parameters: MinHashParameters, cancellation: CancellationFlag,
    _ body: (ShingleSetBatch) throws -> Void
  ) throws {
    if rows.isEmpty { return }
    var reader = try PartReader(part, options: options, scan: scan)
    let (scan, options) = (scan, options)
    let batches = scan.batchRows
    try orderedParallelMap(
      threads: threads, cancellation: cancellation,
      makeState: {
        WorkerState(parser: LineParser(options: options), builder: ShingleSetBuilder(parameters: parameters))
      },
      next: { try reader.next() },
      transform: { state, batch -> ShingleSetBatch in
        var sets = ShingleSetBatch()
        let wanted = batches.ordinals(of: rows, in: batch.number)
        try Self.read(batch.lines, scan.layout(ofBlock: batch.number), wanted, &state.parser, &state.builder, &sets)
        return sets
      },
      emit: body)
  }

  private static func read(
    _ batch: LineBatch, _ layout: LineLayout, _ wanted: some Sequence<Int>, _ parser: inout LineParser,
    _ builder: inout ShingleSetBuilder, _ sets: inout ShingleSetBatch
  ) throws {
    try parser.forEachText(in: batch, layout: layout, wanted: wanted) { builder.append($0.text, to: &sets) }
  }
}
