// What inspection shows of each kind of tokenizer.

import Tokenization

/// A vocabulary in the terms of `TokenizerInspection`.
struct InspectedVocabulary {
  let type: String
  /// By id, of what text is encoded to; empty for other ids.
  let texts: [ArraySlice<UInt8>]
  var merges = 0
  var pattern: SplitPattern?
  let normalization: String
  var takesWholeWords = false

  init(_ tokenizer: Tokenizer) {
    switch tokenizer {
    case .bytePairs(let tokenizer):
      let model = tokenizer.model
      type = "byte-level BPE"
      texts = (0..<model.tokens.count).map { model.tokens[$0] }
      merges = model.merges.count
      pattern = model.pattern
      normalization = model.normalization.rawValue
      takesWholeWords = model.ignoresMergesForWholeWords
    case .pieces(let tokenizer):
      let controls = Set(tokenizer.addedTokens.map(\.id))
      texts = (0..<UInt32(truncatingIfNeeded: tokenizer.vocabularySize)).map {
        controls.contains($0) ? [] : tokenizer.bytes(of: $0)[...]
      }
      switch tokenizer.source {
      case .sentencePiece(let model):
        type = "SentencePiece BPE" + (model.fallsBackToBytes ? ", other characters as bytes" : "")
        normalization = Self.describe(model.normalization)
      case .huggingFace(let model):
        type = "BPE over characters" + (model.byteIDs != nil ? ", other characters as bytes" : "")
        merges = model.merges.count
        normalization = Self.describe(model.normalization)
      }
    case .wordPiece(let tokenizer):
      let model = tokenizer.model
      type = "WordPiece"
      let controls = Set(model.addedTokens.map { Int($0.id) })
      texts = (0..<model.tokens.count).map { controls.contains($0) ? [] : model.tokens[$0] }
      normalization = model.normalizer.lowercases ? "BERT, lower case" : "BERT, case kept"
    }
  }

  private static func describe(_ rules: PieceNormalization) -> String {
    var parts: [String] = []
    if rules.charsMap != nil { parts.append("characters replaced") }
    if rules.removesExtraSpaces { parts.append("extra spaces removed") }
    if rules.addsDummyPrefix {
      parts.append(rules.treatsSpaceAsSuffix ? "a space added behind" : "a space added in front")
    }
    return parts.isEmpty ? "none" : parts.joined(separator: ", ")
  }
}
