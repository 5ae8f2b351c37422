// The hot loop of CSV: one record's cells, found by words of eight bytes.

/// What a scan of one record found.
enum CSVScan: Equatable {
  /// A whole record of so many bytes, its line end included. `isMalformed`: something stands behind a closing quote;
  /// `isMultiline`: a quoted cell holds a line end.
  case record(byteCount: Int, isMalformed: Bool, isMultiline: Bool)
  /// The window ends before the record does.
  case incomplete
  /// The input ends inside quotes.
  case unclosedQuote
}

/// A dialect's bytes, prepared for scanning.
struct CSVSyntax {
  let delimiter: UInt8
  /// Not a byte of the dialect when there is no quote.
  let quote: UInt16
  let hasEscapes: Bool
  let emptyIsNull: Bool
  private let delimiters: UInt64
  private let quotes: UInt64

  init(_ dialect: CSVDialect, emptyIsNull: Bool) {
    delimiter = dialect.delimiter
    quote = dialect.quote.map(UInt16.init) ?? .max
    hasEscapes = dialect.escape == .backslash
    self.emptyIsNull = emptyIsNull
    delimiters = repeated(dialect.delimiter)
    quotes = repeated(dialect.quote ?? UInt8(ascii: "\\"))
  }

  /// Scans the record at the start of `bytes` and leaves its cells in `row`.
  ///
  /// - Parameter isLast: true when nothing follows `bytes`.
  func scan(
    _ bytes: UnsafePointer<UInt8>, count: Int, isLast: Bool, into row: inout RowBuffer
  ) -> CSVScan {
    // SAFETY: `bytes` is readable for `count` bytes and the window's overhang; every index that is believed is below
    // `count`. A cell is no longer than what it is made of, so `count` bytes, and a word more, are room for all cells.
    row.removeAll()
    row.reserve(byteCount: count + 16, cellCount: 16)
    var writer = CellWriter(row)
    var index = 0
    var isMalformed = false
    var isMultiline = false
    while true {
      var kind = CellKind.text
      if index < count && UInt16(bytes[index]) == quote {
        index += 1
        guard quotedCell(bytes, count: count, isLast: isLast, &index, &writer, &isMultiline) else {
          return isLast ? .unclosedQuote : .incomplete
        }
        if index < count && !isCellEnd(bytes[index]) {
          isMalformed = true
          _ = plainCell(bytes, count: count, &index, &writer)
        }
      } else {
        let start = index
        let isNull = plainCell(bytes, count: count, &index, &writer)
        if isNull || (emptyIsNull && index == start) { kind = .null }
      }
      if !writer.endCell(kind) {
        row.setCounts(byteCount: writer.end, count: writer.count)
        row.endCell(kind)
        writer = CellWriter(row)
      }
      if index >= count {
        row.setCounts(byteCount: writer.end, count: writer.count)
        return isLast
          ? .record(byteCount: count, isMalformed: isMalformed, isMultiline: isMultiline) : .incomplete
      }
      let end = bytes[index]
      index += 1
      if end == delimiter { continue }
      if end == UInt8(ascii: "\r") {
        if index == count && !isLast { return .incomplete }
        if index < count && bytes[index] == UInt8(ascii: "\n") { index += 1 }
      }
      row.setCounts(byteCount: writer.end, count: writer.count)
      return .record(byteCount: index, isMalformed: isMalformed, isMultiline: isMultiline)
    }
  }

  @inline(__always)
  private func isCellEnd(_ byte: UInt8) -> Bool {
    byte == delimiter || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
  }

  /// Copies the content of the quoted cell at `index`, behind its quote, and moves behind the closing one; false when
  /// the bytes end first.
  @inline(__always)
  private func quotedCell(
    _ bytes: UnsafePointer<UInt8>, count: Int, isLast: Bool, _ index: inout Int, _ writer: inout CellWriter,
    _ isMultiline: inout Bool
  ) -> Bool {
    let escapes = hasEscapes ? repeated(UInt8(ascii: "\\")) : quotes
    var lineEnds: UInt64 = 0
    while index < count {
      let word = load(bytes, index)
      lineEnds |= matches(word, allLineFeeds) | matches(word, allCarriageReturns)
      let marks = matches(word, quotes) | matches(word, escapes)
      let plain = marks == 0 ? 8 : marks.trailingZeroBitCount >> 3
      writer.append(word, min(plain, count - index))
      index += plain
      if marks == 0 { continue }
      if index >= count { return false }
      let isWindowEnd = index + 1 == count
      if bytes[index] == UInt8(ascii: "\\") && hasEscapes && quote != UInt16(UInt8(ascii: "\\")) {
        if isWindowEnd { return false }
        writer.append(unescapedMySQL(bytes[index + 1]))
        index += 2
        continue
      }
      if isWindowEnd && !isLast { return false }
      if !isWindowEnd && UInt16(bytes[index + 1]) == quote {
        writer.append(bytes[index])
        index += 2
        continue
      }
      index += 1
      // A line end behind the quote in the last word makes no more than a needless look at a malformed row.
      if lineEnds != 0 { isMultiline = true }
      return true
    }
    if lineEnds != 0 { isMultiline = true }
    return false
  }

  /// Copies the content of the unquoted cell at `index` and moves to the byte that ends it.
  ///
  /// - Returns: true when the cell is `\N`.
  @inline(__always)
  private func plainCell(
    _ bytes: UnsafePointer<UInt8>, count: Int, _ index: inout Int, _ writer: inout CellWriter
  ) -> Bool {
    let start = index
    let escapes = hasEscapes ? repeated(UInt8(ascii: "\\")) : delimiters
    while index < count {
      let word = load(bytes, index)
      let marks =
        matches(word, delimiters) | matches(word, allLineFeeds) | matches(word, allCarriageReturns)
        | matches(word, escapes)
      let plain = min(count - index, marks == 0 ? 8 : marks.trailingZeroBitCount >> 3)
      writer.append(word, plain)
      index += plain
      if marks == 0 { continue }
      guard index < count, hasEscapes, bytes[index] == UInt8(ascii: "\\"), delimiter != UInt8(ascii: "\\") else {
        return false
      }
      if index == start && index + 1 < count && bytes[index + 1] == UInt8(ascii: "N")
        && (index + 2 >= count || isCellEnd(bytes[index + 2]))
      {
        index += 2
        return true
      }
      if index + 1 < count { writer.append(unescapedMySQL(bytes[index + 1])) }
      index = min(count, index + 2)
    }
    return false
  }
}

/// What the byte behind a backslash stands for in MySQL.
@inline(__always)
func unescapedMySQL(_ byte: UInt8) -> UInt8 {
  switch byte {
  case UInt8(ascii: "n"): 0x0a
  case UInt8(ascii: "t"): 0x09
  case UInt8(ascii: "r"): 0x0d
  case UInt8(ascii: "b"): 0x08
  case UInt8(ascii: "0"): 0x00
  case UInt8(ascii: "Z"): 0x1a
  default: byte
  }
}

@inline(__always)
private var allLineFeeds: UInt64 { repeated(UInt8(ascii: "\n")) }

@inline(__always)
private var allCarriageReturns: UInt64 { repeated(UInt8(ascii: "\r")) }
