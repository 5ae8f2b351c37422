// Training a linear classifier: one pass after the other over examples on the disk, in an order that a seed decides.

import Corpus
import Storage
import TextAnalysis

/// How a classifier is trained.
public struct ClassifierTraining: Sendable, Equatable {
  public var features = FeatureSettings()
  /// Passes over the examples.
  public var epochs: Int = 5
  /// The first step's size.
  public var learningRate: Double = 0.5
  /// Share of the texts that is held out to measure and calibrate.
  public var heldOutShare: Double = 0.2
  public var seed: UInt64 = 0

  public init() {}

  /// - Throws: `CleaningError` for what is out of range.
  public func check() throws(CleaningError) {
    try features.check()
    guard (1...1000).contains(epochs) else {
      throw CleaningError(code: .setting, message: "\(epochs) is not from 1 to 1000", location: "epochs")
    }
    guard learningRate > 0, learningRate <= 100 else {
      throw CleaningError(
        code: .setting, message: "\(learningRate) is not above 0 and up to 100", location: "learning-rate")
    }
    guard heldOutShare > 0, heldOutShare < 1 else {
      throw CleaningError(code: .setting, message: "\(heldOutShare) is not between 0 and 1", location: "held-out")
    }
  }
}

/// The features of one text, found on any thread.
public struct ClassifierExample: Sendable {
  let features: [UInt32]
  /// Whether the text is held out: by its content, so that copies stand on one side.
  let isHeldOut: Bool
}

/// Finds the features of training texts; one for each worker.
public struct ExampleReader {
  private var extractor: FeatureExtractor
  private let training: ClassifierTraining

  public init(_ training: ClassifierTraining) {
    self.training = training
    extractor = FeatureExtractor(settings: training.features)
  }

  public mutating func read(_ text: UnsafeBufferPointer<UInt8>, units: borrowing TextUnits) -> ClassifierExample {
    extractor.analyse(text, units: units)
    let hash = XXH3.hash64(UnsafeRawBufferPointer(text), seed: training.seed)
    let isHeldOut = Double(hash >> 11) < training.heldOutShare * 9_007_199_254_740_992
    return ClassifierExample(features: extractor.features, isHeldOut: isHeldOut)
  }
}

/// Collects examples and trains on them.
///
/// Logistic regression by stochastic gradient descent with AdaGrad's step sizes (Duchi et al. 2011), on one thread. Both
/// classes weigh the same, however many examples they have. The result depends on the examples, their order and the
/// settings, and on nothing else.
public final class ClassifierTrainer {
  private let training: ClassifierTraining
  private let examples: ExampleStore
  private let heldOut: ExampleStore

  /// - Parameter folder: where the examples' features lie meanwhile, about as many bytes as the texts have.
  public init(_ training: ClassifierTraining, folder: String) throws {
    try training.check()
    self.training = training
    examples = try ExampleStore(folder: folder)
    heldOut = try ExampleStore(folder: folder)
  }

  public func add(_ example: ClassifierExample, isPositive: Bool) throws {
    try (example.isHeldOut ? heldOut : examples).append(example.features[...], isPositive: isPositive)
  }

  /// What was collected: texts of a class, to train on and held out.
  public func count(isPositive: Bool) -> (trained: Int, heldOut: Int) {
    (examples.labels.count { $0 == isPositive }, heldOut.labels.count { $0 == isPositive })
  }

  /// Trains, measures on what was held out, and calibrates.
  ///
  /// - Precondition: both classes have examples on both sides.
  public func train(cancellation: CancellationFlag? = nil) throws -> (LinearClassifier, ClassifierMeasurement) {
    var classifier = try LinearClassifier(features: training.features)
    var squares = [Float](repeating: 1e-4, count: classifier.weights.count)
    var biasSquares: Float = 1e-4
    let positive = count(isPositive: true).trained
    let total = Float(examples.count)
    let classWeights = (
      positive: total / Float(2 * max(positive, 1)), negative: total / Float(2 * max(examples.count - positive, 1))
    )
    let rate = Float(training.learningRate)
    var random = SplitMix(seed: training.seed)
    var order = Array(0..<examples.count)
    for epoch in 0..<training.epochs {
      try cancellation?.check()
      random.shuffle(&order)
      // Smaller steps in every pass, so that the last examples do not decide alone.
      let step = rate / Float(epoch + 1)
      for index in order {
        let isPositive = examples.labels[index]
        try examples.withFeatures(of: index) { features in
          let logit = Double(classifier.logit(features))
          let error =
            Float(LogisticFunction.sigmoid(logit) - (isPositive ? 1 : 0))
            * (isPositive ? classWeights.positive : classWeights.negative)
          let gradient = error / Float(max(features.count, 1)).squareRoot()
          biasSquares += error * error
          classifier.bias -= step * error / biasSquares.squareRoot()
          classifier.weights.withUnsafeMutableBufferPointer { weights in
            squares.withUnsafeMutableBufferPointer { squares in
              for feature in features {
                let feature = Int(feature)
                squares[feature] += gradient * gradient
                weights[feature] -= step * gradient / squares[feature].squareRoot()
              }
            }
          }
        }
      }
    }
    var scored: [ScoredExample] = []
    for index in 0..<heldOut.count {
      let logit = try heldOut.withFeatures(of: index) { classifier.logit($0) }
      scored.append(ScoredExample(logit: Double(logit), isPositive: heldOut.labels[index]))
    }
    (classifier.slope, classifier.offset) = Calibration.fit(scored)
    for index in scored.indices {
      scored[index].probability = classifier.probability(ofLogit: Float(scored[index].logit))
    }
    return (classifier, ClassifierMeasurement(scored))
  }
}

/// The generator of Steele, Lea and Flood (2014), for orders that a seed decides.
private struct SplitMix {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  private mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var value = state
    value = (value ^ value >> 30) &* 0xbf58_476d_1ce4_e5b9
    value = (value ^ value >> 27) &* 0x94d0_49bb_1331_11eb
    return value ^ value >> 31
  }

  mutating func shuffle(_ order: inout [Int]) {
    for index in order.indices.dropFirst().reversed() {
      order.swapAt(index, Int(next().multipliedFullWidth(by: UInt64(index + 1)).high))
    }
  }
}
