// sluice inspect: what is in a file.

import ArgumentParser
import Pipeline

struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Shows what is in a dump or a table, and a source block for a pipeline file.",
    discussion: """
      The format is told from the content: WARC, HTML, JSONL, CSV and TSV, Parquet (with duckdb), dumps of MySQL,
      PostgreSQL (custom format with pg_restore) and SQLite, text; archives of those; compressed or not. Tables, columns, numbers of rows and the first rows come from the file's beginning.

      Examples:
        sluice inspect dump.sql.gz
        sluice inspect table.csv --limit all
        sluice inspect pages.jsonl.zst --json
        sluice inspect blog.db --rows --table posts
      """)

  @Argument(help: "The file; '-' reads standard input.", completion: .file())
  var file: String

  @Option(help: "Decompressed bytes to look at, such as 64MB, or all.")
  var limit = "64MB"

  @Flag(help: "Print JSON.")
  var json = false

  @Flag(help: "Print all rows of its tables as JSON lines {\"table\",\"row\"}; binary values as {\"$hex\"}.")
  var rows = false

  @OptionGroup(title: "How the file is read")
  var reading: ReadingArguments

  func run() throws {
    try withExitCodes {
      let reading = reading.options
      if rows {
        let outcome = try TableRowsCall(file: file, reading: reading).run()
        return try StandaloneReport.show("\(outcome.rowCount) rows", problems: outcome.problems)
      }
      let inspection = try FileInspectCall(file: file, limit: limit, reading: reading).run()
      print(json ? try inspection.json() : inspection.text(), terminator: "")
    }
  }
}
