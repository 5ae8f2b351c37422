// sluice tokenizer extend: new tokens above those of a vocabulary, and what they change.

import Corpus
import Storage
import Tokenization

/// What `sluice tokenizer extend` was asked for.
public struct TokenizerExtendCall: Sendable {
  public var inputs: [String]
  /// The vocabulary to start from.
  public var base: String
  /// Names the split pattern of files that do not say it.
  public var pattern: SplitPattern?
  /// Number of tokens to add.
  public var addedCount: Int
  /// Folder for the extended tokenizer, its initialisation table and the report.
  public var output: String
  public var minimumCount = 1
  /// Longer tokens are not made; 0 for no limit.
  public var maximumTokenByteCount = 0
  /// False to leave the report out, which reads the inputs once more.
  public var comparesInputs = true
  public var input = LineInputOptions()
  public var threads: Int?

  /// Names of the files beside the tokenizer.
  public static let initializationName = "embedding-initialization.tsv"
  public static let reportName = "extension-report.json"

  public init(inputs: [String], base: String, addedCount: Int, output: String) {
    self.inputs = inputs
    self.base = base
    self.addedCount = addedCount
    self.output = output
  }

  /// What the new tokens do to the text they were learnt from.
  public struct Report: Sendable, Codable {
    public let addedTokens: Int
    /// New tokens that the text makes use of.
    public let usedNewTokens: Int
    /// The base first, the extended vocabulary second. No document is longer by it.
    public let comparison: TokenizerComparison
  }

  public struct Outcome: Sendable {
    /// Nil when it was not asked for, or an input can be read only once.
    public let report: Report?
    public let vocabularySize: Int
    public let addedTokens: Int
    public let problems: [String]
  }

  private var threadCount: Int { threads ?? Machine.coreCount }

  /// Learns, writes, and compares.
  ///
  /// - Throws: `TokenizationError`, `RunError.noInput` without text; `RunError.ourDefect` when a text got longer.
  public func run(cancellation: CancellationFlag) throws -> Outcome {
    let base = try BPETokenizer.load(self.base, pattern: pattern)
    let (words, problems) = try count(base.model, cancellation)
    guard words.wordCount > 0 else { throw RunError(.noInput, "there is no text to learn from") }
    var extender = TokenizerExtender(base: base, addedCount: addedCount)
    extender.minimumCount = UInt64(max(1, minimumCount))
    extender.maximumTokenByteCount = max(0, maximumTokenByteCount)
    extender.progress = { _, _ in !cancellation.isCancelled }
    let extended = try extender.extend(words)
    try cancellation.check()
    try TokenizerFiles.write(extended.model, to: output)
    _ = try AtomicFile.write(extended.initializationTable(), to: Path.join(output, Self.initializationName))
    var report: Report?
    if comparesInputs, !inputs.contains("-") {
      let found = try compare(base, extended, cancellation)
      _ = try AtomicFile.write(RunJSON.encode(found), to: Path.join(output, Self.reportName))
      let longer = found.comparison.longerDocuments
      guard longer == 0 else {
        throw RunError(.ourDefect, "\(longer) documents have more tokens by the extended vocabulary")
      }
      report = found
    }
    return Outcome(
      report: report, vocabularySize: extended.model.vocabularySize, addedTokens: extended.newIDs.count,
      problems: problems)
  }

  private func count(_ model: BPEModel, _ cancellation: CancellationFlag) throws -> (WordCounter, [String]) {
    var source = try LineInput(inputs, options: input)
    let options = input
    let pool = CounterPool()
    var problems: [String] = []
    try orderedParallelMap(
      threads: threadCount, cancellation: cancellation,
      makeState: {
        (counter: PooledCounter(pool, model.pattern, model.normalization), parser: LineParser(options: options))
      },
      next: { try source.next() },
      transform: { state, batch -> [String] in
        let counter = state.counter.counter
        return try state.parser.forEachText(in: batch) { counter.add($0.text) }.problems.map(\.description)
      },
      emit: { problems += $0 })
    return (pool.sum(model.pattern, model.normalization), problems + source.problems)
  }

  /// Encodes the inputs by both vocabularies.
  private func compare(
    _ base: BPETokenizer, _ extended: ExtendedVocabulary, _ cancellation: CancellationFlag
  ) throws -> Report {
    let work = ComparisonWork(
      first: .bytePairs(base), second: .bytePairs(try BPETokenizer(extended.model)), names: [self.base, output])
    let (comparison, used, _) = try work.run(inputs, input, threadCount, cancellation)
    return Report(
      addedTokens: extended.newIDs.count, usedNewTokens: used[1].count(in: extended.newIDs), comparison: comparison)
  }
}
