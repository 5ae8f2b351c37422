// Which documents a stretch of the training stream takes: whole epochs, and parts of epochs in hash order.

import Corpus
import TokenShards

/// A part of an epoch: the documents whose hashes lie behind one threshold and not behind another.
struct EpochPart: Sendable, Equatable {
  /// Counted from 0 over the whole stream; the order of hashes is another one in each.
  var epoch: Int
  /// The last document that an earlier stretch has; nil where the part begins with the epoch.
  var after: HashThreshold?
  /// The part's own last document; nil where it ends with the epoch.
  var through: HashThreshold?

  /// True for all documents of an epoch, so that no hash needs to be looked at.
  var isWhole: Bool { after == nil && through == nil }

  func admits(hash: UInt64, id: DocumentID) -> Bool {
    if let after, after.admits(hash: hash, id: id) { return false }
    return through?.admits(hash: hash, id: id) ?? true
  }
}

/// Goes through the documents of a source, epoch after epoch, stretch after stretch.
struct EpochWalk {
  private let documents: SourceDocuments
  private let request: PackRequest
  /// Packed tokens of all documents together.
  private let total: Int
  /// The epoch that is being gone through, and its last document that a stretch has taken.
  private(set) var epoch = 0
  private(set) var reached: HashThreshold?

  init(_ documents: SourceDocuments, _ request: PackRequest) {
    self.documents = documents
    self.request = request
    let tally = request.group.map { documents.tallies(request.side)[$0] } ?? documents.tally(request.side)
    total = tally.packedTokenCount
  }

  /// The parts of the request's stretch; the walk stands behind it then.
  mutating func walk() -> [EpochPart] {
    for tokens in request.earlierTokens { _ = take(tokens) }
    return take(request.wholeEpochs * total + min(request.fractionTokens, total))
  }

  static func key(_ request: PackRequest, epoch: Int) -> KeyedHash {
    KeyedHash(seed: request.seed, purpose: "selection", source: request.source, epoch: epoch)
  }

  /// Takes the next documents until they have so many packed tokens, a document more rather than less.
  private mutating func take(_ tokens: Int) -> [EpochPart] {
    var parts: [EpochPart] = []
    var rest = total > 0 ? tokens : 0
    while rest > 0 {
      let used = reached?.tokenCount ?? 0
      if rest < total - used,
        let end = HashThreshold(
          documents, request.side, group: request.group, key: Self.key(request, epoch: epoch), quota: used + rest)
      {
        parts.append(EpochPart(epoch: epoch, after: reached, through: end))
        reached = end
        rest = 0
      } else {
        parts.append(EpochPart(epoch: epoch, after: reached, through: nil))
        rest -= total - used
      }
      if (parts[parts.count - 1].through?.tokenCount ?? total) == total {
        epoch += 1
        reached = nil
      }
    }
    return parts
  }
}
