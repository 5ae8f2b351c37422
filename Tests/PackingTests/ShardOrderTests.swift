// From token files to shards: every row is its documents' tokens, in an order that only the seed decides.

import Corpus
import Storage
import TestSupport
import Testing
import TokenShards

@testable import Packing

struct ShardOrderTests {
  private static let vocabularySize = 1_000
  private static let mark: UInt32 = 999

  /// A source on disk and what is in it.
  private struct Source {
    var name: String
    var paths: [String]
    var tokens: [DocumentID: [UInt32]]
  }

  private func makeSource(_ name: String, files: Int, documents: Int, in folder: TemporaryFolder) throws -> Source {
    var random = SeededGenerator(seed: UInt64(name.utf8.reduce(0) { $0 * 31 + Int($1) }))
    var source = Source(name: name, paths: [], tokens: [:])
    for file in 0..<files {
      let path = folder.file("\(name)-\(file).tokens")
      let writer = try TokenFileWriter(path: path, vocabularySize: Self.vocabularySize)
      for row in 0..<documents {
        let id = DocumentID.make(source: name, file: "\(file)", position: row)
        let count = row % 17 == 0 ? 0 : Int.random(in: 1...150, using: &random)
        let tokens = (0..<count).map { _ in UInt32.random(in: 0..<Self.mark, using: &random) }
        source.tokens[id] = tokens
        try writer.append(tokens, id: id, row: row)
      }
      _ = try writer.commit()
      source.paths.append(path)
    }
    return source
  }

  private func pack(
    _ source: Source, _ folder: TemporaryFolder, side: DatasetSplit = .train, whole: Int = 1, fraction: Int = 0,
    strategy: PackingStrategy = .bestFit, seed: Int = 1, fractionOfValidation: Double = 0.1, marksPerDocument: Int = 1
  ) throws -> (path: String, report: PackReport) {
    let path = folder.file("\(source.name)-\(side.rawValue)-\(seed).rows")
    var request = PackRequest(
      source: source.name, tokenFiles: source.paths,
      validation: ValidationSplit(fraction: fractionOfValidation, seed: seed), side: side, wholeEpochs: whole,
      fractionTokens: fraction, rowTokenCount: 65, strategy: strategy, windowCount: 40, seed: seed, output: path)
    request.marksPerDocument = marksPerDocument
    return (path, try SourcePacker.pack(request))
  }

  /// Writes both splits and the manifest; gives the set.
  private func makeShards(
    _ sources: [Source], whole: [Int], quotas: [Int?], marks: DocumentMarks, seed: Int = 1,
    strategy: PackingStrategy = .bestFit, in folder: TemporaryFolder, name: String
  ) throws -> ShardSet {
    let target = folder.file(name)
    try FileSystem.createDirectory(target)
    var manifest = ShardManifest(
      tokenizerHash: "00", vocabularySize: Self.vocabularySize, sequenceLength: 64, targetRule: .withinRow,
      endOfDocument: marks.end, paddingID: Self.mark, seed: seed,
      sources: sources.map { ShardManifest.Source(name: $0.name) })
    manifest.beginningOfDocument = marks.beginning
    for split in DatasetSplit.allCases {
      let order = try ShardOrder(
        OrderRequest(
          split: split,
          sources: try sources.indices.map {
            let packed = try pack(
              sources[$0], folder, side: split, whole: split == .train ? whole[$0] : 1, strategy: strategy, seed: seed,
              marksPerDocument: marks.count)
            return OrderRequest.Source(
              name: sources[$0].name, packedRows: packed.path, tokenFiles: sources[$0].paths,
              rowQuota: split == .train ? quotas[$0] : nil)
          }, vocabularySize: Self.vocabularySize, rowTokenCount: 65, marks: manifest.marks,
          paddingID: manifest.paddingID, tokensPerShard: 65 * 20, seed: seed, folder: target))
      // Any order of writing gives the same.
      let shards = try (0..<order.shardCount).reversed().map { try order.writeShard($0) }.reversed()
      for shard in shards {
        for index in sources.indices {
          if split == .train {
            manifest.sources[index].train.rowCount += shard.rowCounts[index]
            manifest.sources[index].train.tokenCount += shard.tokenCounts[index]
          } else {
            manifest.sources[index].validation.rowCount += shard.rowCounts[index]
            manifest.sources[index].validation.tokenCount += shard.tokenCounts[index]
          }
        }
      }
      try manifest.setShards(shards.map(\.shard), split, folder: target)
    }
    _ = try manifest.write(to: target)
    return try ShardSet(folder: target)
  }

