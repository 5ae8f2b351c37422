// The signatures of a run in the order in which documents win against their duplicates.

import Deduplication
import Storage

/// Refine tasks ordered by the priority of their sources, then by their number. Deduplication counts tasks in this
/// order; everybody else by their number.
struct DeduplicationInputs {
  let parameters: SignatureParameters
  /// Refine tasks in order of priority.
  let refineTasks: [Int]
  let signaturePaths: [String]
  let numbering: DocumentNumbering

  init(_ context: TaskContext) throws {
    guard let settings = context.configuration.deduplicate else {
      throw RunError(.ourDefect, "the plan deduplicates, but its configuration has no 'deduplicate'")
    }
    parameters = try settings.signatureParameters(seed: context.configuration.seed)
    let records = try context.records(.refine)
    let sources = context.configuration.sources
    let assignments = context.plan.extractAssignments
    refineTasks = records.indices.sorted {
      (sources[assignments[$0].source].priority, $0) < (sources[assignments[$1].source].priority, $1)
    }
    signaturePaths = try refineTasks.map { try context.path(of: records[$0].output("signatures"), in: .refine) }
    numbering = try DocumentNumbering(documentCounts: refineTasks.map { records[$0].documentCount })
  }
}
