// A tokenizer whose vocabulary is pieces of text instead of bytes, ready to run.

/// Encodes text to token ids and back, exactly as SentencePiece does with the same `.model`, or Hugging Face's tokenizers
/// with a `tokenizer.json` of that kind (Llama 2, Mistral, Gemma).
///
/// Immutable and shared by all threads; each thread encodes with a `PieceWorkspace` of its own. Bytes that are not UTF-8
/// become their byte pieces where the vocabulary has them, so that they come back; without byte pieces they become
/// U+FFFD, as in SentencePiece.
public final class SentencePieceTokenizer: Sendable {
  /// Where the vocabulary comes from, as data.
  public enum Source: Sendable, Equatable {
    case sentencePiece(SentencePieceModel)
    case huggingFace(HuggingFacePieceModel)
  }

  public let source: Source
  let tables: PieceTables
  let normalizer: PieceNormalizer
  let surfaces: PieceSurfaces
  /// Added tokens that are taken out of the text before it is normalised; their values are ids.
  let sections: PrefixTrie?
  /// The dummy prefix is put in front of the text only, not behind a section.
  let prefixesOnlyStart: Bool

  /// - Throws: `inconsistent` when pieces contradict each other, `unsupported` for models that are not BPE.
  public init(_ model: SentencePieceModel) throws(TokenizationError) {
    try model.validate()
    source = .sentencePiece(model)
    let vocabulary = try PieceVocabulary(model)
    tables = try PieceTables(vocabulary)
    normalizer = try Self.normalizer(vocabulary)
    surfaces = PieceSurfaces(model)
    sections = nil
    prefixesOnlyStart = false
  }

  /// - Throws: `inconsistent` when merges and vocabulary contradict each other.
  public init(_ model: HuggingFacePieceModel) throws(TokenizationError) {
    source = .huggingFace(model)
    let vocabulary = try PieceVocabulary(model)
    tables = try PieceTables(vocabulary)
    normalizer = try Self.normalizer(vocabulary)
    surfaces = PieceSurfaces(model)
    prefixesOnlyStart = model.prefixesOnlyStart
    let taken = model.addedTokens.filter { !$0.isSpecial }
    if taken.isEmpty {
      sections = nil
    } else {
      let trie = PrefixTrie()
      for token in taken { try trie.insert(token.content.utf8, value: token.id) }
      sections = trie
    }
  }

  private static func normalizer(_ vocabulary: PieceVocabulary) throws(TokenizationError) -> PieceNormalizer {
    var literals: PrefixTrie?
    if !vocabulary.rawLiterals.isEmpty {
      let trie = PrefixTrie()
      for text in vocabulary.rawLiterals { try trie.insert(text, value: 0) }
      literals = trie
    }
    return PieceNormalizer(
      rules: vocabulary.normalization, literals: literals, keepsInvalidBytes: vocabulary.byteIDs != nil)
  }

  /// One more than the highest id.
  public var vocabularySize: Int { surfaces.count }

  /// The id of a control token such as `</s>`.
  public func id(ofAddedToken content: String) -> UInt32? { surfaces.controls.first { $0.content == content }?.id }

  /// Control tokens, in the order of their ids.
  public var addedTokens: [BPEModel.AddedToken] { surfaces.controls }

  /// The bytes that a token stands for inside a text, with a space for `▁`; of a control token its name; empty for an id
  /// without one.
  public func bytes(of id: UInt32) -> [UInt8] { surfaces.bytes(of: id) }

  /// The text that decoding gives back of `text`: `text` itself, but for `▁`, which is a space to these vocabularies.
  /// Nil when the vocabulary does not keep text as it is.
  public func decodedText(of text: [UInt8]) -> [UInt8]? {
    guard normalizer.rules.isReversible, tables.byteIDs != nil, tables.literals == nil, sections == nil else {
      return nil
    }
    guard normalizer.rules.escapesSpaces else { return text }
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    var plain = PieceNormalization()
    plain.escapesSpaces = true
    let copier = PieceNormalizer(rules: plain, literals: nil, keepsInvalidBytes: true)
    text.withUnsafeBufferPointer { copier.normalize($0, into: &result) }
    return result
  }
}
