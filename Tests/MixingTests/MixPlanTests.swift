// Mixes: published tables, bounds, sums, curricula, and what cannot be made.

import Glibc
import TestSupport
import Testing

@testable import Mixing

/// Groups named after letters.
private func groups(_ tokens: [Int], most: Double = 4, least: Double = 0) -> [MixGroup] {
  tokens.enumerated().map { index, count in
    MixGroup(
      name: String("abcdefghijklmnopqrstuvwxyz".dropFirst(index).prefix(1)), documentCount: 1, tokenCount: count,
      maximumEpochs: most, minimumEpochs: least)
  }
}

private func rounded(_ value: Double) -> Double { (value * 1_000).rounded() / 1_000 }

struct MixPlanTests {
  /// Brown et al. 2020, table 2.2: the epochs follow from printed weights and sizes. The weights sum to 1.01, so that
  /// 300 billion tokens by them are 303; three of the epochs that the paper prints are others (2.9, 1.9, 3.4).
  @Test func epochsOfGPT3() throws {
    let tokens = [410, 19, 12, 55, 3].map { $0 * 1_000_000_000 }
    let weights = [0.60, 0.22, 0.08, 0.08, 0.03]
    func plan(_ budget: Int) throws -> MixPlan {
      try MixPlan(
        MixRequest(
          groups: groups(tokens, most: 10), rule: .weights(weights), budget: .tokens(budget), rowTokenCount: 2_049))
    }
    let printed = try plan(303_000_000_000)
    #expect(printed.shares.map { rounded($0.epochs) } == [0.439, 3.474, 2.000, 0.436, 3.000])
    #expect(printed.tokenQuota == 303_000_000_000 / 2_049 * 2_049)
    #expect(printed.shares.map(\.wholeEpochs) == [0, 3, 2, 0, 2])
    #expect(printed.warnings.isEmpty)
    for (share, count) in zip(printed.shares, tokens) {
      #expect(share.wholeEpochs * count + share.fractionTokens == share.tokenQuota)
    }
    let normalised = try plan(300_000_000_000)
    #expect(normalised.shares.map { rounded($0.epochs) } == [0.435, 3.439, 1.980, 0.432, 2.970])
    #expect(normalised.tokenQuota == 300_000_000_000 / 2_049 * 2_049)
  }

  @Test func withoutWeightsEverythingIsTakenOnce() throws {
    let plan = try MixPlan(MixRequest(groups: groups([300, 100, 0]), rowTokenCount: 64))
    #expect(plan.shares.map(\.rowQuota) == [nil, nil, nil])
    #expect(plan.shares.map(\.wholeEpochs) == [1, 1, 0])
    #expect(plan.shares.map(\.asked) == [0.75, 0.25, 0])
    #expect(plan.phases.map(\.rowQuotas) == [nil])
  }

  @Test func withoutBudgetSharesAreExactAndNoCapIsPassed() throws {
    let plan = try MixPlan(
      MixRequest(groups: groups([1_000_000, 10_000]), rule: .weights([0.5, 0.5]), rowTokenCount: 10))
    #expect(plan.shares.map(\.rowQuota) == [4_000, 4_000])
    #expect(plan.shares.map(\.obtained) == [0.5, 0.5])
    #expect(plan.shares[1].epochs == 4)
    #expect(plan.warnings.isEmpty)
  }

  @Test func epochsAsBudget() throws {
    let twice = try MixPlan(MixRequest(groups: groups([3_000, 1_000]), budget: .epochs(2.5), rowTokenCount: 10))
    #expect(twice.shares.map(\.tokenQuota) == [7_500, 2_500])
    #expect(twice.shares.map(\.epochs) == [2.5, 2.5])
    #expect(twice.shares[0].wholeEpochs == 2 && twice.shares[0].fractionTokens == 1_500)
    let half = try MixPlan(
      MixRequest(groups: groups([3_000, 1_000]), rule: .weights([0.5, 0.5]), budget: .epochs(0.5), rowTokenCount: 10))
    #expect(half.shares.map(\.tokenQuota) == [1_000, 1_000])
  }

