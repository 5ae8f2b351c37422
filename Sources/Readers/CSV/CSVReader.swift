// CSV and TSV files as records.

import Corpus
import Storage

/// Reads the rows of a CSV or TSV file as records, as `TableMapping` tells.
public struct CSVReader: ResumableReader {
  private var reader: TableRecordReader<CSVScanner>

  /// - Parameter state: where another reader stopped; nil at the file's beginning.
  /// - Throws: `ReaderError` when the options or the mapping cannot be right for any file.
  public init(
    input: ByteInput, file: String, options: CSVOptions = CSVOptions(), mapping: TableMapping = TableMapping(),
    resuming state: ReaderState? = nil
  ) throws(ReaderError) {
    var scanner = try CSVScanner(input: input, file: file, options: options)
    if let state = state?.csv { scanner.resume(state) }
    reader = TableRecordReader(scanner: scanner, mapping: try ParsedMapping(mapping), firstRow: state?.row ?? 0)
  }

  public mutating func state() -> ReaderState? { reader.state() }

  /// - Throws: `StorageError` for failures of the machine, `ReaderError` when the file lacks a configured column.
  public mutating func next() throws -> ReadEvent? { try reader.next() }
}
