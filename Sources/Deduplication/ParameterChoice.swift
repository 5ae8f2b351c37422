// Bands and rows from what is wanted: a threshold, a recall, and how many permutations that may cost.

extension MinHashParameters {
  public static let defaultBands = 14
  public static let defaultRows = 8
  /// What a choice is made with where only the other is given.
  public static let defaultRecall = 0.95
  public static let defaultPermutations = 256

  /// Bands and rows for what somebody asked for: what is given stands; what is not is chosen where permutations or a
  /// recall are given, and has its default where neither is.
  ///
  /// - Throws: as `choose`.
  public static func bandsAndRows(
    bands: Int?, rows: Int?, permutations: Int?, recall: Double?, threshold: Double
  ) throws(DeduplicationError) -> (bands: Int, rows: Int) {
    if let bands, let rows { return (bands, rows) }
    if permutations == nil && recall == nil { return (bands ?? defaultBands, rows ?? defaultRows) }
    return try choose(
      threshold: threshold, recall: recall ?? defaultRecall, permutations: permutations ?? defaultPermutations,
      bands: bands, rows: rows)
  }

  /// Chooses bands and rows: of all that reach the recall at the threshold within the permutations, those with the
  /// largest precision of candidates; of equal ones those with the smallest area of false positives, then with the
  /// fewest permutations.
  ///
  /// - Parameters:
  ///   - threshold: similarity at which the recall is promised; above it recall is higher.
  ///   - recall: probability that a pair at the threshold becomes a candidate, above 0 and below 1.
  ///   - permutations: bands times rows, at most.
  ///   - bands: the number of bands, where it is not to be chosen.
  ///   - rows: the number of rows, where it is not to be chosen.
  /// - Throws: `invalidParameter`; where the recall cannot be reached, the message says with what it can.
  public static func choose(
    threshold: Double, recall: Double, permutations: Int, bands: Int? = nil, rows: Int? = nil
  ) throws(DeduplicationError) -> (bands: Int, rows: Int) {
    guard recall > 0, recall < 1 else {
      throw DeduplicationError(
        .invalidParameter, "a probability between 0 and 1 is needed, not \(recall)", at: "recall")
    }
    guard (1...256 * 64).contains(permutations) else {
      throw DeduplicationError(
        .invalidParameter, "1 to \(256 * 64) is allowed, not \(permutations)", at: "permutations")
    }
    var best: (parameters: MinHashParameters, curve: CandidateCurve)?
    for rows in rows.map({ $0...$0 }) ?? 1...64 where rows <= permutations {
      // Recall grows with the number of bands and precision falls: the fewest that reach the recall are the best.
      guard
        let parameters = try fewestBands(
          rows: rows, from: bands ?? 1, upTo: min(bands ?? 256, permutations / rows), threshold: threshold,
          recall: recall)
      else { continue }
      let curve = CandidateCurve(parameters)
      if best.map({ curve.isBetter(than: $0.curve) }) ?? true { best = (parameters, curve) }
    }
    guard let best else {
      throw try outOfReach(
        permutations: permutations, threshold: threshold, recall: recall, bands: bands, rows: rows)
    }
    return (best.parameters.bands, best.parameters.rows)
  }

  private static func fewestBands(
    rows: Int, from leastBands: Int, upTo mostBands: Int, threshold: Double, recall: Double
  ) throws(DeduplicationError) -> MinHashParameters? {
    if mostBands < leastBands { return nil }
    var low = leastBands
    var high = mostBands + 1
    while low < high {
      let middle = (low + high) / 2
      let parameters = try MinHashParameters(bands: middle, rows: rows, threshold: threshold)
      if parameters.recall(at: threshold) >= recall { high = middle } else { low = middle + 1 }
    }
    return low > mostBands ? nil : try MinHashParameters(bands: low, rows: rows, threshold: threshold)
  }

  /// The error for a recall out of reach, with the best that is within it.
  private static func outOfReach(
    permutations: Int, threshold: Double, recall: Double, bands: Int?, rows: Int?
  ) throws(DeduplicationError) -> DeduplicationError {
    // The fewest rows in the most bands find most.
    let rows = rows ?? 1
    let most = min(bands ?? 256, permutations / rows)
    let reached =
      most < (bands ?? 1)
      ? 0 : try MinHashParameters(bands: most, rows: rows, threshold: threshold).recall(at: threshold)
    let needed = try fewestBands(rows: rows, from: bands ?? 1, upTo: bands ?? 256, threshold: threshold, recall: recall)
    let advice = needed.map { "\($0.permutations) permutations reach it" } ?? "no number of permutations reaches it"
    return DeduplicationError(
      .invalidParameter,
      "of the pairs at the threshold \(threshold) at most \(reached) can be found with \(permutations) permutations, "
        + "not \(recall); \(advice)", at: "recall")
  }
}

/// What bands and rows make of pairs whose similarities are spread evenly from 0 to 1.
public struct CandidateCurve: Sendable, Equatable {
  /// Area under the curve of the probability to become a candidate, below and above the threshold.
  public let falsePositives: Double
  public let truePositives: Double
  /// Area above the curve, above the threshold: what is missed.
  public let falseNegatives: Double
  private let permutations: Int

  public init(_ parameters: MinHashParameters) {
    let threshold = parameters.threshold
    falsePositives = Self.area(0, threshold, of: parameters)
    truePositives = Self.area(threshold, 1, of: parameters)
    falseNegatives = max(0, 1 - threshold - truePositives)
    permutations = parameters.permutations
  }

  /// Share of the candidates that are at or above the threshold; the others cost a comparison each, nothing else.
  public var precision: Double {
    let all = truePositives + falsePositives
    return all > 0 ? truePositives / all : 1
  }

  func isBetter(than other: CandidateCurve) -> Bool {
    if precision != other.precision { return precision > other.precision }
    if falsePositives != other.falsePositives { return falsePositives < other.falsePositives }
    return permutations < other.permutations
  }

  /// Simpson's rule over 512 intervals.
  private static func area(_ start: Double, _ end: Double, of parameters: MinHashParameters) -> Double {
    let steps = 512
    let width = (end - start) / Double(steps)
    var sum = parameters.recall(at: start) + parameters.recall(at: end)
    for step in 1..<steps {
      sum += (step % 2 == 1 ? 4 : 2) * parameters.recall(at: start + Double(step) * width)
    }
    return sum * width / 3
  }
}
