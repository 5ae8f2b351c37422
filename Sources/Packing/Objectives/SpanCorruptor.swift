// Span corruption, row by row.

import TokenShards

/// Takes spans out of rows (`SpanCorruption`).
struct SpanCorruptor {
  private let spans: SpanCorruption
  private let sentinels: TokenSet
  private let sentinelRange: ClosedRange<UInt32>
  private var sampler = PlaceSampler()
  private var kept: [Int] = []
  private var noise: [Int] = []
  private var inputs: [UInt32] = []
  private var labels: [UInt32] = []

  init(_ spans: SpanCorruption) {
    self.spans = spans
    sentinels = TokenSet(spans.sentinels)
    sentinelRange = (spans.sentinels.min() ?? 0)...(spans.sentinels.max() ?? 0)
  }

  /// - Throws: `PackingError` (`invalidRequest`) for a token that is a sentinel.
  mutating func make(
    _ tokens: UnsafeBufferPointer<UInt32>, _ random: inout RandomStream, _ output: SampleOutput, source: String
  ) throws {
    try check(tokens, source)
    let (noiseCount, spanCount) = spans.noise(tokenCount: tokens.count)
    sampler.cut(noiseCount, into: spanCount, &random, ends: &noise)
    sampler.cut(tokens.count - noiseCount, into: spanCount, &random, ends: &kept)
    inputs.removeAll(keepingCapacity: true)
    labels.removeAll(keepingCapacity: true)
    var place = 0
    var (keptStart, noiseStart) = (0, 0)
    for span in 0..<spanCount {
      let sentinel = spans.sentinels[span]
      let noiseBegin = place + kept[span] - keptStart
      let noiseEnd = noiseBegin + noise[span] - noiseStart
      inputs.append(contentsOf: UnsafeBufferPointer(rebasing: tokens[place..<noiseBegin]))
      inputs.append(sentinel)
      labels.append(sentinel)
      labels.append(contentsOf: UnsafeBufferPointer(rebasing: tokens[noiseBegin..<noiseEnd]))
      (keptStart, noiseStart, place) = (kept[span], noise[span], noiseEnd)
    }
    inputs.append(contentsOf: UnsafeBufferPointer(rebasing: tokens[place...]))
    inputs.append(spans.endID)
    labels.append(spans.endID)
    inputs.withUnsafeBufferPointer { output.setInputs($0) }
    labels.withUnsafeBufferPointer { output.setLabels($0) }
  }

  private func check(_ tokens: UnsafeBufferPointer<UInt32>, _ source: String) throws(PackingError) {
    let (low, width) = (sentinelRange.lowerBound, sentinelRange.upperBound - sentinelRange.lowerBound)
    var isNear = false
    for token in tokens { isNear = isNear || token &- low <= width }
    guard isNear, let token = tokens.first(where: sentinels.contains) else { return }
    throw PackingError(
      .invalidRequest, "a document holds the id \(token), which is a sentinel: choose sentinels that are not in texts",
      path: source)
  }
}
