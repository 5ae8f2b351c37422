// pack: the tokens of groups to rows.

import Auditing
import Corpus
import Packing
import Storage
import TokenShards
import Tokenization

/// Why a document that came this far is in no row.
enum SelectionReason: String {
  /// The group's quota was full before the document's turn in the order of hashes.
  case overQuota = "over-quota"
}

/// Packs groups, training and validation apart. There is a task for each source; groups that are not the sources are
/// dealt out to the tasks in turn.
struct PackTask {
  private let context: TaskContext
  private let mix: MixResult
  private let groups: MixGroups
  private let objective: Objective
  private let sentenceEnds: TokenSet

  init(_ context: TaskContext) throws {
    self.context = context
    let settings = context.configuration.pack.objective
    if settings.isPlain {
      (objective, sentenceEnds) = (.causal(), TokenSet())
    } else {
      let tokenizer = try RunTokenizer.load(context)
      objective = try RunTokenizer.objective(context, tokenizer).objective
      sentenceEnds = settings.holdsPairs ? SentenceEnds.find(in: tokenizer) : TokenSet()
    }
    mix = try MixResult.read(context)
    groups = try MixGroups(context, of: mix)
  }

  func run() throws -> CommitRecord {
    var record = CommitRecord(stage: .pack, index: context.index)
    let shared = try groups.openShared()
    let ledger = try TaskLedger(context)
    let kept = try KeptDocuments(context)
    var counts = context.configuration.sources.map { _ in StageCounts() }
    for group in stride(from: context.index, to: groups.names.count, by: context.stage.taskCount) {
      let train = try mix.stretches.map { try request(group, $0) }
      guard let last = train.last else { throw RunError(.ourDefect, "the mix has no phase") }
      let documents = try shared ?? last.open()
      for (stretch, request) in train.enumerated() { try pack(request, documents, group, stretch, in: &record) }
      try pack(try request(group, .validation, stretch: 0), documents, group, 0, in: &record)
      try account(group, last, documents, kept, ledger, &counts)
    }
    record.outputs.append(try ledger.commit())
    for (source, counts) in zip(context.configuration.sources, counts) where counts.documentsIn > 0 {
      record.accounts.append(
        StageAccount(stage: StageKind.pack.rawValue, source: source.name, counts: counts))
    }
    return record
  }

  /// A request for what a group gives to a stretch of the training stream.
  private func request(_ group: Int, _ stretch: MixStretch) throws -> PackRequest {
    var request = try request(group, .train, stretch: stretch.number)
    let available = max(1, mix.groups[group].availableTokens)
    request.rowTokenCount = stretch.rowTokenCount
    request.wholeEpochs = stretch.tokens[group] / available
    request.fractionTokens = stretch.tokens[group] % available
    request.earlierTokens = mix.stretches[..<stretch.number].map { $0.tokens[group] }
    return request
  }

  /// A request for all documents of a side, once.
  private func request(_ group: Int, _ side: DatasetSplit, stretch: Int) throws -> PackRequest {
    let settings = context.configuration.pack
    var request = PackRequest(
      source: "", tokenFiles: [], validation: context.configuration.validationSplit, side: side,
      rowTokenCount: settings.rowTokenCount, strategy: PackingStrategy(rawValue: settings.strategy) ?? .bestFit,
      seed: context.configuration.signedSeed,
      output: try context.outputPath(PackedGroup.fileName(group, side, stretch)))
    request.marksPerDocument = context.configuration.marksPerDocument
    request.objective = objective
    request.sentenceEnds = sentenceEnds
    groups.select(group, in: &request)
    return request
  }

  private func pack(
    _ request: PackRequest, _ documents: SourceDocuments, _ group: Int, _ stretch: Int, in record: inout CommitRecord
  ) throws {
    let report = try SourcePacker.pack(request, documents: documents) { try context.cancellation.check() }
    let side = request.side
    record.outputs.append(
      OutputFile(
        name: PackedGroup.fileName(group, side, stretch), role: PackedGroup.rows(group, side, stretch),
        summary: report.output))
    for (name, value) in [
      ("Rows", report.rowCount), ("Tokens", report.tokenCount), ("Padding", report.paddingCount),
      ("Documents", report.documentCount), ("SplitDocuments", report.splitDocumentCount),
      ("DrawnTokens", report.drawnTokenCount),
    ] where name != "DrawnTokens" || value > 0 {
      record.facts["\(side.rawValue)\(name)", default: 0] += value
    }
    record.facts[PackedGroup.rows(group, side, stretch)] = report.rowCount
    record.facts[PackedGroup.key(group, side, "documents"), default: 0] += report.documentCount
  }

