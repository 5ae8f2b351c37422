// Refined document shards, open while they are needed.

import Corpus
import Storage

/// Opens the document shards of refine tasks when they are asked for, and keeps a bounded number of them open: a
/// process may map some ten thousand files, and a corpus may have more shards than that.
final class OpenShards {
  private let context: TaskContext
  private let refined: [CommitRecord]
  private let limit: Int
  private var open: [Int: DocumentShardReader] = [:]
  /// Tasks whose shards are open, in the order in which they were opened.
  private var order: [Int] = []
  private var next = 0

  init(_ context: TaskContext, limit: Int = 1024) throws {
    self.context = context
    refined = try context.records(.refine)
    self.limit = max(1, limit)
  }

  /// Number of refine tasks.
  var taskCount: Int { refined.count }

  subscript(task: Int) -> DocumentShardReader {
    get throws {
      if let shard = open[task] { return shard }
      let shard = try DocumentShardReader(path: context.path(of: refined[task].output("documents"), in: .refine))
      if order.count < limit {
        order.append(task)
      } else {
        open[order[next]] = nil
        order[next] = task
        next = (next + 1) % limit
      }
      open[task] = shard
      return shard
    }
  }
}
