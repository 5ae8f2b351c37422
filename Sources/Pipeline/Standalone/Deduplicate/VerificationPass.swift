// The second pass over a part: shingle sets of the candidates.

import Corpus
import Deduplication
import Storage

/// Reads the texts that verification asks for.
struct VerificationPass {
  let options: LineInputOptions
  let parameters: MinHashParameters
  let threads: Int
  let cancellation: CancellationFlag

  private struct WorkerState {
    var parser: LineParser
    var builder: ShingleSetBuilder
  }

  /// Lines of which some documents are wanted.
  private struct Wanted: Sendable {
    var lines: LineBatch
    var layout: LineLayout
    /// Ordinals among the documents of the lines, ascending.
    var ordinals: [Int]
  }

  /// Calls `body` with the shingle sets of some rows of a part, in order, batch by batch.
  ///
  /// - Parameter rows: ascending.
  func forEachBatch(
    of rows: [Int], in part: DeduplicationPart, scan: DocumentScan, _ body: (ShingleSetBatch) throws -> Void
  ) throws {
    if rows.isEmpty { return }
    var reader = try PartReader(part, options: options, scan: scan)
    let batches = scan.batchRows
    try run(body) {
      while let batch = try reader.next() {
        let ordinals = Array(batches.ordinals(of: rows, in: batch.number))
        if ordinals.isEmpty { continue }
        return Wanted(lines: batch.lines, layout: try scan.layout(ofBlock: batch.number), ordinals: ordinals)
      }
      return nil
    }
  }

  /// Calls `body` with the shingle sets of some documents of an earlier corpus, in order, batch by batch.
  ///
  /// - Parameter places: ascending.
  func forEachBatch(
    at places: [DocumentPlace], of corpus: EarlierCorpus, _ body: (ShingleSetBatch) throws -> Void
  ) throws {
    var next = 0
    var shard: (file: Int, reader: LineShardReader)?
    try run(body) {
      if next == places.count { return nil }
      let file = places[next].task
      let reader = try shard.flatMap { $0.file == file ? $0.reader : nil } ?? corpus.shard(ofFile: file)
      shard = (file, reader)
      let number = try reader.frame(ofRow: places[next].row)
      let frame = reader.frames[number]
      var ordinals: [Int] = []
      while next < places.count, places[next].task == file, places[next].row < frame.firstRow + frame.rowCount {
        ordinals.append(places[next].row - frame.firstRow)
        next += 1
      }
      let bytes = try reader.lines(ofFrame: number)
      return Wanted(
        lines: LineBatch(file: reader.path, bytes: bytes, offset: 0, row: frame.firstRow),
        layout: LineLayout(byteCount: bytes.count, documentCount: frame.rowCount), ordinals: ordinals)
    }
  }

  private func run(_ body: (ShingleSetBatch) throws -> Void, next: () throws -> Wanted?) throws {
    let (options, parameters) = (options, parameters)
    try orderedParallelMap(
      threads: threads, cancellation: cancellation,
      makeState: {
        WorkerState(parser: LineParser(options: options), builder: ShingleSetBuilder(parameters: parameters))
      },
      next: next,
      transform: { state, wanted in try Self.sets(of: wanted, &state.parser, &state.builder) },
      emit: body)
  }

  private static func sets(
    of wanted: Wanted, _ parser: inout LineParser, _ builder: inout ShingleSetBuilder
  ) throws -> ShingleSetBatch {
    var sets = ShingleSetBatch()
    try parser.forEachText(in: wanted.lines, layout: wanted.layout, wanted: wanted.ordinals) {
      builder.append($0.text, to: &sets)
    }
    return sets
  }
}
