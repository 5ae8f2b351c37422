// Why a record gives no text.

/// Why extraction drops a record; the closed set of the stage.
public enum ExtractionDropReason: String, Sendable, CaseIterable {
  /// The page has no text, or none that is visible.
  case empty = "empty"
  /// The media type is none that carries text for us.
  case unsupportedMediaType = "unsupported-media-type"
  /// The page has more bytes than the limit.
  case tooLarge = "too-large"
  /// The bytes are no text: an image, an archive or the like under a text's media type.
  case binary = "binary"
}

/// An error of this module: what happened, and why.
public struct ExtractionError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The kind of failure, for callers that decide by it.
  public enum Code: Sendable, Equatable {
    /// The record is none that could become a document; the reason is what the ledger says.
    case dropped(ExtractionDropReason)
    /// A library that the options ask for is not installed.
    case libraryMissing
    /// The system refused memory or a parser could not be made.
    case resourceExhausted
  }

  public let code: Code
  public let message: String
  /// The address of the page, where it is known.
  public let url: String?

  public init(_ code: Code, _ message: String, url: String? = nil) {
    self.code = code
    self.message = message
    self.url = url
  }

  public var description: String { url.map { "\($0): \(message)" } ?? message }
}
