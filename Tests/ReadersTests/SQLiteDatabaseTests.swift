import Corpus
import Storage
import TestSupport
import Testing

@testable import Readers

/// Databases are made by the same library that reads them.
@Suite struct SQLiteDatabaseTests {
  private let folder = TemporaryFolder()

  /// `SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE`
  private static let writing: Int32 = 0x6

  private func database(_ statements: [String]) throws -> String {
    let library = try #require(SQLiteLibrary.shared)
    let path = folder.file("data#1?.db")
    var handle: OpaquePointer?
    #expect(library.open(path, &handle, Self.writing, nil) == SQLiteLibrary.ok)
    for text in statements {
      var statement: OpaquePointer?
      #expect(library.prepare(handle, text, -1, &statement, nil) == SQLiteLibrary.ok, "\(text)")
      while library.step(statement) == SQLiteLibrary.row {}
      #expect(library.finalize(statement) == SQLiteLibrary.ok)
    }
    _ = library.close(handle)
    return path
  }

  private static let statements = [
    "CREATE TABLE \"the \"\"docs\"\"; x\" (id INTEGER PRIMARY KEY, title VARCHAR(20), raw BLOB, n, up AS (upper(title)))",
    "INSERT INTO \"the \"\"docs\"\"; x\" (title, raw, n) VALUES ('it''s; -- \n中', X'00ff27', 1.5), (NULL, X'', 9e999)",
    "CREATE TABLE empty (a)", "CREATE VIEW v AS SELECT title FROM \"the \"\"docs\"\"; x\"",
    "CREATE TABLE pairs (a TEXT PRIMARY KEY, b) WITHOUT ROWID", "INSERT INTO pairs VALUES ('z', 1), ('a', -7)",
  ]

  private func reading(_ path: String, table: String? = nil) throws -> (rows: [TableRow], quarantined: [Quarantine]) {
    let input = ByteInput(source: try SQLiteDatabaseSource(path: path, table: table), name: path)
    var reader = try TableRowReader(ReaderConfiguration(kind: .sqliteDump), input: input, file: path)
    var rows: [TableRow] = []
    var quarantined: [Quarantine] = []
    while let event = try reader.next() {
      if case .row(let row) = event { rows.append(row) }
      if case .quarantined(let entry) = event { quarantined.append(entry) }
    }
    return (rows, quarantined)
  }

  @Test func rowsOfAllTables() throws {
    let (rows, quarantined) = try reading(database(Self.statements))
    #expect(quarantined.isEmpty)
    #expect(rows.map(\.table) == ["the \"docs\"; x", "the \"docs\"; x", "pairs", "pairs"])
    #expect(rows[0].columns.map(\.name) == ["id", "title", "raw", "n", "up"])
    #expect(rows[0].cells[1].bytes == Array("it's; -- \n中".utf8))
    #expect(rows[0].cells[2] == TableCell(kind: .binary, bytes: [0, 0xff, 0x27]))
    #expect(rows[0].cells[3].bytes == Array("1.5".utf8))
    #expect(rows[1].cells[1].isNull)
    #expect(rows[1].cells[3].bytes == Array("1e999".utf8))
    #expect(rows[2].cells[0].bytes == Array("a".utf8))
  }

  @Test func oneTableOrView() throws {
    let path = try database(Self.statements)
    #expect(try reading(path, table: "pairs").rows.count == 2)
    #expect(try reading(path, table: "v").rows.map(\.cells.count) == [1, 1])
    #expect(try reading(path, table: "none").rows.isEmpty)
  }

  @Test func theSameDatabaseGivesTheSameBytes() throws {
    let path = try database(Self.statements)
    func bytes(step: Int) throws -> [UInt8] {
      let source = try SQLiteDatabaseSource(path: path)
      var all: [UInt8] = []
      var chunk = [UInt8](repeating: 0, count: step)
      while true {
        let count = try chunk.withUnsafeMutableBytes { try source.read(into: $0) }
        if count == 0 { return all }
        all += chunk[..<count]
        #expect(source.storedOffset == all.count)
      }
    }
    #expect(try bytes(step: 1 << 16) == bytes(step: 3))
  }

  @Test func damageIsQuarantinedBehindWhatWasRead() throws {
    let path = try database(
      ["CREATE TABLE t (a)"]
        + (0..<400).map { "INSERT INTO t VALUES ('row \($0) \(String(repeating: "x", count: 200))')" })
    var bytes = folder.read("data#1?.db")
    for index in bytes.count - 8192..<bytes.count { bytes[index] = 0xff }
    let damaged = folder.write(bytes, to: "damaged.db")
    let (rows, quarantined) = try reading(damaged)
    #expect(rows.count < 400)
    #expect(quarantined.map(\.reason) == ["stream-corrupt"])
    #expect(quarantined[0].message.contains("malformed"))
    _ = path
  }

  @Test func whatIsNoDatabase() throws {
    let path = folder.write(SQLiteDatabaseSource.magic + Array("and nothing more".utf8), to: "broken.db")
    #expect { try SQLiteDatabaseSource(path: path) } throws: {
      ($0 as? StorageError)?.code == .corrupt && "\($0)".contains("broken.db")
    }
    #expect { try SQLiteDatabaseSource(path: folder.path) } throws: { ($0 as? StorageError)?.code == .notRegular }
    #expect { try SQLiteDatabaseSource(path: folder.file("none")) } throws: { ($0 as? StorageError)?.code == .notFound }
  }
}
