// SQL dumps as records.

import Corpus
import Storage

/// Reads the rows of a MySQL, MariaDB, PostgreSQL or SQLite dump as records, as `TableMapping` tells.
///
/// The names of columns come from `CREATE TABLE` or the statement's own list; columns that the database computes are
/// left out where the dump leaves them out. Text inside values is never taken for SQL.
public struct SQLDumpReader: RecordReader {
  private var reader: TableRecordReader<SQLScanner>

  /// - Parameter dialect: nil to tell it from the first 64 KiB.
  /// - Throws: `ReaderError` when the mapping cannot be right for any file.
  public init(
    input: ByteInput, file: String, dialect: SQLDialect? = nil, options: SQLOptions = SQLOptions(),
    mapping: TableMapping = TableMapping()
  ) throws(ReaderError) {
    let parsed = try ParsedMapping(mapping)
    reader = TableRecordReader(
      scanner: SQLScanner(input: input, file: file, dialect: dialect, options: options, mapping: parsed),
      mapping: parsed)
  }

  /// - Throws: `StorageError` for failures of the machine, `ReaderError` when the table lacks a configured column.
  public mutating func next() throws -> ReadEvent? { try reader.next() }
}
