// Hugging Face's tokenizer.json, written.

import Corpus

extension HuggingFaceFormat {
  /// The `tokenizer.json` of a vocabulary, the same bytes for the same vocabulary.
  ///
  /// Added tokens stand in `model.vocab`, too: Hugging Face's library renumbers those that do not.
  public static func write(_ model: BPEModel) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(model.tokens.bytes.count * 6 + model.tokens.count * 24 + 4096)
    let added = model.addedTokens.sorted { $0.id < $1.id }
    let outsideVocabulary = added.filter { model.tokens[Int($0.id)].isEmpty }
    JSONText.appendRaw(#"{"version":"1.0","truncation":null,"padding":null,"added_tokens":"#, to: &output)
    JSONValue.array(added.map(description)).append(to: &output)
    JSONText.appendRaw(#","normalizer":"#, to: &output)
    switch model.normalization {
    case .none: JSONText.appendRaw("null", to: &output)
    case .nfc: JSONText.appendRaw(#"{"type":"NFC"}"#, to: &output)
    case .nfkc: JSONText.appendRaw(#"{"type":"NFKC"}"#, to: &output)
    }
    JSONText.appendRaw(#","pre_tokenizer":"#, to: &output)
    HuggingFacePreTokenizer.value(model.pattern).append(to: &output)
    JSONText.appendRaw(#","post_processor":"#, to: &output)
    (model.postProcessor ?? .null).append(to: &output)
    JSONText.appendRaw(#","decoder":"#, to: &output)
    HuggingFacePreTokenizer.byteLevel(usesRegularExpression: true, addsPrefixSpace: true).append(to: &output)
    JSONText.appendRaw(
      #"""
      ,"model":{"type":"BPE","dropout":null,"unk_token":null,"continuing_subword_prefix":null,\#
      "end_of_word_suffix":null,"fuse_unk":false,"byte_fallback":false,"ignore_merges":
      """#, to: &output)
    JSONText.append(model.ignoresMergesForWholeWords, to: &output)
    JSONText.appendRaw(#","vocab":{"#, to: &output)
    appendVocabulary(model, outsideVocabulary, to: &output)
    JSONText.appendRaw(#"},"merges":["#, to: &output)
    for (rank, merge) in model.merges.enumerated() {
      if rank > 0 { output.append(UInt8(ascii: ",")) }
      output.append(UInt8(ascii: "\""))
      ByteLevelText.append(model.tokens[Int(merge.left)], to: &output, isJSON: true)
      output.append(0x20)
      ByteLevelText.append(model.tokens[Int(merge.right)], to: &output, isJSON: true)
      output.append(UInt8(ascii: "\""))
    }
    JSONText.appendRaw("]}}\n", to: &output)
    return output
  }

  /// Tokens and added tokens by id.
  private static func appendVocabulary(
    _ model: BPEModel, _ added: [BPEModel.AddedToken], to output: inout [UInt8]
  ) {
    var isFirst = true
    var next = 0
    func separate() {
      if !isFirst { output.append(UInt8(ascii: ",")) }
      isFirst = false
    }
    func appendAdded(below id: Int) {
      while next < added.count, Int(added[next].id) < id {
        separate()
        JSONText.appendKey(added[next].content, to: &output)
        JSONText.append(Int(added[next].id), to: &output)
        next += 1
      }
    }
    for id in 0..<model.tokens.count {
      appendAdded(below: id)
      guard model.tokens.byteCount(of: id) > 0 else { continue }
      separate()
      output.append(UInt8(ascii: "\""))
      ByteLevelText.append(model.tokens[id], to: &output, isJSON: true)
      JSONText.appendRaw("\":", to: &output)
      JSONText.append(id, to: &output)
    }
    appendAdded(below: .max)
  }

  private static func description(_ token: BPEModel.AddedToken) -> JSONValue {
    [
      "id": .int(Int(token.id)), "content": .string(token.content), "single_word": .bool(token.isSingleWord),
      "lstrip": .bool(token.stripsLeft), "rstrip": .bool(token.stripsRight), "normalized": .bool(token.isNormalized),
      "special": .bool(token.isSpecial),
    ]
  }
}