  @Test func whatACapHoldsBackGoesToTheOthersWhereThatIsAllowed() throws {
    let request = MixRequest(
      groups: groups([100, 10_000, 10_000], most: 2), rule: .weights([0.5, 0.3, 0.2]), budget: .tokens(1_000),
      redistributes: true, rowTokenCount: 1)
    let plan = try MixPlan(request)
    #expect(plan.shares.map(\.rowQuota) == [200, 480, 320])
    #expect(plan.shares.map(\.isCapped) == [true, false, false])
    #expect(plan.warnings.count == 1)
    #expect(plan.warnings[0].hasPrefix("a: held back by the cap of 2.00 epochs; its share is 20.00 %"))
  }

  @Test func weightsThatCannotBeMetSayWhatIsShortAndWhatToChange() throws {
    var request = MixRequest(
      groups: groups([100, 10_000, 10_000], most: 2), rule: .weights([0.5, 0.3, 0.2]), budget: .tokens(1_000),
      rowTokenCount: 1)
    let error = #expect(throws: MixError.self) { try MixPlan(request) }
    #expect(error?.code == .weightNotMet)
    #expect(
      error?.message
        == "a: its weight of 1000 tokens is 500, but 2.00 epochs of its 100 tokens are 200: 300 tokens short; allow it "
        + "5.00 epochs, lower the budget to 400 tokens or its weight to 0.2000, or let the others take its place "
        + "(redistribute)")
    // Each of the proposals is enough.
    request.groups[0].maximumEpochs = 5
    #expect(try MixPlan(request).shares.map(\.tokenQuota) == [500, 300, 200])
    request.groups[0].maximumEpochs = 2
    request.budget = .tokens(400)
    #expect(try MixPlan(request).shares.map(\.tokenQuota) == [200, 120, 80])
    request.budget = .tokens(1_000)
    request.phases[0].rule = .weights([0.2, 0.5, 0.3])
    #expect(try MixPlan(request).shares.map(\.tokenQuota) == [200, 500, 300])
    // A row is the unit of shares: less than one is no shortage.
    request.phases[0].rule = .weights([0.5, 0.3, 0.2])
    request.rowTokenCount = 400
    #expect(try MixPlan(request).shares[0].tokenQuota <= 200)
  }

  @Test func fewestEpochsTakeFromTheOthersOrAreRefused() throws {
    var request = MixRequest(
      groups: groups([1_000, 4_000, 5_000]), rule: .weights([0.05, 0.55, 0.4]), budget: .tokens(5_000),
      redistributes: true, rowTokenCount: 10)
    request.groups[0].minimumEpochs = 1
    let plan = try MixPlan(request)
    #expect(plan.shares[0].tokenQuota == 1_000)
    #expect(plan.shares[0].isRaised)
    // 4,000 are left for 55 to 40.
    #expect(plan.shares[1].tokenQuota == 2_320 && plan.shares[2].tokenQuota == 1_680)
    #expect(plan.warnings == ["a: raised to the fewest epochs, 1.00; its share is 20.00 % instead of 5.00 %"])
    request.redistributes = false
    #expect(#expect(throws: MixError.self) { try MixPlan(request) }?.code == .weightNotMet)
    // More than the budget holds.
    request.redistributes = true
    for index in request.groups.indices { request.groups[index].minimumEpochs = 1 }
    let error = #expect(throws: MixError.self) { try MixPlan(request) }
    #expect(error?.code == .budgetNotMet)
    #expect(error?.message.contains("are 10000 tokens, 5000 more than the budget of 5000") == true)
    // An odd number of tokens is rounded up to a row, so that no document is left out.
    request.groups = groups([1_003, 40_000])
    request.phases[0].rule = .weights([0.01, 0.99])
    request.groups[0].minimumEpochs = 1
    #expect(try MixPlan(request).shares[0].tokenQuota == 1_010)
  }

  @Test func budgetsThatCannotBeMetAreSaid() throws {
    var request = MixRequest(
      groups: groups([100], most: 5), rule: .weights([1]), budget: .tokens(1_000), redistributes: true,
      rowTokenCount: 10)
    let plan = try MixPlan(request)
    #expect(plan.shares[0].rowQuota == 50)
    #expect(plan.warnings.count == 3)
    #expect(plan.warnings.contains { $0.contains("5.00 epochs; repetition beyond four") })
    #expect(plan.warnings.last == "the budget of 1000 tokens is not met: the caps on epochs allow 500")
    request.redistributes = false
    request.phases[0].rule = .unimax
    let error = #expect(throws: MixError.self) { try MixPlan(request) }
    #expect(error?.code == .budgetNotMet)
    #expect(error?.message.contains("allow 500: 500 tokens short") == true)
  }

  /// Arivazhagan et al. 2019: 1 is in proportion, large ones are uniform, 1/T = 0.3 is the α of XLM-R.
  @Test func temperatures() throws {
    let tokens = [410_000_000, 19_000_000, 12_000_000, 55_000_000, 3_000_000]
    func shares(_ temperature: Double) throws -> [Double] {
      try MixPlan(
        MixRequest(
          groups: groups(tokens, most: 1_000), rule: .temperature(temperature), budget: .tokens(100_000_000),
          rowTokenCount: 1)
      ).shares.map(\.obtained)
    }
    let total = Double(tokens.reduce(0, +))
    for (share, count) in zip(try shares(1), tokens) { #expect(abs(share - Double(count) / total) < 1e-7) }
    func toFourPlaces(_ temperature: Double) throws -> [Double] {
      try shares(temperature).map { ($0 * 10_000).rounded() / 10_000 }
    }
    #expect(try toFourPlaces(1 / 0.7) == [0.6766, 0.0788, 0.0571, 0.1658, 0.0216])
    #expect(try toFourPlaces(2) == [0.5440, 0.1171, 0.0931, 0.1993, 0.0465])
    #expect(try toFourPlaces(1 / 0.3) == [0.3967, 0.1579, 0.1375, 0.2171, 0.0907])
    for share in try shares(1e6) { #expect(abs(share - 0.2) < 1e-5) }
  }

  /// Chung et al. 2023, algorithm 1: from the smallest language on, each takes an equal part of what is left, at most N
  /// epochs.
  private func unimax(_ tokens: [Int], budget: Double, epochs: Double) -> [Double] {
    var left = budget
    var shares = [Double](repeating: 0, count: tokens.count)
    for (rank, index) in tokens.indices.sorted(by: { tokens[$0] < tokens[$1] }).enumerated() {
      shares[index] = min(left / Double(tokens.count - rank), epochs * Double(tokens[index]))
      left -= shares[index]
    }
    return shares
  }

  @Test func uniMaxIsThePapersAlgorithm() throws {
    var random = SeededGenerator(seed: 7)
    for _ in 0..<300 {
      let tokens = (0..<Int.random(in: 1...20, using: &random)).map { _ in Int.random(in: 1...1_000_000, using: &random)
      }
      let epochs = Double(Int.random(in: 1...6, using: &random))
      let most = Double(tokens.reduce(0, +)) * epochs
      let budget = Int.random(in: 1...Int(most), using: &random)
      let plan = try MixPlan(
        MixRequest(groups: groups(tokens, most: epochs), rule: .unimax, budget: .tokens(budget), rowTokenCount: 1))
      for (share, expected) in zip(plan.shares, unimax(tokens, budget: Double(budget), epochs: epochs)) {
        #expect(abs(Double(share.tokenQuota) - expected) <= 1)
      }
      #expect(plan.tokenQuota == budget)
      #expect(!plan.warnings.contains { $0.contains("held back") })
    }
    let billions = try MixPlan(
      MixRequest(
        groups: groups([410, 19, 12, 55, 3].map { $0 * 1_000_000_000 }), rule: .unimax,
        budget: .tokens(300_000_000_000), rowTokenCount: 1))
    #expect(billions.shares.map { ($0.obtained * 10_000).rounded() / 10_000 } == [0.2733, 0.2533, 0.16, 0.2733, 0.04])
  }

  @Test func randomMixesKeepTheirSums() throws {
    var random = SeededGenerator(seed: 41)
    for round in 0..<1_000 {
      let count = Int.random(in: 1...8, using: &random)
      var made = groups(
        (0..<count).map { _ in Int.random(in: 1...1_000_000, using: &random) },
        most: Double(Int.random(in: 1...8, using: &random)))
      let budget = Bool.random(using: &random) ? Int.random(in: 1...2_000_000, using: &random) : nil
      let row = Int.random(in: 1...3_000, using: &random)
      if round % 3 == 0, let budget {
        // Fewest epochs that fit into the budget together.
        for index in made.indices {
          made[index].minimumEpochs = min(
            made[index].maximumEpochs,
            Double(Int.random(in: 0...10_000, using: &random)) / 10_000 * Double(budget) / Double(count)
              / Double(made[index].tokenCount))
        }
      }
      let request = MixRequest(
        groups: made, rule: .weights((0..<count).map { _ in Double.random(in: 0.01...1, using: &random) }),
        budget: budget.map(TokenBudget.tokens), redistributes: true, rowTokenCount: row)
      let plan: MixPlan
      do {
        plan = try MixPlan(request)
      } catch {
        // Fewest epochs rounded up to rows may pass a small budget.
        #expect(error.code == .budgetNotMet && round % 3 == 0)
        continue
      }
      if let budget { #expect(plan.tokenQuota <= budget) }
      for (share, group) in zip(plan.shares, made) {
        #expect(Double(share.tokenQuota) <= Double(group.tokenCount) * group.maximumEpochs)
        #expect(Double(share.tokenQuota + row) > Double(group.tokenCount) * group.minimumEpochs)
        #expect(share.wholeEpochs * group.tokenCount + share.fractionTokens == share.tokenQuota)
        #expect(share.fractionTokens >= 0 && share.fractionTokens < group.tokenCount)
      }
      guard let budget else { continue }
      // What is between its bounds has one and the same price.
      let free = plan.shares.indices.filter { !plan.shares[$0].isCapped && !plan.shares[$0].isRaised }
      let prices = free.map { Double(plan.shares[$0].tokenQuota) / plan.shares[$0].asked }
      for (index, price) in zip(free, prices) {
        #expect(
          abs(price - prices[0]) <= Double(row) / plan.shares[index].asked + Double(row) / plan.shares[free[0]].asked)
      }
      if free.count == count {
        for share in plan.shares {
          #expect(abs(Double(share.rowQuota ?? 0) - share.asked * Double(budget) / Double(row)) <= 1)
        }
      }
    }
  }

  @Test func impossibleMixesAreRefused() {
    func code(_ weights: [Double], tokens: [Int] = [100, 100], budget: TokenBudget? = nil) -> MixError.Code? {
      do throws(MixError) {
        _ = try MixPlan(
          MixRequest(groups: groups(tokens), rule: .weights(weights), budget: budget, rowTokenCount: 10))
        return nil
      } catch { return error.code }
    }
    #expect(code([1]) == .invalidWeights)
    #expect(code([1, -1]) == .invalidWeights)
    #expect(code([0, 0]) == .invalidWeights)
    #expect(code([1, .infinity]) == .invalidWeights)
    #expect(code([1, .nan]) == .invalidWeights)
    #expect(code([1, 1], tokens: [100, 0]) == .emptyGroup)
    #expect(code([1, 0], tokens: [100, 0]) == nil)
    #expect(code([1, 1], budget: .tokens(0)) == .invalidRequest)
    #expect(code([1, 1], budget: .tokens(Int.max)) == .invalidRequest)
    #expect(code([1, 1], budget: .epochs(.nan)) == .invalidRequest)
    #expect(code([1, 1], tokens: [Int.max, Int.max]) == .invalidRequest)
    for rule in [ShareRule.temperature(0), .temperature(-1), .temperature(.nan), .temperature(.infinity)] {
      #expect(throws: MixError.self) { try MixPlan(MixRequest(groups: groups([1]), rule: rule, rowTokenCount: 1)) }
    }
    for (least, most) in [(2.0, 1.0), (0, 0), (-1, 1), (0, .infinity), (.nan, 1), (0, .nan)] {
      #expect(throws: MixError.self) {
        try MixPlan(MixRequest(groups: groups([100], most: most, least: least), rowTokenCount: 1))
      }
    }
    #expect(
      #expect(throws: MixError.self) {
        try MixPlan(MixRequest(groups: groups([0, 0]), rule: .unimax, rowTokenCount: 1))
      }?.code == .emptyGroup)
  }

  /// The largest of everything does not overflow.
  @Test func extremesArePlanned() throws {
    let tokens = [1 << 52, 1, 1 << 30]
    for rule in [ShareRule.weights([1_000, 1e-12, 1]), .proportional, .temperature(0.01), .temperature(1e6), .unimax] {
      let plan = try MixPlan(
        MixRequest(
          groups: groups(tokens, most: 1_000_000), rule: rule, budget: .tokens(1 << 53 - 1), redistributes: true,
          rowTokenCount: 1))
      #expect(plan.tokenQuota <= 1 << 53 - 1)
      #expect(plan.shares.allSatisfy { $0.tokenQuota >= 0 && $0.effectiveTokens <= $0.tokenQuota })
    }
  }

  @Test func whatGivesNoRowIsSaid() throws {
    let plan = try MixPlan(
      MixRequest(groups: groups([100_000, 30]), rule: .weights([0.999, 0.001]), rowTokenCount: 2_049))
    #expect(plan.shares[1].rowQuota == 0)
    #expect(plan.warnings == ["b: its share of 0.10 % is less than a row of 2049 tokens; nothing of it is trained on"])
  }
}

