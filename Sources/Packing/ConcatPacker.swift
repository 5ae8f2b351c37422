// Packing by concatenation: one stream of documents, cut into rows.

/// Puts documents one behind the other and begins a new row wherever one is full: only the last row can have padding,
/// and about one document a row is cut.
public struct ConcatPacker: RowPacker {
  public let capacity: Int
  private var open: [PackedPiece] = []
  private var used = 0

  public init(capacity: Int) {
    precondition(capacity > 0)
    self.capacity = capacity
  }

  public mutating func add(_ piece: PackedPiece, row: (ArraySlice<PackedPiece>) throws -> Void) rethrows {
    var rest = piece
    while rest.tokenCount > 0 {
      var part = rest
      part.tokenCount = UInt32(min(Int(rest.tokenCount), capacity - used))
      open.append(part)
      used += Int(part.tokenCount)
      rest.first &+= part.tokenCount
      rest.tokenCount -= part.tokenCount
      if used == capacity { try finish(row: row) }
    }
  }

  public mutating func finish(row: (ArraySlice<PackedPiece>) throws -> Void) rethrows {
    if open.isEmpty { return }
    try row(open[...])
    open.removeAll(keepingCapacity: true)
    used = 0
  }
}
