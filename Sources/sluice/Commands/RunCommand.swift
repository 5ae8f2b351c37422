// sluice run: the whole pipeline on this machine.

import ArgumentParser
import Pipeline
import Storage

struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Runs a pipeline: raw dumps in, token shards out.",
    discussion: """
      What is committed is never done again: run the same command after an interruption and it goes on where it
      stopped; change a parameter and only that stage and those below it run.

      Examples:
        sluice run pipelines/quickstart.yaml
        sluice run crawl.yaml --run /data/runs/crawl --threads 16
        sluice run crawl.yaml --sample 0.1%     a small run first, with a forecast for the whole
      """)

  @Argument(help: "The pipeline file.", completion: .file(extensions: ["yaml", "yml"]))
  var pipeline: String

  @Option(name: .customLong("run"), help: "The run directory (default: runs/NAME).", completion: .directory)
  var runDirectory: String?

  @Option(help: "Worker threads (default: one for each core).")
  var threads: Int?

  @Option(help: "Read only a fraction of the documents, such as 0.1% or 0.001.")
  var sample: String?

  @Flag(help: "Print the summary as JSON.")
  var json = false

  @Flag(help: "No progress.")
  var quiet = false

  func run() throws {
    try withExitCodes {
      let request = try PipelineRequest(pipeline: pipeline, run: runDirectory, threads: threads, sample: sample)
      let plan = try request.makePlan()
      let display = ProgressDisplay(isQuiet: quiet)
      let cancellation = Interruption.install()
      do {
        let outcome = try PipelineRun(request: request, plan: plan, cancellation: cancellation) { display.receive($0) }
          .run()
        print(json ? try outcome.json() : outcome.text(), terminator: "")
        if let problem = outcome.limitProblem { throw RunError(.badData, problem) }
      } catch is Cancelled {
        let again = "sluice run \(pipeline) --run \(request.directory.path)"
        throw RunError(.interrupted, "stopped; what is finished is kept. Go on with: \(again)")
      }
    }
  }
}
