// Mixes: published tables, caps, sums, and what cannot be made.

import TestSupport
import Testing

@testable import Mixing

struct MixPlanTests {
  /// Brown et al. 2020, table 2.2, in thousandths: the epochs follow from weights, sizes and the budget.
  @Test func epochsOfGPT3() throws {
    let names = ["Common Crawl", "WebText2", "Books1", "Books2", "Wikipedia"]
    let tokens = [410, 19, 12, 55, 3].map { $0 * 1_000_000_000 }
    let weights = [0.60, 0.22, 0.08, 0.08, 0.03]
    let sources = names.indices.map {
      MixSource(name: names[$0], documentCount: 1, tokenCount: tokens[$0], weight: weights[$0])
    }
    let plan = try MixPlan(
      MixRequest(sources: sources, tokenBudget: 300_000_000_000, maximumEpochs: 10, rowTokenCount: 2_049))
    // The printed weights sum to 1.01.
    let expected = zip(weights, tokens).map { 300e9 * $0 / 1.01 / Double($1) }
    for (share, epochs) in zip(plan.shares, expected) { #expect(abs(share.epochs - epochs) < 1e-4) }
    #expect(plan.tokenQuota == 300_000_000_000 / 2_049 * 2_049)
    #expect(plan.warnings.isEmpty)
    #expect(plan.shares[1].wholeEpochs == 3)
    for share in plan.shares {
      #expect(
        share.wholeEpochs * tokens[names.firstIndex(of: share.name) ?? 0] + share.fractionTokens == share.tokenQuota)
    }
  }

  @Test func withoutWeightsEverythingIsTakenOnce() throws {
    let plan = try MixPlan(
      MixRequest(
        sources: [
          MixSource(name: "a", documentCount: 3, tokenCount: 300),
          MixSource(name: "b", documentCount: 1, tokenCount: 100),
          MixSource(name: "empty", documentCount: 0, tokenCount: 0),
        ], rowTokenCount: 64))
    #expect(plan.shares.map(\.rowQuota) == [nil, nil, nil])
    #expect(plan.shares.map(\.wholeEpochs) == [1, 1, 0])
    #expect(plan.shares.map(\.asked) == [0.75, 0.25, 0])
  }

  @Test func withoutBudgetSharesAreExactAndNoCapIsPassed() throws {
    let plan = try MixPlan(
      MixRequest(
        sources: [
          MixSource(name: "web", documentCount: 1, tokenCount: 1_000_000, weight: 0.5),
          MixSource(name: "books", documentCount: 1, tokenCount: 10_000, weight: 0.5),
        ], maximumEpochs: 4, rowTokenCount: 10))
    #expect(plan.shares.map(\.rowQuota) == [4_000, 4_000])
    #expect(plan.shares.map(\.obtained) == [0.5, 0.5])
    #expect(plan.shares[1].epochs == 4)
    #expect(plan.warnings.isEmpty)
  }

  @Test func whatACapHoldsBackGoesToTheOthers() throws {
    let plan = try MixPlan(
      MixRequest(
        sources: [
          MixSource(name: "a", documentCount: 1, tokenCount: 100, weight: 0.5),
          MixSource(name: "b", documentCount: 1, tokenCount: 10_000, weight: 0.3),
          MixSource(name: "c", documentCount: 1, tokenCount: 10_000, weight: 0.2),
        ], tokenBudget: 1_000, maximumEpochs: 2, rowTokenCount: 1))
    #expect(plan.shares.map(\.rowQuota) == [200, 480, 320])
    #expect(plan.shares.map(\.isCapped) == [true, false, false])
    #expect(plan.warnings.count == 1)
    #expect(plan.warnings[0].hasPrefix("a: held back by the cap of 2.00 epochs; its share is 20.00 %"))
  }

