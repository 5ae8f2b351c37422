// The order of an epoch's rows: any order, or one that keeps the parts of cut documents behind one another.

import TokenShards

/// Puts the rows of an epoch in order.
enum RowOrder: Sendable {
  case permuted(FeistelPermutation)
  /// The row at each place.
  case listed([UInt32])

  /// The row at a place of the order; both count from the epoch's first.
  subscript(place: Int) -> Int {
    switch self {
    case .permuted(let permutation): permutation[place]
    case .listed(let rows): Int(rows[place])
    }
  }

  /// A permutation, mended where it would bring a part of a document before an earlier one.
  ///
  /// Rows that are tied together by cut documents share their places out among themselves, in the order in which they
  /// were packed, which is that of the parts. All other rows stay where the permutation puts them. Of rows that were
  /// filled by concatenation nearly each is tied to the next, so that they stay as they were packed. Memory is 8 bytes a
  /// row, and 16 for each cut document while the order is made.
  init(
    keepingPartsOf rows: PackedRowsReader, _ epoch: Range<Int>, _ files: [TokenFileReader], _ marksPerDocument: Int,
    _ permutation: FeistelPermutation
  ) {
    var families = RowFamilies(count: epoch.count)
    /// For each cut document the row that has its latest part.
    var latest: [UInt64: UInt32] = [:]
    for row in epoch {
      let number = UInt32(row - epoch.lowerBound)
      rows.forEachPiece(ofRow: row) { piece in
        guard Int(piece.file) < files.count, Int(piece.document) < files[Int(piece.file)].documentCount,
          Int(piece.tokenCount) < files[Int(piece.file)].tokenCount(ofDocument: Int(piece.document)) + marksPerDocument
        else { return }
        let key = UInt64(piece.file) << 32 | UInt64(piece.document)
        if let other = latest.updateValue(number, forKey: key) { families.join(other, number) }
      }
    }
    var order = (0..<epoch.count).map { UInt32(permutation[$0]) }
    // Of each family the next row that has no place yet: its members are met in ascending order from the first on.
    let following = families.following()
    var next = (0..<UInt32(epoch.count)).map { $0 }
    for place in order.indices {
      let root = Int(families.root(of: order[place]))
      order[place] = next[root]
      next[root] = following[Int(next[root])]
    }
    self = .listed(order)
  }
}

/// Rows that are tied together; the root of a family is its first row.
private struct RowFamilies {
  private var parents: [UInt32]

  init(count: Int) { parents = (0..<UInt32(count)).map { $0 } }

  mutating func root(of row: UInt32) -> UInt32 {
    var row = row
    while parents[Int(row)] != row {
      parents[Int(row)] = parents[Int(parents[Int(row)])]
      row = parents[Int(row)]
    }
    return row
  }

  mutating func join(_ first: UInt32, _ second: UInt32) {
    let (left, right) = (root(of: first), root(of: second))
    parents[Int(max(left, right))] = min(left, right)
  }

  /// For each row the next of its family; itself for the last.
  mutating func following() -> [UInt32] {
    var following = (0..<UInt32(parents.count)).map { $0 }
    var last = following
    for row in following.indices {
      let root = Int(root(of: UInt32(row)))
      following[Int(last[root])] = UInt32(row)
      last[root] = UInt32(row)
    }
    return following
  }
}
