// The statements that matter to a dump's rows: heads of INSERT, CREATE TABLE, and MySQL's DELIMITER.

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
    guard let name = name.map(qualified) else { return try skipInsert("sql-insert") }
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
    if word == "set" { throw SQLFailure("INSERT … SET is not read; dump with VALUES") }
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
    guard let name = try lexer.qualifiedName().map(qualified) else { return }
    try lexer.skipSpace()
    guard try lexer.peek() == UInt8(ascii: "(") else { return }
    var definition = try lexer.columnDefinitions()
    if lexer.dialect == .mySQL { try lexer.tableOptions(of: &definition) }
    if lexer.dialect == .postgreSQL { try inherit(&definition) }
    if tables.count < 100_000 {
      tables[Self.key(name.schema, name.name)] = definition
      if name.schema != nil { tables[Self.key(nil, name.name)] = tables[Self.key(nil, name.name)] ?? definition }
    }
    lastHead = []
  }

  /// Reads `INHERITS (parents)`: the columns of the parents stand before those of the table.
  private mutating func inherit(_ definition: inout SQLTableDefinition) throws {
    try lexer.skipSpace()
    guard try lexer.peekWord() == "inherits" else { return }
    lexer.advance("inherits".utf8.count)
    try lexer.skipSpace()
    guard try lexer.peek() == UInt8(ascii: "(") else { return }
    var columns: [SQLTableDefinition.Column] = []
    repeat {
      lexer.advance()
      try lexer.skipSpace()
      guard let parent = try lexer.qualifiedName().map(qualified) else { return }
      let known = tables[Self.key(parent.schema, parent.name)] ?? tables[Self.key(nil, parent.name)]
      for column in known?.columns ?? [] where !columns.contains(where: { $0.name == column.name }) {
        columns.append(column)
      }
      try lexer.skipSpace()
    } while try lexer.peek() == UInt8(ascii: ",")
    for column in definition.columns where !columns.contains(where: { $0.name == column.name }) {
      columns.append(column)
    }
    definition.columns = columns
  }

  /// A name with the schema that holds for it: its own, or that of `USE` and `search_path`.
  func qualified(_ name: (schema: String?, name: String)) -> (schema: String?, name: String) {
    (name.schema ?? currentSchema, name.name)
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
    let isSame =
      shape.map { $0.description.name == name.name && $0.description.columns == columns && shapeSchema == name.schema }
      ?? false
    if !isSame || columns.isEmpty {
      shapeSchema = name.schema
      shape = SQLRowShape(table: name.name, columns: columns, dialect: lexer.dialect)
      shape?.hasKnownColumns = !columns.isEmpty
      makeDecoder()
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
}
