// sluice pack: JSONL to token shards.

import ArgumentParser
import Packing
import Pipeline
import TokenShards
import Tokenization

struct PackCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pack",
    abstract: "Encodes documents and packs them into token shards, as one source.",
    discussion: """
      OUTPUT gets the shards (train/, validation/), manifest.json, the tokenizer, and documents.jsonl.zst, which says of
      every document where it came from. Choices among documents depend on the names of files below the folder that
      holds all of them, not on where that lies or how it is named. Mixing several sources by weight is the work of a
      pipeline: see sluice run.

      Examples:
        sluice pack corpus/*.jsonl.zst --tokenizer tokenizer --sequence-length 2048 --output shards
        sluice pack a.jsonl --tokenizer tokenizer.json --sequence-length 1024 --validation 0.01 --output shards
        sluice pack a.jsonl --tokenizer tokenizer.json --sequence-length 1024 --format mds,megatron --output shards
        sluice pack a.jsonl --tokenizer t5 --sequence-length 512 --objective span-corruption --format mds --output shards
      """)

  @OptionGroup var documents: DocumentOptions

  @Option(help: TokenizerCommand.fileHelp, completion: .file())
  var tokenizer: String

  @Option(
    help: "Split pattern for files that do not say it: a name, or a regular expression.",
    transform: SplitPattern.argument)
  var pattern: SplitPattern?

  @Option(help: "Tokens in a row, without the shifted target.")
  var sequenceLength: Int

  @Option(help: "The output folder.", completion: .directory)
  var output: String

  @Option(
    name: .customLong("format"),
    help: ArgumentHelp(
      "Formats of the shards, separated by commas: \(ShardFormat.names).",
      discussion: "The first is written to OUTPUT, every further one to a folder of its name in OUTPUT.",
      valueName: "format,…"))
  var formats = ShardFormatList([.llmc])

  @Flag(inversion: .prefixedNo, help: "Packed rows for megatron; with --no-packed whole documents.")
  var packed = true

  @Option(help: "Rows of one token more than the sequence (within-row), or of its length (across-rows).")
  var targets: TargetRule = .withinRow

  @Option(help: "The end-of-document id before or after each document (default: before for llmc, else after).")
  var endOfDocumentPosition: EndOfDocument.Position?

  @Option(help: "How documents fill rows: \(PackingStrategy.allCases.map(\.rawValue).joined(separator: ", ")).")
  var strategy: PackingStrategy = .bestFit

  @OptionGroup(title: "Objective") var objective: ObjectiveOptions

  @Option(help: "Fraction of the documents kept for validation.")
  var validation = 0.0

  @Option(
    help: ArgumentHelp(
      "Documents with the same value in this field stand on one side of the validation split.",
      discussion: "Such as the cluster that sluice deduplicate gives near copies; documents without it stand alone."))
  var groupField: String?

  @Option(help: "Tokens in one shard, at most.")
  var shardTokens = 100_000_000

  @Option(help: "The special token between documents.")
  var endOfDocument = "<|endoftext|>"

  @Option(help: "A special token before each document; the one between documents then stands after (default: none).")
  var beginningOfDocument: String?

  @Flag(help: "The parts of a document that is longer than a row come one after the other, not in any order.")
  var partsInOrder = false

  @Option(help: "Name of the source in the manifest.")
  var source = "documents"

  @Option(help: "Seed of the rows' order and of the validation split.")
  var seed = 0

  func run() throws {
    try withExitCodes {
      var call = PackCall(
        inputs: documents.inputs, tokenizer: tokenizer, output: output, sequenceLength: sequenceLength)
      call.pattern = pattern
      call.formats = formats.formats
      call.packed = packed
      call.targetRule = targets
      call.endPosition = endOfDocumentPosition
      call.strategy = strategy
      call.objective = try objective.settings()
      call.validation = validation
      call.shardTokens = shardTokens
      call.endOfDocument = endOfDocument
      call.beginningOfDocument = beginningOfDocument
      call.partsInOrder = partsInOrder
      call.source = source
      call.seed = seed
      call.input = documents.lines
      call.input.groupField = groupField
      call.threads = documents.threads
      let outcome = try call.run(cancellation: Interruption.install())
      let sets = outcome.sets.map { set in
        "\(set.format.rawValue): \(set.trainRows) training and \(set.validationRows) validation "
          + "\(set.content.rawValue) in \(set.shards) shards"
          + (set.content == .rows ? ", \(set.padding) tokens of padding" : "")
      }
      try StandaloneReport.show(
        "\(outcome.documents) documents, \(outcome.tokens) tokens; " + sets.joined(separator: "; "),
        problems: outcome.problems, limit: documents.damagedRecords)
    }
  }
}

extension TargetRule: ExpressibleByArgument {}
extension EndOfDocument.Position: ExpressibleByArgument {}
extension ShardFormat: ExpressibleByArgument {}

/// Names of formats, separated by commas.
struct ShardFormatList: ExpressibleByArgument {
  let formats: [ShardFormat]

  init(_ formats: [ShardFormat]) { self.formats = formats }

  init?(argument: String) {
    var formats: [ShardFormat] = []
    for name in argument.split(separator: ",") {
      guard let format = ShardFormat(rawValue: String(name)) else { return nil }
      formats.append(format)
    }
    self.init(formats)
  }

  var defaultValueDescription: String { formats.map(\.rawValue).joined(separator: ",") }
}

extension PackingStrategy: ExpressibleByArgument {}
