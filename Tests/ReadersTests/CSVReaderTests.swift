import Corpus
import Storage
import TestSupport
import Testing

@testable import Readers

/// Rows of a table file as text, NULL as `nil`; checks the account of the bytes on the way.
struct TableReading {
  var columns: [[String]] = []
  var rows: [[String?]] = []
  var kinds: [[CellKind]] = []
  var skipped: [String] = []
  var quarantined: [Quarantine] = []
  var tables: [String] = []

  init(
    _ bytes: [UInt8], _ configuration: ReaderConfiguration, step: Int = .max,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let input = ByteInput(source: StutteringSource(bytes, step: step), name: "test")
    var reader = try TableRowReader(configuration, input: input, file: "folder/test.csv")
    var offset = 0
    while let event = try reader.next() {
      let span: (Int, Int)
      switch event {
      case .row(let row):
        span = (row.origin.offset, row.origin.byteCount)
        columns.append(row.columns.map(\.name))
        rows.append(row.cells.map { $0.isNull ? nil : String(decoding: $0.bytes, as: UTF8.self) })
        kinds.append(row.cells.map(\.kind))
        tables.append(row.table)
      case .skipped(let region):
        span = (region.offset, region.byteCount)
        skipped.append(region.kind)
      case .quarantined(let entry):
        span = (entry.origin.offset, entry.origin.byteCount)
        quarantined.append(entry)
      }
      #expect(span.0 == offset, sourceLocation: sourceLocation)
      offset += span.1
    }
    #expect(offset == bytes.count, sourceLocation: sourceLocation)
  }
}

