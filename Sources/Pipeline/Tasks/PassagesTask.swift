// passages, passage-table: lines or paragraphs counted over extracted documents, and those in too many of them.

import Cleaning
import Corpus
import Deduplication
import Storage

/// Counts the passages of one extracted shard, in the text as it will stand when they are removed.
struct PassagesTask {
  private let context: TaskContext
  private let rule: PassageRule
  private let normalization: TextNormalization

  init(_ context: TaskContext) throws {
    self.context = context
    rule = try context.repeatedPassages.rule()
    normalization = context.configuration.clean.normalization
  }

  private struct WorkerState {
    var decoder = DocumentFrameDecoder()
    var counter: PassageCounter
    var workspace = Workspace()
    var text: [UInt8] = []
  }

  func run() throws -> CommitRecord {
    var record = CommitRecord(stage: .passages, index: context.index)
    let extracted = try context.records(.extract)[context.index]
    let shard = try DocumentShardReader(path: context.path(of: extracted.output("documents"), in: .extract))
    let source = PassageSource(name: context.sourceName(ofTask: context.index), rule: rule)
    let name = "\(TaskNumber.text(context.index)).passages"
    let writer = try PassageRunWriter(
      path: context.outputPath(name), rule: rule, rank: context.priority(ofTask: context.index))
    var frame = 0
    try orderedParallelMap(
      threads: context.threads, cancellation: context.cancellation,
      makeState: { WorkerState(counter: PassageCounter(rule: rule)) },
      next: { () -> Int? in
        guard frame < shard.frameCount else { return nil }
        defer { frame += 1 }
        return frame
      },
      transform: { state, frame in try count(frame, of: shard, source, &state) },
      emit: { batch in
        try writer.append(batch.passages)
        context.advance(bytes: batch.byteCount, documents: batch.passages.documentCount)
      })
    record.outputs = [OutputFile(name: name, role: "passages", summary: try writer.commit())]
    record.facts = ["documents": writer.documentCount, "passages": writer.passageCount]
    return record
  }

  private func count(
    _ frame: Int, of shard: DocumentShardReader, _ source: PassageSource, _ state: inout WorkerState
  ) throws -> (passages: PassageBatch, byteCount: Int) {
    var batch = PassageBatch()
    var byteCount = 0
    var (counter, text) = (state.counter, state.text)
    var workspace = state.workspace
    let normalization = normalization
    try state.decoder.forEachText(inFrame: frame, of: shard) { _, id, bytes throws(CorpusError) in
      byteCount += bytes.count
      let orderKey = RepeatedPassagesStage.orderKey(of: id)
      if normalization.stages.isEmpty {
        counter.count(bytes, orderKey: orderKey, source: source, into: &batch)
        return
      }
      text.removeAll(keepingCapacity: true)
      text.append(contentsOf: bytes)
      normalization.normalize(&text, using: &workspace)
      text.withUnsafeBufferPointer { counter.count($0, orderKey: orderKey, source: source, into: &batch) }
    }
    (state.counter, state.text, state.workspace) = (counter, text, workspace)
    return (batch, byteCount)
  }
}

/// Finds the passages that too many documents hold, in one range of their hashes.
struct PassageTableTask {
  private let context: TaskContext

  init(_ context: TaskContext) { self.context = context }

  func run() throws -> CommitRecord {
    var record = CommitRecord(stage: .passageTable, index: context.index)
    let settings = try context.repeatedPassages
    let reducer = try PassageReducer(
      range: context.index, of: context.stage.taskCount, rule: settings.rule(),
      maximumDocuments: settings.maximumDocuments)
    let paths = try context.records(.passages).map { try context.path(of: $0.output("passages"), in: .passages) }
    let name = "\(TaskNumber.text(context.index)).table"
    let summary = try reducer.run(
      runPaths: paths, output: context.outputPath(name), cancellation: context.cancellation)
    record.outputs = [OutputFile(name: name, role: "table", summary: summary.file)]
    record.facts = [
      "passages": summary.passages, "repeated": summary.repeated, "occurrences": summary.occurrences,
    ]
    return record
  }
}

extension RepeatedPassagesStage {
  /// The stage for the documents of a refine task; nil where the plan removes no passages.
  init?(_ context: TaskContext) throws {
    guard context.plan.stage(.passageTable) != nil else { return nil }
    let settings = try context.repeatedPassages
    let paths = try context.records(.passageTable).map { try context.path(of: $0.output("table"), in: .passageTable) }
    self.init(
      table: try PassageTable(paths: paths, rule: settings.rule()),
      keep: PassageKeep(rawValue: settings.keep) ?? .first,
      source: context.sourceName(ofTask: context.index), rank: context.priority(ofTask: context.index))
  }
}

extension PipelineConfiguration.Deduplicate.RepeatedPassages {
  /// What is counted, as the module takes it.
  func rule() throws -> PassageRule {
    try PassageRule(
      unit: PassageRule.Unit(rawValue: unit) ?? .line,
      normalization: ContentNormalization(rawValue: normalization) ?? .whitespace, minimumUnits: minimumUnits,
      scope: PassageRule.Scope(rawValue: across) ?? .source)
  }
}

extension TaskContext {
  fileprivate var repeatedPassages: PipelineConfiguration.Deduplicate.RepeatedPassages {
    get throws {
      guard let settings = configuration.deduplicate?.repeatedPassages else {
        throw RunError(.ourDefect, "the plan counts passages, but its configuration has no 'repeated_passages'")
      }
      return settings
    }
  }

  /// The priority of the source whose documents a task holds.
  fileprivate func priority(ofTask index: Int) -> Int {
    configuration.sources[plan.extractAssignments[index].source].priority
  }
}
