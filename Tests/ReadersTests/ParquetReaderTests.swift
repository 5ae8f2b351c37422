// Parquet, where DuckDB's program is installed: it writes the files of these tests, too.

import Corpus
import Storage
import TestSupport
import Testing

@testable import Readers

@Suite(.enabled(if: ProgramSearch.path(of: "duckdb") != nil, "duckdb is not installed"))
struct ParquetReaderTests {
  private let folder = TemporaryFolder("parquet")

  /// Writes the rows of a query.
  private func write(_ query: String, to name: String = "t.parquet", _ options: String = "") -> String {
    let path = folder.file(name)
    let name = path.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''")
    let result = run("duckdb", ["-no-init", "-c", "COPY (\(query)) TO '\(name)' (FORMAT parquet\(options))"])
    precondition(result?.status == 0, result?.errorText ?? "")
    return path
  }

  private func read(_ path: String, _ mapping: TableMapping = TableMapping(), turns: String? = nil) throws
    -> ArchiveReading
  {
    try open(path, .parquet, file: "t.parquet") {
      $0.configuration.table = mapping
      $0.configuration.jsonLines.turns = turns
    }
  }

  @Test func rowsAreRecordsWithTheirColumns() throws {
    let path = write(
      """
      SELECT * FROM (VALUES (1, 'a, "b"' || chr(10) || 'c', 'en', 0.5), (2, NULL, 'zh', NULL), (3, '', 'zh', 1.0),
        (4, '中文' || chr(13) || chr(10) || chr(0) || 'x', NULL, 2.5)) t(id, text, lang, score)
      """)
    let reading = try read(path, TableMapping(idColumn: "id", metadataColumns: ["lang", "score"]))
    #expect(reading.texts == ["a, \"b\"\nc", "", "", "中文\r\n\u{0}x"])
    #expect(
      reading.records.map(\.metadata) == [
        ["id": "1", "lang": "en", "score": "0.5"], ["id": "2", "lang": "zh"],
        ["id": "3", "lang": "zh", "score": "1.0"],
        ["id": "4", "score": "2.5"],
      ])
    #expect(reading.records.map(\.origin.row) == [0, 1, 2, 3])
    #expect(reading.quarantined.isEmpty && reading.skipped.isEmpty)
  }

  @Test func nullIsNotEmpty() throws {
    let path = write("SELECT * FROM (VALUES (NULL), (''), ('x')) t(text)")
    #expect(try read(path).records.count == 3)
    let reading = try read(path, TableMapping(filter: "text is not null"))
    #expect(reading.texts == ["", "x"])
    #expect(reading.kinds == ["row-filtered"])
    #expect(reading.records.map(\.origin.row) == [1, 2])
  }

  @Test func bytesComeAsTheyAre() throws {
    let path = write("SELECT '\\x00\\xFF<p>\\x0A\\xE4'::BLOB AS html UNION ALL SELECT NULL::BLOB ORDER BY 1 NULLS LAST")
    let reading = try read(path)
    #expect(reading.records.map(\.body) == [[0, 0xff, 0x3c, 0x70, 0x3e, 0x0a, 0xe4], []])
    #expect(reading.records.first?.mediaType == "text/html")
  }

  @Test func nestedColumnsAreConversationsOrJSON() throws {
    let path = write(
      """
      SELECT [{'role': 'user', 'content': 'hi "x"'}, {'role': 'bot', 'content': '你好'}] AS messages, {'k': 1} AS meta,
        ['a', 'b'] AS list
      """)
    let mapping = TableMapping(textTemplate: "{messages}", metadataColumns: ["meta", "list"])
    let reading = try read(path, mapping, turns: "{role}> {content}")
    #expect(reading.texts == ["user> hi \"x\"\n\nbot> 你好"])
    #expect(reading.records.first?.metadata == ["meta": #"{"k":1}"#, "list": #"["a","b"]"#])
    #expect(try read(path, TableMapping(textTemplate: "{meta}{list}")).texts == ["{\"k\":1}a\n\nb"])
  }

  @Test func namesNeverBecomeCommands() throws {
    let columns = #"1 AS "x"", 2 AS ""y", 'v' AS "a;DROP TABLE t--", 'w' AS "{text}""#
    let name = "it's *[a]? \"-- ;.parquet"
    let path = write("SELECT \(columns)", to: name)
    // A pattern would match this one, too.
    _ = write("SELECT 1 AS other", to: "it's [a]x \"-- ;.parquet")
    let reading = try read(path, TableMapping(textTemplate: "{a;DROP TABLE t--}", metadataColumns: [#"x", 2 AS "y"#]))
    #expect(reading.texts == ["v"])
    #expect(reading.records.first?.metadata == [#"x", 2 AS "y"#: "1"])
  }

  @Test func aMissingColumnIsNamedWithTheNearest() throws {
    let path = write("SELECT 1 AS title, 'x' AS body")
    #expect { try read(path, TableMapping(textTemplate: "{titel}")) } throws: {
      "\($0)".contains("titel") && "\($0)".contains("nearest is 'title'")
    }
  }

  @Test func manyRowGroupsKeepTheirOrder() throws {
    let path = write(
      "SELECT i AS id, 'row ' || i || repeat(' x', (i * 37 % 100)::INT) AS text FROM range(30000) t(i)",
      to: "t.parquet",
      ", ROW_GROUP_SIZE 2048")
    let reading = try read(path, TableMapping(idColumn: "id"))
    #expect(reading.records.map { $0.metadata["id"] ?? "" } == (0..<30000).map(String.init))
  }

  @Test func whatIsDamagedIsQuarantinedAndWhatIsNoParquetFileToo() throws {
    let path = write(
      "SELECT i AS id, md5(i::VARCHAR) AS text FROM range(20000) t(i)", to: "t.parquet", ", ROW_GROUP_SIZE 2048")
    let bytes = folder.read("t.parquet")
    var broken = bytes
    for index in 200_000..<200_400 { broken[index] ^= 0x5a }
    let damaged = try read(folder.write(broken, to: "broken.parquet"))
    #expect(damaged.reasons.first == "stream-corrupt" || damaged.records.count == 20000)
    let cut = try read(folder.write(Array(bytes.prefix(1000)), to: "cut.parquet"))
    #expect(cut.records.isEmpty)
    #expect(cut.reasons == ["stream-corrupt"])
    let other = try read(folder.write("id,text\n1,x\n", to: "no.parquet"))
    #expect(other.reasons == ["other-format"])
    #expect(try open(path, .text).reasons == ["other-format"])
  }

  @Test func aMemberOfAnArchiveOrACompressedFileIsReadToo() throws {
    let path = write("SELECT 'inside' AS text")
    var tar = TarBuilder()
    tar.add("data/t.parquet", FileBytes.read(path))
    #expect(try open(folder.write(tar.finished, to: "a.tar"), .parquet).texts == ["inside"])
    var frame: [UInt8] = []
    ZstdCompressor(level: 1).compress(FileBytes.read(path), into: &frame)
    #expect(try open(folder.write(frame, to: "t.parquet.zst"), .parquet).texts == ["inside"])
  }
}

private enum FileBytes {
  static func read(_ path: String) -> [UInt8] { (try? FileSystem.readAll(path)) ?? [] }
}
