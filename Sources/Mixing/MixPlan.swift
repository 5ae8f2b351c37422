// From weights and a token budget to rows and epochs per source.

/// A source, as the mix sees it.
public struct MixSource: Sendable, Equatable {
  public var name: String
  public var documentCount: Int
  /// Packed tokens on the training side: with one end-of-document id a document.
  public var tokenCount: Int
  /// Share of the mix in tokens, relative to the other sources' weights; nil where no weights are asked for.
  public var weight: Double?

  public init(name: String, documentCount: Int, tokenCount: Int, weight: Double? = nil) {
    self.name = name
    self.documentCount = documentCount
    self.tokenCount = tokenCount
    self.weight = weight
  }
}

/// What is asked for.
public struct MixRequest: Sendable, Equatable {
  public var sources: [MixSource]
  /// Tokens of the training stream; nil: as many as the sources give with exact shares and without passing
  /// `maximumEpochs`, at most one epoch of all of them together.
  public var tokenBudget: Int?
  /// Most times that any source is gone through.
  public var maximumEpochs: Double
  /// Tokens of a row.
  public var rowTokenCount: Int

  public init(sources: [MixSource], tokenBudget: Int? = nil, maximumEpochs: Double = 4, rowTokenCount: Int) {
    self.sources = sources
    self.tokenBudget = tokenBudget
    self.maximumEpochs = maximumEpochs
    self.rowTokenCount = rowTokenCount
  }
}

/// A mix that cannot be made.
public struct MixError: Error, Sendable, Equatable, CustomStringConvertible {
  public enum Code: String, Sendable {
    /// Weights that are negative, not finite, all zero, or given for some sources only.
    case invalidWeights = "invalid-weights"
    /// A source with a weight that has no tokens.
    case emptySource = "empty-source"
    /// A budget, a row length or a cap that is not positive.
    case invalidRequest = "invalid-request"
  }

  public let code: Code
  public let message: String

  public init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  public var description: String { message }
}

/// What each source gives.
public struct MixPlan: Sendable, Equatable {
  public struct Share: Sendable, Equatable {
    public var name: String
    /// Share of the tokens asked for, 0 to 1.
    public var asked: Double
    /// Share of the rows planned.
    public var obtained: Double
    /// Rows of the training stream; nil: all rows that the source packs to.
    public var rowQuota: Int?
    /// Packed tokens planned.
    public var tokenQuota: Int
    /// Times that all documents are taken.
    public var wholeEpochs: Int
    /// Packed tokens of a further part of an epoch; 0 for none.
    public var fractionTokens: Int
    /// Times that the source is gone through.
    public var epochs: Double
    /// Tokens' worth of what is repeated (`EffectiveTokens`).
    public var effectiveTokens: Double
    /// True where the cap on epochs held the source back.
    public var isCapped: Bool
  }

  public var shares: [Share]
  /// Sentences for a person: caps that held, sources repeated more than four times, budgets not met.
  public var warnings: [String]

  public var tokenQuota: Int { shares.reduce(0) { $0 + $1.tokenQuota } }

  /// Plans a mix.
  ///
  /// With weights, tokens are shared out by them; a source that would pass the cap gives what it may, and the rest is
  /// shared out among the others by their weights. Tokens become whole rows by largest remainders. Without weights
  /// and budget every document is taken once.
  ///
  /// - Throws: `MixError`.
  public init(_ request: MixRequest) throws(MixError) {
    try Self.validate(request)
    let sources = request.sources
    let total = sources.reduce(0) { $0 + $1.tokenCount }
    let hasWeights = sources.contains { $0.weight != nil }
    shares = []
    warnings = []
    if !hasWeights && request.tokenBudget == nil {
      for source in sources {
        shares.append(
          Share(
            name: source.name, asked: Self.ratio(source.tokenCount, total),
            obtained: Self.ratio(source.tokenCount, total),
            rowQuota: nil, tokenQuota: source.tokenCount, wholeEpochs: source.tokenCount > 0 ? 1 : 0, fractionTokens: 0,
            epochs: source.tokenCount > 0 ? 1 : 0, effectiveTokens: Double(source.tokenCount), isCapped: false))
      }
      return
    }
    let weights = sources.map { $0.weight ?? Double($0.tokenCount) }
    let weightSum = weights.reduce(0, +)
    let asked = weights.map { $0 / weightSum }
    let caps = sources.map { Double($0.tokenCount) * request.maximumEpochs }
    let budget: Double
    if let given = request.tokenBudget {
      budget = Double(given)
    } else {
      budget = zip(asked, caps).reduce(Double(total)) { $1.0 > 0 ? min($0, $1.1 / $1.0) : $0 }
    }
    let (quotas, capped) = Self.fill(budget, asked, caps)
    let rows = Self.rows(of: quotas, caps: caps, rowTokenCount: request.rowTokenCount)
    let rowSum = rows.reduce(0, +)
    for (index, source) in sources.enumerated() {
      let tokens = rows[index] * request.rowTokenCount
      let whole = source.tokenCount > 0 ? tokens / source.tokenCount : 0
      let epochs = Self.ratio(tokens, source.tokenCount)
      shares.append(
        Share(
          name: source.name, asked: asked[index], obtained: Self.ratio(rows[index], rowSum), rowQuota: rows[index],
          tokenQuota: tokens, wholeEpochs: whole, fractionTokens: tokens - whole * source.tokenCount, epochs: epochs,
          effectiveTokens: EffectiveTokens.count(unique: source.tokenCount, seen: tokens), isCapped: capped[index]))
    }
    warn(request, budget: budget)
  }

