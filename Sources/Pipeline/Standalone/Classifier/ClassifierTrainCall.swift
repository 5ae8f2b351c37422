// sluice classifier train.

import Cleaning
import Corpus
import Storage
import TextAnalysis

/// What `sluice classifier train` was asked for.
public struct ClassifierTrainCall: Sendable {
  /// Inputs of wanted texts.
  public var positive: [String] = []
  /// Inputs of unwanted texts.
  public var negative: [String] = []
  /// Inputs of both, told apart by `labelField`: `positiveLabel`, and anything else.
  public var labelled: [String] = []
  public var labelField = "label"
  public var positiveLabel = "positive"
  public var training = ClassifierTraining()
  /// Precision for which a threshold is looked for.
  public var wantedPrecision = 0.9
  /// The model's file.
  public var output: String
  /// A file for the measures as JSON.
  public var report: String?
  /// A file for the curve as a picture.
  public var curve: String?
  public var input = LineInputOptions()
  public var threads: Int?

  public init(output: String) { self.output = output }

  /// What was learnt.
  public struct Outcome: Sendable {
    /// Precision and recall by threshold, for a person.
    public let table: String
    /// One line.
    public let summary: String
    /// What is damaged and where.
    public let problems: [String]
  }

  private struct Part: Sendable {
    var examples: [(example: ClassifierExample, isPositive: Bool)] = []
    var problems: [String] = []
  }

  /// Trains, and writes the model and what was asked for beside it.
  ///
  /// - Throws: `RunError.usage` for a wrong call, `RunError.noInput` where a class has too few texts, `CleaningError` for
  ///   settings out of range.
  public func run(cancellation: CancellationFlag) throws -> Outcome {
    guard !positive.isEmpty && !negative.isEmpty || !labelled.isEmpty else {
      throw RunError(.usage, "give texts of both classes: --positive and --negative, or --labelled")
    }
    guard wantedPrecision > 0, wantedPrecision <= 1 else {
      throw RunError(.usage, "--precision \(wantedPrecision) is not above 0 and up to 1")
    }
    let trainer = try ClassifierTrainer(training, folder: SpooledFile.usualFolder)
    var problems: [String] = []
    try read(positive, as: true, into: trainer, &problems, cancellation)
    try read(negative, as: false, into: trainer, &problems, cancellation)
    try read(labelled, as: nil, into: trainer, &problems, cancellation)
    try check(trainer, problems)
    let (classifier, measurement) = try trainer.train(cancellation: cancellation)
    let report = ClassifierReport(
      measurement: measurement, wantedPrecision: wantedPrecision,
      trained: (trainer.count(isPositive: true).trained, trainer.count(isPositive: false).trained))
    let file = ClassifierFile(classifier: classifier, training: report.summaryJSON(training))
    try AtomicFile.write(file.bytes(), to: output)
    if let path = self.report { try AtomicFile.write(report.json(training), to: path) }
    if let path = curve { try AtomicFile.write(Array(PrecisionRecallPicture.svg(measurement).utf8), to: path) }
    return Outcome(table: report.table, summary: report.summary, problems: problems)
  }

  private func check(_ trainer: ClassifierTrainer, _ problems: [String]) throws {
    for (name, isPositive) in [("positive", true), ("negative", false)] {
      let count = trainer.count(isPositive: isPositive)
      guard count.trained == 0 || count.heldOut == 0 else { continue }
      var reason = "there are \(count.trained) \(name) texts to train on and \(count.heldOut) held out; both are needed"
      if count.trained + count.heldOut == 0, !labelled.isEmpty {
        reason += "; is --positive-label '\(positiveLabel)' what stands in field '\(labelField)'?"
      }
      if let first = problems.first { reason += "; \(problems.count) damaged records or regions, first: \(first)" }
      throw RunError(.noInput, reason)
    }
  }

  /// - Parameter isPositive: nil where the label's field decides.
  private func read(
    _ inputs: [String], as isPositive: Bool?, into trainer: ClassifierTrainer, _ problems: inout [String],
    _ cancellation: CancellationFlag
  ) throws {
    if inputs.isEmpty { return }
    var options = input
    if isPositive == nil { options.groupField = labelField }
    var source = try LineInput(inputs, options: options)
    let (training, lineOptions) = (training, options)
    let wanted = XXH64.hash(Array(positiveLabel.utf8))
    try orderedParallelMap(
      threads: threads ?? Machine.coreCount, cancellation: cancellation,
      makeState: {
        (reader: ExampleReader(training), parser: LineParser(options: lineOptions), units: TextUnits())
      },
      next: { try source.next() },
      transform: { state, batch -> Part in
        var part = Part()
        var (reader, units) = (state.reader, state.units)
        var unlabelled = 0
        let lineProblems = try state.parser.forEachText(in: batch) { line in
          let label = isPositive ?? line.group.map { $0 == wanted }
          guard let label else {
            unlabelled += 1
            return
          }
          units.analyse(line.text)
          part.examples.append((reader.read(line.text, units: units), label))
        }.problems
        (state.reader, state.units) = (reader, units)
        part.problems = lineProblems.map(\.description)
        if unlabelled > 0 {
          part.problems.append(
            "\(batch.file), from byte \(batch.offset): \(unlabelled) lines without a label in field '\(lineOptions.groupField ?? "")'"
          )
        }
        return part
      },
      emit: { part in
        for (example, label) in part.examples { try trainer.add(example, isPositive: label) }
        problems += part.problems
      })
    problems += source.problems
  }
}
