// sluice shards convert: from one format to another.

import ArgumentParser
import Pipeline
import TokenShards

struct ShardsConvertCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert",
    abstract: "Writes shards in another format, also shards that other programs wrote.",
    discussion: """
      Rows go over as they are. Rows become whole documents again where the format holds these: the pieces of a document
      are joined by their spans. Documents become rows one behind the other, each source in rows of its own, in the order
      of the shards; sluice pack packs more tightly.

      FROM without a manifest.json is read as the format its files are of; its documents are the format's, or what stands
      between end-of-document ids. TO gets a manifest and spans in any case.

      Examples:
        sluice shards convert runs/quickstart/shards megatron --format megatron
        sluice shards convert runs/quickstart/shards documents --format datatrove
        sluice shards convert fineweb/ rows --format mds --end-of-document-id 50256 --sequence-length 2048
      """)

  @Argument(help: "A folder of shards, a run directory, or one file of shards.", completion: .directory)
  var from: String

  @Argument(help: "The folder to write: a new one.", completion: .directory)
  var to: String

  @Option(help: "The format of TO: \(ShardFormat.names).")
  var format: ShardFormat

  @Flag(inversion: .prefixedNo, help: "Packed rows for megatron; with --no-packed whole documents.")
  var packed = true

  @Option(help: "Tokens in a row, without the shifted target (default: as FROM).")
  var sequenceLength: Int?

  @Option(help: "Rows of one token more than the sequence (within-row), or of its length (across-rows).")
  var targets: TargetRule?

  @Option(
    help: "The end-of-document id before or after each document (default: as in FROM's rows; else the format's own).")
  var endOfDocumentPosition: EndOfDocument.Position?

  @Option(help: "Tokens in one shard, at most.")
  var shardTokens = 100_000_000

  @Option(help: "The format of FROM, where it has no manifest and files of several.")
  var fromFormat: ShardFormat?

  @Option(
    help: "The id between documents of FROM, where it has no manifest (default: the one that all documents end with).")
  var endOfDocumentId: UInt32?

  @Option(help: "The id before each document of FROM, where it has no manifest (default: none).")
  var beginningOfDocumentId: UInt32?

  @Option(help: "Where the id between documents stands in FROM (default: before for llmc, else after).")
  var fromPosition: EndOfDocument.Position?

  @Option(help: "The vocabulary of FROM, where it has no manifest (default: its largest id and one).")
  var vocabSize: Int?

  func run() throws {
    try withExitCodes {
      var call = ShardConvertCall(source: from, target: to, format: format)
      call.packed = packed
      call.sequenceLength = sequenceLength
      call.targetRule = targets
      call.endPosition = endOfDocumentPosition
      call.shardTokens = shardTokens
      call.foreign.format = fromFormat
      call.foreign.endID = endOfDocumentId
      call.foreign.beginningID = beginningOfDocumentId
      call.foreign.endPosition = fromPosition
      call.foreign.vocabularySize = vocabSize
      let outcome = try call.run(cancellation: Interruption.install())
      print(
        "\(to): \(outcome.items) \(outcome.content.rawValue) of \(outcome.tokens) tokens in \(outcome.shards) shards of "
          + outcome.format.rawValue
          + (outcome.headless > 0 ? "; \(outcome.headless) documents lack their beginning, which is in no row" : ""))
    }
  }
}