struct MixPhaseTests {
  private func request(_ phases: [MixPhase], budget: TokenBudget? = nil, most: Double = 4) -> MixRequest {
    MixRequest(groups: groups([10_000, 1_000], most: most), phases: phases, budget: budget, rowTokenCount: 10)
  }

  @Test func eachPhaseHasItsMixAndTheSumIsTheStream() throws {
    let plan = try MixPlan(
      request(
        [
          MixPhase(name: "main", rule: .weights([0.9, 0.1])),
          MixPhase(name: "anneal", length: .share(0.1), rule: .weights([0.2, 0.8])),
        ], budget: .tokens(10_000)))
    #expect(plan.phases.map(\.tokenBudget) == [9_000, 1_000])
    #expect(plan.phases.map(\.rowQuotas) == [[810, 90], [20, 80]])
    #expect(plan.shares.map(\.rowQuota) == [830, 170])
    #expect(plan.shares.map(\.epochs) == [0.83, 1.7])
    #expect(abs(plan.shares[0].asked - 0.83) < 1e-12)
    #expect(plan.warnings.isEmpty)
  }

  /// Epochs are counted over all phases: what the first takes is not there for the last.
  @Test func boundsHoldOverAllPhases() throws {
    let phases = [
      MixPhase(name: "main", length: .tokens(8_000), rule: .weights([0.75, 0.25])),
      MixPhase(name: "anneal", length: .tokens(2_000), rule: .weights([0, 1])),
    ]
    #expect(try MixPlan(request(phases)).shares.map(\.epochs) == [0.6, 4])
    let error = #expect(throws: MixError.self) { try MixPlan(request(phases, most: 3)) }
    #expect(error?.code == .weightNotMet)
    #expect(
      error?.message.hasPrefix(
        "phase anneal: b: its weight of 2000 tokens is 2000, but 3.00 epochs of its 1000 tokens less the 2000 of earlier "
          + "phases are 1000: 1000 tokens short; allow it 4.00 epochs") == true)
    var enough = request(phases)
    enough.groups[1].minimumEpochs = 4
    #expect(try MixPlan(enough).shares[1].epochs == 4)
    enough.groups[0].minimumEpochs = 1
    #expect(#expect(throws: MixError.self) { try MixPlan(enough) }?.message.contains("4000 tokens short") == true)
  }

  @Test func lengthsThatDoNotFitAreRefused() {
    func isRefused(_ lengths: [MixPhase.Length], _ budget: TokenBudget?) -> Bool {
      do throws(MixError) {
        _ = try MixPlan(
          request(lengths.enumerated().map { MixPhase(name: "\($0)", length: $1) }, budget: budget))
        return false
      } catch { return error.code == .invalidRequest }
    }
    #expect(!isRefused([.tokens(500), .rest], .tokens(1_000)))
    #expect(!isRefused([.tokens(500), .share(0.5)], .tokens(1_000)))
    #expect(!isRefused([.tokens(500), .tokens(500)], nil))
    #expect(isRefused([.tokens(500), .rest], nil))
    #expect(isRefused([.tokens(500), .share(0.5)], nil))
    #expect(isRefused([.rest, .rest], .tokens(1_000)))
    #expect(isRefused([.tokens(1_000), .rest], .tokens(1_000)))
    #expect(isRefused([.tokens(500), .tokens(400)], .tokens(1_000)))
    #expect(isRefused([.share(0.6), .share(0.6)], .tokens(1_000)))
    #expect(isRefused([.share(.nan)], .tokens(1_000)))
    #expect(isRefused([.tokens(1 << 52), .tokens(1 << 52)], nil))
    #expect(isRefused([], .tokens(1_000)))
  }
}

