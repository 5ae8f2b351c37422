// Document shards, open while they are needed.

import Corpus
import Storage

/// Opens document shards when they are asked for, and keeps a bounded number of them open: a process may map some ten
/// thousand files, and a corpus may have more shards than that.
final class OpenShards {
  private let paths: [String]
  private let limit: Int
  private var open: [Int: DocumentShardReader] = [:]
  /// Shards that are open, in the order in which they were opened.
  private var order: [Int] = []
  private var next = 0

  init(paths: [String], limit: Int = 1024) {
    self.paths = paths
    self.limit = max(1, limit)
  }

  /// The refined shards of a run, one for each task.
  convenience init(_ context: TaskContext) throws {
    self.init(
      paths: try context.records(.refine).map { try context.path(of: $0.output("documents"), in: .refine) })
  }

  var count: Int { paths.count }

  subscript(number: Int) -> DocumentShardReader {
    get throws {
      if let shard = open[number] { return shard }
      let shard = try DocumentShardReader(path: paths[number])
      if order.count < limit {
        order.append(number)
      } else {
        open[order[next]] = nil
        order[next] = number
        next = (next + 1) % limit
      }
      open[number] = shard
      return shard
    }
  }
}
