// What goes wrong with document shards and ledgers.

/// An error of this module: what happened, where and why.
public struct CorpusError: Error, Sendable, CustomStringConvertible {
  /// The kind of failure, for callers that decide by it.
  public enum Code: String, Sendable {
    /// A file that does not hold what its header, index or checksum says.
    case corrupt = "corrupt"
    /// A document line or ledger line that lacks a field or holds another kind of value there.
    case malformed = "malformed"
    /// A file of a version that this program does not read.
    case unsupportedVersion = "unsupported-version"
    /// A limit of the format was passed; the message names it.
    case limitExceeded = "limit-exceeded"
    /// A document whose text is not UTF-8: a defect of the stage that made it.
    case invalidText = "invalid-text"
    /// There is no such row, frame or document.
    case notFound = "not-found"
  }

  public let code: Code
  public let message: String
  /// The file, or another name of the bytes.
  public let path: String
  /// Offset in bytes in the file as stored, when known.
  public let offset: Int?

  public init(_ code: Code, _ message: String, path: String, offset: Int? = nil) {
    self.code = code
    self.message = message
    self.path = path
    self.offset = offset
  }

  public var description: String {
    let place = offset.map { "\(path), byte \($0)" } ?? path
    return "\(place): \(message)"
  }
}
