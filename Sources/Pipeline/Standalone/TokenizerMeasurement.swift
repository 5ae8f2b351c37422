// Documents encoded by several tokenizers, and counted.

import Auditing
import Corpus
import Storage
import TextAnalysis

/// A part of a corpus, by name: a language, for example.
public struct NamedCorpus: Sendable {
  public var name: String
  public var inputs: [String]

  public init(name: String, inputs: [String]) {
    self.name = name
    self.inputs = inputs
  }

  /// Inputs written as `NAME=FILES`; of the same name they are one corpus. What has no name, or is a file as it stands,
  /// goes by its own name.
  public static func parse(_ arguments: [String]) -> [NamedCorpus] {
    var corpora: [NamedCorpus] = []
    for argument in arguments {
      var name = Path.lastComponent(argument)
      var input = argument
      if let mark = argument.firstIndex(of: "="), mark > argument.startIndex, !FileSystem.exists(argument) {
        name = String(argument[..<mark])
        input = String(argument[argument.index(after: mark)...])
      }
      if let index = corpora.firstIndex(where: { $0.name == name }) {
        corpora[index].inputs.append(input)
      } else {
        corpora.append(NamedCorpus(name: name, inputs: [input]))
      }
    }
    return corpora
  }
}

/// Encodes documents by several tokenizers, the first of which the others are compared with.
struct TokenizerMeasurement: Sendable {
  let tokenizers: [ComparedTokenizer]
  var options: LineInputOptions
  var threads: Int
  var observer: TokenizerObserver?

  /// Documents that are shown of those that got longer.
  private static let shownRegressions = 10

  /// What one tokenizer makes of a part of the corpus.
  private struct SidePart: Sendable {
    var counts = ScriptCounts()
    var used: UsedIDs
    var longer = 0
    var equal = 0
    var unchanged = 0
    var regressions: [TokenizerReport.Regression] = []
    var documentBins = [Int](repeating: 0, count: TokenizerReport.bins.count)

    static func += (left: inout SidePart, right: SidePart) {
      left.counts += right.counts
      left.used.formUnion(right.used)
      left.longer += right.longer
      left.equal += right.equal
      left.unchanged += right.unchanged
      left.add(right.regressions)
      for index in left.documentBins.indices { left.documentBins[index] += right.documentBins[index] }
    }

    /// Keeps the worst ones; of equally bad ones those that come first.
    mutating func add(_ found: [TokenizerReport.Regression]) {
      if found.isEmpty { return }
      regressions += found
      let order = regressions.indices.sorted {
        let (left, right) = (regressions[$0], regressions[$1])
        let (first, second) = (left.tokens - left.tokensBefore, right.tokens - right.tokensBefore)
        return first == second ? $0 < $1 : first > second
      }
      regressions = order.prefix(TokenizerMeasurement.shownRegressions).map { regressions[$0] }
    }
  }

  private struct Part: Sendable {
    var sides: [SidePart]
    var documents = 0
    var textBytes = 0
    var problems: [String] = []

    static func += (left: inout Part, right: Part) {
      for index in left.sides.indices { left.sides[index] += right.sides[index] }
      left.documents += right.documents
      left.textBytes += right.textBytes
      left.problems += right.problems
    }
  }

  private struct WorkerState {
    var parser: LineParser
    let workspaces: [EncodedText]
    var outline = TextOutline()
    var otherOutline = TextOutline()
  }

  private var empty: Part {
    Part(sides: tokenizers.map { SidePart(used: UsedIDs(below: $0.vocabularySize)) })
  }

  /// - Returns: the report, the ids that each tokenizer used, and what is damaged in the inputs.
  /// - Throws: `RunError.noInput` without documents.
  func run(
    _ corpora: [NamedCorpus], _ cancellation: CancellationFlag
  ) throws -> (report: TokenizerReport, used: [UsedIDs], problems: [String]) {
    var whole = empty
    var report = TokenizerReport()
    for corpus in corpora {
      let part = try measure(corpus, cancellation)
      report.corpora.append(
        TokenizerReport.Part(
          name: corpus.name, documents: part.documents, counts: part.sides.map(\.counts.whole)))
      whole += part
    }
    guard whole.documents > 0 else { throw RunError(.noInput, "there is no document to compare tokenizers on") }
    finish(&report, whole)
    return (report, whole.sides.map(\.used), whole.problems)
  }

