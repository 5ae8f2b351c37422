// Files that change under the reader's hands.

import Glibc
import Storage
import TestSupport
import Testing

@testable import Pipeline

@Suite struct RecordBatchesTests {
  private let folder = TemporaryFolder("batches")

  private func batches(_ name: String) throws -> RecordBatches {
    let pipeline = folder.write("sources: [{name: a, format: jsonl, paths: \(name)}]\n", to: "pipeline.yaml")
    let loaded = try ConfigurationLoader.load(path: pipeline)
    return RecordBatches(
      files: loaded.listing[0].files, source: loaded.configuration.sources[0], limits: loaded.configuration.limits,
      scratchFolder: folder.path)
  }

  /// More than a batch.
  private var lines: String {
    (0..<20_000).map { "{\"text\":\"line number \($0) of this file, which is long enough\"}\n" }.joined()
  }

  private func readAll(_ batches: inout RecordBatches) throws -> Int {
    var count = 0
    while let batch = try batches.next() { count += batch.events.count }
    return count
  }

  @Test func aFileThatRestsIsReadWhole() throws {
    folder.write(lines, to: "a.jsonl")
    var batches = try batches("a.jsonl")
    #expect(try readAll(&batches) == 20_000)
  }

  @Test(arguments: ["grows", "shrinks", "is replaced"])
  func aFileThatChangesWhileItIsReadFailsTheTask(how: String) throws {
    let path = folder.write(lines, to: "a.jsonl")
    var batches = try batches("a.jsonl")
    _ = try batches.next()
    switch how {
    case "grows": folder.write(lines + "{\"text\":\"more\"}\n", to: "a.jsonl")
    case "shrinks": truncate(path, 100_000)
    default:
      unlink(path)
      folder.write(lines + " ", to: "a.jsonl")
    }
    #expect {
      _ = try readAll(&batches)
    } throws: { error in
      (error as? RunError)?.code == .tryAgain && "\(error)".contains("was changed while it was being read")
    }
  }

  @Test func aFileThatChangedBeforeSaysToPlanAgain() throws {
    folder.write(lines, to: "a.jsonl")
    var batches = try batches("a.jsonl")
    folder.write("{}\n", to: "a.jsonl")
    #expect { _ = try readAll(&batches) } throws: { ($0 as? RunError)?.code == .usage }
  }

  @Test func aFileThatIsGoneIsQuarantinedAndTheNextOneRead() throws {
    folder.write(lines, to: "in/a.jsonl")
    folder.write("{\"text\":\"x\"}\n", to: "in/b.jsonl")
    var batches = try batches("in")
    unlink(folder.file("in/a.jsonl"))
    let first = try batches.next()
    guard case .quarantined(let entry)? = first?.events.first else {
      Issue.record("no quarantine")
      return
    }
    #expect(entry.reason == "unreadable-file" && entry.origin.file == "a.jsonl")
    #expect(try readAll(&batches) == 1)
  }
}
