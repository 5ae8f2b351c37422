// The bytes of an SQL dump as tokens: white space, comments, words, names, quoted text; never more than one chunk
// of memory beyond the cell that is being read.

import Storage

/// What does not follow the dialect, or ends too early.
struct SQLFailure: Error {
  var message: String
  /// True when the input ended (or broke) inside something.
  var isEnd: Bool

  static let ended = SQLFailure(message: "the input ends inside a statement", isEnd: true)

  init(_ message: String) { self.init(message: message, isEnd: false) }

  private init(message: String, isEnd: Bool) {
    self.message = message
    self.isEnd = isEnd
  }
}

/// The state of lexing a dump: dialect, modes that its statements set, the statement delimiter.
struct SQLLexer {
  var cursor: InputCursor
  let dialect: SQLDialect
  /// What ends a statement; MySQL's client changes it around triggers.
  var delimiter: [UInt8] = [UInt8(ascii: ";")]
  /// MySQL: double quotes stand around names, not text.
  var hasANSIQuotes = false
  /// Backslashes are escapes in ordinary strings.
  var hasBackslashEscapes: Bool
  /// For text in an encoding whose characters may end in a backslash; nil for all others.
  var trailBytes: SQLTrailBytes?
  /// Conditional comments of MySQL (`/*!40101 … */`) that are open: what is in them counts.
  private var openConditionals = 0

  init(cursor: InputCursor, dialect: SQLDialect) {
    self.cursor = cursor
    self.dialect = dialect
    self.hasBackslashEscapes = dialect == .mySQL
  }

  /// Versions from here on are of no server: what is in such a comment does not count.
  private static let noVersion = 999_999

  /// What a lexer knows besides its place.
  struct Modes: Sendable, Codable, Equatable {
    var dialect: SQLDialect
    var delimiter: [UInt8]
    var hasANSIQuotes: Bool
    var hasBackslashEscapes: Bool
    var openConditionals: Int
  }

  var modes: Modes {
    Modes(
      dialect: dialect, delimiter: delimiter, hasANSIQuotes: hasANSIQuotes, hasBackslashEscapes: hasBackslashEscapes,
      openConditionals: openConditionals)
  }

  init(cursor: InputCursor, modes: Modes) {
    self.init(cursor: cursor, dialect: modes.dialect)
    delimiter = modes.delimiter
    hasANSIQuotes = modes.hasANSIQuotes
    hasBackslashEscapes = modes.hasBackslashEscapes
    openConditionals = modes.openConditionals
  }

  // MARK: Bytes

  /// The next byte; nil at the end of the input.
  @inline(__always)
  mutating func peek() throws(StorageError) -> UInt8? {
    if cursor.head < cursor.tail { return cursor.bytes[cursor.head] }
    return try cursor.more() ? cursor.bytes[cursor.head] : nil
  }

  /// The byte at a distance from the head; nil behind the end of the input.
  @inline(__always)
  mutating func peek(_ distance: Int) throws(StorageError) -> UInt8? {
    try cursor.need(distance + 1) ? cursor.bytes[cursor.head + distance] : nil
  }

  @inline(__always)
  mutating func advance(_ count: Int = 1) { cursor.head += count }

  /// True when these bytes are next; consumes nothing.
  mutating func isNext(_ text: [UInt8]) throws(StorageError) -> Bool {
    guard try cursor.need(text.count) else { return false }
    for index in text.indices where cursor.bytes[cursor.head + index] != text[index] { return false }
    return true
  }

  mutating func isAtDelimiter() throws(StorageError) -> Bool {
    if delimiter.count == 1 { return try peek() == delimiter[0] }
    return try isNext(delimiter)
  }

  // MARK: White space and comments

  /// Consumes white space and comments; true when there was a comment.
  ///
  /// The marks around conditional comments count as white space, their content does not.
  @discardableResult
  mutating func skipSpace() throws -> Bool {
    var hadComment = false
    while let byte = try peek() {
      if isASCIISpace(byte) {
        advance()
        continue
      }
      switch byte {
      case UInt8(ascii: "-"), UInt8(ascii: "#"), UInt8(ascii: "/"), UInt8(ascii: "*"):
        guard try skipComment(byte) else { return hadComment }
        hadComment = true
      default: return hadComment
      }
    }
    return hadComment
  }

  /// Consumes a comment, or a mark of a conditional one, that begins with `byte` at the head; false when none does.
  mutating func skipComment(_ byte: UInt8) throws -> Bool {
    switch byte {
    case UInt8(ascii: "-"):
      guard try peek(1) == byte else { return false }
      // MySQL wants white space behind the dashes.
      if dialect == .mySQL, let next = try peek(2), next > 0x20 { return false }
      try skipLine()
      return true
    case UInt8(ascii: "#"):
      guard dialect == .mySQL else { return false }
      try skipLine()
      return true
    case UInt8(ascii: "*"):
      guard openConditionals > 0, try peek(1) == UInt8(ascii: "/") else { return false }
      openConditionals -= 1
      advance(2)
      return true
    case UInt8(ascii: "/"):
      guard try peek(1) == UInt8(ascii: "*") else { return false }
      if dialect == .mySQL, try openConditional() { return true }
      advance(2)
      try skipBlockComment()
      return true
    default: return false
    }
  }

