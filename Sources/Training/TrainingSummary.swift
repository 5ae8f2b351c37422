// What a training run has to say at its end.

/// The result of `Trainer.run`. Losses are in nats per token.
public struct TrainingSummary: Codable, Sendable, Equatable {
  /// Where a run went on.
  public struct Resumption: Codable, Sendable, Equatable {
    public var step: Int
    /// The checkpoint was made with the same kernel and number of threads, so that the run is bit for bit the one that
    /// was interrupted.
    public var isExact: Bool
  }

  /// Steps done in all.
  public var stepCount: Int
  /// Tokens predicted in all.
  public var tokenCount: Int
  /// How often the training rows were read.
  public var epochCount: Double
  public var parameterCount: Int
  /// Mean training loss of the last step.
  public var loss: Double?
  public var validation: ValidationRecord
  /// The lowest loss that a model without context could have on the validation rows (`UnigramEntropy.own`).
  public var validationUnigramEntropy: Double?
  public var kernel: String
  public var threadCount: Int
  /// The run ended before its last step because it was asked to.
  public var wasStopped: Bool
  public var resumed: Resumption?
  /// Folder of the last checkpoint.
  public var checkpoint: String?
  /// File of the learning curves.
  public var curves: String
}

extension TrainingConfiguration {
  /// Whether a checkpoint of the other configuration can be continued with this one: what does not change the model
  /// that comes out may differ.
  func describesSameRun(as other: TrainingConfiguration) -> Bool {
    var same = other
    same.threadCount = threadCount
    same.kernel = kernel
    same.keptCheckpointCount = keptCheckpointCount
    same.checkpointInterval = checkpointInterval
    return self == same
  }
}
