// Tables in XML, as `mysqldump --xml` and `mysql --xml` write them.

import Corpus
import Storage

/// Reads `<row>` elements whose `<field name="…">` elements are the cells.
///
/// The programs escape `< > & "` and nothing else: control characters and bytes of binary columns stand bare, so that no
/// XML parser takes such files. Here only the markup is looked at, and every cell comes out as it was.
///
/// Skipped: `xml-markup`, `sql-other-table`. Quarantined: rows whose elements are not those (`xml-syntax`; reading goes
/// on at the next `<row>`), rows beyond the limit.
struct MySQLXMLScanner: TableScanner {
  var cursor: InputCursor
  private(set) var decoder: RowDecoder
  private var sink: SQLCellSink
  private let options: SQLOptions
  private let mapping: ParsedMapping?
  /// Types and character sets of the columns of each table.
  private var tables: [String: SQLTableDefinition] = [:]
  private var tableName = "resultset"
  private var shape: SQLRowShape?
  /// A field as the rows of the present shape have it: the start tag as it stands in the file, and the tag of NULL.
  private struct Field {
    var name: String
    var tag: [UInt8] = []
    var nullTag: [UInt8] = []
  }

  private var fields: [Field] = []
  /// The fields of the row that is being read, once it is unlike the last one.
  private var newFields: [Field]?
  private var hasStarted = false

  var row: RowBuffer { sink.row }

  init(input: ByteInput, file: String, options: SQLOptions, mapping: ParsedMapping? = nil) {
    cursor = InputCursor(input: input, file: file)
    // The programs write UTF-8 unless they are told otherwise, and then say nothing of it.
    decoder = RowDecoder(charset: options.charset ?? mySQLCharset("latin1"))
    sink = SQLCellSink(limit: options.maximumRowByteCount)
    self.options = options
    self.mapping = mapping
  }

  mutating func step() throws -> TableStep? {
    if !hasStarted {
      hasStarted = true
      if let mark = try cursor.byteOrderMark() { return .skipped(mark) }
    }
    do {
      while try seekMarkup() {
        if try isNext(Self.rowStart) {
          if cursor.hasPending { return .skipped(cursor.skippedRegion("xml-markup")) }
          return try readRow()
        }
        let tag = try readTag()
        switch tag.name {
        case "table_structure", "table_data": tableName = tag.value(of: "name") ?? tableName
        case "field": describe(tag)
        default: break
        }
        if tag.name == "table_data", !(mapping?.wants(table: tableName, schema: nil) ?? true) {
          try skipTable()
          return .skipped(cursor.skippedRegion("sql-other-table"))
        }
      }
    } catch let failure as SQLFailure {
      return try recover(from: failure)
    }
    if let damage = try cursor.ending(isTruncated: false) { return .quarantined(damage) }
    return cursor.hasPending ? .skipped(cursor.skippedRegion("xml-markup")) : nil
  }

  private static let rowStart = Array("<row>".utf8)
  private static let rowEnd = Array("</row>".utf8)
  private static let fieldEnd = Array("</field>".utf8)
  private static let tableEnd = Array("</table_data>".utf8)

  /// XML dumps are read as a whole: nobody has them in sizes that would be divided.
  mutating func state(row: Int) -> ReaderState? { nil }

  // MARK: Rows

  private mutating func readRow() throws -> TableStep? {
    sink.removeAll()
    newFields = nil
    cursor.head += Self.rowStart.count
    while true {
      guard try seekMarkup() else { throw SQLFailure.ended }
      if try isNext(Self.rowEnd) {
        cursor.head += Self.rowEnd.count
        break
      }
      if try readKnownField() { continue }
      if try isNext(Self.rowStart) { throw SQLFailure("a row begins inside another") }
      let tag = try readTag()
      guard tag.name == "field", let name = tag.value(of: "name") else {
        throw SQLFailure("a row holds the element '\(tag.name.prefix(40))' where fields are expected")
      }
      note(name, tag)
      try readField(tag)
    }
    return complete()
  }

  /// Reads a field of text that begins as the one in its place in the last row did; false when another one is next.
  private mutating func readKnownField() throws -> Bool {
    let place = sink.row.count
    guard newFields == nil, place < fields.count else { return false }
    if !fields[place].nullTag.isEmpty, try isNext(fields[place].nullTag) {
      cursor.head += fields[place].nullTag.count
      sink.endCell(.null)
      return true
    }
    guard !fields[place].tag.isEmpty, try isNext(fields[place].tag) else { return false }
    cursor.head += fields[place].tag.count
    try text()
    try expect(Self.fieldEnd)
    sink.endCell(.text)
    return true
  }

  /// Notes the field that is read next, and whether the row is like the last one.
  private mutating func note(_ name: String, _ tag: XMLTag) {
    let place = sink.row.count
    var field = Field(name: name)
    if newFields == nil, place < fields.count, fields[place].name == name { field = fields[place] }
    if tag.isEmpty, tag.attributeCount == 2, tag.value(of: "xsi:nil") == "true" { field.nullTag = tag.bytes }
    if !tag.isEmpty, tag.attributeCount == 1 { field.tag = tag.bytes }
    if newFields == nil, place < fields.count, fields[place].name == name {
      fields[place] = field
      return
    }
    if newFields == nil { newFields = Array(fields.prefix(place)) }
    newFields?.append(field)
  }

  private mutating func readField(_ tag: XMLTag) throws {
    if tag.value(of: "xsi:nil") == "true" {
      sink.endCell(.null)
      if !tag.isEmpty { try expect(Self.fieldEnd) }
      return
    }
    if !tag.isEmpty {
      if tag.value(of: "xsi:type")?.hasSuffix("hexBinary") == true {
        try hexadecimal()
        try expect(Self.fieldEnd)
        sink.endCell(.binary)
        return
      }
      try text()
      try expect(Self.fieldEnd)
    }
    sink.endCell(.text)
  }

