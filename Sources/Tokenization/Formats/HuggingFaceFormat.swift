// Hugging Face's tokenizer.json, read.

import Corpus

/// Reads and writes `tokenizer.json` of byte-level BPE tokenizers.
public enum HuggingFaceFormat {
  /// The vocabulary of a `tokenizer.json`.
  ///
  /// - Parameter pattern: the split pattern, for files whose pre-tokeniser is not one of the known ones.
  /// - Throws: `malformed` with an offset, `unsupported` for models, normalisers or pre-tokenisers that are not known,
  ///   `inconsistent` when merges name unknown tokens.
  public static func parse(
    _ bytes: [UInt8], pattern: SplitPattern? = nil, path: String = ""
  ) throws(TokenizationError) -> BPEModel {
    try bytes.withUnsafeBufferPointer { text throws(TokenizationError) in
      try parse(text, pattern: pattern, path: path)
    }
  }

  private enum Field: Int, CaseIterable {
    case vocab, merges, type, ignoreMerges, byteFallback, prefix, suffix, addedTokens, normalizer, preTokenizer
    case postProcessor

    var path: String {
      switch self {
      case .vocab: "model.vocab"
      case .merges: "model.merges"
      case .type: "model.type"
      case .ignoreMerges: "model.ignore_merges"
      case .byteFallback: "model.byte_fallback"
      case .prefix: "model.continuing_subword_prefix"
      case .suffix: "model.end_of_word_suffix"
      case .addedTokens: "added_tokens"
      case .normalizer: "normalizer"
      case .preTokenizer: "pre_tokenizer"
      case .postProcessor: "post_processor"
      }
    }
  }

  private static func parse(
    _ text: UnsafeBufferPointer<UInt8>, pattern: SplitPattern?, path: String
  ) throws(TokenizationError) -> BPEModel {
    var scanner = JSONLineScanner(fields: Field.allCases.map(\.path))
    do {
      try scanner.scan(text)
    } catch {
      throw TokenizationError(.malformed, error.message, path: path, offset: error.offset)
    }
    func span(_ field: Field) -> JSONSpan? { scanner[field.rawValue] }

    try checkModel(text, type: span(.type), path: path)
    for field in [Field.prefix, .suffix] {
      if let value = span(field), value.kind == .string, value.byteCount > 0 {
        throw TokenizationError(
          .unsupported, "\(field.path) is not empty: this is no byte-level BPE", path: path, offset: value.start)
      }
    }
    if let value = span(.byteFallback), value.kind == .true {
      throw TokenizationError(
        .unsupported, "byte_fallback is set: this is a SentencePiece model, not byte-level BPE", path: path,
        offset: value.start)
    }
    guard let vocab = span(.vocab), vocab.kind == .object, let merges = span(.merges), merges.kind == .array else {
      throw TokenizationError(.malformed, "there is no model.vocab object with a model.merges array", path: path)
    }
    let addedTokens = try parseAddedTokens(span(.addedTokens), in: text, path: path)
    let normalization = try parseNormalizer(span(.normalizer), in: text, path: path)
    let known: SplitPattern
    if let pattern {
      known = pattern
    } else {
      known = try preTokenizerPattern(span(.preTokenizer), in: text, path: path)
    }

    var (tokens, found): (TokenList, [BPEModel.Merge])
    do throws(TokenizationError) {
      (tokens, found) = try read(vocab, merges, in: text, without: addedTokens, path: path)
    } catch {
      // A word of the vocabulary may be an added token, too, and the result of a merge.
      guard error.code == .inconsistent, !addedTokens.isEmpty else { throw error }
      (tokens, found) = try read(vocab, merges, in: text, without: [], path: path)
    }
    var model = BPEModel(
      tokens: tokens, merges: found, pattern: known, addedTokens: addedTokens,
      ignoresMergesForWholeWords: span(.ignoreMerges)?.kind == .true, normalization: normalization)
    if let span = span(.postProcessor), span.kind != .null {
      model.postProcessor = try value(span, in: text, path: path)
    }
    return model
  }

