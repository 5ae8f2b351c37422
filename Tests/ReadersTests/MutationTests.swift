import Corpus
import TestSupport
import Testing

@testable import Readers

/// Inputs of every kind with random damage: no crash, and an account of every byte.
@Suite struct MutationTests {
  private static let page = """
    WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 74\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n
    """

  private static let samples: [(ReaderConfiguration.Kind, String)] = [
    (.jsonLines, "{\"text\":\"a\",\"id\":1}\n\n{\"text\":[\"x\",{\"content\":\"y\"}]}\n"),
    (.text, "one\n--\ntwo\n--\nthree"),
    (.html, "<p>page</p>"),
    (.warc, page + page + "WARC/1.1\r\nWARC-Type: conversion\r\nContent-Length: 4\r\n\r\ntext\r\n\r\n"),
    (.csv, "id,title,body\r\n1,\"a \"\"b\"\"\",\"x\r\ny\"\n2,c,'d'\n3,\\N,e\\\"f\n"),
    (.mySQL, SQLDumpReaderTests.mySQL),
    (.postgreSQL, SQLDumpReaderTests.postgreSQL),
    (.sqliteDump, SQLDumpReaderTests.sqlite),
    (.mySQLXML, MySQLXMLTests.dump),
    (.sql, SQLDumpReaderTests.sqlite + SQLDumpReaderTests.mySQL + SQLDumpReaderTests.postgreSQL),
    (.mediaWiki, MediaWikiReaderTests.dump),
  ]

  @Test(arguments: samples.indices)
  func randomDamage(sample: Int) throws {
    let (kind, text) = Self.samples[sample]
    var generator = SeededGenerator(seed: UInt64(sample))
    var configuration = ReaderConfiguration(kind: kind)
    configuration.text.separator = "--"
    configuration.table.textTemplate = "{title}"
    if kind == .csv { configuration.csv.names = ["id", "title", "body"] }
    configuration.csv.maximumRowByteCount = 200
    configuration.sql.maximumRowByteCount = 60
    configuration.jsonLines.maximumLineByteCount = 60
    configuration.mediaWiki.maximumByteCount = 700
    let alarming = Array("'\"`\\\n\r,;()/*-#$\0{}[]:. E<>&".utf8) + [0xff, 0xef, 0x80]
    for _ in 0..<400 {
      var bytes = Array(text.utf8)
      for _ in 0..<Int.random(in: 1...6, using: &generator) {
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: bytes[place] = alarming.randomElement(using: &generator)!
        case 1: bytes.insert(alarming.randomElement(using: &generator)!, at: place)
        case 2: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...40, using: &generator)))
        default: bytes.insert(contentsOf: bytes[place...].prefix(30), at: Int.random(in: 0...place, using: &generator))
        }
        if bytes.isEmpty { bytes = [0] }
      }
      do {
        let step = Int.random(in: 1...50, using: &generator)
        let slow = try read(bytes, with: configuration, step: step)
        let whole = try read(bytes, with: configuration)
        #expect(slow.texts == whole.texts)
        #expect(slow.quarantined.map(\.origin) == whole.quarantined.map(\.origin))
      } catch let error as ReaderError {
        // Damage to a table's definition may take the configured column away.
        #expect(error.code == .unknownColumn)
      }
    }
  }
}
