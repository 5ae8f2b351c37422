// Two SentencePiece models made one, as Chinese-LLaMA did it.

/// A model with the pieces of another one behind its own.
///
/// Every piece of the other model that the base does not have is appended with score 0, above all pieces that training
/// ordered. New pieces therefore merge first, wherever they fit: text of the base's language that happens to hold the
/// letters of a new piece may get more tokens, and pieces of both models become unreachable because what they would be
/// merged from is taken first. Continued BPE does neither.
public struct MergedPieces: Sendable {
  public let model: SentencePieceModel
  /// Ids from here on are new.
  public let firstNewID: UInt32
  /// Pieces of the other model that the base has already.
  public let knownCount: Int

  public var addedCount: Int { model.pieces.count - Int(firstNewID) }

  /// - Throws: `limitExceeded` when there would be more than 2²⁴ pieces.
  public init(base: SentencePieceModel, adding other: SentencePieceModel) throws(TokenizationError) {
    var merged = base
    var known = Set(base.pieces.map(\.text))
    firstNewID = UInt32(base.pieces.count)
    for piece in other.pieces where known.insert(piece.text).inserted {
      merged.pieces.append(SentencePieceModel.Piece(text: piece.text, score: 0))
    }
    guard merged.pieces.count <= TokenList.idLimit else {
      throw TokenizationError(
        .limitExceeded, "\(merged.pieces.count) pieces are more than \(TokenList.idLimit)")
    }
    model = merged
    knownCount = other.pieces.count - (merged.pieces.count - base.pieces.count)
  }
}

extension SentencePieceTokenizer {
  /// Pieces of text that no text becomes, ascending.
  ///
  /// A piece comes about somewhere exactly when its own characters, alone, become it: until then nothing merges across
  /// its bounds, and inside them merging goes as if it were alone.
  public func unreachablePieces() -> [UInt32] {
    let merger = PieceMerger()
    var found: [UInt32] = []
    for id in 0..<UInt32(truncatingIfNeeded: vocabularySize) where surfaces.isText(id) {
      let text = tables.texts[Int(id)]
      if isLiteral(id) { continue }
      let reached = text.withUnsafeBufferPointer { text in
        !text.isEmpty && merger.merge(text, by: tables) == 1 && merger.units.base[0] == id && !holdsLiteral(text)
      }
      if !reached { found.append(id) }
    }
    return found
  }

  private func isLiteral(_ id: UInt32) -> Bool {
    guard tables.literals != nil, case .sentencePiece(let model) = source else { return false }
    return model.pieces[Int(id)].kind == .userDefined
  }

  private func holdsLiteral(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    tables.literals != nil && text.indices.contains { tables.literal(text, at: $0) != nil }
  }
}