  private static let before = DocumentMarks(end: EndOfDocument(id: mark, position: .before))
  private static let after = DocumentMarks(end: EndOfDocument(id: mark, position: .after))
  private static let both = DocumentMarks(end: EndOfDocument(id: mark, position: .after), beginning: 998)

  private func sequence(_ tokens: [UInt32], _ marks: DocumentMarks) -> [UInt32] {
    switch marks {
    case Self.before: [Self.mark] + tokens
    case Self.after: tokens + [Self.mark]
    default: [998] + tokens + [Self.mark]
    }
  }

  @Test(arguments: [before, after, both], PackingStrategy.allCases)
  func everyRowIsItsDocumentsAndNothingIsLost(marks: DocumentMarks, strategy: PackingStrategy) throws {
    let folder = TemporaryFolder("order")
    let sources = try [
      makeSource("web", files: 3, documents: 60, in: folder), makeSource("书", files: 1, documents: 50, in: folder),
    ]
    let shards = try makeShards(
      sources, whole: [1, 2], quotas: [nil, nil], marks: marks, strategy: strategy, in: folder, name: "out")
    let report = try ShardVerifier.verify(folder: shards.folder)
    #expect(report.rowCount == shards.rowCount(.train) + shards.rowCount(.validation))
    #expect(report.tokenCount == shards.manifest.tokenCount(.train) + shards.manifest.tokenCount(.validation))
    var seen: [DatasetSplit: [DocumentID: Int]] = [:]
    for split in DatasetSplit.allCases {
      for row in 0..<shards.rowCount(split) {
        let tokens = shards.tokens(ofRow: row, split)
        let source = sources[shards.source(ofRow: row, split)]
        var place = 0
        for piece in shards.pieces(ofRow: row, split) {
          let document = sequence(try #require(source.tokens[piece.document]), marks)
          #expect(
            Array(tokens[place..<place + piece.tokenCount])
              == Array(document[piece.first..<piece.first + piece.tokenCount]))
          place += piece.tokenCount
          seen[split, default: [:]][piece.document, default: 0] += piece.tokenCount
        }
        #expect(tokens[place...].allSatisfy { $0 == Self.mark })
      }
    }
    // Every document is on one side, whole, once an epoch.
    for (source, epochs) in zip(sources, [1, 2]) {
      for (id, tokens) in source.tokens {
        let train = seen[.train]?[id] ?? 0
        let validation = seen[.validation]?[id] ?? 0
        let length = sequence(tokens, marks).count
        #expect(train == epochs * length && validation == 0 || train == 0 && validation == length)
      }
    }
    #expect((seen[.validation]?.count ?? 0) > 5)
  }

  @Test func prefixesKeepTheSharesAndEpochsDiffer() throws {
    let folder = TemporaryFolder("order")
    let sources = try [
      makeSource("a", files: 1, documents: 80, in: folder), makeSource("b", files: 1, documents: 80, in: folder),
      makeSource("c", files: 1, documents: 80, in: folder),
    ]
    let quotas = [60, 30, 10]
    let shards = try makeShards(
      sources, whole: [1, 1, 1], quotas: quotas, marks: Self.before, in: folder, name: "out")
    #expect(shards.rowCount(.train) == 100)
    var given = [0, 0, 0]
    for row in 0..<100 {
      given[shards.source(ofRow: row, .train)] += 1
      for index in given.indices {
        #expect(abs(Double(given[index]) - Double(quotas[index]) * Double(row + 1) / 100) < 1)
      }
    }
    let twice = try makeShards([sources[0]], whole: [2], quotas: [nil], marks: Self.before, in: folder, name: "twice")
    let half = twice.rowCount(.train) / 2
    let firsts = (0..<half).map { twice.pieces(ofRow: $0, .train) }
    let seconds = (half..<2 * half).map { twice.pieces(ofRow: $0, .train) }
    #expect(zip(firsts, seconds).count { $0 == $1 } < half / 4)
  }

