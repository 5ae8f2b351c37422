// Killed runs, continued, and other numbers of threads: the same bytes.

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
