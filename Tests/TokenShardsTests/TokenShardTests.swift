// Token files, shards, spans and manifests: what goes in comes out, and damage is found.

import Corpus
import Storage
import TestSupport
import Testing

@testable import TokenShards

struct TokenFileTests {
  @Test(arguments: [300, 65_536, 65_537, 200_000])
  func documentsComeBack(vocabularySize: Int) throws {
    let folder = TemporaryFolder("tokens")
    var random = SeededGenerator(seed: UInt64(vocabularySize))
    let path = folder.file("a.tokens")
    let writer = try TokenFileWriter(path: path, vocabularySize: vocabularySize)
    var documents: [[UInt32]] = []
    for row in 0..<50 {
      let count = row % 7 == 0 ? 0 : Int.random(in: 1...200, using: &random)
      documents.append((0..<count).map { _ in UInt32.random(in: 0..<UInt32(vocabularySize), using: &random) })
      try writer.append(
        documents[row], id: DocumentID(high: UInt64(row), low: 5), row: row * 3, group: row == 4 ? 77 : nil)
    }
    let summary = try writer.commit()
    let reader = try TokenFileReader(path: path)
    #expect(reader.documentCount == 50)
    #expect(reader.tokenCount == documents.reduce(0) { $0 + $1.count })
    #expect(reader.vocabularySize == vocabularySize)
    #expect(try FileSystem.info(path).byteCount == summary.byteCount)
    for row in 0..<50 {
      #expect(reader.tokens(ofDocument: row) == documents[row])
      #expect(reader.id(ofDocument: row) == DocumentID(high: UInt64(row), low: 5))
      #expect(reader.row(ofDocument: row) == row * 3)
      #expect(reader.group(ofDocument: row) == (row == 4 ? 77 : UInt64(row) ^ 5))
    }
    var part = [UInt32](repeating: 0, count: 3)
    let long = try #require(documents.firstIndex { $0.count > 10 })
    part.withUnsafeMutableBufferPointer { reader.copyTokens(ofDocument: long, from: 4, to: $0) }
    #expect(part == Array(documents[long][4..<7]))
  }

  @Test func foreignIDsAreRefusedBeforeAnythingIsWritten() throws {
    let folder = TemporaryFolder("tokens")
    let writer = try TokenFileWriter(path: folder.file("a"), vocabularySize: 10)
    #expect { try writer.append([1, 10], id: DocumentID(high: 0, low: 0), row: 0) } throws: {
      ($0 as? ShardError)?.code == .idOutOfRange
    }
    #expect(writer.tokenCount == 0)
    try writer.append([9], id: DocumentID(high: 0, low: 0), row: 0)
    _ = try writer.commit()
    #expect(try TokenFileReader(path: folder.file("a")).tokens(ofDocument: 0) == [9])
  }

  @Test func anEmptyFileOfDocumentsIsOne() throws {
    let folder = TemporaryFolder("tokens")
    _ = try TokenFileWriter(path: folder.file("a"), vocabularySize: 10).commit()
    #expect(try TokenFileReader(path: folder.file("a")).documentCount == 0)
  }

  @Test func damageOfHeaderOrTablesIsFound() throws {
    let folder = TemporaryFolder("tokens")
    let writer = try TokenFileWriter(path: folder.file("a"), vocabularySize: 10)
    for row in 0..<3 { try writer.append([1, 2, 3], id: DocumentID(high: 1, low: UInt64(row)), row: row) }
    _ = try writer.commit()
    let bytes = try FileSystem.readAll(folder.file("a"))
    // The ids of tokens lie between 64 and 82.
    for position in bytes.indices where !(64..<88).contains(position) {
      var damaged = bytes
      damaged[position] ^= 0x11
      folder.write(damaged, to: "b")
      #expect(throws: ShardError.self, "byte \(position)") { try TokenFileReader(path: folder.file("b")) }
    }
    for count in bytes.indices {
      folder.write(Array(bytes[..<count]), to: "b")
      #expect(throws: ShardError.self) { try TokenFileReader(path: folder.file("b")) }
    }
  }
}

struct ShardSetTests {
  private let id = DocumentID.make(source: "s", file: "f", position: 0)

