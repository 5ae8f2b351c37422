// The two ways to read a table: as records for the pipeline, as rows for people and tests.

import Corpus
import Storage

/// Turns a table scanner's rows into records.
struct TableRecordReader<Scanner: TableScanner> {
  var scanner: Scanner
  private let mapping: ParsedMapping
  private var rowNumber = 0
  private var boundTable: TableDescription?
  private var bound: BoundMapping?

  init(scanner: Scanner, mapping: ParsedMapping) {
    self.scanner = scanner
    self.mapping = mapping
  }

  mutating func next() throws -> ReadEvent? {
    guard let step = try scanner.step() else { return nil }
    switch step {
    case .skipped(let region): return .skipped(region)
    case .quarantined(var entry):
      entry.origin.row = rowNumber
      rowNumber += 1
      return .quarantined(entry)
    case .row(let table):
      defer { rowNumber += 1 }
      if table !== boundTable {
        bound = try mapping.bind(to: table, file: scanner.cursor.file)
        boundTable = table
      }
      guard let bound else { return scanner.cursor.skipped("sql-other-table") }
      return event(bound)
    }
  }

  private mutating func event(_ bound: BoundMapping) -> ReadEvent {
    for comparison in bound.filter where !comparison.matches(scanner.row) {
      return scanner.cursor.skipped("row-filtered")
    }
    let body = bound.body(of: scanner.row)
    var metadata: [String: String] = [:]
    for (name, column) in bound.metadata where scanner.row.kind(column) != .null {
      metadata[name] = string(column)
    }
    let url = bound.urlColumn.flatMap { scanner.row.kind($0) == .null ? nil : string($0) }
    var charset = scanner.charset
    if charset == nil, bound.isHTML, body.withUnsafeBufferPointer(UTF8Validation.isValid) {
      // What a page says of its encoding was true where it was fetched, not of the table it stands in now.
      charset = "utf-8"
    }
    return .record(
      Record(
        body: body, mediaType: bound.mediaType, charset: charset,
        origin: scanner.cursor.takeOrigin(row: rowNumber, url: url), metadata: metadata))
  }

  private func string(_ column: Int) -> String {
    scanner.row.withCell(column) { cell in
      switch scanner.charset {
      case "windows-1252": String(String.UnicodeScalarView(cell.map { Unicode.Scalar(windows1252: $0) }))
      case "iso-8859-1": String(String.UnicodeScalarView(cell.map { Unicode.Scalar($0) }))
      default: String(decoding: cell, as: UTF8.self)
      }
    }
  }
}

/// Reads the rows of CSV files and SQL dumps as they are: for `sluice inspect`, and for tests.
public struct TableRowReader {
  private var csv: CSVScanner?
  private var sql: SQLScanner?
  private var rowNumber = 0

  /// - Throws: `ReaderError` when the configuration is of a kind that has no rows, or its options cannot be right.
  public init(_ configuration: ReaderConfiguration, input: ByteInput, file: String) throws(ReaderError) {
    switch configuration.kind {
    case .csv: csv = try CSVScanner(input: input, file: file, options: configuration.csv)
    case .sql, .mySQL, .postgreSQL, .sqliteDump:
      sql = SQLScanner(input: input, file: file, dialect: configuration.kind.sqlDialect, options: configuration.sql)
    default: throw ReaderError(.invalidOption, "'\(configuration.kind.rawValue)' has no rows", file: file)
    }
  }

  /// The next row or region, or nil at the end of the input.
  public mutating func next() throws -> TableEvent? {
    switch try csv != nil ? csv?.step() : sql?.step() {
    case nil: return nil
    case .skipped(let region): return .skipped(region)
    case .quarantined(var entry):
      entry.origin.row = rowNumber
      rowNumber += 1
      return .quarantined(entry)
    case .row(let table):
      defer { rowNumber += 1 }
      let cells = csv?.row.tableCells ?? sql?.row.tableCells ?? []
      let origin = csv?.cursor.takeOrigin(row: rowNumber) ?? sql?.cursor.takeOrigin(row: rowNumber)
      guard let origin else { return nil }
      return .row(TableRow(table: table.name, columns: table.columns, cells: cells, origin: origin))
    }
  }
}
