// sluice decontaminate: benchmark items out of JSONL.

import ArgumentParser
import Decontamination
import Pipeline

struct DecontaminateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decontaminate",
    abstract: "Finds benchmark items in documents and drops, cuts or reports them.",
    discussion: """
      Benchmarks are JSONL files of {"bench","item","question","answer","options"}. The report has a line
      {"id","start","end","benchmark","item"} for each match, offsets in code points.

      Examples:
        sluice decontaminate corpus.jsonl --benchmarks gsm8k.jsonl mmlu.jsonl --output clean.jsonl --report hits.jsonl
        sluice decontaminate corpus/ --benchmarks bench/*.jsonl --action report --report hits.jsonl
      """)

  @OptionGroup var documents: DocumentOptions

  @Option(parsing: .upToNextOption, help: "Files or globs of benchmark items.", completion: .file())
  var benchmarks: [String]

  @Option(help: "A .jsonl or .jsonl.zst file, or '-'.", completion: .file())
  var output: String?

  @Option(help: "A file for the matches.", completion: .file())
  var report: String?

  @Option(help: "drop, cut or report.")
  var action: DecontaminationSettings.Action = .drop

  @Option(help: "Text units in an n-gram.")
  var ngram = 13

  func run() throws {
    try withExitCodes {
      var call = DecontaminateCall(inputs: documents.inputs, benchmarks: benchmarks)
      call.output = output
      call.report = report
      call.settings.action = action
      call.settings.n = ngram
      call.input = documents.lines
      call.threads = documents.threads
      let outcome = try call.run(cancellation: Interruption.install())
      StandaloneReport.show(
        "\(outcome.documents) documents against \(outcome.items) items: \(outcome.flagged) flagged, "
          + "\(outcome.matches) matches", problems: outcome.problems)
    }
  }
}

extension DecontaminationSettings.Action: ExpressibleByArgument {}
