// Items whose words were changed here and there: short n-grams of one item that stand close together.
//
// Seed and extend, as searches for similar sequences do: a text's n-grams of five units are looked up; where several of
// one item stand within a stretch of about the question's length, the stretch is compared with the item unit by unit.

import TextAnalysis

/// Short n-grams of the items, and the comparison of an item with a stretch of text.
struct ClusterIndex: Sendable {
  /// Units of a seed.
  static let seedUnits = GramGate.width
  /// Fewest units of a question, and fewest of its units that must be found.
  static let minimumUnits = 13
  /// Units in a row that must be equal to count as found.
  static let runUnits = 3
  /// Units between two found runs that still belong to one stretch.
  static let maximumGap = 12

  private(set) var seeds: NGramTable

  /// - Parameter capacity: n-grams of five units in all items.
  init(capacity: Int) {
    // About half of them are sampled; 8 deviations above that is room for all.
    seeds = NGramTable(capacity: min(capacity, capacity / 2 + 4 * Int(Double(capacity).squareRoot()) + 64))
  }

  var byteCount: Int { seeds.byteCount }

  /// How many of an item's units are looked for: the question, or all of an item whose question is too short.
  static func targetCount(questionCount: Int, count: Int) -> Int {
    let question = min(questionCount, ItemReferences.unitLimit)
    return question >= minimumUnits ? question : min(count, ItemReferences.unitLimit)
  }

  static func seedCount(questionCount: Int, count: Int, rules: MatchRules) -> Int {
    let target = targetCount(questionCount: questionCount, count: count)
    return rules.clusterShare == 0 || target < minimumUnits ? 0 : target - seedUnits + 1
  }

  /// Enters the seeds of an item; false when there is no room for them.
  ///
  /// - Parameter units: the item's units, of which `references` holds 32 bits each.
  mutating func enter(
    _ item: UInt32, _ units: [UInt64], _ references: borrowing ItemReferences, _ rules: MatchRules
  ) -> Bool {
    let count = Self.seedCount(
      questionCount: references.questionCount(item), count: references.count(item), rules: rules)
    if count == 0 { return true }
    var hashes: [UInt64] = []
    NGrams.hashes(of: Array(units.prefix(count + Self.seedUnits - 1)), n: Self.seedUnits, into: &hashes)
    return references.withUnits(item) { short in
      for first in 0..<count {
        let isCommon = short[first..<first + Self.seedUnits].contains(ItemReferences.none)
        if isCommon || !GramGate.isSampled(hashes[first])
          || !isVaried(units[first..<first + Self.seedUnits], Self.seedUnits - 1)
        {
          continue
        }
        if !seeds.insert(hashes[first], item) { return false }
      }
      return true
    }
  }
}
