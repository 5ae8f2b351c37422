// Stages applied to a document one after the other, with the account of what they did.

import TextAnalysis

/// Runs stages in order over documents of one source and keeps their counts and ledger lines.
///
/// Each worker has its own; the results of workers are joined in the order of their batches: counts with `+=`, ledger
/// lines one after the other.
public struct StageRunner {
  /// The stages in the order in which they run.
  public let stages: [any DocumentStage]
  public let names: [StageName]
  /// Counts by stage, in the same order.
  public private(set) var counts: [StageCounts]
  /// Ledger lines (JSON with line ends) since the last `takeLedger`, in the order of documents.
  public private(set) var ledger: [UInt8] = []
  /// What stages found in documents since the last `takeFindings`, in the order of documents.
  public private(set) var findings: [DocumentFindings] = []
  private var workspace = Workspace()

  public init(stages: [any DocumentStage]) {
    self.stages = stages
    names = stages.map { type(of: $0).name }
    counts = stages.map { _ in StageCounts() }
  }

  /// Gives the ledger lines and forgets them.
  public mutating func takeLedger() -> [UInt8] {
    defer { ledger = [] }
    return ledger
  }

  /// Gives the counts and begins again from zero.
  public mutating func takeCounts() -> [StageCounts] {
    defer { counts = stages.map { _ in StageCounts() } }
    return counts
  }

  /// Gives the findings and forgets them.
  public mutating func takeFindings() -> [DocumentFindings] {
    defer { findings = [] }
    return findings
  }

  /// Applies the stages until one drops the document.
  ///
  /// - Returns: true when the document stays.
  /// - Throws: `ConservationError` when a verdict does not account for what the stage did to the text, which is a
  ///   defect of the stage.
  public mutating func run(_ document: inout Document) throws(ConservationError) -> Bool {
    workspace.invalidate()
    for index in stages.indices {
      let byteCount = document.text.count
      let id = document.id
      let verdict = stages[index].apply(to: &document, using: &workspace)
      guard document.id == id else {
        throw error(index, document, "document \(id) came out under another id, \(document.id)")
      }
      if !workspace.findings.isEmpty { takeFindings(index, document, verdict, byteCount: byteCount) }
      switch verdict {
      case .keep:
        try checkLength(index, document, expected: byteCount, byteCount: byteCount)
        counts[index].keep(byteCount: byteCount)
      case .edit(let edits):
        try checkLength(
          index, document, expected: try length(after: edits, index, document, byteCount: byteCount),
          byteCount: byteCount)
        workspace.invalidate()
        counts[index].edit(edits, byteCount: byteCount)
        LedgerEntry(edits: edits, of: document, byteCount: byteCount, stage: names[index])?.appendLine(to: &ledger)
      case .drop(let reason):
        counts[index].drop(reason: reason.code, byteCount: byteCount)
        LedgerEntry(drop: reason, of: document, byteCount: byteCount, stage: names[index]).appendLine(to: &ledger)
        return false
      }
    }
    return true
  }

  /// Takes what a stage found. A document that it neither changed nor dropped is counted and listed as reported.
  private mutating func takeFindings(_ index: Int, _ document: Document, _ verdict: Verdict, byteCount: Int) {
    let found = workspace.findings
    workspace.findings.removeAll(keepingCapacity: true)
    findings.append(
      DocumentFindings(stage: names[index], document: document.id, source: document.source, findings: found))
    guard case .keep = verdict, let reason = found.first?.reason else { return }
    counts[index].report(reason: reason, byteCount: byteCount)
    LedgerEntry(reported: found, of: document, byteCount: byteCount, stage: names[index]).appendLine(to: &ledger)
  }

  /// Gives the text units of a document that `run` has just kept, without analysing it again where a stage already did.
  public mutating func withUnits<R>(of document: Document, _ body: (borrowing TextUnits) throws -> R) rethrows -> R {
    try workspace.withUnits(of: document, body)
  }

  /// The text's length that the edits promise.
  private func length(
    after edits: [Edit], _ index: Int, _ document: Document, byteCount: Int
  ) throws(ConservationError) -> Int {
    var expected = byteCount
    var position = 0
    for edit in edits {
      guard edit.start >= position, edit.end >= edit.start, edit.end <= byteCount, edit.replacementByteCount >= 0
      else {
        throw error(
          index, document,
          "an edit of rule \(edit.rule) at \(edit.start)..<\(edit.end) is out of order or outside the text "
            + "of \(byteCount) bytes, in document \(document.id)")
      }
      position = edit.end
      expected += edit.replacementByteCount - (edit.end - edit.start)
    }
    return expected
  }

  private func checkLength(
    _ index: Int, _ document: Document, expected: Int, byteCount: Int
  ) throws(ConservationError) {
    guard document.text.count == expected else {
      throw error(
        index, document,
        "the verdict accounts for \(expected) bytes of text, but there are \(document.text.count) "
          + "(\(byteCount) came in), in document \(document.id)")
    }
  }

  private func error(_ index: Int, _ document: Document, _ message: String) -> ConservationError {
    ConservationError(stage: names[index], source: document.source, message: message)
  }
}
