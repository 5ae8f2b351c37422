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

  /// - Parameter firstRow: the number of the first row.
  init(scanner: Scanner, mapping: ParsedMapping, firstRow: Int = 0) {
    self.scanner = scanner
    self.mapping = mapping
    rowNumber = firstRow
  }

  mutating func state() -> ReaderState? { scanner.state(row: rowNumber) }

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
    var charset: String?
    if scanner.decoder.isActive || bound.isHTML && body.withUnsafeBufferPointer(UTF8Validation.isValid) {
      // What a page says of its encoding was true where it was fetched, not of the table it stands in now.
      charset = "utf-8"
    }
    if scanner.decoder.isActive, scanner.decoder.replacementCount > 0 {
      let count = RowDecoder.replacementCount(in: body)
      if count > 0 { metadata["undecodable"] = String(count) }
    }
    return .record(
      Record(
        body: body, mediaType: bound.mediaType, charset: charset,
        origin: scanner.cursor.takeOrigin(row: rowNumber, url: url), metadata: metadata))
  }

  private func string(_ column: Int) -> String { scanner.row.withCell(column) { String(decoding: $0, as: UTF8.self) } }
}

/// Reads the rows of tables as they are: for `sluice inspect`, and for tests.
public struct TableRowReader {
  private var scanner: any TableScanner
  private var rowNumber = 0

  /// - Throws: `ReaderError` when the configuration is of a kind that has no rows, or its options cannot be right.
  public init(_ configuration: ReaderConfiguration, input: ByteInput, file: String) throws(ReaderError) {
    switch configuration.kind {
    case .csv: scanner = try CSVScanner(input: input, file: file, options: configuration.csv)
    case .sql, .mySQL, .postgreSQL, .sqliteDump:
      scanner = SQLScanner(input: input, file: file, dialect: configuration.kind.sqlDialect, options: configuration.sql)
    case .mySQLXML: scanner = MySQLXMLScanner(input: input, file: file, options: configuration.sql)
    default: throw ReaderError(.invalidOption, "'\(configuration.kind.rawValue)' has no rows", file: file)
    }
  }

  /// Rows of a Parquet file with all its columns.
  ///
  /// - Throws: `StorageError` when DuckDB is not there, or cannot read the file.
  public init(parquet path: String, file: String) throws {
    scanner = try ParquetScanner(ParquetFile(path: path), file: file, maximumRowByteCount: 64 << 20)
  }

  /// Tables that the input has defined so far, also those without rows.
  public var definedTables: [(name: String, columns: [TableColumn])] { scanner.definedTables }

  /// The next row or region, or nil at the end of the input.
  public mutating func next() throws -> TableEvent? {
    switch try scanner.step() {
    case nil: return nil
    case .skipped(let region): return .skipped(region)
    case .quarantined(var entry):
      entry.origin.row = rowNumber
      rowNumber += 1
      return .quarantined(entry)
    case .row(let table):
      defer { rowNumber += 1 }
      // A Parquet file's rows have a cell more than it has columns.
      let cells = scanner.row.tableCells.prefix(scanner is ParquetScanner ? table.columns.count : .max)
      let origin = scanner.cursor.takeOrigin(row: rowNumber)
      return .row(TableRow(table: table.name, columns: table.columns, cells: Array(cells), origin: origin))
    }
  }
}
