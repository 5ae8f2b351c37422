// Single documents of a run, found by their ids.

import Corpus
import Storage

extension RunDirectory {
  /// The document shards of a complete stage, in the order of its tasks.
  func documentShards(of stage: StagePlan, _ records: [CommitRecord]) throws -> [DocumentShardReader] {
    try records.flatMap(\.outputs).filter { $0.role == "documents" }.map {
      try DocumentShardReader(path: Path.join(folder(of: stage), $0.name))
    }
  }

  /// A document as a complete stage left it; nil when it is not there.
  func document(with id: DocumentID, of stage: StagePlan, _ records: [CommitRecord]) throws -> Document? {
    for shard in try documentShards(of: stage, records) {
      if let document = try shard.document(with: id) { return document }
    }
    return nil
  }
}