  @Test func theSameSeedGivesTheSameBytes() throws {
    let folder = TemporaryFolder("order")
    let sources = try [makeSource("a", files: 2, documents: 40, in: folder)]
    let manifests = try [(1, "x"), (1, "y"), (2, "z")].map { seed, name in
      try makeShards(sources, whole: [1], quotas: [nil], marks: Self.after, seed: seed, in: folder, name: name).manifest
    }
    #expect(manifests[0] == manifests[1])
    #expect(manifests[0].train.map(\.tokens.xxh64) != manifests[2].train.map(\.tokens.xxh64))
    #expect(folder.read("x/manifest.json") == folder.read("y/manifest.json"))
  }

  @Test func partsOfEpochsMeetTheirQuotaInHashOrder() throws {
    let folder = TemporaryFolder("order")
    let source = try makeSource("a", files: 2, documents: 100, in: folder)
    let all = try pack(source, folder, fractionOfValidation: 0).report
    #expect(all.documentCount == 200)
    #expect(all.tokenCount == source.tokens.values.reduce(0) { $0 + $1.count + 1 })
    var before: Set<DocumentID> = []
    for quota in [1, 500, 2_000, 5_000, all.tokenCount, all.tokenCount * 2] {
      let packed = try pack(source, folder, whole: 0, fraction: quota, fractionOfValidation: 0)
      #expect(packed.report.tokenCount >= min(quota, all.tokenCount))
      #expect(packed.report.tokenCount < quota + 151 || packed.report.tokenCount == all.tokenCount)
      #expect(packed.report.rowCount * 65 >= min(quota, all.tokenCount))
      // A larger part holds the smaller one.
      let reader = try PackedRowsReader(path: packed.path)
      let files = try source.paths.map { try TokenFileReader(path: $0) }
      let taken = Set(
        (0..<reader.rowCount).flatMap { reader.pieces(ofRow: $0) }.map {
          files[Int($0.file)].id(ofDocument: Int($0.document))
        })
      #expect(before.isSubset(of: taken))
      before = taken
    }
    #expect(before.count == 200)
  }

  @Test func requestsThatCannotBeMetAreRefused() throws {
    let folder = TemporaryFolder("order")
    let source = try makeSource("a", files: 1, documents: 20, in: folder)
    let packed = try pack(source, folder)
    func order(
      quota: Int? = nil, files: [String]? = nil, row: Int = 65, vocabulary: Int = Self.vocabularySize,
      shard: Int = 1_300, marks: DocumentMarks = Self.after
    ) throws {
      _ = try ShardOrder(
        OrderRequest(
          split: .train,
          sources: [.init(name: "a", packedRows: packed.path, tokenFiles: files ?? source.paths, rowQuota: quota)],
          vocabularySize: vocabulary, rowTokenCount: row, marks: marks,
          paddingID: Self.mark, tokensPerShard: shard, seed: 1, folder: folder.file("out")))
    }
    try order()
    try order(quota: packed.report.rowCount)
    #expect(throws: PackingError.self) { try order(quota: packed.report.rowCount + 1) }
    #expect(throws: PackingError.self) { try order(files: []) }
    #expect(throws: PackingError.self) { try order(row: 64) }
    #expect(throws: PackingError.self) { try order(vocabulary: 2_000) }
    #expect(throws: PackingError.self) { try order(vocabulary: 999) }
    #expect(throws: PackingError.self) { try order(shard: 64) }
    // Rows that were packed with other ids around documents would lose some of these.
    #expect(throws: PackingError.self) { try order(marks: Self.both) }
    #expect(throws: PackingError.self) {
      try order(marks: DocumentMarks(end: EndOfDocument(id: 1_000, position: .after)))
    }
  }

  @Test func damagedRowsAreRefused() throws {
    let folder = TemporaryFolder("order")
    let source = try makeSource("a", files: 1, documents: 6, in: folder)
    let packed = try pack(source, folder)
    let bytes = try FileSystem.readAll(packed.path)
    for position in bytes.indices where !(16..<64).contains(position) {
      var damaged = bytes
      damaged[position] ^= 0x41
      folder.write(damaged, to: "damaged.rows")
      // The number of files is compared with the request; everything else is found here.
      if (12..<16).contains(position) {
        #expect(try PackedRowsReader(path: folder.file("damaged.rows")).fileCount != 1)
      } else {
        #expect(throws: PackingError.self) { try PackedRowsReader(path: folder.file("damaged.rows")) }
      }
    }
  }
}
