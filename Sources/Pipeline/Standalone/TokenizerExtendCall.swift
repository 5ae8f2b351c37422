// sluice tokenizer extend: new tokens for a vocabulary, and what they change.

import Auditing
import Storage
import TextAnalysis
import Tokenization

/// What `sluice tokenizer extend` was asked for.
public struct TokenizerExtendCall: Sendable {
  /// What may be asked of the new tokens and of the vocabulary as a whole.
  public struct Options: Sendable {
    public var minimumCount = 1
    /// Longer tokens are not made; 0 for no limit.
    public var maximumTokenByteCount = 0
    public var restriction = TokenRestriction()
    /// Tokens to learn beyond those that are added, of which the least used go again.
    public var surplusCount = 0
    /// True to remove as many tokens of the base as are added.
    public var keepsSize = false
    public var sizeMultiple = 1

    public init() {}

    /// Reads names of scripts, such as `han`.
    ///
    /// - Throws: `RunError.usage` for a name that is none.
    public mutating func setScripts(_ names: [String]) throws {
      for name in names {
        let wanted = name.lowercased()
        let script = UnicodeScript.allCases.first { "\($0)".lowercased() == wanted }
        guard let script, script != .common, script != .inherited, script != .unknown else {
          let known = UnicodeScript.allCases.dropFirst(3).map { "\($0)" }
          throw RunError(.usage, "there is no script '\(name)'; known are \(known.joined(separator: ", "))")
        }
        restriction.scripts.insert(script)
      }
    }
  }

  public var inputs: [String]
  /// The vocabulary to start from.
  public var base: String
  /// Names the split pattern of files that do not say it.
  public var pattern: SplitPattern?
  /// Number of tokens to add.
  public var addedCount: Int
  /// Folder for the extended tokenizer, its tables and the report.
  public var output: String
  public var options = Options()
  public var weights = DocumentWeights()
  /// What the report reads; the inputs by default.
  public var corpora: [NamedCorpus]?
  /// False to leave the report out, which reads the inputs once more.
  public var comparesInputs = true
  public var input = LineInputOptions()
  /// Bytes that counting, and then learning, may take, about; half of the machine's memory by default.
  public var memoryLimit: Int?
  public var threads: Int?
  public var observer: TokenizerObserver?

  /// Names of the files beside the tokenizer and the report.
  public static let initializationName = "embedding-initialization.tsv"
  public static let idMapName = "id-map.tsv"

  public init(inputs: [String], base: String, addedCount: Int, output: String) {
    self.inputs = inputs
    self.base = base
    self.addedCount = addedCount
    self.output = output
  }

  public struct Outcome: Sendable {
    /// Nil when it was not asked for, or an input can be read only once. The base is first.
    public let report: TokenizerReport?
    public let vocabularySize: Int
    public let addedTokens: Int
    public let problems: [String]
  }

  private var threadCount: Int { threads ?? Machine.coreCount }

  /// Learns, writes, and compares.
  ///
  /// - Throws: `TokenizationError`, `RunError.noInput` without text; `RunError.ourDefect` when a text got longer although
  ///   nothing was removed.
  public func run(cancellation: CancellationFlag) throws -> Outcome {
    let base = try BPETokenizer.load(self.base, pattern: pattern)
    let (extended, problems) = try learn(base, cancellation)
    try cancellation.check()
    try TokenizerFiles.write(extended.model, to: output)
    try AtomicFile.write(extended.initializationTable(), to: Path.join(output, Self.initializationName))
    try AtomicFile.write(extended.idMap(), to: Path.join(output, Self.idMapName))
    var report: TokenizerReport?
    if comparesInputs, corpora != nil || !inputs.contains("-") {
      let found = try compare(base, extended, cancellation)
      try found.write(to: output)
      let longer = found.sides[1].longerDocuments
      guard longer == 0 || options.keepsSize else {
        throw RunError(.ourDefect, "\(longer) documents have more tokens by the extended vocabulary")
      }
      report = found
    }
    return Outcome(
      report: report, vocabularySize: extended.model.vocabularySize, addedTokens: extended.newTokens.count,
      problems: problems)
  }

  private func learn(
    _ base: BPETokenizer, _ cancellation: CancellationFlag
  ) throws -> (ExtendedVocabulary, problems: [String]) {
    let memory = memoryLimit ?? Machine.memoryByteCount / 2
    try FileSystem.createDirectory(output)
    try FileSystem.removeAbandoned(below: output)
    let scratch = try AttemptFolder(in: output)
    let counting = WordCounting(
      files: try LineInput.expand(inputs), options: input, weights: weights, pattern: base.model.pattern,
      normalization: base.model.normalization, threads: threadCount, memoryLimit: memory, scratchFolder: scratch.path,
      observer: observer)
    let (words, totals) = try counting.run(checkpoint: nil, cancellation)
    try totals.check(for: "learn from")
    var extender = TokenizerExtender(base: base, addedCount: addedCount)
    extender.minimumCount = UInt64(max(1, options.minimumCount))
    extender.maximumTokenByteCount = max(0, options.maximumTokenByteCount)
    extender.restriction = options.restriction
    extender.surplusCount = options.surplusCount
    extender.keepsSize = options.keepsSize
    extender.sizeMultiple = options.sizeMultiple
    extender.memoryLimit = memory
    let observer = observer
    extender.progress = { made, wanted in
      observer?(.learning(made: made, wanted: wanted))
      return !cancellation.isCancelled
    }
    return (try extender.extend(words), totals.problems)
  }

  /// Encodes the corpora by both vocabularies.
  private func compare(
    _ base: BPETokenizer, _ extended: ExtendedVocabulary, _ cancellation: CancellationFlag
  ) throws -> TokenizerReport {
    let names = TokenizerCompareCall.names([self.base, output])
    let measurement = TokenizerMeasurement(
      tokenizers: [
        ComparedTokenizer(.bytePairs(base), name: names[0]),
        ComparedTokenizer(.bytePairs(try BPETokenizer(extended.model)), name: names[1]),
      ], options: input, threads: threadCount, observer: observer)
    let (report, used, _) = try measurement.run(
      corpora ?? [NamedCorpus(name: "inputs", inputs: inputs)], cancellation)
    var whole = report
    whole.extension = TokenizerReport.Extension(
      addedTokens: extended.newTokens.count,
      usedNewTokens: extended.newIDs.reduce(0) { $0 + (used[1].contains($1) ? 1 : 0) },
      removedTokens: extended.removedIDs.count, paddingTokens: extended.paddingIDs.count)
    return whole
  }
}
