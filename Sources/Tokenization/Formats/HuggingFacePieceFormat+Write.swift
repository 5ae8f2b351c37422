// tokenizer.json of piece vocabularies, written.

import Corpus

extension HuggingFacePieceFormat {
  /// The `tokenizer.json` of a vocabulary, the same bytes for the same vocabulary.
  public static func write(_ model: HuggingFacePieceModel) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(model.tokens.count * 40 + model.merges.count * 16)
    JSONText.appendRaw(#"{"version":"1.0","truncation":null,"padding":null,"added_tokens":"#, to: &output)
    JSONValue.array(model.addedTokens.sorted { $0.id < $1.id }.map(description)).append(to: &output)
    JSONText.appendRaw(#","normalizer":"#, to: &output)
    normalizer(model).append(to: &output)
    JSONText.appendRaw(#","pre_tokenizer":"#, to: &output)
    preTokenizer(model).append(to: &output)
    JSONText.appendRaw(#","post_processor":null,"decoder":"#, to: &output)
    decoder(model).append(to: &output)
    JSONText.appendRaw(#","model":{"type":"BPE","dropout":null,"unk_token":"#, to: &output)
    if let unknown = model.unknownID {
      JSONText.appendString(Array(model.tokens[Int(unknown)]), to: &output)
    } else {
      JSONText.appendRaw("null", to: &output)
    }
    JSONText.appendRaw(#","continuing_subword_prefix":null,"end_of_word_suffix":null,"fuse_unk":"#, to: &output)
    JSONText.append(model.fusesUnknown, to: &output)
    JSONText.appendRaw(#","byte_fallback":"#, to: &output)
    JSONText.append(model.byteIDs != nil, to: &output)
    JSONText.appendRaw(#","ignore_merges":false,"vocab":{"#, to: &output)
    var isFirst = true
    for id in 0..<model.tokens.count where !model.tokens[id].isEmpty {
      if !isFirst { output.append(UInt8(ascii: ",")) }
      isFirst = false
      JSONText.appendString(Array(model.tokens[id]), to: &output)
      output.append(UInt8(ascii: ":"))
      JSONText.append(id, to: &output)
    }
    JSONText.appendRaw(#"},"merges":["#, to: &output)
    for (rank, merge) in model.merges.enumerated() {
      JSONText.appendRaw(rank > 0 ? ",[" : "[", to: &output)
      JSONText.appendString(Array(model.tokens[Int(merge.left)]), to: &output)
      output.append(UInt8(ascii: ","))
      JSONText.appendString(Array(model.tokens[Int(merge.right)]), to: &output)
      output.append(UInt8(ascii: "]"))
    }
    JSONText.appendRaw("]}}\n", to: &output)
    return output
  }

  private static func description(_ token: BPEModel.AddedToken) -> JSONValue {
    [
      "id": .int(Int(token.id)), "content": .string(token.content), "single_word": false, "lstrip": false,
      "rstrip": false, "normalized": false, "special": .bool(token.isSpecial),
    ]
  }

  private static let replacement: JSONValue = ["type": "Replace", "pattern": ["String": " "], "content": "▁"]

  /// True when `Metaspace` puts the prefix, and not a normaliser.
  private static func prefixesByMetaspace(_ model: HuggingFacePieceModel) -> Bool {
    model.normalization.addsDummyPrefix && model.normalization.prefix == .unlessPresent
  }

  private static func normalizer(_ model: HuggingFacePieceModel) -> JSONValue {
    guard model.normalization.escapesSpaces, !prefixesByMetaspace(model) else { return .null }
    guard model.normalization.addsDummyPrefix else { return replacement }
    let prefix: JSONValue = ["type": "Prepend", "prepend": "▁"]
    return ["type": "Sequence", "normalizers": [prefix, replacement]]
  }

  private static func preTokenizer(_ model: HuggingFacePieceModel) -> JSONValue {
    guard model.cutsBeforeSpaces || prefixesByMetaspace(model) else { return .null }
    let scheme = prefixesByMetaspace(model) ? (model.prefixesOnlyStart ? "first" : "always") : "never"
    return [
      "type": "Metaspace", "replacement": "▁", "prepend_scheme": .string(scheme),
      "split": .bool(model.cutsBeforeSpaces),
    ]
  }

  private static func decoder(_ model: HuggingFacePieceModel) -> JSONValue {
    var steps: [JSONValue] = [
      ["type": "Replace", "pattern": ["String": "▁"], "content": " "], ["type": "ByteFallback"], ["type": "Fuse"],
    ]
    if model.normalization.addsDummyPrefix {
      steps.append(["type": "Strip", "content": " ", "start": 1, "stop": 0])
    }
    return ["type": "Sequence", "decoders": .array(steps)]
  }
}
