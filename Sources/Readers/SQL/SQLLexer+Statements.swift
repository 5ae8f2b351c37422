// Passing over statements that hold no data, without taking anything inside their quotes for SQL.

import Storage

/// What may hide delimiters inside a statement.
enum SQLBody {
  case none
  /// SQLite: a trigger ends with `; END ;`.
  case trigger
  /// PostgreSQL: a function's body between `BEGIN ATOMIC` and `END`.
  case atomic
}

extension SQLLexer {
  /// Consumes everything up to and with the statement's delimiter.
  ///
  /// - Throws: `SQLFailure.ended` when the input ends before it.
  mutating func skipStatement(_ body: SQLBody = .none) throws {
    var state = SQLBodyState(body)
    while true {
      try skipPlainBytes(stopsAtWords: body != .none)
      guard let byte = try peek() else { throw SQLFailure.ended }
      if byte == delimiter[0], try isAtDelimiter() {
        advance(delimiter.count)
        if state.endsAtDelimiter() { return }
        continue
      }
      switch byte {
      case UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "`"):
        advance()
        try skipQuoted(byte)
        state.sawOther()
      case UInt8(ascii: "-"), UInt8(ascii: "#"), UInt8(ascii: "/"), UInt8(ascii: "*"):
        if try !skipComment(byte) { advance() }
      case UInt8(ascii: "$") where dialect == .postgreSQL: try skipDollar()
      default:
        guard body != .none, isWordByte(byte) else {
          advance()
          continue
        }
        state.sawWord(try word())
      }
    }
  }

  /// Consumes a quoted string or name, whose opening quote was consumed.
  private mutating func skipQuoted(_ quote: UInt8) throws {
    var nothing = SQLCellSink(limit: 0)
    var escapes = quote == UInt8(ascii: "'") ? stringEscapes : .none
    if quote == UInt8(ascii: "\""), dialect == .mySQL, !hasANSIQuotes { escapes = stringEscapes }
    if quote == UInt8(ascii: "'"), dialect == .postgreSQL, escapes == .none, precededByEscapePrefix {
      escapes = .postgreSQL
    }
    try string(quote, escapes, into: &nothing)
  }

  /// True when the quote just consumed belongs to an `E'…'` string.
  private var precededByEscapePrefix: Bool {
    guard consumedByte(1).map({ $0 | 0x20 }) == UInt8(ascii: "e") else { return false }
    return !(consumedByte(2).map(isWordByte) ?? false)
  }

  /// A byte that was consumed, so many before the last one; nil when the window has dropped it.
  private func consumedByte(_ back: Int) -> UInt8? {
    let index = cursor.head - 1 - back
    return index >= 0 ? cursor.bytes[index] : nil
  }

  private mutating func skipDollar() throws {
    let isInWord = cursor.head > 0 && isWordByte(cursor.bytes[cursor.head - 1])
    var nothing = SQLCellSink(limit: 0)
    guard !isInWord else { return advance() }
    do {
      try dollarString(into: &nothing)
    } catch let failure as SQLFailure where !failure.isEnd {
      // A parameter such as `$1`.
      advance()
    }
  }

  /// Consumes bytes that can begin nothing.
  private mutating func skipPlainBytes(stopsAtWords: Bool) throws {
    let first = delimiter[0]
    repeat {
      let bytes = cursor.bytes
      let tail = cursor.tail
      var index = cursor.head
      while index < tail {
        let byte = bytes[index]
        if byte == first || isSpecial(byte) || (stopsAtWords && isWordByte(byte)) { break }
        index &+= 1
      }
      cursor.head = index
      if index < tail { return }
    } while try cursor.more()
  }

  @inline(__always)
  private func isSpecial(_ byte: UInt8) -> Bool {
    // ' " ` - # / * $ : none of them is a letter, so words pass quickly.
    if byte > UInt8(ascii: "/") { return byte == UInt8(ascii: "`") }
    return byte >= UInt8(ascii: "\"") && byte != UInt8(ascii: "%") && byte != UInt8(ascii: "&")
      && byte != UInt8(ascii: "(") && byte != UInt8(ascii: ")") && byte != UInt8(ascii: "+")
      && byte != UInt8(ascii: ",") && byte != UInt8(ascii: ".")
  }
}

/// Follows the words of a statement with a body, to tell whether a delimiter ends it.
private struct SQLBodyState {
  private let body: SQLBody
  private var depth = 0
  private var lastWord = ""
  /// SQLite: 1 behind a delimiter, 2 behind `; END`.
  private var endState = 0

  init(_ body: SQLBody) { self.body = body }

  mutating func sawWord(_ word: String) {
    switch body {
    case .none: break
    case .trigger: endState = endState == 1 && word == "end" ? 2 : 0
    case .atomic:
      if word == "atomic" && lastWord == "begin" {
        depth += 1
      } else if depth > 0 && word == "case" {
        depth += 1
      } else if depth > 0 && word == "end" {
        depth -= 1
      }
      lastWord = word
    }
  }

  mutating func sawOther() { endState = 0 }

  mutating func endsAtDelimiter() -> Bool {
    switch body {
    case .none: return true
    case .atomic: return depth == 0
    case .trigger:
      if endState == 2 { return true }
      endState = 1
      return false
    }
  }
}
