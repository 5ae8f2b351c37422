// How many tokens the words of a corpus may have while merges are learnt.

/// Room for cells, and what to say when it does not suffice.
struct CellRoom {
  let limit: Int
  private var taken = 0
  /// Cells of words by how often they occur, up to `counts.count` times.
  private var cellsByCount = [Int](repeating: 0, count: 1 << 10)

  init(limit: Int) { self.limit = limit }

  /// True when `count` more cells may be made. Asked for more than there is, it goes on counting.
  mutating func take(_ count: Int, wordCount: UInt64) -> Bool {
    taken += count
    cellsByCount[Int(min(wordCount, UInt64(cellsByCount.count - 1)))] += count
    return taken <= limit
  }

  func check() throws(TokenizationError) {
    if taken <= limit { return }
    var left = taken
    var count = 0
    while count + 1 < cellsByCount.count, left > limit {
      left -= cellsByCount[count]
      count += 1
    }
    throw TokenizationError(
      .limitExceeded,
      "the different words have \(taken) tokens in all, and there is room for \(limit): give more memory, or leave out "
        + (left <= limit ? "words that occur fewer than \(count) times" : "rare words"))
  }
}
