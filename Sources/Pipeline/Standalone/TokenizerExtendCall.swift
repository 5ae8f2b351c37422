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
    public let baseVocabularySize: Int
    public let vocabularySize: Int
    public let addedTokens: Int
    public var documents = 0
    public var textBytes = 0
    /// Code points.
    public var characters = 0
    public var baseTokens = 0
    public var extendedTokens = 0
    /// Documents that got longer; continued BPE has none.
    public var longerDocuments = 0
    /// Documents that are encoded as before.
    public var unchangedDocuments = 0
    /// New tokens that the text makes use of.
    public var usedNewTokens = 0
  }

  public struct Outcome: Sendable {
    /// Nil when an input can be read only once, so that nothing can be compared.
    public let report: Report?
    public let vocabularySize: Int
    public let addedTokens: Int
    public let problems: [String]
  }

  private struct Part: Sendable {
    var documents = 0
    var textBytes = 0
    var characters = 0
    var baseTokens = 0
    var extendedTokens = 0
    var longer = 0
    var unchanged = 0
    var used: Set<UInt32> = []
  }

  private struct ComparisonState {
    let baseWorkspace = EncodeWorkspace()
    let workspace = EncodeWorkspace()
    var parser: LineParser
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
    if !inputs.contains("-") {
      let found = try compare(base, extended, cancellation)
      _ = try AtomicFile.write(RunJSON.encode(found), to: Path.join(output, Self.reportName))
      guard found.longerDocuments == 0 else {
        throw RunError(.ourDefect, "\(found.longerDocuments) documents have more tokens with the extended vocabulary")
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
        return try state.parser.forEach(in: batch) { line, _ in
          line.document.text.withUnsafeBufferPointer { counter.add($0) }
        }.map(\.description)
      },
      emit: { problems += $0 })
    return (pool.sum(model.pattern, model.normalization), problems + source.problems)
  }

  /// Encodes the inputs by both vocabularies.
  private func compare(
    _ base: BPETokenizer, _ extended: ExtendedVocabulary, _ cancellation: CancellationFlag
  ) throws -> Report {
    let tokenizer = try BPETokenizer(extended.model)
    var report = Report(
      baseVocabularySize: base.vocabularySize, vocabularySize: tokenizer.vocabularySize,
      addedTokens: extended.newIDs.count)
    var source = try LineInput(inputs, options: input)
    let options = input
    let newIDs = extended.newIDs
    var used: Set<UInt32> = []
    try orderedParallelMap(
      threads: threadCount, cancellation: cancellation,
      makeState: { ComparisonState(parser: LineParser(options: options)) },
      next: { try source.next() },
      transform: { state, batch -> Part in
        var part = Part()
        let (baseWorkspace, workspace) = (state.baseWorkspace, state.workspace)
        var old: [UInt32] = []
        var new: [UInt32] = []
        _ = try state.parser.forEach(in: batch) { line, _ in
          old.removeAll(keepingCapacity: true)
          new.removeAll(keepingCapacity: true)
          line.document.text.withUnsafeBufferPointer {
            base.encode($0, into: &old, using: baseWorkspace)
            tokenizer.encode($0, into: &new, using: workspace)
          }
          part.documents += 1
          part.textBytes += line.document.text.count
          part.characters += line.document.text.reduce(0) { $0 + ($1 & 0xc0 == 0x80 ? 0 : 1) }
          part.baseTokens += old.count
          part.extendedTokens += new.count
          part.longer += new.count > old.count ? 1 : 0
          part.unchanged += new == old ? 1 : 0
          for id in new where newIDs.contains(id) { part.used.insert(id) }
        }
        return part
      },
      emit: { part in
        report.documents += part.documents
        report.textBytes += part.textBytes
        report.characters += part.characters
        report.baseTokens += part.baseTokens
        report.extendedTokens += part.extendedTokens
        report.longerDocuments += part.longer
        report.unchangedDocuments += part.unchanged
        used.formUnion(part.used)
      })
    report.usedNewTokens = used.count
    return report
  }
}
