// One type for all tokenizers, so that whoever encodes need not ask which kind it is.

/// A tokenizer of any kind, ready to run. Which one it is, is asked once a document.
public enum Tokenizer: Sendable {
  /// Byte-level BPE: GPT-2, tiktoken, Llama 3, Qwen and their like.
  case bytePairs(BPETokenizer)
  /// Pieces over characters: SentencePiece's BPE models, Llama 2, Mistral, Gemma.
  case pieces(SentencePieceTokenizer)
  /// WordPiece: BERT.
  case wordPiece(WordPieceTokenizer)

  /// Scratch memory for encoding. Make one per thread and use it for many documents.
  ///
  /// A workspace that is used with another tokenizer than before starts anew.
  public final class Workspace {
    fileprivate lazy var bytePairs = EncodeWorkspace()
    fileprivate lazy var pieces = PieceWorkspace()

    public init() {}
  }

  /// Appends the ids of `bytes` to `ids`.
  @inline(__always)
  public func encode(_ bytes: UnsafeBufferPointer<UInt8>, into ids: inout [UInt32], using workspace: Workspace) {
    switch self {
    case .bytePairs(let tokenizer): tokenizer.encode(bytes, into: &ids, using: workspace.bytePairs)
    case .pieces(let tokenizer): tokenizer.encode(bytes, into: &ids, using: workspace.pieces)
    case .wordPiece(let tokenizer): tokenizer.encode(bytes, into: &ids, using: workspace.pieces)
    }
  }

  /// The same for bytes that may not be UTF-8, and with special tokens looked for where that is asked.
  ///
  /// - Throws: `malformed` with the offset of the first byte that is not UTF-8, with `invalid` as `error`; `unsupported`
  ///   for special tokens that are to be recognised by a tokenizer that is not byte-level BPE.
  public func encode(
    _ bytes: UnsafeBufferPointer<UInt8>, into ids: inout [UInt32], using workspace: Workspace,
    specialTokens: SpecialTokens, invalid: InvalidUTF8
  ) throws(TokenizationError) {
    if case .bytePairs(let tokenizer) = self {
      return try tokenizer.encode(
        bytes, into: &ids, using: workspace.bytePairs, specialTokens: specialTokens, invalid: invalid)
    }
    guard specialTokens == .text else {
      throw TokenizationError(.unsupported, "special tokens are looked for in text by byte-level BPE only")
    }
    try invalid.withText(of: bytes) { encode($0, into: &ids, using: workspace) }
  }

  /// The ids of a text, with a workspace made for this one call: for few and short texts.
  public func encode(_ text: String) -> [UInt32] {
    var ids: [UInt32] = []
    var text = text
    text.withUTF8 { encode($0, into: &ids, using: Workspace()) }
    return ids
  }

  /// Appends the text of the tokens to `bytes`. Ids that have no token add nothing.
  public func decode(_ ids: UnsafeBufferPointer<UInt32>, into bytes: inout [UInt8]) {
    switch self {
    case .bytePairs(let tokenizer): tokenizer.decode(ids, into: &bytes)
    case .pieces(let tokenizer): tokenizer.decode(ids, into: &bytes)
    case .wordPiece(let tokenizer): tokenizer.decode(ids, into: &bytes)
    }
  }

  /// The text of the tokens.
  public func decode(_ ids: [UInt32]) -> [UInt8] {
    var bytes: [UInt8] = []
    ids.withUnsafeBufferPointer { decode($0, into: &bytes) }
    return bytes
  }

  /// One more than the highest id, added tokens included.
  public var vocabularySize: Int {
    switch self {
    case .bytePairs(let tokenizer): tokenizer.vocabularySize
    case .pieces(let tokenizer): tokenizer.vocabularySize
    case .wordPiece(let tokenizer): tokenizer.vocabularySize
    }
  }

  /// Control tokens, and what else was added to the vocabulary.
  public var addedTokens: [BPEModel.AddedToken] {
    switch self {
    case .bytePairs(let tokenizer): tokenizer.model.addedTokens
    case .pieces(let tokenizer): tokenizer.addedTokens
    case .wordPiece(let tokenizer): tokenizer.model.addedTokens
    }
  }

  /// The id of an added token, for example of `<|endoftext|>`.
  public func id(ofAddedToken content: String) -> UInt32? {
    switch self {
    case .bytePairs(let tokenizer): tokenizer.id(ofAddedToken: content)
    case .pieces(let tokenizer): tokenizer.id(ofAddedToken: content)
    case .wordPiece(let tokenizer): tokenizer.id(ofAddedToken: content)
    }
  }

  /// The bytes that a token stands for inside a text, of an added token its name; empty for an id without one.
  public func bytes(of id: UInt32) -> [UInt8] {
    switch self {
    case .bytePairs(let tokenizer): tokenizer.bytes(of: id)
    case .pieces(let tokenizer): tokenizer.bytes(of: id)
    case .wordPiece(let tokenizer): tokenizer.bytes(of: id)
    }
  }

  /// What decoding the ids of `text` must give; nil when the tokenizer forgets what makes the difference (WordPiece, and
  /// pieces whose normaliser changes text).
  public func decodedText(of text: [UInt8]) -> [UInt8]? {
    switch self {
    case .bytePairs(let tokenizer): tokenizer.decodedText(of: text)
    case .pieces(let tokenizer): tokenizer.decodedText(of: text)
    case .wordPiece: nil
    }
  }
}
