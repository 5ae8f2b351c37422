// The report on tokenizers over one corpus: what each makes of it, and where one does worse than the first.

/// Several tokenizers on the same documents. The first one is what the others are compared with.
public struct TokenizerReport: Sendable, Codable {
  /// A tokenizer, and what it makes of the whole corpus.
  public struct Side: Sendable, Codable {
    public var name: String
    /// One more than the highest id.
    public var vocabularySize: Int
    /// Tokens that text can become: ids without the control tokens and without those that name nothing.
    public var textTokens: Int
    /// Those of them that no text becomes; nil where that is not known of the tokenizer's kind.
    public var unreachableTokens: Int?
    /// Those of them that no document of the corpus became.
    public var unusedTokens: Int
    public var counts = TokenizationCounts()
    /// Documents with more, and with as many tokens as by the first tokenizer; and those with the same ids.
    public var longerDocuments = 0
    public var equallyLongDocuments = 0
    public var unchangedDocuments = 0
    /// The documents that became longest, against the first tokenizer.
    public var regressions: [Regression] = []
    /// Documents by their bytes per token, in the bins of the report.
    public var documentsByBytesPerToken: [Int] = []
    /// Tokens of the corpus by their length in bytes, from 0; the last one is of all longer ones.
    public var tokensByLength: [Int] = []

    public init(name: String, vocabularySize: Int, textTokens: Int, unreachableTokens: Int?, unusedTokens: Int = 0) {
      self.name = name
      self.vocabularySize = vocabularySize
      self.textTokens = textTokens
      self.unreachableTokens = unreachableTokens
      self.unusedTokens = unusedTokens
    }
  }

  /// A part of the corpus, with the counts of all sides.
  public struct Part: Sendable, Codable {
    /// The name of a corpus, or of a script.
    public var name: String
    /// 0 for scripts, which share documents.
    public var documents: Int
    /// In the order of the sides.
    public var counts: [TokenizationCounts]

    public init(name: String, documents: Int = 0, counts: [TokenizationCounts]) {
      self.name = name
      self.documents = documents
      self.counts = counts
    }

    /// Fertility by one side; nil for characters of no script of their own, of which few are in words.
    func tokensPerWord(_ side: Int) -> Double? {
      ["common", "inherited", "unknown"].contains(name) ? nil : counts[side].tokensPerWord
    }

    /// False for a script whose characters are always a part of others' tokens.
    var hasTokens: Bool { counts.contains { $0.tokens > 0 } }
  }

  /// A document that has more tokens than by the first tokenizer.
  public struct Regression: Sendable, Codable, Equatable {
    public var document: String
    public var file: String
    /// Offset of the document's line in the decompressed file.
    public var fileOffset: Int
    /// Tokens by the first tokenizer, and by this one.
    public var tokensBefore: Int
    public var tokens: Int
    /// The line of the text that became longest: where it begins in the text, and its beginning.
    public var textOffset: Int
    public var excerpt: String

    public init(
      document: String, file: String, fileOffset: Int, tokensBefore: Int, tokens: Int, textOffset: Int, excerpt: String
    ) {
      self.document = document
      self.file = file
      self.fileOffset = fileOffset
      self.tokensBefore = tokensBefore
      self.tokens = tokens
      self.textOffset = textOffset
      self.excerpt = excerpt
    }
  }

  /// What an extension did; only in its report.
  public struct Extension: Sendable, Codable {
    public var addedTokens: Int
    /// New tokens that the corpus makes use of.
    public var usedNewTokens: Int
    public var removedTokens: Int
    public var paddingTokens: Int

    public init(addedTokens: Int, usedNewTokens: Int, removedTokens: Int, paddingTokens: Int) {
      self.addedTokens = addedTokens
      self.usedNewTokens = usedNewTokens
      self.removedTokens = removedTokens
      self.paddingTokens = paddingTokens
    }
  }

  public var documents = 0
  public var textBytes = 0
  public var characters = 0
  public var words = 0
  public var sides: [Side] = []
  /// By the names that the corpora were given.
  public var corpora: [Part] = []
  /// Scripts of the corpus, the most frequent first.
  public var scripts: [Part] = []
  /// Where the bins of `documentsByBytesPerToken` begin.
  public var bytesPerTokenBins: [Double] = TokenizerReport.bins
  public var `extension`: Extension?

  /// Steps of a quarter of a byte up to ten.
  public static let bins = (0...40).map { Double($0) / 4 }

  public init() {}

  /// The bin of a document.
  public static func bin(bytes: Int, tokens: Int) -> Int {
    tokens == 0 ? 0 : min(bins.count - 1, 4 * bytes / tokens)
  }
}
