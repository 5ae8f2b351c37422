// Rows of tables, whatever format they come from.

import Corpus

/// A column as the file describes it.
public struct TableColumn: Sendable, Equatable {
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

/// The row that is being read: cells behind one another in one buffer that is used again for every row.
struct RowBuffer {
  struct Cell {
    var end: Int
    var kind: CellKind
  }

  /// The bytes of all cells.
  var bytes: [UInt8] = []
  private(set) var cells: [Cell] = []

  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    cells.removeAll(keepingCapacity: true)
  }

  var count: Int { cells.count }

  /// Closes the cell whose bytes were appended since the last one.
  @inline(__always)
  mutating func endCell(_ kind: CellKind) { cells.append(Cell(end: bytes.count, kind: kind)) }

  /// The range of a cell's bytes.
  @inline(__always)
  func range(_ index: Int) -> Range<Int> { (index == 0 ? 0 : cells[index - 1].end)..<cells[index].end }

  /// The cell's kind; a cell that the row does not have is NULL.
  @inline(__always)
  func kind(_ index: Int) -> CellKind { index < cells.count ? cells[index].kind : .null }

  /// Runs `body` on a cell's bytes; a cell that the row does not have is empty.
  @inline(__always)
  func withCell<R>(_ index: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> R) rethrows -> R {
    guard index < cells.count else { return try body(UnsafeBufferPointer(start: nil, count: 0)) }
    let range = range(index)
    return try bytes.withUnsafeBufferPointer { try body(UnsafeBufferPointer(rebasing: $0[range])) }
  }

  /// Gives a cell another kind and other bytes.
  mutating func rewrite(_ index: Int, as kind: CellKind, with decoded: [UInt8]) {
    let range = range(index)
    bytes.replaceSubrange(range, with: decoded)
    let shift = decoded.count - range.count
    for later in index..<cells.count { cells[later].end += shift }
    cells[index].kind = kind
  }

  mutating func setKind(_ index: Int, _ kind: CellKind) { cells[index].kind = kind }

  var tableCells: [TableCell] {
    cells.indices.map { TableCell(kind: cells[$0].kind, bytes: Array(bytes[range($0)])) }
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
  /// The encoding that the file declares for its text; nil for UTF-8 or unknown.
  var charset: String? { get }
  mutating func step() throws -> TableStep?
}
