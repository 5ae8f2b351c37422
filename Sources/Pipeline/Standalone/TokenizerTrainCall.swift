// sluice tokenizer train over anybody's JSONL.

import Corpus
import Storage
import Tokenization

/// What `sluice tokenizer train` was asked for.
public struct TokenizerTrainCall: Sendable {
  public var inputs: [String]
  /// Folder for `tokenizer.json`, `tokenizer.tiktoken`, `vocab.json` and `merges.txt`.
  public var output: String
  /// What is learnt. Its limit of memory and its progress are set by the call.
  public var trainer: BPETrainer
  public var pattern: SplitPattern
  /// Words that occur more rarely in the whole text are left out.
  public var minimumWordCount = 1
  public var weights = DocumentWeights()
  public var input = LineInputOptions()
  /// Bytes that counting, and then learning, may take, about; half of the machine's memory by default. What does not fit
  /// while counting goes to the disk.
  public var memoryLimit: Int?
  /// Folder that keeps what is counted and learnt, so that an interrupted call can be made again; none by default.
  public var checkpoint: String?
  public var threads: Int?
  public var observer: TokenizerObserver?
  /// Stored bytes of a group of files between two checkpoints, and seconds while learning; nil for the usual ones.
  var checkpointSteps: (bytes: Int, seconds: Double)?

  public init(inputs: [String], output: String, vocabularySize: Int, pattern: SplitPattern) {
    self.inputs = inputs
    self.output = output
    self.pattern = pattern
    trainer = BPETrainer(vocabularySize: vocabularySize)
  }

  /// What was learnt.
  public struct Outcome: Sendable {
    public let vocabularySize: Int
    public let merges: Int
    /// Documents with a text, and those that count at least once.
    public let documents: Int
    public let countedDocuments: Int
    public let textByteCount: Int
    /// Different words that are too rare, and how often they occur in all.
    public let leftOutWords: Int
    public let leftOutOccurrences: Int
    public let problems: [String]
  }

  /// Counts, learns, writes.
  ///
  /// - Throws: `RunError.noInput` without text; `TokenizationError`, `StorageError`; `Cancelled`.
  public func run(cancellation: CancellationFlag) throws -> Outcome {
    try checkSettings()
    let memory = memoryLimit ?? Machine.memoryByteCount / 2
    try FileSystem.createDirectory(output)
    try FileSystem.removeAbandoned(below: output)
    let scratch = try AttemptFolder(in: output)
    let counting = WordCounting(
      files: try LineInput.expand(inputs), options: input, weights: weights, pattern: pattern,
      threads: threads ?? Machine.coreCount, memoryLimit: memory, scratchFolder: scratch.path, observer: observer)
    let checkpoint = try makeCheckpoint(counting)
    let (words, totals) = try counting.run(checkpoint: checkpoint, cancellation)
    try totals.check(for: "train on")
    let frequent = FrequentWords(words, minimumCount: UInt64(minimumWordCount))
    var trainer = trainer
    trainer.memoryLimit = memory
    let observer = observer
    trainer.progress = { made, wanted in
      observer?(.learning(made: made, wanted: wanted))
      return !cancellation.isCancelled
    }
    let model = try learn(frequent, trainer, checkpoint, cancellation)
    try cancellation.check()
    try TokenizerFiles.write(model, to: output)
    return Outcome(
      vocabularySize: model.vocabularySize, merges: model.merges.count, documents: totals.documents,
      countedDocuments: totals.countedDocuments, textByteCount: totals.textByteCount,
      leftOutWords: frequent.leftOutWordCount, leftOutOccurrences: Int(clamping: frequent.leftOutOccurrenceCount),
      problems: totals.problems)
  }

  private func checkSettings() throws {
    if Set(trainer.addedTokens).count < trainer.addedTokens.count {
      throw RunError(.usage, "a special token comes twice")
    }
    if trainer.addedTokens.contains("") { throw RunError(.usage, "a special token is empty") }
    guard minimumWordCount >= 1 else {
      throw RunError(.usage, "a word cannot be asked to occur \(minimumWordCount) times")
    }
    guard trainer.maximumTokenByteCount == 0 || trainer.maximumTokenByteCount >= 2 else {
      throw RunError(.usage, "tokens of \(trainer.maximumTokenByteCount) bytes: the limit is 2 or more, or 0 for none")
    }
  }

  private func makeCheckpoint(_ counting: WordCounting) throws -> TrainingCheckpoint? {
    guard let checkpoint else { return nil }
    let settings = [
      ProgramVersion.current, trainer.tie.rawValue, "\(trainer.minimumCount)", "\(trainer.maximumTokenByteCount)",
      "\(minimumWordCount)", trainer.initialAlphabet,
    ]
    var kept = try TrainingCheckpoint(
      folder: checkpoint, counting: counting, settings: settings.joined(separator: "\n"))
    if let checkpointSteps { (kept.groupByteCount, kept.seconds) = checkpointSteps }
    return kept
  }

  private func learn(
    _ words: some WordCounts, _ trainer: BPETrainer, _ checkpoint: TrainingCheckpoint?, _ cancellation: CancellationFlag
  ) throws -> BPEModel {
    guard let checkpoint else { return try trainer.train(words) }
    let alphabet = trainer.alphabetTokenCount
    let limit = max(0, trainer.vocabularySize - alphabet - trainer.addedTokens.count)
    let learned = try checkpoint.merges(firstID: alphabet, limit: limit)
    if !learned.isEmpty { observer?(.note("\(learned.count) merges were learnt before")) }
    var keptAt = MonotonicClock.seconds
    let model = try trainer.train(words, learned: learned) { merges in
      let now = MonotonicClock.seconds
      if now - keptAt < checkpoint.seconds && !cancellation.isCancelled { return }
      try checkpoint.keep(merges)
      keptAt = now
    }
    if !cancellation.isCancelled {
      try checkpoint.keep(Array(model.merges.dropFirst(model.merges.count - (model.tokens.count - alphabet))))
    }
    return model
  }
}
