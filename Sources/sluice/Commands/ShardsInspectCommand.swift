// sluice shards inspect: the manifest for people.

import ArgumentParser
import Pipeline

struct ShardsInspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Shows what a set of shards is: tokenizer, rows, sources with asked and obtained shares, files.",
    discussion: """
      Examples:
        sluice shards inspect runs/quickstart/shards
        sluice shards inspect runs/quickstart/shards --json
      """)

  @Argument(help: "The folder of the shards, or a run directory.", completion: .directory)
  var folder: String

  @Flag(help: "Print the manifest as JSON.")
  var json = false

  func run() throws {
    try withExitCodes {
      let inspection = try ShardInspection(folder)
      print(json ? inspection.json() : inspection.text(), terminator: "")
    }
  }
}
