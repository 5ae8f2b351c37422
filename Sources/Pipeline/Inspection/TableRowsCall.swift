// sluice inspect --rows: the rows of tables as JSON lines.

import Corpus
import Readers
import Storage
import TextAnalysis

/// What `sluice inspect --rows` was asked for.
public struct TableRowsCall: Sendable {
  public var file: String
  /// How the file is read; with a table only its rows are written.
  public var reading: ReadingOptions

  public init(file: String, reading: ReadingOptions = ReadingOptions()) {
    self.file = file
    self.reading = reading
  }

  /// Bytes of lines that are written at once, about.
  private static let portionByteCount = 1 << 18

  /// Writes `{"table": name, "row": {column: value}}` for each row to the standard output: numbers as strings, as they
  /// stand in the file; binary values as `{"$hex": digits}`.
  ///
  /// - Returns: the number of rows, and what could not be read, with its place.
  /// - Throws: `RunError.usage` for files that hold no tables, `StorageError` when reading or writing fails.
  public func run() throws -> (rowCount: Int, problems: [String]) {
    let opening = try reading.opening(limits: .standalone)
    var looked = try opening.look(into: reading.location(of: file), file: file)
    guard var rows = try opening.tableRows(&looked, file: file) else {
      throw RunError(.usage, "\(file): holds no tables; sluice inspect without --rows shows what it holds")
    }
    let output = try LineOutput(path: "-")
    var lines: [UInt8] = []
    var problems: [String] = []
    var rowCount = 0
    while let event = try rows.next() {
      switch event {
      case .row(let row) where reading.table == nil || row.table == reading.table:
        Self.append(row, to: &lines)
        rowCount += 1
      case .row, .skipped: break
      case .quarantined(let entry): problems.append("\(file), byte \(entry.origin.offset): \(entry.message)")
      }
      if lines.count >= Self.portionByteCount {
        try output.append(lines)
        lines.removeAll(keepingCapacity: true)
      }
    }
    try output.append(lines)
    try output.commit()
    return (rowCount, problems)
  }

  private static func append(_ row: TableRow, to lines: inout [UInt8]) {
    JSONText.appendRaw("{\"table\":", to: &lines)
    JSONText.appendString(row.table, to: &lines)
    JSONText.appendRaw(",\"row\":{", to: &lines)
    for (index, cell) in row.cells.enumerated() {
      if index > 0 { JSONText.appendRaw(",", to: &lines) }
      JSONText.appendKey(index < row.columns.count ? row.columns[index].name : "column\(index + 1)", to: &lines)
      switch cell.kind {
      case .null: JSONText.appendRaw("null", to: &lines)
      case .boolean: lines += cell.bytes
      case .binary:
        JSONText.appendRaw("{\"$hex\":", to: &lines)
        JSONText.appendString(Hex.encode(cell.bytes), to: &lines)
        JSONText.appendRaw("}", to: &lines)
      case .text, .number, .expression:
        var text = cell.bytes
        if !UTF8Bytes.isValid(text) { _ = UTF8Bytes.repair(&text) }
        JSONText.appendString(text, to: &lines)
      }
    }
    JSONText.appendRaw("}}\n", to: &lines)
  }
}

extension InputOpening {
  /// The rows of an input that holds tables; nil for any other.
  ///
  /// - Throws: `StorageError` of code `programMissing` where another program would be needed to read it.
  func tableRows(_ looked: inout LookedInput, file: String) throws -> TableRowReader? {
    switch looked.content {
    case .tar, .zip: return nil
    case .parquet: return try TableRowReader(parquet: looked.keptPath(scratchFolder), file: file)
    case .postgreSQLArchive: looked = try converted(looked, kind: .postgreSQL)
    case .sqliteDatabase: looked = try converted(looked, kind: .sqliteDump)
    case .records: break
    }
    var configuration = configuration
    configuration.kind = looked.kind
    switch looked.kind {
    case .csv, .sql, .mySQL, .postgreSQL, .sqliteDump, .mySQLXML:
      return try TableRowReader(configuration, input: looked.input, file: file)
    default: return nil
    }
  }
}
