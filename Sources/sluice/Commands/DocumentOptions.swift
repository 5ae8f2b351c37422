// The options that all commands on JSONL share.

import ArgumentParser
import Pipeline

struct DocumentOptions: ParsableArguments {
  @Argument(help: "Files, folders or globs of JSONL (compressed or not), .txt files, or '-'.", completion: .file())
  var inputs: [String]

  @Option(help: "Field that holds the text; dots lead into objects.")
  var field = "text"

  @Option(help: "Field that holds the id.")
  var idField = "id"

  @Option(help: "A line that stands between the documents of .txt files.")
  var separator: String?

  @Option(help: "Worker threads (default: one for each core).")
  var threads: Int?

  var lines: LineInputOptions { LineInputOptions(field: field, idField: idField, separator: separator) }
}
