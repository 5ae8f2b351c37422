// sluice tokenizer: train and encode.

import ArgumentParser
import Pipeline
import Tokenization

struct TokenizerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tokenizer", abstract: "Trains and runs byte-level BPE tokenizers.",
    subcommands: [TokenizerTrainCommand.self, TokenizerEncodeCommand.self])
}

struct TokenizerTrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Trains a byte-level BPE vocabulary.",
    discussion: """
      OUTPUT gets tokenizer.json (Hugging Face), tokenizer.tiktoken, and GPT-2's vocab.json and merges.txt.

      Examples:
        sluice tokenizer train corpus/*.jsonl.zst --vocab-size 32000 --pattern cl100k --output tokenizer
        sluice tokenizer train corpus.txt --separator '<|endoftext|>' --vocab-size 4096 --pattern gpt2 --output t
      """)

  @OptionGroup var documents: DocumentOptions

  @Option(help: "Size of the vocabulary, bytes and special tokens included.")
  var vocabSize: Int

  @Option(help: "Split pattern: \(SplitPattern.allCases.map(\.rawValue).joined(separator: ", ")), llama3.")
  var pattern = "cl100k"

  @Option(help: "Which of two equally frequent pairs is merged first: hf or bytes.")
  var tie: BPETrainer.Tie = .hf

  @Option(parsing: .upToNextOption, help: "Special tokens, which get the last ids.")
  var specialTokens: [String] = []

  @Option(help: "Pairs that occur more rarely are not merged.")
  var minimumCount = 1

  @Option(help: "The output folder.", completion: .directory)
  var output: String

  func validate() throws {
    if SplitPattern(named: pattern) == nil { throw ValidationError("there is no split pattern '\(pattern)'") }
  }

  func run() throws {
    try withExitCodes {
      var call = TokenizerTrainCall(
        inputs: documents.inputs, output: output, vocabularySize: vocabSize,
        pattern: SplitPattern(named: pattern) ?? .cl100k)
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
}

struct TokenizerEncodeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "encode",
    abstract: "Encodes documents: one JSON array of ids per document.",
    discussion: """
      Example:
        sluice tokenizer encode corpus.jsonl --tokenizer tokenizer/tokenizer.json --output ids.jsonl
      """)

  @OptionGroup var documents: DocumentOptions

  @Option(help: "A tokenizer.json, a .tiktoken file, or a folder with either.", completion: .file())
  var tokenizer: String

  @Option(help: "A .jsonl or .jsonl.zst file, or '-'.", completion: .file())
  var output: String

  func run() throws {
    try withExitCodes {
      var call = TokenizerEncodeCall(inputs: documents.inputs, tokenizer: tokenizer, output: output)
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
