// extract: records to documents.

import Auditing
import Corpus
import Deduplication
import Extraction
import Storage

/// Why extraction drops a document besides what the page itself says.
enum SamplingReason: String {
  /// The document is not in the sample that the run was asked for.
  case notInSample = "not-in-sample"
}

/// Reads the files of one task, extracts their text in parallel, and writes one document shard. Records that lost their
/// address to another one are passed over.
struct ExtractTask {
  private let context: TaskContext
  private let input: ExtractInput
  private let losers: URLLosers?
  private let extractor: Extractor

  private var source: PipelineConfiguration.Source { input.source }

  init(_ context: TaskContext) throws {
    self.context = context
    input = try ExtractInput(context)
    losers = try Self.losers(context)
    extractor = try Extractor(options: context.configuration.extract.options(limits: context.configuration.limits))
  }

  /// Records of this task that lost their address; nil where addresses are not compared.
  private static func losers(_ context: TaskContext) throws -> URLLosers? {
    if context.plan.stage(.urlWinners) == nil { return nil }
    let paths = try context.records(.urlWinners).map { try context.path(of: $0.output("losers"), in: .urlWinners) }
    return try URLLosers(paths: paths, task: context.index)
  }

  /// What a worker makes of a batch.
  private struct Extracted: Sendable {
    var documents: EncodedBatch?
    var ledger: [UInt8] = []
    var counts = StageCounts()
    /// The account of the addresses.
    var urlCounts = StageCounts()
    var identity = RecordIdentity()
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
    var batches = input.batches()
    var counts = StageCounts()
    var urlCounts = StageCounts()
    var identity = RecordIdentity()
    try orderedParallelMap(
      threads: context.threads, cancellation: context.cancellation,
      makeState: { WorkerState() },
      next: { try batches.next() },
      transform: { state, batch in try extract(batch, &state) },
      emit: { result in
        if let documents = result.documents { try writer.append(documents) }
        try ledger.writer.append(lines: result.ledger)
        counts += result.counts
        urlCounts += result.urlCounts
        identity.add(result.identity)
        context.advance(bytes: result.storedByteCount, documents: result.counts.documentsIn)
      })
    try checkSameRecords(identity)
    let (shard, index) = try writer.commit()
    record.outputs = [
      OutputFile(name: name, role: "documents", summary: shard),
      OutputFile(name: name + ".idx", role: "index", summary: index),
      try ledger.commit(),
    ]
    record.accounts = [StageAccount(stage: StageKind.extract.rawValue, source: source.name, counts: counts)]
    if losers != nil {
      record.accounts.insert(
        StageAccount(stage: StageKind.urls.rawValue, source: source.name, counts: urlCounts), at: 0)
    }
    return record
  }

  /// Rows of losers mean the records that were read for their addresses: others would lose documents unseen.
  private func checkSameRecords(_ identity: RecordIdentity) throws {
    guard losers != nil, try !identity.agrees(with: context.records(.urls)[context.index].facts) else { return }
    throw RunError(
      .tryAgain,
      "source '\(source.name)', task \(context.index): other records were read than for their addresses (\(identity.count) "
        + "now); a file could not be read then or now: make all of them readable, remove stages/urls-* and run again")
  }

  private func extract(_ batch: EventBatch, _ state: inout WorkerState) throws -> Extracted {
    var documents: [Document] = []
    var result = Extracted(storedByteCount: batch.storedByteCount)
    var row = batch.firstRecord
    for event in batch.events {
      switch event {
      case .record(let record):
        result.counts.read(recordByteCount: record.origin.byteCount)
        let id = input.id(of: record)
        defer { row += 1 }
        if keepsAddress(record, id, row: row, &result),
          let document = try extract(record, id, &state, &result.counts, &result.ledger)
        {
          documents.append(document)
        }
      case .skipped(let region): result.counts.skip(region)
      case .quarantined(let quarantine):
        result.counts.quarantine(input: quarantine)
        LedgerEntry(quarantine: quarantine, source: source.name, stage: "extract").appendLine(to: &result.ledger)
      }
    }
    result.documents = try state.encoder.encode(documents)
    return result
  }

  /// False when another record of the same address stays; the ledger then says which.
  private func keepsAddress(_ record: Record, _ id: DocumentID, row: Int, _ result: inout Extracted) -> Bool {
    guard let losers else { return true }
    result.identity.add(id)
    guard let kept = losers.kept(insteadOf: row) else {
      result.urlCounts.keep(byteCount: record.body.count)
      return true
    }
    let document = Document(id: id, source: source.name, text: [], origin: record.origin, metadata: record.metadata)
    let reason = DropReason(
      URLReason.url, detail: ["kept": DocumentID(high: kept.high, low: kept.low).description])
    result.urlCounts.drop(reason: reason.code, byteCount: record.body.count)
    LedgerEntry(drop: reason, of: document, byteCount: record.body.count, stage: "urls").appendLine(to: &result.ledger)
    return false
  }

  /// One record: a document, or a line in the ledger.
  private func extract(
    _ record: Record, _ id: DocumentID, _ state: inout WorkerState, _ counts: inout StageCounts,
    _ ledger: inout [UInt8]
  ) throws -> Document? {
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
        title: record.metadata["title"], using: &state.workspace)
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
