// Learning a WordPiece vocabulary from word counts.

/// Counts BERT's words: documents in their normal form, cut at white space and around punctuation.
public final class WordPieceCounter {
  private let normalizer: BertNormalizer
  private let words: WordCounter
  private let workspace = PieceWorkspace()

  /// - Parameter words: takes the counts. One counter can serve several of these, one after the other.
  public init(_ normalizer: BertNormalizer, into words: WordCounter) {
    self.normalizer = normalizer
    self.words = words
  }

  public func add(_ document: UnsafeBufferPointer<UInt8>) {
    let words = words
    BertWords.forEach(of: document, by: normalizer, workspace) { word, _ in words.add(word: word, count: 1) }
  }
}

/// Learns WordPiece as Hugging Face's `WordPieceTrainer` does: BPE in which a character inside a word is another symbol
/// than the same one at its beginning.
///
/// Of equally frequent pairs the smaller pair of ids comes first, where ids are those of control tokens, of characters
/// that begin words, and of characters inside words, by code point each. (Hugging Face numbers the last in the order of
/// a hash table, so that its ties fall differently.)
public struct WordPieceTrainer: Sendable {
  /// Number of ids to end with, control tokens and characters included. Fewer when the words do not yield so many.
  public var vocabularySize: Int
  public var normalizer: BertNormalizer
  /// Control tokens, which get the first ids, in this order; `[UNK]` must be among them.
  public var controlTokens = WordPieceModel.controlNames
  /// Only the most frequent characters become tokens; nil for all.
  public var alphabetLimit: Int?
  /// Pairs that occur more rarely are not merged.
  public var minimumCount: UInt64 = 1
  /// Called after every hundredth merge with the number of merges made and wanted; false ends training early.
  public var progress: (@Sendable (Int, Int) -> Bool)?

  public init(vocabularySize: Int, normalizer: BertNormalizer) {
    self.vocabularySize = vocabularySize
    self.normalizer = normalizer
  }

  /// A symbol of learning: a character that begins a word, or one inside.
  private struct Alphabet {
    var initial: [UInt32: UInt32] = [:]
    var continuing: [UInt32: UInt32] = [:]
    var tokens = TokenList()
  }

  /// - Parameter words: as `WordPieceCounter` counts them.
  /// - Throws: `invalidArgument` when control tokens and characters leave no room, or `[UNK]` is missing;
  ///   `limitExceeded` when the different words have 2³² characters or more; what `words` throws.
  public func train(_ words: some WordCounts) throws -> WordPieceModel {
    guard let unknown = controlTokens.firstIndex(of: "[UNK]") else {
      throw TokenizationError(.invalidArgument, "[UNK] must be among the control tokens")
    }
    let alphabet = try alphabet(of: words)
    let baseCount = alphabet.tokens.count
    guard vocabularySize <= TokenList.idLimit, vocabularySize >= controlTokens.count + baseCount else {
      throw TokenizationError(
        .invalidArgument,
        "a vocabulary of \(vocabularySize) is out of range: the text has \(baseCount) characters at the beginning of "
          + "words and inside them, besides \(controlTokens.count) control tokens; limit the alphabet, or ask for more")
    }
    var learned = alphabet.tokens
    let learner = try MergeLearner(words, tokens: learned) { word, units in
      units.removeAll()
      Self.forEachKnown(word, in: alphabet) { symbol, _ in units.append(symbol) }
    }
    var rules = LearningRules(tokenCount: vocabularySize - controlTokens.count - baseCount)
    rules.minimumCount = minimumCount
    let progress = progress
    rules.progress = { merges in progress?(merges.count, rules.tokenCount) ?? true }
    let merges = try learner.learn(rules, tokens: &learned)
    var continues = [Bool](repeating: false, count: baseCount)
    for id in alphabet.continuing.values { continues[Int(id)] = true }
    for merge in merges { continues.append(continues[Int(merge.left)]) }
    var tokens = TokenList()
    for name in controlTokens { tokens.append(name.utf8) }
    for id in 0..<learned.count { tokens.append((continues[id] ? Array("##".utf8) : []) + learned[id]) }
    return WordPieceModel(
      tokens: tokens, unknownID: UInt32(unknown), normalizer: normalizer,
      addedTokens: controlTokens.enumerated().map {
        BPEModel.AddedToken(content: $0.element, id: UInt32($0.offset))
      })
  }

  /// Characters that become tokens: the most frequent ones, of equally frequent ones those with the smaller code point.
  private func alphabet(of words: some WordCounts) throws -> Alphabet {
    var counts: [UInt32: UInt64] = [:]
    try words.forEachWord { word, count in
      PieceVocabulary.forEachCharacter(word) { scalar, _, _ in counts[scalar, default: 0] &+= count }
    }
    var kept = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
    if let alphabetLimit { kept = Array(kept.prefix(max(0, alphabetLimit))) }
    kept.sort()
    var alphabet = Alphabet()
    for scalar in kept {
      alphabet.initial[scalar] = UInt32(alphabet.tokens.count)
      alphabet.tokens.append(Self.text(of: scalar))
    }
    var inside: Set<UInt32> = []
    try words.forEachWord { word, _ in
      Self.forEachKnown(word, in: alphabet) { _, scalar in if let scalar { inside.insert(scalar) } }
    }
    for scalar in inside.sorted() {
      alphabet.continuing[scalar] = UInt32(alphabet.tokens.count)
      alphabet.tokens.append(Self.text(of: scalar))
    }
    return alphabet
  }

  /// Calls `body` with the symbols of a word; what has none is left out, as if it were not there. The scalar is given for
  /// characters inside the word.
  private static func forEachKnown(
    _ word: UnsafeBufferPointer<UInt8>, in alphabet: Alphabet, _ body: (_ symbol: UInt32, _ inside: UInt32?) -> Void
  ) {
    PieceVocabulary.forEachCharacter(word) { scalar, start, _ in
      guard let initial = alphabet.initial[scalar] else { return }
      body(start == 0 ? initial : alphabet.continuing[scalar] ?? initial, start == 0 ? nil : scalar)
    }
  }

  private static func text(of scalar: UInt32) -> [UInt8] {
    Unicode.Scalar(scalar).flatMap { UTF8.encode($0) }.map(Array.init) ?? []
  }
}
