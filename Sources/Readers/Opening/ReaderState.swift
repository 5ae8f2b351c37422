// What a reader knows between two events, so that a large file can be read in parts.

import Corpus
import Storage

/// Where a reader stands and what it has learned on the way there. Another reader that is made from it gives the same
/// events from there on, with the same offsets and rows.
public struct ReaderState: Sendable, Codable, Equatable {
  /// Where the next event begins.
  public var position: StreamPosition
  /// Number of the next record in its file.
  var row: Int
  var csv: CSVScanner.State?
  var sql: SQLScanner.State?
  var wiki: MediaWikiReader.State?

  init(
    position: StreamPosition, row: Int, csv: CSVScanner.State? = nil, sql: SQLScanner.State? = nil,
    wiki: MediaWikiReader.State? = nil
  ) {
    self.position = position
    self.row = row
    self.csv = csv
    self.sql = sql
    self.wiki = wiki
  }
}

/// A reader that can be left between two events and gone on with by another one.
public protocol ResumableReader: RecordReader {
  /// What another reader needs to go on behind the last event; nil where nobody could.
  mutating func state() -> ReaderState?
}
