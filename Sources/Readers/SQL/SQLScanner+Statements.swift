// The statements that matter to a dump's rows: heads of INSERT, CREATE TABLE, SET, and MySQL's DELIMITER.

import Storage

extension SQLScanner {
  /// True when the rows of the table are asked for.
  func wants(_ name: (schema: String?, name: String)) -> Bool {
    mapping?.wants(table: name.name, schema: name.schema) ?? true
  }

  /// Reads `INSERT INTO table (columns) VALUES` behind its keyword; other forms of INSERT are passed over.
  mutating func insertHead() throws -> TableStep? {
    var name: (schema: String?, name: String)?
    while name == nil {
      try lexer.skipSpace()
      guard let byte = try lexer.peek() else { throw SQLFailure.ended }
      guard isWordByte(byte) else {
        name = try lexer.qualifiedName()
        break
      }
      let before = cursor.marked.count
      let word = try lexer.word()
      if ["into", "ignore", "low_priority", "high_priority", "delayed", "or", "abort", "fail", "rollback"]
        .contains(word) || (word == "replace" && lexer.dialect == .sqlite)
      {
        continue
      }
      // A name: give it back to the lexer, which keeps its letters' case.
      guard cursor.rewind(toMarked: before) else { throw SQLFailure("a table's name is expected") }
      name = try lexer.qualifiedName()
    }
    guard let name else { return try skipInsert("sql-insert") }
    try lexer.skipSpace()
    var columns: [String]?
    if try lexer.peek() == UInt8(ascii: "(") {
      columns = try lexer.nameList()
      try lexer.skipSpace()
    }
    var word = try lexer.word()
    while ["overriding", "system", "user", "value", "partition"].contains(word) {
      try lexer.skipSpace()
      if word == "value", try lexer.peek() == UInt8(ascii: "(") { break }
      if word == "partition" { _ = try lexer.nameList() }
      try lexer.skipSpace()
      word = try lexer.word()
    }
    guard word == "values" || word == "value" else { return try skipInsert("sql-insert") }
    if !wants(name) { return try skipInsert("sql-other-table") }
    try lexer.skipSpace()
    setShape(name, columns: columns)
    place = .rows
    lastHead = cursor.marked.count < 1 << 16 ? Array(cursor.marked) : []
    return .skipped(cursor.skippedRegion("sql-insert"))
  }

  private mutating func skipInsert(_ kind: String) throws -> TableStep? {
    try lexer.skipStatement()
    return .skipped(cursor.skippedRegion(kind))
  }

  mutating func create() throws -> TableStep? {
    var body = SQLBody.none
    while true {
      try lexer.skipSpace()
      let word = try lexer.word()
      switch word {
      case "table":
        try tableDefinition()
        try lexer.skipStatement()
        return .skipped(cursor.skippedRegion("sql-create-table"))
      case "or", "replace", "temp", "temporary", "unlogged", "global", "local", "foreign", "external": continue
      case "trigger" where lexer.dialect == .sqlite: body = .trigger
      case "function", "procedure": if lexer.dialect == .postgreSQL { body = .atomic }
      default: break
      }
      try lexer.skipStatement(body)
      return .skipped(cursor.skippedRegion("sql-create"))
    }
  }

  private mutating func tableDefinition() throws {
    try lexer.skipSpace()
    let before = cursor.marked.count
    if try lexer.word() == "if" {
      for _ in 0..<2 {
        try lexer.skipSpace()
        _ = try lexer.word()
      }
      try lexer.skipSpace()
    } else if !cursor.rewind(toMarked: before) {
      return
    }
    guard let name = try lexer.qualifiedName() else { return }
    try lexer.skipSpace()
    guard try lexer.peek() == UInt8(ascii: "(") else { return }
    var definition = try lexer.columnDefinitions()
    if lexer.dialect == .mySQL { try lexer.tableOptions(of: &definition) }
    if tables.count < 100_000 {
      tables[Self.key(name.schema, name.name)] = definition
      if name.schema != nil { tables[Self.key(nil, name.name)] = tables[Self.key(nil, name.name)] ?? definition }
    }
    lastHead = []
  }

