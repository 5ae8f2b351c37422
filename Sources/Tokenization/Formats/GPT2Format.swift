// GPT-2's pair of files: vocab.json (or encoder.json) and merges.txt (or vocab.bpe).

import Corpus

/// Reads and writes GPT-2's format.
public enum GPT2Format {
  /// The vocabulary of the two files. `<|endoftext|>`, where it is a token, becomes an added token.
  ///
  /// - Throws: `malformed` with an offset, `inconsistent` when merges name unknown tokens.
  public static func parse(
    vocabulary: [UInt8], merges: [UInt8], pattern: SplitPattern = .gpt2, vocabularyPath: String = "",
    mergesPath: String = ""
  ) throws(TokenizationError) -> BPEModel {
    var reader = VocabularyReader(path: vocabularyPath)
    let endOfText = "<|endoftext|>"
    var addedTokens: [BPEModel.AddedToken] = []
    try vocabulary.withUnsafeBufferPointer { text throws(TokenizationError) in
      var scanner = JSONLineScanner(fields: [endOfText])
      do throws(JSONError) {
        try scanner.scan(text)
      } catch {
        throw TokenizationError(.malformed, error.message, path: vocabularyPath, offset: error.offset)
      }
      if let id = scanner[0]?.integer(in: text), id >= 0, id < TokenList.idLimit {
        addedTokens.append(BPEModel.AddedToken(content: endOfText, id: UInt32(id)))
      }
      let whole = JSONSpan(kind: .object, start: 0, end: text.count)
      try reader.readVocabulary(whole, in: text, addedTokens: addedTokens)
    }
    let (tokens, index) = try reader.tokens()
    var mergeReader = MergeReader(path: mergesPath, index: index)
    try merges.withUnsafeBufferPointer { text throws(TokenizationError) in
      var at = 0
      while at < text.count {
        let end = text[at...].firstIndex(of: 10) ?? text.count
        var line = UnsafeBufferPointer(rebasing: text[at..<end])
        if line.last == 13 { line = UnsafeBufferPointer(rebasing: line.dropLast()) }
        let isVersion = at == 0 && line.starts(with: "#version".utf8)
        if !line.isEmpty && !isVersion { try mergeReader.append(line: line, at: at) }
        at = end + 1
      }
    }
    return BPEModel(tokens: tokens, merges: mergeReader.merges, pattern: pattern, addedTokens: addedTokens)
  }

  /// The two files of a vocabulary.
  public static func write(_ model: BPEModel) -> (vocabulary: [UInt8], merges: [UInt8]) {
    var vocabulary: [UInt8] = []
    var entries: [(id: Int, added: BPEModel.AddedToken?)] = []
    for id in 0..<model.tokens.count where model.tokens.byteCount(of: id) > 0 { entries.append((id, nil)) }
    for token in model.addedTokens where model.tokens[Int(token.id)].isEmpty { entries.append((Int(token.id), token)) }
    entries.sort { $0.id < $1.id }
    vocabulary.append(UInt8(ascii: "{"))
    for (index, entry) in entries.enumerated() {
      if index > 0 { vocabulary.append(UInt8(ascii: ",")) }
      if let added = entry.added {
        JSONText.appendString(added.content, to: &vocabulary)
      } else {
        vocabulary.append(UInt8(ascii: "\""))
        ByteLevelText.append(model.tokens[entry.id], to: &vocabulary, isJSON: true)
        vocabulary.append(UInt8(ascii: "\""))
      }
      vocabulary.append(UInt8(ascii: ":"))
      JSONText.append(entry.id, to: &vocabulary)
    }
    vocabulary += Array("}\n".utf8)
    var merges = Array("#version: 0.2\n".utf8)
    for merge in model.merges {
      ByteLevelText.append(model.tokens[Int(merge.left)], to: &merges, isJSON: false)
      merges.append(0x20)
      ByteLevelText.append(model.tokens[Int(merge.right)], to: &merges, isJSON: false)
      merges.append(10)
    }
    return (vocabulary, merges)
  }
}