  private static func validate(_ request: MixRequest) throws(MixError) {
    guard request.rowTokenCount > 0, request.maximumEpochs > 0, request.maximumEpochs.isFinite,
      request.tokenBudget ?? 1 > 0, (request.tokenBudget ?? 1) < 1 << 53,
      request.sources.allSatisfy({ $0.tokenCount >= 0 && $0.tokenCount < 1 << 53 })
    else {
      throw MixError(.invalidRequest, "the token budget, the cap on epochs and the row length must be positive")
    }
    let weighted = request.sources.filter { $0.weight != nil }
    if weighted.isEmpty { return }
    if let missing = request.sources.first(where: { $0.weight == nil }) {
      throw MixError(.invalidWeights, "source \(missing.name) has no weight, but others have one")
    }
    for source in weighted {
      let weight = source.weight ?? 0
      guard weight >= 0, weight.isFinite else {
        throw MixError(.invalidWeights, "the weight \(weight) of source \(source.name) is no share")
      }
      if weight > 0 && source.tokenCount == 0 {
        throw MixError(
          .emptySource, "source \(source.name) has the weight \(weight), but no tokens to train on")
      }
    }
    guard weighted.contains(where: { $0.weight ?? 0 > 0 }) else {
      throw MixError(.invalidWeights, "all weights are zero")
    }
  }

  /// Shares a budget out by weights; what caps hold back goes to the others, until nothing changes.
  private static func fill(_ budget: Double, _ weights: [Double], _ caps: [Double]) -> (
    quotas: [Double], capped: [Bool]
  ) {
    var quotas = [Double](repeating: 0, count: weights.count)
    var capped = [Bool](repeating: false, count: weights.count)
    var rest = budget
    while true {
      let weightSum = weights.indices.reduce(0) { $0 + (capped[$1] ? 0 : weights[$1]) }
      guard weightSum > 0 else { return (quotas, capped) }
      // A hair above the cap is the rounding of a budget that was made from it.
      let over = weights.indices.filter {
        !capped[$0] && rest * weights[$0] / weightSum > caps[$0] * (1 + 1e-12)
      }
      if over.isEmpty {
        for index in weights.indices where !capped[index] { quotas[index] = rest * weights[index] / weightSum }
        return (quotas, capped)
      }
      for index in over {
        capped[index] = true
        quotas[index] = caps[index]
        rest -= caps[index]
      }
    }
  }

  /// Whole rows by largest remainders; equal remainders go to the first source, and none goes beyond a cap.
  private static func rows(of quotas: [Double], caps: [Double], rowTokenCount: Int) -> [Int] {
    let exact = quotas.map { $0 / Double(rowTokenCount) }
    var rows = exact.map { Int($0.rounded(.down)) }
    // The sum is rounded down too, but for the dust of the divisions.
    let missing = Int((exact.reduce(0, +) + 1e-9).rounded(.down)) - rows.reduce(0, +)
    let byRemainder = exact.indices.sorted { left, right in
      let (leftRest, rightRest) = (exact[left] - Double(rows[left]), exact[right] - Double(rows[right]))
      return leftRest != rightRest ? leftRest > rightRest : left < right
    }
    let open = byRemainder.filter { Double((rows[$0] + 1) * rowTokenCount) <= caps[$0] }
    for index in open.prefix(max(0, missing)) { rows[index] += 1 }
    return rows
  }

  private mutating func warn(_ request: MixRequest, budget: Double) {
    for share in shares {
      if share.isCapped {
        warnings.append(
          "\(share.name): held back by the cap of \(Self.text(request.maximumEpochs)) epochs; its share is "
            + "\(Self.percent(share.obtained)) instead of \(Self.percent(share.asked))")
      }
      if share.epochs > EffectiveTokens.warnedEpochs {
        warnings.append(
          "\(share.name): \(Self.text(share.epochs)) epochs; repetition beyond four is worth less and less "
            + "(\(share.tokenQuota) tokens seen, worth \(Int(share.effectiveTokens)))")
      }
    }
    if Double(tokenQuota) + Double(request.rowTokenCount) <= budget {
      warnings.append(
        "the budget of \(Int(budget)) tokens is not met: the caps on epochs allow \(tokenQuota)")
    }
  }

  private static func ratio(_ part: Int, _ whole: Int) -> Double { whole == 0 ? 0 : Double(part) / Double(whole) }

  private static func percent(_ share: Double) -> String { text(share * 100) + " %" }

  /// A number with two decimals.
  private static func text(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    let rest = hundredths % 100
    return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
  }
}
