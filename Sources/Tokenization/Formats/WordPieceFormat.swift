// WordPiece vocabularies: BERT's vocab.txt, and Hugging Face's tokenizer.json.

import Corpus
import TextAnalysis

/// Reads and writes WordPiece vocabularies.
public enum WordPieceFormat {
  /// The vocabulary of a `vocab.txt`: a token a line, whose number is its id.
  ///
  /// The file does not say whether text is lower-cased: it is when no token has an upper-case letter, control tokens
  /// apart.
  /// - Parameter lowercases: says it instead.
  /// - Throws: `malformed` with the offset of a line that is not UTF-8, `inconsistent` for tokens that come twice or when
  ///   `[UNK]` is missing, `limitExceeded` for more than 2²⁴ lines.
  public static func parse(
    vocabulary bytes: [UInt8], lowercases: Bool? = nil, path: String = ""
  ) throws(TokenizationError) -> WordPieceModel {
    var tokens = TokenList()
    var at = 0
    var starts: [Int] = []
    while at < bytes.count {
      let end = bytes[at...].firstIndex(of: 10) ?? bytes.count
      var line = bytes[at..<end]
      while let last = line.last, last == 13 || last == 0x20 || last == 9 { line.removeLast() }
      guard UTF8Bytes.isValid(Array(line)) else {
        throw TokenizationError(
          .malformed, "the token of line \(tokens.count + 1) is not UTF-8", path: path, offset: at)
      }
      guard tokens.count < TokenList.idLimit else {
        throw TokenizationError(.limitExceeded, "more than \(TokenList.idLimit) lines", path: path, offset: at)
      }
      tokens.append(line)
      starts.append(at)
      at = end + 1
    }
    let index = TokenIndex(tokens)
    if let duplicate = index.duplicates.first {
      throw TokenizationError(
        .inconsistent, "the token of line \(duplicate + 1) stands in an earlier line, too", path: path,
        offset: starts[Int(duplicate)])
    }
    var added: [BPEModel.AddedToken] = []
    for name in WordPieceModel.controlNames {
      if let id = id(of: name, index) { added.append(BPEModel.AddedToken(content: name, id: id)) }
    }
    guard let unknown = id(of: "[UNK]", index) else {
      throw TokenizationError(.inconsistent, "there is no [UNK]: this is no WordPiece vocabulary", path: path)
    }
    let isCased = (0..<tokens.count).contains { id in
      tokens[id].first != UInt8(ascii: "[") && tokens[id].contains { $0 &- 0x41 < 26 }
    }
    return WordPieceModel(
      tokens: tokens, unknownID: unknown, normalizer: BertNormalizer(lowercases: lowercases ?? !isCased),
      addedTokens: added.sorted { $0.id < $1.id })
  }

  static func id(of name: String, _ index: TokenIndex) -> UInt32? {
    var name = name
    return name.withUTF8 { name in name.baseAddress.flatMap { index.id(of: $0, count: name.count) } }
  }

  /// The `vocab.txt` of a vocabulary.
  ///
  /// - Throws: `unsupported` when an id below the highest has no token, or a token holds a line break.
  public static func writeVocabulary(_ model: WordPieceModel) throws(TokenizationError) -> [UInt8] {
    var output: [UInt8] = []
    for id in 0..<model.vocabularySize {
      let added = model.addedTokens.first { Int($0.id) == id }
      let text = added.map { Array($0.content.utf8) } ?? Array(model.tokens[id])
      guard !text.isEmpty, !text.contains(10) else {
        throw TokenizationError(.unsupported, "a vocab.txt cannot hold the token \(id), which is empty or two lines")
      }
      output += text
      output.append(10)
    }
    return output
  }
}

