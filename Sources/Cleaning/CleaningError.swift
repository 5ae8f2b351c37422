// What can be wrong with a cleaning rule or a setting.

/// An error in the definition of a cleaning stage or in a model's file; documents never cause one.
public struct CleaningError: Error, Sendable, Equatable, CustomStringConvertible {
  public enum Code: String, Sendable {
    /// A rule's pattern does not parse, or grows beyond the limit.
    case pattern = "rule-pattern"
    /// A rule has no anchors, or more of them than the automaton holds.
    case anchors = "rule-anchors"
    /// A setting is outside of its range.
    case setting = "setting"
    /// A model's file is damaged, or no model.
    case model = "model"
  }

  public let code: Code
  /// What is wrong and what is allowed there.
  public let message: String
  /// The rule's identifier, the setting's name, or the model's file and the byte there.
  public let location: String

  public init(code: Code, message: String, location: String) {
    self.code = code
    self.message = message
    self.location = location
  }

  public var description: String { "\(location): \(message) [\(code.rawValue)]" }
}
