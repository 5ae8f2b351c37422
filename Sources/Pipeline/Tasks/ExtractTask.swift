// extract: records to documents.

import Auditing
import Corpus
import Extraction
import Storage

/// Why extraction drops a document besides what the page itself says.
enum SamplingReason: String {
  /// The document is not in the sample that the run was asked for.
  case notInSample = "not-in-sample"
}

/// Reads the files of one task, extracts their text in parallel, and writes one document shard.
struct ExtractTask {
  private let context: TaskContext
  private let source: PipelineConfiguration.Source
  private let files: [InputFile]
  private let extractor: Extractor

  init(_ context: TaskContext) throws {
    self.context = context
    let assignment = context.plan.extractAssignments[context.index]
    source = context.configuration.sources[assignment.source]
    let all = context.plan.listing[assignment.source].files
    files = Array(all[assignment.firstFile..<assignment.firstFile + assignment.fileCount])
    extractor = try Extractor(options: context.configuration.extract.options(limits: context.configuration.limits))
  }

  /// What a worker makes of a batch.
  private struct Extracted: Sendable {
    var documents: EncodedBatch
    var ledger: [UInt8]
    var counts: StageCounts
    var storedByteCount: Int
  }

  private struct WorkerState {
    var workspace = ExtractionWorkspace()
    var encoder = DocumentBatchEncoder()
  }

  func run() throws -> CommitRecord {
    var record = CommitRecord(stage: .extract, index: context.index)
    let name = "\(source.name)/\(TaskNumber.text(context.index)).jsonl.zst"
    let writer = try DocumentShardWriter(path: context.outputPath(name))
    let ledger = try TaskLedger(context)
    var batches = RecordBatches(files: files, source: source, limits: context.configuration.limits)
    var counts = StageCounts()
    try orderedParallelMap(
      threads: context.threads, cancellation: context.cancellation,
      makeState: { WorkerState() },
      next: { try batches.next() },
      transform: { state, batch in try extract(batch, &state) },
      emit: { result in
        try writer.append(result.documents)
        try ledger.writer.append(lines: result.ledger)
        counts += result.counts
        context.advance(bytes: result.storedByteCount, documents: result.counts.documentsIn)
      })
    let (shard, index) = try writer.commit()
    record.outputs = [
      OutputFile(name: name, role: "documents", summary: shard),
      OutputFile(name: name + ".idx", role: "index", summary: index),
      try ledger.commit(),
    ]
    record.accounts = [StageAccount(stage: StageKind.extract.rawValue, source: source.name, counts: counts)]
    return record
  }

  private func extract(_ batch: EventBatch, _ state: inout WorkerState) throws -> Extracted {
    var documents: [Document] = []
    var ledger: [UInt8] = []
    var counts = StageCounts()
    for event in batch.events {
      switch event {
      case .record(let record):
        counts.read(recordByteCount: record.origin.byteCount)
        if let document = try extract(record, &state, &counts, &ledger) { documents.append(document) }
      case .skipped(let region): counts.skip(region)
      case .quarantined(let quarantine):
        counts.quarantine(input: quarantine)
        LedgerEntry(quarantine: quarantine, source: source.name, stage: "extract").appendLine(to: &ledger)
      }
    }
    return Extracted(
      documents: try state.encoder.encode(documents), ledger: ledger, counts: counts,
      storedByteCount: batch.storedByteCount)
  }

  /// One record: a document, or a line in the ledger.
  private func extract(
    _ record: Record, _ state: inout WorkerState, _ counts: inout StageCounts, _ ledger: inout [UInt8]
  ) throws -> Document? {
    let id = DocumentID.make(source: source.name, file: record.origin.file, position: record.origin.row)
    var document = Document(
      id: id, source: source.name, text: [], origin: record.origin, metadata: record.metadata)
    let byteCount = record.body.count
    if context.plan.sample < 1, !Sample.holds(id, fraction: context.plan.sample) {
      counts.drop(reason: SamplingReason.notInSample.rawValue, byteCount: byteCount)
      return nil
    }
    do {
      let extracted = try extractor.extract(
        body: record.body, mediaType: record.mediaType, charset: record.charset, url: record.origin.url,
        using: &state.workspace)
      if let reason = extracted.dropReason {
        drop(DropReason(reason), &document, byteCount, &counts, &ledger)
        return nil
      }
      document.text = extracted.text
      document.metadata.merge(extracted.metadata) { own, _ in own }
      if extracted.replacementCount > 0 { document.metadata["undecodable"] = String(extracted.replacementCount) }
      counts.edit(
        [Edit(rule: "extract", start: 0, end: byteCount, replacementByteCount: document.text.count, isListed: false)],
        byteCount: byteCount)
      return document
    } catch let error {
      guard case .dropped(let reason) = error.code else { throw error }
      drop(DropReason(reason, detail: ["message": error.message]), &document, byteCount, &counts, &ledger)
      return nil
    }
  }

  private func drop(
    _ reason: DropReason, _ document: inout Document, _ byteCount: Int, _ counts: inout StageCounts,
    _ ledger: inout [UInt8]
  ) {
    counts.drop(reason: reason.code, byteCount: byteCount)
    LedgerEntry(drop: reason, of: document, byteCount: byteCount, stage: "extract").appendLine(to: &ledger)
  }
}

/// Which documents a sample holds.
enum Sample {
  /// True for a fixed share of all ids, the same on every run; a smaller sample lies within a larger one.
  static func holds(_ id: DocumentID, fraction: Double) -> Bool {
    Double(id.low >> 11) < fraction * Double(UInt64(1) << 53)
  }
}

extension PipelineConfiguration.Extract {
  /// The options as the module takes them.
  func options(limits: PipelineConfiguration.Limits) -> ExtractionOptions {
    ExtractionOptions(
      mode: mode == "all" ? .all : .main, style: style == "markdown" ? .markdown : .text,
      maximumPageByteCount: limits.recordBytes)
  }
}
