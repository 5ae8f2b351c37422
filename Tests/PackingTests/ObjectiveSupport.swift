// Small corpora on disk, packed and written for an objective.

import Corpus
import Storage
import TestSupport
import Testing
import TokenShards

@testable import Packing

/// Token files of a few sources, and what is in them.
struct ObjectiveCorpus {
  struct Source {
    var name: String
    var paths: [String] = []
    var tokens: [DocumentID: [UInt32]] = [:]
  }

  static let vocabularySize = 1_000
  /// Ends documents.
  static let end: UInt32 = 999
  static let padding: UInt32 = 0
  /// Ends a sentence.
  static let stop: UInt32 = 10
  /// Texts have the ids 10 to 899.
  static let textIDs: Range<UInt32> = 10..<900

  let folder: TemporaryFolder
  var sources: [Source]

  /// - Parameter lengths: gives the length of a document by its number.
  init(
    _ names: [String] = ["web"], files: Int = 2, documents: Int = 100,
    lengths: (Int, inout SeededGenerator) -> Int = { $0 % 17 == 0 ? 0 : Int.random(in: 1...400, using: &$1) }
  ) throws {
    folder = TemporaryFolder("objective")
    sources = []
    for name in names {
      var random = SeededGenerator(seed: UInt64(name.utf8.reduce(7) { $0 &* 31 &+ Int($1) }))
      var source = Source(name: name)
      for file in 0..<files {
        let path = folder.file("\(name)-\(file).tokens")
        let writer = try TokenFileWriter(path: path, vocabularySize: Self.vocabularySize)
        for row in 0..<documents {
          let id = DocumentID.make(source: name, file: "\(file)", position: row)
          let count = lengths(file * documents + row, &random)
          let tokens = (0..<count).map { _ in
            Int.random(in: 0..<12, using: &random) == 0 ? Self.stop : UInt32.random(in: Self.textIDs, using: &random)
          }
          source.tokens[id] = tokens
          try writer.append(tokens, id: id, row: row)
        }
        _ = try writer.commit()
        source.paths.append(path)
      }
      sources.append(source)
    }
  }

  /// What can be chosen about shards.
  struct Choice {
    var objective: Objective
    var sequenceLength: Int
    var format = ShardFormat.mds
    var position = EndOfDocument.Position.after
    var strategy = PackingStrategy.bestFit
    var epochs = 1
    var seed = 1
    var rowsPerShard = 20
    var content = ShardContent.rows
    var validation = 0.0

    init(_ objective: Objective, sequenceLength: Int) {
      self.objective = objective
      self.sequenceLength = sequenceLength
    }
  }

  var reports: [PackReport] = []

  /// Packs all sources, writes their shards and the manifest; gives the set.
  mutating func write(_ choice: Choice, to name: String) throws -> ShardSet {
    let target = folder.file(name)
    try FileSystem.createDirectory(target)
    var manifest = ShardManifest(
      tokenizerHash: "00", vocabularySize: Self.vocabularySize, sequenceLength: choice.sequenceLength,
      targetRule: .withinRow, endOfDocument: EndOfDocument(id: Self.end, position: choice.position),
      paddingID: Self.padding, seed: choice.seed, sources: sources.map { ShardManifest.Source(name: $0.name) })
    manifest.format = choice.format
    manifest.content = choice.content
    manifest.objective = choice.objective
    let rowTokenCount = choice.objective.rowTokenCount(sequenceLength: choice.sequenceLength, .withinRow)
    reports = []
    for split in DatasetSplit.allCases {
      var rows: [OrderRequest.Source] = []
      for source in sources {
        let path = folder.file("\(name)-\(source.name)-\(split.rawValue).rows")
        var request = PackRequest(
          source: source.name, tokenFiles: source.paths,
          validation: ValidationSplit(fraction: choice.validation, seed: choice.seed), side: split,
          wholeEpochs: split == .train ? choice.epochs : 1, rowTokenCount: rowTokenCount, strategy: choice.strategy,
          windowCount: 40, seed: choice.seed, output: path)
        request.objective = choice.objective
        request.sentenceEnds = TokenSet([Self.stop])
        reports.append(try SourcePacker.pack(request))
        rows.append(.init(name: source.name, packedRows: path, tokenFiles: source.paths))
      }
      var request = OrderRequest(
        split: split, sources: rows, vocabularySize: Self.vocabularySize, rowTokenCount: rowTokenCount,
        marks: manifest.marks, paddingID: manifest.paddingID,
        tokensPerShard: rowTokenCount * choice.rowsPerShard, seed: choice.seed, folder: target)
      request.format = choice.format
      request.content = choice.content
      request.objective = choice.objective
      request.sequenceLength = choice.sequenceLength
      let order = try ShardOrder(request)
      // Any order of writing gives the same.
      let shards = try (0..<order.shardCount).reversed().map { try order.writeShard($0) }.reversed()
      for shard in shards {
        for source in sources.indices {
          manifest.add(rows: shard.rowCounts[source], tokens: shard.tokenCounts[source], to: source, split)
        }
      }
      try manifest.setShards(shards.map(\.shard), split, folder: target)
    }
    _ = try manifest.write(to: target)
    return try ShardSet(folder: target)
  }
}

/// One stored sample with its columns.
struct Sample {
  var inputs: [UInt32]
  var labels: [Int32]
  var attention: [Int32]
  var types: [Int32]
  var nextSentence: [Int32]
  var pieces: [RowPiece]
  var packed: PackedRow

  var inputCount: Int { attention.count { $0 == 1 } }

  static func all(_ set: ShardSet, _ split: DatasetSplit = .train) throws -> [Sample] {
    var samples: [Sample] = []
    for shard in set.manifest.shards(split) {
      let (reader, spans) = try ShardSet.open(shard, set.manifest, folder: set.folder)
      for row in 0..<reader.itemCount {
        samples.append(
          Sample(
            inputs: reader.tokens(ofItem: row), labels: reader.values(.labels, ofItem: row),
            attention: reader.values(.attentionMask, ofItem: row), types: reader.values(.tokenTypes, ofItem: row),
            nextSentence: reader.values(.nextSentence, ofItem: row), pieces: spans.pieces(ofRow: row),
            packed: try RowDecoder(set.manifest).decode(row, of: reader, spans.pieces(ofRow: row))))
      }
    }
    return samples
  }
}
