// Orders: exact shares at every prefix, and permutations that are ones.

import TestSupport
import Testing
import TokenShards

@testable import Packing

struct SlotScheduleTests {
  @Test func everyPrefixKeepsTheShares() {
    var random = SeededGenerator(seed: 51)
    for round in 0..<200 {
      let count = Int.random(in: 1...12, using: &random)
      // Shares of one size, and shares that differ by four orders of magnitude.
      let top = round % 2 == 0 ? 50 : 5_000
      let quotas = (0..<count).map { _ in
        Int.random(in: 0...(Bool.random(using: &random) ? top : 5), using: &random)
      }
      let total = quotas.reduce(0, +)
      let sharing = quotas.count { $0 > 0 }
      let bound = sharing > 1 ? 1 - 1 / Double(2 * sharing - 2) : 0
      var schedule = SlotSchedule(quotas: quotas)
      var given = [Int](repeating: 0, count: count)
      for slot in 1...max(1, total) where total > 0 {
        guard let source = schedule.next() else {
          Issue.record("the schedule ended at slot \(slot) of \(total)")
          break
        }
        given[source] += 1
        for index in quotas.indices {
          let lag = Double(quotas[index]) * Double(slot) / Double(total) - Double(given[index])
          #expect(abs(lag) <= bound + 1e-9, "source \(index) of \(quotas) after slot \(slot)")
        }
      }
      #expect(given == quotas)
      #expect(schedule.next() == nil)
      #expect(schedule.given == quotas)
    }
  }

  /// Within each phase every prefix keeps the phase's shares; phases of nothing are passed over.
  @Test func everyPrefixOfAPhaseKeepsItsShares() {
    var random = SeededGenerator(seed: 52)
    for _ in 0..<100 {
      let count = Int.random(in: 1...6, using: &random)
      let phases = (0..<Int.random(in: 1...5, using: &random)).map { _ in
        (0..<count).map { _ in Int.random(in: 0...4, using: &random) == 0 ? 0 : Int.random(in: 0...60, using: &random) }
      }
      var schedule = SlotSchedule(phases: phases)
      #expect(schedule.slotCount == phases.reduce(0) { $0 + $1.reduce(0, +) })
      var all = [Int](repeating: 0, count: count)
      for quotas in phases {
        let total = quotas.reduce(0, +)
        var given = [Int](repeating: 0, count: count)
        for slot in 1...max(1, total) where total > 0 {
          guard let source = schedule.next() else {
            Issue.record("the schedule ended early")
            return
          }
          given[source] += 1
          all[source] += 1
          #expect(schedule.given == all)
          for index in quotas.indices {
            #expect(abs(Double(quotas[index]) * Double(slot) / Double(total) - Double(given[index])) < 1)
          }
        }
        #expect(given == quotas)
      }
      #expect(schedule.next() == nil)
      #expect(all == schedule.quotas)
    }
  }

  @Test func goesOnFromACopyAcrossPhases() {
    var whole = SlotSchedule(phases: [[3, 4], [0, 5], [6, 0]])
    let slots = (0..<18).map { _ in whole.next() }
    for start in 0...18 {
      var first = SlotSchedule(phases: [[3, 4], [0, 5], [6, 0]])
      for _ in 0..<start { _ = first.next() }
      var second = first
      #expect((start..<18).map { _ in second.next() } == Array(slots[start...]))
    }
  }

  @Test func goesOnFromACopy() {
    var whole = SlotSchedule(quotas: [30, 50, 20])
    let all = (0..<100).map { _ in whole.next() }
    var first = SlotSchedule(quotas: [30, 50, 20])
    for _ in 0..<37 { _ = first.next() }
    var second = first
    #expect((37..<100).map { _ in second.next() } == Array(all[37...]))
  }
}

struct FeistelPermutationTests {
  private func key(_ seed: Int, epoch: Int = 0) -> KeyedHash {
    KeyedHash(seed: seed, purpose: "order", source: "web", epoch: epoch)
  }

  @Test(arguments: [0, 1, 2, 3, 4, 5, 15, 16, 17, 100, 1_000, 4_097])
  func isABijection(count: Int) {
    for seed in 0..<5 {
      let permutation = FeistelPermutation(count: count, hash: key(seed))
      #expect(Set((0..<count).map { permutation[$0] }) == Set(0..<count))
    }
  }

  @Test func differsByEpochAndSeedAndLooksRandom() {
    let count = 10_000
    let orders = [key(1), key(2), key(1, epoch: 1)].map { key in
      (0..<count).map { FeistelPermutation(count: count, hash: key)[$0] }
    }
    for first in 0..<3 {
      for second in 0..<first {
        // A random order agrees with another in about one place.
        #expect(zip(orders[first], orders[second]).count { $0 == $1 } < 10)
      }
      // Neighbours come from anywhere: the mean distance of random places is a third of the range.
      let distance = zip(orders[first], orders[first].dropFirst()).reduce(0) { $0 + abs($1.0 - $1.1) }
      #expect(abs(Double(distance) / Double(count) / Double(count) - 1.0 / 3) < 0.02)
    }
  }

  @Test func largeRangesStayInside() {
    let count = (1 << 40) + 12_345
    let permutation = FeistelPermutation(count: count, hash: key(7))
    let images = (0..<1_000).map { permutation[$0 * 1_000_003] }
    #expect(images.allSatisfy { $0 >= 0 && $0 < count })
    #expect(Set(images).count == images.count)
  }
}
