// Two tokenizers on the same documents.

import Auditing
import Corpus
import Storage
import TextAnalysis
import Tokenization

/// What two tokenizers make of a corpus, side by side.
public struct TokenizerComparison: Sendable, Codable {
  public struct Side: Sendable, Codable {
    public let name: String
    public let vocabularySize: Int
    public let tokens: Int
    public let bytesPerToken: Double
    /// Tokens that begin inside a character.
    public let cutCharacters: Int
    /// Ids that the corpus makes use of.
    public let usedIDs: Int
  }

  public struct Script: Sendable, Codable {
    public let script: String
    public let characters: Int
    /// Tokens of both sides, the first one's first.
    public let tokens: [Int]
  }

  public var documents = 0
  public var textBytes = 0
  public var characters = 0
  /// Documents that have more tokens by the second tokenizer.
  public var longerDocuments = 0
  /// Documents that have the same ids by both.
  public var unchangedDocuments = 0
  public var sides: [Side] = []
  /// Scripts of the corpus, the most frequent first.
  public var scripts: [Script] = []

  public func json() throws -> String { String(decoding: try RunJSON.encode(self), as: UTF8.self) }

  public func text() -> String {
    let rows = sides.map { side in
      [
        TerminalText.escape(side.name), Figures.count(side.vocabularySize), Figures.count(side.tokens),
        Figures.decimal(side.bytesPerToken, places: 3), Figures.count(side.cutCharacters), Figures.count(side.usedIDs),
      ]
    }
    let scripts = scripts.map { script in
      [script.script, Figures.count(script.characters)]
        + script.tokens.map { Figures.decimal(Double($0) / Double(max(1, script.characters)), places: 3) }
    }
    var text = "\(Figures.count(documents)) documents, \(Figures.count(textBytes)) bytes, "
    text += "\(Figures.count(characters)) characters; by the second tokenizer \(Figures.count(longerDocuments)) have "
    text += "more tokens, \(Figures.count(unchangedDocuments)) the same\n\n"
    text += TextTable(
      header: ["tokenizer", "vocabulary", "tokens", "bytes each", "cut characters", "ids used"], rows: rows,
      numericColumns: [1, 2, 3, 4, 5]
    ).text()
    return text + "\n"
      + TextTable(
        header: ["script", "characters", "tokens each: first", "second"], rows: scripts, numericColumns: [1, 2, 3]
      ).text()
  }
}

/// What `sluice tokenizer compare` was asked for.
public struct TokenizerCompareCall: Sendable {
  public var inputs: [String]
  /// Two tokenizers: files or folders.
  public var tokenizers: [String]
  /// Names the split pattern of files that do not say it.
  public var pattern: SplitPattern?
  public var input = LineInputOptions()
  public var threads: Int?

  public init(inputs: [String], tokenizers: [String]) {
    self.inputs = inputs
    self.tokenizers = tokenizers
  }

  public func run(cancellation: CancellationFlag) throws -> (comparison: TokenizerComparison, problems: [String]) {
    guard tokenizers.count == 2 else { throw RunError(.usage, "name two tokenizers to compare") }
    let loaded = try tokenizers.map { try Tokenizer.load($0, pattern: pattern) }
    let work = ComparisonWork(first: loaded[0], second: loaded[1], names: tokenizers)
    let (comparison, _, problems) = try work.run(inputs, input, threads ?? Machine.coreCount, cancellation)
    return (comparison, problems)
  }
}

/// Encodes documents by two tokenizers and counts.
struct ComparisonWork: Sendable {
  let first: Tokenizer
  let second: Tokenizer
  let names: [String]

  /// A set of ids.
  struct IDSet: Sendable {
    private var words: [UInt64]

    init(below limit: Int) { words = Array(repeating: 0, count: limit / 64 + 1) }

    mutating func insert(_ ids: [UInt32]) {
      for id in ids { words[Int(id >> 6)] |= 1 << UInt64(id & 63) }
    }

    mutating func formUnion(_ other: IDSet) {
      for index in words.indices { words[index] |= other.words[index] }
    }

