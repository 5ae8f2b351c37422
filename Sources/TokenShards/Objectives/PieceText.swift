// A piece of a document as its text goes, wherever its tokens stand in the row.

/// The tokens of a piece in the order of the document's text.
public struct PieceText: Sendable, Equatable {
  /// Place of the first of them in the document's sequence, as the encoder and the end-of-document id make it.
  public var first: Int
  /// For each, in the order of the text, its place among the piece's tokens.
  public var order: [Int]
  /// True for a part whose middle stands at its end.
  public var isRearranged: Bool

  public func tokens(_ piece: ArraySlice<UInt32>) -> [UInt32] { order.map { piece[piece.startIndex + $0] } }
}

extension ShardManifest {
  /// Puts a piece into the order of its text.
  ///
  /// - Parameter tokens: the piece's, as they were packed.
  /// - Returns: nil for a part whose middle is not marked as it should be.
  public func text(of piece: RowPiece, _ tokens: ArraySlice<UInt32>) -> PieceText? {
    guard let fill = objective.fillInTheMiddle, tokens.contains(fill.prefixID) else {
      return PieceText(first: piece.first, order: Array(0..<tokens.count), isRearranged: false)
    }
    guard let order = fill.textOrder(tokens, endOfDocument) else { return nil }
    return PieceText(
      first: FillInTheMiddle.textPlace(ofPartAt: piece.first, rowTokenCount: rowTokenCount), order: order,
      isRearranged: true)
  }
}
