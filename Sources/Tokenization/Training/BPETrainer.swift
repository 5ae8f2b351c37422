// Learning merges from word counts.

/// Learns byte-level BPE: again and again the most frequent pair of adjacent tokens becomes a token.
///
/// Merge for merge what Hugging Face's `BpeTrainer` (ties: `.hf`) and rustbpe (ties: `.bytes`) learn from the same words.
public struct BPETrainer: Sendable {
  /// Which of two equally frequent pairs comes first: always the smaller pair of ids, but ids of single bytes differ.
  public enum Tie: String, Sendable {
    /// Bytes in the order of GPT-2's printable alphabet, which is Hugging Face's.
    case hf
    /// Bytes in the order of their values.
    case bytes
  }

  /// Number of ids to end with: 256 bytes, merges, added tokens. Fewer when the words do not yield so many.
  public var vocabularySize: Int
  public var tie = Tie.hf
  /// Pairs that occur more rarely are not merged.
  public var minimumCount: UInt64 = 1
  /// Longer tokens are not made; 0 for no limit. Hugging Face's `max_token_length` is the first length that is not made.
  public var maximumTokenByteCount = 0
  /// Control tokens, which get the last ids, in this order.
  public var addedTokens: [String] = []
  /// Called after every hundredth merge with the number of merges made and wanted; false ends training early.
  public var progress: (@Sendable (Int, Int) -> Bool)?

  public init(vocabularySize: Int) { self.vocabularySize = vocabularySize }

  /// - Throws: `invalidArgument` for a vocabulary size that has no room for bytes and added tokens or is too large,
  ///   `limitExceeded` when the different words have 2³² bytes or more.
  public func train(_ words: WordCounter) throws(TokenizationError) -> BPEModel {
    guard vocabularySize >= 256 + addedTokens.count, vocabularySize <= TokenList.idLimit else {
      throw TokenizationError(
        .invalidArgument,
        "a vocabulary of \(vocabularySize) is out of range: it has 256 bytes and \(addedTokens.count) added tokens, "
          + "and at most \(TokenList.idLimit) ids")
    }
    let order = tie == .hf ? ByteAlphabet.bytesInOrder : Array(0...255)
    var tokens = TokenList(bytesInOrder: order)
    var byteTokens = [UInt32](repeating: 0, count: 256)
    for (id, byte) in order.enumerated() { byteTokens[Int(byte)] = UInt32(id) }
    let mergeCount = vocabularySize - 256 - addedTokens.count
    let learner = try MergeLearner(words, tokens: tokens) { word, units in
      units.removeAll()
      for byte in word { units.append(byteTokens[Int(byte)]) }
    }
    let merges = learner.learn(
      mergeCount, minimumCount: minimumCount, maximumTokenByteCount: maximumTokenByteCount, tokens: &tokens,
      progress: progress)
    var added: [BPEModel.AddedToken] = []
    for (index, content) in addedTokens.enumerated() {
      added.append(BPEModel.AddedToken(content: content, id: UInt32(tokens.count + index)))
    }
    return BPEModel(
      tokens: tokens, merges: merges, pattern: words.pattern, addedTokens: added, normalization: words.normalization)
  }
}
