// JSON lines through per-document stages, in order, on all threads.

import Cleaning
import Corpus
import Decontamination
import Storage

/// Runs stages over JSON lines; everything in a line besides its text, and what stages write into its metadata, stays as it
/// stands.
struct LineStages {
  let stages: [any DocumentStage]
  let inputs: [String]
  let options: LineInputOptions
  let threads: Int?

  /// What became of the lines.
  struct Totals: Sendable {
    var documents = 0
    var kept = 0
    var changed = 0
    var problems: [String] = []
    /// What could not be written into lines that are kept.
    var remarks: [String] = []
  }

  /// A document after the stages.
  struct Result {
    let name: String
    let before: Document
    /// Nil when a stage dropped the document.
    let after: [UInt8]?
  }

  private struct Batch: Sendable {
    var lines: [UInt8] = []
    var ledger: [UInt8] = []
    var notes: [UInt8] = []
    var totals = Totals()
  }

  private struct WorkerState {
    var runner: StageRunner
    var parser: LineParser
  }

  /// - Parameters:
  ///   - ledger: is given ledger lines in order; nil where none are wanted.
  ///   - note: makes further bytes of a document, such as a difference; they reach `notes` in order.
  /// - Throws: `RunError.badData`, and nothing is written, when there are damaged records and no others.
  func run(
    output: LineOutput, ledger: LineOutput?, cancellation: CancellationFlag,
    note: @escaping @Sendable (Result, inout [UInt8]) throws -> Void = { _, _ in },
    notes: ([UInt8]) throws -> Void = { _ in }
  ) throws -> Totals {
    var input = try LineInput(inputs, options: options)
    var totals = Totals()
    let (stages, options) = (stages, options)
    try orderedParallelMap(
      threads: threads ?? Machine.coreCount, cancellation: cancellation,
      makeState: { WorkerState(runner: StageRunner(stages: stages), parser: LineParser(options: options)) },
      next: { try input.next() },
      transform: { state, batch in try Self.run(batch, &state, note: note) },
      emit: { batch in
        try output.append(batch.lines)
        try ledger?.append(batch.ledger)
        try notes(batch.notes)
        totals.documents += batch.totals.documents
        totals.kept += batch.totals.kept
        totals.changed += batch.totals.changed
        totals.problems += batch.totals.problems
        totals.remarks += batch.totals.remarks
      })
    totals.problems += input.problems
    if totals.documents == 0, let first = totals.problems.first {
      throw RunError(.badData, "no document could be read, the first because of: \(first)")
    }
    try output.commit()
    try ledger?.commit()
    return totals
  }

  private static func run(
    _ batch: LineBatch, _ state: inout WorkerState, note: (Result, inout [UInt8]) throws -> Void
  ) throws -> Batch {
    var result = Batch()
    var runner = state.runner
    let problems = try state.parser.forEach(in: batch) { line, bytes in
      var document = line.document
      document.metadata["name"] = line.name
      let isKept = try runner.run(&document)
      result.totals.documents += 1
      if isKept {
        result.totals.kept += 1
        let start = result.lines.count
        if document.text == line.document.text {
          line.appendLine(of: bytes, to: &result.lines)
        } else {
          result.totals.changed += 1
          line.appendLine(of: bytes, text: document.text, to: &result.lines)
        }
        document.metadata["name"] = nil
        if !document.metadata.isEmpty,
          !LineMetadata.set(document.metadata, ofLineAt: start, in: &result.lines)
        {
          result.totals.remarks.append("\(line.name): the line's 'metadata' is no object")
        }
      }
      try note(
        Result(name: line.name, before: line.document, after: isKept ? document.text : nil), &result.notes)
    }
    result.ledger = runner.takeLedger()
    state.runner = runner
    result.totals.problems = problems.map(\.description)
    return result
  }
}
