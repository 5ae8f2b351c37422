// Evaluation items marked as clean or dirty by the rules that papers report by.

import TextAnalysis

/// What a corpus holds of each item. Observations add up in any order.
public struct ItemExposures: Sendable {
  /// Llama 2 (Touvron et al. 2023): units that must be equal at the beginning of a stretch, and units of it that may differ
  /// behind them.
  static let unchangedUnits = 10
  static let skipBudget = 4

  private var seenGrams: [UInt64]
  private var coveredUnits: [UInt64]
  private var longestRuns: [UInt32]

  public init(of index: ExposureIndex) {
    seenGrams = Array(repeating: 0, count: index.table.slotCount / 64 + 1)
    coveredUnits = Array(repeating: 0, count: index.units.count / 64 + 1)
    longestRuns = Array(repeating: 0, count: index.items.count)
  }

  public mutating func add(_ observations: ExposureIndex.Observations) {
    for slot in observations.slots { seenGrams[slot >> 6] |= 1 << UInt64(slot & 63) }
    for stretch in observations.stretches {
      for place in stretch { coveredUnits[place >> 6] |= 1 << UInt64(place & 63) }
    }
    for (item, length) in observations.runs {
      longestRuns[item] = max(longestRuns[item], UInt32(clamping: length))
    }
  }

  /// Calls `body` with the figures of every item, in the items' order.
  public func forEach(of index: ExposureIndex, _ body: (ItemExposure) throws -> Void) rethrows {
    let lengths = Self.gramLengths(index)
    for (number, item) in index.items.enumerated() {
      let units = index.units[item.start..<item.start + item.count]
      var exposure = ItemExposure(
        benchmark: index.benchmarks[Int(item.benchmark)], item: index.names[number], unitCount: item.count,
        gramLength: lengths[Int(item.benchmark)])
      let prompt = units.prefix(item.promptCount)
      exposure.promptGrams = grams(index, prompt)
      exposure.questionGrams =
        item.questionCount == item.promptCount
        ? exposure.promptGrams : grams(index, units.prefix(item.questionCount))
      exposure.answerGrams = grams(index, units.dropFirst(item.promptCount))
      exposure.coveredUnitCount = (item.start..<item.start + item.count).count {
        coveredUnits[$0 >> 6] >> UInt64($0 & 63) & 1 == 1
      }
      exposure.longestRun = Int(longestRuns[number])
      try body(exposure)
    }
  }

  private func grams(_ index: ExposureIndex, _ units: ArraySlice<UInt64>) -> ItemExposure.Share {
    var share = ItemExposure.Share()
    units.withUnsafeBufferPointer { units in
      NGrams.forEachWindow(of: units, n: ExposureIndex.gramUnits) { _, hash in
        share.total += 1
        if let slot = index.table.slot(of: hash), seenGrams[slot >> 6] >> UInt64(slot & 63) & 1 == 1 {
          share.found += 1
        }
        return true
      }
    }
    return share
  }

  /// GPT-3's length of n-grams for each benchmark: the 5th percentile of its items' lengths, 8 at least and 13 at most.
  private static func gramLengths(_ index: ExposureIndex) -> [Int] {
    var lengths: [[Int]] = Array(repeating: [], count: index.benchmarks.count)
    for item in index.items { lengths[Int(item.benchmark)].append(item.count) }
    return lengths.map { lengths in
      let sorted = lengths.sorted()
      return sorted.isEmpty ? 13 : min(13, max(8, sorted[sorted.count / 20]))
    }
  }
}

/// What a corpus holds of one item.
public struct ItemExposure: Sendable, Equatable {
  /// How many of some n-grams were found.
  public struct Share: Sendable, Equatable {
    public var found = 0
    public var total = 0
  }

  /// By Llama 2's shares of contaminated tokens: clean below 20 %, dirty from 80 % on, in between neither.
  public enum Cleanness: String, Sendable, CaseIterable {
    case clean
    case between
    case dirty
  }

  public var benchmark: String
  public var item: String
  public var unitCount: Int
  /// Units of the n-grams of GPT-3's rule for this benchmark.
  public var gramLength: Int
  /// N-grams of eight units: of the question, of the question with its options, and of the answer.
  public var questionGrams = Share()
  public var promptGrams = Share()
  public var answerGrams = Share()
  /// Units in stretches that stand in the corpus with at most four changes, none of them among the first ten units.
  public var coveredUnitCount = 0
  /// Units of the longest run that stands in the corpus unchanged; 0 for less than eight.
  public var longestRun = 0

  /// PaLM (Chowdhery et al. 2022, section 8): at least 70 % of the n-grams of eight units of question, prompt or target
  /// stand in the corpus.
  public var isContaminatedByPaLM: Bool {
    [questionGrams, promptGrams, answerGrams].contains { $0.total > 0 && $0.found * 10 >= $0.total * 7 }
  }

  /// Llama 2 (Touvron et al. 2023, appendix A.6).
  public var cleanness: Cleanness {
    if coveredUnitCount * 5 < unitCount || unitCount == 0 { return .clean }
    return coveredUnitCount * 5 >= unitCount * 4 ? .dirty : .between
  }

  /// GPT-3 (Brown et al. 2020, appendix C): an n-gram of the item stands in the corpus, or all of a shorter item.
  public var isDirtyByGPT3: Bool { longestRun >= max(ExposureIndex.gramUnits, min(gramLength, unitCount)) }
}
