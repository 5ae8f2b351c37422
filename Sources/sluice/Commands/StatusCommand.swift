// sluice status: how far a run is.

import ArgumentParser
import Pipeline

struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Says how far a run is; exits with 0 only when everything is committed, else with 75.",
    discussion: """
      Examples:
        sluice status /data/runs/crawl
        sluice status /data/runs/crawl --missing extract     prints indices as 1-9,14
      """)

  @Argument(help: "The run directory.", completion: .directory)
  var directory: String

  @Option(help: "Print only the indices of this stage's tasks that are not committed.")
  var missing: String?

  @Flag(help: "Print JSON.")
  var json = false

  func run() throws {
    try withExitCodes {
      let calls = EngineCalls(directory: directory)
      if let missing {
        let indices = try calls.missing(stage: missing)
        if !indices.isEmpty { print(indices) }
        if !indices.isEmpty { throw ExitCode(75) }
        return
      }
      let status = try calls.status()
      print(json ? try status.json() : status.text(), terminator: "")
      if !status.isComplete { throw ExitCode(75) }
    }
  }
}
