// sluice pack: JSONL to token shards.

import ArgumentParser
import Packing
import Pipeline
import Tokenization

struct PackCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pack",
    abstract: "Encodes documents and packs them into token shards, as one source.",
    discussion: """
      OUTPUT gets the shards (train/, validation/), manifest.json, the tokenizer, and documents.jsonl.zst, which says of
      every document where it came from. Mixing several sources by weight is the work of a pipeline: see sluice run.

      Examples:
        sluice pack corpus/*.jsonl.zst --tokenizer tokenizer --sequence-length 2048 --output shards
        sluice pack a.jsonl --tokenizer tokenizer.json --sequence-length 1024 --validation 0.01 --output shards
      """)

  @OptionGroup var documents: DocumentOptions

  @Option(help: "A tokenizer.json, GPT-2's vocab.json, or a folder with the former.", completion: .file())
  var tokenizer: String

  @Option(help: "Split pattern, for files that do not say it.")
  var pattern: SplitPattern?

  @Option(help: "Tokens in a row, without the shifted target.")
  var sequenceLength: Int

  @Option(help: "The output folder.", completion: .directory)
  var output: String

  @Option(help: "Formats of the shards, separated by commas: llmc.")
  var format = "llmc"

  @Option(help: "How documents fill rows: \(PackingStrategy.allCases.map(\.rawValue).joined(separator: ", ")).")
  var strategy: PackingStrategy = .bestFit

  @Option(help: "Fraction of the documents kept for validation.")
  var validation = 0.0

  @Option(help: "Tokens in one shard, at most.")
  var shardTokens = 100_000_000

  @Option(help: "The special token between documents.")
  var endOfDocument = "<|endoftext|>"

  @Option(help: "Name of the source in the manifest.")
  var source = "documents"

  @Option(help: "Seed of the rows' order and of the validation split.")
  var seed = 0

  func run() throws {
    try withExitCodes {
      var call = PackCall(
        inputs: documents.inputs, tokenizer: tokenizer, output: output, sequenceLength: sequenceLength)
      call.pattern = pattern
      call.formats = format.split(separator: ",").map(String.init)
      call.strategy = strategy
      call.validation = validation
      call.shardTokens = shardTokens
      call.endOfDocument = endOfDocument
      call.source = source
      call.seed = seed
      call.input = documents.lines
      call.threads = documents.threads
      let outcome = try call.run(cancellation: Interruption.install())
      StandaloneReport.show(
        "\(outcome.documents) documents, \(outcome.tokens) tokens: \(outcome.trainRows) training and "
          + "\(outcome.validationRows) validation rows in \(outcome.shards) shards, \(outcome.padding) tokens of padding",
        problems: outcome.problems)
    }
  }
}

extension PackingStrategy: ExpressibleByArgument {}
