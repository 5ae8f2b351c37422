// The documents that a quota leaves out: what the ledger must name.

import Corpus
import TokenShards

extension SourcePacker {
  /// Calls `body` with every document of the request's side that no epoch takes, in order.
  ///
  /// - Parameter body: is given the number of the token file and the document's row in its document shard.
  /// - Throws: what opening the files or `body` throws.
  public static func forEachLeftOut(
    _ request: PackRequest, _ body: (_ file: Int, _ row: Int) throws -> Void
  ) throws {
    if request.wholeEpochs > 0 { return }
    let documents = try SourceDocuments(tokenFiles: request.tokenFiles, split: request.validation)
    let key = KeyedHash(seed: request.seed, purpose: "selection", source: request.source, epoch: 0)
    var threshold: HashThreshold?
    if request.fractionTokens > 0 {
      threshold = HashThreshold(documents, request.side, key: key, quota: request.fractionTokens)
      if threshold == nil { return }
    }
    try documents.forEach(request.side) { file, document, _ in
      let id = documents.files[file].id(ofDocument: document)
      if let threshold, threshold.admits(hash: key.hash(id), id: id) { return }
      try body(file, documents.files[file].row(ofDocument: document))
    }
  }
}
