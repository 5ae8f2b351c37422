// sluice deduplicate INPUT…: exact and near duplicates out of documents; the group's default.

import ArgumentParser
import Deduplication
import Pipeline

struct DeduplicateDocumentsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "documents",
    abstract: "Removes exact and near duplicates; a near duplicate goes only when a kept document is verified similar.",
    discussion: """
      OUTPUT gets kept/*.jsonl.zst, removed.jsonl ({"id","kept","jaccard","reason"}) and clusters.jsonl ({"id","cluster"}).
      Of duplicates the first in the order of the inputs stays.

      Examples:
        sluice deduplicate corpus/*.jsonl.zst --output deduplicated
        sluice deduplicate a.jsonl b.jsonl --output out --threshold 0.8 --bands 20 --rows 10
      """)

  @OptionGroup var documents: DocumentOptions

  @Option(help: "The output folder.", completion: .directory)
  var output: String

  @Option(help: "Exact Jaccard similarity from which a candidate goes.")
  var threshold = 0.75

  @Option(help: "Bands of the signature.")
  var bands = 14

  @Option(help: "Rows of a band.")
  var rows = 8

  @Option(help: "Text units in a shingle.")
  var shingle = 5

  @Option(help: "Seed of the permutations.")
  var seed: UInt64 = 1

  @Option(help: "What exact copies may differ in: none, whitespace or full.")
  var normalization: ContentNormalization = .whitespace

  @Option(help: "A file for all candidate pairs: id_a, id_b and exact Jaccard, separated by tabs.", completion: .file())
  var pairs: String?

  @Flag(help: "Only exact copies.")
  var exactOnly = false

  func run() throws {
    try withExitCodes {
      let minHash = try MinHashParameters(bands: bands, rows: rows, shingle: shingle, threshold: threshold, seed: seed)
      var call = DeduplicateCall(
        inputs: documents.inputs, output: output,
        parameters: SignatureParameters(normalization: normalization, minHash: exactOnly ? nil : minHash))
      call.pairs = pairs
      call.input = documents.lines
      call.threads = documents.threads
      let outcome = try call.run(cancellation: Interruption.install())
      StandaloneReport.show(
        "\(outcome.documents) documents: \(outcome.statistics.exactRemoved) exact and "
          + "\(outcome.statistics.nearRemoved) near duplicates removed", problems: outcome.problems)
    }
  }
}

extension ContentNormalization: ExpressibleByArgument {}
