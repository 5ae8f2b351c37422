// pack: the tokens of one source to rows.

import Auditing
import Corpus
import Packing
import Storage
import TokenShards

/// Why a document that came this far is in no row.
enum SelectionReason: String {
  /// The source's quota was full before the document's turn in the order of hashes.
  case overQuota = "over-quota"
}

/// Packs one source, training and validation apart.
struct PackTask {
  private let context: TaskContext
  private let source: PipelineConfiguration.Source
  private let encoded: EncodedSource

  init(_ context: TaskContext) throws {
    self.context = context
    source = context.configuration.sources[context.index]
    encoded = try EncodedSource(context, source: context.index)
  }

  func run() throws -> CommitRecord {
    var record = CommitRecord(stage: .pack, index: context.index)
    let quota = try MixResult.read(context).sources[context.index]
    let train = try request(.train, wholeEpochs: quota.wholeEpochs, fractionTokens: quota.fractionTokens)
    try pack(train, "train", in: &record)
    try pack(request(.validation, wholeEpochs: 1, fractionTokens: 0), "validation", in: &record)
    try account(train, in: &record)
    return record
  }

  private func request(_ side: DatasetSplit, wholeEpochs: Int, fractionTokens: Int) throws -> PackRequest {
    let settings = context.configuration.pack
    return PackRequest(
      source: source.name, tokenFiles: encoded.paths, validation: context.configuration.validationSplit, side: side,
      wholeEpochs: wholeEpochs, fractionTokens: fractionTokens, rowTokenCount: settings.rowTokenCount,
      strategy: PackingStrategy(rawValue: settings.strategy) ?? .bestFit, seed: context.configuration.signedSeed,
      output: try context.outputPath("\(source.name)/\(side.rawValue).rows"))
  }

  private func pack(_ request: PackRequest, _ role: String, in record: inout CommitRecord) throws {
    let report = try SourcePacker.pack(request) { try context.cancellation.check() }
    record.outputs.append(OutputFile(name: "\(source.name)/\(role).rows", role: role, summary: report.output))
    record.facts["\(role)Rows"] = report.rowCount
    record.facts["\(role)Tokens"] = report.tokenCount
    record.facts["\(role)Padding"] = report.paddingCount
    record.facts["\(role)Documents"] = report.documentCount
    record.facts["\(role)SplitDocuments"] = report.splitDocumentCount
  }

  /// Documents that the quota leaves out go into the ledger, with their origins from their document shards.
  private func account(_ train: PackRequest, in record: inout CommitRecord) throws {
    let ledger = try TaskLedger(context)
    let kept = try KeptDocuments(context)
    var counts = StageCounts()
    var rows = encoded.tasks.map { _ in [Int]() }
    try SourcePacker.forEachLeftOut(train) { file, row in rows[file].append(row) }
    var decoder = DocumentFrameDecoder()
    for (file, task) in encoded.tasks.enumerated() where !rows[file].isEmpty {
      let shard = try kept.shard(task: task)
      for start in stride(from: 0, to: rows[file].count, by: 256) {
        let part = Array(rows[file][start..<min(start + 256, rows[file].count)])
        for document in try decoder.documents(atRows: part, of: shard) {
          counts.drop(reason: SelectionReason.overQuota.rawValue, byteCount: document.text.count)
          try ledger.writer.append(
            LedgerEntry(
              drop: DropReason(SelectionReason.overQuota), of: document, byteCount: document.text.count, stage: "pack"))
        }
      }
    }
    counts.keep(
      documents: encoded.documentCount - counts.documentsDropped,
      byteCount: encoded.textByteCount - counts.bytesDropped)
    record.outputs.append(try ledger.commit())
    record.accounts = [StageAccount(stage: StageKind.pack.rawValue, source: source.name, counts: counts)]
  }
}

extension PipelineConfiguration {
  /// The seed as packing and mixing take it.
  var signedSeed: Int { Int(truncatingIfNeeded: seed) }

  var validationSplit: ValidationSplit { ValidationSplit(fraction: mix.validation, seed: signedSeed) }
}

extension PipelineConfiguration.Pack {
  /// Whether rows hold the shifted target besides the sequence.
  var targetRule: TargetRule { TargetRule(rawValue: targets) ?? .withinRow }

  var rowTokenCount: Int { targetRule.rowTokenCount(sequenceLength: sequenceLength) }
}
