// Taking tokens out of a vocabulary again: the least used of those that no other token is made of.

/// Removes leaves, one after the other, the least used first.
///
/// A leaf is a token that no merge takes as a part. Where it stood, its two parts stand once it is gone: their counts
/// grow by its own, and they may become leaves. No other token is touched, and all of them stay reachable: what their
/// bytes become on the way to them has no leaf in it.
struct LeafPruning {
  private(set) var removed: Set<UInt32> = []
  /// How often each token stands in the text.
  private(set) var counts: [UInt64]
  private let tokens: TokenList
  private let merges: [BPEModel.Merge]
  /// Merges by the token that they make.
  private var mergesByResult: [UInt32: [Int]] = [:]
  /// In how many merges each token is a part.
  private var uses: [Int]
  private let mayGo: (UInt32) -> Bool
  private var heap = PairHeap()

  /// - Parameters:
  ///   - counts: how often each token stands in the text that the vocabulary is for.
  ///   - mayGo: false for tokens that stay whatever their counts.
  init(_ model: BPEModel, counts: [UInt64], mayGo: @escaping (UInt32) -> Bool) {
    tokens = model.tokens
    merges = model.merges
    self.counts = counts
    self.mayGo = mayGo
    uses = [Int](repeating: 0, count: model.tokens.count)
    for (rank, merge) in merges.enumerated() {
      mergesByResult[merge.result, default: []].append(rank)
      uses[Int(merge.left)] += 1
      uses[Int(merge.right)] += 1
    }
    for id in 0..<UInt32(model.tokens.count) { offer(id) }
  }

  /// Removes up to `count` leaves; returns how many went.
  mutating func remove(_ count: Int) -> Int {
    var gone = 0
    while gone < count, let next = heap.first {
      heap.removeFirst()
      let id = UInt32.max - UInt32(truncatingIfNeeded: next.pair)
      // Another count since, or gone: there is a newer entry, or none is needed.
      guard !removed.contains(id), counts[Int(id)] == UInt64(-next.count) else { continue }
      remove(id)
      gone += 1
    }
    return gone
  }

  /// Removes every leaf of which `condition` holds, until there is none.
  mutating func removeAll(where condition: (ArraySlice<UInt8>) -> Bool) {
    var pending = (0..<UInt32(uses.count)).filter { isLeaf($0) && condition(tokens[Int($0)]) }
    while let id = pending.popLast() {
      guard isLeaf(id) else { continue }
      let parts = (mergesByResult[id] ?? []).flatMap { [merges[$0].left, merges[$0].right] }
      remove(id)
      pending += parts.filter { isLeaf($0) && condition(tokens[Int($0)]) }
    }
  }

  private func isLeaf(_ id: UInt32) -> Bool { uses[Int(id)] == 0 && !removed.contains(id) && mayGo(id) }

  /// The heap gives the largest first, and of equals the smallest: the fewest first, and of equals the latest.
  private mutating func offer(_ id: UInt32) {
    guard isLeaf(id) else { return }
    heap.insert(PairHeap.Element(count: -Int64(clamping: counts[Int(id)]), pair: UInt64(UInt32.max - id)))
  }

  private mutating func remove(_ id: UInt32) {
    removed.insert(id)
    let ranks = mergesByResult[id] ?? []
    for (index, rank) in ranks.enumerated() {
      let merge = merges[rank]
      for part in [merge.left, merge.right] {
        uses[Int(part)] -= 1
        // The first of its merges is the one that text goes by.
        if index == 0 { counts[Int(part)] &+= counts[Int(id)] }
      }
    }
    for rank in ranks {
      offer(merges[rank].left)
      offer(merges[rank].right)
    }
  }
}
