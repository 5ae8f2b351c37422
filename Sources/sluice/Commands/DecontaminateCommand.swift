// sluice decontaminate: benchmark items out of JSONL, or what of benchmarks a corpus holds.

import ArgumentParser
import Decontamination
import Pipeline
import Storage

struct DecontaminateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decontaminate",
    abstract: "Finds benchmark items in documents and drops, cuts or reports them.",
    discussion: """
      Benchmarks are files or folders of JSON Lines, JSON, CSV, TSV or Parquet. Rows {"bench","item","question","answer",
      "options"} are read as they are; what fields others have says a mapping file (pipelines/benchmarks/), written in front
      of its files with '='. Keys that differ from benchmark to benchmark stand in a file for --config, as the block
      'decontaminate' of a pipeline. The report has a line {"id","start","end","benchmark","item"} for each match, offsets
      in code points.

      With --against-benchmark the items are marked, not the documents: as contaminated by the rules of PaLM, Llama 2 and
      GPT-3. The output then has a line for each item.

      Examples:
        sluice decontaminate corpus.jsonl --benchmarks gsm8k.jsonl mmlu.jsonl --output clean.jsonl --report hits.jsonl
        sluice decontaminate corpus/ --benchmarks bench/*.jsonl --action report --leakage-report leakage.html
        sluice decontaminate corpus.jsonl --benchmarks pipelines/benchmarks/mmlu.yaml=mmlu/test.csv --output clean.jsonl
        sluice decontaminate corpus.jsonl --config pipeline.yaml --output clean.jsonl
        sluice decontaminate corpus.jsonl --benchmarks gsm8k.jsonl --against-benchmark --output items.jsonl
      """)

  @OptionGroup var documents: DocumentOptions

  @Option(
    parsing: .upToNextOption, help: "Files, folders or globs of benchmark items; or MAPPING.yaml=FILES.",
    completion: .file())
  var benchmarks: [String] = []

  @Option(help: "A file with the block 'decontaminate', or a pipeline that has it.", completion: .file())
  var config: String?

  @Option(help: "A .jsonl or .jsonl.zst file, or '-'.", completion: .file())
  var output: String?

  @Option(help: "A file for the matches, a line each.", completion: .file())
  var report: String?

  @Option(help: "A .json or .html file for sums by benchmark and item, with examples.", completion: .file())
  var leakageReport: String?

  @Flag(help: "Mark the benchmarks' items as clean or contaminated, and leave the documents alone.")
  var againstBenchmark = false

  @Option(help: "drop, cut or report (default: drop).")
  var action: MatchRules.Action?

  @Option(help: "Text units in an n-gram (default: 13).")
  var ngram: Int?

  @Option(help: "Units of a short item that matches as a whole, at least (default: 8).")
  var minimumUnits: Int?

  @Option(
    help: "Per cent of a question that must stand in a stretch where no n-gram matches; 0: only n-grams (default: 50).")
  var cluster: Int?

  @Option(help: "all, question-and-answer, question-and-options or question (default: all).")
  var match: MatchRules.Parts?

  @Option(help: "Characters on both sides that 'cut' removes, too (default: 200).")
  var cutWindow: Int?

  @Option(help: "A document that needs more cuts is dropped (default: 10).")
  var maximumCuts: Int?

  @Option(help: "N-grams in more documents than this match nothing; the inputs are read twice.")
  var maximumDocuments: Int?

  func run() throws {
    try withExitCodes {
      let settings = try settings()
      let cancellation = Interruption.install()
      if againstBenchmark { return try mark(settings, cancellation) }
      var call = DecontaminateCall(inputs: documents.inputs, settings: settings)
      call.output = output
      call.report = report
      call.leakageReport = leakageReport
      call.input = documents.lines
      call.threads = documents.threads
      let outcome = try call.run(cancellation: cancellation)
      if !outcome.text.isEmpty { StandardError.write(outcome.text + "\n") }
      if let common = outcome.commonNGrams { StandardError.write("\(common) n-grams are common language\n") }
      try StandaloneReport.show(
        "\(outcome.documents) documents against \(outcome.items) items: \(outcome.flagged) flagged, "
          + "\(outcome.matches) matches, \(outcome.dropped) dropped, \(outcome.cut) cut", problems: outcome.problems,
        limit: documents.damagedRecords)
    }
  }

  private func mark(_ settings: PipelineConfiguration.Decontaminate, _ cancellation: CancellationFlag) throws {
    if report != nil || leakageReport != nil {
      throw ValidationError("--against-benchmark marks items: it has --output, and no --report or --leakage-report")
    }
    var call = ExposureCall(inputs: documents.inputs, settings: settings)
    call.output = output
    call.input = documents.lines
    call.threads = documents.threads
    let outcome = try call.run(cancellation: cancellation)
    StandardError.write(outcome.table)
    StandardError.write("\(outcome.items) items against \(outcome.documents) documents\n")
    try StandaloneReport.showDamage(outcome.problems, count: outcome.problemCount, limit: documents.damagedRecords)
  }

  private func settings() throws -> PipelineConfiguration.Decontaminate {
    var settings = try config.map(PipelineConfiguration.Decontaminate.init(configurationFile:)) ?? .init(benchmarks: [])
    settings.benchmarks += benchmarks.map(PipelineConfiguration.Decontaminate.Benchmark.init(argument:))
    if settings.benchmarks.isEmpty { throw ValidationError("name benchmarks with --benchmarks or --config") }
    settings.action = action?.rawValue ?? settings.action
    settings.ngram = ngram ?? settings.ngram
    settings.minimumUnits = minimumUnits ?? settings.minimumUnits
    settings.cluster = cluster ?? settings.cluster
    settings.match = match?.rawValue ?? settings.match
    settings.cutWindow = cutWindow ?? settings.cutWindow
    settings.maximumCuts = maximumCuts ?? settings.maximumCuts
    settings.maximumDocuments = maximumDocuments ?? settings.maximumDocuments
    if let maximum = settings.maximumDocuments, maximum < 1 {
      throw ValidationError("--maximum-documents \(maximum): give 1 or more")
    }
    return settings
  }
}

extension MatchRules.Action: ExpressibleByArgument {}
extension MatchRules.Parts: ExpressibleByArgument {}
