// sluice tokenizer extend: new tokens for a vocabulary.

import ArgumentParser
import Auditing
import Pipeline
import Tokenization

struct TokenizerExtendCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "extend",
    abstract: "Adds tokens to a vocabulary by continued BPE: old ids and merges stay, no text gets longer.",
    usage: """
      sluice tokenizer extend INPUTS ... --base BASE --add N --output FOLDER
      sluice tokenizer extend [INPUTS ...] --method merge-pieces --base BASE --pieces MODEL --output FOLDER
      """,
    discussion: """
      OUTPUT gets the extended tokenizer in the formats of 'tokenizer train';
      \(TokenizerExtendCall.initializationName), for each new id its bytes and the base tokens whose mean embedding it
      begins with; and \(TokenizerExtendCall.reportName), the inputs encoded by both vocabularies. Ids of the base do not
      change, so that the map from old to new ids is the identity.

      The method merge-pieces puts the pieces of one SentencePiece model behind those of another, as Chinese-LLaMA did.
      OUTPUT gets tokenizer.model, tokenizer.json where it can hold the same, and \(PieceMergeCall.reportName): pieces
      that are never reached, and, when inputs are given, how many of their lines have more tokens than before.

      Examples:
        sluice tokenizer extend chinese/*.jsonl.zst --base gpt2/tokenizer.json --add 8000 --output gpt2-zh
        sluice tokenizer extend corpus.jsonl --base base.tiktoken --pattern cl100k --add 2000 --output extended
        sluice tokenizer extend en.jsonl --method merge-pieces --base llama2.model --pieces zh.model --output merged
      """)

  @Argument(help: "Files, folders or globs of JSONL (compressed or not), .txt files, or '-'.", completion: .file())
  var inputs: [String] = []

  @OptionGroup var lines: LineOptions

  @Option(help: "How tokens are found: continued or merge-pieces.")
  var method = ExtensionMethod.continued

  @Option(help: "With merge-pieces: the SentencePiece model whose pieces are added.", completion: .file())
  var pieces: String?

  @Option(help: "The tokenizer to extend: its file or folder.", completion: .file())
  var base: String

  @Option(
    help: "Split pattern of the base, when its file does not say it: a name, or a regular expression.",
    transform: SplitPattern.argument)
  var pattern: SplitPattern?

  @Option(help: "Number of tokens to add.")
  var add: Int?

  @Option(help: "Pairs that occur more rarely are not merged.")
  var minimumCount = 1

  @Option(help: "Most bytes of a new token; 0 for no limit.")
  var maximumTokenBytes = 0

  @Flag(help: "Leave the report out, which reads the inputs once more.")
  var noReport = false

  @Option(help: "The output folder.", completion: .directory)
  var output: String

  func validate() throws {
    switch method {
    case .continued:
      if inputs.isEmpty { throw ValidationError("name the text to learn from") }
      if add == nil { throw ValidationError("--add: say how many tokens to add") }
      if pieces != nil { throw ValidationError("--pieces goes with --method merge-pieces") }
    case .mergePieces:
      if pieces == nil { throw ValidationError("--pieces: name the model whose pieces are added") }
    }
  }

  func run() throws {
    try withExitCodes {
      if method == .mergePieces { return try mergePieces() }
      var call = TokenizerExtendCall(inputs: inputs, base: base, addedCount: add ?? 0, output: output)
      call.pattern = pattern
      call.minimumCount = minimumCount
      call.maximumTokenByteCount = maximumTokenBytes
      call.comparesInputs = !noReport
      call.input = lines.options
      call.threads = lines.threads
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

enum ExtensionMethod: String, CaseIterable, ExpressibleByArgument {
  case continued
  case mergePieces = "merge-pieces"
}

extension TokenizerExtendCommand {
  private func mergePieces() throws {
    var call = PieceMergeCall(base: base, pieces: pieces ?? "", inputs: inputs, output: output)
    call.input = lines.options
    call.threads = lines.threads
    let outcome = try call.run(cancellation: Interruption.install())
    for warning in outcome.warnings { StandardError.write("warning: \(warning)\n") }
    StandaloneReport.show(
      "\(outcome.report.addedPieces) pieces added, \(outcome.vocabularySize) in all", problems: outcome.problems)
  }
}