  /// The tokens and merges; names of added tokens stand for no bytes.
  private static func read(
    _ vocab: JSONSpan, _ merges: JSONSpan, in text: UnsafeBufferPointer<UInt8>,
    without addedTokens: [BPEModel.AddedToken], path: String
  ) throws(TokenizationError) -> (TokenList, [BPEModel.Merge]) {
    var vocabulary = VocabularyReader(path: path)
    try vocabulary.readVocabulary(vocab, in: text, addedTokens: addedTokens)
    let (tokens, index) = try vocabulary.tokens()
    var reader = MergeReader(path: path, index: index)
    try reader.append(array: merges, in: text)
    return (tokens, reader.merges)
  }

  private static func checkModel(
    _ text: UnsafeBufferPointer<UInt8>, type: JSONSpan?, path: String
  ) throws(TokenizationError) {
    guard let type, type.kind == .string else { return }
    let name = type.string(in: text)
    if name != "BPE" {
      throw TokenizationError(.unsupported, "the model is “\(name)”, not BPE", path: path, offset: type.start)
    }
  }

  private static func value(
    _ span: JSONSpan, in text: UnsafeBufferPointer<UInt8>, path: String
  ) throws(TokenizationError) -> JSONValue {
    do {
      return try JSONValue(parsing: UnsafeBufferPointer(rebasing: text[span.start..<span.end]))
    } catch {
      throw TokenizationError(.malformed, error.message, path: path, offset: span.start + error.offset)
    }
  }

  private static func parseAddedTokens(
    _ span: JSONSpan?, in text: UnsafeBufferPointer<UInt8>, path: String
  ) throws(TokenizationError) -> [BPEModel.AddedToken] {
    guard let span, span.kind != .null else { return [] }
    var tokens: [BPEModel.AddedToken] = []
    for element in try value(span, in: text, path: path).array ?? [] {
      guard let id = element["id"]?.int, let content = element["content"]?.string, id >= 0, id < TokenList.idLimit
      else {
        throw TokenizationError(
          .malformed, "an added token needs content, and an id below \(TokenList.idLimit)", path: path,
          offset: span.start)
      }
      let isSpecial = element["special"]?.bool ?? false
      tokens.append(
        BPEModel.AddedToken(
          content: content, id: UInt32(id), isSpecial: isSpecial, isSingleWord: element["single_word"]?.bool ?? false,
          stripsLeft: element["lstrip"]?.bool ?? false, stripsRight: element["rstrip"]?.bool ?? false,
          isNormalized: element["normalized"]?.bool ?? !isSpecial))
    }
    return tokens
  }

  private static func parseNormalizer(
    _ span: JSONSpan?, in text: UnsafeBufferPointer<UInt8>, path: String
  ) throws(TokenizationError) -> BPEModel.Normalization {
    guard let span, span.kind != .null else { return .none }
    var found = BPEModel.Normalization.none
    var left = [try value(span, in: text, path: path)]
    // Composing twice is composing once, and what was composed for compatibility is composed.
    while let step = left.popLast() {
      switch step["type"]?.string ?? "" {
      case "NFC": if found == .none { found = .nfc }
      case "NFKC": found = .nfkc
      case "Sequence": left += step["normalizers"]?.array ?? []
      case let type:
        throw TokenizationError(
          .unsupported,
          "the normaliser “\(type)” changes text in a way that ids do not give back (supported are NFC, and NFKC)",
          path: path, offset: span.start)
      }
    }
    return found
  }

  /// The pattern that a pre-tokeniser cuts by.
  private static func preTokenizerPattern(
    _ span: JSONSpan?, in text: UnsafeBufferPointer<UInt8>, path: String
  ) throws(TokenizationError) -> SplitPattern {
    guard let span, span.kind == .object else {
      throw TokenizationError(.unsupported, "there is no pre-tokeniser: name a split pattern", path: path)
    }
    do {
      return try HuggingFacePreTokenizer.pattern(value(span, in: text, path: path))
    } catch {
      throw TokenizationError(error.code, error.message, path: path, offset: span.start)
    }
  }
}
