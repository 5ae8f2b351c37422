import Corpus
import Storage
import TestSupport
import Testing

@testable import Readers

/// What the text of dumps is written in.
@Suite struct SQLEncodingTests {
  @Test func encodingsAreNamed() throws {
    var configuration = ReaderConfiguration(kind: .mySQL)
    configuration.table = TableMapping(table: "t", textColumns: ["a"], metadataColumns: ["b"])
    let dump = Array("/*!40101 SET NAMES latin1 */;\nINSERT INTO t (a, b) VALUES ('".utf8) + [0xe9] + Array("','".utf8)
    let reading = try read(dump + [0xfc] + Array("');\n".utf8), with: configuration)
    #expect(reading.texts == ["é"])
    #expect(reading.records[0].charset == "utf-8")
    #expect(reading.records[0].metadata["b"] == "ü")
  }

  @Test func columnsAreInTheirOwnCharacterSets() throws {
    let head = """
      /*!40101 SET NAMES binary */;
      CREATE TABLE `t` (
        `a` text CHARACTER SET latin1 COLLATE latin1_swedish_ci DEFAULT NULL,
        `b` varchar(9) COLLATE gbk_chinese_ci,
        `c` text CHARACTER SET utf8mb4,
        `d` text,
        `e` longblob
      ) ENGINE=InnoDB DEFAULT CHARSET=koi8r COMMENT='charset=big5';
      INSERT INTO `t` VALUES ('
      """
    let bytes: [UInt8] =
      Array(head.utf8) + [0xe9] + Array("','".utf8) + [0xd6, 0xd0] + Array("','é','".utf8) + [0xe1]
      + Array("',_binary '".utf8) + [0xff, 0xe9] + Array("');\n".utf8)
    let reading = try TableReading(bytes, ReaderConfiguration(kind: .mySQL))
    #expect(reading.rows.map { Array($0.prefix(4)) } == [["é", "中", "é", "А"]])
    #expect(reading.kinds[0][4] == .binary)
  }

  /// A dump that names no encoding is in UTF-8, or in what MySQL took for Latin-1.
  @Test func dumpsThatNameNoEncoding() throws {
    let dump = Array("INSERT INTO `t` VALUES ('é中'),('".utf8) + [0x93, 0xe9, 0x94] + Array("');\n".utf8)
    let reading = try TableReading(dump, ReaderConfiguration(kind: .mySQL))
    #expect(reading.rows == [["é中"], ["“é”"]])
    var configuration = ReaderConfiguration(kind: .mySQL)
    configuration.sql.charset = "windows-1251"
    #expect(try TableReading(dump, configuration).rows[1] == ["“й”"])
  }

  @Test func whatCannotBeDecodedIsCounted() throws {
    var configuration = ReaderConfiguration(kind: .mySQL)
    configuration.table = TableMapping(table: "t", textColumns: ["a"])
    let dump = Array("/*!40101 SET NAMES gbk */;\nINSERT INTO t (a, b) VALUES ('x".utf8) + [0xff, 0xff]
    let reading = try read(dump + Array("y','b');\n".utf8), with: configuration)
    #expect(reading.records[0].metadata["undecodable"] != nil)
    #expect(reading.texts[0].hasPrefix("x\u{fffd}"))
  }

  /// `表`, `ソ`, `十` (GBK) and `功` (Big5) end in the byte of a backslash.
  @Test func backslashesInsideOfCharactersEscapeNothing() throws {
    let cases: [(String, [UInt8], String)] = [
      ("sjis", [0x95, 0x5c, 0x8e, 0xa6, 0x83, 0x5c], "表示ソ"), ("gbk", [0xca, 0xae, 0xa1, 0x5c], "十"),
      ("big5", [0xa5, 0x5c], "功"),
    ]
    for (name, bytes, text) in cases {
      let head = Array("/*!40101 SET NAMES \(name) */;\nINSERT INTO `t` VALUES (1,'".utf8)
      let dump = head + bytes + Array("','a\\'b'),(2,'x','y');\n".utf8)
      let reading = try TableReading(dump, ReaderConfiguration(kind: .mySQL))
      #expect(reading.rows.count == 2, "\(name)")
      #expect(reading.rows[0][1]?.hasPrefix(text) == true, "\(name): \(reading.rows)")
      #expect(reading.rows[0][2] == "a'b", "\(name)")
    }
    let copy =
      Array("SET client_encoding = 'SJIS';\nCOPY t (a, b) FROM stdin;\n".utf8) + [0x83, 0x5c, 0x09]
      + Array("x\\ty\n\\.\n".utf8)
    #expect(try TableReading(copy, ReaderConfiguration(kind: .postgreSQL)).rows == [["ソ", "x\ty"]])
  }

  @Test(arguments: [true, false])
  func dumpsInUTF16(isBigEndian: Bool) throws {
    let dump = "\u{feff}-- MySQL dump 10.13\r\nINSERT INTO `t` VALUES (1,'it\\'s 中 😀');\r\n"
    let bytes = dump.utf16.flatMap { unit -> [UInt8] in
      let halves = [UInt8(unit >> 8), UInt8(truncatingIfNeeded: unit)]
      return isBigEndian ? halves : halves.reversed()
    }
    let reading = try TableReading(bytes, ReaderConfiguration(kind: .sql))
    #expect(reading.rows == [["1", "it's 中 😀"]])
  }

  /// The label of an encoding is known by all its names, and in parts of a file as in the whole.
  @Test func encodingsThatTheUserNames() throws {
    var configuration = ReaderConfiguration(kind: .mySQL)
    configuration.sql.charset = "SJIS"
    let dump = Array("INSERT INTO `t` VALUES ('".utf8) + [0x83, 0x5c] + Array("'),('x');\n".utf8)
    #expect(try TableReading(dump, configuration).rows == [["ソ"], ["x"]])
    configuration.sql.charset = "utf-16le"
    configuration.table.textTemplate = "{column1}"
    let wide = "INSERT INTO `t` VALUES ('é'),('中');\n".utf16.flatMap {
      [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)]
    }
    let folder = TemporaryFolder()
    let path = folder.write(wide, to: "wide.sql")
    var reader = try SQLDumpReader(
      input: ByteInput.open(path: path), file: "f", options: configuration.sql, mapping: configuration.table)
    var texts: [String] = []
    while let event = try reader.next() {
      guard case .record(let record) = event else { continue }
      texts.append(String(decoding: record.body, as: UTF8.self))
      guard record.origin.row == 0, let state = reader.state() else { continue }
      var rest = try SQLDumpReader(
        input: ByteInput.open(path: path, at: state.position), file: "f", options: configuration.sql,
        mapping: configuration.table, resuming: state)
      guard case .record(let next) = try rest.next() else {
        Issue.record("no record where one was")
        return
      }
      #expect(next.body == Array("中".utf8))
    }
    #expect(texts == ["é", "中"])
  }
}
