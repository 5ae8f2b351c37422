// sluice tokenizer train --model wordpiece.

import Corpus
import Storage
import Synchronization
import Tokenization

/// What `sluice tokenizer train --model wordpiece` was asked for.
public struct WordPieceTrainCall: Sendable {
  public var inputs: [String]
  /// Folder for `tokenizer.json` and `vocab.txt`.
  public var output: String
  public var vocabularySize: Int
  public var lowercases = false
  /// Only the most frequent characters become tokens; nil for all.
  public var alphabetLimit: Int?
  /// Control tokens beyond BERT's five, which come first.
  public var specialTokens: [String] = []
  public var minimumCount = 1
  public var input = LineInputOptions()
  public var threads: Int?

  public init(inputs: [String], output: String, vocabularySize: Int) {
    self.inputs = inputs
    self.output = output
    self.vocabularySize = vocabularySize
  }

  /// What was learnt.
  public struct Outcome: Sendable {
    public let vocabularySize: Int
    public let textByteCount: Int
    public let problems: [String]
  }

  /// The split pattern that counters must name; these are given words that are cut already.
  private static let pattern = SplitPattern.gpt2

  public func run(cancellation: CancellationFlag) throws -> Outcome {
    var source = try LineInput(inputs, options: input)
    let options = input
    let normalizer = BertNormalizer(lowercases: lowercases)
    let pool = CounterPool(Self.pattern)
    var problems: [String] = []
    var textByteCount = 0
    try orderedParallelMap(
      threads: threads ?? Machine.coreCount, cancellation: cancellation,
      makeState: {
        let pooled = PooledCounter(pool)
        return (
          pooled: pooled, counter: WordPieceCounter(normalizer, into: pooled.counter),
          parser: LineParser(options: options)
        )
      },
      next: { try source.next() },
      transform: { state, batch -> (problems: [String], byteCount: Int) in
        let counter = state.counter
        var byteCount = 0
        let problems = try state.parser.forEachText(in: batch) { line in
          counter.add(line.text)
          byteCount += line.text.count
        }.problems.map(\.description)
        return (problems, byteCount)
      },
      emit: { part in
        problems += part.problems
        textByteCount += part.byteCount
      })
    let words = try pool.sum()
    guard textByteCount > 0 else { throw RunError(.noInput, "there is no text to train on") }
    var trainer = WordPieceTrainer(vocabularySize: vocabularySize, normalizer: normalizer)
    trainer.controlTokens += specialTokens.filter { !WordPieceModel.controlNames.contains($0) }
    trainer.alphabetLimit = alphabetLimit
    trainer.minimumCount = UInt64(max(1, minimumCount))
    trainer.progress = { _, _ in !cancellation.isCancelled }
    let tokenizer = Tokenizer.wordPiece(try WordPieceTokenizer(trainer.train(words)))
    try cancellation.check()
    _ = try TokenizerFiles.write(tokenizer, to: output)
    return Outcome(
      vocabularySize: tokenizer.vocabularySize, textByteCount: textByteCount, problems: problems + source.problems)
  }
}
