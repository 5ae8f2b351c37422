// Which rows deduplication removed.

import Deduplication
import Storage

/// The removals of a run by refine task and row.
struct Removals: Sendable {
  private let bits: [RemovalBits]

  /// Nil when the plan does not deduplicate.
  init?(_ context: TaskContext) throws {
    guard let record = try context.records(.deduplicate).first else { return nil }
    let taskCount = context.plan.extractAssignments.count
    bits = try (0..<taskCount).map { task in
      try RemovalBits(path: context.path(of: record.output("removals-\(task)"), in: .deduplicate))
    }
  }

  func holds(task: Int, row: Int) -> Bool { bits[task].contains(row) }
}