  private mutating func complete() -> TableStep? {
    if sink.isOverflowing {
      return .quarantined(
        cursor.quarantine(.recordTooLarge, "the row is longer than the limit of \(options.maximumRowByteCount) bytes"))
    }
    if newFields == nil, sink.row.count < fields.count { newFields = Array(fields.prefix(sink.row.count)) }
    if newFields != nil || shape?.description.name != tableName {
      fields = newFields ?? fields
      var types: [String: String] = [:]
      for column in tables[tableName]?.columns ?? [] { types[column.name] = column.type }
      let columns = columnNames(fields.map(\.name), count: fields.count)
      shape = SQLRowShape(
        table: tableName,
        columns: columns.map {
          TableColumn(name: $0.name, type: types[$0.name] ?? options.columnTypes[$0.name] ?? "")
        }, dialect: .mySQL)
    }
    shape?.convert(&sink.row)
    decoder.decode(&sink.row)
    return shape.map { .row($0.description) }
  }

  /// Takes a column's type from `<field Field="…" Type="…">` of a table's structure.
  private mutating func describe(_ tag: XMLTag) {
    guard let name = tag.value(of: "Field"), let type = tag.value(of: "Type"), tables.count < 100_000 else { return }
    let word = type.prefix { $0.isLetter }.lowercased()
    guard tables[tableName, default: SQLTableDefinition()].columns.count < 65_536 else { return }
    tables[tableName, default: SQLTableDefinition()].columns.append(
      SQLTableDefinition.Column(name: name, type: word, isGenerated: false, charset: nil))
  }

  // MARK: Text

  /// Reads text up to the next markup.
  private mutating func text() throws {
    while true {
      // SAFETY: words may reach into the window's overhang; what they find there is not used.
      let bytes = cursor.bytes
      let tail = cursor.tail
      var index = cursor.head
      var marks: UInt64 = 0
      while index < tail {
        let word = load(bytes, index)
        marks = matches(word, repeated(UInt8(ascii: "<"))) | matches(word, repeated(UInt8(ascii: "&")))
        if marks != 0 { break }
        index &+= 8
      }
      index = marks == 0 ? tail : min(tail, index + marks.trailingZeroBitCount >> 3)
      sink.append(bytes + cursor.head, index - cursor.head)
      cursor.head = index
      if index == tail {
        guard try cursor.more() else { throw SQLFailure.ended }
        continue
      }
      if bytes[index] == UInt8(ascii: "<") { return }
      try reference()
    }
  }

  /// Reads the reference at the head; an ampersand that begins none stands for itself.
  private mutating func reference() throws {
    _ = try cursor.need(XMLReference.longest)
    if let found = XMLReference(cursor.bytes + cursor.head, count: cursor.count) {
      sink.append(found.character)
      cursor.head += found.byteCount
    } else {
      sink.append(UInt8(ascii: "&"))
      cursor.head += 1
    }
  }

  private mutating func hexadecimal() throws {
    var high: UInt8?
    while true {
      guard try cursor.need(1) else { throw SQLFailure.ended }
      guard let digit = hexadecimalValue(cursor.bytes[cursor.head]) else { break }
      cursor.head += 1
      if let first = high { sink.append(first << 4 | digit) }
      high = high == nil ? digit : nil
    }
    if high != nil { throw SQLFailure("a hexadecimal field has an odd number of digits") }
  }

  // MARK: Markup

  /// Moves to the next `<`; false at the end of the input.
  private mutating func seekMarkup() throws -> Bool {
    while true {
      if let distance = cursor.distance(to: UInt8(ascii: "<"), from: 0) {
        cursor.head += distance
        return true
      }
      cursor.head = cursor.tail
      if try !cursor.more() { return false }
    }
  }

  private mutating func isNext(_ text: [UInt8]) throws -> Bool {
    guard try cursor.need(text.count) else { return false }
    return cursor.window.starts(with: text)
  }

  private mutating func expect(_ text: [UInt8]) throws {
    guard try isNext(text) else {
      throw try cursor.need(text.count)
        ? SQLFailure("'\(String(decoding: text, as: UTF8.self))' is expected") : SQLFailure.ended
    }
    cursor.head += text.count
  }

  /// Reads the tag, comment or declaration at the head.
  private mutating func readTag() throws -> XMLTag {
    var length = 1
    var quote: UInt8?
    while true {
      guard try cursor.need(length + 1) else { throw SQLFailure.ended }
      let byte = cursor.bytes[cursor.head + length]
      length += 1
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: "\"") {
        quote = byte
      } else if byte == UInt8(ascii: ">") {
        break
      }
      if length > XMLTag.maximumByteCount { throw SQLFailure("a tag is longer than \(XMLTag.maximumByteCount) bytes") }
    }
    let tag = XMLTag(Array(cursor.window[..<length]))
    cursor.head += length
    return tag
  }

  /// Consumes everything up to the end of a table that is not wanted.
  private mutating func skipTable() throws {
    while try seekMarkup() {
      if try isNext(Self.tableEnd) {
        cursor.head += Self.tableEnd.count
        return
      }
      cursor.head += 1
    }
  }

  /// Quarantines what could not be read, up to the next row.
  private mutating func recover(from failure: SQLFailure) throws -> TableStep? {
    while try seekMarkup() {
      if try isNext(Self.rowStart) {
        return .quarantined(cursor.quarantine(.xmlSyntax, "the row cannot be read: \(failure.message)"))
      }
      cursor.head += 1
    }
    return try cursor.ending(isTruncated: true).map { .quarantined($0) }
  }
}