  /// A table's name in the dictionary of definitions.
  static func key(_ schema: String?, _ name: String) -> String { (schema ?? "") + "\0" + name }

  mutating func setShape(_ name: (schema: String?, name: String), columns names: [String]?) {
    let definition = tables[Self.key(name.schema, name.name)] ?? tables[Self.key(nil, name.name)]
    var columns: [TableColumn] = []
    if let names {
      var types: [String: String] = [:]
      for column in definition?.columns ?? [] { types[column.name] = column.type }
      columns = names.map { TableColumn(name: $0, type: types[$0] ?? "") }
    } else {
      columns = (definition?.columns ?? []).filter { !$0.isGenerated }.map { TableColumn(name: $0.name, type: $0.type) }
    }
    for index in columns.indices where columns[index].type.isEmpty {
      columns[index].type = options.columnTypes[columns[index].name] ?? ""
    }
    let isSame = shape.map { $0.description.name == name.name && $0.description.columns == columns } ?? false
    if !isSame || columns.isEmpty {
      shape = SQLRowShape(table: name.name, columns: columns, dialect: lexer.dialect)
      shape?.hasKnownColumns = !columns.isEmpty
      makeDecoder()
    }
  }

  /// Finds out what the rows that follow are written in.
  mutating func makeDecoder() {
    switch connection {
    case _ where options.charset != nil: return
    case .declared(let label): decoder = RowDecoder(charset: label)
    case .unknown:
      // A server that was asked for nothing else speaks UTF-8 today, and spoke its Latin-1 before.
      decoder = RowDecoder(charset: lexer.dialect == .mySQL ? mySQLCharset("latin1") : nil)
    case .asStored:
      let name = shape?.description.name ?? ""
      var charsets: [String: String] = [:]
      for column in tables[Self.key(nil, name)]?.columns ?? [] { charsets[column.name] = column.charset }
      decoder = RowDecoder(
        columns: (shape?.description.columns ?? []).map { charsets[$0.name].flatMap(mySQLCharset) })
    }
  }

  /// MySQL's client command: everything up to the line's end is the new delimiter.
  mutating func changeDelimiter() throws -> TableStep? {
    while let byte = try lexer.peek(), byte == 0x20 || byte == 0x09 { lexer.advance() }
    var delimiter: [UInt8] = []
    while let byte = try lexer.peek(), byte > 0x20 {
      if delimiter.count < 16 { delimiter.append(byte) }
      lexer.advance()
    }
    try lexer.skipLine()
    if !delimiter.isEmpty { lexer.delimiter = delimiter }
    return .skipped(cursor.skippedRegion("sql-delimiter"))
  }

  /// A `SET` statement: what it says of quotes, escapes and the encoding is taken.
  mutating func set() throws -> TableStep? {
    var text = Array(" ".utf8)
    var distance = 0
    while distance < 1024, let byte = try lexer.peek(distance), byte != UInt8(ascii: ";"), byte != UInt8(ascii: "*") {
      text.append(lowercased(byte))
      distance += 1
    }
    let words = String(decoding: text, as: UTF8.self)
      .split(whereSeparator: { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" || $0 == "@") })
    switch lexer.dialect {
    case .mySQL:
      if words.first == "names", words.count > 1 {
        connection = words[1] == "binary" ? .asStored : .declared(mySQLCharset(String(words[1])))
        makeDecoder()
      }
      if words.contains("sql_mode"), text.contains(UInt8(ascii: "'")) {
        lexer.hasANSIQuotes = words.contains { $0.hasPrefix("ansi") }
        lexer.hasBackslashEscapes = !words.contains("no_backslash_escapes")
      }
    case .postgreSQL:
      if words.first == "standard_conforming_strings" { lexer.hasBackslashEscapes = words.last == "off" }
      if words.first == "client_encoding", words.count > 1 {
        connection = .declared(postgreSQLCharset(String(words[words.count - 1])))
        makeDecoder()
      }
    case .sqlite: break
    }
    try lexer.skipStatement()
    return .skipped(cursor.skippedRegion("sql-set"))
  }
}