  /// A set of one training shard with three rows of five tokens, one of them padded.
  private func make(in folder: TemporaryFolder) throws {
    let rows: [[UInt32]] = [[9, 1, 2, 3, 4], [9, 5, 6, 9, 7], [9, 8, 0, 0, 0]]
    let writer = try TokenShardWriter(
      folder: folder.path, split: "", number: 0, format: .llmc, vocabularySize: 10,
      items: .uniform(tokenCount: 5, count: 3), labels: ShardLabels(tokenizer: "ab", sources: ["s"]))
    for (row, pieces) in zip(rows, [[5], [3, 2], [2]]) {
      writer.beginItem(source: 0)
      for count in pieces { writer.append(RowPiece(document: id, first: 0, tokenCount: count)) }
      try row.withUnsafeBufferPointer { try writer.append($0) }
    }
    var manifest = ShardManifest(
      tokenizerHash: "ab", vocabularySize: 10, sequenceLength: 4, targetRule: .withinRow,
      endOfDocument: EndOfDocument(id: 9, position: .before), paddingID: 0, seed: 3,
      sources: [ShardManifest.Source(name: "s")])
    try manifest.setShards([try writer.commit()], .train, folder: folder.path)
    manifest.sources[0].train.rowCount = 3
    manifest.sources[0].train.tokenCount = 12
    manifest.sources[0].train.askedShare = 1
    _ = try manifest.write(to: folder.path)
  }

  @Test func rowsAndSpansAreRead() throws {
    let folder = TemporaryFolder("set")
    try make(in: folder)
    let set = try ShardSet(folder: folder.path)
    #expect(set.rowCount(.train) == 3)
    #expect(set.rowCount(.validation) == 0)
    #expect(set.tokens(ofRow: 1, .train) == [9, 5, 6, 9, 7])
    #expect(
      set.pieces(ofRow: 1, .train) == [
        RowPiece(document: id, first: 0, tokenCount: 3), RowPiece(document: id, first: 0, tokenCount: 2),
      ])
    #expect(set.source(ofRow: 2, .train) == 0)
    #expect(set.manifest.paddingCount(.train) == 3)
    #expect(set.manifest.sources[0].train.askedShare == 1)
    let report = try ShardVerifier.verify(folder: folder.path)
    #expect(report.rowCount == 3)
    #expect(report.tokenCount == 12)
    #expect(report.paddingCount == 3)
    #expect(report.fileCount == 2)
  }

  /// Any flipped bit of any file is found, and named by its file.
  @Test(arguments: ["000000.bin", "000000.spans"])
  func everyDamagedByteIsFound(name: String) throws {
    let folder = TemporaryFolder("set")
    try make(in: folder)
    let bytes = folder.read(name)
    var random = SeededGenerator(seed: 3)
    for position in bytes.indices {
      var damaged = bytes
      damaged[position] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      folder.write(damaged, to: name)
      #expect { try ShardVerifier.verify(folder: folder.path) } throws: {
        ($0 as? ShardError)?.path.hasSuffix(name) == true
      }
    }
    folder.write(Array(bytes.dropLast()), to: name)
    #expect(throws: ShardError.self) { try ShardSet(folder: folder.path) }
  }

  @Test func manifestsThatSaySomethingElseAreFound() throws {
    let folder = TemporaryFolder("set")
    try make(in: folder)
    let text = String(decoding: folder.read("manifest.json"), as: UTF8.self)
    for (old, new) in [
      ("\"rows\": 3", "\"rows\": 4"), ("\"tokens\": 12", "\"tokens\": 11"), ("000000.bin", "../000000.bin"),
      ("000000.bin", "/000000.bin"),
      ("\"sequenceLength\": 4", "\"sequenceLength\": 5"), ("\"padding\": 0", "\"padding\": 1"),
      ("\"vocabularySize\": 10", "\"vocabularySize\": 9"), ("\"version\": 1", "\"version\": 2"),
      ("\"vocabularySize\": 10", "\"vocabularySize\": 70000"), ("within-row", "across-rows"), ("{", "["),
      ("\"before\"", "\"middle\""), ("\"format\": \"llmc\"", "\"format\": \"mds\""), ("\"rows\",", "\"documents\","),
    ] {
      let parts = text.split(separator: old, maxSplits: 1, omittingEmptySubsequences: false)
      #expect(parts.count == 2, "\(old) is not in the manifest")
      folder.write(parts.joined(separator: new), to: "manifest.json")
      #expect(throws: ShardError.self, "\(old) -> \(new)") { try ShardVerifier.verify(folder: folder.path) }
    }
  }

  @Test func validationIsDecidedByGroup() {
    let split = ValidationSplit(fraction: 0.1, seed: 5)
    let count = (0..<20_000).count { split.split(group: UInt64($0)) == .validation }
    #expect(abs(count - 2_000) < 200)
    let other = ValidationSplit(fraction: 0.2, seed: 5)
    // A larger share holds the smaller one.
    #expect((0..<1_000).allSatisfy { split.split(group: $0) == .train || other.split(group: $0) == .validation })
    #expect((0..<1_000).allSatisfy { ValidationSplit(fraction: 0, seed: 5).split(group: $0) == .train })
    #expect((0..<1_000).allSatisfy { ValidationSplit(fraction: 1, seed: 5).split(group: $0) == .validation })
  }
}
