// What a dump says of itself: encoding, quotes and escapes, the present schema.

extension SQLScanner {
  /// A `SET` statement: what it says of quotes, escapes, the encoding and the schema is taken.
  mutating func set() throws -> TableStep? {
    var text: [UInt8] = []
    while text.count < 1024, let byte = try lexer.peek(text.count), byte != UInt8(ascii: ";"), byte != UInt8(ascii: "*")
    {
      text.append(lowercased(byte))
    }
    let words = String(decoding: text, as: UTF8.self)
      .split(whereSeparator: { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" || $0 == "@") })
    switch lexer.dialect {
    case .mySQL:
      if words.first == "names", words.count > 1 {
        connection = words[1] == "binary" ? .asStored : .declared(mySQLCharset(String(words[1])))
        makeDecoder()
      }
      for assignment in SQLAssignment.all(in: text) { setMode(assignment) }
    case .postgreSQL:
      if words.first == "standard_conforming_strings" { lexer.hasBackslashEscapes = words.last == "off" }
      if words.first == "client_encoding", words.count > 1 {
        connection = .declared(postgreSQLCharset(String(words[words.count - 1])))
        makeDecoder()
      }
      if words.first == "search_path", words.count > 1 { currentSchema = String(words[1]) }
    case .sqlite: break
    }
    try lexer.skipStatement()
    return .skipped(cursor.skippedRegion("sql-set"))
  }

  /// `sql_mode` is set by a list, kept in a variable, and set back from it: around every trigger of a dump.
  private mutating func setMode(_ assignment: SQLAssignment) {
    if assignment.value == "@@sql_mode" {
      savedModes[assignment.name] = SQLStringModes(
        hasANSIQuotes: lexer.hasANSIQuotes, hasBackslashEscapes: lexer.hasBackslashEscapes)
      return
    }
    guard assignment.name == "sql_mode" else { return }
    let modes =
      assignment.value.hasPrefix("@")
      ? savedModes[assignment.value] ?? SQLStringModes(hasANSIQuotes: false, hasBackslashEscapes: true)
      : SQLStringModes(
        hasANSIQuotes: assignment.value.split(whereSeparator: { !($0.isLetter || $0 == "_") })
          .contains { $0.hasPrefix("ansi") },
        hasBackslashEscapes: !assignment.value.contains("no_backslash_escapes"))
    lexer.hasANSIQuotes = modes.hasANSIQuotes
    lexer.hasBackslashEscapes = modes.hasBackslashEscapes
  }

  /// `USE database`.
  mutating func use() throws -> TableStep? {
    try lexer.skipSpace()
    currentSchema = try lexer.name() ?? currentSchema
    try lexer.skipStatement()
    return .skipped(cursor.skippedRegion("sql-use"))
  }

  /// Finds out what the rows that follow are written in.
  mutating func makeDecoder() {
    switch connection {
    case _ where options.charset != nil: lexer.trailBytes = SQLTrailBytes(charset: options.charset)
    case .declared(let label):
      decoder = RowDecoder(charset: label)
      lexer.trailBytes = SQLTrailBytes(charset: label)
    case .unknown:
      // A server that was asked for nothing else speaks UTF-8 today, and spoke its Latin-1 before.
      decoder = RowDecoder(charset: lexer.dialect == .mySQL ? mySQLCharset("latin1") : nil)
    case .asStored:
      let name = shape?.description.name ?? ""
      var charsets: [String: String] = [:]
      for column in definition(of: (shapeSchema, name))?.columns ?? [] { charsets[column.name] = column.charset }
      decoder = RowDecoder(
        columns: (shape?.description.columns ?? []).map { charsets[$0.name].flatMap(mySQLCharset) })
    }
  }

  /// What `CREATE TABLE` said of a table.
  func definition(of name: (schema: String?, name: String)) -> SQLTableDefinition? {
    tables[Self.key(name.schema, name.name)] ?? tables[Self.key(nil, name.name)]
  }
}

/// Which quotes and backslashes mean what.
struct SQLStringModes: Sendable, Codable, Equatable {
  var hasANSIQuotes: Bool
  var hasBackslashEscapes: Bool
}

/// `name = value` of a `SET` statement, in lower case, without quotes and scopes.
private struct SQLAssignment {
  var name: String
  var value: String

  static func all(in text: [UInt8]) -> [SQLAssignment] {
    var parts: [[UInt8]] = [[]]
    var isQuoted = false
    for byte in text {
      if byte == UInt8(ascii: "'") { isQuoted.toggle() }
      if byte == UInt8(ascii: ","), !isQuoted { parts.append([]) } else { parts[parts.count - 1].append(byte) }
    }
    return parts.compactMap { part in
      let sides = String(decoding: part, as: UTF8.self).split(separator: "=", maxSplits: 1)
      guard sides.count == 2 else { return nil }
      let name = sides[0].split(separator: " ").last.map(String.init) ?? ""
      let value = sides[1].split(separator: " ").joined(separator: " ")
      return SQLAssignment(name: name, value: value)
    }
  }
}
