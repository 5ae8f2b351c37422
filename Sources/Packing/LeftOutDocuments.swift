// The documents that a quota leaves out: what the ledger must name.

import Corpus
import TokenShards

extension SourcePacker {
  /// Calls `body` with every document of the request's side and group that neither its stretch of the stream nor an
  /// earlier one takes, in order.
  ///
  /// - Parameters:
  ///   - documents: the request's documents where they are open already.
  ///   - body: is given the number of the token file and the document's row in its document shard.
  /// - Throws: what opening the files or `body` throws.
  public static func forEachLeftOut(
    _ request: PackRequest, of documents: SourceDocuments? = nil, _ body: (_ file: Int, _ row: Int) throws -> Void
  ) throws {
    let documents = try documents ?? request.open()
    var walk = EpochWalk(documents, request)
    _ = walk.walk()
    // Behind the first epoch everything was seen.
    if walk.epoch > 0 { return }
    let key = EpochWalk.key(request, epoch: 0)
    try documents.forEach(request.side, group: request.group) { file, document, _ in
      let id = documents.files[file].id(ofDocument: document)
      if let reached = walk.reached, reached.admits(hash: key.hash(id), id: id) { return }
      try body(file, documents.files[file].row(ofDocument: document))
    }
  }
}
