// What goes wrong with bytes on disk and on the wire.

/// An error of this module: what happened, where, why, and what to do about it.
public struct StorageError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The kind of failure, for callers that decide by it.
  public enum Code: String, Sendable {
    /// The file or folder does not exist.
    case notFound = "not-found"
    /// The file exists and may not be read or written.
    case permissionDenied = "permission-denied"
    /// The device has no space left.
    case diskFull = "disk-full"
    /// A folder, pipe or device where a regular file is needed.
    case notRegular = "not-regular"
    /// Any other failure of the operating system.
    case inputOutput = "input-output"
    /// Compressed bytes that do not decode, or decode to something their checksum denies.
    case corrupt = "corrupt"
    /// The stream ends inside a compressed member or frame.
    case truncated = "truncated"
    /// A limit of the configuration was passed; the message names it.
    case limitExceeded = "limit-exceeded"
    /// A library that is opened at run time is not installed.
    case libraryMissing = "library-missing"
    /// A program that is started for some inputs is not installed.
    case programMissing = "program-missing"
    /// A program that was started ended with a failure.
    case commandFailed = "command-failed"
    /// A name pattern or a path that cannot be understood.
    case invalidPath = "invalid-path"
  }

  public let code: Code
  public let message: String
  /// The file, or another name of the stream.
  public let path: String
  /// Offset in bytes in the file as stored (compressed, where it is compressed), when known.
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
