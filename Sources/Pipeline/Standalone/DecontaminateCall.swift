// sluice decontaminate: benchmark items out of anybody's JSONL, with a report of every match.

import Corpus
import Decontamination
import Storage

/// What `sluice decontaminate` was asked for.
public struct DecontaminateCall: Sendable {
  public var inputs: [String]
  public var benchmarks: [String]
  /// A file, or `-`; nil where only the report is wanted.
  public var output: String?
  /// Lines `{"id","start","end","benchmark","item"}`, offsets in code points.
  public var report: String?
  public var settings = DecontaminationSettings()
  public var input = LineInputOptions()
  public var threads: Int?

  public init(inputs: [String], benchmarks: [String]) {
    self.inputs = inputs
    self.benchmarks = benchmarks
  }

  /// What was found.
  public struct Outcome: Sendable {
    public var items = 0
    public var documents = 0
    public var flagged = 0
    public var matches = 0
    /// What is damaged and where.
    public var problems: [String] = []
  }

  private struct Batch: Sendable {
    var lines: [UInt8] = []
    var report: [UInt8] = []
    var outcome = Outcome()
  }

  private struct WorkerState {
    var parser: LineParser
    var workspace = Workspace()
    var scratch = BenchmarkIndex.Scratch()
  }

  public func run(cancellation: CancellationFlag) throws -> Outcome {
    let files = try benchmarks.flatMap { pattern in
      let files = InputListing.files(matching: Path.absolute(pattern))
      if files.isEmpty { throw RunError(.noInput, "'\(pattern)' matches no benchmark file") }
      return files
    }
    let items = try files.flatMap { try BenchmarkItem.read(FileSystem.readAll($0, limit: 1 << 32), name: $0) }
    let stage = DecontaminationStage(index: try BenchmarkIndex(items: items, settings: settings))
    var source = try LineInput(inputs, options: input)
    let output = try output.map(LineOutput.init(path:))
    let report = try report.map(LineOutput.init(path:))
    var outcome = Outcome(items: items.count)
    let options = input
    try orderedParallelMap(
      threads: threads ?? Machine.coreCount, cancellation: cancellation,
      makeState: { WorkerState(parser: LineParser(options: options)) },
      next: { try source.next() },
      transform: { state, batch in try Self.run(batch, stage, &state) },
      emit: { batch in
        try output?.append(batch.lines)
        try report?.append(batch.report)
        outcome.documents += batch.outcome.documents
        outcome.flagged += batch.outcome.flagged
        outcome.matches += batch.outcome.matches
        outcome.problems += batch.outcome.problems
      })
    outcome.problems += source.problems
    try output?.commit()
    try report?.commit()
    return outcome
  }

  private static func run(
    _ batch: LineBatch, _ stage: DecontaminationStage, _ state: inout WorkerState
  ) throws -> Batch {
    var result = Batch()
    var (workspace, scratch) = (state.workspace, state.scratch)
    let problems = try state.parser.forEach(in: batch) { line, bytes in
      workspace.invalidate()
      var document = line.document
      let matches = stage.matches(in: document, using: &workspace, scratch: &scratch)
      result.outcome.documents += 1
      if matches.isEmpty {
        line.appendLine(of: bytes, to: &result.lines)
        return
      }
      result.outcome.flagged += 1
      result.outcome.matches += matches.count
      append(matches, of: line.name, in: document.text, to: &result.report)
      switch stage.apply(matches, to: &document) {
      case .keep: line.appendLine(of: bytes, to: &result.lines)
      case .edit: line.appendLine(of: bytes, text: document.text, to: &result.lines)
      case .drop: break
      }
    }
    state.workspace = workspace
    state.scratch = scratch
    result.outcome.problems = problems.map(\.description)
    return result
  }

  private static func append(
    _ matches: [BenchmarkMatch], of name: String, in text: [UInt8], to report: inout [UInt8]
  ) {
    // Matches may overlap: their ends are looked up in order, each once.
    let bytes = Set(matches.flatMap { [$0.start, $0.end] }).sorted()
    let points = Dictionary(uniqueKeysWithValues: zip(bytes, CodePoints.offsets(of: bytes, in: text)))
    for match in matches {
      JSONText.appendRaw("{\"id\":", to: &report)
      JSONText.appendString(name, to: &report)
      JSONText.appendRaw(",\"start\":", to: &report)
      JSONText.append(points[match.start] ?? 0, to: &report)
      JSONText.appendRaw(",\"end\":", to: &report)
      JSONText.append(points[match.end] ?? 0, to: &report)
      JSONText.appendRaw(",\"benchmark\":", to: &report)
      JSONText.appendString(match.benchmark, to: &report)
      JSONText.appendRaw(",\"item\":", to: &report)
      JSONText.appendString(match.item, to: &report)
      JSONText.appendRaw("}\n", to: &report)
    }
  }
}
