// The shape of a decoder-only transformer.

/// What a model is made of. Two models of the same configuration have the same tensors.
///
/// Every block is `x + attention(norm(x))` then `x + feedForward(norm(x))`, with RMSNorm (Zhang and Sennrich 2019),
/// rotary positions (Su et al. 2021), grouped queries (Ainslie et al. 2023) and no biases: with SwiGLU it is the
/// architecture that Hugging Face calls Llama.
public struct ModelConfiguration: Codable, Sendable, Equatable {
  /// The feed-forward layer's function.
  public enum Activation: String, Codable, Sendable, CaseIterable {
    /// down(silu(gate(x)) · up(x)) (Shazeer 2020).
    case swiglu
    /// down(gelu(up(x))), in the tanh form.
    case gelu
  }

  /// Number of token ids.
  public var vocabularySize: Int
  /// Longest row of tokens the model reads.
  public var contextLength: Int
  public var layerCount: Int
  /// Width of the residual stream.
  public var width: Int
  public var headCount: Int
  /// Heads of keys and values; `headCount` is a multiple of it. Equal to `headCount`: multi-head; 1: multi-query.
  public var keyValueHeadCount: Int
  /// Width of the feed-forward layer.
  public var feedForwardWidth: Int
  public var activation: Activation
  /// The output head is the embedding's transpose.
  public var tiesEmbeddings: Bool
  /// Base of the rotary angles.
  public var ropeBase: Double
  public var normEpsilon: Double

  /// - Parameters:
  ///   - keyValueHeadCount: `headCount` when nil.
  ///   - feedForwardWidth: when nil, 8/3 of the width for SwiGLU and four times the width for GELU, rounded up to a
  ///     multiple of 64, so that both have the same number of parameters.
  public init(
    vocabularySize: Int, contextLength: Int = 256, layerCount: Int = 4, width: Int = 128, headCount: Int = 4,
    keyValueHeadCount: Int? = nil, feedForwardWidth: Int? = nil, activation: Activation = .swiglu,
    tiesEmbeddings: Bool = true, ropeBase: Double = 10_000, normEpsilon: Double = 1e-5
  ) {
    self.vocabularySize = vocabularySize
    self.contextLength = contextLength
    self.layerCount = layerCount
    self.width = width
    self.headCount = headCount
    self.keyValueHeadCount = keyValueHeadCount ?? headCount
    self.feedForwardWidth = feedForwardWidth ?? Self.defaultFeedForwardWidth(width: width, activation: activation)
    self.activation = activation
    self.tiesEmbeddings = tiesEmbeddings
    self.ropeBase = ropeBase
    self.normEpsilon = normEpsilon
  }

  /// Keys that are missing take the initialiser's defaults; `vocabularySize` is required.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    func value<T: Decodable>(_ key: CodingKeys, _ standard: T) throws -> T {
      try values.decodeIfPresent(T.self, forKey: key) ?? standard
    }
    let standard = Self(vocabularySize: try values.decode(Int.self, forKey: .vocabularySize))
    self.init(
      vocabularySize: standard.vocabularySize,
      contextLength: try value(.contextLength, standard.contextLength),
      layerCount: try value(.layerCount, standard.layerCount),
      width: try value(.width, standard.width),
      headCount: try value(.headCount, standard.headCount),
      keyValueHeadCount: try values.decodeIfPresent(Int.self, forKey: .keyValueHeadCount),
      feedForwardWidth: try values.decodeIfPresent(Int.self, forKey: .feedForwardWidth),
      activation: try value(.activation, standard.activation),
      tiesEmbeddings: try value(.tiesEmbeddings, standard.tiesEmbeddings),
      ropeBase: try value(.ropeBase, standard.ropeBase),
      normEpsilon: try value(.normEpsilon, standard.normEpsilon))
  }

  /// Width of one head.
  public var headWidth: Int { width / max(1, headCount) }

  /// Width of a row of queries, keys and values together.
  var projectedWidth: Int { (headCount + 2 * keyValueHeadCount) * headWidth }

  /// Width of what the feed-forward layer's first product gives: gate and up, or up alone.
  var expandedWidth: Int { activation == .swiglu ? 2 * feedForwardWidth : feedForwardWidth }

  /// Checks every range and relation.
  ///
  /// - Throws: `TrainingError` of code `invalidConfiguration` that names the key.
  public func validate() throws(TrainingError) {
    func check(_ isRight: Bool, _ key: String, _ message: String) throws(TrainingError) {
      if !isRight { throw TrainingError(.invalidConfiguration, message, location: "model.\(key)") }
    }
    // The upper ends keep every product of sizes far below 2^63.
    try check((1...1 << 24).contains(vocabularySize), "vocabularySize", "must be 1 to 16777216, is \(vocabularySize)")
    try check((1...1 << 20).contains(contextLength), "contextLength", "must be 1 to 1048576, is \(contextLength)")
    try check((1...1024).contains(layerCount), "layerCount", "must be 1 to 1024, is \(layerCount)")
    try check((1...1 << 16).contains(width), "width", "must be 1 to 65536, is \(width)")
    try check((1...1024).contains(headCount), "headCount", "must be 1 to 1024, is \(headCount)")
    try check(
      width % headCount == 0 && headWidth % 2 == 0, "headCount",
      "the width (\(width)) must be an even multiple of the number of heads (\(headCount)): rotary positions turn pairs"
    )
    try check(
      keyValueHeadCount >= 1 && headCount % keyValueHeadCount == 0, "keyValueHeadCount",
      "the number of heads (\(headCount)) must be a multiple of it, and it is \(keyValueHeadCount)")
    try check(
      (1...1 << 18).contains(feedForwardWidth), "feedForwardWidth", "must be 1 to 262144, is \(feedForwardWidth)")
    try check(ropeBase.isFinite && ropeBase > 1, "ropeBase", "must be above 1, is \(ropeBase)")
    try check(normEpsilon > 0 && normEpsilon < 1, "normEpsilon", "must be between 0 and 1, is \(normEpsilon)")
  }

  private static func defaultFeedForwardWidth(width: Int, activation: Activation) -> Int {
    // Clamped first: the default is computed before the width is checked.
    let width = min(max(width, 1), 1 << 16)
    let wanted = activation == .swiglu ? (width * 8 + 2) / 3 : width * 4
    return (wanted + 63) / 64 * 64
  }
}
