// A document: text and what is known of it.

/// The unit of every stage after extraction.
public struct Document: Sendable {
  public var id: DocumentID
  /// Name of the source in the configuration.
  public var source: String
  /// UTF-8, always valid.
  public var text: [UInt8]
  public var origin: Origin
  /// A flat map; written in the order of its keys.
  public var metadata: [String: String]

  public init(
    id: DocumentID, source: String, text: [UInt8], origin: Origin, metadata: [String: String] = [:]
  ) {
    self.id = id
    self.source = source
    self.text = text
    self.origin = origin
    self.metadata = metadata
  }
}
