// The tables that merging a word needs.

/// Immutable tables, shared by all threads.
final class MergeModel: @unchecked Sendable {
  // SAFETY: filled in `init`, only read afterwards.
  let byteTokens: FixedBuffer<UInt32>
  let pairs: PairTable
  let characters: WholeCharacters
  let cuts: CharacterCuts
  /// Ranks are below this.
  let rankCount: Int

  init(_ model: BPEModel) throws(TokenizationError) {
    let tokens = model.tokens
    let byteTokens = try model.byteTokens()
    pairs = PairTable(capacity: model.merges.count)
    rankCount = model.merges.count
    for (rank, merge) in model.merges.enumerated() {
      pairs.insert(left: merge.left, right: merge.right, result: merge.result, rank: rank)
      if tokens.byteCount(of: Int(merge.result)) == 2 {
        let start = Int(tokens.offsets[Int(merge.result)])
        pairs.insertBytePair(tokens.bytes[start], tokens.bytes[start + 1], result: merge.result, rank: rank)
      }
    }
    characters = WholeCharacters(tokens: tokens, merges: model.merges, byteTokens: byteTokens, pairs: pairs)
    cuts = CharacterCuts(tokens: tokens, merges: model.merges)
    self.byteTokens = FixedBuffer(byteTokens)
  }

  /// Tables that are still being filled: merging starts from bytes.
  init(byteTokens: [UInt32], pairs: PairTable, rankCount: Int) {
    self.byteTokens = FixedBuffer(byteTokens)
    self.pairs = pairs
    self.rankCount = rankCount
    characters = WholeCharacters.empty
    cuts = CharacterCuts(tokens: TokenList(), merges: [])
  }
}
