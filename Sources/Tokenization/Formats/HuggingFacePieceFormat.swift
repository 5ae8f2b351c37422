// tokenizer.json of piece vocabularies, read.

import Corpus

/// Reads and writes `tokenizer.json` in the manner of Llama 2.
public enum HuggingFacePieceFormat {
  private enum Field: Int, CaseIterable {
    case vocab, merges, ignoreMerges, byteFallback, fuseUnknown, unknown, prefix, suffix
    case addedTokens, normalizer, preTokenizer

    var path: String {
      switch self {
      case .vocab: "model.vocab"
      case .merges: "model.merges"
      case .ignoreMerges: "model.ignore_merges"
      case .byteFallback: "model.byte_fallback"
      case .fuseUnknown: "model.fuse_unk"
      case .unknown: "model.unk_token"
      case .prefix: "model.continuing_subword_prefix"
      case .suffix: "model.end_of_word_suffix"
      case .addedTokens: "added_tokens"
      case .normalizer: "normalizer"
      case .preTokenizer: "pre_tokenizer"
      }
    }
  }

  /// The vocabulary of a `tokenizer.json`.
  ///
  /// - Throws: `malformed` with an offset, `unsupported` for normalisers and pre-tokenisers beyond those of such files,
  ///   `inconsistent` when merges name unknown tokens, or bytes are missing.
  public static func parse(_ bytes: [UInt8], path: String = "") throws(TokenizationError) -> HuggingFacePieceModel {
    try bytes.withUnsafeBufferPointer { text throws(TokenizationError) in
      do throws(TokenizationError) {
        return try parse(text, path: path)
      } catch {
        throw TokenizationError(
          error.code, error.message, path: error.path.isEmpty ? path : error.path, offset: error.offset)
      }
    }
  }

  private static func parse(
    _ text: UnsafeBufferPointer<UInt8>, path: String
  ) throws(TokenizationError) -> HuggingFacePieceModel {
    var scanner = JSONLineScanner(fields: Field.allCases.map(\.path))
    do {
      try scanner.scan(text)
    } catch {
      throw TokenizationError(.malformed, error.message, path: path, offset: error.offset)
    }
    func span(_ field: Field) -> JSONSpan? { scanner[field.rawValue] }
    func value(_ field: Field) throws(TokenizationError) -> JSONValue {
      guard let span = span(field) else { return .null }
      do {
        return try JSONValue(parsing: UnsafeBufferPointer(rebasing: text[JSONText.range(of: span)]))
      } catch {
        throw TokenizationError(.malformed, error.message, path: path, offset: span.start + error.offset)
      }
    }
    for field in [Field.prefix, .suffix] {
      if let found = span(field), found.kind == .string, found.byteCount > 0 {
        throw TokenizationError(.unsupported, "\(field.path) is not empty", path: path, offset: found.start)
      }
    }
    if let found = span(.ignoreMerges), found.kind == .true {
      throw TokenizationError(
        .unsupported, "ignore_merges is set, which is not supported together with byte_fallback", path: path,
        offset: found.start)
    }
    guard let vocab = span(.vocab), vocab.kind == .object, let merges = span(.merges), merges.kind == .array else {
      throw TokenizationError(.malformed, "there is no model.vocab object with a model.merges array", path: path)
    }
    var vocabulary = VocabularyReader(path: path, meaning: .text)
    try vocabulary.readVocabulary(vocab, in: text, addedTokens: [])
    let (tokens, index) = try vocabulary.tokens()
    var reader = MergeReader(path: path, index: index, meaning: .text)
    try reader.append(array: merges, in: text)
    var model = HuggingFacePieceModel(
      tokens: tokens, merges: reader.merges, normalization: PieceNormalization(), byteIDs: nil, unknownID: nil,
      fusesUnknown: span(.fuseUnknown)?.kind == .true)
    if span(.byteFallback)?.kind == .true { model.byteIDs = try HuggingFacePieceModel.byteIDs(index) }
    if case .string(let name) = try value(.unknown) {
      var name = name
      model.unknownID = name.withUTF8 { name in name.baseAddress.flatMap { index.id(of: $0, count: name.count) } }
      if model.unknownID == nil {
        throw TokenizationError(.inconsistent, "the unknown token “\(name)” is not in the vocabulary", path: path)
      }
    }
    model.addedTokens = try addedTokens(value(.addedTokens), path: path, offset: span(.addedTokens)?.start)
    try read(
      normalizer: value(.normalizer), preTokenizer: value(.preTokenizer), into: &model, path: path,
      offset: span(.normalizer)?.start)
    return model
  }

