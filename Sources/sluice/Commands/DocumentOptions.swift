// The options that all commands on JSONL share.

import ArgumentParser
import Pipeline

struct DocumentOptions: ParsableArguments {
  @Argument(help: "Files, folders or globs of JSONL (compressed or not), .txt files, or '-'.", completion: .file())
  var inputs: [String]

  @OptionGroup var options: LineOptions

  var lines: LineInputOptions { options.options }
  var threads: Int? { options.threads }
  var damagedRecords: Int? { options.damagedRecords }
}

/// How many work, and what is accepted of damaged inputs.
struct WorkOptions: ParsableArguments {
  @Option(help: "Worker threads (default: one for each core).")
  var threads: Int?

  @Option(help: "With more damaged records than this the command ends with exit code 65 (default: any number will do).")
  var damagedRecords: Int?

  func validate() throws {
    if let threads, threads < 1 { throw ValidationError("--threads \(threads): give 1 or more") }
    if let damagedRecords, damagedRecords < 0 {
      throw ValidationError("--damaged-records \(damagedRecords): give 0 or more")
    }
  }
}

/// How lines are read, without what is read.
struct LineOptions: ParsableArguments {
  @Option(help: "Field that holds the text; dots lead into objects.")
  var field = "text"

  @Option(help: "Field that holds the id.")
  var idField = "id"

  @Option(help: "Text that stands between the documents of .txt files, on a line of its own or not.")
  var separator: String?

  @OptionGroup var work: WorkOptions

  var threads: Int? { work.threads }
  var damagedRecords: Int? { work.damagedRecords }

  var options: LineInputOptions { LineInputOptions(field: field, idField: idField, separator: separator) }
}

extension String {
  /// The values of a list that is one argument, without the spaces around them.
  var commaSeparated: [String] {
    split(separator: ",", omittingEmptySubsequences: false).map { value in
      var value = value
      while value.first == " " { value.removeFirst() }
      while value.last == " " { value.removeLast() }
      return String(value)
    }
  }
}
