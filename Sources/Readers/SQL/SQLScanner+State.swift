// Leaving a dump between two rows, and going on there.

extension SQLScanner {
  /// What the statements so far have told, and in the midst of which of them the scanner stands.
  struct State: Sendable, Codable, Equatable {
    var lexer: SQLLexer.Modes
    var connection: SQLConnectionEncoding
    var tables: [String: SQLTableDefinition]
    var place: Place
    /// The table whose rows are being read; nil between statements.
    var table: String?
    var columns: [TableColumn]
    var hasKnownColumns: Bool
    var lastHead: [UInt8]
    var shapeSchema: String?
    var currentSchema: String?
    var savedModes: [String: SQLStringModes]
    /// For UTF-16 the order of its bytes.
    var isBigEndian: Bool?
  }

  mutating func state(row: Int) -> ReaderState? {
    guard place != .start else { return nil }
    // Of a dump with many tables only those count that may still be asked for.
    let tables = tables.filter { key, _ in
      let parts = key.split(separator: "\0", omittingEmptySubsequences: false).map(String.init)
      return wants((schema: parts[0].isEmpty ? nil : parts[0], name: parts[1]))
        || parts[0].isEmpty && mapping?.mapping.table?.hasSuffix("." + parts[1]) == true
    }
    return ReaderState(
      position: cursor.position(), row: row,
      sql: State(
        lexer: lexer.modes, connection: connection, tables: tables, place: place, table: shape?.description.name,
        columns: shape?.description.columns ?? [], hasKnownColumns: shape?.hasKnownColumns ?? false,
        lastHead: lastHead, shapeSchema: shapeSchema, currentSchema: currentSchema, savedModes: savedModes,
        isBigEndian: isBigEndian))
  }

  mutating func resume(_ state: State) {
    lexer = SQLLexer(cursor: lexer.cursor, modes: state.lexer)
    connection = state.connection
    tables = state.tables
    place = state.place
    lastHead = state.lastHead
    shapeSchema = state.shapeSchema
    currentSchema = state.currentSchema
    savedModes = state.savedModes
    isBigEndian = state.isBigEndian
    if let isBigEndian { decodeUTF16(bigEndian: isBigEndian) }
    guard let table = state.table else { return makeDecoder() }
    shape = SQLRowShape(table: table, columns: state.columns, dialect: lexer.dialect)
    shape?.hasKnownColumns = state.hasKnownColumns
    makeDecoder()
  }
}
