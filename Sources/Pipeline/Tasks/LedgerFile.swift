// The ledger of one task.

import Corpus
import Storage

/// Ledger lines of a task, written in order as zstd frames; the file appears when the task commits.
struct LedgerFile {
  private let file: AtomicFile
  private let compressor = ZstdCompressor(level: 3)
  private var pending: [UInt8] = []
  private var frame: [UInt8] = []
  private let name: String

  /// Lines are compressed together until there are this many bytes of them.
  private static let frameByteCount = 1 << 20

  init(_ context: TaskContext) throws {
    name = "ledger/\(TaskNumber.text(context.index)).jsonl.zst"
    file = try AtomicFile(path: context.outputPath(name))
  }

  mutating func append(_ lines: [UInt8]) throws {
    pending += lines
    if pending.count >= Self.frameByteCount { try flush() }
  }

  mutating func append(_ entry: LedgerEntry) throws {
    entry.appendLine(to: &pending)
    if pending.count >= Self.frameByteCount { try flush() }
  }

  private mutating func flush() throws {
    frame.removeAll(keepingCapacity: true)
    _ = compressor.compress(pending, into: &frame)
    try file.write(frame)
    pending.removeAll(keepingCapacity: true)
  }

  mutating func commit() throws -> OutputFile {
    try flush()
    return OutputFile(name: name, role: "ledger", summary: try file.commit())
  }
}
