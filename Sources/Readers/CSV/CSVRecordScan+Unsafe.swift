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
    // SAFETY: `bytes` is readable for `count` bytes and the window's overhang; every index that is used is below
    // `count`.
    row.removeAll()
    var index = 0
    var isMalformed = false
    var isMultiline = false
    while true {
      if index < count && UInt16(bytes[index]) == quote {
        index += 1
        guard let end = quotedCell(bytes, count: count, from: index, isLast: isLast, into: &row, &isMultiline) else {
          return isLast ? .unclosedQuote : .incomplete
        }
        index = end
        if index < count && !isCellEnd(bytes[index]) {
          isMalformed = true
          _ = plainCell(bytes, count: count, from: &index, into: &row)
        }
        row.endCell(.text)
      } else {
        let start = index
        let isNull = plainCell(bytes, count: count, from: &index, into: &row)
        row.endCell(isNull || (emptyIsNull && index == start) ? .null : .text)
      }
      if index >= count {
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
      return .record(byteCount: index, isMalformed: isMalformed, isMultiline: isMultiline)
    }
  }

  @inline(__always)
  private func isCellEnd(_ byte: UInt8) -> Bool {
    byte == delimiter || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
  }

  /// Appends the content of the quoted cell that begins at `start`, behind its quote.
  ///
  /// - Returns: the index behind the closing quote; nil when the bytes end first.
  @inline(__always)
  private func quotedCell(
    _ bytes: UnsafePointer<UInt8>, count: Int, from start: Int, isLast: Bool, into row: inout RowBuffer,
    _ isMultiline: inout Bool
  ) -> Int? {
    var index = start
    var runStart = start
    let escapes = hasEscapes ? repeated(UInt8(ascii: "\\")) : quotes
    while true {
      var lineEnds: UInt64 = 0
      var marks: UInt64 = 0
      while index < count {
        let word = load(bytes, index)
        lineEnds |= matches(word, allLineFeeds) | matches(word, allCarriageReturns)
        marks = matches(word, quotes) | matches(word, escapes)
        if marks != 0 { break }
        index += 8
      }
      // A line end behind the quote in the last word makes no more than a needless look at a malformed row.
      if lineEnds != 0 { isMultiline = true }
      if marks == 0 { return nil }
      index += marks.trailingZeroBitCount >> 3
      if index >= count { return nil }
      if hasEscapes && bytes[index] == UInt8(ascii: "\\") && quote != UInt16(UInt8(ascii: "\\")) {
        guard index + 1 < count else { return nil }
        append(bytes, runStart, index, to: &row)
        row.bytes.append(unescapedMySQL(bytes[index + 1]))
        index += 2
        runStart = index
        continue
      }
      if index + 1 == count && !isLast { return nil }
      if index + 1 < count && UInt16(bytes[index + 1]) == quote {
        append(bytes, runStart, index + 1, to: &row)
        index += 2
        runStart = index
        continue
      }
      append(bytes, runStart, index, to: &row)
      return index + 1
    }
  }

  /// Appends the content of the unquoted cell at `index` and moves to the byte that ends it.
  ///
  /// - Returns: true when the cell is `\N`.
  @inline(__always)
  private func plainCell(
    _ bytes: UnsafePointer<UInt8>, count: Int, from index: inout Int, into row: inout RowBuffer
  ) -> Bool {
    let start = index
    var runStart = index
    let escapes = hasEscapes ? repeated(UInt8(ascii: "\\")) : delimiters
    while true {
      var marks: UInt64 = 0
      while index < count {
        let word = load(bytes, index)
        marks =
          matches(word, delimiters) | matches(word, allLineFeeds) | matches(word, allCarriageReturns)
          | matches(word, escapes)
        if marks != 0 { break }
        index += 8
      }
      index = marks == 0 ? count : min(count, index + marks.trailingZeroBitCount >> 3)
      if hasEscapes && index < count && bytes[index] == UInt8(ascii: "\\") {
        append(bytes, runStart, index, to: &row)
        if index == start && index + 1 < count && bytes[index + 1] == UInt8(ascii: "N")
          && (index + 2 >= count || isCellEnd(bytes[index + 2]))
        {
          index += 2
          return true
        }
        if index + 1 < count { row.bytes.append(unescapedMySQL(bytes[index + 1])) }
        index = min(count, index + 2)
        runStart = index
        continue
      }
      append(bytes, runStart, index, to: &row)
      return false
    }
  }

  @inline(__always)
  private func append(_ bytes: UnsafePointer<UInt8>, _ start: Int, _ end: Int, to row: inout RowBuffer) {
    row.bytes.append(contentsOf: UnsafeBufferPointer(start: bytes + start, count: end - start))
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
