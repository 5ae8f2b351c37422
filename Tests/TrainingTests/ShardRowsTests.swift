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
  private func shards(_ rule: TargetRule, objective: Objective = .causal()) throws -> ShardSet {
    var manifest = ShardManifest(
      tokenizerHash: String(repeating: "0", count: 64), vocabularySize: 100, sequenceLength: 3, targetRule: rule,
      endOfDocument: EndOfDocument(id: 9, position: .after), paddingID: 9, seed: 1,
      sources: [ShardManifest.Source(name: "only")])
    manifest.objective = objective
    let length = manifest.rowTokenCount
    let rows: [[[UInt32]]] = [[[1, 2, 9, 3], [4, 9, 9, 9]], [[5, 6, 7, 9]]]
    let filled = [[4, 2], [4]]
    var number = 0
    var shards: [ShardManifest.Shard] = []
    for (shard, rows) in rows.enumerated() {
      let writer = try TokenShardWriter(
        folder: folder.path, split: "", number: shard, format: .llmc, vocabularySize: 100,
        items: .uniform(tokenCount: length, count: rows.count), labels: ShardLabels(tokenizer: "", sources: ["only"]))
      for (index, row) in rows.enumerated() {
        writer.beginItem(source: 0)
        writer.append(
          RowPiece(
            document: .init(high: 0, low: UInt64(number)), first: 0, tokenCount: min(length, filled[shard][index])))
        try Array(row.prefix(length)).withUnsafeBufferPointer { try writer.append($0) }
        number += 1
      }
      shards.append(try writer.commit())
    }
    try manifest.setShards(shards, .train, folder: folder.path)
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
    let spans = Objective.spanCorruption(SpanCorruption(sentinels: [99, 98], endID: 1))
    #expect(throws: ShardError.self, "llmc has no columns for targets") {
      try shards(.withinRow, objective: spans)
    }
    // A set of its format, which holds nothing yet, opens; the trainer still refuses it.
    var manifest = ShardManifest(
      tokenizerHash: String(repeating: "0", count: 64), vocabularySize: 100, sequenceLength: 3, targetRule: .withinRow,
      endOfDocument: EndOfDocument(id: 1, position: .after), paddingID: 9, seed: 1,
      sources: [ShardManifest.Source(name: "only")])
    manifest.format = .mds
    manifest.objective = spans
    let other = TemporaryFolder("shard-rows-spans")
    _ = try manifest.write(to: other.path)
    let set = try ShardSet(folder: other.path)
    let error = #expect(throws: TrainingError.self) { try ShardRows(set, split: .train) }
    #expect(error?.code == .invalidData)
    let middles = FillInTheMiddle(prefixID: 90, middleID: 91, suffixID: 92)
    let rows = try ShardRows(shards(.withinRow, objective: .causal(middles)), split: .train)
    #expect(rows.rowCount == 3, "documents rearranged are rows like any other")
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
