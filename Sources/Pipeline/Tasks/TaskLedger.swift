// The ledger of one task.

import Corpus
import Storage

/// The ledger file of a task, in the place where the run directory keeps it.
struct TaskLedger {
  let writer: LedgerWriter
  private let name: String

  init(_ context: TaskContext) throws {
    name = "ledger/\(TaskNumber.text(context.index)).jsonl.zst"
    writer = try LedgerWriter(path: context.outputPath(name))
  }

  func commit() throws -> OutputFile { OutputFile(name: name, role: "ledger", summary: try writer.commit()) }
}
