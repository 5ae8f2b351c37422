import Corpus
import Storage
import TestSupport
import Testing

@testable import Readers

/// A reader that is left at any place, and gone on with by another: together they say what one alone says.
@Suite struct ResumptionTests {
  private let folder = TemporaryFolder()

  private static let samples: [(ReaderConfiguration.Kind, String)] = [
    (.jsonLines, "\u{feff}{\"text\":\"a\",\"id\":1}\n\n{\"text\":5}\n{\"text\":\"中\"}\n"),
    (.text, "one\n--\n\n--\ntwo\nlines\n--\nthree"),
    (
      .warc,
      "WARC/1.0\r\nWARC-Type: conversion\r\nContent-Length: 4\r\n\r\ntext\r\n\r\n"
        + "WARC/1.0\r\nWARC-Type: metadata\r\nContent-Length: 1\r\n\r\nx\r\n\r\n"
        + "WARC/1.0\r\nWARC-Type: conversion\r\nContent-Length: 5\r\n\r\nother\r\n\r\n"
    ),
    (.csv, "sep=;\r\nid;title;n\r\n1;\"a \"\"b\"\"\";x\r\n\r\n2;\"c\nd\";\r\n3;ragged\r\n4;e;f\r\n"),
    (.csv, "id,title\n1,a\\'b\\\"\n2,\\N\n3,\"c\\\"d\"\n"),
    (.mySQL, SQLDumpReaderTests.mySQL),
    (.postgreSQL, SQLDumpReaderTests.postgreSQL),
    (.sqliteDump, SQLDumpReaderTests.sqlite),
    (.mediaWiki, MediaWikiReaderTests.dump),
    (.sql, "/*!40101 SET SQL_MODE='ANSI_QUOTES' */;\n" + SQLDumpReaderTests.mySQL),
  ]

  private enum Storing: CaseIterable { case plain, frames }

  /// What an event says, in one line.
  private func line(_ event: ReadEvent) -> String {
    switch event {
    case .record(let record):
      let metadata = record.metadata.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
      return "\(record.origin) \(record.mediaType) \(record.charset ?? "") \(metadata) \(record.body)"
    case .skipped(let region): return "\(region)"
    case .quarantined(let entry): return "\(entry)"
    }
  }

  private func store(_ bytes: [UInt8], _ storing: Storing) -> String {
    switch storing {
    case .plain: return folder.write(bytes, to: "plain")
    case .frames:
      var stored: [UInt8] = []
      let compressor = ZstdCompressor(level: 1)
      for start in stride(from: 0, to: bytes.count, by: 11) {
        compressor.compress(Array(bytes[start..<min(bytes.count, start + 11)]), into: &stored)
      }
      return folder.write(stored, to: "frames.zst")
    }
  }

  @Test(arguments: samples.indices)
  func everyEventIsAPlaceToGoOnFrom(sample: Int) throws {
    let (kind, text) = Self.samples[sample]
    var configuration = ReaderConfiguration(kind: kind)
    configuration.text.separator = "--"
    configuration.table.textTemplate = "{title}"
    for storing in Storing.allCases {
      let path = store(Array(text.utf8), storing)
      var whole = try configuration.makeReader(input: ByteInput.open(path: path), file: "f")
      var lines: [String] = []
      var states: [(count: Int, state: ReaderState)] = []
      while let event = try whole.next() {
        lines.append(line(event))
        guard var resumable = whole as? any ResumableReader else {
          Issue.record("\(kind) cannot be resumed")
          return
        }
        if let state = resumable.state() { states.append((lines.count, state)) }
      }
      #expect(states.count > lines.count / 3, "\(kind)")
      for (count, state) in states {
        let input = try ByteInput.open(path: path, at: state.position)
        #expect(input.offset == state.position.offset)
        var rest = try configuration.makeReader(input: input, file: "f", resuming: state)
        var restLines: [String] = []
        while let event = try rest.next() { restLines.append(line(event)) }
        #expect(restLines == Array(lines[count...]), "\(kind) \(storing) behind event \(count)")
      }
      if storing == .frames {
        #expect(states.contains { $0.state.position.member.storedOffset > 0 })
      }
    }
  }

  @Test func tablesInUTF16() throws {
    let text = "\u{feff}id;title\n1;中\n2;😀 b\n3;c\n"
    let path = folder.write(text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }, to: "utf16.csv")
    var configuration = ReaderConfiguration(kind: .csv)
    configuration.table.textTemplate = "{title}"
    var reader = try CSVReader(input: ByteInput.open(path: path), file: "f", mapping: configuration.table)
    while let event = try reader.next() {
      guard case .record(let record) = event, record.origin.row == 0, let state = reader.state() else { continue }
      let input = try ByteInput.open(path: path, at: state.position)
      var rest = try configuration.makeReader(input: input, file: "f", resuming: state)
      guard case .record(let next) = try rest.next() else {
        Issue.record("no record where one was")
        return
      }
      #expect(String(decoding: next.body, as: UTF8.self) == "😀 b")
      #expect(next.origin.row == 1)
      return
    }
    Issue.record("the first row has no state")
  }
}
