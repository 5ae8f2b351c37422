// Text to ids: chunks between spaces, looked up whole; what was never seen is normalised, cut and matched.

import TextAnalysis

extension WordPieceTokenizer {
  /// Appends the ids of `bytes` to `ids`. Control tokens are not looked for: their text is text like any other. Bytes that
  /// are not UTF-8 count as U+FFFD.
  public func encode(_ bytes: UnsafeBufferPointer<UInt8>, into ids: inout [UInt32], using workspace: PieceWorkspace) {
    workspace.adopt(self)
    guard let base = bytes.baseAddress else { return }
    let cache = workspace.cache
    var at = 0
    while at < bytes.count {
      if Self.isBlank(bytes[at]) {
        at &+= 1
        continue
      }
      let end = endOfChunk(bytes, from: at)
      let chunk = UnsafeBufferPointer(start: base + at, count: end &- at)
      if chunk.count <= WordKey.inlineByteCount {
        let key = WordKey(base + at, count: chunk.count, readable: bytes.count &- at)
        let slot = cache.view.find(key, hash: key.hash)
        if slot.pointee.high == 0 {
          let found = encodeChunk(chunk, workspace)
          ids += found
          if !found.isEmpty {
            found.withUnsafeBufferPointer { found in
              if let start = found.baseAddress { cache.fill(slot, key, ids: start, count: found.count) }
            }
          }
        } else {
          let count = cache.copyIDs(of: slot, to: workspace.output.base)
          ids.append(contentsOf: UnsafeBufferPointer(start: workspace.output.base, count: count))
        }
      } else if chunk.count <= WordCache.longestWordByteCount {
        let hash = WordHash.bytes(base + at, count: chunk.count)
        let slot = cache.findLong(base + at, count: chunk.count, hash: hash)
        if slot.pointee.high == 0 {
          let found = encodeChunk(chunk, workspace)
          ids += found
          found.withUnsafeBufferPointer { found in
            guard let start = found.baseAddress else { return }
            cache.fillLong(slot, base + at, count: chunk.count, hash: hash, ids: start, idCount: found.count)
          }
        } else {
          ids.append(
            contentsOf: UnsafeBufferPointer(
              start: cache.ids.base + Int(slot.pointee.first), count: Int(slot.pointee.idCount)))
        }
      } else {
        ids += encodeChunk(chunk, workspace)
      }
      at = end
    }
  }

  /// The ids of a text, with a workspace made for this one call: for few and short texts.
  public func encode(_ text: String) -> [UInt32] {
    var ids: [UInt32] = []
    var text = text
    text.withUTF8 { encode($0, into: &ids, using: PieceWorkspace()) }
    return ids
  }

  @inline(__always)
  static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 }

  /// The next place where words part whatever stands there: white space of ASCII, or an ideograph that stands alone.
  @inline(__always)
  private func endOfChunk(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var at = start
    while at < text.count {
      let byte = text[at]
      if Self.isBlank(byte) { return at }
      if byte >= 0xe3, model.normalizer.separatesIdeographs, let next = UTF8Bytes.decode(text, at: at),
        BertClasses.isIdeograph(next.scalar)
      {
        return at > start ? at : at &+ next.byteCount
      }
      at &+= 1
    }
    return at
  }

  private func encodeChunk(_ chunk: UnsafeBufferPointer<UInt8>, _ workspace: PieceWorkspace) -> [UInt32] {
    var found: [UInt32] = []
    forEachWord(of: chunk, workspace) { word, length in append(word, length, to: &found) }
    return found
  }

  /// Calls `body` with each word of a text in its normal form, and its length in characters.
  func forEachWord(
    of text: UnsafeBufferPointer<UInt8>, _ workspace: PieceWorkspace,
    _ body: (_ word: UnsafeBufferPointer<UInt8>, _ length: Int) -> Void
  ) {
    BertWords.forEach(of: text, by: model.normalizer, workspace, body)
  }

  /// The tokens of one word: at each place the longest one that fits; the unknown token when none does.
  private func append(_ word: UnsafeBufferPointer<UInt8>, _ length: Int, to ids: inout [UInt32]) {
    guard length <= model.maximumWordLength else { return ids.append(model.unknownID) }
    let first = ids.count
    var at = 0
    while at < word.count {
      guard let token = (at == 0 ? initial : continuing).longestPrefix(word, from: at) else {
        ids.removeLast(ids.count - first)
        return ids.append(model.unknownID)
      }
      ids.append(token.value)
      at = token.end
    }
  }
}

/// BERT's words: text in its normal form, cut at white space and around every punctuation mark.
enum BertWords {
  /// Calls `body` with each word and its length in characters; the pointer is valid only inside `body`.
  static func forEach(
    of text: UnsafeBufferPointer<UInt8>, by normalizer: BertNormalizer, _ workspace: PieceWorkspace,
    _ body: (_ word: UnsafeBufferPointer<UInt8>, _ length: Int) -> Void
  ) {
    workspace.scratch.removeAll(keepingCapacity: true)
    normalizer.append(text, to: &workspace.scratch)
    workspace.normalized.removeAll(keepingCapacity: true)
    var length = 0
    func finish() {
      if length > 0 { workspace.normalized.withUnsafeBufferPointer { body($0, length) } }
      workspace.normalized.removeAll(keepingCapacity: true)
      length = 0
    }
    for scalar in workspace.scratch {
      if BertClasses.isSpace(scalar) {
        finish()
        continue
      }
      let isPunctuation = BertClasses.isPunctuation(scalar)
      if isPunctuation { finish() }
      if let scalar = Unicode.Scalar(scalar) { workspace.normalized += UTF8.encode(scalar).map(Array.init) ?? [] }
      length += 1
      if isPunctuation { finish() }
    }
    finish()
  }
}
