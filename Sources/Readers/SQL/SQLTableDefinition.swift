// What a dump says of its tables: the columns of `CREATE TABLE`, and what their types make of the cells.

import Storage

/// A table as `CREATE TABLE` describes it.
struct SQLTableDefinition: Sendable, Codable, Equatable {
  struct Column: Sendable, Codable, Equatable {
    var name: String
    var type: String
    /// Computed from other columns; dumps leave it out of rows.
    var isGenerated: Bool
    /// MySQL's name of the character set of its text, where the column has one of its own or the table has one.
    var charset: String?
  }

  var columns: [Column] = []
}

/// The rows that are being read belong to this table, in these columns.
struct SQLRowShape {
  let description: TableDescription
  /// For each column what its type makes of a cell; empty when none makes anything.
  let conversions: [Conversion]
  private let columnCount: Int
  /// False when neither the dump nor the statement names the columns: the first row fixes their number.
  var hasKnownColumns = true

  enum Conversion: Equatable {
    case none, binary, hexadecimal, boolean, number
  }

  init(table: String, columns: [TableColumn], dialect: SQLDialect) {
    description = TableDescription(name: table, columns: columns, isPartOfDump: true)
    columnCount = columns.count
    let all = columns.map { Self.conversion(for: $0.type, dialect) }
    conversions = all.allSatisfy { $0 == .none } ? [] : all
  }

  private static func conversion(for type: String, _ dialect: SQLDialect) -> Conversion {
    switch type {
    case "bytea": dialect == .postgreSQL ? .hexadecimal : .none
    case "blob", "tinyblob", "mediumblob", "longblob", "binary", "varbinary", "bit":
      dialect == .mySQL ? .binary : .none
    case "boolean", "bool": .boolean
    case "int", "integer", "bigint", "smallint", "numeric", "decimal", "real", "double", "float": .number
    default: .none
    }
  }

  /// True when the row has a value for every column that is known.
  func fits(_ row: borrowing RowBuffer) -> Bool { hasKnownColumns && row.count == columnCount }

  /// Gives the row's cells the kinds that their columns' types tell.
  func convert(_ row: inout RowBuffer) {
    for (index, conversion) in conversions.enumerated() where conversion != .none && row.kind(index) == .text {
      switch conversion {
      case .none: break
      case .binary: row.setKind(index, .binary)
      case .number: row.setKind(index, .number)
      case .boolean:
        let value = row.withCell(index) { cell -> [UInt8]? in
          // `t` and `f` alone, or the words.
          if cell.elementsEqual(Self.trueWord.prefix(cell.count == 1 ? 1 : 4)) { return Self.trueWord }
          return cell.elementsEqual(Self.falseWord.prefix(cell.count == 1 ? 1 : 5)) ? Self.falseWord : nil
        }
        if let value { row.rewrite(index, as: .boolean, with: value) }
      case .hexadecimal:
        if let bytes = row.withCell(index, bytea) { row.rewrite(index, as: .binary, with: bytes) }
      }
    }
  }

  private static let trueWord = Array("true".utf8)
  private static let falseWord = Array("false".utf8)

  /// PostgreSQL's `bytea` as text: `\x…`, or the older escape format; nil when it is neither.
  private func bytea(_ cell: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    var result: [UInt8] = []
    if cell.starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "x")]) {
      guard cell.count % 2 == 0 else { return nil }
      result.reserveCapacity(cell.count / 2)
      for index in stride(from: 2, to: cell.count, by: 2) {
        guard let high = hexadecimalValue(cell[index]), let low = hexadecimalValue(cell[index + 1]) else { return nil }
        result.append(high << 4 | low)
      }
      return result
    }
    var index = 0
    while index < cell.count {
      guard cell[index] == UInt8(ascii: "\\") else {
        result.append(cell[index])
        index += 1
        continue
      }
      if index + 1 < cell.count, cell[index + 1] == UInt8(ascii: "\\") {
        result.append(cell[index])
        index += 2
        continue
      }
      guard index + 3 < cell.count,
        let value = UInt8(String(decoding: cell[index + 1...index + 3], as: UTF8.self), radix: 8)
      else { return nil }
      result.append(value)
      index += 4
    }
    return result
  }
}

