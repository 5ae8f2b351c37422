// Document shards: what goes in comes out, by row and by id, and damage is found.

import Storage
import TestSupport
import Testing

@testable import Corpus

struct DocumentShardTests {
  private func documents(_ count: Int, seed: UInt64) -> [Document] {
    var random = SeededGenerator(seed: seed)
    return (0..<count).map { RandomDocument.make($0, using: &random) }
  }

  private func write(_ documents: [Document], batch: Int, to path: String) throws -> (
    shard: FileSummary, index: FileSummary
  ) {
    let writer = try DocumentShardWriter(path: path)
    var encoder = DocumentBatchEncoder()
    for start in stride(from: 0, to: documents.count, by: batch) {
      try writer.append(try encoder.encode(Array(documents[start..<min(start + batch, documents.count)])))
    }
    try writer.append(try encoder.encode([]))
    return try writer.commit()
  }

  @Test func documentsComeBackInOrderByRowAndById() throws {
    let folder = TemporaryFolder("corpus")
    let documents = documents(230, seed: 1)
    let path = folder.file("a.jsonl.zst")
    _ = try write(documents, batch: 64, to: path)
    let reader = try DocumentShardReader(path: path)
    try reader.verify()
    #expect(reader.documentCount == 230)
    #expect(reader.frameCount == 4)
    #expect(reader.textByteCount == documents.reduce(0) { $0 + $1.text.count })
    var rows: [Int] = []
    try reader.forEachDocument { row, document in
      rows.append(row)
      #expect(same(document, documents[row]))
    }
    #expect(rows == Array(0..<230))
    for (row, document) in documents.enumerated() {
      #expect(reader.id(atRow: row) == document.id)
      #expect(reader.row(of: document.id) == row)
    }
    #expect(same(try #require(try reader.document(with: documents[100].id)), documents[100]))
    #expect(same(try #require(try reader.document(atRow: 229)), documents[229]))
    #expect(try reader.document(atRow: 230) == nil)
    #expect(try reader.document(atRow: -1) == nil)
    #expect(try reader.document(with: DocumentID(high: 0, low: 0)) == nil)
    #expect(try reader.document(with: DocumentID(high: .max, low: .max)) == nil)
    var decoder = DocumentFrameDecoder()
    let some = [0, 3, 3, 63, 64, 127, 200, 229]
    #expect(try decoder.documents(atRows: some, of: reader).map(\.id) == some.map { documents[$0].id })
    var texts: [[UInt8]] = []
    try decoder.forEachText(inFrame: 1, of: reader) { row, id, text in
      #expect(documents[row].id == id)
      texts.append(Array(text))
    }
    #expect(texts == documents[64..<128].map(\.text))
  }

  @Test func sameDocumentsGiveSameBytes() throws {
    let folder = TemporaryFolder("corpus")
    let documents = documents(50, seed: 2)
    let first = try write(documents, batch: 20, to: folder.file("a"))
    let second = try write(documents, batch: 20, to: folder.file("b"))
    #expect(first == second)
    #expect(try FileSystem.readAll(folder.file("a")) == FileSystem.readAll(folder.file("b")))
    #expect(try FileSystem.readAll(folder.file("a.idx")).count == first.index.byteCount)
  }

  @Test func anEmptyShardIsAShard() throws {
    let folder = TemporaryFolder("corpus")
    _ = try write([], batch: 1, to: folder.file("a"))
    let reader = try DocumentShardReader(path: folder.file("a"))
    try reader.verify()
    #expect(reader.documentCount == 0)
    #expect(reader.row(of: DocumentID(high: 1, low: 1)) == nil)
    try reader.forEachDocument { _, _ in Issue.record("there is no document") }
  }

  @Test func equalIdsGiveTheFirstRow() throws {
    let folder = TemporaryFolder("corpus")
    var documents = documents(5, seed: 3)
    documents[1].id = documents[3].id
    _ = try write(documents, batch: 2, to: folder.file("a"))
    #expect(try DocumentShardReader(path: folder.file("a")).row(of: documents[3].id) == 1)
  }

  @Test func textThatIsNoUTF8IsRefused() throws {
    var encoder = DocumentBatchEncoder()
    var document = documents(1, seed: 4)[0]
    document.text = [0x61, 0xff]
    #expect { try encoder.encode([document]) } throws: { ($0 as? CorpusError)?.code == .invalidText }
  }

