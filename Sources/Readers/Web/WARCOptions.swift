// What is taken from a web archive.

/// Which records of a WARC file become documents.
public struct WARCOptions: Sendable, Equatable {
  /// HTTP statuses of responses that are taken; the others are skipped as `warc-http-status`.
  public var statuses: [Int]
  /// Media types that are taken; the others are skipped as `warc-media-type`.
  public var mediaTypes: [String]
  /// Largest record in bytes, header and coded body; larger ones are quarantined.
  public var maximumByteCount: Int
  /// Largest body after its content coding is taken away.
  public var maximumDecodedByteCount: Int

  public init(
    statuses: [Int] = [200], mediaTypes: [String] = ["text/html", "application/xhtml+xml", "text/plain"],
    maximumByteCount: Int = 64 << 20, maximumDecodedByteCount: Int = 256 << 20
  ) {
    self.statuses = statuses
    self.mediaTypes = mediaTypes
    self.maximumByteCount = maximumByteCount
    self.maximumDecodedByteCount = maximumDecodedByteCount
  }
}
