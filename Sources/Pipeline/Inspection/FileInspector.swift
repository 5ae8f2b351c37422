// sluice inspect: a look into a dump before it is read for good.

import Auditing
import Corpus
import Readers
import Storage

/// What `sluice inspect` was asked for.
public struct FileInspectCall: Sendable {
  public var file: String
  /// Decompressed bytes to look at; nil for all.
  public var byteLimit: Int?

  /// - Parameter limit: a size such as `64MB`; `all` for the whole file.
  /// - Throws: `RunError.usage` when the limit is none.
  public init(file: String, limit: String) throws {
    self.file = file
    if limit == "all" { return }
    guard let bytes = Quantities.byteCount(limit), bytes > 0 else {
      throw RunError(.usage, "--limit \(limit): give a size such as 64MB, or all")
    }
    byteLimit = bytes
  }

  /// Looks at the file.
  ///
  /// - Throws: `StorageError` when it cannot be read.
  public func run() throws -> FileInspection {
    let input = try ByteInput.open(path: file)
    do throws(StorageError) {
      try input.fill(atLeast: FormatDetection.sampleByteCount)
    } catch {
      // What came before the damage is looked at; reading meets the damage again and notes it.
      guard error.code == .corrupt || error.code == .truncated else { throw error }
    }
    let sample = input.withBuffer { Array($0.prefix(FormatDetection.sampleByteCount)) }
    let kind = sample.withUnsafeBufferPointer {
      FormatDetection.detect(firstBytes: $0, name: Path.lastComponent(file))
    }
    var inspection = FileInspection(
      file: file, format: SourceBlock.format(kind).rawValue, compression: input.compression.rawValue,
      storedByteCount: try FileSystem.info(file).byteCount)
    let isWholeSample = sample.count < FormatDetection.sampleByteCount
    inspection.dialect = Self.dialect(kind, sample, isWhole: isWholeSample)
    var look = Look(byteLimit: byteLimit ?? .max)
    switch kind {
    case .csv, .sql, .mySQL, .postgreSQL, .sqliteDump: try look.readTables(kind, input, file)
    case .jsonLines: try look.readObjects(input, file)
    case .warc, .html, .text, .mediaWiki: try look.readRecords(kind, input, file)
    }
    inspection.take(look, storedOffset: input.storedOffset)
    inspection.source = SourceBlock(
      file: Path.absolute(file), kind: kind, tables: look.tables,
      dialect: kind == .csv ? Self.csvDialect(sample, isWhole: isWholeSample) : nil
    ).yaml()
    return inspection
  }

  /// The dialect of a CSV file in UTF-8; nil for UTF-16, which the reader transcodes first.
  private static func csvDialect(_ sample: [UInt8], isWhole: Bool) -> CSVDialect? {
    if sample.starts(with: [0xff, 0xfe]) || sample.starts(with: [0xfe, 0xff]) || sample.prefix(64).contains(0) {
      return nil
    }
    let isMarked = sample.starts(with: [0xef, 0xbb, 0xbf])
    return CSVDialect.detect(isMarked ? Array(sample.dropFirst(3)) : sample, isWhole: isWhole, options: CSVOptions())
  }

  private static func dialect(_ kind: ReaderConfiguration.Kind, _ sample: [UInt8], isWhole: Bool) -> String? {
    switch kind {
    case .csv:
      guard let dialect = csvDialect(sample, isWhole: isWhole) else { return "UTF-16" }
      let quote = dialect.quote.map { "quote “\(TerminalText.escape([$0], keepsLines: false))”" } ?? "no quotes"
      return "delimiter “\(TerminalText.escape([dialect.delimiter], keepsLines: false))”, \(quote), "
        + "\(dialect.escape.rawValue) escapes, \(dialect.hasHeader ? "header" : "no header")"
    case .mySQL: return "MySQL or MariaDB"
    case .postgreSQL: return "PostgreSQL"
    case .sqliteDump, .sql: return "SQLite or standard SQL"
    default: return nil
    }
  }
}

/// What reading a stretch of a file has shown.
struct Look {
  let byteLimit: Int
  private(set) var tables: [TableProfile] = []
  private(set) var readByteCount = 0
  private(set) var isWhole = true
  /// The first problems, with their places.
  private(set) var problems: [String] = []
  private(set) var problemCount = 0
  private var places: [String: Int] = [:]
  /// True when the stream has ended in damage.
  private var isBroken = false

  private static let problemLimit = 5

  init(byteLimit: Int) { self.byteLimit = byteLimit }

  mutating func readTables(_ kind: ReaderConfiguration.Kind, _ input: ByteInput, _ file: String) throws {
    var reader = try TableRowReader(ReaderConfiguration(kind: kind), input: input, file: file)
    while let event = try reader.next() {
      let end: Int
      switch event {
      case .row(let row):
        tables[table(named: row.table)].add(row)
        end = row.origin.offset + row.origin.byteCount
      case .skipped(let region): end = region.offset + region.byteCount
      case .quarantined(let quarantine): end = note(quarantine)
      }
      if isLimit(end) { return }
    }
  }

