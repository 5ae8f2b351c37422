// refine: one pass over the documents that cleans, decontaminates and signs.

import Auditing
import Corpus
import Decontamination
import Deduplication
import Storage

/// Runs the per-document stages over one extracted shard and writes the refined shard, its signatures and its ledger.
struct RefineTask {
  private let context: TaskContext
  private let stages: [any DocumentStage]
  /// Rows of benchmarks that are no item.
  private let benchmarkProblems: BenchmarkCatalog.Problems

  init(_ context: TaskContext) throws {
    self.context = context
    (stages, benchmarkProblems) = try RefineStages.make(
      context.configuration, repeatedPassages: RepeatedPassagesStage(context), common: CommonNGrams(context))
  }

  /// What a worker makes of a frame.
  private struct Refined: Sendable {
    var documents: EncodedBatch
    var signatures: SignatureBatch
    var ledger: [UInt8]
    var findings: [DocumentFindings]
    var counts: [StageCounts]
    var documentCount: Int
    var byteCount: Int
  }

  private struct WorkerState {
    var runner: StageRunner
    var encoder = DocumentBatchEncoder()
    var signer: Signer?
  }

  func run() throws -> CommitRecord {
    var record = CommitRecord(stage: .refine, index: context.index)
    let source = context.sourceName(ofTask: context.index)
    let extracted = try context.records(.extract)[context.index]
    let shard = try DocumentShardReader(path: context.path(of: extracted.output("documents"), in: .extract))
    let name = "\(source)/\(TaskNumber.text(context.index)).jsonl.zst"
    let writer = try DocumentShardWriter(path: context.outputPath(name))
    let ledger = try TaskLedger(context)
    let parameters = try context.configuration.deduplicate?.signatureParameters(seed: context.configuration.seed)
    let signatureName = "signatures/\(TaskNumber.text(context.index)).signatures"
    let signatures = try parameters.map {
      try SignatureWriter(path: context.outputPath(signatureName), parameters: $0)
    }
    var counts = stages.map { _ in StageCounts() }
    var tally = LeakageTally()
    var takenDown: Set<TakedownFacts.Entry> = []
    try ShardFrames.forEach(
      of: shard, context: context,
      makeState: {
        WorkerState(runner: StageRunner(stages: stages), signer: parameters.map(Signer.init(parameters:)))
      },
      transform: { state, documents, _ in try refine(documents, &state) },
      emit: { result in
        try writer.append(result.documents)
        try signatures?.append(result.signatures)
        try ledger.writer.append(lines: result.ledger)
        for found in result.findings { Self.count(found, &tally, &takenDown) }
        for index in counts.indices { counts[index] += result.counts[index] }
        context.advance(bytes: result.byteCount, documents: result.documentCount)
      })
    let (documents, index) = try writer.commit()
    record.outputs = [
      OutputFile(name: name, role: "documents", summary: documents),
      OutputFile(name: name + ".idx", role: "index", summary: index),
      try ledger.commit(),
    ]
    if let signatures {
      record.outputs.append(OutputFile(name: signatureName, role: "signatures", summary: try signatures.commit()))
    }
    if context.configuration.decontaminate != nil {
      var leakage = tally.facts
      leakage.leftOutRows = benchmarkProblems.count
      leakage.problems = benchmarkProblems.messages
      record.leakage = leakage
    }
    if context.configuration.takedown != nil { record.takenDown = takenDown.sorted() }
    record.accounts = zip(stages, counts).map { stage, counts in
      StageAccount(stage: type(of: stage).name.rawValue, source: source, counts: counts)
    }
    return record
  }

  private static func count(
    _ found: DocumentFindings, _ tally: inout LeakageTally, _ takenDown: inout Set<TakedownFacts.Entry>
  ) {
    if found.stage == TakedownStage.name {
      for entry in found.findings {
        takenDown.insert(TakedownFacts.Entry(list: entry.collection, line: Int(entry.item) ?? 0))
      }
    } else {
      tally.add(found.findings, document: found.document.description, source: found.source)
    }
  }

  private func refine(_ documents: [Document], _ state: inout WorkerState) throws -> Refined {
    var kept: [Document] = []
    kept.reserveCapacity(documents.count)
    var signatures = SignatureBatch()
    var byteCount = 0
    for var document in documents {
      byteCount += document.text.count
      guard try state.runner.run(&document) else { continue }
      if state.signer != nil {
        state.runner.withUnits(of: document) { units in
          document.text.withUnsafeBufferPointer {
            state.signer?.sign($0, orderKey: document.id.high, units: units, into: &signatures)
          }
        }
      }
      kept.append(document)
    }
    return Refined(
      documents: try state.encoder.encode(kept), signatures: signatures, ledger: state.runner.takeLedger(),
      findings: state.runner.takeFindings(), counts: state.runner.takeCounts(), documentCount: documents.count,
      byteCount: byteCount)
  }
}

extension PipelineConfiguration.Deduplicate {
  /// What is signed, as the module takes it.
  func signatureParameters(seed: UInt64) throws -> SignatureParameters {
    let minHash =
      near
      ? try MinHashParameters(
        bands: bands ?? MinHashParameters.defaultBands, rows: rows ?? MinHashParameters.defaultRows, shingle: shingle,
        threshold: threshold, seed: seed) : nil
    return SignatureParameters(
      normalization: ContentNormalization(rawValue: normalization) ?? .whitespace, minHash: minHash)
  }
}
