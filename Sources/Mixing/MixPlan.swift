// From shares and a token budget to rows and epochs per group, phase by phase.

/// What each group gives.
public struct MixPlan: Sendable, Equatable {
  /// One group's part of the whole stream.
  public struct Share: Sendable, Equatable {
    public var name: String
    /// Share of the tokens asked for, 0 to 1.
    public var asked: Double
    /// Share of the rows planned.
    public var obtained: Double
    /// Rows of the training stream; nil: all rows that the group packs to.
    public var rowQuota: Int?
    /// Packed tokens planned.
    public var tokenQuota: Int
    /// Times that all documents are taken.
    public var wholeEpochs: Int
    /// Packed tokens of a further part of an epoch; 0 for none.
    public var fractionTokens: Int
    /// Times that the group is gone through.
    public var epochs: Double
    /// Tokens' worth of what is repeated (`EffectiveTokens`).
    public var effectiveTokens: Int
    /// True where the most epochs held the group back.
    public var isCapped: Bool
    /// True where the fewest epochs gave the group more than its share.
    public var isRaised: Bool
  }

  /// One phase of the stream.
  public struct Phase: Sendable, Equatable {
    public var name: String
    /// Tokens asked for.
    public var tokenBudget: Int
    /// Shares asked for, 0 to 1, in the order of the groups.
    public var asked: [Double]
    /// Tokens of a row.
    public var rowTokenCount: Int
    /// Rows of each group; nil: all rows that the groups pack to.
    public var rowQuotas: [Int]?
    /// Groups held back or pushed up in this phase.
    var isCapped: [Bool]
    var isRaised: [Bool]
  }

  public var shares: [Share]
  public var phases: [Phase]
  /// Sentences for a person: bounds that held, groups repeated more than four times, budgets not met.
  public var warnings: [String]

  public var tokenQuota: Int { shares.reduce(0) { $0 + $1.tokenQuota } }

  /// Plans a mix.
  ///
  /// Tokens are shared out by the phases' rules, every group between its fewest and most epochs. Where the request
  /// redistributes, or the rule is no list of weights, what a bound holds back or pushes up changes the others' shares
  /// in proportion; otherwise it is an error. Tokens become whole rows by largest remainders. Later phases go on where
  /// earlier ones stopped in a group, so that nothing is repeated before everything was seen. A single phase in
  /// proportion and without a budget takes every document once. All of it is arithmetic on integers.
  ///
  /// - Throws: `MixError`.
  public init(_ request: MixRequest) throws(MixError) {
    try request.validate()
    let groups = request.groups
    warnings = []
    phases = []
    if request.phases.count == 1, request.phases[0].length == .rest, request.phases[0].rule == .proportional,
      request.budget == nil, groups.allSatisfy({ $0.minimumEpochs <= 1 && $0.maximumEpochs >= 1 })
    {
      shares = Self.everythingOnce(request)
      phases = [
        Phase(
          name: request.phases[0].name, tokenBudget: request.totalTokenCount, asked: shares.map(\.asked),
          rowTokenCount: request.longestRowTokenCount, rowQuotas: nil, isCapped: groups.map { _ in false },
          isRaised: groups.map { _ in false })
      ]
      return
    }
    shares = []
    let budgets = try PhaseBudgets(request)
    var given = [Int](repeating: 0, count: groups.count)
    for (phase, budget) in zip(request.phases, budgets.tokens) {
      let planned = try Self.plan(phase, budget: budget, given: given, request)
      for (index, rows) in (planned.rowQuotas ?? []).enumerated() { given[index] += rows * planned.rowTokenCount }
      phases.append(planned)
    }
    shares = groups.indices.map { share(of: $0, tokens: given[$0], all: given.reduce(0, +), request) }
    try checkFewestEpochs(request)
    warn(request, budget: budgets.tokens.reduce(0, +))
  }

  private static func everythingOnce(_ request: MixRequest) -> [Share] {
    let total = request.totalTokenCount
    return request.groups.map { group in
      let share = ratio(group.tokenCount, total)
      return Share(
        name: group.name, asked: share, obtained: share, rowQuota: nil, tokenQuota: group.tokenCount,
        wholeEpochs: group.tokenCount > 0 ? 1 : 0, fractionTokens: 0, epochs: group.tokenCount > 0 ? 1 : 0,
        effectiveTokens: group.tokenCount, isCapped: false, isRaised: false)
    }
  }

