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
      begins with; \(TokenizerExtendCall.idMapName), from old ids to new ones; and report.json with report.html, the inputs
      (or --corpus) encoded by both vocabularies.

      Without --keep-size ids of the base do not change, so that the map is the identity. With it, as many tokens of the
      base go as are added, and text that had them gets longer; the report says which.

      The method merge-pieces puts the pieces of one SentencePiece model behind those of another, as Chinese-LLaMA did.
      OUTPUT gets tokenizer.model, tokenizer.json where it can hold the same, and \(PieceMergeCall.reportName): pieces
      that are never reached, and, when inputs are given, how many of their lines have more tokens than before.

      Examples:
        sluice tokenizer extend chinese/*.jsonl.zst --base gpt2/tokenizer.json --add 8000 --output gpt2-zh
        sluice tokenizer extend zh.jsonl --base gpt2 --add 8000 --scripts han --whole-characters --output gpt2-zh
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

  @Option(help: "Only tokens of these scripts, with commas between: han, cyrillic, devanagari, …")
  var scripts: String?

  @Flag(help: "Tokens begin and end with whole characters.")
  var wholeCharacters = false

  @Option(help: "Pairs that occur more rarely are not merged.")
  var minimumCount = 1

  @Option(help: "Most bytes of a new token; 0 for no limit.")
  var maximumTokenBytes = 0

  @Option(help: "Most characters of a new token; 0 for no limit.")
  var maximumTokenCharacters = 0

  @Option(help: "Learn so many tokens more, and drop the least used that no other is made of.")
  var prune = 0

  @Flag(help: "Remove as many tokens of the base, the least used; new tokens get their ids.")
  var keepSize = false

  @Option(help: "Fill the vocabulary up to a multiple of this, such as 128.")
  var padToMultiple = 1

  @OptionGroup var weights: WeightOptions
  @OptionGroup var memory: MemoryOptions

  @Option(
    parsing: .upToNextOption,
    help: "What the report reads instead of the inputs: FILES, or NAME=FILES such as zh=a.jsonl.",
    completion: .file())
  var corpus: [String] = []

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
      try setOptions(&call.options)
      call.weights = try weights.weights()
      call.memoryLimit = try memory.byteCount()
      call.corpora = corpus.isEmpty ? nil : NamedCorpus.parse(corpus)
      call.comparesInputs = !noReport
      call.input = lines.options
      call.threads = lines.threads
      let display = TokenizerDisplay()
      call.observer = { display.receive($0) }
      defer { display.finish() }
      let outcome = try call.run(cancellation: Interruption.install())
      display.finish()
      try StandaloneReport.show(summary(outcome), problems: outcome.problems, limit: lines.damagedRecords)
    }
  }

  private func setOptions(_ options: inout TokenizerExtendCall.Options) throws {
    options.minimumCount = minimumCount
    options.maximumTokenByteCount = maximumTokenBytes
    options.surplusCount = prune
    options.keepsSize = keepSize
    options.sizeMultiple = padToMultiple
    options.restriction.wholeCharacters = wholeCharacters
    options.restriction.maximumCharacterCount = maximumTokenCharacters
    if let scripts { try options.setScripts(scripts.commaSeparated) }
  }

  private func summary(_ outcome: TokenizerExtendCall.Outcome) -> String {
    var text = "\(outcome.addedTokens) tokens added, \(outcome.vocabularySize) in all"
    if let report = outcome.report {
      let ratios = report.sides.compactMap(\.counts.tokensPerCharacter)
      text += "; tokens per character "
      text += ratios.map { Figures.decimal($0, places: 3) }.joined(separator: " → ")
      if report.sides[1].longerDocuments > 0 {
        text += "; \(report.sides[1].longerDocuments) documents got longer"
      }
    }
    return text
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
    try StandaloneReport.show(
      "\(outcome.report.addedPieces) pieces added, \(outcome.vocabularySize) in all", problems: outcome.problems,
      limit: lines.damagedRecords)
  }
}
