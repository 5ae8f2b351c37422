// sluice tokenizer convert: one vocabulary in all formats.

import ArgumentParser
import Pipeline
import Tokenization

struct TokenizerConvertCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert",
    abstract: "Writes a tokenizer in the other formats.",
    discussion: """
      Of byte-level BPE, OUTPUT gets tokenizer.json (Hugging Face), GPT-2's vocab.json and merges.txt, and, when the ids
      are in the order of the merges, tokenizer.tiktoken. Rank files do not hold special tokens: name them. Of a
      SentencePiece model it gets tokenizer.model, and tokenizer.json where that gives the same ids; of WordPiece
      tokenizer.json and vocab.txt.

      Examples:
        sluice tokenizer convert llama2.model --output llama2
        sluice tokenizer convert gpt2/vocab.json --output gpt2-converted
        sluice tokenizer convert cl100k_base.tiktoken --pattern cl100k --special-tokens '<|endoftext|>' --output cl100k
      """)

  @Argument(help: TokenizerCommand.fileHelp, completion: .file())
  var file: String

  @Option(
    help: "Split pattern for files that do not say it: a name, or a regular expression.",
    transform: SplitPattern.argument)
  var pattern: SplitPattern?

  @Option(
    parsing: .upToNextOption, help: "Special tokens that the file does not name; they get the ids behind its last.")
  var specialTokens: [String] = []

  @Option(help: "The output folder.", completion: .directory)
  var output: String

  func run() throws {
    try withExitCodes {
      var call = TokenizerConvertCall(file: file, output: output)
      call.pattern = pattern
      call.specialTokens = specialTokens
      let outcome = try call.run()
      for problem in outcome.problems { StandardError.write("not written: \(problem)\n") }
      try StandaloneReport.show("\(outcome.vocabularySize) ids", problems: [])
    }
  }
}
