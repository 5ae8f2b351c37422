// An HTTP body without its transfer and content codings.

/// Why a body could not be decoded.
struct HTTPBodyError: Error {
  var reason: QuarantineReason
  var message: String
}

/// Takes the chunked coding and the content codings away.
///
/// - Parameter maximumByteCount: limit of the decoded body; beyond it the body counts as damaged.
func decodeBody(
  _ body: UnsafeBufferPointer<UInt8>, _ message: HTTPMessage, maximumByteCount: Int
) -> Result<[UInt8], HTTPBodyError> {
  var bytes: [UInt8]
  switch message.isChunked ? decodeChunked(body) : .notChunked {
  case .decoded(let decoded): bytes = decoded
  case .notChunked: bytes = Array(body)
  case .damaged(let offset):
    return .failure(
      HTTPBodyError(
        reason: .httpTransferEncoding, message: "the chunked body is damaged at its byte \(offset)"))
  }
  for coding in message.contentCodings.reversed() {
    // Crawlers that store bodies decoded often leave the header as it was.
    guard isCoded(bytes, coding) else { continue }
    return .failure(
      HTTPBodyError(reason: .httpContentEncoding, message: "the content coding '\(coding)' is not known here"))
  }
  return .success(bytes)
}

/// False when the bytes are evidently not in the coding any more.
private func isCoded(_ bytes: [UInt8], _ coding: String) -> Bool {
  switch coding {
  case "gzip", "x-gzip": bytes.starts(with: [0x1f, 0x8b])
  default: !bytes.withUnsafeBufferPointer(looksLikeHTML)
  }
}
