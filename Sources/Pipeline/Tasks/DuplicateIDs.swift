// Ids of documents that deduplication knows by their places.

import Corpus
import Deduplication

/// Looks ids up: those of the run in the indices of its shards, those of earlier corpora in theirs.
final class DuplicateIDs {
  private let shards: OpenShards

  init(_ shards: OpenShards) { self.shards = shards }

  subscript(document: KeptDocument) -> DocumentID {
    get throws {
      switch document {
      case .present(let place): return try shards[place.task].id(atRow: place.row)
      case .frozen:
        throw RunError(.ourDefect, "a document went in favour of an earlier corpus, and none was given")
      }
    }
  }
}
