// sluice schema: the configuration's JSON Schema.

import ArgumentParser
import Pipeline

struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Prints the JSON Schema of pipeline files, from which editors complete and check.",
    discussion: """
      Example:
        sluice schema > docs/pipeline.schema.json
      """)

  func run() throws {
    try withExitCodes { print(try JSONSchema.text(), terminator: "") }
  }
}
