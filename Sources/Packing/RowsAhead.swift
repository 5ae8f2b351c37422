// The rows of the stream one after the other, with what the next ones need fetched while earlier ones are copied.
//
// Rows come in an order that looks random, and each leads over four places in memory: where its pieces stand, the
// pieces, what the tables say of their documents, the tokens. Waiting for each takes longer than much of the copying. So
// every place is asked for some rows before it is looked at, from the place before it, which is there by then.

import TokenShards

/// Goes through the rows of the stream.
struct RowsAhead {
  /// A row of a source.
  struct Row {
    let source: Int
    /// Place of the row in the source's order.
    let position: Int
    /// Number of the packed row.
    let number: Int
  }

  private let sources: [SourceRows]
  private var schedule: SlotSchedule
  /// The next rows, each at the place of its step modulo their number; nil behind the stream's end.
  private var upcoming: InlineArray<8, Row?> = .init(repeating: nil)
  private var step = 0

  /// Steps from asking for the place of a row's pieces to asking for the pieces, their documents, their tokens, and to
  /// giving the row.
  private static let distances = (pieces: 2, documents: 4, tokens: 6, row: 7)

  /// - Parameter schedule: before the first row.
  init(_ schedule: SlotSchedule, _ sources: [SourceRows]) {
    self.schedule = schedule
    self.sources = sources
    for _ in 0..<Self.distances.row { advance() }
  }

  /// The next row; nil behind the stream's end.
  mutating func next() -> Row? {
    advance()
    return row(before: Self.distances.row + 1)
  }

  private mutating func advance() {
    upcoming[step & 7] = begin()
    step += 1
    if let row = row(before: Self.distances.pieces + 1) {
      sources[row.source].rows.prefetchPieces(ofRow: row.number)
    }
    if let row = row(before: Self.distances.documents + 1) {
      sources[row.source].forEachFile(ofRow: row.number) { $0.prefetchTables(ofDocument: Int($1.document)) }
    }
    if let row = row(before: Self.distances.tokens + 1) {
      sources[row.source].forEachFile(ofRow: row.number) { file, piece in
        file.prefetchTokens(
          ofDocument: Int(piece.document), from: Int(piece.first), count: Int(piece.tokenCount))
      }
    }
  }

  private mutating func begin() -> Row? {
    guard let source = schedule.next() else { return nil }
    let position = schedule.given[source] - 1
    let number = sources[source].row(at: position)
    sources[source].rows.prefetchPlace(ofRow: number)
    return Row(source: source, position: position, number: number)
  }

  /// The row that was begun so many steps ago, where the newest was one ago.
  private func row(before distance: Int) -> Row? { step < distance ? nil : upcoming[(step - distance) & 7] }
}
