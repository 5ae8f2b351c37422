// CSV and TSV files as records.

import Corpus
import Storage

/// Reads the rows of a CSV or TSV file as records, as `TableMapping` tells.
public struct CSVReader: RecordReader {
  private var reader: TableRecordReader<CSVScanner>

  /// - Throws: `ReaderError` when the options or the mapping cannot be right for any file.
  public init(
    input: ByteInput, file: String, options: CSVOptions = CSVOptions(), mapping: TableMapping = TableMapping()
  ) throws(ReaderError) {
    reader = TableRecordReader(
      scanner: try CSVScanner(input: input, file: file, options: options), mapping: try ParsedMapping(mapping))
  }

  /// - Throws: `StorageError` for failures of the machine, `ReaderError` when the file lacks a configured column.
  public mutating func next() throws -> ReadEvent? { try reader.next() }
}
