// CSV and TSV: RFC 4180 and its wild relatives, as a stream of rows.

import Corpus
import Storage
import TextAnalysis

/// Cuts a CSV file into rows.
///
/// Skipped: `byte-order-mark`, `csv-dialect` (a `sep=` line), `csv-header`, `blank-line`. Quarantined: rows of another
/// width (`ragged-row`), cells whose quote is never closed (`unclosed-quote`; reading goes on at the next line from
/// which a row of the right width can be read), rows beyond the limit (`record-too-large`).
struct CSVScanner: TableScanner {
  var cursor: InputCursor
  /// The row that was read; what reads CSV on another's behalf may decode its cells.
  var row = RowBuffer()
  var decoder = RowDecoder(charset: nil)
  let options: CSVOptions
  var dialect: CSVDialect?
  var syntax: CSVSyntax?
  var hasHeader = false
  var table: TableDescription?
  var charset: String?
  var isBigEndian: Bool?
  /// What ends lines: a carriage return where the file's beginning has no line feed.
  var lineEnd = UInt8(ascii: "\n")
  /// True when a `sep=` line is at the window's head.
  private var startsWithSeparatorLine = false

  init(input: ByteInput, file: String, options: CSVOptions) throws(ReaderError) {
    try options.validate()
    self.options = options
    self.cursor = InputCursor(input: input, file: file)
  }

  mutating func step() throws -> TableStep? {
    guard let syntax else {
      try detect()
      if let mark = try cursor.byteOrderMark() { return .skipped(mark) }
      return try step()
    }
    if startsWithSeparatorLine {
      startsWithSeparatorLine = false
      cursor.head += try lineByteCount()
      return .skipped(cursor.skippedRegion("csv-dialect"))
    }
    var wanted = 1
    while true {
      let isLast = try !cursor.need(wanted)
      if cursor.count == 0 { return try cursor.ending(isTruncated: false).map { .quarantined($0) } }
      let found = syntax.scan(cursor.bytes + cursor.head, count: cursor.count, isLast: isLast, into: &row)
      switch found {
      case .record(let length, let isMalformed, let isMultiline):
        if isLast && length == cursor.count && cursor.failure != nil && !endsInLineEnd { break }
        if length > options.maximumRowByteCount {
          cursor.head += length
          return .quarantined(cursor.quarantine(.recordTooLarge, oversizeMessage))
        }
        if isMalformed && isMultiline, let table, let next = resumption(before: length, width: table.columns.count) {
          return unclosed(next)
        }
        cursor.head += length
        return step(isBlank: row.count == 1 && length <= 2 && row.byteCount == 0 && row.kind(0) == .text)
      case .incomplete:
        if cursor.count > options.maximumRowByteCount {
          if let next = resumption(before: cursor.count, width: table?.columns.count ?? 1) { return unclosed(next) }
          return try oversized()
        }
        // Twice the window, so that scanning a long row again and again stays linear.
        wanted = cursor.count * 2
        continue
      case .unclosedQuote:
        if let next = resumption(before: cursor.count, width: table?.columns.count ?? 1) { return unclosed(next) }
        if cursor.failure != nil { break }
        cursor.head = cursor.tail
        return .quarantined(cursor.quarantine(.unclosedQuote, "a quote is opened here and never closed"))
      }
      return try cursor.ending(isTruncated: true).map { .quarantined($0) }
    }
  }

  private var endsInLineEnd: Bool {
    let last = cursor.bytes[cursor.tail - 1]
    return last == UInt8(ascii: "\n") || last == UInt8(ascii: "\r")
  }

  /// What the row in the buffer, already consumed, is.
  private mutating func step(isBlank: Bool) -> TableStep {
    if isBlank { return .skipped(cursor.skippedRegion("blank-line")) }
    guard let table else {
      decoder.decode(&row)
      let header = hasHeader ? row.tableCells.map { String(decoding: $0.bytes, as: UTF8.self) } : []
      let description = TableDescription(
        name: tableName(file: cursor.file),
        columns: columnNames(options.names ?? header, count: options.names?.count ?? row.count),
        isPartOfDump: false)
      self.table = description
      return hasHeader ? .skipped(cursor.skippedRegion("csv-header")) : complete(description)
    }
    return complete(table)
  }

