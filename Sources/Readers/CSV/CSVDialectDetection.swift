// Which dialect a CSV file is written in, told from its beginning.

extension CSVDialect {
  /// Bytes at the start of a file that detection looks at.
  public static let sampleByteCount = 64 << 10

  /// True when a sample is a table under the dialect detected for it: two rows or more, nearly all of one width, with
  /// no stray quotes.
  static func fits(_ sample: [UInt8], isWhole: Bool) -> Bool {
    let dialect = detect(sample, isWhole: isWhole, options: CSVOptions())
    let rows = SampleRows(sample, isWhole: isWhole, dialect: dialect)
    return rows.rowCount > 1 && rows.score >= 950
  }

  /// Answers what `options` leaves open: the delimiter under which most rows have the same number of cells, more than
  /// one; the quote that stands around cells; whether backslashes escape; whether the first row is a header.
  ///
  /// - Parameters:
  ///   - sample: the file's first bytes as UTF-8, without a byte order mark.
  ///   - isWhole: true when the sample is the whole file.
  public static func detect(_ sample: [UInt8], isWhole: Bool, options: CSVOptions) -> CSVDialect {
    var best: (dialect: CSVDialect, rows: SampleRows)?
    let quotes: [UInt8?] = options.quote.map { [$0] } ?? [UInt8(ascii: "\""), UInt8(ascii: "'")]
    let delimiters = options.delimiter.map { [$0] } ?? [",", "\t", ";", "|"].map { UInt8(ascii: $0) }
    let escapes = options.escape.map { [$0] } ?? CSVOptions.Escape.allCases
    for quote in quotes where best?.rows.quotedCount ?? 0 == 0 {
      for delimiter in delimiters where delimiter != quote {
        for escape in escapes {
          let dialect = CSVDialect(delimiter: delimiter, quote: quote, escape: escape, hasHeader: true)
          let rows = SampleRows(sample, isWhole: isWhole, dialect: dialect)
          // A second quote character must show itself, and fit.
          if best != nil, quote != quotes[0], rows.quotedCount == 0 || rows.malformedCount > 0 { continue }
          if escape == .backslash && escapes.count > 1
            && !rows.needsEscapes(
              than: SampleRows(
                sample, isWhole: isWhole,
                dialect: CSVDialect(delimiter: delimiter, quote: quote, escape: .doubled, hasHeader: true)))
          {
            continue
          }
          if best.map({ rows.score > $0.rows.score }) ?? true { best = (dialect, rows) }
        }
      }
    }
    var dialect =
      best?.dialect
      ?? CSVDialect(
        delimiter: delimiters[0], quote: quotes[0], escape: escapes[0], hasHeader: true)
    dialect.hasHeader = options.hasHeader ?? (options.names == nil && best?.rows.firstRowLooksLikeHeader ?? true)
    return dialect
  }
}

/// The rows of a sample under one dialect.
private struct SampleRows {
  private(set) var rowCount = 0
  private(set) var malformedCount = 0
  /// Cells that begin with the quote.
  private(set) var quotedCount = 0
  private(set) var nullCount = 0
  /// Rows that have the most frequent number of cells.
  private var commonCount = 0
  private var width = 0
  private var first: [[UInt8]] = []
  private var second: [[UInt8]] = []

  init(_ sample: [UInt8], isWhole: Bool, dialect: CSVDialect) {
    let syntax = CSVSyntax(dialect, emptyIsNull: false)
    var row = RowBuffer()
    var widths: [Int: Int] = [:]
    // SAFETY: the scan may read a word behind the sample, so it gets one with room for that.
    (sample + [UInt8](repeating: 0, count: 64)).withUnsafeBufferPointer { padded in
      guard let base = padded.baseAddress else { return }
      var start = 0
      while start < sample.count && rowCount < Self.maximumRowCount {
        let scan = syntax.scan(base + start, count: sample.count - start, isLast: isWhole, into: &row)
        guard case .record(let length, let isMalformed, _) = scan else {
          if scan == .unclosedQuote { malformedCount += 1 }
          break
        }
        defer { start += length }
        if row.count == 1 && row.byteCount == 0 { continue }
        count(row, base + start, length, dialect)
        malformedCount += isMalformed ? 1 : 0
        widths[row.count, default: 0] += 1
        rowCount += 1
      }
    }
    // Of numbers of cells that are equally frequent the larger one counts.
    for (candidate, count) in widths where (count, candidate) > (commonCount, width) {
      commonCount = count
      width = candidate
    }
  }

  private static let maximumRowCount = 400

  private mutating func count(
    _ row: RowBuffer, _ bytes: UnsafePointer<UInt8>, _ length: Int, _ dialect: CSVDialect
  ) {
    if rowCount == 0 { first = row.tableCells.map(\.bytes) }
    if rowCount == 1 { second = row.tableCells.map(\.bytes) }
    for index in 0..<row.count where row.kind(index) == .null { nullCount += 1 }
    guard let quote = dialect.quote else { return }
    var isStart = true
    for index in 0..<length {
      if isStart && bytes[index] == quote { quotedCount += 1 }
      isStart = bytes[index] == dialect.delimiter
    }
  }

  /// How well the rows fit, in thousandths: the share with the common width, when that is more than one.
  var score: Int {
    guard rowCount > 0 else { return 0 }
    let fitting = width > 1 ? commonCount * 1000 / rowCount : 1
    return fitting - malformedCount * 1000 / rowCount
  }

  /// True when backslash escapes explain what doubled quotes do not.
  func needsEscapes(than doubled: SampleRows) -> Bool {
    nullCount > 0 || malformedCount < doubled.malformedCount || score > doubled.score + 100
  }

  /// Names stand in the first row unless a cell of it is a number where the second row has one too, is long, or
  /// holds a line end.
  var firstRowLooksLikeHeader: Bool {
    if first.contains(where: { $0.count > 200 || $0.contains(UInt8(ascii: "\n")) }) { return false }
    return !zip(first, second).contains { isNumberCell($0) && isNumberCell($1) }
  }
}

/// True when a cell of a table is a number.
func isNumberCell(_ cell: [UInt8]) -> Bool {
  !cell.isEmpty && cell.count < 40 && Double(String(decoding: cell, as: UTF8.self)) != nil
}
