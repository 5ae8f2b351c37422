// sluice clean: cleaning stages over JSONL.

import ArgumentParser
import Pipeline

struct CleanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clean",
    abstract: "Cleans documents: normalisation, AI boilerplate, languages, quality rules, trained filters.",
    discussion: """
      Stages, in the order given: \(CleanCall.stageNames.joined(separator: ", ")).
      Thresholds are the published ones; others, and lists of words, stand in the block 'clean' of a pipeline file (--config).
      Everything in a line besides its text stays as it stands; what the stages language and classifier find is written
      into the line's "metadata". Dropped documents are left out and stand in the ledger.

      Examples:
        sluice clean chats.jsonl --stages ai-boilerplate --output clean.jsonl --diff
        sluice clean corpus/*.jsonl.zst --stages normalize,gopher-quality --output out.jsonl.zst --ledger ledger.jsonl
        sluice clean corpus/*.jsonl.zst --config pipeline.yaml --output out.jsonl.zst
        sluice clean corpus.jsonl --stages language --language en,zh --minimum-language-score 0.5 --output out.jsonl
        sluice clean corpus.jsonl --stages classifier --classifier quality.model --minimum-score 0.4 --output out.jsonl
      """)

  @OptionGroup var documents: DocumentOptions

  @Option(help: "Stages, separated by commas (default: those of --config, or normalize,ai-boilerplate).")
  var stages: String?

  @Option(help: "A pipeline file: its block 'clean' has the stages' settings.", completion: .file())
  var config: String?

  @Option(help: "A .jsonl or .jsonl.zst file, or '-'.", completion: .file())
  var output: String

  @Option(help: "A file for one line per dropped or edited document, with rules and spans.", completion: .file())
  var ledger: String?

  @OptionGroup var languages: LanguageOptions

  @Option(help: ClassifierOptions.modelHelp, completion: .file())
  var classifier: String?

  @OptionGroup var scores: ClassifierOptions

  @Flag(help: "Show what changed, before and after side by side, on stderr.")
  var diff = false

  func run() throws {
    try withExitCodes {
      var call = CleanCall(inputs: documents.inputs, output: output)
      call.stages = stages?.commaSeparated
      call.settings = try config.map(ConfigurationLoader.loadCleaning(path:))
      call.ledger = ledger
      call.language = languages.settings
      call.classifier = classifier.map(scores.settings(model:))
      if diff { call.show = TerminalDisplay.standardError.show() }
      call.input = documents.lines
      call.threads = documents.threads
      let outcome = try call.run(cancellation: Interruption.install()) { notes in
        StandardError.write(String(decoding: notes, as: UTF8.self))
      }
      StandaloneReport.showRemarks(
        outcome.remarks, "documents were kept without what stages found, for which their lines have no place")
      try StandaloneReport.show(
        "\(outcome.documents) documents: \(outcome.changed) changed, \(outcome.dropped) dropped",
        problems: outcome.problems, limit: documents.damagedRecords)
    }
  }
}