  private mutating func complete(_ table: TableDescription) -> TableStep {
    if row.count == table.columns.count || options.raggedRows == .pad {
      decoder.decode(&row)
      return .row(table)
    }
    return .quarantined(
      cursor.quarantine(.raggedRow, "the row has \(row.count) cells where the table has \(table.columns.count) columns")
    )
  }

  // MARK: Damage

  /// Consumes a row beyond the limit up to the next line end, without keeping it.
  private mutating func oversized() throws -> TableStep? {
    cursor.head = cursor.tail
    while try cursor.more() {
      if let end = cursor.distance(to: lineEnd, from: 0) {
        cursor.head += end + 1
        break
      }
      cursor.head = cursor.tail
    }
    if cursor.count == 0, cursor.failure != nil { return try cursor.ending(isTruncated: true).map { .quarantined($0) } }
    return .quarantined(cursor.quarantine(.recordTooLarge, oversizeMessage))
  }

  private var oversizeMessage: String {
    "the row is longer than the limit of \(options.maximumRowByteCount) bytes"
  }

  private mutating func unclosed(_ next: Int) -> TableStep {
    cursor.head += next
    return .quarantined(
      cursor.quarantine(.unclosedQuote, "a quote is opened here and not closed; reading goes on at a later line"))
  }

  /// The first line behind the one at the head, and before the distance `end`, from which a well-formed row of `width`
  /// cells can be read; nil when there is none, or none within a limit of work that is linear in `end`.
  private mutating func resumption(before end: Int, width: Int) -> Int? {
    guard let syntax else { return nil }
    var work = end * 16 + 1 << 16
    var scratch = RowBuffer()
    var from = 0
    while work > 0, let last = cursor.distance(to: lineEnd, from: from), last + 1 < end {
      let candidate = last + 1
      let length = min(cursor.count - candidate, max(end, 1 << 16))
      let isLast = length == cursor.count - candidate
      let found = syntax.scan(cursor.bytes + cursor.head + candidate, count: length, isLast: isLast, into: &scratch)
      switch found {
      case .record(let byteCount, let isMalformed, _):
        let isBlank = width == 1 && scratch.byteCount == 0
        if !isMalformed && scratch.count == width && !isBlank { return candidate }
        work -= byteCount
      case .incomplete, .unclosedQuote: work -= length
      }
      from = candidate
    }
    return nil
  }

  // MARK: The beginning

  private mutating func detect() throws {
    // Four bytes more than the sample tell whether it is the whole file.
    let sampled = try cursor.peek(atMost: CSVDialect.sampleByteCount + 4) { Array($0) }
    let isWhole = sampled.count <= CSVDialect.sampleByteCount
    var sample = Array(sampled.prefix(CSVDialect.sampleByteCount))
    if let bigEndian = isBigEndianUTF16(sample) {
      isBigEndian = bigEndian
      cursor.decodeUTF16(bigEndian: bigEndian)
      sample = utf8(fromUTF16: sample, bigEndian: bigEndian)
    }
    if sample.starts(with: [0xef, 0xbb, 0xbf]) { sample.removeFirst(3) }
    charset = options.charset ?? guessedCharset(sample, isWhole: isWhole)
    decoder = RowDecoder(charset: charset)
    var options = options
    if let (delimiter, length) = Self.separatorLine(sample) {
      startsWithSeparatorLine = true
      options.delimiter = options.delimiter ?? delimiter
      sample.removeFirst(length)
    }
    if !sample.contains(UInt8(ascii: "\n")), sample.contains(UInt8(ascii: "\r")) { lineEnd = UInt8(ascii: "\r") }
    let dialect = CSVDialect.detect(sample, isWhole: isWhole, options: options)
    self.dialect = dialect
    syntax = CSVSyntax(dialect, emptyIsNull: options.emptyIsNull)
    hasHeader = dialect.hasHeader
    if options.names != nil && !hasHeader {
      table = TableDescription(
        name: tableName(file: cursor.file),
        columns: columnNames(options.names ?? [], count: options.names?.count ?? 0), isPartOfDump: false)
    }
  }

