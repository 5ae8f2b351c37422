// sluice deduplicate INPUT…: exact and near duplicates out of documents; the group's default.

import ArgumentParser
import Deduplication
import Pipeline

struct DeduplicateDocumentsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "documents",
    abstract: "Removes exact and near duplicates; a near duplicate goes only when a kept document is verified similar.",
    discussion: """
      OUTPUT gets
        kept/NNNNN.jsonl.zst   the documents that stay (--mode annotate: annotated/, all documents)
        removed.jsonl          {"id","kept","jaccard","reason"} for each document that goes
        clusters.jsonl         {"id","cluster"} for each document that has duplicates
        removals/NNNNN.bits    the rows that go, a bit each, for each input file in the order of inputs.json
        statistics.json        sums, cluster sizes, duplicates within and across sources
      With --keep id, the default, none of these depends on the order of the inputs, on how the documents are split over
      them, or on the number of threads. A call that was interrupted is repeated: it goes on where it stopped.

      Examples:
        sluice deduplicate corpus/*.jsonl.zst --output deduplicated
        sluice deduplicate wiki.jsonl web/ --keep input --output out     of duplicates wiki's stay
        sluice deduplicate a.jsonl --mode annotate --output out          all documents, duplicates marked
        sluice deduplicate a.jsonl --mode report --json --output out     only the decisions
        zstdcat a.zst | sluice deduplicate - --output out
        sluice deduplicate january/ --index --output january-kept
        sluice deduplicate february/ --against january-kept --index --output february-kept
        sluice deduplicate --threshold 0.8 --recall 0.99 --explain-parameters
      """)

  @Argument(help: "Files, folders or globs of JSONL (compressed or not), .txt files, or '-'.", completion: .file())
  var inputs: [String] = []

  @OptionGroup var lines: LineOptions

  @Option(help: "The output folder.", completion: .directory)
  var output: String?

  @Option(help: "What becomes of duplicates: remove, annotate or report.")
  var mode = DeduplicationMode.remove

  @Option(
    help:
      "Which duplicate stays: id (smallest number at its end, else smallest hash), input (earlier INPUT first) or first."
  )
  var keep = DeduplicationPriority.id

  @Option(help: "Exact Jaccard similarity from which a candidate goes.")
  var threshold = 0.75

  @Option(help: "Bands of the signature (default: \(MinHashParameters.defaultBands), or chosen).")
  var bands: Int?

  @Option(help: "Rows of a band (default: \(MinHashParameters.defaultRows), or chosen).")
  var rows: Int?

  @Option(
    help: """
      Choose bands and rows: of those with at most so many permutations that find --recall of the pairs at the threshold \
      the ones with the best precision (default: \(MinHashParameters.defaultPermutations)).
      """)
  var permutations: Int?

  @Option(
    help: "Share of the pairs at the threshold that the choice must find (default: \(MinHashParameters.defaultRecall))."
  )
  var recall: Double?

  @Option(help: "Text units in a shingle.")
  var shingle = 5

  @Option(help: "Seed of the permutations.")
  var seed: UInt64 = 1

  @Option(help: "What exact copies may differ in: none, whitespace or full.")
  var normalization: ContentNormalization = .whitespace

  @Option(help: "A file for all candidate pairs: id_a, id_b and exact Jaccard, separated by tabs.", completion: .file())
  var pairs: String?

  @Flag(name: .customLong("index"), help: "Write an index, so that later calls can name OUTPUT with --against.")
  var writesIndex = false

  @Option(
    help: ArgumentHelp(
      "An output folder with an index: what is kept there stays, and what repeats it goes. May be given several times.",
      valueName: "dir"), completion: .directory)
  var against: [String] = []

  @Flag(help: "Only exact copies.")
  var exactOnly = false

  @Flag(help: "Print statistics.json instead of a summary.")
  var json = false

  @Flag(help: "Print what the parameters find, miss and cost, and do nothing; needs no input.")
  var explainParameters = false

  func validate() throws {
    if explainParameters { return }
    if inputs.isEmpty { throw ValidationError("Missing expected argument '<inputs> ...'") }
    if output == nil { throw ValidationError("Missing expected argument '--output <output>'") }
  }

  func run() throws {
    try withExitCodes {
      let (bands, rows) = try MinHashParameters.bandsAndRows(
        bands: bands, rows: rows, permutations: permutations, recall: recall, threshold: threshold)
      let minHash = try MinHashParameters(bands: bands, rows: rows, shingle: shingle, threshold: threshold, seed: seed)
      if explainParameters { return print(ParameterExplanation(minHash).text, terminator: "") }
      var call = DeduplicateCall(
        inputs: inputs, output: output ?? "",
        parameters: SignatureParameters(normalization: normalization, minHash: exactOnly ? nil : minHash))
      call.mode = mode
      call.priority = keep
      call.pairs = pairs
      call.against = against
      call.writesIndex = writesIndex
      call.input = lines.options
      call.threads = lines.threads
      let outcome = try call.run(cancellation: Interruption.install())
      let report = json ? String(decoding: outcome.json, as: UTF8.self) : outcome.statistics.summary
      // Pairs that go to the standard output have it to themselves.
      if pairs == "-" { StandardError.write(report) } else { print(report, terminator: "") }
      try StandaloneReport.showDamage(outcome.problems, count: outcome.problemCount, limit: lines.damagedRecords)
    }
  }
}

extension ContentNormalization: ExpressibleByArgument {}
extension DeduplicationMode: ExpressibleByArgument {}
extension DeduplicationPriority: ExpressibleByArgument {}
