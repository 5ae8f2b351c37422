// sluice tokenizer: what trains and runs tokenizers; encode.

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
      try StandaloneReport.show(
        "\(outcome.documents) documents, \(outcome.tokens) tokens, \(outcome.textByteCount) bytes of text",
        problems: outcome.problems, limit: documents.damagedRecords)
    }
  }
}

extension SpecialTokens: ExpressibleByArgument {}
extension InvalidUTF8: ExpressibleByArgument {}
