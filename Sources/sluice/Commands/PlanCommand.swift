// sluice plan: what a run would do.

import ArgumentParser
import Pipeline

struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Checks a pipeline and says what a run would do; with --run also writes plan.json for engines.",
    discussion: """
      Examples:
        sluice plan crawl.yaml
        sluice plan crawl.yaml --run /data/runs/crawl --json
      """)

  @Argument(help: "The pipeline file.", completion: .file(extensions: ["yaml", "yml"]))
  var pipeline: String

  @Option(name: .customLong("run"), help: "The run directory; plan.json is written there.", completion: .directory)
  var runDirectory: String?

  @Option(help: "Read only a fraction of the documents, such as 0.1%.")
  var sample: String?

  @Flag(help: "Print the plan as JSON.")
  var json = false

  func run() throws {
    try withExitCodes {
      let request = try PipelineRequest(pipeline: pipeline, run: runDirectory, threads: nil, sample: sample)
      let plan = try request.makePlan()
      if runDirectory != nil { try request.write(plan) }
      print(json ? try PlanDisplay.json(plan) : PlanDisplay.text(plan, in: request.directory), terminator: "")
    }
  }
}
