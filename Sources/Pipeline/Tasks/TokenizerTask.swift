// tokenizer: trained on the kept documents, or read from a file.

import Corpus
import Storage
import Tokenization

/// Makes the run's tokenizer.
struct TokenizerTask {
  private let context: TaskContext
  private let settings: PipelineConfiguration.Tokenizer

  init(_ context: TaskContext) throws {
    self.context = context
    settings = context.configuration.tokenizer
  }

  func run() throws -> CommitRecord {
    var record = CommitRecord(stage: .tokenizer, index: context.index)
    var tokenizer: Tokenizer
    if settings.file != nil {
      tokenizer = try RunTokenizer.read(settings)
      record.facts["trained"] = 0
      if let added = settings.add { tokenizer = try extend(tokenizer, by: added, &record) }
    } else {
      tokenizer = .bytePairs(try BPETokenizer(train(&record)))
    }
    for (token, key) in [
      (settings.endOfDocument, "end_of_document"), (settings.beginningOfDocument, "beginning_of_document"),
    ] {
      guard let token, tokenizer.id(ofAddedToken: token) == nil else { continue }
      throw RunError(
        .badData, "the tokenizer has no special token '\(token)'; name one that it has with tokenizer.\(key)")
    }
    let summary = try AtomicFile.write(tokenizer.file(), to: context.outputPath(tokenizer.fileName))
    record.outputs = [OutputFile(name: tokenizer.fileName, role: "tokenizer", summary: summary)]
    record.facts["vocabularySize"] = tokenizer.vocabularySize
    return record
  }

  private func train(_ record: inout CommitRecord) throws -> BPEModel {
    guard let pattern = SplitPattern(named: settings.pattern) else {
      throw RunError(.usage, "no split pattern is named '\(settings.pattern)'")
    }
    var trainer = BPETrainer(vocabularySize: settings.vocabularySize)
    trainer.tie = settings.tie == "bytes" ? .bytes : .hf
    trainer.minimumCount = UInt64(settings.minimumCount)
    trainer.maximumTokenByteCount = settings.maximumTokenBytes
    trainer.addedTokens = RunTokenizer.specialTokens(settings)
    let cancellation = context.cancellation
    trainer.progress = { _, _ in !cancellation.isCancelled }
    record.facts["trained"] = 1
    let model = try withWords(pattern, .none, &record) { try trainer.train($0) }
    try cancellation.check()
    return model
  }

  private func extend(_ tokenizer: Tokenizer, by added: Int, _ record: inout CommitRecord) throws -> Tokenizer {
    guard case .bytePairs(let base) = tokenizer else {
      throw RunError(
        .usage, "tokenizer.add: only byte-level BPE can be extended, and tokenizer.file is of another kind")
    }
    var extender = TokenizerExtender(base: base, addedCount: added)
    extender.minimumCount = UInt64(settings.minimumCount)
    extender.maximumTokenByteCount = settings.maximumTokenBytes
    let cancellation = context.cancellation
    extender.progress = { _, _ in !cancellation.isCancelled }
    let extended = try withWords(base.model.pattern, base.model.normalization, &record) { try extender.extend($0) }
    try cancellation.check()
    record.facts["addedTokens"] = extended.newTokens.count
    return .bytePairs(try BPETokenizer(extended.model))
  }

  /// Calls `body` with the words of the kept documents, which may lie on the disk while it runs.
  private func withWords<Result>(
    _ pattern: SplitPattern, _ normalization: BPEModel.Normalization, _ record: inout CommitRecord,
    _ body: (any WordCounts) throws -> Result
  ) throws -> Result {
    try FileSystem.createDirectory(context.folder)
    let scratch = try AttemptFolder(in: context.folder)
    let pool = CounterPool(
      pattern, normalization, runs: WordRuns(folder: scratch.path, pattern: pattern, normalization: normalization),
      memoryByteCount: Machine.memoryByteCount / 2, threads: context.threads)
    let byteCount = try countWords(pool)
    guard byteCount > 0 else {
      throw RunError(
        .noInput, "no document is left to train a tokenizer on; the ledgers below the run directory say why")
    }
    record.facts["sampleBytes"] = byteCount
    return try body(try pool.sum())
  }

  /// Counts the words of the kept documents, or of a share of them that a hash of their ids chooses when there is more
  /// text than the sample may hold; returns the bytes of their texts.
  private func countWords(_ pool: CounterPool) throws -> Int {
    let kept = try KeptDocuments(context)
    let fraction = min(1, Double(settings.sampleBytes) / Double(max(1, kept.textByteCount)))
    var byteCount = 0
    for task in 0..<kept.taskCount {
      let weight = settings.weights?[context.sourceName(ofTask: task)] ?? 1
      let shard = try kept.shard(task: task)
      let removed = try kept.removedRows(task: task)
      var frame = 0
      try orderedParallelMap(
        threads: context.threads, cancellation: context.cancellation,
        makeState: { (decoder: DocumentFrameDecoder(), counter: PooledCounter(pool)) },
        next: { () -> Int? in
          guard frame < shard.frameCount else { return nil }
          defer { frame += 1 }
          return frame
        },
        transform: { worker, frame -> (bytes: Int, documents: Int) in
          let counter = worker.counter.counter
          var bytes = 0
          var documents = 0
          try worker.decoder.forEachText(inFrame: frame, of: shard) { row, id, text in
            if removed.contains(row) || !Sample.holds(id, fraction: fraction) { return }
            let occurrences = DocumentWeights.occurrences(weight, choice: id.high)
            if occurrences == 0 { return }
            counter.add(text, weight: occurrences)
            bytes += text.count
            documents += 1
          }
          try worker.counter.relieve()
          return (bytes, documents)
        },
        emit: { part in
          byteCount += part.bytes
          context.advance(bytes: part.bytes, documents: part.documents)
        })
    }
    return byteCount
  }
}

extension PipelineConfiguration.Tokenizer {
  /// The special tokens around documents.
  var documentTokens: [String] { [endOfDocument] + (beginningOfDocument.map { [$0] } ?? []) }
}
