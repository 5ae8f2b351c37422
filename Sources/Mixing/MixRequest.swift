// What is asked of a mix.

/// Documents that are weighed together: those of a source, or those with the same values of metadata.
public struct MixGroup: Sendable, Equatable {
  public var name: String
  public var documentCount: Int
  /// Packed tokens on the training side: with one end-of-document id a document.
  public var tokenCount: Int
  /// Most times that the group is gone through, over all phases.
  public var maximumEpochs: Double
  /// Fewest times; met to the row, and asked of groups with a share only.
  public var minimumEpochs: Double

  public init(
    name: String, documentCount: Int, tokenCount: Int, maximumEpochs: Double = 4, minimumEpochs: Double = 0
  ) {
    self.name = name
    self.documentCount = documentCount
    self.tokenCount = tokenCount
    self.maximumEpochs = maximumEpochs
    self.minimumEpochs = minimumEpochs
  }
}

/// How the budget is shared out among the groups.
public enum ShareRule: Sendable, Equatable {
  /// In proportion to the groups' tokens.
  case proportional
  /// By weights in tokens, one a group, relative to their sum.
  case weights([Double])
  /// p ∝ n^(1/T) with n tokens of a group (Arivazhagan et al. 2019, "Massively Multilingual Neural Machine Translation in
  /// the Wild"): 1 is in proportion, 100 nearly uniform. 1/T is the exponent α of XLM-R and mT5.
  case temperature(Double)
  /// As uniform as the most epochs of the groups allow (Chung et al. 2023, "UniMax: Fairer and More Effective Language
  /// Sampling for Large-Scale Multilingual Pretraining").
  case unimax
}

/// Tokens of the whole training stream.
public enum TokenBudget: Sendable, Equatable {
  case tokens(Int)
  /// So many times the tokens of all groups together.
  case epochs(Double)
}

/// A stretch of the training stream with a mix of its own.
public struct MixPhase: Sendable, Equatable {
  /// How long the phase is.
  public enum Length: Sendable, Equatable {
    case tokens(Int)
    /// A share of the whole budget, above 0 and up to 1.
    case share(Double)
    /// What the other phases leave of the whole budget.
    case rest
  }

  public var name: String
  public var length: Length
  public var rule: ShareRule
  /// Tokens of the phase's rows; nil: those of the whole mix.
  public var rowTokenCount: Int?

  public init(
    name: String, length: Length = .rest, rule: ShareRule = .proportional, rowTokenCount: Int? = nil
  ) {
    self.name = name
    self.length = length
    self.rule = rule
    self.rowTokenCount = rowTokenCount
  }
}

/// What is asked for.
public struct MixRequest: Sendable, Equatable {
  public var groups: [MixGroup]
  /// One after the other; a mix without a curriculum is one phase.
  public var phases: [MixPhase]
  /// Nil: the sum of the phases; for one phase without a length as many tokens as the groups give with exact shares
  /// within their most epochs, at most one epoch of all of them together.
  public var budget: TokenBudget?
  /// True where groups that their bounds hold back or push up may change the shares of the others. Otherwise weights
  /// that cannot be met are an error.
  public var redistributes: Bool
  /// Tokens of a row, where a phase does not say otherwise.
  public var rowTokenCount: Int

  public init(
    groups: [MixGroup], phases: [MixPhase], budget: TokenBudget? = nil, redistributes: Bool = false, rowTokenCount: Int
  ) {
    self.groups = groups
    self.phases = phases
    self.budget = budget
    self.redistributes = redistributes
    self.rowTokenCount = rowTokenCount
  }

  /// A mix of one phase.
  public init(
    groups: [MixGroup], rule: ShareRule = .proportional, budget: TokenBudget? = nil, redistributes: Bool = false,
    rowTokenCount: Int
  ) {
    self.init(
      groups: groups, phases: [MixPhase(name: "", rule: rule)], budget: budget, redistributes: redistributes,
      rowTokenCount: rowTokenCount)
  }

  /// Tokens of a phase's rows.
  func rowTokenCount(of phase: MixPhase) -> Int { phase.rowTokenCount ?? rowTokenCount }

  /// Tokens of the longest rows.
  var longestRowTokenCount: Int { phases.map(rowTokenCount(of:)).max() ?? rowTokenCount }

  var totalTokenCount: Int { groups.reduce(0) { $0 + $1.tokenCount } }

