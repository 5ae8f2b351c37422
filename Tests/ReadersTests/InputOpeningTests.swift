import Corpus
import Storage
import TestSupport
import Testing

@testable import Readers

@Suite struct InputOpeningTests {
  private let folder = TemporaryFolder("opening")

  @Test(arguments: [
    ("PK\u{3}\u{4}rest", "a", InputContent.zip), ("PAR1rest", "a", .parquet), ("PGDMP\u{1}", "a", .postgreSQLArchive),
    ("SQLite format 3\u{0}", "a.db", .sqliteDatabase), ("text", "a.txt", .records), ("", "a.tar", .records),
    ("no header", "a.tar.gz", .tar), ("cut", "a.ZIP", .zip), ("ustar", "a", .records),
  ])
  func contentTellsWhatStandsAround(_ bytes: String, _ name: String, _ expected: InputContent) {
    let found = Array(bytes.utf8).withUnsafeBufferPointer { InputContent.detect(firstBytes: $0, name: name) }
    #expect(found == expected)
  }

  @Test func everyPlaceGivesTheSame() throws {
    let lines = Array("{\"text\":\"one\"}\n{\"text\":\"two\"}\n".utf8)
    var frame: [UInt8] = []
    ZstdCompressor(level: 3).compress(lines, into: &frame)
    let path = folder.write(frame, to: "a b.jsonl.zst")
    let opening = InputOpening(ReaderConfiguration(kind: .jsonLines))
    let command = try CommandTemplate(["cat {url}"])
    for location in [InputLocation.file(path), .stream(path), .command(command, url: path, attempts: 1)] {
      var input = try opening.open(location, file: "name")
      var texts: [String] = []
      while let event = try input.next() {
        if case .record(let record) = event { texts.append(String(decoding: record.body, as: UTF8.self)) }
      }
      #expect(texts == ["one", "two"])
    }
  }

  @Test func anInputIsGoneOnWithWhereItWasLeft() throws {
    var stored: [UInt8] = []
    for part in 0..<3 {
      let lines = (0..<5).map { "{\"text\":\"\(part)-\($0)\"}\n" }.joined()
      ZstdCompressor(level: 3).compress(Array(lines.utf8), into: &stored)
    }
    let path = folder.write(stored, to: "a.jsonl.zst")
    let opening = InputOpening(ReaderConfiguration(kind: .jsonLines))
    var first = try opening.open(.file(path), file: "a")
    for _ in 0..<7 { _ = try first.next() }
    let left = first.state()
    let state = try #require(left)
    var second = try opening.open(.file(path), file: "a", resuming: state)
    while let expected = try first.next() {
      guard case .record(let one) = expected, case .record(let other)? = try second.next() else {
        Issue.record("another event")
        return
      }
      #expect(one.body == other.body && one.origin == other.origin)
    }
    let end = try second.next()
    #expect(end == nil)
  }

  @Test func aDatabaseIsReadAsItsDump() throws {
    let path = folder.file("a.db")
    let script = "CREATE TABLE t (id INTEGER, text TEXT); INSERT INTO t VALUES (1, 'one'), (2, 'zwei ü');"
    guard let made = run("sqlite3", [path, script]), made.status == 0 else { return }
    #expect(try open(path, .sqliteDump).texts == ["one", "zwei ü"])
    #expect(try open(path, nil).texts == ["one", "zwei ü"])
    var tar = TarBuilder()
    tar.add("data/a.db", try FileSystem.readAll(path))
    #expect(try open(folder.write(tar.finished, to: "a.tar"), .sqliteDump).texts == ["one", "zwei ü"])
    #expect(try open(path, .jsonLines).reasons == ["other-format"])
  }

  @Test func recordsAreFoundAgainByTheirOrigins() throws {
    var tar = TarBuilder()
    tar.add("x.jsonl", "{\"text\":\"one\"}\n{\"text\":\"two\"}\n")
    tar.add("y.jsonl", "{\"text\":\"three\"}\n")
    let opening = InputOpening(ReaderConfiguration(kind: .jsonLines))
    for (path, name) in [
      (folder.write(tar.finished, to: "a.tar"), "a.tar"),
      (folder.write("{\"text\":\"1\"}\n", to: "p.jsonl"), "p.jsonl"),
    ] {
      for record in try open(path, .jsonLines).records {
        let bytes = try opening.bytes(of: record.origin, in: .file(path), file: name, limit: 100)
        let expected = name == "a.tar" ? record.body : Array("{\"text\":\"1\"}\n".utf8)
        #expect(bytes == expected)
      }
    }
    let gone = Origin(file: "a.tar!/z.jsonl", offset: 0, byteCount: 5, row: 0)
    #expect(throws: StorageError.self) {
      try opening.bytes(of: gone, in: .file(folder.file("a.tar")), file: "a.tar", limit: 10)
    }
  }
}
