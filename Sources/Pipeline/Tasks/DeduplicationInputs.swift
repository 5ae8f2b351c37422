// The signatures of a run, and the priority of their sources.

import Deduplication
import Storage

/// What all tasks of deduplication read. A document wins against its duplicates by the priority of its source, then by
/// its id.
struct DeduplicationInputs {
  let settings: PipelineConfiguration.Deduplicate
  let parameters: SignatureParameters
  /// One for each refine task.
  let signaturePaths: [String]
  let numbering: DocumentNumbering
  /// Highest priority first.
  let earlier: [EarlierRun]
  let frozen: FrozenCorpora

  init(_ context: TaskContext) throws {
    guard let settings = context.configuration.deduplicate else {
      throw RunError(.ourDefect, "the plan deduplicates, but its configuration has no 'deduplicate'")
    }
    self.settings = settings
    parameters = try settings.signatureParameters(seed: context.configuration.seed)
    let records = try context.records(.refine)
    let sources = context.configuration.sources
    let assignments = context.plan.extractAssignments
    signaturePaths = try records.map { try context.path(of: $0.output("signatures"), in: .refine) }
    numbering = try DocumentNumbering(
      documentCounts: records.map(\.documentCount), ranks: assignments.map { sources[$0.source].priority })
    earlier = try settings.against.map { try EarlierRun(path: $0) }
    frozen = try FrozenCorpora(earlier.map(\.index), parameters: parameters)
  }
}
