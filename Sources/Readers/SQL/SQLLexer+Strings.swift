// Quoted text in SQL, streamed: quotes, escapes, dollar quotes, hexadecimal and bit strings.

import Storage

/// Where the bytes of a cell go; beyond the limit they are counted and dropped.
struct SQLCellSink {
  var row = RowBuffer()
  let limit: Int
  private(set) var isOverflowing = false

  init(limit: Int) { self.limit = limit }

  mutating func removeAll() {
    row.removeAll()
    isOverflowing = false
  }

  @inline(__always)
  mutating func append(_ bytes: UnsafePointer<UInt8>, _ count: Int) {
    if row.byteCount + count > limit {
      overflow()
      return
    }
    row.append(bytes, count)
  }

  @inline(__always)
  mutating func append(_ byte: UInt8) {
    if row.byteCount >= limit {
      overflow()
      return
    }
    row.append(byte)
  }

  mutating func append(_ scalar: Unicode.Scalar) {
    for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter { append(byte) }
  }

  /// Closes a cell; more cells than any table has columns count as too large, too.
  @inline(__always)
  mutating func endCell(_ kind: CellKind) {
    if row.count >= 65_536 {
      overflow()
      return
    }
    row.endCell(kind)
  }

  private mutating func overflow() { isOverflowing = true }
}

/// Which escapes a quoted string has besides the doubled quote.
enum SQLEscapes {
  case none, mySQL, postgreSQL
}

extension SQLLexer {
  /// Reads the rest of a string, whose opening quote was consumed, up to and with its closing quote.
  mutating func string(_ quote: UInt8, _ escapes: SQLEscapes, into sink: inout SQLCellSink) throws {
    _ = trailBytes?.takeTrail()
    let quotes = repeated(quote)
    let others = escapes == .none ? quotes : repeated(UInt8(ascii: "\\"))
    while true {
      // SAFETY: words may reach into the window's overhang; what they find there is not used.
      let bytes = cursor.bytes
      let tail = cursor.tail
      var index = cursor.head
      var marks: UInt64 = 0
      while index < tail {
        let word = load(bytes, index)
        marks = matches(word, quotes) | matches(word, others)
        if marks != 0 { break }
        index &+= 8
      }
      index = marks == 0 ? tail : min(tail, index + marks.trailingZeroBitCount >> 3)
      sink.append(bytes + cursor.head, index - cursor.head)
      trailBytes?.pass(bytes + cursor.head, index - cursor.head)
      cursor.head = index
      if index == tail {
        guard try cursor.more() else { throw SQLFailure.ended }
        continue
      }
      if trailBytes?.takeTrail() == true, bytes[index] == UInt8(ascii: "\\") {
        sink.append(bytes[index])
        advance()
        continue
      }
      if bytes[index] == quote {
        advance()
        guard try peek() == quote else { return }
        sink.append(quote)
        advance()
      } else {
        advance()
        try escape(escapes, into: &sink)
      }
    }
  }

  /// Reads what stands behind a backslash.
  private mutating func escape(_ escapes: SQLEscapes, into sink: inout SQLCellSink) throws {
    guard let byte = try peek() else { throw SQLFailure.ended }
    advance()
    if escapes == .mySQL {
      // A backslash stays where it protects a pattern character.
      if byte == UInt8(ascii: "%") || byte == UInt8(ascii: "_") { sink.append(UInt8(ascii: "\\")) }
      sink.append(unescapedMySQL(byte))
      return
    }
    switch byte {
    case UInt8(ascii: "b"): sink.append(0x08)
    case UInt8(ascii: "f"): sink.append(0x0c)
    case UInt8(ascii: "n"): sink.append(0x0a)
    case UInt8(ascii: "r"): sink.append(0x0d)
    case UInt8(ascii: "t"): sink.append(0x09)
    case UInt8(ascii: "v"): sink.append(0x0b)
    case UInt8(ascii: "0")...UInt8(ascii: "7"):
      sink.append(UInt8(truncatingIfNeeded: try number(radix: 8, digits: 2, startingWith: byte)))
    case UInt8(ascii: "x"):
      guard let digit = try peek(), hexadecimalValue(digit) != nil else { return sink.append(byte) }
      sink.append(UInt8(truncatingIfNeeded: try number(radix: 16, digits: 2)))
    case UInt8(ascii: "u"), UInt8(ascii: "U"):
      let value = try number(radix: 16, digits: byte == UInt8(ascii: "u") ? 4 : 8)
      sink.append(Unicode.Scalar(value) ?? "\u{fffd}")
    default: sink.append(byte)
    }
  }

