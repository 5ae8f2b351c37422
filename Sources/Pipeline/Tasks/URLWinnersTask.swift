// url-winners: one range of addresses over all records.

import Deduplication
import Storage

/// Decides which record of each address stays.
struct URLWinnersTask {
  private let context: TaskContext

  init(_ context: TaskContext) { self.context = context }

  func run() throws -> CommitRecord {
    var record = CommitRecord(stage: .urlWinners, index: context.index)
    let (keeping, normalization) = try context.urlSettings()
    let sources = context.configuration.sources
    let tasks = try zip(context.records(.urls), context.plan.extractAssignments).map { keys, assignment in
      URLReducer.Task(
        path: try context.path(of: keys.output("keys"), in: .urls), rank: sources[assignment.source].priority)
    }
    let name = "\(TaskNumber.text(context.index)).losers"
    let summary = try URLReducer(range: context.index, of: context.stage.taskCount).run(
      tasks, normalization: normalization, keeping: keeping, output: context.outputPath(name),
      cancellation: context.cancellation)
    record.outputs = [OutputFile(name: name, role: "losers", summary: summary.file)]
    record.facts = [
      "addresses": summary.addresses, "shared": summary.shared, "losers": summary.losers,
      "largestGroup": summary.largestGroup,
    ]
    return record
  }
}
