// The hot loop of SQL dumps: one whole row of literals as dumps write them, without a look at anything rarer.

/// Scans rows that lie in the window as a whole and hold nothing but numbers, strings, NULL and binary literals. Every
/// other row is left to `SQLLexer`, which knows the whole language and reads cells of any length.
struct SQLRowScan {
  /// Backslashes escape as MySQL's do; false where they stand for themselves.
  let hasBackslashes: Bool
  let dialect: SQLDialect

  /// - Returns: nil when strings of the lexer's present mode have escapes that only the lexer knows.
  init?(_ lexer: borrowing SQLLexer) {
    dialect = lexer.dialect
    hasBackslashes = lexer.hasBackslashEscapes
    if hasBackslashes && dialect != .mySQL || lexer.trailBytes != nil { return nil }
  }

  /// Scans the row whose opening parenthesis is at `bytes`, and leaves its cells in `row`.
  ///
  /// - Returns: the number of bytes up to and with the closing parenthesis; nil for a row of another kind.
  func scan(_ bytes: UnsafePointer<UInt8>, count: Int, into row: inout RowBuffer) -> Int? {
    // SAFETY: every index that is believed is below `count`; words may reach into the window's overhang. A cell is no
    // longer than what it is made of, so `count` bytes, and a word more, are room enough for all of them.
    row.removeAll()
    row.reserve(byteCount: count + 16, cellCount: 16)
    var writer = CellWriter(row)
    var index = 1
    while index < count {
      if bytes[index] == UInt8(ascii: " ") { index += 1 }
      guard let kind = value(bytes, count, &index, &writer), index < count else { return nil }
      guard writer.endCell(kind) else {
        // Room for the rows that follow; the lexer reads this one.
        row.reserve(byteCount: 0, cellCount: min(writer.cellCapacity * 2, 1 << 16))
        return nil
      }
      let end = bytes[index]
      index += 1
      if end == UInt8(ascii: ",") { continue }
      guard end == UInt8(ascii: ")") else { return nil }
      row.setCounts(byteCount: writer.end, count: writer.count)
      return index
    }
    return nil
  }

  @inline(__always)
  private func value(
    _ bytes: UnsafePointer<UInt8>, _ count: Int, _ index: inout Int, _ writer: inout CellWriter
  ) -> CellKind? {
    switch bytes[index] {
    case UInt8(ascii: "'"):
      index += 1
      return string(bytes, count, &index, &writer) ? .text : nil
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
      if bytes[index] == UInt8(ascii: "0"), dialect == .mySQL, index + 1 < count, bytes[index + 1] == UInt8(ascii: "x")
      {
        index += 2
        return digits(bytes, count, &index, &writer) ? .binary : nil
      }
      number(bytes, count, &index, &writer)
      return .number
    case UInt8(ascii: "N"):
      guard index + 4 < count, bytes[index + 1] == UInt8(ascii: "U"), bytes[index + 2] == UInt8(ascii: "L"),
        bytes[index + 3] == UInt8(ascii: "L")
      else { return nil }
      index += 4
      return .null
    case UInt8(ascii: "_"):
      guard dialect == .mySQL, index + 9 < count, load(bytes, index) == Self.binaryIntroducer,
        bytes[index + 8] == UInt8(ascii: "'")
      else { return nil }
      index += 9
      return string(bytes, count, &index, &writer) ? .binary : nil
    case UInt8(ascii: "X"):
      guard index + 1 < count, bytes[index + 1] == UInt8(ascii: "'") else { return nil }
      index += 2
      guard digits(bytes, count, &index, &writer), index < count, bytes[index] == UInt8(ascii: "'") else { return nil }
      index += 1
      return .binary
    default: return nil
    }
  }

  /// `_binary ` as a word.
  private static let binaryIntroducer: UInt64 = "_binary ".utf8.reversed().reduce(0) { $0 << 8 | UInt64($1) }

  /// Digits, signs, points and exponents; what ends them is looked at by the caller.
  @inline(__always)
  private func number(_ bytes: UnsafePointer<UInt8>, _ count: Int, _ index: inout Int, _ writer: inout CellWriter) {
    while index < count, isNumberByte(bytes[index]) {
      writer.append(bytes[index])
      index += 1
    }
  }

  @inline(__always)
  private func isNumberByte(_ byte: UInt8) -> Bool {
    byte < 64 ? (0x03ff_6800_0000_0000 as UInt64) >> UInt64(byte) & 1 == 1 : byte | 0x20 == UInt8(ascii: "e")
  }

  /// Pairs of hexadecimal digits up to the first byte that is none; false when one is left over.
  private func digits(
    _ bytes: UnsafePointer<UInt8>, _ count: Int, _ index: inout Int, _ writer: inout CellWriter
  ) -> Bool {
    while index < count, let high = hexadecimalValue(bytes[index]) {
      guard index + 1 < count, let low = hexadecimalValue(bytes[index + 1]) else { return false }
      writer.append(high << 4 | low)
      index += 2
    }
    return true
  }

  /// The rest of a string up to and with its closing quote; false when the window ends first.
  @inline(__always)
  private func string(
    _ bytes: UnsafePointer<UInt8>, _ count: Int, _ index: inout Int, _ writer: inout CellWriter
  ) -> Bool {
    let quotes = repeated(UInt8(ascii: "'"))
    let escapes = hasBackslashes ? repeated(UInt8(ascii: "\\")) : quotes
    while true {
      let word = load(bytes, index)
      let marks = matches(word, quotes) | matches(word, escapes)
      let plain = marks == 0 ? 8 : marks.trailingZeroBitCount >> 3
      writer.append(word, plain)
      index += plain
      if index + 1 >= count { return false }
      if marks == 0 { continue }
      let next = bytes[index + 1]
      if bytes[index] == UInt8(ascii: "'") {
        index += 1
        if next != UInt8(ascii: "'") { return true }
        writer.append(next)
        index += 1
      } else {
        // A backslash stays where it protects a pattern character.
        if next == UInt8(ascii: "%") || next == UInt8(ascii: "_") { writer.append(UInt8(ascii: "\\")) }
        writer.append(unescapedMySQL(next))
        index += 2
      }
    }
  }
}
