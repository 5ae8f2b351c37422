// What a mix asks for and cannot have: which group, how many tokens, what to change.

/// Compares what a phase asks with what its groups may give, before anything is shared out.
struct MixShortage {
  let phase: MixPhase
  let budget: Int
  let weights: [Int]
  let bounds: [Bounds]
  let request: MixRequest

  private var rowTokenCount: Int { request.rowTokenCount(of: phase) }

  private var weightSum: Int128 { weights.reduce(Int128(0)) { $0 + Int128($1) } }

  private var place: String { phase.name.isEmpty ? "" : "phase \(phase.name): " }

  /// - Parameter given: tokens that earlier phases take of each group.
  /// - Throws: `MixError` (`weightNotMet`, `budgetNotMet`, `emptyGroup`) where the request does not redistribute, and
  ///   where even redistribution cannot help.
  func check(given: [Int]) throws(MixError) {
    guard weightSum > 0 else { throw MixError(.emptyGroup, "\(place)no group has tokens to train on") }
    let least = bounds.reduce(Int128(0)) { $0 + Int128($1.least) }
    if least > Int128(budget) {
      throw MixError(
        .budgetNotMet,
        "\(place)the fewest epochs of all groups are \(least) tokens, \(least - Int128(budget)) more than the budget of "
          + "\(budget); raise the budget to \(least) tokens, or lower the fewest epochs")
    }
    if request.redistributes { return }
    if case .weights = phase.rule {
      for index in weights.indices where weights[index] > 0 { try checkWeight(of: index, given: given[index]) }
    }
    let most = zip(weights, bounds).reduce(Int128(0)) { $1.0 > 0 ? $0 + Int128($1.1.most) : $0 }
    if Int128(budget) >= most + Int128(rowTokenCount) {
      throw MixError(
        .budgetNotMet,
        "\(place)the budget is \(budget) tokens, but the most epochs of all groups allow \(most): "
          + "\(Int128(budget) - most) tokens short; lower the budget, or raise the most epochs")
    }
  }

  /// A weight is met when its group is at most a row short.
  private func checkWeight(of index: Int, given: Int) throws(MixError) {
    let group = request.groups[index]
    let asked = Int(Int128(budget) * Int128(weights[index]) / weightSum)
    let (least, most) = (bounds[index].least, bounds[index].most)
    let start = "\(place)\(group.name): its weight of \(budget) tokens is \(asked), but "
    if asked >= most + rowTokenCount {
      let epochs = MixText.epochs(asked + given, of: group.tokenCount)
      let fit = Int128(most) * weightSum / Int128(weights[index])
      throw MixError(
        .weightNotMet,
        start + "\(MixText.number(group.maximumEpochs)) epochs of its \(group.tokenCount) tokens "
          + (given > 0 ? "less the \(given) of earlier phases " : "") + "are \(most): \(asked - most) tokens short; "
          + "allow it \(epochs) epochs, lower the budget to \(fit) tokens or its weight to "
          + "\(MixText.share(most, of: budget)), or let the others take its place (redistribute)")
    }
    if asked + rowTokenCount <= least {
      throw MixError(
        .weightNotMet,
        start + "at least \(MixText.number(group.minimumEpochs)) epochs are \(least): \(least - asked) tokens short; "
          + "raise the budget or its weight, ask fewer epochs of it, or let it take from the others (redistribute)")
    }
  }
}

/// Figures in messages.
enum MixText {
  /// Two decimals.
  static func number(_ value: Double) -> String {
    let hundredths = Int((min(abs(value), 1e15) * 100).rounded())
    let rest = hundredths % 100
    return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
  }

  static func percent(_ share: Double) -> String { number(share * 100) + " %" }

  /// Epochs that so many tokens are, rounded up to two decimals.
  static func epochs(_ tokens: Int, of tokenCount: Int) -> String {
    let hundredths = (Int128(tokens) * 100 + Int128(tokenCount) - 1) / Int128(max(1, tokenCount))
    return number(Double(hundredths) / 100)
  }

  /// A share rounded down to four decimals.
  static func share(_ part: Int, of whole: Int) -> String {
    let digits = String(Int128(part) * 10_000 / Int128(max(1, whole)))
    return digits.utf8.count > 4 ? "1" : "0." + String(repeating: "0", count: 4 - digits.utf8.count) + digits
  }
}
