// sluice clean: cleaning stages over anybody's JSONL.

import Auditing
import Cleaning
import Corpus
import Storage
import TextAnalysis

/// What `sluice clean` was asked for.
public struct CleanCall: Sendable {
  public var inputs: [String]
  /// Names of stages, in the order in which they run; nil for those of `settings`, or the default ones.
  public var stages: [String]?
  /// What the block `clean` of a pipeline file says.
  public var settings: PipelineConfiguration.Clean?
  /// A file, or `-`.
  public var output: String
  public var ledger: String?
  /// Settings that count more than the block's.
  public var language: LanguageStage.Settings?
  public var classifier: ClassifierStage.Settings?
  /// How differences are shown; nil where nobody wants them.
  public var show: SideBySideText?
  public var input = LineInputOptions()
  public var threads: Int?

  public init(inputs: [String], output: String) {
    self.inputs = inputs
    self.output = output
  }

  /// What became of the documents.
  public struct Outcome: Sendable {
    public let documents: Int
    public let changed: Int
    public let dropped: Int
    /// What is damaged and where.
    public let problems: [String]
    /// Kept documents into whose lines nothing could be written besides the text, and why.
    public let remarks: [String]
  }

  /// Names of all stages that `stages` may hold.
  public static var stageNames: [String] { CleaningStages.names.map(\.rawValue) }

  /// Cleans, in the order of the inputs.
  ///
  /// - Parameter differences: is given, where they are wanted, the documents that changed, before and after.
  /// - Throws: `RunError.usage` for an unknown stage, for settings of a stage that does not run, and for an output that is
  ///   an input or the ledger.
  public func run(cancellation: CancellationFlag, differences: ([UInt8]) throws -> Void = { _ in }) throws -> Outcome {
    try OutputPlaces.check(inputs: inputs, outputs: [output, ledger])
    let made = try makeStages()
    let work = LineStages(stages: made, inputs: inputs, options: input, threads: threads)
    let difference = show.map { CleanDifference(stages: made, show: $0) }
    let totals = try work.run(
      output: LineOutput(path: output), ledger: ledger.map(LineOutput.init(path:)), cancellation: cancellation,
      note: { result, notes in difference?.append(result, to: &notes) }, notes: differences)
    return Outcome(
      documents: totals.documents, changed: totals.changed, dropped: totals.documents - totals.kept,
      problems: totals.problems, remarks: totals.remarks)
  }

  /// Whether stages are named, and the ones run that the call has settings of.
  private func checkStages(_ cleaning: CleaningSettings) throws {
    guard let stages else { return }
    if stages.isEmpty || stages.contains("") {
      throw RunError(.usage, "a stage without a name; stages: \(Self.stageNames.joined(separator: ", "))")
    }
    for (name, isGiven) in [(LanguageStage.name, language != nil), (ClassifierStage.name, classifier != nil)]
    where isGiven && !stages.contains(name.rawValue) {
      throw RunError(
        .usage, "there are settings of the stage '\(name.rawValue)', which is not among the stages; add it")
    }
    if stages.contains(C4BadWordStage.name.rawValue), cleaning.c4BadWords == nil {
      throw RunError(
        .usage,
        "the stage '\(C4BadWordStage.name.rawValue)' has no lists; name them in clean.c4_bad_words.files (--config)")
    }
  }

  private func makeStages() throws -> [any DocumentStage] {
    var cleaning = try settings?.settings(seed: 0) ?? CleaningSettings()
    if let language { cleaning.language = language }
    if let classifier { cleaning.classifier = classifier }
    try checkStages(cleaning)
    guard let stages else {
      let made = try CleaningStages.make(cleaning)
      let minimum = settings?.minimumCharacters ?? 0
      return minimum > 0 ? made + [LengthStage(minimumCharacters: minimum)] : made
    }
    return try stages.map { name in
      guard let stage = try CleaningStages.stage(named: StageName(rawValue: name), settings: cleaning) else {
        let hint = NearestName.find(name, among: Self.stageNames).map { "did you mean '\($0)'?" }
        throw RunError(
          .usage, "there is no stage '\(name)'; \(hint ?? "stages: \(Self.stageNames.joined(separator: ", "))")")
      }
      return stage
    }
  }
}
