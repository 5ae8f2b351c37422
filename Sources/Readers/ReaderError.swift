// What is wrong with how a source was described; what is wrong with its bytes becomes quarantine entries instead.

/// An error in the configuration of a reader: what, where, and what to do about it.
public struct ReaderError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The kind of error, for callers that decide by it.
  public enum Code: String, Sendable {
    /// A column is named that the table does not have.
    case unknownColumn = "unknown-column"
    /// A row filter or a text template that cannot be read.
    case syntax
    /// An option whose value makes no sense, such as a delimiter that is a quote.
    case invalidOption = "invalid-option"
    /// The dialect of a dump cannot be told from its beginning.
    case unknownDialect = "unknown-dialect"
  }

  public let code: Code
  public let message: String
  /// The file that was read, where there was one.
  public let file: String?
  /// Offset in bytes in the filter or template, for errors of syntax.
  public let position: Int?

  public init(_ code: Code, _ message: String, file: String? = nil, position: Int? = nil) {
    self.code = code
    self.message = message
    self.file = file
    self.position = position
  }

  public var description: String { file.map { "\($0): \(message)" } ?? message }
}
