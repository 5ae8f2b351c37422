// Where a value stands in JSON text, without a copy of it.

/// A value's place: what kind it is, and its bytes.
public struct JSONSpan: Sendable, Equatable {
  public enum Kind: UInt8, Sendable {
    case null, `true`, `false`, number, string, array, object
  }

  public var kind: Kind
  /// Offset of the value's first byte; of a string, of the first byte behind the opening quote.
  public var start: Int
  /// Offset behind the value's last byte; of a string, of the closing quote.
  public var end: Int
  /// True for a string that holds escape sequences, so that its bytes are not its content.
  public var hasEscapes: Bool

  public init(kind: Kind, start: Int, end: Int, hasEscapes: Bool = false) {
    self.kind = kind
    self.start = start
    self.end = end
    self.hasEscapes = hasEscapes
  }

  /// Number of bytes of the value as written.
  public var byteCount: Int { end - start }
}