  private func measure(_ corpus: NamedCorpus, _ cancellation: CancellationFlag) throws -> Part {
    var source = try LineInput(corpus.inputs, options: options)
    var whole = empty
    try orderedParallelMap(
      threads: threads, cancellation: cancellation,
      makeState: {
        WorkerState(parser: LineParser(options: options), workspaces: tokenizers.map { EncodedText($0) })
      },
      next: { try source.next() },
      transform: { state, batch in try measure(batch, &state) },
      emit: { part in
        whole += part
        observer?(.compared(bytes: part.textBytes, documents: part.documents))
      })
    whole.problems += source.problems
    return whole
  }

  private func measure(_ batch: LineBatch, _ state: inout WorkerState) throws -> Part {
    var part = empty
    let workspaces = state.workspaces
    var outline = state.outline
    var otherOutline = state.otherOutline
    let problems = try state.parser.forEachText(in: batch) { line in
      part.documents += 1
      part.textBytes += line.text.count
      outline.outline(line.text)
      for (side, encoded) in workspaces.enumerated() {
        encoded.encode(line.text)
        if encoded.text.elementsEqual(line.text) {
          part.sides[side].counts.add(outline, tokenEnds: encoded.ends)
        } else {
          // Normalised: the tokens are those of another text.
          encoded.text.withUnsafeBufferPointer { otherOutline.outline($0) }
          part.sides[side].counts.add(otherOutline, tokenEnds: encoded.ends)
        }
        part.sides[side].used.insert(encoded.ids)
        let bin = TokenizerReport.bin(bytes: line.text.count, tokens: encoded.ids.count)
        part.sides[side].documentBins[bin] += 1
        if side > 0 { compare(encoded, with: workspaces[0], line, batch, &part.sides[side]) }
      }
    }.problems
    (state.outline, state.otherOutline) = (outline, otherOutline)
    part.problems = problems.map(\.description)
    return part
  }

  private func compare(
    _ encoded: EncodedText, with first: EncodedText, _ line: borrowing LineText, _ batch: LineBatch,
    _ side: inout SidePart
  ) {
    let (before, now) = (first.ids.count, encoded.ids.count)
    if now == before { side.equal += 1 }
    if encoded.ids == first.ids { side.unchanged += 1 }
    guard now > before else { return }
    side.longer += 1
    if side.regressions.count == Self.shownRegressions,
      let least = side.regressions.last, now - before <= least.tokens - least.tokensBefore
    {
      return
    }
    let place = encoded.worstLine(against: first)
    side.add([
      TokenizerReport.Regression(
        document: line.name, file: batch.file, fileOffset: batch.offset + line.line.lowerBound, tokensBefore: before,
        tokens: now, textOffset: place.offset, excerpt: place.excerpt)
    ])
  }

  private func finish(_ report: inout TokenizerReport, _ whole: Part) {
    report.documents = whole.documents
    report.textBytes = whole.textBytes
    report.characters = whole.sides.first?.counts.whole.characters ?? 0
    report.words = whole.sides.first?.counts.whole.words ?? 0
    report.sides = zip(tokenizers, whole.sides).enumerated().map { index, pair in
      let (tokenizer, part) = pair
      let ids = tokenizer.textIDs
      var side = TokenizerReport.Side(
        name: tokenizer.name, vocabularySize: tokenizer.vocabularySize, textTokens: ids.count,
        unreachableTokens: tokenizer.unreachableCount,
        unusedTokens: ids.reduce(0) { $0 + (part.used.contains($1) ? 0 : 1) })
      side.counts = part.counts.whole
      side.tokensByLength = part.counts.tokenLengths
      side.documentsByBytesPerToken = part.documentBins
      if index > 0 {
        side.longerDocuments = part.longer
        side.equallyLongDocuments = part.equal
        side.unchangedDocuments = part.unchanged
        side.regressions = part.regressions
      }
      return side
    }
    report.scripts = UnicodeScript.allCases.compactMap { script -> TokenizerReport.Part? in
      let counts = whole.sides.map { $0.counts[script] }
      guard counts.contains(where: { $0.characters > 0 }) else { return nil }
      return TokenizerReport.Part(name: "\(script)", counts: counts)
    }.sorted { ($1.counts[0].characters, $0.name) < ($0.counts[0].characters, $1.name) }
  }
}

/// A set of ids.
struct UsedIDs: Sendable {
  private var words: [UInt64]

  init(below limit: Int) { words = Array(repeating: 0, count: limit / 64 + 1) }

  mutating func insert(_ ids: [UInt32]) {
    for id in ids { words[Int(id >> 6)] |= 1 << UInt64(id & 63) }
  }

  mutating func formUnion(_ other: UsedIDs) {
    for index in words.indices { words[index] |= other.words[index] }
  }

  func contains(_ id: UInt32) -> Bool { words[Int(id >> 6)] >> UInt64(id & 63) & 1 != 0 }
}
