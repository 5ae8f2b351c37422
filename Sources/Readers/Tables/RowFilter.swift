// The row filter of a source: simple comparisons of columns with constants, joined by `and`.

/// A parsed filter. Grammar: `column op constant`, `column is [not] null`, joined by `and`; `op` is one of
/// `= != <> < <= > >=`; a constant is a number or a string in single quotes (doubled inside); a column is a word or a
/// name in double quotes or backticks.
///
/// A number compares by value with cells that are numbers (other cells do not match); a string compares by bytes. NULL
/// matches nothing but `is null`.
struct RowFilter: Sendable, Equatable {
  enum Operator: Sendable, Equatable {
    case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual, isNull, isNotNull
  }

  struct Comparison: Sendable, Equatable {
    var column: String
    var operation: Operator
    /// The constant's bytes; of a number as written.
    var constant: [UInt8] = []
    /// The constant's value when it is a number.
    var number: Double?
  }

  /// A comparison with the index of its column.
  struct Bound {
    var column: Int
    var comparison: Comparison
  }

  var comparisons: [Comparison] = []

  /// - Throws: `ReaderError` of code `syntax` with the position of what cannot be read.
  init(parsing text: String) throws(ReaderError) {
    var parser = RowFilterParser(text)
    repeat { comparisons.append(try parser.comparison()) } while try parser.hasAnother()
  }
}

extension RowFilter.Bound {
  /// True when the row matches.
  func matches(_ row: borrowing RowBuffer) -> Bool {
    let isNull = row.kind(column) == .null
    switch comparison.operation {
    case .isNull: return isNull
    case .isNotNull: return !isNull
    default: if isNull { return false }
    }
    return row.withCell(column) { cell in
      if let number = comparison.number {
        if cell.elementsEqual(comparison.constant) { return accepts(0) }
        guard let value = Double(String(decoding: cell, as: UTF8.self)), !value.isNaN else { return false }
        return accepts(value < number ? -1 : (value > number ? 1 : 0))
      }
      return comparison.constant.withUnsafeBufferPointer { constant in
        let same = zip(cell, constant).first { $0 != $1 }
        if let same { return accepts(same.0 < same.1 ? -1 : 1) }
        return accepts(cell.count < constant.count ? -1 : (cell.count > constant.count ? 1 : 0))
      }
    }
  }

  private func accepts(_ order: Int) -> Bool {
    switch comparison.operation {
    case .equal: order == 0
    case .notEqual: order != 0
    case .less: order < 0
    case .lessOrEqual: order <= 0
    case .greater: order > 0
    case .greaterOrEqual: order >= 0
    case .isNull, .isNotNull: false
    }
  }
}

/// Reads the filter's text from left to right.
private struct RowFilterParser {
  private let text: String
  private let bytes: [UInt8]
  private var index = 0

  init(_ text: String) {
    self.text = text
    self.bytes = Array(text.utf8)
  }

  mutating func comparison() throws(ReaderError) -> RowFilter.Comparison {
    let column = try columnName()
    if take(word: "is") {
      let isNot = take(word: "not")
      guard take(word: "null") else { throw failure("'null' or 'not null' is expected") }
      return RowFilter.Comparison(column: column, operation: isNot ? .isNotNull : .isNull)
    }
    let operation = try comparisonOperator()
    skipSpace()
    guard index < bytes.count else { throw failure("a number or a 'string' is expected") }
    if bytes[index] == UInt8(ascii: "'") {
      return RowFilter.Comparison(
        column: column, operation: operation, constant: try quoted(by: UInt8(ascii: "'")))
    }
    let start = index
    while index < bytes.count, !isASCIISpace(bytes[index]) { index += 1 }
    guard let number = Double(String(decoding: bytes[start..<index], as: UTF8.self)), number.isFinite else {
      index = start
      throw failure("a number or a 'string' is expected")
    }
    return RowFilter.Comparison(
      column: column, operation: operation, constant: Array(bytes[start..<index]), number: number)
  }

  /// True when `and` follows, false at the end.
  mutating func hasAnother() throws(ReaderError) -> Bool {
    skipSpace()
    if index == bytes.count { return false }
    if take(word: "and") { return true }
    throw failure("'and' or the end is expected")
  }

  private mutating func columnName() throws(ReaderError) -> String {
    skipSpace()
    guard index < bytes.count else { throw failure("a column is expected") }
    if bytes[index] == UInt8(ascii: "\"") || bytes[index] == UInt8(ascii: "`") {
      return String(decoding: try quoted(by: bytes[index]), as: UTF8.self)
    }
    let start = index
    while index < bytes.count, isWordByte(bytes[index]) || bytes[index] == UInt8(ascii: ".") { index += 1 }
    guard index > start else { throw failure("a column is expected") }
    return String(decoding: bytes[start..<index], as: UTF8.self)
  }

  private mutating func comparisonOperator() throws(ReaderError) -> RowFilter.Operator {
    skipSpace()
    let operators: [(String, RowFilter.Operator)] = [
      ("!=", .notEqual), ("<>", .notEqual), ("<=", .lessOrEqual), (">=", .greaterOrEqual), ("=", .equal), ("<", .less),
      (">", .greater),
    ]
    for (spelling, operation) in operators where bytes[index...].starts(with: spelling.utf8) {
      index += spelling.utf8.count
      return operation
    }
    throw failure("one of = != < <= > >= 'is' is expected")
  }

  private mutating func quoted(by quote: UInt8) throws(ReaderError) -> [UInt8] {
    let start = index
    index += 1
    var content: [UInt8] = []
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      if byte == quote {
        if index == bytes.count || bytes[index] != quote { return content }
        index += 1
      }
      content.append(byte)
    }
    index = start
    throw failure("the quote is not closed")
  }

  private mutating func take(word: String) -> Bool {
    skipSpace()
    let end = index + word.utf8.count
    guard end <= bytes.count, bytes[index..<end].map(lowercased).elementsEqual(word.utf8),
      end == bytes.count || !isWordByte(bytes[end])
    else { return false }
    index = end
    return true
  }

  private mutating func skipSpace() {
    while index < bytes.count, isASCIISpace(bytes[index]) { index += 1 }
  }

  private func failure(_ message: String) -> ReaderError {
    ReaderError(.syntax, "the row filter '\(text)' cannot be read at byte \(index): \(message)", position: index)
  }
}

/// Letters, digits, underscore, dollar sign, and every byte outside ASCII.
@inline(__always)
func isWordByte(_ byte: UInt8) -> Bool {
  byte >= 0x80 || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "$")
    || (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9"))
    || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
}
