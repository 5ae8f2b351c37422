// sluice decontaminate --against-benchmark: which evaluation items a corpus holds.

import Auditing
import Corpus
import Decontamination
import Storage

/// What `sluice decontaminate --against-benchmark` was asked for.
public struct ExposureCall: Sendable {
  public var inputs: [String]
  public var settings: PipelineConfiguration.Decontaminate
  /// A file, or `-`: a line for each item; nil where only the table is wanted.
  public var output: String?
  public var input = LineInputOptions()
  public var threads: Int?

  public init(inputs: [String], settings: PipelineConfiguration.Decontaminate) {
    self.inputs = inputs
    self.settings = settings
  }

  public struct Outcome: Sendable {
    public var documents = 0
    public var items = 0
    /// The sums of each benchmark, for people.
    public var table = ""
    /// What is damaged and where, rows of benchmarks that are no item with it.
    public var problems: [String] = []
    public var problemCount = 0
  }

  private struct Batch: Sendable {
    var observations = ExposureIndex.Observations()
    var documents = 0
    var problems: [String] = []
  }

  private struct WorkerState {
    var parser: LineParser
    var scratch = ExposureIndex.Scratch()
  }

  /// The sums of one benchmark.
  private struct Sums {
    var items = 0
    var palm = 0
    var clean = 0
    var between = 0
    var dirty = 0
    var gpt3 = 0
  }

  public func run(cancellation: CancellationFlag) throws -> Outcome {
    let catalog = try BenchmarkCatalog(settings)
    var rowProblems = BenchmarkCatalog.Problems()
    let index = try catalog.made(&rowProblems) { try ExposureIndex(settings: settings.settings, forEachItem: $0) }
    var exposures = ItemExposures(of: index)
    var source = try LineInput(inputs, options: input)
    let output = try output.map(LineOutput.init(path:))
    var outcome = Outcome()
    let options = input
    try orderedParallelMap(
      threads: threads ?? Machine.coreCount, cancellation: cancellation,
      makeState: { WorkerState(parser: LineParser(options: options)) },
      next: { try source.next() },
      transform: { state, lines in
        var batch = Batch()
        var scratch = state.scratch
        let problems = try state.parser.forEachText(in: lines) { line in
          batch.documents += 1
          index.observe(line.text, scratch: &scratch, into: &batch.observations)
        }.problems
        state.scratch = scratch
        batch.problems = problems.map(\.description)
        return batch
      },
      emit: { batch in
        exposures.add(batch.observations)
        outcome.documents += batch.documents
        outcome.problems += batch.problems
      })
    outcome.problems += source.problems
    outcome.problemCount = outcome.problems.count + rowProblems.count
    outcome.problems += rowProblems.messages
    var sums: [String: Sums] = [:]
    var order: [String] = []
    try exposures.forEach(of: index) { item in
      outcome.items += 1
      if sums[item.benchmark] == nil { order.append(item.benchmark) }
      Self.add(item, to: &sums[item.benchmark, default: Sums()])
      try output?.append(Self.line(item))
    }
    try output?.commit()
    outcome.table = Self.table(order, sums)
    return outcome
  }

  private static func add(_ item: ItemExposure, to sums: inout Sums) {
    sums.items += 1
    sums.palm += item.isContaminatedByPaLM ? 1 : 0
    sums.gpt3 += item.isDirtyByGPT3 ? 1 : 0
    switch item.cleanness {
    case .clean: sums.clean += 1
    case .between: sums.between += 1
    case .dirty: sums.dirty += 1
    }
  }

  private static func line(_ item: ItemExposure) -> [UInt8] {
    func share(_ share: ItemExposure.Share) -> JSONValue { ["found": .int(share.found), "total": .int(share.total)] }
    let value: JSONValue = [
      "benchmark": .string(item.benchmark), "item": .string(item.item), "units": .int(item.unitCount),
      "palm": [
        "contaminated": .bool(item.isContaminatedByPaLM), "question": share(item.questionGrams),
        "prompt": share(item.promptGrams), "answer": share(item.answerGrams),
      ],
      "llama2": ["class": .string(item.cleanness.rawValue), "covered": .int(item.coveredUnitCount)],
      "gpt3": [
        "dirty": .bool(item.isDirtyByGPT3), "n": .int(item.gramLength), "longest": .int(item.longestRun),
      ],
    ]
    return value.bytes() + [0x0a]
  }

  private static func table(_ order: [String], _ sums: [String: Sums]) -> String {
    let rows = order.compactMap { name in
      sums[name].map { sums in
        [
          TerminalText.escape(name), Figures.count(sums.items), Figures.count(sums.items - sums.palm),
          Figures.count(sums.palm), Figures.count(sums.clean), Figures.count(sums.between), Figures.count(sums.dirty),
          Figures.count(sums.items - sums.gpt3), Figures.count(sums.gpt3),
        ]
      }
    }
    let header = [
      "benchmark", "items", "PaLM clean", "contaminated", "Llama 2 clean", "between", "dirty", "GPT-3 clean", "dirty",
    ]
    return TextTable(header: header, rows: rows, numericColumns: Set(1..<header.count)).text()
  }
}
