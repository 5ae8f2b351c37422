// The order in which candidates are decided: by what they are, never by where they stand.

/// Orders candidates by the rank of their task, order key, content hash, and last by number.
struct CandidateRanking {
  /// Dense numbers, ascending.
  let candidates: [UInt32]
  let signaturePaths: [String]
  let numbering: DocumentNumbering

  /// The ordinals of the candidates, highest priority first. Needs 16 bytes for each while it works.
  func ordinals() throws -> [UInt32] {
    var order: [UInt32] = []
    order.reserveCapacity(candidates.count)
    for tasks in numbering.tasksByRank {
      var entries: [KeyEntry] = []
      for task in tasks { try appendOrderKeys(ofTask: task, to: &entries) }
      KeySorting.sort(&entries)
      try settleTies(&entries)
      for entry in entries { order.append(entry.number) }
    }
    return order
  }

  /// Appends the order keys and ordinals of a task's candidates.
  private func appendOrderKeys(ofTask task: Int, to entries: inout [KeyEntry]) throws {
    let ordinals = self.ordinals(ofTask: task)
    if ordinals.isEmpty { return }
    let file = try SignatureFile(path: signaturePaths[task])
    let base = numbering.numbers(ofTask: task).lowerBound
    guard file.documentCount == numbering.numbers(ofTask: task).count else {
      throw DeduplicationError(.badFile, "holds another number of documents than was counted", at: file.path)
    }
    var next = ordinals.lowerBound
    file.forEachOrderKey { row, orderKey in
      if next < ordinals.upperBound, Int(candidates[next]) == base + row {
        entries.append(KeyEntry(key: orderKey, number: UInt32(next)))
        next += 1
      }
    }
  }

  private func ordinals(ofTask task: Int) -> Range<Int> {
    let numbers = numbering.numbers(ofTask: task)
    let first = candidates.partitioningIndex { Int($0) >= numbers.lowerBound }
    return first..<candidates.partitioningIndex { Int($0) >= numbers.upperBound }
  }

  /// Orders entries of equal order keys by their content hashes, which are read for these only.
  private func settleTies(_ entries: inout [KeyEntry]) throws {
    var tied = NumberSet(bound: candidates.count)
    var hasTies = false
    for index in entries.indices.dropFirst() where entries[index].key == entries[index - 1].key {
      tied.insert(Int(entries[index].number))
      tied.insert(Int(entries[index - 1].number))
      hasTies = true
    }
    if !hasTies { return }
    var hashes = [ContentHash](repeating: ContentHash(high: 0, low: 0), count: tied.seal())
    for task in 0..<numbering.taskCount { try readHashes(of: tied, ofTask: task, into: &hashes) }
    var start = 0
    while start < entries.count {
      var end = start + 1
      while end < entries.count, entries[end].key == entries[start].key { end += 1 }
      if end - start > 1 {
        entries[start..<end].sort { left, right in
          let leftHash = hashes[tied.ordinal(of: Int(left.number))]
          let rightHash = hashes[tied.ordinal(of: Int(right.number))]
          return (leftHash.high, leftHash.low, left.number) < (rightHash.high, rightHash.low, right.number)
        }
      }
      start = end
    }
  }

  private func readHashes(of tied: NumberSet, ofTask task: Int, into hashes: inout [ContentHash]) throws {
    let ordinals = self.ordinals(ofTask: task)
    if !ordinals.contains(where: { tied.contains($0) }) { return }
    let base = numbering.numbers(ofTask: task).lowerBound
    try SignatureFile(path: signaturePaths[task]).forEachContent(slots: 0..<SignatureLayout.slotCount) { hash, _, row in
      let number = base + Int(row)
      let ordinal = ordinals.lowerBound + candidates[ordinals].partitioningIndex { Int($0) >= number }
      if ordinals.contains(ordinal), Int(candidates[ordinal]) == number, tied.contains(ordinal) {
        hashes[tied.ordinal(of: ordinal)] = hash
      }
    }
  }
}

extension RandomAccessCollection where Index == Int {
  /// Number of elements before the first for which a condition holds that holds for all behind it too.
  func partitioningIndex(where holds: (Element) -> Bool) -> Int {
    var low = startIndex
    var high = endIndex
    while low < high {
      let middle = low + (high - low) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low - startIndex
  }
}
