// The options that all commands on JSONL share.

import ArgumentParser
import Pipeline

struct DocumentOptions: ParsableArguments {
  @Argument(help: "Files, folders or globs of JSONL (compressed or not), .txt files, or '-'.", completion: .file())
  var inputs: [String]

  @OptionGroup var options: LineOptions

  var lines: LineInputOptions { options.options }
  var threads: Int? { options.threads }
}

/// How lines are read, without what is read.
struct LineOptions: ParsableArguments {
  @Option(help: "Field that holds the text; dots lead into objects.")
  var field = "text"

  @Option(help: "Field that holds the id.")
  var idField = "id"

  @Option(help: "Text that stands between the documents of .txt files, on a line of its own or not.")
  var separator: String?

  @Option(help: "Worker threads (default: one for each core).")
  var threads: Int?

  var options: LineInputOptions { LineInputOptions(field: field, idField: idField, separator: separator) }
}
