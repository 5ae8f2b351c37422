// What goes wrong when documents are packed into rows.

/// An error of this module: what happened and where.
public struct PackingError: Error, Sendable, CustomStringConvertible {
  /// The kind of failure, for callers that decide by it.
  public enum Code: String, Sendable {
    /// A request that cannot be met; the message says which part of it.
    case invalidRequest = "invalid-request"
    /// A file that does not hold what its header, table or checksum says.
    case corrupt = "corrupt"
    /// Tokens went in that did not come out: our defect.
    case tokensLost = "tokens-lost"
  }

  public let code: Code
  public let message: String
  /// The file, or the name of the source.
  public let path: String

  public init(_ code: Code, _ message: String, path: String) {
    self.code = code
    self.message = message
    self.path = path
  }

  public var description: String { "\(path): \(message)" }
}
