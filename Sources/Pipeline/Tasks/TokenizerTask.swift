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
    let tokenizer: Tokenizer
    if settings.file != nil {
      tokenizer = try RunTokenizer.read(settings)
      record.facts["trained"] = 0
    } else {
      let words = try countWords()
      record.facts["trained"] = 1
      record.facts["sampleBytes"] = Int(words.byteCount)
      record.facts["words"] = words.wordCount
      tokenizer = .bytePairs(try BPETokenizer(train(words)))
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

  private func train(_ words: WordCounter) throws -> BPEModel {
    guard words.wordCount > 0 else {
      throw RunError(
        .noInput, "no document is left to train a tokenizer on; the ledgers below the run directory say why")
    }
    var trainer = BPETrainer(vocabularySize: settings.vocabularySize)
    trainer.tie = settings.tie == "bytes" ? .bytes : .hf
    trainer.addedTokens = RunTokenizer.specialTokens(settings)
    let cancellation = context.cancellation
    trainer.progress = { _, _ in !cancellation.isCancelled }
    let model = try trainer.train(words)
    try cancellation.check()
    return model
  }

  /// Counts the words of the kept documents, or of a share of them that a hash of their ids chooses when there is more
  /// text than the sample may hold.
  private func countWords() throws -> WordCounter {
    let kept = try KeptDocuments(context)
    guard let pattern = SplitPattern(named: settings.pattern) else {
      throw RunError(.usage, "no split pattern is named '\(settings.pattern)'")
    }
    let fraction = min(1, Double(settings.sampleBytes) / Double(max(1, kept.textByteCount)))
    let pool = CounterPool()
    for task in 0..<kept.taskCount {
      let shard = try kept.shard(task: task)
      let removed = try kept.removedRows(task: task)
      var frame = 0
      try orderedParallelMap(
        threads: context.threads, cancellation: context.cancellation,
        makeState: { (decoder: DocumentFrameDecoder(), counter: PooledCounter(pool, pattern)) },
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
            counter.add(text)
            bytes += text.count
            documents += 1
          }
          return (bytes, documents)
        },
        emit: { context.advance(bytes: $0.bytes, documents: $0.documents) })
    }
    return pool.sum(pattern)
  }
}

extension PipelineConfiguration.Tokenizer {
  /// The special tokens around documents.
  var documentTokens: [String] { [endOfDocument] + (beginningOfDocument.map { [$0] } ?? []) }
}
