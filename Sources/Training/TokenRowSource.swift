// Where the trainer's tokens come from.

/// Rows of token ids of one length, in a fixed order. Shard readers conform to it through an adapter.
///
/// A row of R ids trains R − 1 predictions: ids 0 ..< R − 1 go in, ids 1 ..< R are asked for.
public protocol TokenRowSource {
  /// Number of rows.
  var rowCount: Int { get }
  /// Ids in a row, two at least.
  var rowLength: Int { get }
  /// What tells this set of rows from another, such as a manifest's checksum. A checkpoint goes on only with the same.
  var identity: String { get }
  /// Writes row `index` to `row`, whose count is `rowLength`, and returns how many of its ids are text; those behind
  /// are padding, which goes in and is never asked for. Padding is known by its place and not by its id: the id may
  /// also end documents.
  ///
  /// - Throws: when the row cannot be read.
  func copyRow(_ index: Int, into row: UnsafeMutableBufferPointer<UInt32>) throws -> Int
}

/// Rows in memory.
public struct MemoryRows: TokenRowSource, Sendable {
  public let rowCount: Int
  public let rowLength: Int
  public let identity: String
  private let tokens: [UInt32]
  private let paddingID: UInt32?
  /// Tokens from the start of a row to the start of the next.
  private let stride: Int

  /// Cuts a stream into rows.
  ///
  /// - Parameters:
  ///   - tokens: the stream; what does not fill a row at its end is left out.
  ///   - rowLength: ids in a row, at least 2.
  ///   - overlap: ids that a row shares with the next. With 1, every id but the first is asked for exactly once, as
  ///     llm.c reads its files; with 0, rows stand beside each other.
  ///   - paddingID: the id that fills up the ends of rows; nil where rows are full.
  public init(
    tokens: [UInt32], rowLength: Int, overlap: Int = 0, paddingID: UInt32? = nil, identity: String = "memory"
  ) {
    precondition(rowLength >= 2 && overlap >= 0 && overlap < rowLength)
    self.tokens = tokens
    self.rowLength = rowLength
    self.paddingID = paddingID
    self.identity = identity
    stride = rowLength - overlap
    rowCount = tokens.count < rowLength ? 0 : (tokens.count - rowLength) / stride + 1
  }

  public func copyRow(_ index: Int, into row: UnsafeMutableBufferPointer<UInt32>) -> Int {
    precondition(index >= 0 && index < rowCount && row.count == rowLength)
    for position in 0..<rowLength { row[position] = tokens[index * stride + position] }
    var filled = rowLength
    while filled > 0 && row[filled - 1] == paddingID { filled -= 1 }
    return filled
  }
}
