// The two texts that a removal speaks of, among all that have their ids.

import Deduplication

/// A pair of documents that have the ids of a removal.
struct DuplicateMatch {
  let kept: DuplicateText
  let removed: DuplicateText
  /// Of the texts as they are now; nil where only exact copies were searched.
  let jaccard: Jaccard?
  /// True when the texts are as similar as the removal says.
  let isSure: Bool

  /// Documents with one id that are looked at.
  private static let candidateLimit = 8

  /// The first pair that is as similar as the removal says; without one the first pair.
  ///
  /// Ids need not be unique: those of two crawls are often the same, and then only the similarity tells which of the
  /// documents was meant.
  /// - Parameter found: documents by their ids.
  static func find(
    _ removal: RecordedRemoval, in found: [String: [DuplicateText]], _ parameters: SignatureParameters
  ) -> DuplicateMatch? {
    var first: DuplicateMatch?
    for (place, kept) in found[removal.kept, default: []].prefix(candidateLimit).enumerated() {
      for (other, removed) in found[removal.id, default: []].prefix(candidateLimit).enumerated() {
        if removal.id == removal.kept && place == other { continue }
        let match = DuplicateMatch(kept, removed, removal, parameters)
        if match.isSure { return match }
        if first == nil { first = match }
      }
    }
    return first
  }

  private init(
    _ kept: DuplicateText, _ removed: DuplicateText, _ removal: RecordedRemoval, _ parameters: SignatureParameters
  ) {
    self.kept = kept
    self.removed = removed
    jaccard = parameters.minHash.map { parameters in
      var builder = ShingleSetBuilder(parameters: parameters)
      let left = kept.text.withUnsafeBufferPointer { builder.shingles(of: $0) }
      let right = removed.text.withUnsafeBufferPointer { builder.shingles(of: $0) }
      return left.withUnsafeBufferPointer { left in right.withUnsafeBufferPointer { Jaccard(left, $0) } }
    }
    isSure = jaccard.map { abs($0.value - removal.similarity) < 0.000_001 } ?? true
  }
}
