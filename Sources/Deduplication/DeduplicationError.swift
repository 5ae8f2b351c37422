// What goes wrong when duplicates are searched, apart from the disk (`StorageError`).

/// An error of this module: what, where, why.
public struct DeduplicationError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The kind of failure, for callers that decide by it.
  public enum Code: String, Sendable {
    /// A parameter outside its range; the message names it.
    case invalidParameter = "invalid-parameter"
    /// A signature, candidate or removal file that is none, or was made with other parameters.
    case badFile = "bad-file"
    /// More documents than one run can number.
    case tooManyDocuments = "too-many-documents"
    /// Texts that were not handed over in the order that was asked for.
    case wrongOrder = "wrong-order"
  }

  public let code: Code
  public let message: String
  /// The file or the parameter.
  public let location: String

  public init(_ code: Code, _ message: String, at location: String) {
    self.code = code
    self.message = message
    self.location = location
  }

  public var description: String { "\(location): \(message)" }
}
