// Groups by metadata and phases: every row is of its group, every group keeps its shares in every phase.

import Corpus
import Storage
import TestSupport
import Testing
import TokenShards

@testable import Packing

struct GroupTests {
  private static let vocabularySize = 70_000
  private static let mark: UInt32 = 69_999

  /// Three token files of two sources, whose documents belong to groups by their rows.
  private struct Corpus {
    let folder = TemporaryFolder("groups")
    var tokenFiles: [String] = []
    var labelFiles: [String] = []
    var groupOf: [DocumentID: String] = [:]
    var tokenCounts: [DocumentID: Int] = [:]

    init(names: [String]) throws {
      var random = SeededGenerator(seed: 77)
      for file in 0..<3 {
        let tokens = folder.file("\(file).tokens")
        let writer = try TokenFileWriter(path: tokens, vocabularySize: GroupTests.vocabularySize)
        var labels = DocumentLabelsWriter()
        for row in 0..<120 {
          let id = DocumentID.make(source: "s", file: "\(file)", position: row)
          let name = names[Int.random(in: 0..<names.count, using: &random)]
          let count = Int.random(in: 0...90, using: &random)
          labels.append(name, textByteCount: count * 4)
          // Some documents have gone since they were labelled.
          if row % 11 == 3 { continue }
          groupOf[id] = name
          tokenCounts[id] = count
          try writer.append(
            (0..<count).map { _ in UInt32.random(in: 0..<GroupTests.mark, using: &random) }, id: id, row: row)
        }
        _ = try writer.commit()
        let path = folder.file("\(file).labels")
        _ = try labels.commit(to: path)
        tokenFiles.append(tokens)
        labelFiles.append(path)
      }
    }

    func groups(_ names: [String], other: Int? = nil) throws -> DocumentGroups {
      DocumentGroups(labels: try labelFiles.map { try DocumentLabels(path: $0) }, names: names, other: other)
    }

    func request(_ group: Int, _ groups: DocumentGroups, whole: Int = 1, fraction: Int = 0) -> PackRequest {
      PackRequest(
        source: groups.names[group], tokenFiles: tokenFiles, group: group, groups: groups,
        validation: ValidationSplit(fraction: 0, seed: 1), side: .train, wholeEpochs: whole, fractionTokens: fraction,
        rowTokenCount: 33, windowCount: 50, seed: 1, output: folder.file("\(group).rows"))
    }
  }

  @Test func labelsAreReadAsWritten() throws {
    let folder = TemporaryFolder("labels")
    var writer = DocumentLabelsWriter()
    let names = ["en/high", "中文", "", "en/high", "中文", "x"]
    for (row, name) in names.enumerated() { writer.append(name, textByteCount: row * 1_000_000_000) }
    _ = try writer.commit(to: folder.file("a.labels"))
    let labels = try DocumentLabels(path: folder.file("a.labels"))
    #expect(labels.names == ["en/high", "中文", "", "x"])
    #expect(names.indices.map { labels.names[labels.label(ofRow: $0)] } == names)
    #expect(labels.textByteCount(ofRow: 3) == 3_000_000_000)
    let bytes = try FileSystem.readAll(folder.file("a.labels"))
    for position in bytes.indices where !(12..<16).contains(position) {
      var damaged = bytes
      damaged[position] ^= 0x21
      folder.write(damaged, to: "damaged.labels")
      #expect(throws: PackingError.self) { try DocumentLabels(path: folder.file("damaged.labels")) }
    }
    for count in [0, 1, 16, 40, bytes.count - 1] {
      folder.write(Array(bytes.prefix(count)), to: "damaged.labels")
      #expect(throws: (any Error).self) { try DocumentLabels(path: folder.file("damaged.labels")) }
    }
    _ = try DocumentLabelsWriter().commit(to: folder.file("none.labels"))
    #expect(try DocumentLabels(path: folder.file("none.labels")).documentCount == 0)
  }

  @Test func everyDocumentIsInOneGroup() throws {
    let corpus = try Corpus(names: ["a", "b", "rare", "c"])
    let groups = try corpus.groups(["b", "a", "other"], other: 2)
    let documents = try SourceDocuments(
      tokenFiles: corpus.tokenFiles, split: ValidationSplit(fraction: 0.2, seed: 3), groups: groups)
    let both = DatasetSplit.allCases.map { documents.tallies($0) }
    let taken: [[String]] = [["b"], ["a"], ["rare", "c"]]
    for (group, names) in taken.enumerated() {
      let ids = corpus.groupOf.keys.filter { names.contains(corpus.groupOf[$0] ?? "") }
      let tokenCount = ids.reduce(0) { $0 + (corpus.tokenCounts[$1] ?? 0) }
      #expect(both[0][group].documentCount + both[1][group].documentCount == ids.count)
      #expect(both[0][group].tokenCount + both[1][group].tokenCount == tokenCount)
      let sizes = documents.textSizes(ofGroup: group)
      let documentCount = sizes.map(\.documentCount).reduce(0, +)
      let byteCount = sizes.map(\.byteCount).reduce(0, +)
      #expect(documentCount == ids.count)
      #expect(byteCount == tokenCount * 4)
    }
    let whole = documents.tally(.train)
    #expect(whole.documentCount == both[0].map(\.documentCount).reduce(0, +))
    #expect(whole.tokenCount == both[0].map(\.tokenCount).reduce(0, +))
    // A document that belongs nowhere is refused; a label without a document does not matter.
    func open(_ names: [String]) throws {
      _ = try SourceDocuments(
        tokenFiles: corpus.tokenFiles, split: ValidationSplit(fraction: 0, seed: 3), groups: corpus.groups(names))
    }
    #expect(throws: PackingError.self) { try open(["a", "b"]) }
    try open(["a", "b", "c", "rare", "nobody"])
  }

