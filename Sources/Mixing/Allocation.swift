// A budget shared out by weights between bounds, in integers, and then as whole rows.

/// The least and the most that a group may give, in tokens.
struct Bounds: Sendable, Equatable {
  var least: Int
  var most: Int

  static let largestEpochs = 1_000_000.0

  /// Tokens of so many epochs, rounded down; epochs count to the millionth.
  static func tokens(_ tokenCount: Int, epochs: Double) -> Int {
    let tokens = Int128(tokenCount) * Int128((epochs * 1e6).rounded()) / 1_000_000
    return Int(min(tokens, 1 << 60))
  }
}

/// Shares of a budget as quotients with one denominator.
struct Allocation: Sendable, Equatable {
  /// Tokens of each group, times the denominator.
  private(set) var numerators: [Int128]
  private(set) var denominator: Int128
  /// Groups that their most holds back, and groups that their least pushes up.
  private(set) var isCapped: [Bool]
  private(set) var isRaised: [Bool]

  /// Shares a budget out in proportion to weights, every group between its bounds.
  ///
  /// Groups beyond a bound are set to it and the others share what is left, again and again; in each round only the
  /// bounds of the side that is violated more are kept, since those of the other may cease to be (the rule by which
  /// CSS resolves flexible lengths). What no group may take is left over. At most one round a group.
  ///
  /// - Parameters:
  ///   - weights: below 2⁵³ each, 2⁶⁶ together.
  ///   - bounds: the least of groups with a weight sum to no more than the budget.
  init(budget: Int, weights: [Int], bounds: [Bounds]) {
    var fixed = weights.map { $0 == 0 ? 0 : Int?.none }
    isCapped = weights.map { _ in false }
    isRaised = isCapped
    while true {
      let open = weights.indices.filter { fixed[$0] == nil }
      let sum = open.reduce(Int128(0)) { $0 + Int128(weights[$1]) }
      let rest = fixed.reduce(Int128(budget)) { $0 - Int128($1 ?? 0) }
      let over = open.filter { rest * Int128(weights[$0]) > Int128(bounds[$0].most) * sum }
      let under = open.filter { rest * Int128(weights[$0]) < Int128(bounds[$0].least) * sum }
      if over.isEmpty && under.isEmpty {
        denominator = max(1, sum)
        let denominator = denominator
        numerators = weights.indices.map { index in
          fixed[index].map { Int128($0) * denominator } ?? rest * Int128(weights[index])
        }
        return
      }
      let excess = over.reduce(Int128(0)) { $0 + rest * Int128(weights[$1]) - Int128(bounds[$1].most) * sum }
      let lack = under.reduce(Int128(0)) { $0 + Int128(bounds[$1].least) * sum - rest * Int128(weights[$1]) }
      if excess >= lack {
        for index in over {
          fixed[index] = bounds[index].most
          isCapped[index] = true
        }
      }
      if lack >= excess {
        for index in under {
          fixed[index] = bounds[index].least
          isRaised[index] = true
        }
      }
    }
  }

  /// Whole rows by largest remainders; equal remainders go to the first group, and none goes beyond its most.
  func rows(of rowTokenCount: Int, bounds: [Bounds]) -> [Int] {
    let size = denominator * Int128(rowTokenCount)
    var rows = numerators.map { Int($0 / size) }
    let missing = Int(numerators.reduce(0, +) / size) - rows.reduce(0, +)
    let byRemainder = numerators.indices.sorted { left, right in
      let (leftRest, rightRest) = (numerators[left] % size, numerators[right] % size)
      return leftRest != rightRest ? leftRest > rightRest : left < right
    }
    let open = byRemainder.filter { (rows[$0] + 1) * rowTokenCount <= bounds[$0].most }
    for index in open.prefix(max(0, missing)) { rows[index] += 1 }
    return rows
  }
}