  /// Consumes `/*!40101` or `/*M!100100`; false when the comment at the head is a plain one.
  private mutating func openConditional() throws -> Bool {
    var distance = 2
    if try peek(distance) == UInt8(ascii: "M") { distance += 1 }
    guard try peek(distance) == UInt8(ascii: "!") else { return false }
    distance += 1
    var version = 0
    while let digit = try peek(distance), digit >= UInt8(ascii: "0"), digit <= UInt8(ascii: "9"), version < 1_000_000 {
      version = version * 10 + Int(digit - UInt8(ascii: "0"))
      distance += 1
    }
    if version >= Self.noVersion { return false }
    advance(distance)
    openConditionals += 1
    return true
  }

  private mutating func skipBlockComment() throws {
    var depth = 1
    while depth > 0 {
      guard let star = cursor.distance(to: UInt8(ascii: "*"), from: 0) else {
        cursor.head = max(cursor.head, cursor.tail - 1)
        let last = try peek()
        // Before a star only a slash matters, and that only where comments nest.
        if last != UInt8(ascii: "/") || dialect != .postgreSQL { cursor.head = cursor.tail }
        guard try cursor.more() else { throw SQLFailure.ended }
        continue
      }
      if dialect == .postgreSQL, star > 0, cursor.bytes[cursor.head + star - 1] == UInt8(ascii: "/") {
        depth += 1
        advance(star + 1)
        continue
      }
      advance(star)
      guard let next = try peek(1) else {
        cursor.head = cursor.tail
        throw SQLFailure.ended
      }
      advance(next == UInt8(ascii: "/") ? 2 : 1)
      if next == UInt8(ascii: "/") { depth -= 1 }
    }
  }

  /// Consumes everything up to and with the next line feed.
  mutating func skipLine() throws {
    while true {
      if let end = cursor.distance(to: UInt8(ascii: "\n"), from: 0) {
        advance(end + 1)
        return
      }
      cursor.head = cursor.tail
      if try !cursor.more() { return }
    }
  }

  /// Forgets what is open, for a new start behind damage.
  mutating func reset() {
    openConditionals = 0
    delimiter = [UInt8(ascii: ";")]
  }

  // MARK: Words and names

  /// Consumes a word of letters, digits, `_` and `$`, and gives it in lower case; empty when none is next.
  mutating func word() throws -> String { Self.keyword(try wordAsWritten()) }

  /// A word in lower case; at most 64 letters of it.
  static func keyword(_ word: [UInt8]) -> String { String(decoding: word.prefix(64).map(lowercased), as: UTF8.self) }

  /// Consumes a word as it stands; at most 1,024 bytes of it are given.
  mutating func wordAsWritten() throws -> [UInt8] {
    var word: [UInt8] = []
    while let byte = try peek(), isWordByte(byte) {
      if word.count < 1024 { word.append(byte) }
      advance()
    }
    return word
  }

  /// The word at the head, as `word` gives it, without consuming it; at most 16 letters of it.
  mutating func peekWord() throws -> String {
    var word: [UInt8] = []
    while word.count < 16, let byte = try peek(word.count), isWordByte(byte) { word.append(lowercased(byte)) }
    return String(decoding: word, as: UTF8.self)
  }

  /// Consumes a name: a word, or a name in double quotes, backticks or brackets; nil when none is next.
  mutating func name() throws -> String? {
    guard let byte = try peek() else { return nil }
    var name: [UInt8] = []
    switch byte {
    case UInt8(ascii: "'") where dialect == .sqlite, UInt8(ascii: "\""), UInt8(ascii: "`"), UInt8(ascii: "["):
      advance()
      let end = byte == UInt8(ascii: "[") ? UInt8(ascii: "]") : byte
      while true {
        guard let next = try peek() else { throw SQLFailure.ended }
        advance()
        if next == end {
          guard try peek() == end else { break }
          advance()
        }
        if name.count < 1024 { name.append(next) }
      }
    default:
      while let next = try peek(), isWordByte(next) {
        if name.count < 1024 { name.append(next) }
        advance()
      }
      if name.isEmpty { return nil }
    }
    return String(decoding: name, as: UTF8.self)
  }

  /// Consumes a name with or without schemas before it.
  mutating func qualifiedName() throws -> (schema: String?, name: String)? {
    guard var last = try name() else { return nil }
    var schema: String?
    while true {
      try skipSpace()
      guard try peek() == UInt8(ascii: ".") else { return (schema, last) }
      advance()
      try skipSpace()
      guard let next = try name() else { throw SQLFailure("a name is expected behind the dot") }
      schema = last
      last = next
    }
  }

  /// Consumes a list of names in parentheses, whose opening one is next.
  mutating func nameList() throws -> [String] {
    advance()
    var names: [String] = []
    while true {
      try skipSpace()
      guard let name = try name() else { throw SQLFailure("a column name is expected") }
      if names.count >= 65_536 { throw SQLFailure("there are more than 65536 columns") }
      names.append(name)
      try skipSpace()
      guard let byte = try peek() else { throw SQLFailure.ended }
      advance()
      if byte == UInt8(ascii: ")") { return names }
      guard byte == UInt8(ascii: ",") else { throw SQLFailure("a comma or a parenthesis is expected") }
    }
  }
}
