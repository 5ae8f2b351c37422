// How a model is trained.

/// The settings of one training run; every one has a default that suits a small model.
public struct TrainingConfiguration: Codable, Sendable, Equatable {
  public enum Optimizer: String, Codable, Sendable, CaseIterable {
    /// Loshchilov and Hutter 2019.
    case adamw
    /// Chen et al. 2023; wants a learning rate three to ten times lower and a weight decay as much higher.
    case lion
  }

  /// What the learning rate does after the warm-up.
  public enum Decay: String, Codable, Sendable, CaseIterable {
    case cosine, linear, constant
  }

  /// Which matrix product runs.
  public enum Kernel: String, Codable, Sendable, CaseIterable {
    /// OpenBLAS where it is installed, else the portable kernel.
    case automatic
    case openblas
    case portable
  }

  /// Rows in one pass through the model.
  public var batchSize = 8
  /// Passes whose gradients make one step.
  public var accumulationCount = 1
  /// Steps of the optimiser.
  public var stepCount = 300
  public var optimizer = Optimizer.adamw
  /// The highest learning rate, reached at the end of the warm-up.
  public var learningRate = 3e-3
  /// The learning rate of the last step; a tenth of `learningRate` when nil.
  public var minimumLearningRate: Double?
  public var warmupStepCount = 20
  public var decay = Decay.cosine
  public var beta1 = 0.9
  public var beta2 = 0.95
  public var epsilon = 1e-8
  /// Decoupled decay of matrices and the embedding; the weights of norms do not decay.
  public var weightDecay = 0.1
  /// Largest global norm of the gradient; 0 does not clip.
  public var clipNorm = 1.0
  /// Steps between two validations; there is also one after the first step and one after the last. 0: only those.
  public var validationInterval = 50
  /// The first so many rows of the validation set are measured each time.
  public var validationRowCount = 64
  /// Steps between two checkpoints; there is always one after the last step. 0: only that.
  public var checkpointInterval = 100
  /// How many checkpoints stay.
  public var keptCheckpointCount = 2
  /// Seed of the initial weights.
  public var seed: UInt64 = 1
  public var threadCount = 1
  public var kernel = Kernel.automatic

  public init() {}

  /// Keys that are missing take their defaults.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    func read<T: Decodable>(_ key: CodingKeys, _ target: inout T) throws {
      if let value = try values.decodeIfPresent(T.self, forKey: key) { target = value }
    }
    try read(.batchSize, &batchSize)
    try read(.accumulationCount, &accumulationCount)
    try read(.stepCount, &stepCount)
    try read(.optimizer, &optimizer)
    try read(.learningRate, &learningRate)
    minimumLearningRate = try values.decodeIfPresent(Double.self, forKey: .minimumLearningRate)
    try read(.warmupStepCount, &warmupStepCount)
    try read(.decay, &decay)
    try read(.beta1, &beta1)
    try read(.beta2, &beta2)
    try read(.epsilon, &epsilon)
    try read(.weightDecay, &weightDecay)
    try read(.clipNorm, &clipNorm)
    try read(.validationInterval, &validationInterval)
    try read(.validationRowCount, &validationRowCount)
    try read(.checkpointInterval, &checkpointInterval)
    try read(.keptCheckpointCount, &keptCheckpointCount)
    try read(.seed, &seed)
    try read(.threadCount, &threadCount)
    try read(.kernel, &kernel)
  }

  /// Checks every range.
  ///
  /// - Throws: `TrainingError` of code `invalidConfiguration` that names the key.
  public func validate() throws(TrainingError) {
    func check(_ isRight: Bool, _ key: String, _ message: String) throws(TrainingError) {
      if !isRight { throw TrainingError(.invalidConfiguration, message, location: "training.\(key)") }
    }
    func atLeast(_ least: Int, _ value: Int, _ key: String) throws(TrainingError) {
      try check((least...1 << 40).contains(value), key, "must be at least \(least), is \(value)")
    }
    try check((1...1 << 20).contains(batchSize), "batchSize", "must be 1 to 1048576, is \(batchSize)")
    try check((1...1 << 20).contains(accumulationCount), "accumulationCount", "must be 1 to 1048576")
    try check(
      batchSize * accumulationCount <= 1 << 30, "accumulationCount",
      "a step of \(batchSize) × \(accumulationCount) rows is more than 1073741824")
    try check((1...1 << 32).contains(stepCount), "stepCount", "must be 1 to 4294967296, is \(stepCount)")
    try check(learningRate.isFinite && learningRate > 0, "learningRate", "must be above 0, is \(learningRate)")
    if let least = minimumLearningRate {
      try check(
        least >= 0 && least <= learningRate, "minimumLearningRate", "must be 0 to the learning rate, is \(least)")
    }
    try atLeast(0, warmupStepCount, "warmupStepCount")
    try check(beta1 >= 0 && beta1 < 1, "beta1", "must be 0 or more and below 1, is \(beta1)")
    try check(beta2 >= 0 && beta2 < 1, "beta2", "must be 0 or more and below 1, is \(beta2)")
    try check(epsilon > 0 && epsilon < 1, "epsilon", "must be between 0 and 1, is \(epsilon)")
    try check(weightDecay.isFinite && weightDecay >= 0, "weightDecay", "must be 0 or more, is \(weightDecay)")
    try check(clipNorm.isFinite && clipNorm >= 0, "clipNorm", "must be 0 or more, is \(clipNorm)")
    try atLeast(0, validationInterval, "validationInterval")
    try atLeast(1, validationRowCount, "validationRowCount")
    try atLeast(0, checkpointInterval, "checkpointInterval")
    try atLeast(1, keptCheckpointCount, "keptCheckpointCount")
    try check((1...256).contains(threadCount), "threadCount", "must be 1 to 256, is \(threadCount)")
  }
}
