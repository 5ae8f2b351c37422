// Rows of tables, whatever format they come from.

import Corpus

/// A column as the file describes it.
public struct TableColumn: Sendable, Equatable, Codable {
  public var name: String
  /// The type as the dump declares it, its first word in lower case (`longblob`, `bytea`, `boolean`); empty where the
  /// file declares none.
  public var type: String

  public init(name: String, type: String = "") {
    self.name = name
    self.type = type
  }
}

/// What kind of value a cell holds.
public enum CellKind: UInt8, Sendable {
  case null, text, number, boolean, binary
  /// An SQL expression that is not evaluated; the bytes are its text.
  case expression
}

/// One value of a row.
public struct TableCell: Sendable, Equatable {
  public var kind: CellKind
  /// The value's bytes without quotes and escapes; empty for NULL.
  public var bytes: [UInt8]

  public init(kind: CellKind, bytes: [UInt8]) {
    self.kind = kind
    self.bytes = bytes
  }

  public var isNull: Bool { kind == .null }
}

/// A row with its table.
public struct TableRow: Sendable, Equatable {
  /// The table's name without its schema; for CSV the file's name.
  public var table: String
  public var columns: [TableColumn]
  /// As many cells as columns, but for rows of ragged CSV that are padded.
  public var cells: [TableCell]
  public var origin: Origin
}

/// One step of reading rows.
public enum TableEvent: Sendable {
  case row(TableRow)
  case skipped(SkippedRegion)
  case quarantined(Quarantine)
}

/// A table's name and columns, shared by its rows.
final class TableDescription: Sendable {
  let name: String
  let columns: [TableColumn]
  /// True for a table of a dump, which may hold others.
  let isPartOfDump: Bool

  init(name: String, columns: [TableColumn], isPartOfDump: Bool) {
    self.name = name
    self.columns = columns
    self.isPartOfDump = isPartOfDump
  }
}

/// What a table format's scanner has found.
enum TableStep {
  /// The row buffer holds a row of this table; the cursor's span over it is not yet taken.
  case row(TableDescription)
  case skipped(SkippedRegion)
  /// The row's number is the caller's to fill in.
  case quarantined(Quarantine)
}

/// A scanner of a table format: it leaves rows in `row` and their bytes to be accounted for in `cursor`.
protocol TableScanner {
  var cursor: InputCursor { get set }
  var row: RowBuffer { get }
  /// What brought the row's text to UTF-8.
  var decoder: RowDecoder { get }
  mutating func step() throws -> TableStep?
  /// Tables whose definition has been read, also those without rows, in the order of their names; of formats that define
  /// none, none.
  var definedTables: [(name: String, columns: [TableColumn])] { get }
  /// What another scanner needs to go on behind the last step, `row` being the next row's number; nil where none could.
  mutating func state(row: Int) -> ReaderState?
}

extension TableScanner {
  var definedTables: [(name: String, columns: [TableColumn])] { [] }
}
