// A stretch of a document, as packing moves it about.

/// A stretch of a document's sequence (its tokens and the ids around them, `DocumentMarks`).
public struct PackedPiece: Sendable, Equatable {
  /// Number of the token file in the source's list.
  public var file: UInt32
  /// Number of the document in its token file.
  public var document: UInt32
  /// Place of the first token in the document's sequence.
  public var first: UInt32
  public var tokenCount: UInt32

  public init(file: UInt32, document: UInt32, first: UInt32, tokenCount: UInt32) {
    self.file = file
    self.document = document
    self.first = first
    self.tokenCount = tokenCount
  }
}

/// Takes document sequences in order and gives rows of pieces. Rows come out in an order that depends only on what
/// went in.
public protocol RowPacker {
  /// Tokens of a row.
  var capacity: Int { get }

  /// Takes the whole sequence of a document.
  ///
  /// - Parameters:
  ///   - piece: the sequence, one token or more.
  ///   - row: called with each row that is finished, its pieces in order, none of them empty.
  mutating func add(_ piece: PackedPiece, row: (ArraySlice<PackedPiece>) throws -> Void) rethrows

  /// Gives the rows that are still open.
  mutating func finish(row: (ArraySlice<PackedPiece>) throws -> Void) rethrows
}

/// How documents become rows.
public enum PackingStrategy: String, Sendable, CaseIterable {
  /// Documents that fit into a row are not cut; rows are filled by best-fit decreasing over a window.
  case bestFit = "best-fit"
  /// Documents one after the other, cut where a row ends.
  case concat
}
