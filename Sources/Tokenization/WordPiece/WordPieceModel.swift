// What a WordPiece vocabulary consists of.

/// A WordPiece vocabulary as plain data. `WordPieceTokenizer` is the same, ready to run.
public struct WordPieceModel: Sendable, Equatable {
  /// Texts by id; those that go on inside a word begin with `continuingPrefix`.
  public var tokens: TokenList
  /// The token of words that no tokens make up.
  public var unknownID: UInt32
  public var continuingPrefix: String
  /// Longer words, in characters, are unknown.
  public var maximumWordLength: Int
  public var normalizer: BertNormalizer
  /// Control tokens, such as `[CLS]`.
  public var addedTokens: [BPEModel.AddedToken]

  /// The names that BERT's control tokens have.
  public static let controlNames = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
  /// Files may ask for no longer words than this.
  static let longestWord = 10_000

  public init(
    tokens: TokenList, unknownID: UInt32, continuingPrefix: String = "##", maximumWordLength: Int = 100,
    normalizer: BertNormalizer = BertNormalizer(), addedTokens: [BPEModel.AddedToken] = []
  ) {
    self.tokens = tokens
    self.unknownID = unknownID
    self.continuingPrefix = continuingPrefix
    self.maximumWordLength = maximumWordLength
    self.normalizer = normalizer
    self.addedTokens = addedTokens
  }

  /// One more than the highest id, added tokens included.
  public var vocabularySize: Int { addedTokens.reduce(tokens.count) { max($0, Int($1.id) + 1) } }
}
