// The documents that are left after deduplication, in order, with their texts.

import Corpus
import Storage

/// Reads refined document shards without the documents that deduplication removed.
struct KeptDocuments {
  private let context: TaskContext
  private let refined: [CommitRecord]
  private let removals: Removals?

  init(_ context: TaskContext) throws {
    self.context = context
    refined = try context.records(.refine)
    removals = try Removals(context)
  }

  /// Number of refine tasks.
  var taskCount: Int { refined.count }

  /// Opens the shard of one refine task.
  func shard(task: Int) throws -> DocumentShardReader {
    try DocumentShardReader(path: context.path(of: refined[task].output("documents"), in: .refine))
  }

  /// True when the document at a row of a task's shard was removed.
  func isRemoved(task: Int, row: Int) -> Bool { removals?.holds(task: task, row: row) ?? false }

  /// Text bytes of all refined documents, the removed ones with them.
  var textByteCount: Int { refined.reduce(0) { $0 + $1.textByteCount } }
}
