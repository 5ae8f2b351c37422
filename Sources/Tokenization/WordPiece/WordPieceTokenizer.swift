// WordPiece, ready to run: the longest token first, from left to right.

/// Encodes text to token ids as BERT's tokenizer and Hugging Face's library do with the same vocabulary.
///
/// Immutable and shared by all threads; each thread encodes with a `PieceWorkspace` of its own. WordPiece forgets white
/// space, and with most vocabularies case and accents: text does not come back from its ids as it was.
public final class WordPieceTokenizer: Sendable {
  /// The vocabulary as data.
  public let model: WordPieceModel
  /// Tokens by their text, and those that go on inside a word by their text without the prefix.
  let initial: PrefixTrie
  let continuing: PrefixTrie
  private let surfaces: TokenList
  private let isContinuing: [Bool]

  /// - Throws: `invalidArgument` for a limit of word lengths that is out of range, `inconsistent` without unknown token.
  public init(_ model: WordPieceModel) throws(TokenizationError) {
    guard (1...WordPieceModel.longestWord).contains(model.maximumWordLength) else {
      throw TokenizationError(
        .limitExceeded,
        "max_input_chars_per_word is \(model.maximumWordLength), and may be 1 to \(WordPieceModel.longestWord)")
    }
    guard Int(model.unknownID) < model.tokens.count, !model.tokens[Int(model.unknownID)].isEmpty else {
      throw TokenizationError(.inconsistent, "the vocabulary has no token for unknown words")
    }
    self.model = model
    initial = PrefixTrie(byteCount: model.tokens.bytes.count)
    continuing = PrefixTrie(byteCount: model.tokens.bytes.count)
    let prefix = Array(model.continuingPrefix.utf8)
    var surfaces = TokenList()
    var isContinuing: [Bool] = []
    for id in 0..<model.tokens.count {
      let text = model.tokens[id]
      let continues = text.count > prefix.count && text.starts(with: prefix)
      surfaces.append(continues ? text.dropFirst(prefix.count) : text)
      isContinuing.append(continues)
      if !text.isEmpty { try initial.insert(text, value: UInt32(id)) }
      if continues { try continuing.insert(text.dropFirst(prefix.count), value: UInt32(id)) }
    }
    self.surfaces = surfaces
    self.isContinuing = isContinuing
  }

  /// One more than the highest id, added tokens included.
  public var vocabularySize: Int { model.vocabularySize }

  /// The id of a control token, for example of `[SEP]`.
  public func id(ofAddedToken content: String) -> UInt32? {
    model.addedTokens.first { $0.content == content }?.id
  }

  /// The text of a token without the mark of those that continue a word; empty for an id without one.
  public func bytes(of id: UInt32) -> [UInt8] {
    if let added = model.addedTokens.first(where: { $0.id == id }) { return Array(added.content.utf8) }
    return Array(surfaces[Int(id)])
  }

  /// Appends the text of the tokens to `bytes`: words with a space between them.
  public func decode(_ ids: UnsafeBufferPointer<UInt32>, into bytes: inout [UInt8]) {
    var isFirst = true
    for id in ids {
      let text = self.bytes(of: id)
      if text.isEmpty { continue }
      let continues = Int(id) < isContinuing.count && isContinuing[Int(id)]
      if !isFirst && !continues { bytes.append(0x20) }
      isFirst = false
      bytes += text
    }
  }

  /// The text of the tokens.
  public func decode(_ ids: [UInt32]) -> [UInt8] {
    var bytes: [UInt8] = []
    ids.withUnsafeBufferPointer { decode($0, into: &bytes) }
    return bytes
  }
}
