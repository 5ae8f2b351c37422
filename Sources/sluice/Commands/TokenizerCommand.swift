// sluice tokenizer: what trains and runs tokenizers; train and encode.

import ArgumentParser
import Pipeline
import Tokenization

struct TokenizerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tokenizer",
    abstract: "Trains, extends and runs tokenizers: byte-level BPE, SentencePiece's BPE models, WordPiece.",
    subcommands: [
      TokenizerTrainCommand.self, TokenizerExtendCommand.self, TokenizerEncodeCommand.self, TokenizerDecodeCommand.self,
      TokenizerInspectCommand.self, TokenizerCompareCommand.self, TokenizerConvertCommand.self,
    ])

  /// What the commands read a tokenizer from.
  static let fileHelp: ArgumentHelp =
    "A tokenizer.json, a SentencePiece .model, BERT's vocab.txt, a .tiktoken file, GPT-2's vocab.json, or a folder."
}

struct TokenizerTrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Trains a byte-level BPE vocabulary, or a WordPiece one.",
    discussion: """
      OUTPUT gets tokenizer.json (Hugging Face), tokenizer.tiktoken, and GPT-2's vocab.json and merges.txt; with --model
      wordpiece, tokenizer.json and BERT's vocab.txt.

      Examples:
        sluice tokenizer train corpus/*.jsonl.zst --vocab-size 32000 --pattern cl100k --output tokenizer
        sluice tokenizer train corpus.jsonl --model wordpiece --lowercase --vocab-size 30000 --output bert
        sluice tokenizer train corpus.txt --separator '<|endoftext|>' --vocab-size 4096 --pattern gpt2 --output t
      """)

  @OptionGroup var documents: DocumentOptions

  @Option(help: "The kind of vocabulary: bpe or wordpiece.")
  var model = TokenizerKind.bpe

  @Flag(help: "With wordpiece: text in lower case, without accents.")
  var lowercase = false

  @Option(help: "With wordpiece: only so many characters, the most frequent ones, become tokens (default: all).")
  var alphabetLimit: Int?

  @Option(help: "Size of the vocabulary, bytes and special tokens included.")
  var vocabSize: Int

  @Option(
    help: """
      Split pattern: \(SplitPattern.allKnown.map(\.name).joined(separator: ", ")), llama3 and other names of these, or a
      regular expression.
      """, transform: SplitPattern.argument)
  var pattern: SplitPattern = .cl100k

  @Option(help: "Which of two equally frequent pairs is merged first: hf or bytes.")
  var tie: BPETrainer.Tie = .hf

  @Option(parsing: .upToNextOption, help: "Special tokens, which get the last ids.")
  var specialTokens: [String] = []

  @Option(help: "Pairs that occur more rarely are not merged.")
  var minimumCount = 1

  @Option(help: "The output folder.", completion: .directory)
  var output: String

  func run() throws {
    try withExitCodes {
      if model == .wordpiece { return try trainWordPiece() }
      var call = TokenizerTrainCall(
        inputs: documents.inputs, output: output, vocabularySize: vocabSize, pattern: pattern)
      call.tie = tie
      call.specialTokens = specialTokens
      call.minimumCount = minimumCount
      call.input = documents.lines
      call.threads = documents.threads
      let outcome = try call.run(cancellation: Interruption.install())
      StandaloneReport.show(
        "\(outcome.vocabularySize) tokens, \(outcome.merges) merges, from \(outcome.textByteCount) bytes of text",
        problems: outcome.problems)
    }
  }

  private func trainWordPiece() throws {
    var call = WordPieceTrainCall(inputs: documents.inputs, output: output, vocabularySize: vocabSize)
    call.lowercases = lowercase
    call.alphabetLimit = alphabetLimit
    call.specialTokens = specialTokens
    call.minimumCount = minimumCount
    call.input = documents.lines
    call.threads = documents.threads
    let outcome = try call.run(cancellation: Interruption.install())
    StandaloneReport.show(
      "\(outcome.vocabularySize) tokens, from \(outcome.textByteCount) bytes of text", problems: outcome.problems)
  }
}

enum TokenizerKind: String, CaseIterable, ExpressibleByArgument {
  case bpe, wordpiece
}

struct TokenizerEncodeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "encode",
    abstract: "Encodes documents: one JSON array of ids per document.",
    discussion: """
      Examples:
        sluice tokenizer encode corpus.jsonl --tokenizer tokenizer/tokenizer.json --output ids.jsonl
        sluice tokenizer encode corpus.jsonl --tokenizer cl100k.tiktoken --pattern cl100k --output ids.jsonl
      """)

  @OptionGroup var documents: DocumentOptions

  @Option(help: TokenizerCommand.fileHelp, completion: .file())
  var tokenizer: String

  @Option(
    help: "Split pattern for files that do not say it: a name, or a regular expression.",
    transform: SplitPattern.argument)
  var pattern: SplitPattern?

  @Option(
    help: """
      What the text of special tokens such as <|endoftext|> is: text, or recognize to make it the token. Other added
      tokens are always recognized.
      """)
  var specialTokens: SpecialTokens = .text

  @Option(
    help: """
      Bytes that are not UTF-8: keep (ids decode to the same bytes), replace (by U+FFFD), or error.
      """)
  var invalid: InvalidUTF8 = .keep

  @Option(help: "A .jsonl or .jsonl.zst file, or '-'.", completion: .file())
  var output: String

  func run() throws {
    try withExitCodes {
      var call = TokenizerEncodeCall(inputs: documents.inputs, tokenizer: tokenizer, output: output)
      call.pattern = pattern
      call.specialTokens = specialTokens
      call.invalid = invalid
      call.input = documents.lines
      call.threads = documents.threads
      let outcome = try call.run(cancellation: Interruption.install())
      StandaloneReport.show(
        "\(outcome.documents) documents, \(outcome.tokens) tokens, \(outcome.textByteCount) bytes of text",
        problems: outcome.problems)
    }
  }
}

extension BPETrainer.Tie: ExpressibleByArgument {}
extension SpecialTokens: ExpressibleByArgument {}
extension InvalidUTF8: ExpressibleByArgument {}
