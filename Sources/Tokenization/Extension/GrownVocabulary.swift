// A vocabulary under extension: tokens come, some go again, and at the end ids are given out.

/// The vocabulary of a base with what was learned above it.
struct GrownVocabulary {
  /// New tokens have provisional ids above all of the base until `number` gives them their own.
  var model: BPEModel
  /// Provisional ids from here on are new.
  let firstNewID: UInt32
  /// Ids of the new tokens, in the order in which they were learned.
  private(set) var newIDs: [UInt32] = []
  /// Merges before this one are the base's.
  private var baseMergeCount: Int

  init(_ base: BPEModel) {
    model = base
    firstNewID = UInt32(base.vocabularySize)
    baseMergeCount = base.merges.count
    while model.tokens.count < base.vocabularySize { model.tokens.append([]) }
  }

  /// Takes in merges that were learned; their tokens are in the model already.
  mutating func append(_ merges: [BPEModel.Merge]) {
    model.merges += merges
    newIDs += merges.map(\.result).filter { $0 >= firstNewID }
  }

  /// Takes tokens out, with the merges that make them.
  mutating func remove(_ ids: Set<UInt32>) {
    if ids.isEmpty { return }
    let old = model.merges[..<baseMergeCount].filter { !ids.contains($0.result) }
    let new = model.merges[baseMergeCount...].filter { !ids.contains($0.result) }
    model.merges = old + new
    baseMergeCount = old.count
    newIDs.removeAll { ids.contains($0) }
    var tokens = TokenList()
    for id in 0..<model.tokens.count {
      tokens.append(ids.contains(UInt32(id)) ? [] : model.tokens[id])
    }
    model.tokens = tokens
  }

  /// Gives the new tokens their ids, in the order in which they were learned: those of `reusing` first, then from
  /// `firstFree` on.
  mutating func number(reusing: [UInt32], from firstFree: Int) {
    var ids: [UInt32: UInt32] = [:]
    var tokens: [ArraySlice<UInt8>] = (0..<Int(firstNewID)).map { model.tokens[$0] }
    for (index, id) in newIDs.enumerated() {
      let final = index < reusing.count ? reusing[index] : UInt32(firstFree + index - reusing.count)
      ids[id] = final
      while tokens.count <= Int(final) { tokens.append([]) }
      tokens[Int(final)] = model.tokens[Int(id)]
    }
    var list = TokenList()
    for token in tokens { list.append(token) }
    // Ids without a token at the end are the added tokens'.
    model.tokens = list
    func final(_ id: UInt32) -> UInt32 { ids[id] ?? id }
    for rank in baseMergeCount..<model.merges.count {
      let merge = model.merges[rank]
      model.merges[rank] = BPEModel.Merge(
        left: final(merge.left), right: final(merge.right), result: final(merge.result))
    }
    newIDs = newIDs.map(final)
  }

  /// Adds control tokens until the size is a multiple of `multiple`; returns their ids.
  mutating func pad(toMultipleOf multiple: Int) -> [UInt32] {
    var ids: [UInt32] = []
    var number = 0
    while model.vocabularySize % multiple != 0 {
      let content = "<|padding_\(number)|>"
      number += 1
      if model.addedTokens.contains(where: { $0.content == content }) { continue }
      let id = UInt32(model.vocabularySize)
      model.addedTokens.append(BPEModel.AddedToken(content: content, id: id))
      ids.append(id)
    }
    return ids
  }

  /// The new tokens with the base's tokens that they concatenate.
  func newTokens() -> [ExtendedVocabulary.NewToken] {
    var pieces: [UInt32: [UInt32]] = [:]
    let isNew = Set(newIDs)
    for merge in model.merges[baseMergeCount...] where isNew.contains(merge.result) {
      pieces[merge.result] = (pieces[merge.left] ?? [merge.left]) + (pieces[merge.right] ?? [merge.right])
    }
    return newIDs.map { ExtendedVocabulary.NewToken(id: $0, pieces: pieces[$0] ?? []) }
  }
}
