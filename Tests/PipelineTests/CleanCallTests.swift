// What sluice clean refuses before it works, and what it says of inputs without a document.

import Cleaning
import Storage
import TestSupport
import Testing

@testable import Pipeline

@Suite struct CleanCallTests {
  private let folder = TemporaryFolder("clean-call")

  private func run(_ lines: String, _ change: (inout CleanCall) -> Void) throws -> CleanCall.Outcome {
    var call = CleanCall(inputs: [folder.write(lines, to: "in.jsonl")], output: folder.file("out.jsonl"))
    change(&call)
    return try call.run(cancellation: CancellationFlag())
  }

  @Test func whatCannotBeMeantIsRefusedBeforeAnythingIsWritten() throws {
    let requests: [(inout CleanCall) -> Void] = [
      { $0.stages = [] },
      { $0.stages = ["normalize", ""] },
      { $0.stages = ["normalise"] },
      { $0.stages = ["c4-bad-words"] },
      { call in (call.stages, call.language) = (["normalize"], .init()) },
      { call in (call.stages, call.classifier) = (["normalize"], .init()) },
      { call in call.output = call.inputs[0] },
      { call in call.ledger = call.output },
      { call in call.output += ".gz" },
      { call in call.ledger = call.output + ".parquet" },
    ]
    for (index, request) in requests.enumerated() {
      let error = #expect(throws: RunError.self, "request \(index)") { try run("{\"text\":\"a\"}\n", request) }
      #expect(error?.code == .usage, "request \(index)")
    }
    #expect(try FileSystem.walk(folder.path).map(\.path).map(Path.lastComponent) == ["in.jsonl"])
  }

  @Test func anInputWithoutADocumentIsAnErrorAndAnEmptyOneIsNot() throws {
    let error = #expect(throws: RunError.self) { try run("[1]\n{\"text\":\n") { _ in } }
    #expect(error?.code == .badData)
    #expect(error?.message.contains("in.jsonl, byte 0") == true)
    #expect(!FileSystem.exists(folder.file("out.jsonl")))
    #expect(try run("") { _ in }.documents == 0)
    #expect(FileSystem.exists(folder.file("out.jsonl")))
    let mixed = try run("[1]\n{\"text\":\"a\"}\n") { _ in }
    #expect(mixed.documents == 1)
    #expect(mixed.problems.count == 1)
  }
}
