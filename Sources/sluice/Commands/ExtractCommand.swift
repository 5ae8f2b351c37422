// sluice extract: pages and dumps to text.

import ArgumentParser
import Extraction
import Pipeline

struct ExtractCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "extract",
    abstract: "Extracts the text of pages, web archives, tables, dumps and JSONL.",
    discussion: """
      INPUT is any number of files, folders, archives (tar, zip) and globs, compressed or not: HTML, WARC and WET, CSV and
      TSV, Parquet (with duckdb), dumps of MySQL, PostgreSQL and SQLite, JSONL, text. What a file is shows in its content,
      unless --format says it. A JSONL file may hold pages in the field "html", or be a manifest of {"id","path","url"}
      lines. One line {"id","text","url","metadata"} comes out for each page, row or document.

      Examples:
        sluice extract page.html --output -
        sluice extract crawl/*.warc.gz --output text.jsonl.zst
        sluice extract manifest.jsonl --output text.jsonl --style markdown
        sluice extract pages.tar.zst --members '*.html' '!drafts/**' --output text.jsonl
        sluice extract dump.sql.gz --table posts --text '{title}\\n\\n{body}' --html-columns body --output text.jsonl
        sluice extract s3://bucket/a.warc.gz --command 's5cmd cat {url}' --output text.jsonl.zst
      """)

  @Argument(help: "Files, folders or globs; '-' reads standard input.", completion: .file())
  var inputs: [String]

  @Option(help: "A .jsonl or .jsonl.zst file, a folder, or '-' for standard output.", completion: .file())
  var output: String

  @Option(help: "main: the main content; all: all text.")
  var mode: ExtractionOptions.Mode = .main

  @Option(help: "text or markdown.")
  var style: ExtractionOptions.Style = .text

  @OptionGroup(title: "How inputs are read")
  var reading: ReadingArguments

  @OptionGroup var work: WorkOptions

  func run() throws {
    try withExitCodes {
      let call = ExtractCall(
        inputs: inputs, output: output, options: ExtractionOptions(mode: mode, style: style), reading: reading.options,
        threads: work.threads)
      let outcome = try call.run(cancellation: Interruption.install())
      try StandaloneReport.show(
        "\(outcome.documents) documents, \(outcome.dropped) without text", problems: outcome.problems,
        limit: work.damagedRecords)
    }
  }
}

extension ExtractionOptions.Mode: ExpressibleByArgument {}
extension ExtractionOptions.Style: ExpressibleByArgument {}
