// sluice extract: pages and dumps to text.

import ArgumentParser
import Extraction
import Pipeline

struct ExtractCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "extract",
    abstract: "Extracts the text of HTML files, folders, WARC files, text, or pages in JSONL.",
    discussion: """
      INPUT is any number of files, folders and globs, compressed or not; a JSONL file may hold pages in the field
      "html", or be a manifest of {"id","path","url"} lines. One line {"id","text","url","metadata"} comes out for each page.

      Examples:
        sluice extract page.html --output -
        sluice extract crawl/*.warc.gz --output text.jsonl.zst
        sluice extract manifest.jsonl --output text.jsonl --style markdown
      """)

  @Argument(help: "Files, folders or globs; '-' reads standard input.", completion: .file())
  var inputs: [String]

  @Option(help: "A .jsonl or .jsonl.zst file, a folder, or '-' for standard output.", completion: .file())
  var output: String

  @Option(help: "main: the main content; all: all text.")
  var mode: ExtractionOptions.Mode = .main

  @Option(help: "text or markdown.")
  var style: ExtractionOptions.Style = .text

  @Option(help: "Worker threads (default: one for each core).")
  var threads: Int?

  func run() throws {
    try withExitCodes {
      let call = ExtractCall(
        inputs: inputs, output: output, options: ExtractionOptions(mode: mode, style: style), threads: threads)
      let outcome = try call.run(cancellation: Interruption.install())
      StandaloneReport.show(
        "\(outcome.documents) documents, \(outcome.dropped) without text", problems: outcome.problems)
    }
  }
}

extension ExtractionOptions.Mode: ExpressibleByArgument {}
extension ExtractionOptions.Style: ExpressibleByArgument {}