  @Test func budgetsThatCannotBeMetAreSaid() throws {
    let plan = try MixPlan(
      MixRequest(
        sources: [MixSource(name: "a", documentCount: 1, tokenCount: 100, weight: 1)], tokenBudget: 1_000,
        maximumEpochs: 5, rowTokenCount: 10))
    #expect(plan.shares[0].rowQuota == 50)
    #expect(plan.warnings.count == 3)
    #expect(plan.warnings.contains { $0.contains("5.00 epochs; repetition beyond four") })
    #expect(plan.warnings.last == "the budget of 1000 tokens is not met: the caps on epochs allow 500")
  }

  @Test func randomMixesKeepTheirSums() throws {
    var random = SeededGenerator(seed: 41)
    for _ in 0..<500 {
      let count = Int.random(in: 1...8, using: &random)
      let sources = (0..<count).map {
        MixSource(
          name: "s\($0)", documentCount: 1, tokenCount: Int.random(in: 1...1_000_000, using: &random),
          weight: Double.random(in: 0.01...1, using: &random))
      }
      let request = MixRequest(
        sources: sources,
        tokenBudget: Bool.random(using: &random) ? Int.random(in: 1...2_000_000, using: &random) : nil,
        maximumEpochs: Double(Int.random(in: 1...8, using: &random)),
        rowTokenCount: Int.random(in: 1...3_000, using: &random))
      let plan = try MixPlan(request)
      if let budget = request.tokenBudget { #expect(plan.tokenQuota <= budget) }
      for (share, source) in zip(plan.shares, sources) {
        #expect(Double(share.tokenQuota) <= Double(source.tokenCount) * request.maximumEpochs)
        #expect(share.wholeEpochs * source.tokenCount + share.fractionTokens == share.tokenQuota)
        #expect(share.fractionTokens >= 0 && share.fractionTokens < source.tokenCount)
      }
      // Nobody is held back: every source is within a row of its share of the rows.
      let rows = plan.shares.map { $0.rowQuota ?? 0 }
      if plan.shares.allSatisfy({ !$0.isCapped }) && request.tokenBudget != nil {
        for (share, row) in zip(plan.shares, rows) {
          #expect(
            abs(Double(row) - share.asked * Double(request.tokenBudget ?? 0) / Double(request.rowTokenCount)) <= 1)
        }
      }
    }
  }

  @Test func impossibleMixesAreRefused() {
    func code(_ weights: [Double?], tokens: [Int] = [100, 100], budget: Int? = nil) -> MixError.Code? {
      let sources = weights.indices.map {
        MixSource(name: "s\($0)", documentCount: 1, tokenCount: tokens[$0], weight: weights[$0])
      }
      do throws(MixError) {
        _ = try MixPlan(MixRequest(sources: sources, tokenBudget: budget, rowTokenCount: 10))
        return nil
      } catch { return error.code }
    }
    #expect(code([1, nil]) == .invalidWeights)
    #expect(code([1, -1]) == .invalidWeights)
    #expect(code([0, 0]) == .invalidWeights)
    #expect(code([1, .infinity]) == .invalidWeights)
    #expect(code([1, .nan]) == .invalidWeights)
    #expect(code([1, 1], tokens: [100, 0]) == .emptySource)
    #expect(code([1, 0], tokens: [100, 0]) == nil)
    #expect(code([1, 1], budget: 0) == .invalidRequest)
  }

  /// Muennighoff et al. 2023: the worth of a token seen again and again.
  @Test func effectiveTokens() {
    #expect(EffectiveTokens.count(unique: 1_000, seen: 500) == 500)
    #expect(EffectiveTokens.count(unique: 1_000, seen: 1_000) == 1_000)
    #expect(abs(EffectiveTokens.count(unique: 1_000_000, seen: 4_000_000) / 4_000_000 - 0.93) < 0.005)
    #expect(abs(EffectiveTokens.count(unique: 1_000_000, seen: 1_000_000_000) - 16_387_756) < 10)
    #expect(EffectiveTokens.count(unique: 0, seen: 0) == 0)
  }
}
