// Killed runs, continued, and other numbers of threads: the same bytes.

import Corpus
import Foundation
import TestSupport
import Testing

@Suite(.serialized) struct ResumeTests {
  @Test func killedTwentyTimesEndsWithTheSameBytes() throws {
    let folder = try RunFolder()
    let pipeline = try folder.write(fixturePipeline(trainSteps: 60), to: "pipeline.yaml")
    let begin = Date()
    let whole = try folder.run(["run", pipeline, "--run", folder.path("whole"), "--threads", "2", "--quiet"])
    #expect(whole.status == 0, "\(whole.errors)")
    let seconds = Date().timeIntervalSince(begin)
    var random = SeededGenerator(seed: 99)
    var killed = 0
    for round in 0..<20 {
      let directory = folder.path("killed-\(round)")
      let arguments = ["run", pipeline, "--run", directory, "--threads", "2", "--quiet"]
      let process = try folder.start(arguments)
      Thread.sleep(forTimeInterval: Double.random(in: 0...1, using: &random) * seconds)
      if process.isRunning {
        kill(process.processIdentifier, SIGKILL)
        killed += 1
      }
      process.waitUntilExit()
      let continued = try folder.run(arguments)
      #expect(continued.status == 0, "\(continued.errors)")
      try expectEqualRuns(folder.path("whole"), directory)
      try FileManager.default.removeItem(atPath: directory)
    }
    #expect(killed > 0)
  }

  @Test(arguments: [1, 7]) func threadsDoNotChangeTheBytes(threads: Int) throws {
    let folder = try RunFolder()
    let pipeline = try folder.write(fixturePipeline(trainSteps: nil), to: "pipeline.yaml")
    let two = try folder.run(["run", pipeline, "--run", folder.path("two"), "--threads", "2", "--quiet"])
    let other = try folder.run(["run", pipeline, "--run", folder.path("other"), "--threads", "\(threads)", "--quiet"])
    #expect(two.status == 0, "\(two.errors)")
    #expect(other.status == 0, "\(other.errors)")
    try expectEqualRuns(folder.path("two"), folder.path("other"))
  }

  @Test func secondRunDoesNothing() throws {
    let folder = try RunFolder()
    let pipeline = try folder.write(fixturePipeline(trainSteps: nil), to: "pipeline.yaml")
    let arguments = ["run", pipeline, "--run", folder.path("run"), "--quiet"]
    #expect(try folder.run(arguments).status == 0)
    let again = try folder.run(arguments)
    #expect(again.status == 0)
    #expect(again.output.contains("nothing ran"))
  }

  @Test func changedCleaningRuleExtractsNothingAgain() throws {
    let folder = try RunFolder()
    let text = fixturePipeline(trainSteps: nil)
    let pipeline = try folder.write(text, to: "pipeline.yaml")
    let arguments = ["run", pipeline, "--run", folder.path("run")]
    #expect(try folder.run(arguments).status == 0)
    _ = try folder.write(text + "clean: {minimum_characters: 400}\n", to: "pipeline.yaml")
    let again = try folder.run(arguments)
    #expect(again.status == 0, "\(again.errors)")
    #expect(!again.errors.contains("extract: done"))
    #expect(again.errors.contains("refine: done"))
    let collected = try folder.run(["gc", folder.path("run")])
    #expect(collected.status == 0)
    let stages = try FileManager.default.contentsOfDirectory(atPath: folder.path("run/stages"))
    #expect(stages.filter { $0.hasPrefix("refine-") }.count == 1)
  }

  @Test func engineCallsGiveTheSameBytesAsRun() throws {
    let folder = try RunFolder()
    let pipeline = try folder.write(fixturePipeline(trainSteps: nil), to: "pipeline.yaml")
    #expect(try folder.run(["run", pipeline, "--run", folder.path("run"), "--quiet"]).status == 0)
    let plan = try folder.run(["plan", pipeline, "--run", folder.path("engine"), "--json"])
    #expect(plan.status == 0, "\(plan.errors)")
    let tree = try JSONSerialization.jsonObject(with: Data(plan.output.utf8)) as? [String: Any]
    let stages = try #require(tree?["stages"] as? [[String: Any]])
    for stage in stages {
      let name = try #require(stage["stage"] as? String)
      #expect(try folder.run(["status", folder.path("engine"), "--missing", name]).status == 75)
      for index in (0..<(try #require(stage["taskCount"] as? Int))).reversed() {
        let task = try folder.run(["task", folder.path("engine"), name, "\(index)"])
        #expect(task.status == 0, "\(name)/\(index): \(task.errors)")
      }
    }
    #expect(try folder.run(["status", folder.path("engine")]).status == 0)
    try expectEqualRuns(folder.path("run"), folder.path("engine"))
  }
}

@Suite struct ConservationTests {
  /// A task that lies about what it kept: the next stage takes another number of documents, and the run says so.
  @Test func sumsThatDisagreeStopTheRun() throws {
    let folder = try RunFolder()
    let pipeline = try folder.write(fixturePipeline(trainSteps: nil), to: "pipeline.yaml")
    #expect(try folder.run(["plan", pipeline, "--run", folder.path("run")]).status == 0)
    #expect(try folder.run(["task", folder.path("run"), "extract", "0"]).status == 0)
    let stages = try FileManager.default.contentsOfDirectory(atPath: folder.path("run/stages"))
    let extract = try #require(stages.first { $0.hasPrefix("extract-") })
    let record = URL(filePath: folder.path("run/stages/\(extract)/records/00000.json"))
    var tree = try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: record)) as? [String: Any])
    var accounts = try #require(tree["accounts"] as? [[String: Any]])
    var counts = try #require(accounts[0]["counts"] as? [String: Any])
    counts["documentsIn"] = (counts["documentsIn"] as? Int ?? 0) + 1
    counts["documentsKept"] = (counts["documentsKept"] as? Int ?? 0) + 1
    accounts[0]["counts"] = counts
    tree["accounts"] = accounts
    try JSONSerialization.data(withJSONObject: tree).write(to: record)
    let run = try folder.run(["run", pipeline, "--run", folder.path("run"), "--quiet"])
    #expect(run.status == 70)
    #expect(run.errors.contains("extract gave"))
    #expect(run.errors.contains("documents, but"))
  }

  @Test func explainTellsTheWayOfAKeptAndOfADroppedDocument() throws {
    let folder = try RunFolder()
    let pipeline = try folder.write(fixturePipeline(trainSteps: nil), to: "pipeline.yaml")
    #expect(try folder.run(["run", pipeline, "--run", folder.path("run"), "--quiet"]).status == 0)
    var ledger = try LedgerReader(path: folder.path("run/ledger/deduplicate/00000.jsonl.zst"))
    let entry = try #require(try ledger.next())
    let dropped = try #require(entry.id)
    let story = try folder.run(["explain", folder.path("run"), dropped.description])
    #expect(story.status == 0, "\(story.errors)")
    #expect(story.output.contains(entry.origin.file))
    #expect(story.output.contains("dropped"))
    let kept = try #require(entry.detail["kept"])
    let other = try folder.run(["explain", folder.path("run"), kept])
    #expect(
      other.output.contains("training") || other.output.contains("validation") || other.output.contains("over-quota"))
    #expect(try folder.run(["explain", folder.path("run"), String(repeating: "0", count: 32)]).status == 66)
    #expect(try folder.run(["explain", folder.path("run"), "nonsense"]).status == 64)
  }
}