  /// The encoding of a file that declares none and is not UTF-8.
  private func guessedCharset(_ sample: [UInt8], isWhole: Bool) -> String? {
    if options.encoding != nil { return nil }
    // The sample may end inside a character.
    let whole = isWhole ? sample : Array(sample.prefix(through: sample.lastIndex(of: UInt8(ascii: "\n")) ?? 0))
    return whole.withUnsafeBufferPointer { text in
      // A stray byte or two are no encoding.
      let isUTF8 = EncodingGuess.isMostlyUTF8(text) || text.count(where: { $0 >= 0x80 }) < 4
      return isUTF8 ? nil : EncodingGuess.encoding(of: text, isMarkup: false).rawValue
    }
  }

  private func isBigEndianUTF16(_ sample: [UInt8]) -> Bool? {
    switch options.encoding {
    case .utf8: nil
    case .utf16LittleEndian: false
    case .utf16BigEndian: true
    case nil: bigEndianUTF16(sample)
    }
  }

  /// The delimiter that a first line `sep=;` names, and the line's length.
  private static func separatorLine(_ sample: [UInt8]) -> (UInt8, Int)? {
    guard sample.count >= 6, sample.prefix(4).map(lowercased).elementsEqual("sep=".utf8) else { return nil }
    var length = 5
    if sample[length] == UInt8(ascii: "\r") { length += 1 }
    guard length < sample.count, sample[length] == UInt8(ascii: "\n"), sample[4] < 0x80 else { return nil }
    return (sample[4], length + 1)
  }

  /// Length of the line at the head with its end.
  private mutating func lineByteCount() throws -> Int {
    while true {
      if let end = cursor.distance(to: UInt8(ascii: "\n"), from: 0) { return end + 1 }
      if try !cursor.more() { return cursor.count }
    }
  }
}

/// Names for `count` columns: those given, `columnN` where one is missing or empty, `name_2` for one that comes again.
func columnNames(_ given: [String], count: Int) -> [TableColumn] {
  var seen: Set<String> = []
  return (0..<count).map { index in
    var name = index < given.count ? given[index] : ""
    if name.isEmpty { name = "column\(index + 1)" }
    var unique = name
    var number = 2
    while !seen.insert(unique).inserted {
      unique = "\(name)_\(number)"
      number += 1
    }
    return TableColumn(name: unique)
  }
}

/// The file's name without its folders, and without the endings that say how it is stored.
func tableName(file: String) -> String {
  var parts = (file.split(separator: "/").last ?? "").split(separator: ".", omittingEmptySubsequences: false)
  while parts.count > 1,
    ["csv", "tsv", "tab", "txt", "parquet", "gz", "zst", "bz2", "xz"].contains(parts.last?.lowercased())
  {
    parts.removeLast()
  }
  return parts.joined(separator: ".")
}

/// Whether a file's first bytes are UTF-16, and in which order: by the byte order mark, or by the places of NUL bytes.
func bigEndianUTF16(_ sample: [UInt8]) -> Bool? {
  if sample.starts(with: [0xff, 0xfe]) { return false }
  if sample.starts(with: [0xfe, 0xff]) { return true }
  guard sample.count >= 4 else { return nil }
  var zeros = [0, 0]
  for (index, byte) in sample.enumerated() where byte == 0 { zeros[index & 1] += 1 }
  let half = sample.count / 2
  if zeros[1] * 10 > half * 4 && zeros[0] * 20 < zeros[1] { return false }
  if zeros[0] * 10 > half * 4 && zeros[1] * 20 < zeros[0] { return true }
  return nil
}

/// A sample of UTF-16 as UTF-8.
func utf8(fromUTF16 sample: [UInt8], bigEndian: Bool) -> [UInt8] {
  [UInt8](unsafeUninitializedCapacity: sample.count / 2 * 3 + 3) { target, count in
    guard let base = target.baseAddress else { return }
    count = sample.withUnsafeBufferPointer {
      transcodeUTF16($0, bigEndian: bigEndian, isLast: false, into: base).written
    }
  }
}
