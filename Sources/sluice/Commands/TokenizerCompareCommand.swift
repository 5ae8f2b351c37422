// sluice tokenizer compare: vocabularies on one corpus.

import ArgumentParser
import Pipeline
import Tokenization

struct TokenizerCompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Shows what tokenizers make of the same documents, by corpus and by script.",
    discussion: """
      Bytes per token, tokens per character and per word, characters cut inside, unused and unreachable tokens, and the
      documents that are longer than by the first tokenizer. OUTPUT gets report.json and report.html.

      Examples:
        sluice tokenizer compare gpt2 gpt2-zh --corpus chinese/*.jsonl.zst
        sluice tokenizer compare a b c --corpus en=en.jsonl zh=zh.jsonl code=src.jsonl --output comparison
        sluice tokenizer compare a/tokenizer.json b/tokenizer.json --corpus sample.jsonl --json
      """)

  @Argument(help: "Two tokenizers or more, the first of which the others are compared with.", completion: .file())
  var tokenizers: [String]

  @Option(
    parsing: .upToNextOption, help: "FILES of JSONL or text, or NAME=FILES to tell languages apart.",
    completion: .file())
  var corpus: [String]

  @OptionGroup var lines: LineOptions

  @Option(
    help: "Split pattern for files that do not say it: a name, or a regular expression.",
    transform: SplitPattern.argument)
  var pattern: SplitPattern?

  @Option(help: "Folder for report.json and report.html.", completion: .directory)
  var output: String?

  @Flag(help: "Print JSON.")
  var json = false

  func run() throws {
    try withExitCodes {
      var call = TokenizerCompareCall(tokenizers: tokenizers, corpora: NamedCorpus.parse(corpus))
      call.pattern = pattern
      call.output = output
      call.input = lines.options
      call.threads = lines.threads
      let display = TokenizerDisplay()
      call.observer = { display.receive($0) }
      defer { display.finish() }
      let (report, problems) = try call.run(cancellation: Interruption.install())
      display.finish()
      print(json ? try report.json() : report.text(), terminator: "")
      if !problems.isEmpty {
        try StandaloneReport.show("\(report.documents) documents", problems: problems, limit: lines.damagedRecords)
      }
    }
  }
}
