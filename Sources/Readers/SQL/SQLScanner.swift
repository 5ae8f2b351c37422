// SQL dumps as a stream of rows: MySQL and MariaDB, PostgreSQL, SQLite.

import Corpus
import Glibc
import Storage

/// Reads the rows of a dump while their statement is still being read. What is no row is passed over by a lexer that
/// knows quotes and comments, and counted by kind: `sql-comment`, `sql-insert` (a statement's head up to its rows),
/// `sql-create-table`, `sql-copy`, `sql-copy-end`, `sql-<keyword>`, `sql-other-table`, `sql-command`, `blank`.
///
/// A row that does not follow the dialect is quarantined, and reading goes on at the next line that begins with a
/// statement.
struct SQLScanner: TableScanner {
  enum Place: String, Sendable, Codable {
    case start, statements, rows, copy
  }

  var lexer: SQLLexer
  var sink: SQLCellSink
  /// What the dump says of its encoding.
  var connection = SQLConnectionEncoding.unknown
  var decoder: RowDecoder
  let options: SQLOptions
  let mapping: ParsedMapping?
  private let givenDialect: SQLDialect?
  var place = Place.start
  var shape: SQLRowShape?
  var tables: [String: SQLTableDefinition] = [:]
  /// The schema of the table whose rows are being read, and that of names without one.
  var shapeSchema: String?
  var currentSchema: String?
  /// What variables keep of `sql_mode`.
  var savedModes: [String: SQLStringModes] = [:]
  /// For UTF-16 the order of its bytes.
  var isBigEndian: Bool?
  /// The head of the last statement with rows, as it stands in the dump; most dumps repeat it.
  var lastHead: [UInt8] = []

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
    self.decoder = RowDecoder(charset: options.charset)
    self.mapping = mapping
    self.givenDialect = dialect
  }

  mutating func step() throws -> TableStep? {
    do {
      switch place {
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
    place = .statements
    var sample = try cursor.peek(atMost: SQLDialect.sampleByteCount) { Array($0) }
    isBigEndian = bigEndianUTF16(sample)
    if let isBigEndian {
      decodeUTF16(bigEndian: isBigEndian)
      sample = utf8(fromUTF16: sample, bigEndian: isBigEndian)
    }
    if givenDialect == nil {
      lexer = SQLLexer(cursor: lexer.cursor, dialect: SQLDialect.detect(sample) ?? .sqlite)
    }
    makeDecoder()
  }

  /// Makes the window show UTF-16 as UTF-8, in which no cell is left to be decoded.
  mutating func decodeUTF16(bigEndian: Bool) {
    cursor.decodeUTF16(bigEndian: bigEndian)
    decoder = RowDecoder(charset: nil)
  }

  var definedTables: [(name: String, columns: [TableColumn])] {
    var columns: [String: [TableColumn]] = [:]
    for (key, definition) in tables {
      let name = key.split(separator: "\0", omittingEmptySubsequences: false).last.map(String.init) ?? ""
      columns[name] = definition.columns.map { TableColumn(name: $0.name, type: $0.type) }
    }
    return columns.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  // MARK: Statements

  private mutating func statement() throws -> TableStep? {
    if try atLastHead() {
      place = .rows
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
    case "use" where lexer.dialect == .mySQL: return try use()
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
    // SAFETY: the bytes that are compared have just been asked for.
    if memcmp(cursor.bytes + cursor.head + skipped, lastHead, lastHead.count) != 0 { return false }
    cursor.head += skipped + lastHead.count
    return true
  }

  // MARK: Rows of INSERT

  private mutating func insertedRow() throws -> TableStep? {
    if shape == nil { throw SQLFailure("rows stand here without a table") }
    sink.removeAll()
    if try plainRow() { return complete() }
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
    return complete()
  }

  /// Reads the row at the head into the sink when it is a plain one that lies in the window, with what follows it.
  private mutating func plainRow() throws -> Bool {
    guard let scan = SQLRowScan(lexer) else { return false }
    var start = 0
    while let byte = try lexer.peek(start), isASCIISpace(byte), start < 16 { start += 1 }
    guard try lexer.peek(start) == UInt8(ascii: "(") else { return false }
    let count = cursor.count - start
    guard let length = scan.scan(cursor.bytes + cursor.head + start, count: count, into: &sink.row),
      sink.row.byteCount <= sink.limit
    else {
      sink.removeAll()
      return false
    }
    lexer.advance(start + length)
    try endRow()
    return true
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
      place = .statements
      if try lexer.isAtDelimiter() {
        lexer.advance(lexer.delimiter.count)
      } else if ["on", "as", "returning"].contains(try lexer.peekWord()) {
        // `ON DUPLICATE KEY UPDATE …`, `ON CONFLICT …`, `RETURNING …`.
        try lexer.skipStatement()
      }
    } catch is SQLFailure {
      place = .statements
    }
  }

  /// Judges the row that is in the sink.
  mutating func complete() -> TableStep? {
    if sink.isOverflowing {
      return .quarantined(
        cursor.quarantine(.recordTooLarge, "the row is longer than the limit of \(options.maximumRowByteCount) bytes"))
    }
    if shape?.fits(sink.row) != true, let shape, let unlike = unlikeRow(shape) { return .quarantined(unlike) }
    shape?.convert(&sink.row)
    decoder.decode(&sink.row)
    return shape.map { .row($0.description) }
  }

  /// Finds the columns of a row that has another number of values than the shape; the entry for it when there are none.
  private mutating func unlikeRow(_ shape: SQLRowShape) -> Quarantine? {
    var shape = shape
    if !shape.hasKnownColumns {
      shape = SQLRowShape(
        table: shape.description.name, columns: columnNames([], count: sink.row.count), dialect: lexer.dialect)
      self.shape = shape
    }
    if sink.row.count != shape.description.columns.count, let full = fullShape(shape) { shape = full }
    if sink.row.count == shape.description.columns.count { return nil }
    return cursor.quarantine(
      .raggedRow,
      "the row has \(sink.row.count) values where table '\(shape.description.name)' has "
        + "\(shape.description.columns.count) columns")
  }

  /// The shape with the generated columns, for dumps that have values for them.
  private mutating func fullShape(_ shape: SQLRowShape) -> SQLRowShape? {
    guard let definition = definition(of: (shapeSchema, shape.description.name)),
      definition.columns.count == sink.row.count
    else { return nil }
    let full = SQLRowShape(
      table: shape.description.name,
      columns: definition.columns.map { TableColumn(name: $0.name, type: $0.type) }, dialect: lexer.dialect)
    self.shape = full
    makeDecoder()
    return full
  }

  // MARK: Damage

  /// Quarantines what could not be read and finds the next statement.
  private mutating func recover(from failure: SQLFailure) throws -> TableStep? {
    let isRow = place != .statements
    place = .statements
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
        // Keywords are written in any case.
        let upper = line.map { $0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z") ? $0 & 0xdf : $0 }
        if Self.statementStarts.contains(where: { upper.starts(with: $0) }) {
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
    "UNLOCK TABLES", "/*!", "SET ", "-- DUMP", "-- TABLE ", "-- DATA FOR", "-- NAME: ", "COMMIT;",
  ].map { Array($0.utf8) }
}
