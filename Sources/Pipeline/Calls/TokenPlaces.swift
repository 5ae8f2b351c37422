// Where a document's tokens stand in the shards.

import Corpus
import Storage
import TokenShards

/// A stretch of a document in a row of a shard.
struct TokenPlace {
  let split: String
  let shard: String
  let row: Int
  let first: Int
  let tokenCount: Int

  var description: String { "tokens \(first) to \(first + tokenCount) in row \(row) of \(shard)" }
}

/// Searches the spans of a run's shards.
enum TokenPlaces {
  /// Every place of a document's tokens, training first; empty when there are no shards yet.
  static func find(_ id: DocumentID, in directory: RunDirectory, plan: Plan) throws -> [TokenPlace] {
    guard let order = plan.stage(.order), FileSystem.exists(directory.sealPath(of: order)) else { return [] }
    let shards = try ShardSet(folder: directory.folder(of: order))
    var places: [TokenPlace] = []
    for split in DatasetSplit.allCases {
      for row in 0..<shards.rowCount(split) {
        for piece in shards.pieces(ofRow: row, split) where piece.document == id {
          let place = shards.place(of: row, split)
          places.append(
            TokenPlace(
              split: split == .train ? "training" : "validation",
              shard: shards.manifest.shards(split)[place.shard].tokens.path, row: place.row, first: piece.first,
              tokenCount: piece.tokenCount))
        }
      }
    }
    return places
  }
}
