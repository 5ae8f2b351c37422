// sluice explain: one document's way through a run.

import ArgumentParser
import Pipeline

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract:
      "Tells one document's way through a run: where it came from, what was cut, where it went or why it did not.",
    discussion: """
      Example:
        sluice explain runs/quickstart 0f3a9c5e7b1d2468ace013579bdf0246
      """)

  @Argument(help: "The run directory.", completion: .directory)
  var directory: String

  @Argument(help: "The document's id: 32 hexadecimal digits.")
  var id: String

  @Flag(help: "Print JSON.")
  var json = false

  func run() throws {
    try withExitCodes {
      let story = try DocumentStory.tell(id: id, in: RunDirectory(path: directory))
      print(json ? try story.json() : story.text(), terminator: "")
    }
  }
}
