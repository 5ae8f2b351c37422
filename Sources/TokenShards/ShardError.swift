// What goes wrong with token files and shards.

/// An error of this module: what happened, where and why.
public struct ShardError: Error, Sendable, CustomStringConvertible {
  /// The kind of failure, for callers that decide by it.
  public enum Code: String, Sendable {
    /// A file that does not hold what its header, table or checksum says.
    case corrupt = "corrupt"
    /// A file of a version or kind that this program does not read.
    case unsupported = "unsupported"
    /// A limit of a format was passed; the message names it.
    case limitExceeded = "limit-exceeded"
    /// A token id outside the vocabulary.
    case idOutOfRange = "id-out-of-range"
    /// A manifest that lacks a member or has another kind of value there.
    case malformedManifest = "malformed-manifest"
    /// The writer was given something other than what it was announced.
    case inconsistent = "inconsistent"
    /// There is no such row or document.
    case notFound = "not-found"
  }

  public let code: Code
  public let message: String
  /// The file, or another name of the bytes.
  public let path: String
  /// Offset in bytes in the file, when known.
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
