// One value of a row: literals of three dialects, and the few functions that SQLite's dumps call.

import Storage

extension SQLLexer {
  /// Reads a value up to the comma or parenthesis behind it, and closes its cell.
  mutating func value(into sink: inout SQLCellSink) throws {
    try skipSpace()
    var kind = try literal(into: &sink)
    while true {
      if let byte = try peek(), byte == UInt8(ascii: ",") || byte == UInt8(ascii: ")") { break }
      try skipSpace()
      guard let byte = try peek() else { throw SQLFailure.ended }
      if byte == UInt8(ascii: ",") || byte == UInt8(ascii: ")") { break }
      if byte == UInt8(ascii: "'"), kind == .text {
        // Strings behind one another are one string.
        advance()
        try string(byte, stringEscapes, into: &sink)
      } else if byte == UInt8(ascii: ":"), try peek(1) == byte {
        var nothing = SQLCellSink(limit: 0)
        try expression(into: &nothing)
      } else if try kind == .number || kind == .expression || kind == .text && isOperatorNext(byte) {
        sink.append(UInt8(ascii: " "))
        try expression(into: &sink)
        kind = .expression
      } else {
        throw SQLFailure("a comma or a parenthesis is expected behind the value")
      }
    }
    sink.endCell(kind)
  }

  /// True for what may follow a string in an expression. Anything else means that the string was not closed where it
  /// should have been.
  private mutating func isOperatorNext(_ byte: UInt8) throws -> Bool {
    switch byte {
    case UInt8(ascii: "|"), UInt8(ascii: "+"), UInt8(ascii: "*"), UInt8(ascii: "="): true
    default: ["collate", "at", "as", "is", "like", "in", "and", "or"].contains(try peekWord())
    }
  }

  /// The escapes of a string without a prefix.
  var stringEscapes: SQLEscapes {
    guard hasBackslashEscapes else { return .none }
    return dialect == .mySQL ? .mySQL : .postgreSQL
  }

  private mutating func literal(into sink: inout SQLCellSink) throws -> CellKind {
    guard let byte = try peek() else { throw SQLFailure.ended }
    switch byte {
    case UInt8(ascii: "'"):
      advance()
      try string(byte, stringEscapes, into: &sink)
      return .text
    case UInt8(ascii: "\""):
      advance()
      try string(byte, stringEscapes, into: &sink)
      return .text
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."):
      return try number(into: &sink)
    case UInt8(ascii: "$") where dialect == .postgreSQL:
      try dollarString(into: &sink)
      return .text
    case UInt8(ascii: ","), UInt8(ascii: ")"), UInt8(ascii: ";"): throw SQLFailure("a value is missing")
    default:
      if isWordByte(byte) { return try wordValue(into: &sink) }
      try expression(into: &sink)
      return .expression
    }
  }

  private mutating func number(into sink: inout SQLCellSink) throws -> CellKind {
    if dialect == .mySQL, try peek() == UInt8(ascii: "0"), try peek(1) == UInt8(ascii: "x") {
      advance(2)
      try hexadecimal(quote: nil, into: &sink)
      return .binary
    }
    while true {
      let bytes = cursor.bytes
      var index = cursor.head
      while index < cursor.tail, isNumberByte(bytes[index]) { index += 1 }
      sink.append(bytes + cursor.head, index - cursor.head)
      cursor.head = index
      if index < cursor.tail { return .number }
      guard try cursor.more() else { throw SQLFailure.ended }
    }
  }

  @inline(__always)
  private func isNumberByte(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
      || byte | 0x20 == UInt8(ascii: "e") || byte == UInt8(ascii: "+")
  }

  /// A value that begins with a word: NULL, a boolean, a prefixed string, a function.
  private mutating func wordValue(into sink: inout SQLCellSink) throws -> CellKind {
    let written = try wordAsWritten()
    let word = Self.keyword(written)
    let next = try peek()
    if next == UInt8(ascii: "'") {
      switch word {
      case "x":
        advance()
        try hexadecimal(quote: UInt8(ascii: "'"), into: &sink)
        return .binary
      case "b":
        advance()
        try bits(into: &sink)
        return .binary
      case "e" where dialect != .mySQL:
        advance()
        try string(UInt8(ascii: "'"), .postgreSQL, into: &sink)
        return .text
      case "n":
        advance()
        try string(UInt8(ascii: "'"), stringEscapes, into: &sink)
        return .text
      default: break
      }
    }
    if dialect == .mySQL, word.utf8.first == UInt8(ascii: "_") {
      // An introducer: the character set of the literal that follows.
      try skipSpace()
      if try peek() == UInt8(ascii: "_") { throw SQLFailure("an introducer is followed by another, not by a literal") }
      let kind = try literal(into: &sink)
      return word == "_binary" && kind == .text ? .binary : (word == "_binary" || kind != .binary ? kind : .text)
    }
    switch word {
    case "null", "default": return .null
    case "true", "false":
      for byte in word.utf8 { sink.append(byte) }
      return .boolean
    case "replace", "char", "unistr", "cast":
      if dialect == .sqlite, next == UInt8(ascii: "(") {
        let (kind, bytes) = try function(word, depth: 0, limit: sink.limit)
        bytes.withUnsafeBufferPointer { all in
          if let base = all.baseAddress { sink.append(base, all.count) }
        }
        return kind
      }
    default: break
    }
    for byte in written { sink.append(byte) }
    try expression(into: &sink)
    return .expression
  }

