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

      --explain shows in place of the text what was kept of pages and what was left out: each segment with its score, its
      place and what can be said of it. The report goes to the terminal, or to --output: a page for a browser where its
      name ends in .html, a line of JSON for each segment where it ends in .jsonl, text otherwise.

      Examples:
        sluice extract page.html --output -
        sluice extract crawl/*.warc.gz --output text.jsonl.zst
        sluice extract manifest.jsonl --output text.jsonl --style markdown
        sluice extract pages.tar.zst --members '*.html' '!drafts/**' --output text.jsonl
        sluice extract dump.sql.gz --table posts --text '{title}\\n\\n{body}' --html-columns body --output text.jsonl
        sluice extract s3://bucket/a.warc.gz --command 's5cmd cat {url}' --output text.jsonl.zst
        sluice extract page.html --explain
        sluice extract crawl.warc.gz --explain --page https://example.org/ --output why.html
      """)

  @Argument(help: "Files, folders or globs; '-' reads standard input.", completion: .file())
  var inputs: [String]

  @Option(
    help: "A .jsonl or .jsonl.zst file, a folder, or '-' for standard output (default with --explain).",
    completion: .file())
  var output: String?

  @Option(help: "main: the main content; all: all text.")
  var mode: ExtractionOptions.Mode = .main

  @Option(help: "text or markdown.")
  var style: ExtractionOptions.Style = .text

  @OptionGroup(title: "Why text was kept")
  var explaining: ExplainingArguments

  @OptionGroup(title: "How inputs are read")
  var reading: ReadingArguments

  @OptionGroup var work: WorkOptions

  func validate() throws {
    if explaining.explain {
      if mode == .all { throw ValidationError("--explain: with --mode all everything is kept; leave out --mode") }
      if style != .text { throw ValidationError("--explain shows no Markdown; leave out --style") }
    } else if output == nil {
      throw ValidationError("say with --output where the text goes: a file, a folder, or '-'")
    }
  }

  func run() throws {
    try withExitCodes {
      guard let output, !explaining.explain else { return try explain() }
      let call = ExtractCall(
        inputs: inputs, output: output, options: ExtractionOptions(mode: mode, style: style), reading: reading.options,
        threads: work.threads)
      let outcome = try call.run(cancellation: Interruption.install())
      try StandaloneReport.show(
        "\(outcome.documents) documents, \(outcome.empty) of them without text; \(outcome.dropped) records dropped",
        problems: outcome.problems, limit: work.damagedRecords)
    }
  }

  private func explain() throws {
    let output = output ?? "-"
    var call = ExplainPagesCall(
      inputs: inputs, output: output, form: explaining.form(of: output), options: ExtractionOptions(mode: mode),
      reading: reading.options)
    call.pages = Set(explaining.page)
    call.limit = explaining.limit(for: call.form)
    call.threads = work.threads
    let outcome = try call.run(cancellation: Interruption.install())
    StandaloneReport.showRemarks(outcome.remarks, "pages have no segments")
    if outcome.otherRecords > 0 {
      StandardError.write("\(outcome.otherRecords) records are no HTML, so that nothing is chosen from them\n")
    }
    if outcome.leftOutSegments > 0 {
      StandardError.write("\(outcome.leftOutSegments) segments of long pages are not in the report\n")
    }
    let more = outcome.hasMore ? "; there are more (--limit, --page)" : ""
    try StandaloneReport.show(
      "\(outcome.pages) pages, \(outcome.keptSegments) of \(outcome.segments) segments kept\(more)",
      problems: outcome.problems, limit: work.damagedRecords)
  }
}

extension ExtractionOptions.Mode: ExpressibleByArgument {}
extension ExtractionOptions.Style: ExpressibleByArgument {}
