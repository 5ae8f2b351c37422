// The documents that a quota leaves out: what the ledger must name.

import Corpus
import TokenShards

extension SourcePacker {
  /// Calls `body` with every document of the request's side and group that no epoch takes, in order.
  ///
  /// - Parameters:
  ///   - documents: the request's documents where they are open already.
  ///   - body: is given the number of the token file and the document's row in its document shard.
  /// - Throws: what opening the files or `body` throws.
  public static func forEachLeftOut(
    _ request: PackRequest, of documents: SourceDocuments? = nil, _ body: (_ file: Int, _ row: Int) throws -> Void
  ) throws {
    if request.wholeEpochs > 0 { return }
    let documents = try documents ?? request.open()
    let key = KeyedHash(seed: request.seed, purpose: "selection", source: request.source, epoch: 0)
    var threshold: HashThreshold?
    if request.fractionTokens > 0 {
      threshold = HashThreshold(documents, request.side, group: request.group, key: key, quota: request.fractionTokens)
      if threshold == nil { return }
    }
    try documents.forEach(request.side, group: request.group) { file, document, _ in
      let id = documents.files[file].id(ofDocument: document)
      if let threshold, threshold.admits(hash: key.hash(id), id: id) { return }
      try body(file, documents.files[file].row(ofDocument: document))
    }
  }
}
