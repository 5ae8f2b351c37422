// A trained linear classifier: what it holds and how it judges.

import Corpus
import TextAnalysis

/// Logistic regression over hashed n-grams, with calibrated probabilities.
///
/// The logit of a text with k features is the bias plus the sum of their weights over the square root of k; the
/// calibration (Platt 1999) makes a probability of it.
public struct LinearClassifier: Sendable, Equatable {
  public let features: FeatureSettings
  /// As many as 2 to the power of `features.bits`.
  public internal(set) var weights: [Float]
  public internal(set) var bias: Float
  /// The probability is the sigmoid of slope · logit + offset.
  public internal(set) var slope: Double = 1
  public internal(set) var offset: Double = 0

  /// A classifier that knows nothing.
  ///
  /// - Throws: `CleaningError` for settings out of range.
  public init(features: FeatureSettings) throws(CleaningError) {
    try features.check()
    self.features = features
    weights = [Float](repeating: 0, count: 1 << features.bits)
    bias = 0
  }

  /// The logit of a text with these features, each named once. The sum has one order, the features' own.
  func logit(_ features: some Collection<UInt32>) -> Float {
    weights.withUnsafeBufferPointer { weights in
      var sum: Float = 0
      for feature in features { sum += weights[Int(feature)] }
      return bias + sum / Float(max(features.count, 1)).squareRoot()
    }
  }

  /// The probability that a text with this logit is positive.
  func probability(ofLogit logit: Float) -> Double {
    LogisticFunction.sigmoid(slope * Double(logit) + offset)
  }
}

/// Judges texts by a classifier, with buffers of its own: one for each worker.
public struct ClassifierJudge {
  private let classifier: LinearClassifier
  private var extractor: FeatureExtractor

  public init(_ classifier: LinearClassifier) {
    self.classifier = classifier
    extractor = FeatureExtractor(settings: classifier.features)
  }

  /// The probability that the text is positive, from 0 to 1.
  public mutating func probability(_ text: UnsafeBufferPointer<UInt8>, units: borrowing TextUnits) -> Double {
    extractor.analyse(text, units: units)
    return classifier.probability(ofLogit: classifier.logit(extractor.features))
  }
}