  private static func plan(
    _ phase: MixPhase, budget: Int, given: [Int], _ request: MixRequest
  ) throws(MixError) -> Phase {
    let weights = phase.rule.integerWeights(of: request.groups)
    let bounds = request.groups.indices.map { index in
      let group = request.groups[index]
      let most = max(0, Bounds.tokens(group.tokenCount, epochs: group.maximumEpochs) - given[index])
      // Over several phases the fewest epochs are asked of their sum only.
      guard request.phases.count == 1, weights[index] > 0 else { return Bounds(least: 0, most: most) }
      let row = request.rowTokenCount(of: phase)
      let least = Bounds.tokens(group.tokenCount, epochs: group.minimumEpochs)
      let rounded = (least + row - 1) / row * row
      return Bounds(least: rounded <= most ? rounded : least, most: most)
    }
    let shortage = MixShortage(phase: phase, budget: budget, weights: weights, bounds: bounds, request: request)
    try shortage.check(given: given)
    let allocation = Allocation(budget: budget, weights: weights, bounds: bounds)
    let sum = weights.reduce(Int128(0)) { $0 + Int128($1) }
    return Phase(
      name: phase.name, tokenBudget: budget, asked: weights.map { Double($0) / Double(max(1, sum)) },
      rowTokenCount: request.rowTokenCount(of: phase),
      rowQuotas: allocation.rows(of: request.rowTokenCount(of: phase), bounds: bounds), isCapped: allocation.isCapped,
      isRaised: allocation.isRaised)
  }

  private func share(of index: Int, tokens: Int, all: Int, _ request: MixRequest) -> Share {
    let group = request.groups[index]
    let whole = group.tokenCount > 0 ? tokens / group.tokenCount : 0
    let asked = phases.reduce(0.0) { $0 + $1.asked[index] * Double($1.tokenBudget) }
    return Share(
      name: group.name, asked: asked / Double(max(1, phases.reduce(0) { $0 + $1.tokenBudget })),
      obtained: Self.ratio(tokens, all), rowQuota: phases.reduce(0) { $0 + ($1.rowQuotas?[index] ?? 0) },
      tokenQuota: tokens,
      wholeEpochs: whole, fractionTokens: tokens - whole * group.tokenCount,
      epochs: Self.ratio(tokens, group.tokenCount),
      effectiveTokens: EffectiveTokens.count(unique: group.tokenCount, seen: tokens),
      isCapped: phases.contains { $0.isCapped[index] }, isRaised: phases.contains { $0.isRaised[index] })
  }

  /// Over several phases the fewest epochs are a promise to be kept by the phases together.
  private func checkFewestEpochs(_ request: MixRequest) throws(MixError) {
    guard request.phases.count > 1 else { return }
    for (group, share) in zip(request.groups, shares) where share.asked > 0 {
      let least = Bounds.tokens(group.tokenCount, epochs: group.minimumEpochs)
      if share.tokenQuota + request.longestRowTokenCount <= least {
        throw MixError(
          .weightNotMet,
          "\(group.name): the phases take \(share.tokenQuota) tokens of it, but at least "
            + "\(MixText.number(group.minimumEpochs)) epochs are \(least): \(least - share.tokenQuota) tokens short; "
            + "raise its share in a phase, or lower the fewest epochs to \(MixText.number(share.epochs))")
      }
    }
  }

  private mutating func warn(_ request: MixRequest, budget: Int) {
    for (group, share) in zip(request.groups, shares) {
      let shares = "its share is \(MixText.percent(share.obtained)) instead of \(MixText.percent(share.asked))"
      if share.asked > 0, group.tokenCount > 0, share.rowQuota == 0 {
        warnings.append(
          "\(share.name): its share of \(MixText.percent(share.asked)) is less than a row of "
            + "\(request.longestRowTokenCount) tokens; nothing of it is trained on")
      }
      if share.isCapped, request.phases.contains(where: { $0.rule != .unimax }) {
        warnings.append(
          "\(share.name): held back by the cap of \(MixText.number(group.maximumEpochs)) epochs; \(shares)")
      }
      if share.isRaised {
        warnings.append(
          "\(share.name): raised to the fewest epochs, \(MixText.number(group.minimumEpochs)); \(shares)")
      }
      if share.epochs > EffectiveTokens.warnedEpochs {
        warnings.append(
          "\(share.name): \(MixText.number(share.epochs)) epochs; repetition beyond four is worth less and less "
            + "(\(share.tokenQuota) tokens seen, worth \(share.effectiveTokens))")
      }
    }
    if tokenQuota + request.longestRowTokenCount * phases.count <= budget {
      warnings.append("the budget of \(budget) tokens is not met: the caps on epochs allow \(tokenQuota)")
    }
  }

  private static func ratio(_ part: Int, _ whole: Int) -> Double { whole == 0 ? 0 : Double(part) / Double(whole) }
}
