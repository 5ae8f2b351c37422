// Damaged samples whose checksums somebody has made right again: never a trap, and what can be seen is seen.

import Storage
import TestSupport
import Testing
import TokenShards

@testable import Packing

struct DamagedSampleTests {
  private static let objectives: [Objective] = [
    .spanCorruption(SpanCorruption(sentinels: (0..<60).map { 1_099 - $0 }, endID: ObjectiveCorpus.end)),
    .masked(
      MaskedTokens(classID: 1, separatorID: 2, maskID: 3, specials: TokenSet([0, 1, 2, 3, ObjectiveCorpus.end]))),
    .masked(
      MaskedTokens(
        pairs: nil, classID: 1, separatorID: 2, maskID: 3, specials: TokenSet([0, 1, 2, 3, ObjectiveCorpus.end]))
    ),
  ]

  @Test(arguments: objectives)
  func everyByteOfASampleMayBeWrong(objective: Objective) throws {
    var corpus = try ObjectiveCorpus(files: 1, documents: 12)
    let set = try corpus.write(.init(objective, sequenceLength: 64), to: "out")
    let shard = set.manifest.train[0]
    let columns = try #require(set.manifest.columns)
    let whole = try FileSystem.readAll(Path.join(set.folder, shard.tokens.path))
    let (reader, spans) = try ShardSet.open(shard, set.manifest, folder: set.folder)
    let decoder = RowDecoder(set.manifest)
    let original = try decoder.decode(1, of: reader, spans.pieces(ofRow: 1))
    let start = reader.item(1).byteOffset - (columns.range(of: .inputs)?.lowerBound ?? 0)
    var found: [SampleColumns.Name: Int] = [:]
    for column in columns.columns {
      let range = try #require(columns.range(of: column.name))
      for place in range {
        var damaged = whole
        damaged[start + place] ^= 0x41
        let path = corpus.folder.write(damaged, to: "damaged.mds")
        let read = try TokenShardReader.open(path, format: .mds)
        do throws(ShardError) {
          let row = try decoder.decode(1, of: read, spans.pieces(ofRow: 1))
          if row != original { found[column.name, default: 0] += 1 }
        } catch {
          #expect(error.path == path)
          found[column.name, default: 0] += 1
        }
      }
      // Of inputs those that hide a token may be anything ordinary; every other byte is seen.
      if column.name == .inputs {
        #expect(found[.inputs] ?? 0 > range.count / 2)
      } else {
        #expect(found[column.name] == range.count, "\(column.name)")
      }
    }
  }
}
