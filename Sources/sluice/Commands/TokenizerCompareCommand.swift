// sluice tokenizer compare: two vocabularies on one corpus.

import ArgumentParser
import Pipeline
import Tokenization

struct TokenizerCompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract:
      "Shows what two tokenizers make of the same documents: tokens, bytes per token, tokens per character by script.",
    discussion: """
      Examples:
        sluice tokenizer compare gpt2 gpt2-zh --corpus chinese/*.jsonl.zst
        sluice tokenizer compare a/tokenizer.json b/tokenizer.json --corpus sample.jsonl --json
      """)

  @Argument(help: "The first tokenizer: its file or folder.", completion: .file())
  var first: String

  @Argument(help: "The second tokenizer.", completion: .file())
  var second: String

  @Option(parsing: .upToNextOption, help: "Files, folders or globs of JSONL or text files.", completion: .file())
  var corpus: [String]

  @Option(help: "Field that holds the text; dots lead into objects.")
  var field = "text"

  @Option(
    help: "Split pattern for files that do not say it: a name, or a regular expression.",
    transform: SplitPattern.argument)
  var pattern: SplitPattern?

  @Option(help: "Worker threads (default: one for each core).")
  var threads: Int?

  @Flag(help: "Print JSON.")
  var json = false

  func run() throws {
    try withExitCodes {
      var call = TokenizerCompareCall(inputs: corpus, tokenizers: [first, second])
      call.pattern = pattern
      call.input = LineInputOptions(field: field)
      call.threads = threads
      let (comparison, problems) = try call.run(cancellation: Interruption.install())
      print(json ? try comparison.json() : comparison.text(), terminator: "")
      if !problems.isEmpty { StandaloneReport.show("\(comparison.documents) documents", problems: problems) }
    }
  }
}
