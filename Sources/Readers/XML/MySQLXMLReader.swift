// Tables in XML as records.

import Corpus
import Storage

/// Reads the rows of `mysqldump --xml` and `mysql --xml` as records, as `TableMapping` tells.
public struct MySQLXMLReader: RecordReader {
  private var reader: TableRecordReader<MySQLXMLScanner>

  /// - Throws: `ReaderError` when the mapping cannot be right for any file.
  public init(
    input: ByteInput, file: String, options: SQLOptions = SQLOptions(), mapping: TableMapping = TableMapping()
  ) throws(ReaderError) {
    let parsed = try ParsedMapping(mapping)
    reader = TableRecordReader(
      scanner: MySQLXMLScanner(input: input, file: file, options: options, mapping: parsed), mapping: parsed)
  }

  /// - Throws: `StorageError` for failures of the machine, `ReaderError` when the table lacks a configured column.
  public mutating func next() throws -> ReadEvent? { try reader.next() }
}