  /// Checks what no plan can be made from.
  func validate() throws(MixError) {
    guard !phases.isEmpty, groups.count < 1 << 16,
      phases.allSatisfy({ (1..<1 << 40).contains(rowTokenCount(of: $0)) })
    else {
      throw MixError(.invalidRequest, "a mix needs a phase and rows of at least one token")
    }
    guard groups.allSatisfy({ $0.tokenCount >= 0 }), groups.reduce(Int128(0), { $0 + Int128($1.tokenCount) }) < 1 << 53
    else { throw MixError(.invalidRequest, "the groups have more tokens than a mix can count (2^53)") }
    for group in groups {
      guard group.maximumEpochs > 0, group.maximumEpochs <= Bounds.largestEpochs, group.minimumEpochs >= 0,
        group.minimumEpochs <= group.maximumEpochs
      else {
        throw MixError(
          .invalidRequest,
          "\(group.name): at least \(group.minimumEpochs) and at most \(group.maximumEpochs) epochs cannot be")
      }
    }
    switch budget {
    case .tokens(let count)?:
      guard count > 0, count < 1 << 53 else {
        throw MixError(.invalidRequest, "a budget of \(count) tokens cannot be planned")
      }
    case .epochs(let count)?:
      guard count > 0, count <= Bounds.largestEpochs else {
        throw MixError(.invalidRequest, "a budget of \(count) epochs cannot be planned")
      }
    case nil: break
    }
    for phase in phases { try validate(phase) }
  }

  private func validate(_ phase: MixPhase) throws(MixError) {
    switch phase.length {
    case .tokens(let count) where count <= 0 || count >= 1 << 53:
      throw MixError(.invalidRequest, "phase \(phase.name): \(count) tokens cannot be planned")
    case .share(let share) where !(share > 0 && share <= 1):
      throw MixError(.invalidRequest, "phase \(phase.name): \(share) is no share of the budget")
    default: break
    }
    switch phase.rule {
    case .temperature(let temperature) where !(temperature >= 0.01 && temperature <= 1e6):
      throw MixError(.invalidRequest, "a temperature of \(temperature) lies outside 0.01 to 1,000,000")
    case .weights(let weights): try validate(weights)
    default: break
    }
  }

  private func validate(_ weights: [Double]) throws(MixError) {
    guard weights.count == groups.count else {
      throw MixError(.invalidWeights, "there are \(weights.count) weights for \(groups.count) groups")
    }
    for (group, weight) in zip(groups, weights) {
      guard weight >= 0, weight <= ShareRule.largestWeight else {
        throw MixError(.invalidWeights, "the weight \(weight) of \(group.name) is no share")
      }
      if weight > 0 && group.tokenCount == 0 {
        throw MixError(
          .emptyGroup,
          "\(group.name) has the weight \(weight), but no tokens to train on; give it the weight 0, or find out with "
            + "the ledger where its documents went")
      }
    }
    guard weights.contains(where: { $0 > 0 }) else { throw MixError(.invalidWeights, "all weights are zero") }
  }
}

extension ShareRule {
  /// Largest weight; relative ones are meant to lie near 1.
  static let largestWeight = 1_000.0

  /// The groups' weights as integers, so that every share is a quotient of integers. Decimal weights are exact to twelve
  /// places.
  func integerWeights(of groups: [MixGroup]) -> [Int] {
    switch self {
    case .proportional: groups.map(\.tokenCount)
    case .weights(let weights):
      weights.map { $0 == 0 ? 0 : max(1, Int(($0 * 1e12).rounded())) }
    case .unimax: groups.map { $0.tokenCount > 0 ? 1 : 0 }
    case .temperature(let temperature): Self.temperatureWeights(groups, temperature)
    }
  }

  /// n^(1/T) relative to the largest group's, with 50 fraction bits.
  private static func temperatureWeights(_ groups: [MixGroup], _ temperature: Double) -> [Int] {
    let largest = FixedPoint.log2(max(1, groups.map(\.tokenCount).max() ?? 1))
    let millionths = Int128((temperature * 1e6).rounded())
    return groups.map { group in
      if group.tokenCount == 0 { return 0 }
      let exponent = Int128(largest - FixedPoint.log2(group.tokenCount)) * 1_000_000 / millionths
      return max(1, FixedPoint.powerOfTwo(minus: exponent) >> 12)
    }
  }
}
