// sluice audit: the audit of a run.

import ArgumentParser
import Pipeline

struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Shows what came into a run, what went out and why, and what the mix became.",
    discussion: """
      Examples:
        sluice audit runs/quickstart
        sluice audit runs/quickstart --json
      """)

  @Argument(help: "The run directory.", completion: .directory)
  var directory: String

  @Flag(help: "Print the audit as JSON.")
  var json = false

  func run() throws {
    try withExitCodes {
      let audit = try RunAudit(RunDirectory(path: directory))
      print(json ? try audit.json() : audit.text(), terminator: "")
    }
  }
}
