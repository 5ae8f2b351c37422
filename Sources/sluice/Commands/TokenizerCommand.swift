// sluice tokenizer: what trains and runs tokenizers; encode.

import ArgumentParser
import Pipeline
import Tokenization

struct TokenizerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tokenizer", abstract: "Trains, extends and runs byte-level BPE tokenizers.",
    subcommands: [
      TokenizerTrainCommand.self, TokenizerExtendCommand.self, TokenizerEncodeCommand.self, TokenizerDecodeCommand.self,
      TokenizerInspectCommand.self, TokenizerCompareCommand.self, TokenizerConvertCommand.self,
    ])
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

  @Option(help: "A tokenizer.json, a .tiktoken file, GPT-2's vocab.json, or a folder.", completion: .file())
  var tokenizer: String

  @Option(help: "Split pattern, for files that do not say it.")
  var pattern: SplitPattern?

  @Option(help: "A .jsonl or .jsonl.zst file, or '-'.", completion: .file())
  var output: String

  func run() throws {
    try withExitCodes {
      var call = TokenizerEncodeCall(inputs: documents.inputs, tokenizer: tokenizer, output: output)
      call.pattern = pattern
      call.input = documents.lines
      call.threads = documents.threads
      let outcome = try call.run(cancellation: Interruption.install())
      StandaloneReport.show(
        "\(outcome.documents) documents, \(outcome.tokens) tokens, \(outcome.textByteCount) bytes of text",
        problems: outcome.problems)
    }
  }
}
