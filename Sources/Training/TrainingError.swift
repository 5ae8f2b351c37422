// What goes wrong when a model is trained.

/// An error of this module: what happened, where, why, and what to do about it.
public struct TrainingError: Error, Sendable, CustomStringConvertible {
  /// The kind of failure, for callers that decide by it.
  public enum Code: String, Sendable {
    /// A configuration that contradicts itself or leaves its range.
    case invalidConfiguration = "invalid-configuration"
    /// Token rows that do not fit the model: an id beyond the vocabulary, rows of another length, no rows.
    case invalidData = "invalid-data"
    /// A checkpoint that is damaged.
    case corruptCheckpoint = "corrupt-checkpoint"
    /// A checkpoint of another model, configuration, kernel or data set.
    case otherCheckpoint = "other-checkpoint"
    /// The loss or the gradient is no longer a finite number.
    case diverged = "diverged"
    /// A failure of the operating system.
    case inputOutput = "input-output"
    /// A library that was asked for by name is not installed.
    case libraryMissing = "library-missing"
  }

  public let code: Code
  public let message: String
  /// The file, the configuration's key, or the step.
  public let location: String

  public init(_ code: Code, _ message: String, location: String) {
    self.code = code
    self.message = message
    self.location = location
  }

  public var description: String { "\(location): \(message)" }
}
