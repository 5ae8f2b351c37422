// sluice inspect: a look into a dump before it is read for good.

import Auditing
import Corpus
import Readers
import Storage

/// What `sluice inspect` was asked for.
public struct FileInspectCall: Sendable {
  /// A file, `-` for the standard input, or an address for `reading.command`.
  public var file: String
  public var reading: ReadingOptions
  /// Decompressed bytes to look at; nil for all.
  public var byteLimit: Int?

  /// - Parameter limit: a size such as `64MB`; `all` for the whole file.
  /// - Throws: `RunError.usage` when the limit is none.
  public init(file: String, limit: String, reading: ReadingOptions = ReadingOptions()) throws {
    self.file = file
    self.reading = reading
    if limit == "all" { return }
    guard let bytes = Quantities.byteCount(limit), bytes > 0 else {
      throw RunError(.usage, "--limit \(limit): give a size such as 64MB, or all")
    }
    byteLimit = bytes
  }

  /// Looks at the file.
  ///
  /// - Throws: `StorageError` when it cannot be read, or the program that reads it is not installed.
  public func run() throws -> FileInspection {
    let location = try reading.location(of: file)
    var opening = try reading.opening(limits: .standalone)
    opening.givesBeginnings = true
    var looked = try opening.look(into: location, file: file)
    let compression = looked.input.compression.rawValue
    var byteCount: Int?
    if case .file(let path, _) = location { byteCount = try FileSystem.info(path).byteCount }
    var look = Look(byteLimit: byteLimit ?? .max)
    var sample: [UInt8] = []
    if looked.content.isArchive { try look.readMembers(opening.open(looked, file: file), of: file) }
    if looked.content == .records {
      sample = looked.input.withBuffer { Array($0.prefix(FormatDetection.sampleByteCount)) }
    }
    let rows = try looked.content.isArchive ? nil : opening.tableRows(&looked, file: file)
    let kind = look.memberKind ?? (looked.content == .parquet ? .parquet : looked.kind)
    let isWholeSample = sample.count < FormatDetection.sampleByteCount
    switch kind {
    case _ where look.memberKind != nil: break
    case _ where looked.problem != nil: look.note("\(file): \(looked.problem ?? "")")
    case _ where rows != nil: try rows.map { try look.readTables($0) }
    case .jsonLines: try look.readObjects(looked.input, file)
    default: try look.readRecords(kind, looked.input, file)
    }
    let format = SourceBlock.format(kind).rawValue
    var inspection = FileInspection(
      file: file, format: looked.content.isArchive ? "\(looked.content.rawValue) of \(format)" : format,
      compression: compression, storedByteCount: byteCount ?? looked.input.storedOffset)
    inspection.dialect =
      looked.content == .records
      ? Self.dialect(kind, sample, isWhole: isWholeSample) : Self.program(of: looked.content)
    inspection.take(look, storedOffset: looked.input.storedOffset)
    inspection.source = SourceBlock(
      file: reading.command == nil && file != "-" ? Path.absolute(file) : file, command: reading.command, kind: kind,
      tables: looked.content.isArchive ? [] : look.tables,
      dialect: kind == .csv && looked.content == .records ? Self.csvDialect(sample, isWhole: isWholeSample) : nil
    ).yaml()
    return inspection
  }

  /// How content is read that is not read as it is.
  private static func program(of content: InputContent) -> String? {
    switch content {
    case .parquet: "read by duckdb"
    case .postgreSQLArchive: "custom format, read by pg_restore"
    case .sqliteDatabase: "an SQLite database"
    case .records, .tar, .zip: nil
    }
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
    case .mySQLXML: return "tables in XML, by MySQL's programs"
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
  /// Of an archive: the kind that most of its members' bytes are.
  private(set) var memberKind: ReaderConfiguration.Kind?
  /// The first problems, with their places.
  private(set) var problems: [String] = []
  private(set) var problemCount = 0
  private var places: [String: Int] = [:]
  /// True when the stream has ended in damage.
  private var isBroken = false

  private static let problemLimit = 5

  init(byteLimit: Int) { self.byteLimit = byteLimit }

  mutating func readTables(_ reader: TableRowReader) throws {
    var reader = reader
    defer { for table in reader.definedTables { noteTable(table.name, table.columns) } }
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

  /// Members of an archive as rows: a table for each kind of file.
  mutating func readMembers(_ archive: OpenedInput, of file: String) throws {
    var archive = archive
    var read = 0
    var byteCounts: [ReaderConfiguration.Kind: Int] = [:]
    while let event = try archive.next() {
      switch event {
      case .record(let record):
        let kind = archive.kind
        let table = table(named: SourceBlock.format(kind).rawValue + " members")
        // The name behind the archive's, the member's size, and its beginning.
        let name = record.origin.file.dropFirst(file.count).drop { $0 != "/" }.dropFirst()
        tables[table].add(TableCell(kind: .text, bytes: Array(name.utf8)), to: "name", type: "")
        tables[table].add(
          TableCell(kind: .number, bytes: Array("\(record.origin.byteCount)".utf8)), to: "bytes", type: "")
        tables[table].add(TableCell(kind: .text, bytes: record.body), to: "beginning", type: "")
        tables[table].countRow()
        byteCounts[kind, default: 0] += record.origin.byteCount
        read += record.origin.byteCount
      case .skipped(let region): read += region.byteCount
      case .quarantined(let quarantine):
        _ = note(quarantine)
        read += quarantine.origin.byteCount
      }
      if isLimit(read) { break }
    }
    let kinds = ReaderConfiguration.Kind.allCases
    memberKind = kinds.max { byteCounts[$0, default: 0] < byteCounts[$1, default: 0] } ?? .text
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

  /// A table that may have no rows.
  private mutating func noteTable(_ name: String, _ columns: [TableColumn]) {
    if places[name] != nil { return }
    let place = table(named: name)
    for column in columns { tables[place].addColumn(column.name, type: column.type) }
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

  mutating func note(_ problem: String) {
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
