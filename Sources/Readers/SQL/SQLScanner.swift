// SQL dumps as a stream of rows: MySQL and MariaDB, PostgreSQL, SQLite.

import Corpus
import Storage

/// Reads the rows of a dump while their statement is still being read. What is no row is passed over by a lexer that
/// knows quotes and comments, and counted by kind: `sql-comment`, `sql-insert` (a statement's head up to its rows),
/// `sql-create-table`, `sql-copy`, `sql-copy-end`, `sql-<keyword>`, `sql-other-table`, `sql-command`, `blank`.
///
/// A row that does not follow the dialect is quarantined, and reading goes on at the next line that begins with a
/// statement.
struct SQLScanner: TableScanner {
  private enum State {
    case start, statements, rows, copy
  }

  var lexer: SQLLexer
  var sink: SQLCellSink
  private(set) var charset: String?
  private let options: SQLOptions
  private let mapping: ParsedMapping?
  private let givenDialect: SQLDialect?
  private var state = State.start
  private var shape: SQLRowShape?
  private var tables: [String: SQLTableDefinition] = [:]
  /// The head of the last statement with rows, as it stands in the dump; most dumps repeat it.
  private var lastHead: [UInt8] = []

  var row: RowBuffer { sink.row }

  var cursor: InputCursor {
    _read { yield lexer.cursor }
    _modify { yield &lexer.cursor }
  }

  /// - Parameters:
  ///   - dialect: nil when it is to be told from the input's beginning.
  ///   - mapping: names the table whose rows are wanted; nil for all tables.
  init(input: ByteInput, file: String, dialect: SQLDialect?, options: SQLOptions, mapping: ParsedMapping? = nil) {
    self.lexer = SQLLexer(cursor: InputCursor(input: input, file: file), dialect: dialect ?? .sqlite)
    self.sink = SQLCellSink(limit: options.maximumRowByteCount)
    self.options = options
    self.mapping = mapping
    self.givenDialect = dialect
  }

  mutating func step() throws -> TableStep? {
    do {
      switch state {
      case .start:
        try start()
        if let mark = try cursor.byteOrderMark() { return .skipped(mark) }
        return try step()
      case .statements: return try statement()
      case .rows: return try insertedRow()
      case .copy: return try copiedRow()
      }
    } catch let failure as SQLFailure {
      return try recover(from: failure)
    }
  }

  private mutating func start() throws {
    state = .statements
    if givenDialect == nil {
      let sample = try cursor.peek(atMost: SQLDialect.sampleByteCount) { Array($0) }
      lexer = SQLLexer(cursor: lexer.cursor, dialect: SQLDialect.detect(sample) ?? .sqlite)
    }
  }

  // MARK: Statements

  private mutating func statement() throws -> TableStep? {
    if try atLastHead() {
      state = .rows
      return .skipped(cursor.skippedRegion("sql-insert"))
    }
    if try lexer.skipSpace() { return .skipped(cursor.skippedRegion("sql-comment")) }
    guard let byte = try lexer.peek() else {
      if let damage = try cursor.ending(isTruncated: false) { return .quarantined(damage) }
      return cursor.hasPending ? .skipped(cursor.skippedRegion("blank")) : nil
    }
    cursor.setMark()
    if byte == UInt8(ascii: "\\") {
      // A command of psql.
      try lexer.skipLine()
      return .skipped(cursor.skippedRegion("sql-command"))
    }
    let keyword = try lexer.word()
    switch keyword {
    case "insert", "replace": return try insertHead()
    case "create": return try create()
    case "copy" where lexer.dialect == .postgreSQL: return try copyHead()
    case "delimiter" where lexer.dialect == .mySQL: return try changeDelimiter()
    case "set": return try set()
    default:
      try lexer.skipStatement()
      return .skipped(cursor.skippedRegion(Self.kinds.contains(keyword) ? "sql-" + keyword : "sql-other"))
    }
  }

  private static let kinds: Set<String> = [
    "alter", "analyze", "begin", "commit", "delete", "drop", "grant", "lock", "pragma", "revoke", "select", "start",
    "unlock", "update", "use", "comment",
  ]

