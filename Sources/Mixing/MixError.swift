// Why a mix cannot be made.

/// A mix that cannot be made.
public struct MixError: Error, Sendable, Equatable, CustomStringConvertible {
  public enum Code: String, Sendable {
    /// Weights that are negative, not finite, all zero, or too many or too few.
    case invalidWeights = "invalid-weights"
    /// A group with a weight that has no tokens.
    case emptyGroup = "empty-group"
    /// A budget, a row length, a temperature or a bound on epochs that is out of range.
    case invalidRequest = "invalid-request"
    /// A weight that the most epochs of its group do not allow, or the fewest epochs exceed.
    case weightNotMet = "weight-not-met"
    /// A budget beyond the most epochs of all groups, or below the fewest.
    case budgetNotMet = "budget-not-met"
    /// A name that no group has, or groups that nothing is said of.
    case unknownGroup = "unknown-group"
  }

  public let code: Code
  public let message: String

  public init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  public var description: String { message }
}
