// Ranks of tokens as merges of pairs: tiktoken's rule in the terms of all others.

extension BPEModel {
  /// The vocabulary in which two adjacent tokens join when their concatenation is a token, the lowest id first.
  ///
  /// Each token of several bytes is given the one merge by which its bytes, on their own, become it. No other pair of
  /// tokens can ever stand there: inside the bounds of a token that comes about, merging goes as if it were alone.
  /// Tokens that their own bytes never become get no merge, and are found only where they are a whole pre-token.
  ///
  /// - Throws: `inconsistent` when a byte has no token, or two tokens have the same bytes.
  public init(ranks tokens: TokenList, pattern: SplitPattern, addedTokens: [AddedToken] = [])
    throws(TokenizationError)
  {
    self.init(
      tokens: tokens, merges: [], pattern: pattern, addedTokens: addedTokens, ignoresMergesForWholeWords: true)
    let byteTokens = try byteTokens()
    let index = TokenIndex(tokens)
    if let duplicate = index.duplicates.first {
      throw TokenizationError(.inconsistent, "token \(duplicate) has the bytes of another one")
    }
    // Shorter tokens first: what a token's bytes become on the way to it is shorter than it.
    var order: [UInt64] = []
    order.reserveCapacity(tokens.count)
    for id in 0..<tokens.count where tokens.byteCount(of: id) > 1 {
      order.append(UInt64(tokens.byteCount(of: id)) << 32 | UInt64(id))
    }
    order.sort()
    let table = PairTable(capacity: tokens.count)
    let merger = Merger()
    let model = MergeModel(byteTokens: byteTokens, pairs: table, rankCount: tokens.count)
    var found: [Merge] = []
    found.reserveCapacity(order.count)
    for entry in order {
      let id = Int(entry & 0xffff_ffff)
      let start = Int(index.offsets.base[id])
      let length = tokens.byteCount(of: id)
      guard merger.merge(index.bytes.base + start, count: length, by: model) == 2 else { continue }
      let (left, right) = (merger.units.base[0], merger.units.base[1])
      table.insert(left: left, right: right, result: UInt32(id), rank: id)
      if length == 2 {
        table.insertBytePair(index.bytes.base[start], index.bytes.base[start + 1], result: UInt32(id), rank: id)
      }
      found.append(Merge(left: left, right: right, result: UInt32(id)))
    }
    found.sort { $0.result < $1.result }
    merges = found
  }
}