  @Test func quotasOfAGroupTakeItsDocumentsInHashOrder() throws {
    let corpus = try Corpus(names: ["a", "b", "c"])
    let groups = try corpus.groups(["a", "b", "c"])
    let all = corpus.tokenCounts.filter { corpus.groupOf[$0.key] == "b" }.values.reduce(0) { $0 + $1 + 1 }
    var before: Set<DocumentID> = []
    for quota in [1, all / 4, all / 2, all] {
      let request = corpus.request(1, groups, whole: 0, fraction: quota)
      let report = try SourcePacker.pack(request)
      #expect(report.availableTokenCount + report.availableDocumentCount == all)
      #expect(report.tokenCount >= quota && report.tokenCount <= quota + 90)
      let reader = try PackedRowsReader(path: request.output)
      let files = try corpus.tokenFiles.map { try TokenFileReader(path: $0) }
      let taken = Set(
        (0..<reader.rowCount).flatMap { reader.pieces(ofRow: $0) }.map {
          files[Int($0.file)].id(ofDocument: Int($0.document))
        })
      #expect(taken.allSatisfy { corpus.groupOf[$0] == "b" })
      #expect(before.isSubset(of: taken))
      var leftOut = 0
      try SourcePacker.forEachLeftOut(request) { _, _ in leftOut += 1 }
      #expect(taken.count + leftOut == report.availableDocumentCount)
      before = taken
    }
  }

  @Test func phasesKeepTheirSharesAndNothingComesTwiceBeforeAllWasSeen() throws {
    let corpus = try Corpus(names: ["a", "b"])
    let groups = try corpus.groups(["a", "b"])
    let packed = try (0..<2).map { try SourcePacker.pack(corpus.request($0, groups, whole: 2)) }
    let phases = [[20, 60], [70, 10], [0, 15]]
    let quotas = [90, 85]
    #expect(zip(packed, quotas).allSatisfy { $0.rowCount >= $1 })
    func order(_ phases: [[Int]]?) throws -> ShardOrder {
      let target = corpus.folder.file("out")
      try FileSystem.createDirectory(target)
      return try ShardOrder(
        OrderRequest(
          split: .train,
          sources: (0..<2).map {
            OrderRequest.Source(
              name: groups.names[$0], packedRows: corpus.folder.file("\($0).rows"), tokenFiles: corpus.tokenFiles,
              rowQuota: quotas[$0])
          }, phases: phases, vocabularySize: Self.vocabularySize, rowTokenCount: 33,
          marks: DocumentMarks(end: EndOfDocument(id: Self.mark, position: .before)), paddingID: Self.mark,
          tokensPerShard: 33 * 16,
          seed: 1, folder: target))
    }
    let stream = try order(phases)
    var manifest = ShardManifest(
      tokenizerHash: "00", vocabularySize: Self.vocabularySize, sequenceLength: 32, targetRule: .withinRow,
      endOfDocument: EndOfDocument(id: Self.mark, position: .before), paddingID: Self.mark, seed: 1,
      sources: groups.names.map { ShardManifest.Source(name: $0) })
    // Shards in any order give the same stream.
    let shards = try (0..<stream.shardCount).reversed().map { try stream.writeShard($0) }.reversed()
    manifest.train = shards.map(\.shard)
    for shard in shards {
      for group in 0..<2 {
        manifest.sources[group].train.rowCount += shard.rowCounts[group]
        manifest.sources[group].train.tokenCount += shard.tokenCounts[group]
      }
    }
    manifest.phases = phases.enumerated().map { ShardManifest.Phase(name: "p\($0)", rowCounts: $1) }
    _ = try manifest.write(to: stream.request.folder)
    let set = try ShardSet(folder: stream.request.folder)
    #expect(set.manifest == manifest)
    _ = try ShardVerifier.verify(folder: stream.request.folder)
    var row = 0
    var rows: [[[RowPiece]]] = [[], []]
    for phase in set.manifest.phases {
      var given = [0, 0]
      for slot in 1...phase.rowCount {
        let group = set.source(ofRow: row, .train)
        given[group] += 1
        let pieces = Array(set.pieces(ofRow: row, .train))
        #expect(pieces.allSatisfy { corpus.groupOf[$0.document] == groups.names[group] })
        rows[group].append(pieces)
        for index in 0..<2 {
          let due = Double(phase.rowCounts[index]) * Double(slot) / Double(phase.rowCount)
          #expect(abs(Double(given[index]) - due) < 1)
        }
        row += 1
      }
      #expect(given == phase.rowCounts)
    }
    #expect(row == 175)
    // A group's rows go on from phase to phase: within an epoch no piece comes twice.
    for group in 0..<2 {
      let epoch = rows[group].prefix(packed[group].epochRowCounts[0]).flatMap { $0 }
      #expect(Set(epoch.map { "\($0.document) \($0.first)" }).count == epoch.count)
    }
    #expect(throws: PackingError.self) { try order([[20, 60], [70, 10]]) }
    #expect(throws: PackingError.self) { try order([[90, 85, 0]]) }
    #expect(throws: PackingError.self) { try order([[-1, 85], [91, 0]]) }
  }
}
