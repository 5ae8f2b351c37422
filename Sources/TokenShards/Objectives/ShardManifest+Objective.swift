// What a manifest's objective asks of the rest of it.

extension ShardManifest {
  /// Checks that the objective can be that of such shards, so that readers need not look again.
  ///
  /// - Throws: `ShardError` (`malformedManifest`).
  func checkObjective(path: String) throws(ShardError) {
    func need(_ holds: Bool, _ message: String) throws(ShardError) {
      if !holds { throw ShardError(.malformedManifest, "objective: \(message)", path: path) }
    }
    try need(idCount <= 1 << 31, "an id passes 2^31")
    switch objective {
    case .causal(let fill):
      try need(fill == nil || idCount == vocabularySize, "an id lies outside the vocabulary")
      return
    case .spanCorruption(let spans):
      let needed = content == .rows ? spans.sentinelCount(inputCount: sequenceLength) : 0
      try need(spans.sentinels.count >= needed, "\(spans.sentinels.count) sentinels do not suffice for \(needed) spans")
      try need(Set(spans.sentinels).count == spans.sentinels.count, "a sentinel stands twice")
    case .masked:
      try need(idCount == vocabularySize, "an id lies outside the vocabulary")
    }
    try need(content == .rows && format.holdsColumns, "\(format.rawValue) does not hold its columns")
    try need(rowTokenCount > 1, "rows of \(rowTokenCount) tokens cannot be")
  }
}