struct ScalingTests {
  /// Muennighoff et al. 2023: the worth of a token seen again and again.
  @Test func effectiveTokens() {
    #expect(EffectiveTokens.count(unique: 1_000, seen: 500) == 500)
    #expect(EffectiveTokens.count(unique: 1_000, seen: 1_000) == 1_000)
    for (epochs, worth) in [(2, 1.97), (4, 3.73), (8, 6.62), (16, 10.58), (40, 15.17)] {
      let effective = EffectiveTokens.count(unique: 1_000_000, seen: epochs * 1_000_000)
      #expect(abs(Double(effective) / 1e6 - worth) < 0.005)
    }
    #expect(abs(EffectiveTokens.count(unique: 1_000_000, seen: 1_000_000_000) - 16_387_756) < 10)
    #expect(EffectiveTokens.count(unique: 0, seen: 0) == 0)
    #expect(EffectiveTokens.count(unique: 1, seen: 1 << 53 - 1) == 16)
    #expect(EffectiveTokens.count(unique: 1 << 53 - 1, seen: Int.max) <= 17 << 53)
  }

  /// Hoffmann et al. 2022, table 3: tokens within a tenth, operations by 6 N D.
  @Test func computeOptimal() {
    for (parameters, tokens, operations) in [
      (400_000_000, 8.0e9, 1.92e19), (1_000_000_000, 20.2e9, 1.21e20), (10_000_000_000, 205.1e9, 1.23e22),
      (175_000_000_000, 3.7e12, 3.85e24), (1_000_000_000_000, 21.2e12, 1.27e26),
    ] {
      let model = ComputeOptimal(parameterCount: parameters)
      #expect(abs(Double(model.tokenCount) / tokens - 1) < 0.1)
      #expect(abs(model.floatingPointOperations(tokenCount: Int(tokens)) / operations - 1) < 0.01)
    }
    #expect(ComputeOptimal.parameterCount(forTokenCount: 20_000_000) == 1_000_000)
  }

  @Test func fixedPointAgreesWithTheLibrary() {
    var random = SeededGenerator(seed: 3)
    for value in [1, 2, 3, 1 << 53 - 1, Int.max] + (0..<1_000).map({ _ in Int.random(in: 1...1 << 53, using: &random) })
    {
      #expect(abs(Double(FixedPoint.log2(value)) / 0x1p56 - log2(Double(value))) < 1e-13)
    }
    #expect(FixedPoint.log2(1) == 0 && FixedPoint.log2(1 << 40) == 40 << 56)
    #expect(FixedPoint.powerOfTwo(minus: 0) == 1 << 62 && FixedPoint.powerOfTwo(minus: 1 << 56) == 1 << 61)
    for _ in 0..<1_000 {
      let exponent = Int.random(in: 0...40 << 56, using: &random)
      let power = Double(FixedPoint.powerOfTwo(minus: Int128(exponent))) / 0x1p62
      #expect(abs(power / exp2(-Double(exponent) / 0x1p56) - 1) < 1e-6)
    }
    #expect(FixedPoint.powerOfTwo(minus: Int128.max) == 0)
  }
}
