// The HTTP response inside a WARC record: status, media type and the body without its codings.

/// An HTTP/1 response as a crawler stored it (RFC 9112, read leniently).
struct HTTPMessage {
  var status: Int
  var mediaType: MediaType?
  /// Names of the content codings in the order they were applied, `identity` left out.
  var contentCodings: [String]
  var isChunked: Bool
  /// Offset of the body in the message.
  var bodyOffset: Int

  /// Reads the status line and the header fields; nil when `bytes` starts with no HTTP header.
  init?(parsing bytes: UnsafeBufferPointer<UInt8>) {
    guard bytes.starts(with: "HTTP/".utf8), let length = headerByteCount(bytes, from: 0) else { return nil }
    let lineEnd = bytes.firstIndex(of: UInt8(ascii: "\n")) ?? length
    guard let status = Self.status(UnsafeBufferPointer(rebasing: bytes[..<lineEnd])) else { return nil }
    self.status = status
    let fields = HeaderFields(bytes: UnsafeBufferPointer(rebasing: bytes[min(lineEnd + 1, length)..<length]))
    mediaType = fields.value("content-type").map { MediaType(parsing: $0) }
    contentCodings = Self.list(fields.value("content-encoding"))
    isChunked = Self.list(fields.value("transfer-encoding")).contains("chunked")
    bodyOffset = length
  }

  private static func status(_ line: UnsafeBufferPointer<UInt8>) -> Int? {
    guard let space = line.firstIndex(of: UInt8(ascii: " ")) else { return nil }
    let digits = line[(space + 1)...].drop(while: { $0 == UInt8(ascii: " ") }).prefix(3)
    guard digits.count == 3 else { return nil }
    var status = 0
    for digit in digits {
      guard digit >= UInt8(ascii: "0"), digit <= UInt8(ascii: "9") else { return nil }
      status = status * 10 + Int(digit - UInt8(ascii: "0"))
    }
    return status
  }

  private static func list(_ value: UnsafeBufferPointer<UInt8>?) -> [String] {
    guard let value else { return [] }
    return value.prefix(256).split(separator: UInt8(ascii: ",")).compactMap { part in
      let name = String(decoding: part.filter { $0 > 0x20 }.map(lowercased), as: UTF8.self)
      return name.isEmpty || name == "identity" ? nil : name
    }
  }
}

/// Length of the header block at `start`, up to and with its empty line; nil when the bytes hold no empty line.
func headerByteCount(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
  var index = start
  var lineStart = start
  while index < bytes.count {
    if bytes[index] == UInt8(ascii: "\n") {
      let isEmpty = index == lineStart || (index == lineStart + 1 && bytes[lineStart] == UInt8(ascii: "\r"))
      if isEmpty { return index + 1 - start }
      lineStart = index + 1
    }
    index += 1
  }
  return nil
}

/// What became of a chunked body.
enum ChunkedBody: Equatable {
  case decoded([UInt8])
  /// The body does not start with a chunk: a crawler stored it decoded and left the header as it was.
  case notChunked
  /// A chunk is cut off or has no readable size, at this offset in the body.
  case damaged(Int)
}

/// Takes the chunked transfer coding away (RFC 9112, section 7.1); trailers are ignored.
func decodeChunked(_ bytes: UnsafeBufferPointer<UInt8>) -> ChunkedBody {
  var result: [UInt8] = []
  var index = 0
  while true {
    let chunkStart = index
    let damage: ChunkedBody = chunkStart == 0 ? .notChunked : .damaged(chunkStart)
    var size = 0
    var digits = 0
    while index < bytes.count, let digit = hexadecimalValue(bytes[index]) {
      guard digits < 15 else { return damage }
      size = size << 4 | Int(digit)
      digits += 1
      index += 1
    }
    guard digits > 0 else { return damage }
    // Extensions and padding run to the line's end.
    while index < bytes.count && bytes[index] != UInt8(ascii: "\n") {
      let byte = bytes[index]
      if digits + 64 < index - chunkStart || (index - chunkStart == digits && !isSizeEnd(byte)) { return damage }
      index += 1
    }
    guard index < bytes.count else { return damage }
    index += 1
    if size == 0 { return .decoded(result) }
    guard size <= bytes.count - index else { return damage }
    result.append(contentsOf: bytes[index..<index + size])
    index += size
    if index < bytes.count && bytes[index] == UInt8(ascii: "\r") { index += 1 }
    if index == bytes.count { return .damaged(index) }
    guard bytes[index] == UInt8(ascii: "\n") else { return chunkStart == 0 ? .notChunked : .damaged(index) }
    index += 1
  }
}

/// What may follow the digits of a chunk's size.
private func isSizeEnd(_ byte: UInt8) -> Bool {
  byte == UInt8(ascii: "\r") || byte == UInt8(ascii: ";") || byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
}

/// The value of a hexadecimal digit, nil for any other byte.
@inline(__always)
func hexadecimalValue(_ byte: UInt8) -> UInt8? {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
  case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
  case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
  default: nil
  }
}
