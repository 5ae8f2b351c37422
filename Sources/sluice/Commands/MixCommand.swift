// sluice mix: what a mix asks for and what comes of it.

import ArgumentParser
import Pipeline

struct MixCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mix", abstract: "Plans how much of each source is trained on.",
    subcommands: [MixPlanCommand.self])
}

struct MixPlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Shows what a pipeline's mix asks of its sources, what it obtains, and what repetition is worth.",
    discussion: """
      Tokens are counted where the run has encoded them, and estimated before; the table says which. Nothing is
      written. Exit code 65 for a mix that its sources cannot give, with the tokens that are short; the table shows
      what it would be if the others took their place.

      Examples:
        sluice mix plan crawl.yaml
        sluice mix plan crawl.yaml --run /data/runs/crawl --model-parameters 1B
        sluice mix plan crawl.yaml --sample 1% --json
      """)

  @Argument(help: "The pipeline file.", completion: .file(extensions: ["yaml", "yml"]))
  var pipeline: String

  @Option(
    name: .customLong("run"), help: "The run directory (default: runs/NAME, or runs/NAME-sample).",
    completion: .directory)
  var runDirectory: String?

  @Option(help: "The sample that the run was made with, such as 0.1%.")
  var sample: String?

  @Option(help: "Compare with what a model of so many parameters asks for, such as 350M or 1B.")
  var modelParameters: String?

  @Flag(help: "Print JSON.")
  var json = false

  func run() throws {
    try withExitCodes {
      let request = try PipelineRequest(pipeline: pipeline, run: runDirectory, threads: nil, sample: sample)
      let plan = try MixPlanCall(request, modelParameters: modelParameters)
      print(json ? try plan.json() : plan.text(), terminator: "")
      if let problem = plan.problem { throw problem }
    }
  }
}
