// sluice tokenizer inspect: what a vocabulary is.

import ArgumentParser
import Pipeline
import Tokenization

struct TokenizerInspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Shows what a tokenizer is: size, merges, split pattern, special tokens, longest tokens.",
    discussion: """
      Examples:
        sluice tokenizer inspect runs/quickstart/tokenizer
        sluice tokenizer inspect cl100k_base.tiktoken --pattern cl100k --json
      """)

  @Argument(help: TokenizerCommand.fileHelp, completion: .file())
  var file: String

  @Option(
    help: "Split pattern for files that do not say it: a name, or a regular expression.",
    transform: SplitPattern.argument)
  var pattern: SplitPattern?

  @Option(help: "How many of the longest tokens to show.")
  var longest = 10

  @Flag(help: "Print JSON.")
  var json = false

  func run() throws {
    try withExitCodes {
      let inspection = try TokenizerInspection(file, pattern: pattern, longest: longest)
      print(json ? try inspection.json() : inspection.text(), terminator: "")
    }
  }
}
