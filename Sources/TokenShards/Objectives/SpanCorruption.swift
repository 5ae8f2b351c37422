// Span corruption: the objective of T5.

import Corpus

/// Spans of a row are replaced by sentinels; the targets are the sentinels, each with the tokens that it stands for.
///
/// Raffel et al. 2020, "Exploring the Limits of Transfer Learning with a Unified Text-to-Text Transformer", 3.1.4, in
/// the arithmetic of its reference implementation (`random_spans_helper`, `random_spans_noise_mask`): of L tokens
/// round(density × L) are noise, in round(noise / mean) spans, both rounded half to even and at least 1. Noise and the
/// rest are each cut into as many non-empty parts, uniformly over all such cuts; a row begins with what is kept and
/// ends with noise. Inputs and targets each end with the end-of-sequence id:
///
///     kept₀ ⟨s₀⟩ kept₁ ⟨s₁⟩ … ⟨end⟩        ⟨s₀⟩ noise₀ ⟨s₁⟩ noise₁ … ⟨end⟩
///
/// Rows that are not full are corrupted as far as they go. A row of one token has no noise.
public struct SpanCorruption: Sendable, Equatable {
  /// Share of the tokens that are noise, above 0 and below 1.
  public var density: Double
  /// Mean length of a span of noise in tokens, 1 or more.
  public var meanSpanLength: Double
  /// The ids that stand for spans, the first span's first.
  public var sentinels: [UInt32]
  /// Ends inputs and targets.
  public var endID: UInt32

  public init(density: Double = 0.15, meanSpanLength: Double = 3, sentinels: [UInt32], endID: UInt32) {
    self.density = density
    self.meanSpanLength = meanSpanLength
    self.sentinels = sentinels
    self.endID = endID
  }

  /// Tokens of noise and spans in a row.
  public func noise(tokenCount: Int) -> (tokenCount: Int, spanCount: Int) {
    guard tokenCount > 1 else { return (0, 0) }
    let noise = min(max(Self.rounded(Double(tokenCount) * density), 1), tokenCount - 1)
    let spans = max(Self.rounded(Double(noise) / meanSpanLength), 1)
    return (noise, min(spans, noise, tokenCount - noise))
  }

  /// Inputs and targets of a row, their ends included.
  public func sampleLengths(tokenCount: Int) -> (inputCount: Int, targetCount: Int) {
    let noise = noise(tokenCount: tokenCount)
    return (tokenCount - noise.tokenCount + noise.spanCount + 1, noise.tokenCount + noise.spanCount + 1)
  }

  /// The most tokens whose inputs are not longer than `inputCount`, and the length of their targets: 568 and 114 for
  /// 512 inputs. As in the reference implementation (`compute_input_and_target_lengths`) a density of one half gives one
  /// less of both where targets would be longer than inputs.
  public func lengths(inputCount: Int) -> (tokenCount: Int, targetCount: Int) {
    // Inputs never get shorter when a token is added.
    var low = 1
    var high = 2
    while sampleLengths(tokenCount: high).inputCount <= inputCount, high < 1 << 30 { (low, high) = (high, high * 2) }
    while high - low > 1 {
      let middle = (low + high) / 2
      if sampleLengths(tokenCount: middle).inputCount <= inputCount { low = middle } else { high = middle }
    }
    var lengths = sampleLengths(tokenCount: low)
    if density == 0.5, lengths.targetCount > lengths.inputCount {
      low -= 1
      lengths.targetCount -= 1
    }
    return (low, lengths.targetCount)
  }

  /// Sentinels that a full row needs.
  public func sentinelCount(inputCount: Int) -> Int {
    noise(tokenCount: lengths(inputCount: inputCount).tokenCount).spanCount
  }

  private static func rounded(_ value: Double) -> Int { Int(value.rounded(.toNearestOrEven)) }
}

extension SpanCorruption {
  var json: JSONValue {
    [
      "type": .string(Objective.Kind.spanCorruption.rawValue), "density": .double(density),
      "meanSpanLength": .double(meanSpanLength), "sentinels": .array(sentinels.map { .int(Int($0)) }),
      "endOfSequence": .int(Int(endID)),
    ]
  }

  init?(json: JSONValue) {
    guard let density = json["density"]?.double, density > 0, density < 1,
      let mean = json["meanSpanLength"]?.double, mean >= 1, mean < 1e6, let end = json["endOfSequence"]?.tokenID,
      let list = json["sentinels"]?.array
    else { return nil }
    let sentinels = list.compactMap(\.tokenID)
    guard sentinels.count == list.count else { return nil }
    self.init(density: density, meanSpanLength: mean, sentinels: sentinels, endID: end)
  }
}
