// Continued BPE: a vocabulary goes on learning where it stopped.

/// Adds tokens to a vocabulary by continued BPE.
///
/// Text is encoded by the base first, and learning goes on from there: the most frequent pair of adjacent tokens becomes
/// a token, and so on. All merges of the base come before all new ones. It follows that old ids and merges stay as they
/// are, that every new token is a concatenation of old ones which the encoder reaches, that no text gets longer, and that
/// text in which no new merge applies is encoded as before.
public struct TokenizerExtender: Sendable {
  /// The vocabulary to start from.
  public let base: BPETokenizer
  /// Number of tokens to add; fewer when the text does not yield so many.
  public var addedCount: Int
  /// Pairs that occur more rarely are not merged.
  public var minimumCount: UInt64 = 1
  /// Longer tokens are not made; 0 for no limit.
  public var maximumTokenByteCount = 0
  /// Called after every hundredth token with the number of tokens made and wanted; false ends learning early.
  public var progress: (@Sendable (Int, Int) -> Bool)?

  public init(base: BPETokenizer, addedCount: Int) {
    self.base = base
    self.addedCount = addedCount
  }

  /// Learns from word counts, which must have been made with the base's pattern and normalisation.
  ///
  /// New ids follow the highest id of the base, added tokens included.
  /// - Throws: `invalidArgument` when the words were cut by another pattern, or ids would grow too large.
  public func extend(_ words: WordCounter) throws(TokenizationError) -> ExtendedVocabulary {
    let old = base.model
    guard words.pattern == old.pattern, words.normalization == old.normalization else {
      throw TokenizationError(
        .invalidArgument,
        "the words were cut by \(words.pattern.name) (normalisation: \(words.normalization.rawValue)), the base "
          + "cuts by \(old.pattern.name) (normalisation: \(old.normalization.rawValue))")
    }
    let firstNewID = old.vocabularySize
    guard addedCount >= 0, addedCount <= TokenList.idLimit - firstNewID else {
      throw TokenizationError(
        .invalidArgument, "\(addedCount) tokens above \(firstNewID) would pass the limit of \(TokenList.idLimit) ids")
    }
    var model = old
    while model.tokens.count < firstNewID { model.tokens.append([]) }
    let merger = Merger()
    let base = base
    let learner = try MergeLearner(words, tokens: model.tokens) { word, units in
      units.removeAll()
      guard let start = word.baseAddress else { return }
      let count = base.encodeWord(start, count: word.count, using: merger)
      units.append(merger.units.base, count: count)
    }
    model.merges += learner.learn(
      addedCount, minimumCount: minimumCount, maximumTokenByteCount: maximumTokenByteCount, tokens: &model.tokens,
      known: KnownTokens(base: base.index), progress: progress)
    return ExtendedVocabulary(model: model, firstNewID: UInt32(firstNewID), baseMergeCount: old.merges.count)
  }
}