  mutating func readRecords(_ kind: ReaderConfiguration.Kind, _ input: ByteInput, _ file: String) throws {
    var reader = try ReaderConfiguration(kind: kind).makeReader(input: input, file: file)
    let table = table(named: kind == .warc ? "responses" : kind == .mediaWiki ? "pages" : "records")
    while let event = try reader.next() {
      let end: Int
      switch event {
      case .record(let record):
        let url = record.origin.url.map { TableCell(kind: .text, bytes: Array($0.utf8)) }
        if kind == .warc { tables[table].add(url ?? TableCell(kind: .null, bytes: []), to: "url", type: "") }
        if let title = record.metadata["title"] {
          tables[table].add(TableCell(kind: .text, bytes: Array(title.utf8)), to: "title", type: "")
        }
        tables[table].add(TableCell(kind: .text, bytes: Array(record.mediaType.utf8)), to: "media type", type: "")
        tables[table].add(TableCell(kind: .text, bytes: record.body), to: "content", type: "")
        tables[table].countRow()
        end = record.origin.offset + record.origin.byteCount
      case .skipped(let region): end = region.offset + region.byteCount
      case .quarantined(let quarantine): end = note(quarantine)
      }
      if isLimit(end) { return }
    }
  }

  /// Objects of JSON lines as rows: a column for each member of the outermost object.
  mutating func readObjects(_ input: ByteInput, _ file: String) throws {
    let table = table(named: "objects")
    while try fill(input, atLeast: 1) > 0 {
      var wanted = 1 << 16
      var end: Int?
      while end == nil, try fill(input, atLeast: wanted) >= wanted, wanted < 1 << 26 {
        end = input.withBuffer { $0.firstIndex(of: 0x0a) }
        wanted *= 2
      }
      let count = end ?? input.withBuffer { $0.firstIndex(of: 0x0a) } ?? input.availableByteCount
      let offset = input.offset
      let line = input.withBuffer { Array($0.prefix(count)) }
      input.consume(min(count + 1, input.availableByteCount))
      if !line.allSatisfy({ $0 == 0x20 || $0 == 0x0d || $0 == 0x09 }) { add(line, table, file, offset) }
      if isLimit(input.offset) { return }
    }
  }

  /// Fills the input; damage is noted, and reading goes on behind it where that is possible.
  private mutating func fill(_ input: ByteInput, atLeast count: Int) throws(StorageError) -> Int {
    while !isBroken {
      do throws(StorageError) {
        return try input.fill(atLeast: count)
      } catch {
        guard error.code == .corrupt || error.code == .truncated else { throw error }
        note(error.description)
        isBroken = try input.recover() == nil
      }
    }
    return input.availableByteCount
  }

  private mutating func add(_ line: [UInt8], _ table: Int, _ file: String, _ offset: Int) {
    do throws(JSONError) {
      guard let object = try JSONValue(parsing: line).object else {
        return note("\(file), byte \(offset): the line is no object")
      }
      for (name, value) in object.members {
        let cell: TableCell
        switch value {
        case .null: cell = TableCell(kind: .null, bytes: [])
        case .bool: cell = TableCell(kind: .boolean, bytes: value.bytes())
        case .int, .double: cell = TableCell(kind: .number, bytes: value.bytes())
        case .string(let string): cell = TableCell(kind: .text, bytes: Array(string.utf8))
        case .array, .object: cell = TableCell(kind: .expression, bytes: value.bytes())
        }
        let type = value.kindName.split(separator: " ").last.map(String.init) ?? ""
        tables[table].add(cell, to: name, type: type == "null" ? "" : type)
      }
      tables[table].countRow()
    } catch {
      note("\(file), byte \(offset + error.offset): \(error.message)")
    }
  }

  private mutating func table(named name: String) -> Int {
    if let place = places[name] { return place }
    tables.append(TableProfile(name: name))
    places[name] = tables.count - 1
    return tables.count - 1
  }

  private mutating func note(_ quarantine: Quarantine) -> Int {
    note("\(quarantine.origin.file), byte \(quarantine.origin.offset): \(quarantine.message)")
    return quarantine.origin.offset + quarantine.origin.byteCount
  }

  private mutating func note(_ problem: String) {
    problemCount += 1
    if problems.count < Self.problemLimit { problems.append(TerminalText.escape(problem)) }
  }

  /// Notes how far reading has come; true when that is far enough.
  private mutating func isLimit(_ end: Int) -> Bool {
    readByteCount = end
    if end >= byteLimit { isWhole = false }
    return end >= byteLimit
  }
}
