// sluice tokenizer extend --method merge-pieces: two SentencePiece models made one, and what that does to text.

import Corpus
import Storage
import Tokenization

/// What `sluice tokenizer extend --method merge-pieces` was asked for.
public struct PieceMergeCall: Sendable {
  /// The model that keeps its ids.
  public var base: String
  /// The model whose pieces are added.
  public var pieces: String
  /// Folder for `tokenizer.model`, `tokenizer.json` where it can hold the same, and the report.
  public var output: String
  /// Text of which the report says what becomes of it; may be empty.
  public var inputs: [String]
  public var input = LineInputOptions()
  public var threads: Int?

  public static let reportName = "merge-report.json"

  public init(base: String, pieces: String, inputs: [String], output: String) {
    self.base = base
    self.pieces = pieces
    self.inputs = inputs
    self.output = output
  }

  /// What was merged, measured.
  public struct Report: Sendable, Codable {
    public let basePieces: Int
    public let addedPieces: Int
    /// Pieces of the other model that the base had.
    public let knownPieces: Int
    /// Pieces that no text becomes any more: new ones, and those of the base that could be reached before.
    public let unreachableNewPieces: Int
    public let unreachableBasePieces: Int
    /// Their ids.
    public let unreachable: [Int]
    /// What the merged model makes of the inputs; nil without inputs.
    public let text: Text?

    public struct Text: Sendable, Codable {
      public var lines = 0
      /// Lines with more tokens than by the base.
      public var longerLines = 0
      public var shorterLines = 0
      public var unchangedLines = 0
      public var baseTokens = 0
      public var mergedTokens = 0
    }
  }

  public struct Outcome: Sendable {
    public let report: Report
    public let vocabularySize: Int
    /// What to know before using the result.
    public let warnings: [String]
    public let problems: [String]
  }

  /// Merges, measures and writes.
  ///
  /// - Throws: `RunError.usage` for files that are no SentencePiece models; `TokenizationError`.
  public func run(cancellation: CancellationFlag) throws -> Outcome {
    let baseModel = try Self.model(base)
    let merged = try MergedPieces(base: baseModel, adding: Self.model(pieces))
    let old = try SentencePieceTokenizer(baseModel)
    let new = try SentencePieceTokenizer(merged.model)
    let before = Set(old.unreachablePieces())
    let unreachable = new.unreachablePieces().filter { !before.contains($0) }
    var problems: [String] = []
    var text: Report.Text?
    if !inputs.isEmpty {
      let measured = try measure(old, new, cancellation)
      text = measured.text
      problems = measured.problems
    }
    let newCount = unreachable.count { $0 >= merged.firstNewID }
    let report = Report(
      basePieces: baseModel.pieces.count, addedPieces: merged.addedCount, knownPieces: merged.knownCount,
      unreachableNewPieces: newCount, unreachableBasePieces: unreachable.count - newCount,
      unreachable: unreachable.map(Int.init), text: text)
    let unwritten = try TokenizerFiles.write(.pieces(new), to: output)
    _ = try AtomicFile.write(RunJSON.encode(report), to: Path.join(output, Self.reportName))
    return Outcome(
      report: report, vocabularySize: new.vocabularySize, warnings: Self.warnings(report) + unwritten,
      problems: problems)
  }

  private static func model(_ path: String) throws -> SentencePieceModel {
    let file = Tokenizer.file(at: path)
    do {
      return try SentencePieceModel(parsing: FileSystem.readAll(file), path: file)
    } catch let error as TokenizationError where error.code == .malformed {
      throw RunError(.usage, "merge-pieces takes two SentencePiece .model files: \(error)")
    }
  }

  private static func warnings(_ report: Report) -> [String] {
    var warning = "merged pieces come before all of the base's: "
    warning += "\(report.unreachableNewPieces) new pieces and \(report.unreachableBasePieces) of the base "
    warning += "are never reached"
    if let text = report.text {
      warning += ", and \(text.longerLines) of \(text.lines) lines have more tokens than by the base"
    } else {
      warning += "; give text of the base's language to count the lines that have more tokens than before"
    }
    return [warning + ". The method 'continued' does neither."]
  }

  private struct WorkerState {
    let workspaces = (PieceWorkspace(), PieceWorkspace())
    var parser: LineParser
  }

  /// Encodes every line of the inputs by both.
  private func measure(
    _ old: SentencePieceTokenizer, _ new: SentencePieceTokenizer, _ cancellation: CancellationFlag
  ) throws -> (text: Report.Text, problems: [String]) {
    var source = try LineInput(inputs, options: input)
    let options = input
    var whole = Report.Text()
    var problems: [String] = []
    try orderedParallelMap(
      threads: threads ?? Machine.coreCount, cancellation: cancellation,
      makeState: { WorkerState(parser: LineParser(options: options)) },
      next: { try source.next() },
      transform: { state, batch -> (text: Report.Text, problems: [String]) in
        var part = Report.Text()
        var ids: (old: [UInt32], new: [UInt32]) = ([], [])
        let workspaces = state.workspaces
        let problems = try state.parser.forEachText(in: batch) { document in
          for line in document.text.split(separator: 0x0a) {
            ids.old.removeAll(keepingCapacity: true)
            ids.new.removeAll(keepingCapacity: true)
            let line = UnsafeBufferPointer(rebasing: line)
            old.encode(line, into: &ids.old, using: workspaces.0)
            new.encode(line, into: &ids.new, using: workspaces.1)
            part.lines += 1
            part.longerLines += ids.new.count > ids.old.count ? 1 : 0
            part.shorterLines += ids.new.count < ids.old.count ? 1 : 0
            part.unchangedLines += ids.new == ids.old ? 1 : 0
            part.baseTokens += ids.old.count
            part.mergedTokens += ids.new.count
          }
        }.problems.map(\.description)
        return (part, problems)
      },
      emit: { part, found in
        whole.lines += part.lines
        whole.longerLines += part.longerLines
        whole.shorterLines += part.shorterLines
        whole.unchangedLines += part.unchangedLines
        whole.baseTokens += part.baseTokens
        whole.mergedTokens += part.mergedTokens
        problems += found
      })
    return (whole, problems + source.problems)
  }
}
