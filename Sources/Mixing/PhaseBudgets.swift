// How many tokens each phase has.

/// The phases' budgets in tokens.
struct PhaseBudgets {
  let tokens: [Int]

  /// - Throws: `MixError` where lengths leave nothing, or do not say enough.
  init(_ request: MixRequest) throws(MixError) {
    let whole = Self.whole(request)
    let open = request.phases.count { $0.length == .rest }
    guard open <= 1 else {
      throw MixError(.invalidRequest, "\(open) phases have no length; one may have what the others leave")
    }
    var lengths: [Int] = []
    for phase in request.phases {
      switch phase.length {
      case .tokens(let count): lengths.append(count)
      case .share(let share):
        guard let whole else {
          throw MixError(
            .invalidRequest, "phase \(phase.name): a share of the budget needs a budget of the whole mix")
        }
        lengths.append(Int(Int128(whole) * Int128((share * 1e12).rounded()) / 1_000_000_000_000))
      case .rest: lengths.append(0)
      }
    }
    let sum = lengths.reduce(Int128(0)) { $0 + Int128($1) }
    guard sum < 1 << 53 else { throw MixError(.invalidRequest, "the phases have more tokens than can be planned") }
    if let rest = request.phases.firstIndex(where: { $0.length == .rest }) {
      if let whole {
        lengths[rest] = whole - Int(sum)
        guard lengths[rest] > 0 else {
          throw MixError(
            .invalidRequest,
            "phase \(request.phases[rest].name): the other phases take \(sum) of \(whole) tokens and leave nothing")
        }
      } else if request.phases.count == 1 {
        lengths[rest] = Self.exact(request)
      } else {
        throw MixError(
          .invalidRequest, "phase \(request.phases[rest].name) has no length, and the whole mix has no budget")
      }
    } else if let whole, sum > Int128(whole) || Int128(whole) - sum >= Int128(request.longestRowTokenCount) {
      throw MixError(.invalidRequest, "the phases have \(sum) tokens, the whole mix \(whole); leave out one of them")
    }
    tokens = lengths
  }

  private static func whole(_ request: MixRequest) -> Int? {
    switch request.budget {
    case .tokens(let count)?: count
    case .epochs(let epochs)?: Bounds.tokens(request.totalTokenCount, epochs: epochs)
    case nil: nil
    }
  }

  /// As many tokens as weights allow within the groups' most epochs, one epoch of all of them at most. Rules that adapt
  /// to the most epochs need not shrink.
  private static func exact(_ request: MixRequest) -> Int {
    let total = request.totalTokenCount
    let most = request.groups.map { Bounds.tokens($0.tokenCount, epochs: $0.maximumEpochs) }
    let rule = request.phases[0].rule
    guard case .weights = rule else {
      return Int(min(Int128(total), most.reduce(Int128(0)) { $0 + Int128($1) }))
    }
    let weights = rule.integerWeights(of: request.groups)
    let sum = weights.reduce(Int128(0)) { $0 + Int128($1) }
    var budget = Int128(total)
    for (weight, most) in zip(weights, most) where weight > 0 {
      budget = min(budget, Int128(most) * sum / Int128(weight))
    }
    return Int(budget)
  }
}
