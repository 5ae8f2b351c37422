// sluice gc: removes what no plan names.

import ArgumentParser
import Auditing
import Pipeline

struct CollectGarbageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gc",
    abstract: "Removes results of earlier parameters and files of attempts that died from a run directory.")

  @Argument(help: "The run directory.", completion: .directory)
  var directory: String

  func run() throws {
    try withExitCodes {
      let run = RunDirectory(path: directory)
      let freed = try run.collectGarbage(keeping: try run.readPlan())
      print("\(Figures.bytes(Double(freed))) freed")
    }
  }
}
