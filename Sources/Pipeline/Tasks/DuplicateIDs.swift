// Ids of documents that deduplication knows by their places.

import Corpus
import Deduplication

/// Looks ids up: those of the run in the indices of its shards, those of earlier corpora in theirs.
struct DuplicateIDs {
  let shards: OpenShards
  let earlier: [EarlierRun]

  subscript(document: KeptDocument) -> DocumentID {
    get throws {
      switch document {
      case .present(let place): return try shards[place.task].id(atRow: place.row)
      case .frozen(let corpus, let place): return try earlier[corpus].shards[place.task].id(atRow: place.row)
      }
    }
  }
}
