// The options of sluice extract --explain.

import ArgumentParser
import Pipeline

struct ExplainingArguments: ParsableArguments {
  @Flag(help: "Show which parts of pages are kept, with scores and reasons, in place of the text.")
  var explain = false

  @Option(
    parsing: .upToNextOption, help: "With --explain: addresses of pages, or their ids in the output of 'extract'.")
  var page: [String] = []

  @Option(help: "With --explain: the first N pages (default: 10; all with --page and in .jsonl).")
  var limit: Int?

  @Flag(help: "With --explain: a line of JSON for each segment, whatever the output's name.")
  var json = false

  func validate() throws {
    if let limit, limit < 1 { throw ValidationError("--limit \(limit): give 1 or more") }
    if explain { return }
    let given = [("--page", !page.isEmpty), ("--limit", limit != nil), ("--json", json)].filter(\.1).map(\.0)
    if let first = given.first { throw ValidationError("\(first) goes with --explain") }
  }

  /// How the report is written, as the output's name says it.
  func form(of output: String) -> ExplainPagesCall.Form {
    let name = output.hasSuffix(".zst") ? output.dropLast(4) : output[...]
    if json || [".jsonl", ".json", ".ndjson"].contains(where: name.hasSuffix) { return .lines }
    if [".html", ".htm"].contains(where: name.hasSuffix) { return .html }
    let display = TerminalDisplay.standardOutput
    return .text(width: display.width, isColoured: output == "-" && display.isColoured())
  }

  func limit(for form: ExplainPagesCall.Form) -> Int? {
    if case .lines = form { return limit }
    return limit ?? (page.isEmpty ? 10 : nil)
  }
}
