// What can stop a run.

/// An error of a run or of one of its tasks.
public struct RunError: Error, Sendable, CustomStringConvertible {
  /// The kind of failure; each has its exit code (sysexits).
  public enum Code: Sendable, Equatable {
    /// Wrong call: an unknown stage or index, a plan of another program version.
    case usage
    /// Bad data beyond what the configuration allows; another attempt will not help.
    case badData
    /// There is nothing to read.
    case noInput
    /// Sums that disagree, or another defect of the program.
    case ourDefect
    /// I/O that another attempt may cure.
    case tryAgain
    /// Stopped by a signal.
    case interrupted
  }

  public let code: Code
  public let message: String

  public init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  public var description: String { message }
}
