// Byte-level BPE as its definition reads, slow and plain: what the fast encoder is compared with.

@testable import Tokenization

struct ReferenceBPE {
  private let model: BPEModel
  private var ranks: [[UInt32]: (rank: Int, result: UInt32)] = [:]
  private var byteTokens: [UInt8: UInt32] = [:]
  private var ids: [[UInt8]: UInt32] = [:]

  init(_ model: BPEModel) {
    self.model = model
    for (rank, merge) in model.merges.enumerated() where ranks[[merge.left, merge.right]] == nil {
      ranks[[merge.left, merge.right]] = (rank, merge.result)
    }
    for id in 0..<model.tokens.count {
      ids[Array(model.tokens[id])] = UInt32(id)
      if model.tokens[id].count == 1, let byte = model.tokens[id].first { byteTokens[byte] = UInt32(id) }
    }
  }

  func encode(_ bytes: [UInt8]) -> [UInt32] {
    var result: [UInt32] = []
    var at = 0
    for length in SplitterTests.lengths(bytes, model.pattern) {
      result += encode(word: Array(bytes[at..<at + length]))
      at += length
    }
    return result
  }

  private func encode(word: [UInt8]) -> [UInt32] {
    if model.ignoresMergesForWholeWords, let id = ids[word] { return [id] }
    var units = word.compactMap { byteTokens[$0] }
    while true {
      var best: (rank: Int, at: Int, result: UInt32)?
      for at in 0..<max(0, units.count - 1) {
        if let merge = ranks[[units[at], units[at + 1]]], merge.rank < best?.rank ?? .max {
          best = (merge.rank, at, merge.result)
        }
      }
      guard let best else { return units }
      units.replaceSubrange(best.at...best.at + 1, with: [best.result])
    }
  }
}
