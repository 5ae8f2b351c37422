// A tokenizer.json whose BPE works on characters instead of bytes, as data.

/// The vocabulary of a `tokenizer.json` in the manner of Llama 2: merges of characters by rank, single bytes as
/// `<0x00>` to `<0xFF>`, spaces as `▁`.
public struct HuggingFacePieceModel: Sendable, Equatable {
  /// Texts by id, with `▁` for a space where `normalization.escapesSpaces`.
  public var tokens: TokenList
  /// In the order of their priority, the first one first.
  public var merges: [BPEModel.Merge]
  /// Control tokens, and text that is taken as a whole before anything else (those that are not special).
  public var addedTokens: [BPEModel.AddedToken]
  public var normalization: PieceNormalization
  /// The prefix is put in front of the text as a whole only, not of what follows an added token.
  public var prefixesOnlyStart: Bool
  /// A space begins a pre-token.
  public var cutsBeforeSpaces: Bool
  /// The ids of the 256 bytes; nil when characters without a token are `unknownID`.
  public var byteIDs: [UInt32]?
  public var unknownID: UInt32?
  public var fusesUnknown: Bool

  public init(
    tokens: TokenList, merges: [BPEModel.Merge], addedTokens: [BPEModel.AddedToken] = [],
    normalization: PieceNormalization, prefixesOnlyStart: Bool = false, cutsBeforeSpaces: Bool = false,
    byteIDs: [UInt32]?, unknownID: UInt32?, fusesUnknown: Bool
  ) {
    self.tokens = tokens
    self.merges = merges
    self.addedTokens = addedTokens
    self.normalization = normalization
    self.prefixesOnlyStart = prefixesOnlyStart
    self.cutsBeforeSpaces = cutsBeforeSpaces
    self.byteIDs = byteIDs
    self.unknownID = unknownID
    self.fusesUnknown = fusesUnknown
  }

  /// One more than the highest id, added tokens included.
  public var vocabularySize: Int { addedTokens.reduce(tokens.count) { max($0, Int($1.id) + 1) } }

  /// The ids of the 256 byte tokens.
  ///
  /// - Returns: nil when there are none at all.
  /// - Throws: `inconsistent` when there are some, but not all.
  static func byteIDs(_ index: TokenIndex) throws(TokenizationError) -> [UInt32]? {
    let found = (0...255).map { byte in
      SentencePieceModel.name(ofByte: UInt8(byte)).withUnsafeBufferPointer { name in
        name.baseAddress.flatMap { index.id(of: $0, count: name.count) }
      }
    }
    if found.allSatisfy({ $0 == nil }) { return nil }
    if let missing = found.firstIndex(of: nil) {
      throw TokenizationError(.inconsistent, "byte_fallback is set, but the byte \(missing) has no token")
    }
    return found.compactMap { $0 }
  }
}

extension PieceVocabulary {
  /// The vocabulary of a `tokenizer.json`: merges by rank, of symbols that all are tokens.
  ///
  /// - Throws: `inconsistent` when neither bytes nor an unknown token stand for other characters, `unsupported` when
  ///   byte tokens are merged.
  init(_ model: HuggingFacePieceModel) throws(TokenizationError) {
    guard model.byteIDs != nil || model.unknownID != nil else {
      throw TokenizationError(
        .inconsistent, "there are neither byte tokens nor an unknown token: characters without a token would be lost")
    }
    normalization = model.normalization
    byteIDs = model.byteIDs
    unknownID = model.unknownID
    fusesUnknown = model.fusesUnknown
    cutsBeforeSpaces = model.cutsBeforeSpaces
    let count = model.tokens.count
    var isByte = [Bool](repeating: false, count: count)
    for id in model.byteIDs ?? [] { isByte[Int(id)] = true }
    var isMerged = [Bool](repeating: false, count: count)
    for (rank, merge) in model.merges.enumerated() {
      if isByte[Int(merge.left)] || isByte[Int(merge.right)] {
        throw TokenizationError(.unsupported, "merge \(rank) joins the token of a byte, which Sluice does not do")
      }
      isMerged[Int(merge.result)] = true
      merges.append(Merge(left: merge.left, right: merge.right, result: merge.result, rank: UInt32(rank)))
    }
    for id in 0..<count {
      symbols.append(Symbol(id: model.tokens[id].isEmpty ? nil : UInt32(id)))
      let text = Self.internalText(Array(model.tokens[id]), escapesSpaces: normalization.escapesSpaces) ?? []
      // Other tokens of several characters never come about, and say nothing about what stands side by side.
      let isCharacter = PlainText.isOneCharacter(text)
      texts.append(isMerged[id] || isCharacter ? text : [])
    }
    _ = addCharacters()
    // A character that only stands in other tokens has none: it is unknown before merging begins.
    characters.removeAll { $0.symbol >= count }
  }
}
