// Bytes that are not UTF-8.

import TextAnalysis

/// What becomes of bytes that are not UTF-8 when a text is encoded.
public enum InvalidUTF8: String, Sendable, CaseIterable {
  /// They are encoded as they are, each as a character that belongs to no class; ids decode to the same bytes.
  case keep
  /// Each ill-formed part becomes U+FFFD, as browsers and Python's `errors="replace"` do it.
  case replace
  /// The text is refused.
  case error
}

extension InvalidUTF8 {
  /// Calls `body` with the bytes as they are to be encoded.
  ///
  /// - Throws: `malformed` with the offset of the first byte that is not UTF-8, for `error`.
  func withText(
    of bytes: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Void
  ) throws(TokenizationError) {
    guard self != .keep, let offset = UTF8Bytes.firstInvalidOffset(bytes) else { return body(bytes) }
    guard self == .replace else { throw TokenizationError(.malformed, "this is not UTF-8", offset: offset) }
    var text = Array(bytes)
    UTF8Bytes.repair(&text)
    text.withUnsafeBufferPointer(body)
  }
}

extension BPETokenizer {
  /// The same as `encode(_:into:using:specialTokens:)` for bytes that may not be UTF-8.
  ///
  /// - Throws: `malformed` with the offset of the first byte that is not UTF-8, with `invalid` as `error`.
  public func encode(
    _ bytes: UnsafeBufferPointer<UInt8>, into ids: inout [UInt32], using workspace: EncodeWorkspace,
    specialTokens: SpecialTokens = .text, invalid: InvalidUTF8
  ) throws(TokenizationError) {
    try invalid.withText(of: bytes) { encode($0, into: &ids, using: workspace, specialTokens: specialTokens) }
  }
}
