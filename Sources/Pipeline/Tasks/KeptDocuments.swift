// The documents that are left after deduplication, in order, with their texts.

import Corpus
import Deduplication
import Storage

/// Reads refined document shards without the documents that deduplication removed.
struct KeptDocuments {
  private let context: TaskContext
  private let refined: [CommitRecord]
  /// Nil when the plan does not deduplicate.
  private let deduplicated: CommitRecord?

  init(_ context: TaskContext) throws {
    self.context = context
    refined = try context.records(.refine)
    deduplicated = try context.records(.deduplicate).first
  }

  /// Number of refine tasks.
  var taskCount: Int { refined.count }

  /// Opens the shard of one refine task.
  func shard(task: Int) throws -> DocumentShardReader {
    try DocumentShardReader(path: context.path(of: refined[task].output("documents"), in: .refine))
  }

  /// The rows of a refine task's shard that deduplication removed. They are read when they are asked for: a task above
  /// needs those of one shard at a time, whatever their number.
  func removedRows(task: Int) throws -> RemovalBits {
    guard let deduplicated else { return RemovalBits(documentCount: 0) }
    return try RemovalBits(path: context.path(of: deduplicated.output("removals-\(task)"), in: .deduplicate))
  }

  /// Which documents of a refine task's shard stand on one side of the validation split with others.
  func splitGroups(task: Int) throws -> SplitGroups {
    guard let deduplicated, context.configuration.likeness != nil else { return SplitGroups() }
    return try SplitGroups(path: context.path(of: deduplicated.output("groups-\(task)"), in: .deduplicate))
  }

  /// Text bytes of all refined documents, the removed ones with them.
  var textByteCount: Int { refined.reduce(0) { $0 + $1.textByteCount } }
}
