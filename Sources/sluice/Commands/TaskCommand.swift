// sluice task: one task of a plan, for engines.

import ArgumentParser
import Pipeline
import Storage

struct TaskCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "task",
    abstract: "Runs tasks of a planned run; engines call this.",
    discussion: """
      Exit codes: 0 committed (or committed before); 64 wrong call, or a plan of another program version;
      65 bad data, do not try again; 75 try again.

      Examples:
        sluice task /data/runs/crawl extract 17
        sluice task /data/runs/crawl refine 0-9
      """)

  @Argument(help: "The run directory.", completion: .directory)
  var directory: String

  @Argument(help: "The stage, such as extract.")
  var stage: String

  @Argument(help: "Index of the task, or a range such as 0-9, or 0-9,14.")
  var index: String

  @Option(help: "Worker threads (default: one for each core).")
  var threads: Int?

  func run() throws {
    try withExitCodes {
      let cancellation = Interruption.install()
      do {
        try EngineCalls(directory: directory).task(
          stage: stage, indices: index, threads: threads, cancellation: cancellation)
      } catch is Cancelled {
        throw RunError(.tryAgain, "asked to stop; nothing of the unfinished task was committed")
      }
    }
  }
}