  /// Reads what stands behind a backslash in COPY's text format, whose escapes are those of `E'…'` but `\u`.
  mutating func copyEscape(into sink: inout SQLCellSink) throws {
    if let byte = try peek(), byte | 0x20 == UInt8(ascii: "u") {
      sink.append(byte)
      advance()
      return
    }
    try escape(.postgreSQL, into: &sink)
  }

  /// Consumes up to `digits` digits and gives their value, with the value of `first` before them.
  private mutating func number(radix: UInt32, digits: Int, startingWith first: UInt8? = nil) throws -> UInt32 {
    var value = first.map { UInt32($0 - UInt8(ascii: "0")) } ?? 0
    for _ in 0..<digits {
      guard let byte = try peek(), let digit = hexadecimalValue(byte), UInt32(digit) < radix else { break }
      value = value &* radix &+ UInt32(digit)
      advance()
    }
    return value
  }

  /// Reads the rest of a dollar-quoted string: its opening `$` is next.
  mutating func dollarString(into sink: inout SQLCellSink) throws {
    let mark = try dollarMark()
    while true {
      let distance = cursor.distance(to: UInt8(ascii: "$"), from: 0) ?? cursor.count
      sink.append(cursor.bytes + cursor.head, distance)
      advance(distance)
      guard let byte = try peek() else { throw SQLFailure.ended }
      if byte != UInt8(ascii: "$") { continue }
      if try isNext(mark) {
        advance(mark.count)
        return
      }
      sink.append(UInt8(ascii: "$"))
      advance()
    }
  }

  /// Consumes `$tag$`.
  ///
  /// - Throws: `SQLFailure` when the dollar at the head does not begin such a mark; nothing is consumed then.
  mutating func dollarMark() throws -> [UInt8] {
    var length = 1
    while let byte = try peek(length), byte != UInt8(ascii: "$") {
      let isFirstDigit = length == 1 && byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
      guard isWordByte(byte), !isFirstDigit, length < 64 else { throw SQLFailure("no dollar quote begins here") }
      length += 1
    }
    guard try peek(length) != nil else { throw SQLFailure.ended }
    let mark = Array(cursor.window[...length])
    advance(length + 1)
    return mark
  }

  /// Reads the digits of a hexadecimal string up to and with its closing quote, or of a `0x…` number (then `quote` is
  /// nil), as bytes.
  mutating func hexadecimal(quote: UInt8?, into sink: inout SQLCellSink) throws {
    var high: UInt8?
    while true {
      let byte = try peek()
      guard let byte, let digit = hexadecimalValue(byte) else {
        guard high == nil else { throw SQLFailure("a hexadecimal string has an odd number of digits") }
        guard let quote else { return }
        guard let byte else { throw SQLFailure.ended }
        guard byte == quote else { throw SQLFailure("a hexadecimal string holds something else") }
        advance()
        return
      }
      advance()
      if let first = high {
        sink.append(first << 4 | digit)
        high = nil
      } else {
        high = digit
      }
    }
  }

  /// Reads the digits of a bit string up to and with its closing quote, as bytes, the first bits filled with zeros.
  mutating func bits(into sink: inout SQLCellSink) throws {
    var digits: [UInt8] = []
    while true {
      guard let byte = try peek() else { throw SQLFailure.ended }
      advance()
      if byte == UInt8(ascii: "'") { break }
      guard byte & 0xfe == UInt8(ascii: "0"), digits.count < 1 << 20 else {
        throw SQLFailure("a bit string holds something else than 0 and 1")
      }
      digits.append(byte & 1)
    }
    var value: UInt8 = 0
    for (index, bit) in digits.enumerated() {
      value = value << 1 | bit
      if (digits.count - index - 1) % 8 == 0 {
        sink.append(value)
        value = 0
      }
    }
  }
}
