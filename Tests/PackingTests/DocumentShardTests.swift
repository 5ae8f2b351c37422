// Whole documents in the order of packed rows.

import Corpus
import Storage
import TestSupport
import Testing
import TokenShards

@testable import Packing

struct DocumentShardTests {
  private static let vocabularySize = 70_000
  private static let end: UInt32 = 69_999

  /// Token files of two sources, with empty documents and one that is longer than several shards.
  private func makeFiles(_ folder: TemporaryFolder) throws -> [[DocumentID: [UInt32]]] {
    var random = SeededGenerator(seed: 8)
    return try ["a", "b"].map { name in
      let writer = try TokenFileWriter(path: folder.file("\(name).tokens"), vocabularySize: Self.vocabularySize)
      var documents: [DocumentID: [UInt32]] = [:]
      for row in 0..<70 {
        let count = row % 9 == 0 ? 0 : row == 31 ? 2_000 : Int.random(in: 1...120, using: &random)
        let id = DocumentID.make(source: name, file: "f", position: row)
        documents[id] = (0..<count).map { _ in UInt32.random(in: 0..<Self.end, using: &random) }
        try writer.append(documents[id] ?? [], id: id, row: row)
      }
      _ = try writer.commit()
      return documents
    }
  }

  private func order(
    _ folder: TemporaryFolder, _ format: ShardFormat, _ content: ShardContent, marks: DocumentMarks,
    epochs: Int = 1, target: String
  ) throws -> ShardOrder {
    let sources = try ["a", "b"].map { name in
      let rows = folder.file("\(name).rows")
      var request = PackRequest(
        source: name, tokenFiles: [folder.file("\(name).tokens")], validation: ValidationSplit(fraction: 0, seed: 1),
        side: .train, wholeEpochs: epochs, rowTokenCount: 65, windowCount: 40, seed: 1, output: rows)
      request.marksPerDocument = marks.count
      _ = try SourcePacker.pack(request)
      return OrderRequest.Source(name: name, packedRows: rows, tokenFiles: [folder.file("\(name).tokens")])
    }
    var request = OrderRequest(
      split: .train, sources: sources, vocabularySize: Self.vocabularySize, rowTokenCount: 65,
      marks: marks, paddingID: Self.end, tokensPerShard: 650, seed: 1,
      folder: folder.file(target))
    request.format = format
    request.content = content
    return try ShardOrder(request)
  }

  private static let marks = [
    DocumentMarks(end: EndOfDocument(id: end, position: .before)),
    DocumentMarks(end: EndOfDocument(id: end, position: .after)),
    DocumentMarks(end: EndOfDocument(id: end, position: .after), beginning: 3),
  ]

  @Test(arguments: [ShardFormat.megatron, .datatrove, .olmo], marks)
  func everyDocumentStandsWholeOnceAnEpoch(format: ShardFormat, marks: DocumentMarks) throws {
    let folder = TemporaryFolder("documents")
    let documents = try makeFiles(folder)
    let order = try order(folder, format, .documents, marks: marks, epochs: 2, target: "out")
    var seen: [DocumentID: Int] = [:]
    var sizes: [[Int]] = []
    // Any order of writing gives the same.
    for number in (0..<order.shardCount).reversed() {
      let written = try order.writeShard(number)
      let reader = try TokenShardReader.open(
        Path.join(folder.file("out"), written.shard.tokens.path), format: format)
      let spans = try SpansReader(path: Path.join(folder.file("out"), written.shard.spans.path))
      #expect(reader.itemCount == written.rowCounts.reduce(0, +))
      #expect(reader.tokenCount == written.tokenCounts.reduce(0, +))
      for item in 0..<reader.itemCount {
        let pieces = spans.pieces(ofRow: item)
        let tokens = try #require(documents[spans.source(ofRow: item)][pieces[0].document])
        let sequence =
          marks.beginning.map { [$0] + tokens + [Self.end] }
          ?? (marks.end.position == .before ? [Self.end] + tokens : tokens + [Self.end])
        #expect(reader.tokens(ofItem: item) == sequence)
        #expect(pieces == [RowPiece(document: pieces[0].document, first: 0, tokenCount: sequence.count)])
        seen[pieces[0].document, default: 0] += 1
      }
      sizes.append((0..<reader.itemCount).map { reader.item($0).tokenCount })
    }
    #expect(seen.count == 140)
    #expect(seen.values.allSatisfy { $0 == 2 })
    // A shard passes its size only for a single document.
    #expect(sizes.allSatisfy { $0.reduce(0, +) <= 650 || $0.count == 1 })
    #expect(sizes.contains { $0 == [2_000 + marks.count] })
    #expect(sizes.count < 40)
  }

  /// The same plan of rows, whatever the format and wherever the end-of-document id stands.
  @Test func formatsHoldTheSameRows() throws {
    let folder = TemporaryFolder("documents")
    _ = try makeFiles(folder)
    for (number, marks) in Self.marks.enumerated() {
      var all: [[[UInt32]]] = []
      for format in [ShardFormat.llmc, .megatron, .mds, .mdsZstd] {
        let target = "\(format.rawValue)-\(number)"
        let order = try order(folder, format, .rows, marks: marks, target: target)
        all.append(
          try (0..<order.shardCount).flatMap { number in
            let shard = try order.writeShard(number).shard
            let reader = try TokenShardReader.open(
              Path.join(folder.file(target), shard.tokens.path), format: format, rowTokenCount: 65)
            return (0..<reader.itemCount).map { reader.tokens(ofItem: $0) }
          })
      }
      #expect(all.allSatisfy { $0 == all[0] })
      #expect(all[0].joined().count { $0 == Self.end } >= 140)
    }
  }
}