extension WordPieceFormat {
  /// The vocabulary of a `tokenizer.json` with a WordPiece model.
  ///
  /// - Throws: `malformed` with an offset; `unsupported` for normalisers and pre-tokenisers that are not BERT's;
  ///   `inconsistent` when tokens or ids come twice, or the unknown token is missing.
  public static func parse(json bytes: [UInt8], path: String = "") throws(TokenizationError) -> WordPieceModel {
    try bytes.withUnsafeBufferPointer { text throws(TokenizationError) in
      var scanner = JSONLineScanner(fields: [
        "model.vocab", "model.unk_token", "model.continuing_subword_prefix", "model.max_input_chars_per_word",
        "added_tokens", "normalizer", "pre_tokenizer",
      ])
      do throws(JSONError) {
        try scanner.scan(text)
      } catch {
        throw TokenizationError(.malformed, error.message, path: path, offset: error.offset)
      }
      func value(_ field: Int) throws(TokenizationError) -> JSONValue {
        guard let span = scanner[field] else { return .null }
        do {
          return try JSONValue(parsing: UnsafeBufferPointer(rebasing: text[JSONText.range(of: span)]))
        } catch {
          throw TokenizationError(.malformed, error.message, path: path, offset: span.start + error.offset)
        }
      }
      guard let vocab = scanner[0], vocab.kind == .object else {
        throw TokenizationError(.malformed, "there is no model.vocab object", path: path)
      }
      var reader = VocabularyReader(path: path, meaning: .text)
      try reader.readVocabulary(vocab, in: text, addedTokens: [])
      let (tokens, index) = try reader.tokens()
      let unknownName = try value(1).string ?? "[UNK]"
      guard let unknown = id(of: unknownName, index) else {
        throw TokenizationError(
          .inconsistent, "the unknown token “\(unknownName)” is not in the vocabulary", path: path,
          offset: scanner[1]?.start)
      }
      var model = WordPieceModel(
        tokens: tokens, unknownID: unknown, continuingPrefix: try value(2).string ?? "##",
        maximumWordLength: try value(3).int ?? 100)
      let normalizer = try value(5)
      model.normalizer = BertNormalizer(lowercases: normalizer["lowercase"]?.bool ?? true)
      model.normalizer.cleansText = normalizer["clean_text"]?.bool ?? true
      model.normalizer.separatesIdeographs = normalizer["handle_chinese_chars"]?.bool ?? true
      model.normalizer.stripsAccents = normalizer["strip_accents"]?.bool
      let preTokenizer = try value(6)
      for (step, name, field) in [(normalizer, "BertNormalizer", 5), (preTokenizer, "BertPreTokenizer", 6)]
      where step["type"]?.string != name {
        throw TokenizationError(
          .unsupported, "with WordPiece, only \(name) is supported, not “\(step["type"]?.string ?? "null")”",
          path: path, offset: scanner[field]?.start)
      }
      for element in try value(4).array ?? [] {
        guard let id = element["id"]?.int, let content = element["content"]?.string, id >= 0, id < TokenList.idLimit
        else {
          throw TokenizationError(
            .malformed, "an added token needs content, and an id below \(TokenList.idLimit)", path: path,
            offset: scanner[4]?.start)
        }
        guard element["special"]?.bool ?? false else {
          throw TokenizationError(
            .unsupported, "the added token “\(content)” is to be found in text, which is not supported with WordPiece",
            path: path, offset: scanner[4]?.start)
        }
        model.addedTokens.append(BPEModel.AddedToken(content: content, id: UInt32(id)))
      }
      return model
    }
  }

  /// The `tokenizer.json` of a vocabulary, the same bytes for the same vocabulary.
  public static func writeJSON(_ model: WordPieceModel) -> [UInt8] {
    var output: [UInt8] = []
    JSONText.appendRaw(#"{"version":"1.0","truncation":null,"padding":null,"added_tokens":"#, to: &output)
    let added: [JSONValue] = model.addedTokens.sorted { $0.id < $1.id }.map { token in
      [
        "id": .int(Int(token.id)), "content": .string(token.content), "single_word": false, "lstrip": false,
        "rstrip": false, "normalized": false, "special": true,
      ]
    }
    JSONValue.array(added).append(to: &output)
    let normalizer: JSONValue = [
      "type": "BertNormalizer", "clean_text": .bool(model.normalizer.cleansText),
      "handle_chinese_chars": .bool(model.normalizer.separatesIdeographs),
      "strip_accents": model.normalizer.stripsAccents.map { .bool($0) } ?? .null,
      "lowercase": .bool(model.normalizer.lowercases),
    ]
    JSONText.appendRaw(#","normalizer":"#, to: &output)
    normalizer.append(to: &output)
    JSONText.appendRaw(
      #","pre_tokenizer":{"type":"BertPreTokenizer"},"post_processor":null,"decoder":"#, to: &output)
    let decoder: JSONValue = ["type": "WordPiece", "prefix": .string(model.continuingPrefix), "cleanup": false]
    decoder.append(to: &output)
    JSONText.appendRaw(#","model":{"type":"WordPiece","unk_token":"#, to: &output)
    JSONText.appendString(Array(model.tokens[Int(model.unknownID)]), to: &output)
    JSONText.appendRaw(#","continuing_subword_prefix":"#, to: &output)
    JSONText.appendString(model.continuingPrefix, to: &output)
    JSONText.appendRaw(#","max_input_chars_per_word":"#, to: &output)
    JSONText.append(model.maximumWordLength, to: &output)
    JSONText.appendRaw(#","vocab":{"#, to: &output)
    var isFirst = true
    for id in 0..<model.tokens.count where !model.tokens[id].isEmpty {
      if !isFirst { output.append(UInt8(ascii: ",")) }
      isFirst = false
      JSONText.appendString(Array(model.tokens[id]), to: &output)
      output.append(UInt8(ascii: ":"))
      JSONText.append(id, to: &output)
    }
    JSONText.appendRaw("}}}\n", to: &output)
    return output
  }
}