    /// Number of members in a range.
    func count(in range: Range<UInt32>) -> Int {
      range.reduce(0) { $0 + Int(words[Int($1 >> 6)] >> UInt64($1 & 63) & 1) }
    }

    var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }
  }

  private struct Part: Sendable {
    var counts = TokenizerComparison()
    var statistics = [TokenizerStatistics(), TokenizerStatistics()]
    var used: [IDSet]
    var problems: [String] = []
  }

  private struct WorkerState {
    let workspaces = [Tokenizer.Workspace(), Tokenizer.Workspace()]
    var parser: LineParser
  }

  /// - Returns: the comparison, the ids that each tokenizer used, and what is damaged in the inputs.
  func run(
    _ inputs: [String], _ options: LineInputOptions, _ threads: Int, _ cancellation: CancellationFlag
  ) throws -> (comparison: TokenizerComparison, used: [IDSet], problems: [String]) {
    var source = try LineInput(inputs, options: options)
    var whole = Part(used: emptySets)
    try orderedParallelMap(
      threads: threads, cancellation: cancellation,
      makeState: { WorkerState(parser: LineParser(options: options)) },
      next: { try source.next() },
      transform: { state, batch in try compare(batch, &state) },
      emit: { part in
        whole.counts.documents += part.counts.documents
        whole.counts.textBytes += part.counts.textBytes
        whole.counts.characters += part.counts.characters
        whole.counts.longerDocuments += part.counts.longerDocuments
        whole.counts.unchangedDocuments += part.counts.unchangedDocuments
        for side in 0..<2 {
          whole.statistics[side].add(part.statistics[side])
          whole.used[side].formUnion(part.used[side])
        }
        whole.problems += part.problems
      })
    return (finish(whole), whole.used, whole.problems + source.problems)
  }

  private var emptySets: [IDSet] { [first, second].map { IDSet(below: $0.vocabularySize) } }

  private func compare(_ batch: LineBatch, _ state: inout WorkerState) throws -> Part {
    var part = Part(used: emptySets)
    let workspaces = state.workspaces
    var old: [UInt32] = []
    var new: [UInt32] = []
    part.problems = try state.parser.forEach(in: batch) { line, _ in
      old.removeAll(keepingCapacity: true)
      new.removeAll(keepingCapacity: true)
      line.document.text.withUnsafeBufferPointer {
        first.encode($0, into: &old, using: workspaces[0])
        second.encode($0, into: &new, using: workspaces[1])
      }
      part.counts.documents += 1
      part.counts.textBytes += line.document.text.count
      part.counts.characters += line.document.text.reduce(0) { $0 + ($1 & 0xc0 == 0x80 ? 0 : 1) }
      part.counts.longerDocuments += new.count > old.count ? 1 : 0
      part.counts.unchangedDocuments += new == old ? 1 : 0
      part.statistics[0].add(old, by: first)
      part.statistics[1].add(new, by: second)
      part.used[0].insert(old)
      part.used[1].insert(new)
    }.map(\.description)
    return part
  }

  private func finish(_ whole: Part) -> TokenizerComparison {
    var comparison = whole.counts
    comparison.sides = [first, second].enumerated().map { side, tokenizer in
      let statistics = whole.statistics[side]
      return TokenizerComparison.Side(
        name: names[side], vocabularySize: tokenizer.vocabularySize, tokens: statistics.tokenCount,
        bytesPerToken: statistics.bytesPerToken ?? 0, cutCharacters: statistics.cutCharacterCount,
        usedIDs: whole.used[side].count)
    }
    comparison.scripts = UnicodeScript.allCases.compactMap { script in
      let shares = whole.statistics.map { $0[script] }
      guard shares[0].characterCount > 0 else { return nil }
      return TokenizerComparison.Script(
        script: "\(script)", characters: shares[0].characterCount, tokens: shares.map(\.tokenCount))
    }.sorted { ($1.characters, $0.script) < ($0.characters, $1.script) }
    return comparison
  }
}
