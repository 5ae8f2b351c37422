// sluice decontaminate: benchmark items out of anybody's JSONL, with a report of every match.

import Auditing
import Corpus
import Decontamination
import Storage

/// What `sluice decontaminate` was asked for.
public struct DecontaminateCall: Sendable {
  public var inputs: [String]
  /// The benchmarks, and how they are looked for.
  public var settings: PipelineConfiguration.Decontaminate
  /// A file, or `-`; nil where only a report is wanted.
  public var output: String?
  /// Lines `{"id","start","end","benchmark","item"}`, offsets in code points.
  public var report: String?
  /// A file for the sums by benchmark and item with examples: a page where its name ends in `.html`, otherwise JSON.
  public var leakageReport: String?
  public var input = LineInputOptions()
  public var threads: Int?

  public init(inputs: [String], settings: PipelineConfiguration.Decontaminate) {
    self.inputs = inputs
    self.settings = settings
  }

  /// What was found.
  public struct Outcome: Sendable {
    public var items = 0
    public var documents = 0
    public var flagged = 0
    public var matches = 0
    public var dropped = 0
    public var cut = 0
    /// N-grams that are common language; nil where nobody asked for them.
    public var commonNGrams: Int?
    /// Sums and examples, for people.
    public var text = ""
    /// What is damaged and where.
    public var problems: [String] = []
  }

  private struct Batch: Sendable {
    var lines: [UInt8] = []
    var report: [UInt8] = []
    var findings: [(name: String, findings: [Finding])] = []
    var outcome = Outcome()
  }

  private struct WorkerState {
    var parser: LineParser
    var workspace = Workspace()
    var scratch = BenchmarkIndex.Scratch()
  }

  public func run(cancellation: CancellationFlag) throws -> Outcome {
    try OutputPlaces.check(inputs: inputs, outputs: [output, report, leakageReport])
    let catalog = try BenchmarkCatalog(settings)
    var problems = BenchmarkCatalog.Problems()
    var index = try catalog.index(settings.settings, problems: &problems)
    var outcome = Outcome(items: index.itemCount)
    if let maximum = settings.maximumDocuments {
      let common = try common(index, maximum: maximum, cancellation: cancellation)
      outcome.commonNGrams = common.hashes.count
      index = try catalog.index(settings.settings, common: common)
    }
    var tally = LeakageTally()
    try decontaminate(DecontaminationStage(index: index), &tally, &outcome, cancellation: cancellation)
    var leakage = tally.facts
    leakage.leftOutRows = problems.count
    leakage.problems = problems.messages
    outcome.text = leakage.text
    if let leakageReport { try write(leakage, to: leakageReport) }
    return outcome
  }

  /// The second pass, or the only one.
  private func decontaminate(
    _ stage: DecontaminationStage, _ tally: inout LeakageTally, _ outcome: inout Outcome,
    cancellation: CancellationFlag
  ) throws {
    var source = try LineInput(inputs, options: input)
    let output = try output.map(LineOutput.init(path:))
    let report = try report.map(LineOutput.init(path:))
    let options = input
    try orderedParallelMap(
      threads: threads ?? Machine.coreCount, cancellation: cancellation,
      makeState: { WorkerState(parser: LineParser(options: options)) },
      next: { try source.next() },
      transform: { state, batch in try Self.run(batch, stage, &state) },
      emit: { batch in
        try output?.append(batch.lines)
        try report?.append(batch.report)
        for found in batch.findings { tally.add(found.findings, document: found.name, source: "") }
        outcome.documents += batch.outcome.documents
        outcome.flagged += batch.outcome.flagged
        outcome.matches += batch.outcome.matches
        outcome.dropped += batch.outcome.dropped
        outcome.cut += batch.outcome.cut
        outcome.problems += batch.outcome.problems
      })
    outcome.problems += source.problems
    try output?.commit()
    try report?.commit()
  }

  /// The first pass, where n-grams in many documents are to be found: the inputs are read twice.
  private func common(
    _ index: BenchmarkIndex, maximum: Int, cancellation: CancellationFlag
  ) throws -> CommonNGrams {
    if inputs.contains("-") {
      throw RunError(
        .usage, "--maximum-documents reads the inputs twice, and the standard input can be read once; give a file")
    }
    var source = try LineInput(inputs, options: input)
    var counts = NGramCounts(of: index)
    let options = input
    try orderedParallelMap(
      threads: threads ?? Machine.coreCount, cancellation: cancellation,
      makeState: { WorkerState(parser: LineParser(options: options)) },
      next: { try source.next() },
      transform: { state, batch in
        var places: [NGramPlace] = []
        var (workspace, scratch) = (state.workspace, state.scratch)
        _ = try state.parser.forEach(in: batch) { line, _ in
          workspace.invalidate()
          index.appendPlaces(in: line.document, using: &workspace, scratch: &scratch, to: &places)
        }
        (state.workspace, state.scratch) = (workspace, scratch)
        return places
      },
      emit: { places in counts.add(places) })
    let minimum = UInt32(clamping: maximum + 1)
    return CommonNGrams(hashes: counts.entries(of: index, minimum: minimum).map(\.hash))
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
      result.findings.append((line.name, stage.findings(matches, in: document)))
      switch stage.apply(matches, to: &document) {
      case .keep: line.appendLine(of: bytes, to: &result.lines)
      case .edit:
        result.outcome.cut += 1
        line.appendLine(of: bytes, text: document.text, to: &result.lines)
      case .drop: result.outcome.dropped += 1
      }
    }
    state.workspace = workspace
    state.scratch = scratch
    result.outcome.problems = problems.map(\.description)
    return result
  }

  private func write(_ leakage: LeakageFacts, to path: String) throws {
    let output = try LineOutput(path: path)
    try output.append(
      path.hasSuffix(".html") ? leakage.page(title: "Benchmarks in the corpus") : RunJSON.encode(leakage))
    try output.commit()
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
