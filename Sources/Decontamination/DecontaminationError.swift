// What can be wrong with benchmark files and settings.

/// An error while benchmark items are read or an index is made; documents never cause one.
public struct DecontaminationError: Error, Sendable, Equatable, CustomStringConvertible {
  public enum Code: String, Sendable {
    /// A line is no JSON object.
    case syntax = "benchmark-syntax"
    /// An item has no text that could be matched.
    case fields = "benchmark-fields"
    /// A mapping cannot be understood.
    case mapping = "benchmark-mapping"
    /// A benchmark file changed while it was read.
    case changed = "benchmark-changed"
    /// A setting is outside of its range.
    case setting = "setting"
    /// More items or n-grams than the index holds.
    case tooLarge = "index-size"
  }

  public let code: Code
  /// What is wrong and what is allowed there.
  public let message: String
  /// File and line, or the setting's name.
  public let location: String

  public init(code: Code, message: String, location: String) {
    self.code = code
    self.message = message
    self.location = location
  }

  public var description: String { "\(location): \(message) [\(code.rawValue)]" }
}
