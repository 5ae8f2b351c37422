// From scores to a choice: how much of the page each threshold would get right.

/// Over all thresholds of score: how many words lie above, and how many of them are to be expected to be main content.
///
/// A score is a log-odds in 256ths. The choice that gets the most words right, measured by the F-score of words, takes
/// all segments above *one* threshold, which differs from page to page: where nothing is sure it lies low, where the
/// main content stands out it lies high (Lewis, "Evaluating and optimizing autonomous text classification systems",
/// SIGIR 1995; Ye et al., "Optimizing F-measures", ICML 2012).
struct ScoreCurve {
  private static let binCount = 1024

  /// Sums over all segments in this bin and above it; words in halves, expected words in 65,536ths of that.
  private var weights: [Int] = []
  private var masses: [Int] = []
  /// The bin of the best threshold.
  private var bestBin = 0

  /// Chances of main content by bin, in 65,536ths. Made by arithmetic that IEEE 754 rounds
  /// alike on every machine, which `exp` is not.
  private static let chances: [Int] = {
    // e^(-1/64), the ratio of the odds of two neighbouring bins.
    let ratio = 0.98449643700540845
    var odds = 1.0
    var upper: [Int] = []
    for _ in 0..<binCount / 2 {
      upper.append(Int(65_536 / (1 + odds)))
      odds *= ratio
    }
    return upper.reversed().map { 65_536 - $0 } + upper
  }()

  @inline(__always)
  private static func bin(_ score: Int32) -> Int { Int(min(2047, max(-2048, score)) + 2048) >> 2 }

  /// The chance, in 65,536ths, that a segment of that score is main content.
  @inline(__always)
  static func chance(_ score: Int32) -> Int { chances[bin(score)] }

  /// Words of a segment, in halves, as they weigh in the choice; never zero.
  @inline(__always)
  static func weight(_ entry: SegmentStatistics) -> Int { 2 * entry.wordCount + entry.eastAsianCount + 1 }

  mutating func draw(_ scores: borrowing [Int32], _ statistics: borrowing [SegmentStatistics]) {
    weights.removeAll(keepingCapacity: true)
    masses.removeAll(keepingCapacity: true)
    weights.append(contentsOf: repeatElement(0, count: Self.binCount))
    masses.append(contentsOf: repeatElement(0, count: Self.binCount))
    for index in scores.indices {
      let bin = Self.bin(scores[index])
      let weight = Self.weight(statistics[index])
      weights[bin] += weight
      masses[bin] += weight * Self.chances[bin]
    }
    bestBin = Self.binCount - 1
    for bin in (0..<Self.binCount - 1).reversed() {
      weights[bin] += weights[bin + 1]
      masses[bin] += masses[bin + 1]
    }
    for bin in (0..<Self.binCount).reversed() where overlap(bin) > overlap(bestBin) { bestBin = bin }
  }

  var weight: Int { weights[0] }
  var mass: Int { masses[0] }
  /// Scores at or above this are chosen.
  var threshold: Int32 { Int32(bestBin) * 4 - 2048 }
  /// The F-score of words that the best threshold may expect, in 256ths.
  var bestOverlap: Int { Int(overlap(bestBin) * 256) }

  /// Expected words at or above a score.
  @inline(__always)
  func mass(above score: Int32) -> Int { masses[Self.bin(score)] }

  /// What a threshold at that score may expect, in 256ths.
  @inline(__always)
  func overlap(at score: Int32) -> Int { Int(overlap(Self.bin(score)) * 256) }

  @inline(__always)
  private func overlap(_ bin: Int) -> Double {
    let denominator = weights[bin] * 65_536 + masses[0]
    return denominator == 0 ? 0 : 2 * Double(masses[bin]) / Double(denominator)
  }
}
