// What goes wrong with vocabularies and tokenizer files.

/// An error of this module: what happened, in which file, at which byte.
public struct TokenizationError: Error, Sendable, CustomStringConvertible {
  /// The kind of failure, for callers that decide by it.
  public enum Code: String, Sendable {
    /// The file is not in the format it should be in.
    case malformed = "malformed"
    /// The format is known, what it asks for is not supported.
    case unsupported = "unsupported"
    /// Tokens, merges or ids contradict each other.
    case inconsistent = "inconsistent"
    /// A limit of this module was passed; the message names it.
    case limitExceeded = "limit-exceeded"
    /// The file could not be read or written.
    case inputOutput = "input-output"
    /// A value the caller gave makes no sense.
    case invalidArgument = "invalid-argument"
  }

  public let code: Code
  public let message: String
  /// The file, or another name for messages; empty when there is none.
  public let path: String
  /// Offset in bytes in the file, when known.
  public let offset: Int?

  public init(_ code: Code, _ message: String, path: String = "", offset: Int? = nil) {
    self.code = code
    self.message = message
    self.path = path
    self.offset = offset
  }

  public var description: String {
    switch (path.isEmpty, offset) {
    case (true, nil): message
    case (true, .some(let offset)): "byte \(offset): \(message)"
    case (false, nil): "\(path): \(message)"
    case (false, .some(let offset)): "\(path), byte \(offset): \(message)"
    }
  }
}