@Suite struct CSVReaderTests {
  private func rows(
    _ text: String, _ options: CSVOptions = CSVOptions(), step: Int = .max,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> TableReading {
    try rows(Array(text.utf8), options, step: step, sourceLocation: sourceLocation)
  }

  private func rows(
    _ bytes: [UInt8], _ options: CSVOptions = CSVOptions(), step: Int = .max,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> TableReading {
    var configuration = ReaderConfiguration(kind: .csv)
    configuration.csv = options
    return try TableReading(bytes, configuration, step: step, sourceLocation: sourceLocation)
  }

  @Test func quotesLineEndsAndHeaders() throws {
    let text = "id,title,body\r\n1,\"a, \"\"b\"\"\",\"two\r\nlines\"\n2,,\"\"\r\n3,中文 x,it's \"so\"\r4,\" x \",y"
    for step in [Int.max, 1, 3] {
      let reading = try rows(text, step: step)
      #expect(
        reading.rows == [
          ["1", "a, \"b\"", "two\r\nlines"], ["2", "", ""], ["3", "中文 x", "it's \"so\""], ["4", " x ", "y"],
        ])
      #expect(reading.columns[0] == ["id", "title", "body"])
      #expect(reading.skipped == ["csv-header"])
      #expect(reading.tables[0] == "test")
    }
  }

  @Test(arguments: [",", "\t", ";", "|"])
  func delimitersAreDetected(_ delimiter: String) throws {
    let text = [["name", "note", "n"], ["a,b;c|d\te", "x", "1"], ["plain", "\"quoted\"", "2"]]
      .map { $0.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.joined(separator: delimiter) }
      .joined(separator: "\n")
    #expect(try rows(text).rows == [["a,b;c|d\te", "x", "1"], ["plain", "\"quoted\"", "2"]])
  }

  @Test func singleQuotesAreDetectedAndApostrophesAreNot() throws {
    #expect(try rows("a,b\n'x, y','it''s'\n'z','w'\n").rows == [["x, y", "it's"], ["z", "w"]])
    #expect(try rows("a,b\n'tis,it's\nz,'w'\n").rows == [["'tis", "it's"], ["z", "'w'"]])
  }

  @Test func backslashEscapesAreDetected() throws {
    let reading = try rows("a\tb\tc\n1\t\\N\tx\\ty\\\\\n2\t\\\ttab\tline\\\nend\n")
    #expect(reading.rows == [["1", nil, "x\ty\\"], ["2", "\ttab", "line\nend"]])
    #expect(try rows("a,b\n\"x \\\"y\\\" z\",1\n").rows == [["x \"y\" z", "1"]])
  }

  @Test func headersThatAreMissingEmptyOrRepeated() throws {
    #expect(try rows("1,2\n3,4\n").rows.count == 2)
    #expect(try rows("1,2\n3,4\n").columns[0] == ["column1", "column2"])
    #expect(try rows("a,,a,a\n1,2,3,4").columns[0] == ["a", "column2", "a_2", "a_3"])
    #expect(try rows("x,y\n1,2", CSVOptions(hasHeader: false)).rows.count == 2)
    let named = try rows("x,y\n1,2", CSVOptions(hasHeader: true, names: ["p", "q"]))
    #expect(named.columns == [["p", "q"]])
    #expect(try rows("x,y\n1,2", CSVOptions(names: ["p", "q"])).rows.count == 2)
    #expect(try rows("a,b,c\n").rows.isEmpty)
  }

  @Test func marksSeparatorLinesAndUTF16() throws {
    let text = "sep=;\r\nname;text\r\nä;\"中; 😀\"\r\n"
    let expected: [[String?]] = [["ä", "中; 😀"]]
    #expect(try rows(text).rows == expected)
    #expect(try rows(text).skipped == ["csv-dialect", "csv-header"])
    #expect(try rows([0xef, 0xbb, 0xbf] + Array(text.utf8)).rows == expected)
    let units = Array(text.utf16)
    let little = units.flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] }
    let big = units.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xff)] }
    for step in [Int.max, 1, 5] {
      let marked = try rows([0xff, 0xfe] + little, step: step)
      #expect(marked.rows == expected)
      #expect(marked.skipped == ["byte-order-mark", "csv-dialect", "csv-header"])
      #expect(try rows([0xfe, 0xff] + big, step: step).rows == expected)
    }
    // Half a unit and half a pair at the end are a character that is lost, not bytes.
    for cut in 1...4 { _ = try rows(Array(([0xff, 0xfe] + little).dropLast(cut)), step: 3) }
    for cut in 8...14 { _ = try rows(Array(([0xfe, 0xff] + big).dropLast(cut)), step: 2) }
    #expect(try rows(big, CSVOptions(encoding: .utf16BigEndian)).rows == expected)
  }

  @Test func raggedRowsCostThemselves() throws {
    let text = "a,b,c\n1,2,3\n4,5\n\n6,7,8,9\n10,11,12\n"
    let reading = try rows(text)
    #expect(reading.rows == [["1", "2", "3"], ["10", "11", "12"]])
    #expect(reading.quarantined.map(\.reason) == ["ragged-row", "ragged-row"])
    #expect(reading.quarantined.map(\.origin.row) == [1, 2])
    #expect(reading.skipped == ["csv-header", "blank-line"])
    #expect(try rows(text, CSVOptions(raggedRows: .pad)).rows.count == 4)
  }

  @Test func unclosedQuotesCostTheirRow() throws {
    // Closed by a later row's quote, and never closed at all.
    let closed = try rows("a,b\n1,x\n2,\"open\n3,\"fine\"\n4,y\n")
    #expect(closed.rows == [["1", "x"], ["3", "fine"], ["4", "y"]])
    #expect(closed.quarantined.map(\.reason) == ["unclosed-quote"])
    let open = try rows("a,b\n1,x\n2,\"open\n3,z\n4,y\n")
    #expect(open.rows == [["1", "x"], ["3", "z"], ["4", "y"]])
    #expect(open.quarantined[0].origin.byteCount == "2,\"open\n".utf8.count)
    let last = try rows("a,b\n1,x\n2,\"open")
    #expect(last.quarantined.map(\.reason) == ["unclosed-quote"])
    #expect(last.rows.count == 1)
  }

  @Test func manyOpenQuotesStayCheap() throws {
    // Every line opens a quote that nothing closes well: the search for the next row has a work limit.
    let text = "a,b\n" + String(repeating: "\"x,\"y\"z\n", count: 50_000)
    let reading = try rows(
      text, CSVOptions(delimiter: UInt8(ascii: ","), quote: .some(UInt8(ascii: "\"")), escape: .doubled))
    #expect(!reading.quarantined.isEmpty)
  }

  @Test func rowsBeyondTheLimitAreNotKept() throws {
    let long = "1,\"" + String(repeating: "word ", count: 2000) + "\"\n"
    let options = CSVOptions(maximumRowByteCount: 1000)
    for step in [Int.max, 64] {
      let reading = try rows("a,b\n0,x\n" + long + "2,y\n" + long, options, step: step)
      #expect(reading.rows == [["0", "x"], ["2", "y"]])
      #expect(reading.quarantined.count == 2)
    }
    let endless = try rows("a,b\n0,x\n1," + String(repeating: "x", count: 1 << 20), options, step: 4096)
    #expect(endless.quarantined.map(\.reason) == ["record-too-large"])
  }

  /// `标题` and `正文` in GBK, and Russian in KOI8-R, without a word about it in the file.
  @Test func encodingsAreGuessedForTheWholeFile() throws {
    let gbk: [UInt8] = [0xb1, 0xea, 0xcc, 0xe2, 0x2c, 0xd5, 0xfd, 0xce, 0xc4, 0x0a]
    let body: [UInt8] = [0xd3, 0xef, 0xd1, 0xd4, 0xc4, 0xa3, 0xd0, 0xcd, 0xd0, 0xe8, 0xd2, 0xaa]
    let chinese = try rows(gbk + body + [0x2c] + body + [0x0a])
    #expect(chinese.columns == [["标题", "正文"]])
    #expect(chinese.rows == [["语言模型需要", "语言模型需要"]])
    let russian =
      Array("id,text\n1,".utf8) + [0xcd, 0xcf, 0xc4, 0xc5, 0xcc, 0xd8, 0x20, 0xd1, 0xda, 0xd9, 0xcb, 0xc1, 0x0a]
    #expect(try rows(russian).rows == [["1", "модель языка"]])
    #expect(try rows(russian, CSVOptions(charset: "windows-1251")).rows == [["1", "НПДЕМШ СЪЩЛБ"]])
  }

  /// What MySQL's `INTO OUTFILE` writes: line ends behind backslashes, and no NULL to show it.
  @Test func backslashesBeforeLineEndsAreDetected() throws {
    let text = (1...20).map { "\($0)\t\($0 % 3 == 1 ? "two\\\nlines" : "one, line")\tend\n" }.joined()
    let reading = try rows(text, CSVOptions(hasHeader: false))
    #expect(reading.rows.count == 20)
    #expect(reading.rows[0] == ["1", "two\nlines", "end"])
  }

  @Test func unclosedQuotesBetweenCarriageReturns() throws {
    let reading = try rows("id,text\r1,ok one\r2,\"unclosed here\r3,ok three\r4,ok four\r")
    #expect(reading.rows.map { $0[0] } == ["1", "3", "4"])
    #expect(reading.quarantined.map(\.reason) == ["unclosed-quote"])
  }

  @Test func nulBytesAndInvalidUTF8AreData() throws {
    let reading = try rows(Array("a,b\nx".utf8) + [0, 0xff] + Array(",y\n".utf8))
    #expect(reading.rows == [["x\0\u{fffd}", "y"]])
  }

  /// What is written with every cell quoted or not, at random, comes back.
  @Test(arguments: 0..<40)
  func roundTrip(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let delimiter = [",", ";", "\t", "|"].randomElement(using: &generator)!
    let alphabet = ["a", "\"", "\n", "\r\n", delimiter, " ", "中", "'", "\0", "\\"]
    let width = Int.random(in: 2...6, using: &generator)
    var expected: [[String?]] = []
    var text = (0..<width).map { "c\($0)" }.joined(separator: delimiter) + "\n"
    for _ in 0..<Int.random(in: 0...60, using: &generator) {
      var cells: [String] = []
      for _ in 0..<width {
        let length = Int.random(in: 0...12, using: &generator)
        cells.append((0..<length).map { _ in alphabet.randomElement(using: &generator)! }.joined())
      }
      expected.append(cells)
      text += cells.map { cell in
        let needsQuotes = cell.utf8.contains { [0x0a, 0x0d, 0x22, delimiter.utf8.first!].contains($0) }
        guard needsQuotes || Bool.random(using: &generator) else { return cell }
        return "\"" + cell.replacing("\"", with: "\"\"") + "\""
      }.joined(separator: delimiter)
      text += Bool.random(using: &generator) ? "\n" : "\r\n"
    }
    let options = CSVOptions(
      delimiter: delimiter.utf8.first, quote: .some(UInt8(ascii: "\"")), escape: .doubled, hasHeader: true)
    let step = Int.random(in: 1...40, using: &generator)
    #expect(try rows(text, options, step: step).rows == expected)
  }

  @Test func everyCut() throws {
    var configuration = ReaderConfiguration(kind: .csv)
    configuration.table.textTemplate = "{title}: {body}"
    configuration.csv = CSVOptions(
      delimiter: UInt8(ascii: ","), quote: .some(UInt8(ascii: "\"")), escape: .doubled, hasHeader: true)
    // The header must be whole, or the columns are unknown: it is given by name here.
    configuration.csv.names = ["id", "title", "body"]
    let text = "id,title,body\r\n1,\"a \"\"b\"\"\",\"x\r\ny\"\r\n\r\n2,ragged\n3,c,d\n4,\"open,z\n5,e,f\n"
    try checkEveryCut(of: Array(text.utf8), with: configuration)
    try checkEveryCut(of: Array(text.utf16).flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] }, with: utf16(configuration))
    #expect(try read([], with: configuration).records.isEmpty)
  }

  private func utf16(_ configuration: ReaderConfiguration) -> ReaderConfiguration {
    var configuration = configuration
    configuration.csv.encoding = .utf16LittleEndian
    return configuration
  }

  @Test func optionsThatCannotBe() {
    #expect(throws: ReaderError.self) { try rows("", CSVOptions(delimiter: 10)) }
    #expect(throws: ReaderError.self) { try rows("", CSVOptions(delimiter: 34, quote: .some(34))) }
  }
}
