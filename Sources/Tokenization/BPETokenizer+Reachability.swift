// Which tokens of a vocabulary text can be encoded to.

extension BPETokenizer {
  /// True when some text is encoded to this token.
  ///
  /// Inside the bounds of a token that merging makes, merging goes as if its bytes were alone: a token is reached by
  /// merging exactly when its own bytes become it. Tokens that merging does not make are reached where whole pre-tokens
  /// are looked up, when their bytes are a pre-token. Whether the split pattern ever gives a pre-token that has the bytes
  /// in it is not asked. Added tokens, and ids without a token, are not reached: the encoder does not look for them.
  public func isReachable(_ id: UInt32) -> Bool {
    let bytes = Array(model.tokens[Int(id)])
    if bytes.isEmpty { return false }
    let isMerged = bytes.withUnsafeBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return false }
      let merger = Merger()
      return merger.merge(start, count: buffer.count, by: merges) == 1 && merger.units.base[0] == id
    }
    if isMerged || !model.ignoresMergesForWholeWords { return isMerged }
    var ids: [UInt32] = []
    bytes.withUnsafeBufferPointer { encode($0, into: &ids, using: EncodeWorkspace()) }
    return ids == [id]
  }
}
