// Leaving a CSV file between two rows, and going on there.

extension CSVScanner {
  /// What the beginning of the file has told.
  struct State: Sendable, Codable, Equatable {
    var dialect: CSVDialect
    var columns: [TableColumn]
    var charset: String?
    /// For UTF-16 the order of its bytes.
    var isBigEndian: Bool?
    var lineEnd: UInt8
  }

  mutating func state(row: Int) -> ReaderState? {
    guard let dialect, let table else { return nil }
    return ReaderState(
      position: cursor.position(), row: row,
      csv: State(
        dialect: dialect, columns: table.columns, charset: charset, isBigEndian: isBigEndian,
        lineEnd: lineEnd))
  }

  mutating func resume(_ state: State) {
    dialect = state.dialect
    syntax = CSVSyntax(state.dialect, emptyIsNull: options.emptyIsNull)
    hasHeader = state.dialect.hasHeader
    table = TableDescription(name: tableName(file: cursor.file), columns: state.columns, isPartOfDump: false)
    charset = state.charset
    decoder = RowDecoder(charset: state.charset)
    isBigEndian = state.isBigEndian
    lineEnd = state.lineEnd
    if let isBigEndian { cursor.decodeUTF16(bigEndian: isBigEndian) }
  }
}
