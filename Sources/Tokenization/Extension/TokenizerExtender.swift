// Continued BPE: a vocabulary goes on learning where it stopped.

/// Adds tokens to a vocabulary by continued BPE.
///
/// Text is encoded by the base first, and learning goes on from there: the most frequent pair of adjacent tokens becomes
/// a token, and so on. All merges of the base come before all new ones. It follows that old ids and merges stay as they
/// are, that every new token is a concatenation of old ones which the encoder reaches, that no text gets longer, and that
/// text in which no new merge applies is encoded as before. Only `keepsSize` gives some of that up.
public struct TokenizerExtender: Sendable {
  /// The vocabulary to start from.
  public let base: BPETokenizer
  /// Number of tokens to add; fewer when the text does not yield so many.
  public var addedCount: Int
  /// Pairs that occur more rarely are not merged.
  public var minimumCount: UInt64 = 1
  /// Longer tokens are not made; 0 for no limit.
  public var maximumTokenByteCount = 0
  /// What new tokens may consist of.
  public var restriction = TokenRestriction()
  /// Tokens to learn beyond `addedCount`, of which the least used leaves go again.
  public var surplusCount = 0
  /// The vocabulary does not grow: as many tokens of the base go as are added, those that no other token is made of and
  /// that are used least in the text, and the new ones get their ids. Text that had them gets longer.
  public var keepsSize = false
  /// The vocabulary's size becomes a multiple of this, by control tokens that stand for nothing.
  public var sizeMultiple = 1
  /// Bytes that learning may take, about.
  public var memoryLimit = Int.max
  /// Called after every hundredth token with the number of tokens made and wanted; false ends learning early.
  public var progress: (@Sendable (Int, Int) -> Bool)?

  public init(base: BPETokenizer, addedCount: Int) {
    self.base = base
    self.addedCount = addedCount
  }

  /// Learns from word counts, which must have been made with the base's pattern and normalisation.
  ///
  /// New ids follow the highest id of the base, added tokens included.
  /// - Throws: `invalidArgument` when the words were cut by another pattern, or ids would grow too large; `limitExceeded`
  ///   when the different words have too many tokens; what `words` throws.
  public func extend(_ words: some WordCounts) throws -> ExtendedVocabulary {
    try check(words)
    var grown = GrownVocabulary(base.model)
    let learner = try MergeLearner(
      words, tokens: grown.model.tokens, memoryLimit: memoryLimit, tokenize: base.units)
    var pruning = try grow(&grown, by: learner)
    let surplus = grown.newIDs.count - pruning.removed.count - addedCount
    if surplus > 0 { _ = pruning.remove(surplus) }
    grown.remove(pruning.removed)
    var counts = pruning.counts
    var removed: [UInt32] = []
    if keepsSize { removed = try makeRoom(in: &grown, &counts) }
    grown.number(reusing: removed, from: base.vocabularySize)
    let paddingIDs = grown.pad(toMultipleOf: sizeMultiple)
    return ExtendedVocabulary(
      model: grown.model, newTokens: grown.newTokens(), removedIDs: removed, baseVocabularySize: base.vocabularySize,
      paddingIDs: paddingIDs)
  }

  private func check(_ words: some WordCounts) throws(TokenizationError) {
    let old = base.model
    guard words.pattern == old.pattern, words.normalization == old.normalization else {
      throw TokenizationError(
        .invalidArgument,
        "the words were cut by \(words.pattern.name) (normalisation: \(words.normalization.rawValue)), the base "
          + "cuts by \(old.pattern.name) (normalisation: \(old.normalization.rawValue))")
    }
    let (wanted, overflow) = addedCount.addingReportingOverflow(surplusCount)
    guard addedCount >= 0, surplusCount >= 0, !overflow, wanted <= TokenList.idLimit - old.vocabularySize else {
      throw TokenizationError(
        .invalidArgument,
        "\(addedCount) tokens (and \(surplusCount) to choose from) above \(old.vocabularySize) would pass the limit of "
          + "\(TokenList.idLimit) ids")
    }
    guard sizeMultiple >= 1, sizeMultiple <= 1 << 16 else {
      throw TokenizationError(.invalidArgument, "a size cannot be padded to a multiple of \(sizeMultiple)")
    }
  }

  /// Learns until there are as many tokens as asked for that are more than steps on the way to a character.
  private func grow(_ grown: inout GrownVocabulary, by learner: MergeLearner) throws -> LeafPruning {
    let wanted = addedCount + surplusCount
    var rules = LearningRules(tokenCount: wanted)
    rules.minimumCount = minimumCount
    rules.maximumTokenByteCount = maximumTokenByteCount
    rules.known = KnownTokens(base: base.index)
    if !restriction.isEmpty {
      let restriction = restriction
      rules.allows = { restriction.allows($0, $1) }
    }
    var isStopped = false
    while true {
      let before = grown.newIDs.count
      rules.progress = { merges in
        isStopped = !(progress?(min(wanted, before + merges.count), wanted) ?? true)
        return !isStopped
      }
      grown.append(try learner.learn(rules, tokens: &grown.model.tokens))
      let firstNewID = grown.firstNewID
      var pruning = LeafPruning(
        grown.model, counts: learner.tokenCounts(below: grown.model.tokens.count), mayGo: { $0 >= firstNewID })
      if restriction.wholeCharacters { pruning.removeAll(where: CharacterParts.endsInside) }
      let made = grown.newIDs.count - pruning.removed.count
      if made >= wanted || grown.newIDs.count - before < rules.tokenCount || isStopped { return pruning }
      rules.tokenCount = wanted - made
    }
  }

  /// Takes as many tokens of the base out as were added.
  private func makeRoom(in grown: inout GrownVocabulary, _ counts: inout [UInt64]) throws(TokenizationError) -> [UInt32]
  {
    let tokens = base.model.tokens
    let added = Set(base.model.addedTokens.map(\.id))
    var pruning = LeafPruning(
      grown.model, counts: counts,
      mayGo: { Int($0) < tokens.count && tokens.byteCount(of: Int($0)) > 1 && !added.contains($0) })
    let wanted = grown.newIDs.count
    let gone = pruning.remove(wanted)
    guard gone == wanted else {
      throw TokenizationError(
        .invalidArgument,
        "the size cannot be kept: \(wanted) tokens were learned, and only \(gone) of the base can go without taking others "
          + "with them")
    }
    counts = pruning.counts
    grown.remove(pruning.removed)
    return pruning.removed.sorted()
  }
}
