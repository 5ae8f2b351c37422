// sluice deduplicate urls: one document for each address.

import ArgumentParser
import Deduplication
import Pipeline

struct DeduplicateURLsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "urls",
    abstract: "Keeps one document for each address.",
    discussion: """
      Addresses are compared in a normal form: http is https, www. and default ports do not count, nor do letters' case in
      hosts, escapes, dot segments, a slash or index.html at the end, fragments, or parameters that only track; any other
      parameter does. docs/stages.md has every rule. Lines without an address all stay.

      OUTPUT gets
        kept/NNNNN.jsonl.zst   the documents that stay, line for line
        removed.jsonl          {"id","kept","url"} for each document that goes; the address in its normal form
        statistics.json        sums
      With --keep newest or longest none of these depends on the order of the inputs or the number of threads; of equals
      the document with the smallest hash of its id stays.

      Examples:
        sluice deduplicate urls crawl/*.jsonl.zst --date-field metadata.date --url-field metadata.url --output out
        sluice deduplicate urls new.jsonl old.jsonl --keep first --output out     of two, new.jsonl's stays
        sluice deduplicate urls shards/ --url-field origin.url --keep longest --output out
      """)

  @Argument(help: "Files, folders or globs of JSONL (compressed or not), .txt files, or '-'.", completion: .file())
  var inputs: [String]

  @OptionGroup var lines: LineOptions

  @Option(help: "The output folder.", completion: .directory)
  var output: String

  @Option(help: "Field that holds the address; dots lead into objects.")
  var urlField = "url"

  @Option(help: "Field that holds the date (ISO 8601, or seconds since 1970); dots lead into objects.")
  var dateField = "date"

  @Option(help: "Which document of an address stays: newest, longest (most bytes in --field) or first.")
  var keep = URLKeeping.newest

  @Flag(inversion: .prefixedNo, help: "Whether www.example.org and example.org are one address.")
  var ignoreWww = true

  @Flag(help: "Print statistics.json instead of a summary.")
  var json = false

  func run() throws {
    try withExitCodes {
      var call = DeduplicateURLsCall(inputs: inputs, output: output)
      call.options.urlField = urlField
      call.options.dateField = dateField
      call.options.textField = lines.field
      call.options.idField = lines.idField
      call.options.separator = lines.separator
      call.options.keeping = keep
      call.options.ignoresWWW = ignoreWww
      call.threads = lines.threads
      let outcome = try call.run(cancellation: Interruption.install())
      print(json ? String(decoding: outcome.json, as: UTF8.self) : outcome.statistics.summary, terminator: "")
      try StandaloneReport.showDamage(outcome.problems, count: outcome.problems.count, limit: lines.damagedRecords)
    }
  }
}

extension URLKeeping: ExpressibleByArgument {}
