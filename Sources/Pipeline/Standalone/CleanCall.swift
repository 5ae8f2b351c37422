// sluice clean: cleaning stages over anybody's JSONL.

import Cleaning
import Corpus
import Storage

/// What `sluice clean` was asked for.
public struct CleanCall: Sendable {
  public var inputs: [String]
  /// Names of stages, in the order in which they run.
  public var stages: [String]
  /// A file, or `-`.
  public var output: String
  public var ledger: String?
  public var showsDifferences = false
  public var input = LineInputOptions()
  public var threads: Int?

  public init(inputs: [String], stages: [String], output: String) {
    self.inputs = inputs
    self.stages = stages
    self.output = output
  }

  /// What became of the documents.
  public struct Outcome: Sendable {
    public let documents: Int
    public let changed: Int
    public let dropped: Int
    /// What is damaged and where.
    public let problems: [String]
  }

  /// Names of all stages that `stages` may hold.
  public static var stageNames: [String] { CleaningStages.names.map(\.rawValue) }

  /// Cleans, in the order of the inputs.
  ///
  /// - Parameter differences: is given, where they are wanted, the documents that changed, before and after.
  /// - Throws: `RunError.usage` for an unknown stage.
  public func run(cancellation: CancellationFlag, differences: ([UInt8]) throws -> Void = { _ in }) throws -> Outcome {
    let made = try stages.map { name in
      guard let stage = try CleaningStages.stage(named: StageName(rawValue: name)) else {
        let hint = NearestName.find(name, among: Self.stageNames).map { "did you mean '\($0)'?" }
        throw RunError(
          .usage, "there is no stage '\(name)'; \(hint ?? "stages: \(Self.stageNames.joined(separator: ", "))")")
      }
      return stage
    }
    let work = LineStages(stages: made, inputs: inputs, options: input, threads: threads)
    let wantsDifferences = showsDifferences
    let totals = try work.run(
      output: LineOutput(path: output), ledger: ledger.map(LineOutput.init(path:)), cancellation: cancellation,
      note: { result, notes in if wantsDifferences { TextDifference.append(result, to: &notes) } }, notes: differences)
    return Outcome(
      documents: totals.documents, changed: totals.changed, dropped: totals.documents - totals.kept,
      problems: totals.problems)
  }
}

/// Before and after of a document, as people read it.
enum TextDifference {
  /// Appends the lines that went (`-`) and came (`+`), found between the common beginning and end of both texts.
  static func append(_ result: LineStages.Result, to notes: inout [UInt8]) {
    guard let after = result.after else {
      notes += Array("@@ \(result.name): dropped\n".utf8)
      appendLines("- ", result.before[...], to: &notes)
      return
    }
    if after == result.before { return }
    let old = result.before.split(separator: 0x0a, omittingEmptySubsequences: false)
    let new = after.split(separator: 0x0a, omittingEmptySubsequences: false)
    var start = 0
    while start < min(old.count, new.count), old[start] == new[start] { start += 1 }
    var end = 0
    while end < min(old.count, new.count) - start, old[old.count - 1 - end] == new[new.count - 1 - end] { end += 1 }
    notes += Array("@@ \(result.name), line \(start + 1)\n".utf8)
    for line in old[start..<old.count - end] { appendLines("- ", line, to: &notes) }
    for line in new[start..<new.count - end] { appendLines("+ ", line, to: &notes) }
  }

  private static func appendLines(_ mark: String, _ text: ArraySlice<UInt8>, to notes: inout [UInt8]) {
    for line in text.split(separator: 0x0a, omittingEmptySubsequences: false) {
      notes += Array(mark.utf8) + line.filter { $0 >= 0x20 || $0 == 0x09 } + [0x0a]
    }
  }
}
