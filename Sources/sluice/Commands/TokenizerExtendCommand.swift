// sluice tokenizer extend: new tokens for a vocabulary.

import ArgumentParser
import Auditing
import Pipeline
import Tokenization

struct TokenizerExtendCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "extend",
    abstract: "Adds tokens to a vocabulary by continued BPE: old ids and merges stay, no text gets longer.",
    discussion: """
      OUTPUT gets the extended tokenizer in the formats of 'tokenizer train';
      \(TokenizerExtendCall.initializationName), for each new id its bytes and the base tokens whose mean embedding it
      begins with; and \(TokenizerExtendCall.reportName), the inputs encoded by both vocabularies. Ids of the base do not
      change, so that the map from old to new ids is the identity.

      Examples:
        sluice tokenizer extend chinese/*.jsonl.zst --base gpt2/tokenizer.json --add 8000 --output gpt2-zh
        sluice tokenizer extend corpus.jsonl --base base.tiktoken --pattern cl100k --add 2000 --output extended
      """)

  @OptionGroup var documents: DocumentOptions

  @Option(help: "The tokenizer to extend: its file or folder.", completion: .file())
  var base: String

  @Option(help: "Split pattern of the base, when its file does not say it.", transform: SplitPattern.argument)
  var pattern: SplitPattern?

  @Option(help: "Number of tokens to add.")
  var add: Int

  @Option(help: "Pairs that occur more rarely are not merged.")
  var minimumCount = 1

  @Option(help: "Most bytes of a new token; 0 for no limit.")
  var maximumTokenBytes = 0

  @Flag(help: "Leave the report out, which reads the inputs once more.")
  var noReport = false

  @Option(help: "The output folder.", completion: .directory)
  var output: String

  func run() throws {
    try withExitCodes {
      var call = TokenizerExtendCall(inputs: documents.inputs, base: base, addedCount: add, output: output)
      call.pattern = pattern
      call.minimumCount = minimumCount
      call.maximumTokenByteCount = maximumTokenBytes
      call.comparesInputs = !noReport
      call.input = documents.lines
      call.threads = documents.threads
      let outcome = try call.run(cancellation: Interruption.install())
      var summary = "\(outcome.addedTokens) tokens added, \(outcome.vocabularySize) in all"
      if let comparison = outcome.report?.comparison {
        let ratios = comparison.sides.map { Double($0.tokens) / Double(max(1, comparison.characters)) }
        summary += "; tokens per character "
        summary += ratios.map { Figures.decimal($0, places: 3) }.joined(separator: " → ")
      }
      StandaloneReport.show(summary, problems: outcome.problems)
    }
  }
}
