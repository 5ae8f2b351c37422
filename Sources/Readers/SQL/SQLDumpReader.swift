// SQL dumps as records.

import Corpus
import Storage

/// Reads the rows of a MySQL, MariaDB, PostgreSQL or SQLite dump as records, as `TableMapping` tells.
///
/// The names of columns come from `CREATE TABLE` or the statement's own list; columns that the database computes are
/// left out where the dump leaves them out. Text inside values is never taken for SQL.
public struct SQLDumpReader: ResumableReader {
  private var reader: TableRecordReader<SQLScanner>

  /// - Parameters:
  ///   - dialect: nil to tell it from the first 64 KiB.
  ///   - state: where another reader stopped; nil at the file's beginning.
  /// - Throws: `ReaderError` when the mapping cannot be right for any file.
  public init(
    input: ByteInput, file: String, dialect: SQLDialect? = nil, options: SQLOptions = SQLOptions(),
    mapping: TableMapping = TableMapping(), resuming state: ReaderState? = nil
  ) throws(ReaderError) {
    let parsed = try ParsedMapping(mapping)
    var scanner = SQLScanner(input: input, file: file, dialect: dialect, options: options, mapping: parsed)
    if let state = state?.sql { scanner.resume(state) }
    reader = TableRecordReader(scanner: scanner, mapping: parsed, firstRow: state?.row ?? 0)
  }

  public mutating func state() -> ReaderState? { reader.state() }

  /// - Throws: `StorageError` for failures of the machine, `ReaderError` when the table lacks a configured column.
  public mutating func next() throws -> ReadEvent? { try reader.next() }
}
