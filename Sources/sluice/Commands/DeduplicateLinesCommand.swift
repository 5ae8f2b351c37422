// sluice deduplicate lines: lines or paragraphs that stand in too many documents.

import ArgumentParser
import Deduplication
import Pipeline

struct DeduplicateLinesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lines",
    abstract: "Removes lines or paragraphs that stand in more than a few documents of a source.",
    discussion: """
      OUTPUT gets kept/*.jsonl.zst, edits.jsonl ({"id","action","spans"}, offsets in code points of the text as it was),
      repeated.jsonl ({"documents","source","sample"}, the most repeated ones first) and statistics.json.
      Lines are equal when they differ in white space and Unicode composition only. What stays and what goes does not
      depend on the order or number of the files.

      Examples:
        sluice deduplicate lines crawl/*.jsonl.zst --output cleaned
        sluice deduplicate lines a.jsonl --output out --unit paragraph --maximum-documents 1
        sluice deduplicate lines forum.jsonl --output out --keep none --minimum-units 3 --across all
      """)

  @OptionGroup var documents: DocumentOptions

  @Option(help: "The output folder.", completion: .directory)
  var output: String

  @Option(help: "What is counted and removed: line, or paragraph (what stands between blank lines).")
  var unit: PassageRule.Unit = .line

  @Option(help: "A passage in more documents than this is removed.")
  var maximumDocuments = 6

  @Option(help: "Passages with fewer text units (words, Han characters) are left alone.")
  var minimumUnits = 5

  @Option(help: "What equal passages may differ in: none, whitespace, or full (case and punctuation too).")
  var normalization: ContentNormalization = .whitespace

  @Option(help: "first: a removed passage stays once, in the first of its documents by hash of their ids; none.")
  var keep: PassageKeep = .first

  @Option(
    help: "source: documents with the same field 'source' are counted by themselves; all: in all of them together.")
  var across: PassageRule.Scope = .source

  @Option(help: "How many of the most repeated passages to report.")
  var top = 1000

  @Flag(help: "Print statistics.json instead of a summary.")
  var json = false

  func validate() throws {
    if top < 0 || top > 1_000_000 { throw ValidationError("--top: 0 to 1000000 is allowed, not \(top)") }
  }

  func run() throws {
    try withExitCodes {
      let rule = try PassageRule(
        unit: unit, normalization: normalization, minimumUnits: minimumUnits, scope: across)
      var call = RepeatedPassagesCall(inputs: documents.inputs, output: output, rule: rule)
      call.maximumDocuments = maximumDocuments
      call.keep = keep
      call.reportedPassages = top
      call.input = documents.lines
      call.threads = documents.threads
      let report = try call.run(cancellation: Interruption.install())
      print(json ? try report.json() : report.text(), terminator: "")
      try StandaloneReport.show(
        "\(report.counts.documentsKept) of \(report.counts.documentsIn) documents kept", problems: report.problems,
        limit: documents.damagedRecords)
    }
  }
}

extension PassageRule.Unit: ExpressibleByArgument {}
extension PassageRule.Scope: ExpressibleByArgument {}
extension PassageKeep: ExpressibleByArgument {}
