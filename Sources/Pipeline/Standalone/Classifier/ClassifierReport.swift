// What was measured of a classifier, as a table, as JSON, in a line.

import Cleaning
import Corpus

/// Precision and recall on the texts that were held out.
struct ClassifierReport {
  let measurement: ClassifierMeasurement
  let wantedPrecision: Double
  /// Texts that were trained on.
  let trained: (positive: Int, negative: Int)

  private static let thresholds = [0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99]

  private var suggestion: ClassifierMeasurement.Point? { measurement.threshold(forPrecision: wantedPrecision) }

  /// One line for a person.
  var summary: String {
    let counts =
      "\(trained.positive) + \(trained.negative) texts trained on, \(measurement.positiveCount) + "
      + "\(measurement.negativeCount) held out: ROC area \(Self.digits(measurement.areaUnderROC)), average precision "
      + Self.digits(measurement.averagePrecision)
    guard let suggestion else { return "\(counts); no threshold has precision \(Self.digits(wantedPrecision))" }
    return
      "\(counts); from score \(Self.digits(suggestion.threshold)) precision is \(Self.digits(suggestion.precision)), "
      + "recall \(Self.digits(suggestion.recall))"
  }

  /// A line for each of some thresholds.
  var table: String {
    var lines = ["threshold  precision  recall   kept"]
    for threshold in Self.thresholds {
      let point = measurement.point(at: threshold)
      let kept = String(point.kept)
      lines.append(
        "\(Self.digits(threshold))     \(Self.digits(point.precision))     \(Self.digits(point.recall))   "
          + String(repeating: " ", count: max(0, 4 - kept.utf8.count)) + kept)
    }
    return lines.joined(separator: "\n")
  }

  /// What the model's file says of its training.
  func summaryJSON(_ training: ClassifierTraining) -> JSONObject {
    var object: JSONObject = [
      "trained_positive": .int(trained.positive), "trained_negative": .int(trained.negative),
      "held_out_positive": .int(measurement.positiveCount), "held_out_negative": .int(measurement.negativeCount),
      "epochs": .int(training.epochs), "seed": .string(String(training.seed)),
      "area_under_roc": .double(Self.rounded(measurement.areaUnderROC)),
      "average_precision": .double(Self.rounded(measurement.averagePrecision)),
      "accuracy": .double(Self.rounded(measurement.accuracy)),
      "brier_score": .double(Self.rounded(measurement.brierScore)),
    ]
    object["wanted_precision"] = .double(wantedPrecision)
    object["suggested_threshold"] = suggestion.map { .double($0.threshold) } ?? .null
    return object
  }

  /// Everything, with the curve at every score that occurs.
  func json(_ training: ClassifierTraining) -> [UInt8] {
    var object = summaryJSON(training)
    object["curve"] = .array(
      measurement.curve.map { point in
        .object([
          "threshold": .double(point.threshold), "precision": .double(Self.rounded(point.precision)),
          "recall": .double(Self.rounded(point.recall)), "kept": .int(point.kept),
        ])
      })
    return JSONValue.object(object).bytes(JSONValue.Style(indentation: 2)) + [0x0a]
  }

  private static func rounded(_ value: Double) -> Double { (value * 1e6).rounded() / 1e6 }

  /// Three decimals, without the locale.
  private static func digits(_ value: Double) -> String {
    let scaled = Int((value * 1000).rounded())
    let fraction = String(scaled % 1000)
    return "\(scaled / 1000)." + String(repeating: "0", count: 3 - fraction.utf8.count) + fraction
  }
}
