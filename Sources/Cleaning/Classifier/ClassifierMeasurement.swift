// How good a classifier is on texts that it was not trained on.

/// A held-out text's score and what it is.
struct ScoredExample {
  let logit: Double
  let isPositive: Bool
  var probability = 0.0
}

/// Platt's calibration: the probability is the sigmoid of slope · logit + offset.
enum Calibration {
  /// Fits both by Newton's method, with the targets of Platt (1999) that keep small sets from certainty.
  static func fit(_ scored: [ScoredExample]) -> (slope: Double, offset: Double) {
    let positive = Double(scored.count { $0.isPositive })
    let negative = Double(scored.count) - positive
    let targets = (positive: (positive + 1) / (positive + 2), negative: 1 / (negative + 2))
    var (slope, offset) = (1.0, 0.0)
    for _ in 0..<50 {
      // A little of the identity keeps the matrix from being singular.
      var (a, b, c) = (1e-9, 0.0, 1e-9)
      var (g, h) = (0.0, 0.0)
      for example in scored {
        let probability = LogisticFunction.sigmoid(slope * example.logit + offset)
        let error = probability - (example.isPositive ? targets.positive : targets.negative)
        let weight = probability * (1 - probability)
        g += error * example.logit
        h += error
        a += weight * example.logit * example.logit
        b += weight * example.logit
        c += weight
      }
      let determinant = a * c - b * b
      guard determinant > 1e-18 else { break }
      let steps = ((c * g - b * h) / determinant, (a * h - b * g) / determinant)
      // Steps beyond this come from flat regions, where the quadratic is no guide.
      slope -= min(max(steps.0, -1), 1)
      offset -= min(max(steps.1, -1), 1)
      if abs(steps.0) + abs(steps.1) < 1e-10 { break }
    }
    return slope > 0 ? (slope, offset) : (1, 0)
  }
}

/// Precision and recall of the positive class over all thresholds.
public struct ClassifierMeasurement: Sendable, Equatable {
  /// What keeping the documents with at least a score would do.
  public struct Point: Sendable, Equatable {
    public let threshold: Double
    /// Share of the kept documents that are positive; 1 where none is kept.
    public let precision: Double
    /// Share of the positive documents that are kept.
    public let recall: Double
    /// Documents kept.
    public let kept: Int
  }

  public let positiveCount: Int
  public let negativeCount: Int
  /// A point for each score that occurs, thresholds descending.
  public let curve: [Point]
  /// Probability that a positive document scores above a negative one; ties count half.
  public let areaUnderROC: Double
  /// Mean of the precision over the recall.
  public let averagePrecision: Double
  /// Share of the documents that the threshold 0.5 puts on the right side.
  public let accuracy: Double
  /// Mean squared difference between probability and truth.
  public let brierScore: Double

  init(_ scored: [ScoredExample]) {
    let positive = scored.count { $0.isPositive }
    let negative = scored.count - positive
    let sorted = scored.map { (RoundedScore($0.probability).value, $0.isPositive) }.sorted { $0.0 > $1.0 }
    var curve: [Point] = []
    var kept = (positive: 0, negative: 0)
    var (area, precisions) = (0.0, 0.0)
    var index = 0
    while index < sorted.count {
      let threshold = sorted[index].0
      var here = (positive: 0, negative: 0)
      while index < sorted.count, sorted[index].0 == threshold {
        if sorted[index].1 { here.positive += 1 } else { here.negative += 1 }
        index += 1
      }
      area += Double(here.negative) * (Double(kept.positive) + Double(here.positive) / 2)
      kept = (kept.positive + here.positive, kept.negative + here.negative)
      let precision = Double(kept.positive) / Double(kept.positive + kept.negative)
      precisions += precision * Double(here.positive)
      curve.append(
        Point(
          threshold: threshold, precision: precision, recall: Double(kept.positive) / Double(max(positive, 1)),
          kept: kept.positive + kept.negative))
    }
    self.curve = curve
    positiveCount = positive
    negativeCount = negative
    areaUnderROC = area / Double(max(positive * negative, 1))
    averagePrecision = precisions / Double(max(positive, 1))
    accuracy = Double(scored.count { ($0.probability >= 0.5) == $0.isPositive }) / Double(max(scored.count, 1))
    brierScore =
      scored.reduce(0) { sum, example in
        let difference = example.probability - (example.isPositive ? 1 : 0)
        return sum + difference * difference
      } / Double(max(scored.count, 1))
  }

  /// What a threshold does.
  public func point(at threshold: Double) -> Point {
    let reached = curve.last { $0.threshold >= threshold }
    return Point(
      threshold: threshold, precision: reached?.precision ?? 1, recall: reached?.recall ?? 0, kept: reached?.kept ?? 0)
  }

  /// The threshold that keeps most documents at this precision or a better one; nil where none does.
  public func threshold(forPrecision wanted: Double) -> Point? { curve.last { $0.precision >= wanted } }
}
