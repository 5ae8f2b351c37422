// sluice classifier: learned quality filters, trained and applied.

import ArgumentParser
import Cleaning
import Pipeline

struct ClassifierCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "classifier",
    abstract: "Trains and applies learned quality filters: linear classifiers over n-grams.",
    subcommands: [ClassifierTrainCommand.self, ClassifierApplyCommand.self])
}

struct ClassifierTrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Trains a classifier on examples of wanted and unwanted text.",
    discussion: """
      A share of the texts is held out, chosen by content so that copies stand on one side. On it precision and recall
      are measured for every threshold, and the scores are calibrated: 0.8 means that four of five such texts are
      positive, at the rate at which the examples have them.

      Examples:
        sluice classifier train --positive good.jsonl --negative crawl/*.jsonl.zst --output quality.model
        sluice classifier train --labelled all.jsonl --label-field label --positive-label hq --output quality.model \\
          --precision 0.95 --curve curve.svg --report report.json
      """)

  @Option(parsing: .upToNextOption, help: "Files, folders or globs of wanted texts.", completion: .file())
  var positive: [String] = []

  @Option(parsing: .upToNextOption, help: "Files, folders or globs of unwanted texts.", completion: .file())
  var negative: [String] = []

  @Option(parsing: .upToNextOption, help: "Files with both, told apart by a field.", completion: .file())
  var labelled: [String] = []

  @Option(help: "The field that holds the label.")
  var labelField = "label"

  @Option(help: "The label of wanted texts; all others are unwanted.")
  var positiveLabel = "positive"

  @OptionGroup var lines: LineOptions

  @Option(help: "The model's file.", completion: .file())
  var output: String

  @Option(
    name: .customLong("unit-ngrams"),
    help: "Text units in the longest n-gram: words, or characters of scripts without spaces.")
  var unitNGrams = 2

  @Option(name: .customLong("letter-ngrams"), help: "Code points in n-grams of letters, besides; 0: none.")
  var letterNGrams = 0

  @Option(help: "The model has 2 to the power of this many weights of four bytes.")
  var bits = 20

  @Option(help: "Passes over the texts.")
  var epochs = 5

  @Option(help: "Share of the texts that is held out.")
  var heldOut = 0.2

  @Option(help: "Seed of the order in which texts are learnt and of what is held out.")
  var seed: UInt64 = 0

  @Option(help: "Precision for which a threshold is looked for.")
  var precision = 0.9

  @Option(help: "A file for the measures and the curve as JSON.", completion: .file())
  var report: String?

  @Option(help: "A file for the curve of precision and recall as a picture (SVG).", completion: .file())
  var curve: String?

  func run() throws {
    try withExitCodes {
      var call = ClassifierTrainCall(output: output)
      call.positive = positive
      call.negative = negative
      call.labelled = labelled
      call.labelField = labelField
      call.positiveLabel = positiveLabel
      call.input = lines.options
      call.threads = lines.threads
      call.training.features.unitNGrams = unitNGrams
      call.training.features.letterNGrams = letterNGrams
      call.training.features.bits = bits
      call.training.epochs = epochs
      call.training.heldOutShare = heldOut
      call.training.seed = seed
      call.wantedPrecision = precision
      call.report = report
      call.curve = curve
      let outcome = try call.run(cancellation: Interruption.install())
      print(outcome.table)
      try StandaloneReport.show(outcome.summary, problems: outcome.problems, limit: lines.damagedRecords)
    }
  }
}

struct ClassifierApplyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "apply",
    abstract: "Scores documents, and drops those below a score.",
    discussion: """
      The score is written into each line's "metadata", as "classifier_score".

      Examples:
        sluice classifier apply corpus.jsonl --model quality.model --output scored.jsonl
        sluice classifier apply corpus.jsonl --model quality.bin --label __label__hq --minimum-score 0.5 --output kept.jsonl
      """)

  @OptionGroup var documents: DocumentOptions

  @Option(help: ClassifierOptions.modelHelp, completion: .file())
  var model: String

  @OptionGroup var scores: ClassifierOptions

  @Option(help: "A .jsonl or .jsonl.zst file, or '-'.", completion: .file())
  var output: String

  @Option(help: "A file for one line per dropped document, with its score.", completion: .file())
  var ledger: String?

  func run() throws {
    try withExitCodes {
      var call = CleanCall(inputs: documents.inputs, output: output)
      call.stages = [ClassifierStage.name.rawValue]
      call.classifier = scores.settings(model: model)
      call.ledger = ledger
      call.input = documents.lines
      call.threads = documents.threads
      let outcome = try call.run(cancellation: Interruption.install())
      try StandaloneReport.show(
        "\(outcome.documents) documents: \(outcome.dropped) dropped", problems: outcome.problems,
        limit: documents.damagedRecords)
    }
  }
}