  /// True when the statement begins as the last one with rows did; its head is consumed then.
  private mutating func atLastHead() throws -> Bool {
    guard !lastHead.isEmpty, let byte = try lexer.peek() else { return false }
    var skipped = 0
    if byte == UInt8(ascii: "\n") { skipped = 1 }
    guard try cursor.need(skipped + lastHead.count) else { return false }
    let window = cursor.window
    for index in lastHead.indices where window[skipped + index] != lastHead[index] { return false }
    cursor.head += skipped + lastHead.count
    return true
  }

  private mutating func insertHead() throws -> TableStep? {
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
    state = .rows
    lastHead = cursor.marked.count < 1 << 16 ? Array(cursor.marked) : []
    return .skipped(cursor.skippedRegion("sql-insert"))
  }

  private mutating func skipInsert(_ kind: String) throws -> TableStep? {
    try lexer.skipStatement()
    return .skipped(cursor.skippedRegion(kind))
  }

  private mutating func create() throws -> TableStep? {
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
    let definition = try lexer.columnDefinitions()
    if tables.count < 100_000 {
      tables[key(name)] = definition
      if name.schema != nil { tables[key((nil, name.name))] = tables[key((nil, name.name))] ?? definition }
    }
    lastHead = []
  }

  private func key(_ name: (schema: String?, name: String)) -> String { (name.schema ?? "") + "\0" + name.name }