  private static func addedTokens(
    _ list: JSONValue, path: String, offset: Int?
  ) throws(TokenizationError) -> [BPEModel.AddedToken] {
    var tokens: [BPEModel.AddedToken] = []
    for element in list.array ?? [] {
      guard let id = element["id"]?.int, let content = element["content"]?.string, id >= 0, id < TokenList.idLimit,
        !content.isEmpty
      else {
        throw TokenizationError(
          .malformed, "an added token needs content, and an id below \(TokenList.idLimit)", path: path, offset: offset)
      }
      let isSpecial = element["special"]?.bool ?? false
      let flags = ["normalized", "single_word", "lstrip", "rstrip"].filter { element[$0]?.bool ?? false }
      if !isSpecial, let flag = flags.first {
        throw TokenizationError(
          .unsupported, "the added token “\(content)” is to be found in text with \(flag), which is not supported here",
          path: path, offset: offset)
      }
      tokens.append(BPEModel.AddedToken(content: content, id: UInt32(id), isSpecial: isSpecial))
    }
    return tokens
  }

  /// Reads what is done to text: `▁` for spaces and in front, by normalisers or by the pre-tokeniser `Metaspace`.
  private static func read(
    normalizer: JSONValue, preTokenizer: JSONValue, into model: inout HuggingFacePieceModel, path: String, offset: Int?
  ) throws(TokenizationError) {
    func refuse(_ step: JSONValue, _ what: String) -> TokenizationError {
      TokenizationError(
        .unsupported, "the \(what) “\(step["type"]?.string ?? "")” is not supported in a vocabulary of pieces",
        path: path, offset: offset)
    }
    model.normalization.escapesSpaces = false
    let steps = normalizer["type"]?.string == "Sequence" ? normalizer["normalizers"]?.array ?? [] : [normalizer]
    for step in steps where !step.isNull {
      switch step["type"]?.string {
      case "Prepend" where step["prepend"]?.string == "▁": model.normalization.addsDummyPrefix = true
      case "Replace" where step["pattern"]?["String"]?.string == " " && step["content"]?.string == "▁":
        model.normalization.escapesSpaces = true
      default: throw refuse(step, "normaliser")
      }
    }
    if model.normalization.addsDummyPrefix && !model.normalization.escapesSpaces {
      throw refuse(normalizer, "normaliser without a replacement of spaces")
    }
    let parts = preTokenizer["type"]?.string == "Sequence" ? preTokenizer["pretokenizers"]?.array ?? [] : [preTokenizer]
    for step in parts where !step.isNull {
      switch step["type"]?.string {
      case "Metaspace" where step["replacement"]?.string ?? "▁" == "▁":
        let scheme = step["prepend_scheme"]?.string ?? (step["add_prefix_space"]?.bool == false ? "never" : "always")
        model.normalization.escapesSpaces = true
        if scheme != "never" {
          // What a normaliser put there already is not put there again.
          if !model.normalization.addsDummyPrefix { model.normalization.prefix = .unlessPresent }
          model.normalization.addsDummyPrefix = true
          model.prefixesOnlyStart = scheme == "first"
        }
        model.cutsBeforeSpaces = step["split"]?.bool ?? true
      case "Split"
      where step["pattern"]?["String"]?.string == " " && model.normalization.escapesSpaces:
        // No space is left to split at.
        break
      default: throw refuse(step, "pre-tokeniser")
      }
    }
  }
}

extension JSONText {
  /// The bytes of a value with the quotation marks of a string.
  static func range(of span: JSONSpan) -> Range<Int> {
    span.kind == .string ? span.start - 1..<span.end + 1 : span.start..<span.end
  }
}
