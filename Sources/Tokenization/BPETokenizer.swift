// A byte-level BPE tokenizer, ready to run.

/// Encodes text to token ids and back, exactly as tiktoken and Hugging Face's tokenizers do with the same vocabulary.
///
/// Immutable and shared by all threads; each thread encodes with an `EncodeWorkspace` of its own. Any bytes can be
/// encoded, valid UTF-8 or not, and decoding gives back the same bytes.
public final class BPETokenizer: Sendable {
  /// The vocabulary as data.
  public let model: BPEModel
  let merges: MergeModel
  let index: TokenIndex
  /// Of the added tokens those that are looked for in text as it is, and those in normalised text.
  let plainAddedTokens: AddedTokenFinder?
  let normalizedAddedTokens: AddedTokenFinder?

  /// - Throws: `inconsistent` when a byte has no token, or a merge names what does not exist.
  public init(_ model: BPEModel) throws(TokenizationError) {
    try model.validate()
    self.model = model
    merges = try MergeModel(model)
    index = TokenIndex(model.tokens)
    plainAddedTokens = try AddedTokenFinder(model.addedTokens.filter { !$0.isNormalized }, normalizedTo: nil)
    normalizedAddedTokens = try AddedTokenFinder(
      model.addedTokens.filter(\.isNormalized), normalizedTo: model.normalization.form)
  }

  /// One more than the highest id, added tokens included.
  public var vocabularySize: Int { model.vocabularySize }

  /// The id of an added token, for example of `<|endoftext|>`.
  public func id(ofAddedToken content: String) -> UInt32? {
    model.addedTokens.first { $0.content == content }?.id
  }

  /// The bytes of a token, added tokens included; empty for an id without one.
  public func bytes(of id: UInt32) -> [UInt8] {
    if let added = model.addedTokens.first(where: { $0.id == id }) { return Array(added.content.utf8) }
    return Array(model.tokens[Int(id)])
  }
}