  /// Every byte of both files, damaged: an error, or the very same documents, but never a crash or other documents.
  @Test func damageOfAnyByteIsFound() throws {
    let folder = TemporaryFolder("corpus")
    let documents = documents(6, seed: 5)
    let path = folder.file("a")
    _ = try write(documents, batch: 3, to: path)
    let shard = try FileSystem.readAll(path)
    let index = try FileSystem.readAll(path + ".idx")
    var random = SeededGenerator(seed: 6)
    var found = 0
    for position in 0..<shard.count + index.count {
      var damagedShard = shard
      var damagedIndex = index
      let flip = UInt8.random(in: 1...255, using: &random)
      if position < shard.count { damagedShard[position] ^= flip } else { damagedIndex[position - shard.count] ^= flip }
      folder.write(damagedShard, to: "a")
      folder.write(damagedIndex, to: "a.idx")
      do {
        let reader = try DocumentShardReader(path: path)
        #expect(position < shard.count, "damage of the index at \(position - shard.count) was not found on opening")
        #expect(throws: CorpusError.self) { try reader.verify() }
        try reader.forEachDocument { row, document in #expect(same(document, documents[row])) }
      } catch {
        let error = try #require(error as? CorpusError)
        #expect(error.path.hasPrefix(path))
        found += 1
      }
    }
    // A zstd frame has few bytes that change nothing (a reserved bit); the frame's own checksum finds the rest.
    #expect(found > (shard.count + index.count) * 9 / 10)
  }

  @Test func cutFilesAreErrors() throws {
    let folder = TemporaryFolder("corpus")
    let path = folder.file("a")
    _ = try write(documents(4, seed: 7), batch: 2, to: path)
    let shard = try FileSystem.readAll(path)
    let index = try FileSystem.readAll(path + ".idx")
    for count in 0..<index.count {
      folder.write(Array(index[..<count]), to: "a.idx")
      #expect(throws: CorpusError.self) { try DocumentShardReader(path: path) }
    }
    try AtomicFile.write(index, to: path + ".idx")
    try AtomicFile.write(Array(shard.dropLast()), to: path)
    #expect { try DocumentShardReader(path: path) } throws: { "\($0)".contains("index was written for") }
  }

  @Test func linesOfOthersAreReadAndBadOnesNamed() throws {
    var decoder = DocumentLineDecoder()
    func decode(_ line: String) throws -> Document {
      try Array(line.utf8).withUnsafeBufferPointer { try decoder.decode($0, name: "line 3") }
    }
    let id = "000102030405060708090a0b0c0d0e0f"
    let document = try decode(
      #"{"metadata":{"n":1,"t":"x","o":{"a":[]}},"added":"2024","source":"s","text":"a\u00e9","id":"\#(id)","#
        + #""origin":{"row":1,"bytes":2,"offset":3,"file":"f","url":null}}"#)
    #expect(document.id.description == id)
    #expect(String(decoding: document.text, as: UTF8.self) == "aé")
    #expect(document.metadata == ["n": "1", "t": "x", "o": #"{"a":[]}"#])
    #expect(document.origin == Origin(file: "f", offset: 3, byteCount: 2, row: 1))
    for line in [
      "", "{}", "[]", #"{"id":"0"}"#, #"{"id":"\#(id)","text":1}"#, #"{"id":"\#(id)","text":"","source":"s"}"#,
      #"{"id":"\#(id)","text":"","source":"s","origin":{"file":"f","offset":0.5,"bytes":0,"row":0}}"#,
      #"{"id":"\#(id)","text":"","source":"s","origin":{"file":"f","offset":0,"bytes":0,"row":0},"metadata":[]}"#,
    ] {
      #expect { try decode(line) } throws: {
        ($0 as? CorpusError)?.code == .malformed && "\($0)".hasPrefix("line 3")
      }
    }
  }

  private func same(_ left: Document, _ right: Document) -> Bool {
    left.id == right.id && left.source == right.source && left.text == right.text && left.origin == right.origin
      && left.metadata == right.metadata
  }
}

struct LedgerFileTests {
  @Test func entriesComeBackInOrder() throws {
    let folder = TemporaryFolder("corpus")
    let path = folder.file("ledger.jsonl.zst")
    var random = SeededGenerator(seed: 31)
    // Enough for several frames.
    let entries = (0..<6_000).map { _ in RandomDocument.ledgerEntry(using: &random) }
    let writer = try LedgerWriter(path: path)
    for entry in entries.dropLast(1_000) { try writer.append(entry) }
    var lines: [UInt8] = []
    for entry in entries.suffix(1_000) { entry.appendLine(to: &lines) }
    try writer.append(lines: lines)
    #expect(writer.entryCount == entries.count)
    _ = try writer.commit()
    var reader = try LedgerReader(path: path)
    var count = 0
    while let entry = try reader.next() {
      #expect(entry == entries[count])
      count += 1
    }
    #expect(count == entries.count)
  }

  @Test func badLinesAreNamedByOffset() throws {
    let folder = TemporaryFolder("corpus")
    let path = folder.file("ledger.jsonl")
    var random = SeededGenerator(seed: 32)
    var bytes: [UInt8] = []
    RandomDocument.ledgerEntry(using: &random).appendLine(to: &bytes)
    let offset = bytes.count
    bytes += Array("{\"stage\":3}".utf8)
    try AtomicFile.write(bytes, to: path)
    var reader = try LedgerReader(path: path)
    #expect(try reader.next() != nil)
    #expect { try reader.next() } throws: { ($0 as? CorpusError)?.offset == offset }
  }

  @Test(arguments: ["", "a", "a\n", "\n", "\n\n", "a\nb", "a\n\nb\n"])
  func lines(text: String) throws {
    var reader = LineReader(input: ByteInput(bytes: Array(text.utf8)))
    var lines: [String] = []
    var offsets: [Int] = []
    while let (line, offset) = try reader.next({ (String(decoding: $0, as: UTF8.self), $1) }) {
      lines.append(line)
      offsets.append(offset)
    }
    var expected = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if expected.last == "" { expected.removeLast() }
    #expect(lines == expected)
    #expect(offsets.first ?? 0 == 0)
  }
}
