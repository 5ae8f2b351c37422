// PostgreSQL's COPY: the text format between `FROM stdin;` and `\.`.

import Storage

extension SQLScanner {
  /// Reads `COPY table (columns) FROM stdin;` behind its keyword.
  mutating func copyHead() throws -> TableStep? {
    try lexer.skipSpace()
    guard let name = try lexer.qualifiedName().map(qualified) else { throw SQLFailure("a table's name is expected") }
    try lexer.skipSpace()
    var columns: [String]?
    if try lexer.peek() == UInt8(ascii: "(") { columns = try lexer.nameList() }
    try lexer.skipSpace()
    var word = try lexer.word()
    let hasOIDs = word == "with"
    if hasOIDs {
      try lexer.skipSpace()
      _ = try lexer.word()
      try lexer.skipSpace()
      word = try lexer.word()
    }
    let isInput = word == "from"
    try lexer.skipSpace()
    let isStandardInput = try isInput && lexer.word() == "stdin"
    try lexer.skipSpace()
    let isPlain = try lexer.isAtDelimiter() && !hasOIDs
    try lexer.skipStatement()
    guard isStandardInput else { return .skipped(cursor.skippedRegion("sql-copy")) }
    try lexer.skipLine()
    lastHead = []
    if !isPlain || !wants(name) {
      try skipCopiedLines()
      if !wants(name) { return .skipped(cursor.skippedRegion("sql-other-table")) }
      return .quarantined(
        cursor.quarantine(
          .sqlSyntax, "the data of table '\(name.name)' are not in COPY's text format; dump without options"))
    }
    setShape(name, columns: columns)
    place = .copy
    return .skipped(cursor.skippedRegion("sql-copy"))
  }

  /// Consumes the data of a COPY that is not wanted, with its end mark.
  private mutating func skipCopiedLines() throws {
    while try lexer.peek() != nil {
      let isEnd = try lexer.peek() == UInt8(ascii: "\\") && lexer.peek(1) == UInt8(ascii: ".")
      try lexer.skipLine()
      if isEnd { return }
    }
    throw SQLFailure.ended
  }

  /// Reads one line of data.
  mutating func copiedRow() throws -> TableStep? {
    sink.removeAll()
    guard let first = try lexer.peek() else { throw SQLFailure.ended }
    if first == UInt8(ascii: "\\"), try lexer.peek(1) == UInt8(ascii: ".") {
      let third = try lexer.peek(2)
      if third == nil || third == UInt8(ascii: "\n") || third == UInt8(ascii: "\r") {
        try lexer.skipLine()
        place = .statements
        return .skipped(cursor.skippedRegion("sql-copy-end"))
      }
    }
    if lexer.trailBytes == nil,
      let length = CopyLineScan.scan(cursor.bytes + cursor.head, count: cursor.count, into: &sink.row),
      sink.row.byteCount <= sink.limit
    {
      lexer.advance(length)
      return complete()
    }
    sink.removeAll()
    cursor.setMark()
    while try !copiedCell() {}
    return complete()
  }

  /// Reads one cell with the tab or line feed behind it; true when it was the line's last.
  private mutating func copiedCell() throws -> Bool {
    _ = lexer.trailBytes?.takeTrail()
    if try isNull() {
      lexer.advance(2)
      sink.endCell(.null)
      defer { lexer.advance() }
      if try lexer.peek() == UInt8(ascii: "\r") { lexer.advance() }
      return try lexer.peek() == UInt8(ascii: "\n")
    }
    while true {
      // SAFETY: words may reach into the window's overhang; what they find there is not used.
      let bytes = cursor.bytes
      let tail = cursor.tail
      var index = cursor.head
      var marks: UInt64 = 0
      while index < tail {
        let word = load(bytes, index)
        marks =
          matches(word, repeated(UInt8(ascii: "\t"))) | matches(word, repeated(UInt8(ascii: "\n")))
          | matches(word, repeated(UInt8(ascii: "\\")))
        if marks != 0 { break }
        index &+= 8
      }
      index = marks == 0 ? tail : min(tail, index + marks.trailingZeroBitCount >> 3)
      let head = cursor.head
      sink.append(bytes + head, index - head)
      lexer.trailBytes?.pass(bytes + head, index - head)
      cursor.head = index
      if index == tail {
        guard try cursor.more() else { throw SQLFailure.ended }
        continue
      }
      lexer.advance()
      let isTrail = lexer.trailBytes?.takeTrail() ?? false
      switch bytes[index] {
      case UInt8(ascii: "\\") where isTrail: sink.append(UInt8(ascii: "\\"))
      case UInt8(ascii: "\\"): try lexer.copyEscape(into: &sink)
      case UInt8(ascii: "\n"):
        // Dumps that were given Windows line ends have a carriage return before them; one of the data is escaped.
        if sink.row.last == UInt8(ascii: "\r"), index > 0, bytes[index - 1] == UInt8(ascii: "\r") {
          sink.row.removeLast()
        }
        sink.endCell(.text)
        return true
      default:
        sink.endCell(.text)
        return false
      }
    }
  }

  /// True when the cell at the head is `\N`.
  private mutating func isNull() throws -> Bool {
    guard try lexer.peek() == UInt8(ascii: "\\"), try lexer.peek(1) == UInt8(ascii: "N") else { return false }
    guard let end = try lexer.peek(2) else { throw SQLFailure.ended }
    if end == UInt8(ascii: "\r") { return try lexer.peek(3) == UInt8(ascii: "\n") }
    return end == UInt8(ascii: "\t") || end == UInt8(ascii: "\n")
  }
}
