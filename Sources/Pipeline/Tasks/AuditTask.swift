// audit: the sums of the whole run, and its summary.

import Auditing
import Corpus
import Deduplication
import Storage
import TokenShards

/// Joins the accounts of all stages, checks the sums from stage to stage, and writes `audit.json`.
struct AuditTask {
  private let context: TaskContext

  init(_ context: TaskContext) { self.context = context }

  func run() throws -> CommitRecord {
    var record = CommitRecord(stage: .audit, index: context.index)
    let accounts = try StageAccount.sum(
      context.plan.stages.flatMap { stage in
        try stage.stage == .audit ? [] : context.records(stage.stage).flatMap(\.accounts)
      })
    let order = ConservationChain.stages(of: accounts)
    do {
      try ConservationChain.check(accounts, order: order)
    } catch {
      throw RunError(.ourDefect, "the sums of the run disagree: \(error)")
    }
    var report = AuditReport(
      name: context.configuration.name, sample: context.plan.sample, stageOrder: order, accounts: accounts)
    report.duplicates = try context.records(.deduplicate).first?.duplicates
    try describeRefining(&report)
    try describeTokens(&report)
    report.training = try context.records(.train).first?.training
    let summary = try AtomicFile.write(RunJSON.encode(report), to: context.outputPath("audit.json"))
    record.outputs = [OutputFile(name: "audit.json", role: "audit", summary: summary)]
    return record
  }

  /// Benchmarks in the corpus, and entries of takedown lists that matched nothing.
  private func describeRefining(_ report: inout AuditReport) throws {
    let records = try context.records(.refine)
    if context.configuration.decontaminate != nil {
      var leakage = LeakageFacts()
      for record in records { if let part = record.leakage { leakage += part } }
      report.leakage = leakage
    }
    guard let list = try context.configuration.takedown?.list() else { return }
    let matched = Set(records.flatMap { $0.takenDown ?? [] })
    let entries = list.lines.map { TakedownFacts.Entry(list: list.names[$0.list], line: $0.number) }
    let documents = report.accounts.filter { $0.stage == TakedownStage.name.rawValue }
    report.takedown = TakedownFacts(
      entries: entries.count, documents: documents.reduce(0) { $0 + $1.counts.documentsDropped },
      unmatched: entries.filter { !matched.contains($0) }.sorted())
  }

  private func describeTokens(_ report: inout AuditReport) throws {
    guard let order = context.plan.stage(.order) else { return }
    let manifest = try ShardManifest(folder: context.directory.folder(of: order))
    let mix = try MixResult.read(context)
    report.mix = zip(mix.groups, manifest.sources).map { mix, source in
      AuditReport.SourceShare(
        source: source.name, availableTokens: mix.availableTokens, askedShare: mix.askedShare,
        obtainedTokens: source.train.tokenCount, obtainedShare: manifest.obtainedShare(source.train, .train),
        epochs: mix.epochs, validationTokens: source.validation.tokenCount)
    }
    let encoded = try context.records(.encode)
    report.tokenizer = AuditReport.TokenizerFacts(
      vocabularySize: manifest.vocabularySize, sha256: manifest.tokenizerHash,
      tokens: encoded.reduce(0) { $0 + ($1.facts["tokens"] ?? 0) },
      textBytes: encoded.reduce(0) { $0 + $1.textByteCount })
    report.shards = AuditReport.ShardFacts(
      trainRows: manifest.rowCount(.train), validationRows: manifest.rowCount(.validation),
      rowTokens: manifest.rowTokenCount,
      paddingTokens: manifest.paddingCount(.train) + manifest.paddingCount(.validation),
      files: manifest.train.count + manifest.validation.count)
  }
}
