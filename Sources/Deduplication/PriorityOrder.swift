// The order in which documents win: by what they are, never by where they stand.

/// Orders documents by the rank of their task, order key, content hash, and last by number.
struct PriorityOrder {
  let signatures: SignatureSet
  let resources: WorkResources

  private var numbering: DocumentNumbering { signatures.numbering }

  /// The members of a set, highest priority first. Needs four bytes for each besides what is sorted.
  ///
  /// - Parameter set: dense numbers; sealed.
  func numbers(in set: NumberSet) throws -> [UInt32] {
    var order: [UInt32] = []
    order.reserveCapacity(set.count)
    var ties: [Range<Int>] = []
    for tasks in numbering.tasksByRank {
      var sorter = ExternalSorter<KeyEntry>(resources)
      for task in tasks {
        let numbers = numbering.numbers(ofTask: task)
        if set.ordinal(of: numbers.lowerBound) == set.ordinal(of: numbers.upperBound) { continue }
        try resources.cancellation?.check()
        try signatures.file(ofTask: task).forEachOrderKey { row, orderKey in
          let number = numbers.lowerBound + row
          if set.contains(number) { try sorter.append(KeyEntry(key: orderKey, number: UInt32(number))) }
        }
      }
      var stream = try sorter.finish()
      var key: UInt64?
      while let entry = try stream.next() {
        if entry.key == key {
          let start = ties.last?.upperBound == order.count ? ties.removeLast().lowerBound : order.count - 1
          ties.append(start..<order.count + 1)
        }
        key = entry.key
        order.append(entry.number)
      }
    }
    if !ties.isEmpty { try settle(ties, in: &order) }
    return order
  }

  /// Orders documents of equal order keys by their content hashes, which are read for these only.
  private func settle(_ ties: [Range<Int>], in order: inout [UInt32]) throws {
    var tied = NumberSet(bound: numbering.documentCount)
    for tie in ties { for number in order[tie] { tied.insert(Int(number)) } }
    var hashes = [ContentHash](repeating: ContentHash(high: 0, low: 0), count: tied.seal())
    for task in 0..<numbering.taskCount {
      let numbers = numbering.numbers(ofTask: task)
      if tied.ordinal(of: numbers.lowerBound) == tied.ordinal(of: numbers.upperBound) { continue }
      try resources.cancellation?.check()
      try signatures.file(ofTask: task).forEachContent(slots: 0..<SignatureLayout.slotCount) { hash, _, row in
        let number = numbers.lowerBound + Int(row)
        if tied.contains(number) { hashes[tied.ordinal(of: number)] = hash }
      }
    }
    for tie in ties {
      order[tie].sort { left, right in
        let leftHash = hashes[tied.ordinal(of: Int(left))]
        let rightHash = hashes[tied.ordinal(of: Int(right))]
        return (leftHash.high, leftHash.low, left) < (rightHash.high, rightHash.low, right)
      }
    }
  }
}
