// Token shards as the trainer reads them.

import Storage
import TestSupport
import Testing
import TokenShards

@testable import Training

@Suite struct ShardRowsTests {
  private let folder = TemporaryFolder("shard-rows")

  /// Two shards of rows with four tokens (three for `acrossRows`); the second row of the first ends in padding, whose
  /// id also ends documents.
  private func shards(_ rule: TargetRule, objective: String = "causal") throws -> ShardSet {
    var manifest = ShardManifest(
      tokenizerHash: String(repeating: "0", count: 64), vocabularySize: 100, sequenceLength: 3, targetRule: rule,
      endOfDocument: EndOfDocument(id: 9, position: .after), paddingID: 9, seed: 1,
      sources: [ShardManifest.Source(name: "only")])
    manifest.objective = objective
    let length = manifest.rowTokenCount
    let rows: [[[UInt32]]] = [[[1, 2, 9, 3], [4, 9, 9, 9]], [[5, 6, 7, 9]]]
    let filled = [[4, 2], [4]]
    var number = 0
    for (shard, rows) in rows.enumerated() {
      let names = ("train-\(shard).bin", "train-\(shard).spans")
      let writer = try LLMCShardWriter(
        path: folder.file(names.0), vocabularySize: 100, tokenCount: rows.count * length)
      var spans = SpansWriter(rowTokenCount: length)
      for (index, row) in rows.enumerated() {
        try Array(row.prefix(length)).withUnsafeBufferPointer { try writer.append($0) }
        spans.beginRow(source: 0)
        spans.append(
          RowPiece(
            document: .init(high: 0, low: UInt64(number)), first: 0, tokenCount: min(length, filled[shard][index])))
        number += 1
      }
      let tokens = ShardManifest.File(path: names.0, summary: try writer.commit())
      let places = ShardManifest.File(path: names.1, summary: try spans.write(to: folder.file(names.1)))
      manifest.train.append(ShardManifest.Shard(tokens: tokens, spans: places, rowCount: rows.count))
    }
    _ = try manifest.write(to: folder.path)
    return try ShardSet(folder: folder.path)
  }

  private func batch(_ rows: ShardRows) throws -> (tokens: [Int32], targets: [Int32], asked: Int) {
    var reader = try BatchReader(rows, vocabularySize: 100, name: "training")
    let asked = try reader.read(first: 0, count: 3)
    return (reader.tokens, reader.targets, asked)
  }

  @Test func rowsWithTheirOwnTargets() throws {
    let rows = try ShardRows(shards(.withinRow), split: .train)
    #expect(rows.rowCount == 3 && rows.rowLength == 4)
    let (tokens, targets, asked) = try batch(rows)
    #expect(tokens == [1, 2, 9, 4, 9, 9, 5, 6, 7])
    #expect(targets == [2, 9, 3, 9, -1, -1, 6, 7, 9], "the end of a document is learnt, padding of the same id is not")
    #expect(asked == 7)
    #expect(try ShardRows(shards(.withinRow), split: .validation).rowCount == 0)
  }

  @Test func rowsWhoseTargetsEndInTheNext() throws {
    let rows = try ShardRows(shards(.acrossRows), split: .train)
    #expect(rows.rowCount == 3 && rows.rowLength == 4)
    let (tokens, targets, asked) = try batch(rows)
    #expect(tokens == [1, 2, 9, 4, 9, 9, 5, 6, 7])
    #expect(targets == [2, 9, 4, 9, -1, -1, 6, 7, -1], "the last row has no next one")
    #expect(asked == 6)
  }

  @Test func theIdentityIsTheContentsNotThePlace() throws {
    let first = try ShardRows(shards(.withinRow), split: .train).identity
    #expect(try ShardRowsTests().identityOfTheSame() == first)
    #expect(try ShardRows(shards(.acrossRows), split: .train).identity != first)
  }

  private func identityOfTheSame() throws -> String { try ShardRows(shards(.withinRow), split: .train).identity }

  @Test func otherObjectivesAreRefused() throws {
    let set = try shards(.withinRow, objective: "span-corruption")
    let error = #expect(throws: TrainingError.self) { try ShardRows(set, split: .train) }
    #expect(error?.code == .invalidData)
  }

  @Test func aModelTrainsOnShards() throws {
    var run = SmallRun()
    run.train = try ShardRows(shards(.withinRow), split: .train)
    run.validation = run.train
    run.configuration.stepCount = 60
    let summary = try run.trainer(folder).run()
    let entropy = try #require(summary.validationUnigramEntropy)
    #expect(try #require(summary.validation.lastLoss) < entropy / 2)
    // Four rows a step out of three: targets 3 + 1 + 3 and again from the first.
    #expect(summary.tokenCount == 60 / 3 * (7 * 4))
  }
}