extension SQLLexer {
  /// Reads the column definitions of `CREATE TABLE`, whose opening parenthesis is next, up to and with the closing one.
  mutating func columnDefinitions() throws -> SQLTableDefinition {
    advance()
    var definition = SQLTableDefinition()
    while true {
      try skipSpace()
      guard let byte = try peek() else { throw SQLFailure.ended }
      if byte == UInt8(ascii: ")") {
        advance()
        return definition
      }
      let isQuoted = [UInt8(ascii: "\""), UInt8(ascii: "`"), UInt8(ascii: "["), UInt8(ascii: "'")].contains(byte)
      guard let name = try name() else { throw SQLFailure("a column name is expected") }
      try skipSpace()
      let isColumn = isQuoted || !Self.constraintWords(of: dialect).contains(name.lowercased())
      // Dumps with all identifiers quoted quote the names of types, too.
      let type = try peek() == UInt8(ascii: "\"") ? self.name()?.lowercased() ?? "" : word()
      let (isGenerated, charset) = try restOfDefinition()
      if isColumn {
        guard definition.columns.count < 65_536 else { throw SQLFailure("there are more than 65536 columns") }
        definition.columns.append(
          SQLTableDefinition.Column(name: name, type: type, isGenerated: isGenerated, charset: charset))
      }
      if try peek() == UInt8(ascii: ",") { advance() }
    }
  }

  /// Consumes the rest of a definition up to its comma or the closing parenthesis: whether the column is computed, and
  /// its character set.
  private mutating func restOfDefinition() throws -> (isGenerated: Bool, charset: String?) {
    var depth = 0
    var isGenerated = false
    var charset: String?
    while true {
      try skipSpace()
      guard let byte = try peek() else { throw SQLFailure.ended }
      switch byte {
      case UInt8(ascii: ",") where depth == 0, UInt8(ascii: ")") where depth == 0: return (isGenerated, charset)
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"): depth -= 1
      case UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "`"):
        var nothing = SQLCellSink(limit: 0)
        advance()
        try string(byte, byte == UInt8(ascii: "'") ? stringEscapes : .none, into: &nothing)
        continue
      case UInt8(ascii: ";"): throw SQLFailure("the statement ends inside its column definitions")
      default:
        if isWordByte(byte) {
          let word = try word()
          if word == "as", depth == 0 {
            try skipSpace()
            if try peek() == UInt8(ascii: "(") { isGenerated = true }
            if try isNext(Array("ROW".utf8)) { isGenerated = true }
          }
          charset = try self.charset(behind: word) ?? charset
          continue
        }
      }
      advance()
    }
  }

  /// The character set that a word of a definition introduces: `CHARACTER SET x`, `CHARSET=x`, `COLLATE x_general_ci`;
  /// nil where another word stands. A collation's name begins with that of its character set.
  private mutating func charset(behind word: String) throws -> String? {
    guard dialect == .mySQL, word == "charset" || word == "character" || word == "collate" else { return nil }
    try skipSpace()
    if word == "character" {
      guard try peekWord() == "set" else { return nil }
      advance(3)
      try skipSpace()
    }
    if try peek() == UInt8(ascii: "=") { advance() }
    try skipSpace()
    return try self.word().split(separator: "_").first.map(String.init)
  }

  /// Reads what follows the columns of a table up to the end of the statement, and gives the table's character set to
  /// the columns that name none.
  mutating func tableOptions(of definition: inout SQLTableDefinition) throws {
    var charset: String?
    while try !isAtDelimiter() {
      try skipSpace()
      guard let byte = try peek() else { throw SQLFailure.ended }
      if byte == UInt8(ascii: "'") {
        var nothing = SQLCellSink(limit: 0)
        advance()
        try string(byte, stringEscapes, into: &nothing)
      } else if isWordByte(byte) {
        charset = try self.charset(behind: word()) ?? charset
      } else if try !isAtDelimiter() {
        advance()
      }
    }
    for index in definition.columns.indices where definition.columns[index].charset == nil {
      definition.columns[index].charset = charset
    }
  }

  /// Words that begin a constraint in place of a column, where they are not quoted.
  private static func constraintWords(of dialect: SQLDialect) -> Set<String> {
    switch dialect {
    case .mySQL:
      ["primary", "key", "unique", "constraint", "foreign", "index", "fulltext", "spatial", "check", "period"]
    case .postgreSQL: ["primary", "unique", "constraint", "foreign", "check", "like"]
    case .sqlite: ["primary", "unique", "constraint", "foreign", "check"]
    }
  }
}