  private mutating func setShape(_ name: (schema: String?, name: String), columns names: [String]?) {
    let definition = tables[key(name)] ?? tables[key((nil, name.name))]
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
    }
  }

  /// MySQL's client command: everything up to the line's end is the new delimiter.
  private mutating func changeDelimiter() throws -> TableStep? {
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
  private mutating func set() throws -> TableStep? {
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
      if words.first == "names", words.count > 1 { charset = mySQLCharset(String(words[1])) }
      if words.contains("sql_mode"), text.contains(UInt8(ascii: "'")) {
        lexer.hasANSIQuotes = words.contains { $0.hasPrefix("ansi") }
        lexer.hasBackslashEscapes = !words.contains("no_backslash_escapes")
      }
    case .postgreSQL:
      if words.first == "standard_conforming_strings" { lexer.hasBackslashEscapes = words.last == "off" }
      if words.first == "client_encoding", words.count > 1 {
        charset = postgreSQLCharset(String(words[words.count - 1]))
      }
    case .sqlite: break
    }
    try lexer.skipStatement()
    return .skipped(cursor.skippedRegion("sql-set"))
  }

  // MARK: Rows of INSERT

  private mutating func insertedRow() throws -> TableStep? {
    guard let shape else { throw SQLFailure("rows stand here without a table") }
    sink.removeAll()
    try lexer.skipSpace()
    cursor.setMark()
    if let byte = try lexer.peek(), byte | 0x20 == UInt8(ascii: "r"), try lexer.word() == "row" {
      try lexer.skipSpace()
    }
    guard try lexer.peek() == UInt8(ascii: "(") else {
      throw try lexer.peek() == nil ? SQLFailure.ended : SQLFailure("a row in parentheses is expected")
    }
    lexer.advance()
    try lexer.skipSpace()
    if try lexer.peek() == UInt8(ascii: ")") {
      lexer.advance()
    } else {
      while true {
        try lexer.value(into: &sink)
        guard let byte = try lexer.peek() else { throw SQLFailure.ended }
        lexer.advance()
        if byte == UInt8(ascii: ")") { break }
      }
    }
    try endRow()
    return complete(shape)
  }

  /// Consumes what follows a row: the comma before the next one, or the rest of the statement.
  private mutating func endRow() throws {
    // Whatever is wrong behind the row, the row itself is whole: it stands, and what follows is judged alone.
    do {
      try lexer.skipSpace()
      if try lexer.peek() == UInt8(ascii: ",") {
        lexer.advance()
        return
      }
      state = .statements
      if try lexer.isAtDelimiter() {
        lexer.advance(lexer.delimiter.count)
      } else if let byte = try lexer.peek(), isWordByte(byte) {
        // `ON DUPLICATE KEY UPDATE …`, `ON CONFLICT …`, `RETURNING …`.
        try lexer.skipStatement()
      }
    } catch is SQLFailure {
      state = .statements
    }
  }

  /// Judges the row that is in the sink.
  private mutating func complete(_ shape: SQLRowShape) -> TableStep {
    if sink.isOverflowing {
      return .quarantined(
        cursor.quarantine(.recordTooLarge, "the row is longer than the limit of \(options.maximumRowByteCount) bytes"))
    }
    var shape = shape
    if !shape.hasKnownColumns {
      shape = SQLRowShape(
        table: shape.description.name, columns: columnNames([], count: sink.row.count), dialect: lexer.dialect)
      self.shape = shape
    }
    if sink.row.count != shape.description.columns.count, let full = fullShape(shape) { shape = full }
    guard sink.row.count == shape.description.columns.count else {
      return .quarantined(
        cursor.quarantine(
          .raggedRow,
          "the row has \(sink.row.count) values where table '\(shape.description.name)' has "
            + "\(shape.description.columns.count) columns"))
    }
    if !shape.conversions.isEmpty { shape.convert(&sink.row) }
    return .row(shape.description)
  }

  /// The shape with the generated columns, for dumps that have values for them.
  private mutating func fullShape(_ shape: SQLRowShape) -> SQLRowShape? {
    guard let definition = tables[key((nil, shape.description.name))], definition.columns.count == sink.row.count else {
      return nil
    }
    let full = SQLRowShape(
      table: shape.description.name,
      columns: definition.columns.map { TableColumn(name: $0.name, type: $0.type) }, dialect: lexer.dialect)
    self.shape = full
    return full
  }

  // MARK: Rows of COPY

  func wants(_ name: (schema: String?, name: String)) -> Bool {
    mapping?.wants(table: name.name, schema: name.schema) ?? true
  }

  mutating func startCopy(_ name: (schema: String?, name: String), columns: [String]?) {
    setShape(name, columns: columns)
    state = .copy
  }

  mutating func endCopy() -> TableStep {
    state = .statements
    return .skipped(cursor.skippedRegion("sql-copy-end"))
  }

  mutating func completeCopied() -> TableStep? {
    shape.map { complete($0) }
  }

  // MARK: Damage

  /// Quarantines what could not be read and finds the next statement.
  private mutating func recover(from failure: SQLFailure) throws -> TableStep? {
    let isRow = state != .statements
    state = .statements
    lastHead = []
    lexer.reset()
    let hasRewound = cursor.rewind()
    if try !seekStatement(from: hasRewound ? 1 : 0) {
      return try cursor.ending(isTruncated: true).map { .quarantined($0) }
    }
    let what = isRow ? "the row cannot be read" : "the statement cannot be read"
    return .quarantined(cursor.quarantine(.sqlSyntax, "\(what): \(failure.message)"))
  }

  /// Moves the head to the next line, behind the distance `start`, that begins with a statement; false at the end.
  private mutating func seekStatement(from start: Int) throws -> Bool {
    var scanned = start
    while true {
      while let lineEnd = cursor.distance(to: UInt8(ascii: "\n"), from: scanned) {
        scanned = lineEnd + 1
        _ = try cursor.need(scanned + 16)
        let line = cursor.window[scanned...].prefix(16)
        if Self.statementStarts.contains(where: { line.starts(with: $0) }) {
          cursor.head += scanned
          return true
        }
      }
      cursor.head = cursor.tail
      scanned = 0
      if try !cursor.more() { return false }
    }
  }

  private static let statementStarts = [
    "INSERT INTO ", "INSERT IGNORE", "REPLACE INTO ", "CREATE TABLE ", "COPY ", "DROP TABLE ", "LOCK TABLES ",
    "UNLOCK TABLES", "/*!", "SET ", "-- Dump", "-- Table ", "-- Data for", "-- Name: ", "COMMIT;",
  ].map { Array($0.utf8) }
}
