// Rows of a Parquet file as records.

import Corpus
import Storage

/// Reads the rows of a Parquet file as records, as `TableMapping` tells; only the columns that it names are read.
///
/// Offsets and sizes in origins count the CSV text that DuckDB writes of these columns; rows count the file's rows.
public struct ParquetReader: RecordReader {
  private var reader: TableRecordReader<ParquetScanner>?
  private var refusal: Quarantine?

  /// - Parameters:
  ///   - path: a regular file, not compressed.
  ///   - turns: how turns of a conversation are written, where a nested column of the text holds one.
  /// - Throws: `StorageError` of code `programMissing`; `ReaderError` when the file lacks a configured column.
  public init(
    path: String, file: String, mapping: TableMapping = TableMapping(), turns: String? = nil,
    maximumRowByteCount: Int = 64 << 20
  ) throws {
    let parsed = try ParsedMapping(mapping)
    let parquet: ParquetFile
    do {
      parquet = try ParquetFile(path: path)
    } catch let error as StorageError where error.code == .corrupt {
      refusal = Quarantine(
        reason: QuarantineReason.streamCorrupt.rawValue, message: error.message,
        origin: Origin(file: file, offset: 0, byteCount: 0, row: 0))
      return
    }
    let all = TableDescription(
      name: tableName(file: file), columns: parquet.columns.map { TableColumn(name: $0.name, type: $0.type) },
      isPartOfDump: false)
    let bound = try parsed.bind(to: all, file: file)
    var scanner = try ParquetScanner(
      parquet, file: file, columns: bound?.columns ?? [], maximumRowByteCount: maximumRowByteCount)
    scanner.conversation = try JSONLinesOptions(turns: turns).conversation()
    scanner.textColumns = Set(bound?.textColumns ?? [])
    reader = TableRecordReader(scanner: scanner, mapping: parsed)
  }

  /// - Throws: `StorageError` for failures of the machine.
  public mutating func next() throws -> ReadEvent? {
    defer { refusal = nil }
    if let refusal { return .quarantined(refusal) }
    return try reader?.next()
  }
}

/// The scanner of CSV, over what DuckDB writes, with cells as they were in the file.
struct ParquetScanner: TableScanner {
  private var csv: CSVScanner
  private let table: TableDescription
  private let codings: [ParquetFile.Coding]
  private let chosen: [Int]
  /// Columns of the file whose nested values are made text, and how.
  var textColumns: Set<Int> = []
  var conversation = ConversationText()

  var cursor: InputCursor {
    get { csv.cursor }
    set { csv.cursor = newValue }
  }
  var row: RowBuffer { csv.row }
  /// DuckDB writes nothing but UTF-8.
  var decoder: RowDecoder { csv.decoder }

  /// - Parameter columns: indices of the columns that are read; nil for all.
  init(_ parquet: ParquetFile, file: String, columns: [Int]? = nil, maximumRowByteCount: Int) throws {
    let chosen = columns ?? Array(parquet.columns.indices)
    self.chosen = chosen
    codings = chosen.map { parquet.columns[$0].coding }
    table = TableDescription(
      name: tableName(file: file),
      columns: chosen.map {
        TableColumn(name: parquet.columns[$0].name, type: Self.typeName(parquet.columns[$0].type))
      },
      isPartOfDump: false)
    var options = CSVOptions(delimiter: UInt8(ascii: ","), quote: .some(UInt8(ascii: "\"")), escape: .doubled)
    options.hasHeader = false
    options.names = table.columns.map(\.name) + [""]
    options.encoding = .utf8
    options.emptyIsNull = true
    options.maximumRowByteCount = maximumRowByteCount
    csv = try CSVScanner(input: parquet.rows(chosen), file: file, options: options)
  }

  mutating func state(row: Int) -> ReaderState? { nil }

  mutating func step() throws -> TableStep? {
    guard let step = try csv.step() else { return nil }
    guard case .row = step else { return step }
    for (index, coding) in codings.enumerated() where csv.row.kind(index) != .null {
      switch coding {
      case .text: break
      case .hexadecimal:
        csv.row.rewrite(index, as: .binary, with: csv.row.withCell(index) { bytes in Self.bytes(hexadecimal: bytes) })
      case .json:
        let text = textColumns.contains(chosen[index]) ? csv.row.withCell(index) { conversationText($0) } : nil
        if let text { csv.row.rewrite(index, as: .text, with: text) } else { csv.row.setKind(index, .expression) }
      case .other: csv.row.setKind(index, .number)
      }
    }
    return .row(table)
  }

  /// What a nested value says; nil where it is no conversation and stays JSON.
  private func conversationText(_ json: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    (try? JSONValue(parsing: json)).flatMap { conversation.text(of: $0) }.map { Array($0.utf8) }
  }

  private static func bytes(hexadecimal digits: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    func value(_ digit: UInt8) -> UInt8 { digit < 0x40 ? digit &- 0x30 : (digit & 0x5f) &- 55 }
    return stride(from: 0, to: digits.count - 1, by: 2).map { value(digits[$0]) << 4 | value(digits[$0 + 1]) & 15 }
  }

  /// The type's first word in lower case: `varchar`, `struct`.
  private static func typeName(_ type: String) -> String {
    if type.hasSuffix("]") { return "list" }
    return String(type.prefix { $0 != "(" && $0 != " " }).lowercased()
  }
}