  // MARK: Expressions that are not evaluated

  /// Copies the text of an expression up to the comma or parenthesis that ends the value.
  mutating func expression(into sink: inout SQLCellSink) throws {
    var depth = 0
    while true {
      guard let byte = try peek() else { throw SQLFailure.ended }
      switch byte {
      case UInt8(ascii: ",") where depth == 0, UInt8(ascii: ")") where depth == 0: return
      case UInt8(ascii: ";") where depth == 0: throw SQLFailure("the statement ends inside a row")
      case UInt8(ascii: "("), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"): depth -= depth > 0 ? 1 : 0
      case UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "`"):
        sink.append(byte)
        advance()
        try string(byte, byte == UInt8(ascii: "`") ? .none : stringEscapes, into: &sink)
        sink.append(byte)
        continue
      default: break
      }
      sink.append(byte)
      advance()
    }
  }

  // MARK: SQLite's functions

  /// Nested calls at most; SQLite's own dumps nest two.
  private static let maximumCallDepth = 16

  private typealias Evaluated = (kind: CellKind, bytes: [UInt8])

  /// Evaluates a call whose name was consumed and whose parenthesis is next.
  private mutating func function(_ name: String, depth: Int, limit: Int) throws -> (kind: CellKind, bytes: [UInt8]) {
    guard depth < Self.maximumCallDepth else { throw SQLFailure("function calls are nested too deep") }
    advance()
    var arguments: [Evaluated] = []
    while true {
      try skipSpace()
      arguments.append(try argument(depth: depth, limit: limit))
      try skipSpace()
      if name == "cast" {
        // `AS TEXT` says what the bytes are.
        guard try word() == "as" else { throw SQLFailure("'as' is expected in a cast") }
        try skipSpace()
        let type = try word()
        arguments[0].kind = type == "text" ? .text : (type == "blob" ? .binary : arguments[0].kind)
        try skipSpace()
      }
      guard let byte = try peek() else { throw SQLFailure.ended }
      advance()
      if byte == UInt8(ascii: ")") { break }
      guard byte == UInt8(ascii: ","), arguments.count < 4096 else {
        throw SQLFailure("a comma or a parenthesis is expected in a function call")
      }
    }
    return try evaluate(name, arguments, limit: limit)
  }

  private mutating func argument(depth: Int, limit: Int) throws -> Evaluated {
    guard let byte = try peek() else { throw SQLFailure.ended }
    if isWordByte(byte), byte > UInt8(ascii: "9"), try peek(1) != UInt8(ascii: "'") {
      let name = try word()
      guard try peek() == UInt8(ascii: "(") else { throw SQLFailure("a function call is expected") }
      return try function(name, depth: depth + 1, limit: limit)
    }
    var sink = SQLCellSink(limit: limit)
    let kind = try literal(into: &sink)
    if sink.isOverflowing { throw SQLFailure("a string in a function call is longer than the limit") }
    return (kind, sink.row.allBytes)
  }

  private func evaluate(_ name: String, _ arguments: [Evaluated], limit: Int) throws -> Evaluated {
    switch (name, arguments.count) {
    case ("replace", 3):
      let (text, pattern, replacement) = (arguments[0].bytes, arguments[1].bytes, arguments[2].bytes)
      guard let result = replacing(pattern, with: replacement, in: text, limit: limit) else {
        throw SQLFailure("a string in a function call is longer than the limit")
      }
      return (.text, result)
    case ("char", 1...):
      var text: [UInt8] = []
      for argument in arguments {
        let code = UInt32(String(decoding: argument.bytes, as: UTF8.self)) ?? 0xfffd
        text.append(contentsOf: UTF8.encode(Unicode.Scalar(code) ?? "\u{fffd}") ?? UTF8.encodedReplacementCharacter)
      }
      return (.text, text)
    case ("unistr", 1): return (.text, try unicodeEscapes(arguments[0].bytes))
    case ("cast", 1): return arguments[0]
    default: throw SQLFailure("the function '\(name)' is not known here")
    }
  }

  /// SQLite's `unistr`: `\XXXX`, `\uXXXX`, `\+XXXXXX`, `\UXXXXXXXX` and `\\`.
  private func unicodeEscapes(_ text: [UInt8]) throws -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    var index = 0
    while index < text.count {
      let byte = text[index]
      index += 1
      guard byte == UInt8(ascii: "\\") else {
        result.append(byte)
        continue
      }
      guard index < text.count else { throw SQLFailure("an escape in unistr is cut off") }
      let digitCount: Int
      switch text[index] {
      case UInt8(ascii: "\\"):
        result.append(byte)
        index += 1
        continue
      case UInt8(ascii: "u"): (digitCount, index) = (4, index + 1)
      case UInt8(ascii: "+"): (digitCount, index) = (6, index + 1)
      case UInt8(ascii: "U"): (digitCount, index) = (8, index + 1)
      default: digitCount = 4
      }
      guard index + digitCount <= text.count,
        let code = UInt32(String(decoding: text[index..<index + digitCount], as: UTF8.self), radix: 16)
      else { throw SQLFailure("an escape in unistr has too few digits") }
      index += digitCount
      result.append(contentsOf: UTF8.encode(Unicode.Scalar(code) ?? "\u{fffd}") ?? UTF8.encodedReplacementCharacter)
    }
    return result
  }
}
