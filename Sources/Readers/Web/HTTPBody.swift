// An HTTP body without its transfer and content codings.

import Storage

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
    guard coding == "gzip" || coding == "x-gzip" || coding == "zstd" else {
      return .failure(
        HTTPBodyError(reason: .httpContentEncoding, message: "the content coding '\(coding)' is not known here"))
    }
    do throws(StorageError) {
      bytes = try decompressed(bytes, maximumByteCount: maximumByteCount)
    } catch {
      return .failure(
        HTTPBodyError(reason: .httpContentEncoding, message: "the body is not whole \(coding): \(error.message)"))
    }
  }
  return .success(bytes)
}

/// The content of a compressed body.
private func decompressed(_ bytes: [UInt8], maximumByteCount: Int) throws(StorageError) -> [UInt8] {
  let input = try ByteInput.decompressing(MemorySource(bytes), name: "HTTP body")
  while try input.fillMore() {
    if input.availableByteCount > maximumByteCount {
      throw StorageError(
        .limitExceeded, "it decodes to more than the limit of \(maximumByteCount) bytes", path: "HTTP body")
    }
  }
  return input.withBuffer { Array($0) }
}

/// False when the bytes are evidently not in the coding any more.
private func isCoded(_ bytes: [UInt8], _ coding: String) -> Bool {
  switch coding {
  case "gzip", "x-gzip": bytes.starts(with: [0x1f, 0x8b])
  case "zstd": bytes.starts(with: [0x28, 0xb5, 0x2f, 0xfd])
  default: !bytes.withUnsafeBufferPointer(looksLikeHTML)
  }
}