  /// Documents that the quota leaves out go into the ledger, with their origins from their document shards.
  private func account(
    _ group: Int, _ train: PackRequest, _ documents: SourceDocuments, _ kept: KeptDocuments, _ ledger: TaskLedger,
    _ counts: inout [StageCounts]
  ) throws {
    let tasks = groups.tasks(of: group)
    var rows = tasks.map { _ in [Int]() }
    try SourcePacker.forEachLeftOut(train, of: documents) { file, row in rows[file].append(row) }
    var dropped = counts.map { _ in StageCounts() }
    var decoder = DocumentFrameDecoder()
    for (file, task) in tasks.enumerated() where !rows[file].isEmpty {
      let shard = try kept.shard(task: task)
      let source = context.plan.extractAssignments[task].source
      for start in stride(from: 0, to: rows[file].count, by: 256) {
        let part = Array(rows[file][start..<min(start + 256, rows[file].count)])
        for document in try decoder.documents(atRows: part, of: shard) {
          dropped[source].drop(reason: SelectionReason.overQuota.rawValue, byteCount: document.text.count)
          try ledger.writer.append(
            LedgerEntry(
              drop: DropReason(SelectionReason.overQuota), of: document, byteCount: document.text.count, stage: "pack"))
        }
      }
    }
    for (source, size) in groups.textSizes(of: group, train.group == nil ? nil : documents).enumerated() {
      counts[source] += dropped[source]
      counts[source].keep(
        documents: size.documentCount - dropped[source].documentsDropped,
        byteCount: size.byteCount - dropped[source].bytesDropped)
    }
  }
}

/// How a group's rows are named in records of pack.
enum PackedGroup {
  static func fileName(_ group: Int, _ side: DatasetSplit, _ stretch: Int) -> String {
    "\(TaskNumber.text(group))/\(side.rawValue)\(stretch == 0 ? "" : "-\(stretch)").rows"
  }

  /// Names the rows of a stretch of the stream.
  static func rows(_ group: Int, _ side: DatasetSplit, _ stretch: Int) -> String {
    key(group, side, stretch == 0 ? "rows" : "rows-\(stretch)")
  }

  static func key(_ group: Int, _ side: DatasetSplit, _ what: String) -> String {
    "\(TaskNumber.text(group))/\(side.rawValue) \(what)"
  }

  /// The record of the task that packed a group.
  static func record(_ group: Int, in records: [CommitRecord]) throws -> CommitRecord {
    guard !records.isEmpty else { throw RunError(.ourDefect, "nothing is packed") }
    return records[group % records.count]
  }

  /// A figure of a group by its key.
  static func fact(_ group: Int, _ key: String, in records: [CommitRecord]) throws -> Int {
    try record(group, in: records).facts[key] ?? 0
  }
}

extension PipelineConfiguration {
  /// The seed as packing and mixing take it.
  var signedSeed: Int { Int(truncatingIfNeeded: seed) }

  var validationSplit: ValidationSplit { ValidationSplit(fraction: mix.validation, seed: signedSeed) }

  /// The similarity from which documents stand on one side of the validation split; nil where there is none, or no
  /// similarity is looked for.
  var likeness: Double? {
    guard mix.validation > 0, let deduplicate else { return nil }
    return deduplicate.groupThreshold ?? min(0.5, deduplicate.threshold)
  }

  /// Ids that packing puts around each document (`DocumentMarks.count`).
  var marksPerDocument: Int { tokenizer.documentTokens.count }

  /// Tokens of a row of a phase.
  func rowTokenCount(of phase: Mix.Phase) -> Int { pack.rowTokenCount(sequenceLength: phase.sequenceLength) }

  /// Tokens of the longest rows of any phase or of the validation split.
  var longestRowTokenCount: Int {
    (mix.phases ?? []).reduce(pack.rowTokenCount) { max($0, rowTokenCount(of: $1)) }
  }
}

extension PipelineConfiguration.Pack {
  /// Whether rows hold the shifted target besides the sequence.
  var targetRule: TargetRule { TargetRule(rawValue: targets) ?? .withinRow }

  var rowTokenCount: Int { rowTokenCount(sequenceLength: nil) }

  /// Tokens of documents that a row has room for.
  ///
  /// - Parameter sequenceLength: nil for the length of the configuration.
  func rowTokenCount(sequenceLength length: Int?) -> Int {
    objective.rowTokenCount(sequenceLength: length ?? sequenceLength, targetRule)
  }
}

extension RunTokenizer {
  /// The configured objective with the ids of the run's tokenizer.
  static func objective(_ context: TaskContext, _ tokenizer: Tokenizer) throws -> ResolvedObjective {
    let settings = context.configuration
    guard let end = tokenizer.id(ofAddedToken: settings.tokenizer.endOfDocument) else {
      throw RunError(.badData, "the tokenizer has no special token '\(settings.tokenizer.endOfDocument)'")
    }
    do throws(ObjectiveError) {
      return try settings.pack.objective.resolve(
        ObjectiveVocabulary(tokenizer), end: end, sequenceLength: settings.pack.sequenceLength)
    } catch {
      throw RunError(.badData, "pack.objective.\(error.key): \(error.message)")
    }
  }
}
