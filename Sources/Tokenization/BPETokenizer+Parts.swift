// Words that are cut between characters: clauses of scripts that are written without spaces.

extension BPETokenizer {
  /// True for a word that begins, behind one character at most, with a character of East Asia. Such words are clauses,
  /// which hardly ever come again as a whole.
  @inline(__always)
  static func isClause(_ word: UnsafePointer<UInt8>, count: Int) -> Bool {
    let first = word[0]
    if first &- 0xe3 < 11 { return true }
    if first < 0x80 { return count > 1 && word[1] &- 0xe3 < 11 }
    let second = CharacterCuts.byteCount(of: first)
    return count > second && word[second] &- 0xe3 < 11
  }

  /// Encodes a word of more than one character part by part and returns the number of ids at `output`; 0 when it is no
  /// UTF-8 and has to be encoded as a whole.
  ///
  /// A part is what stands between two places that no merge crosses (`CharacterCuts`); the cache knows it.
  /// - Parameters:
  ///   - count: bytes of the word, at most `WordCache.longestWordByteCount`.
  ///   - readable: bytes that may be read from `word` on.
  func encodeParts(
    _ word: UnsafePointer<UInt8>, count: Int, readable: Int, _ output: UnsafeMutablePointer<UInt32>,
    _ workspace: EncodeWorkspace
  ) -> Int {
    guard CharacterCuts.isWellFormed(word, count: count) else { return 0 }
    var idCount = 0
    var start = 0
    while start < count {
      let end = merges.cuts.endOfPart(word, count: count, from: start)
      idCount &+= encodePart(word + start, end &- start, readable &- start, output + idCount, workspace)
      start = end
    }
    return idCount
  }

  /// Appends the ids of a word of any length to `ids`.
  func encodeWithoutCache(
    _ word: UnsafePointer<UInt8>, count: Int, into ids: inout [UInt32], _ workspace: EncodeWorkspace
  ) {
    let merger = workspace.merger
    guard Self.isClause(word, count: count), index.id(of: word, count: count) == nil,
      CharacterCuts.isWellFormed(word, count: count)
    else {
      let idCount = encodeWord(word, count: count, using: merger)
      ids.append(contentsOf: UnsafeBufferPointer(start: merger.units.base, count: idCount))
      return
    }
    var start = 0
    while start < count {
      let end = merges.cuts.endOfPart(word, count: count, from: start)
      let idCount: Int
      if end &- start <= WordCache.longestWordByteCount {
        let output = workspace.output.base
        idCount = encodePart(word + start, end &- start, count &- start, output, workspace)
        ids.append(contentsOf: UnsafeBufferPointer(start: output, count: idCount))
      } else {
        idCount = merger.merge(word + start, count: end &- start, by: merges)
        ids.append(contentsOf: UnsafeBufferPointer(start: merger.units.base, count: idCount))
      }
      start = end
    }
  }

  @inline(__always)
  private func encodePart(
    _ part: UnsafePointer<UInt8>, _ count: Int, _ readable: Int, _ output: UnsafeMutablePointer<UInt32>,
    _ workspace: EncodeWorkspace
  ) -> Int {
    guard count <= WordKey.inlineByteCount else {
      let idCount = workspace.merger.merge(part, count: count, by: merges)
      output.update(from: workspace.merger.units.base, count: idCount)
      return idCount
    }
    var key = WordKey(part, count: count, readable: readable)
    // Where whole words follow a rule of their own, parts are not words.
    if model.ignoresMergesForWholeWords { key.high |= WordCache.partMark }
    let slot = workspace.cache.view.find(key)
    guard slot.pointee.high != 0 else { return encodeNewPart(part, count, key, slot, output, workspace) }
    return workspace.cache.copyIDs(of: slot, to: output)
  }

  @inline(never)
  private func encodeNewPart(
    _ part: UnsafePointer<UInt8>, _ count: Int, _ key: WordKey, _ slot: UnsafeMutablePointer<WordCache.Entry>,
    _ output: UnsafeMutablePointer<UInt32>, _ workspace: EncodeWorkspace
  ) -> Int {
    let idCount = workspace.merger.merge(part, count: count, by: merges)
    output.update(from: workspace.merger.units.base, count: idCount)
    workspace.cache.fill(slot, key, ids: output, count: idCount)
    return idCount
  }
}
