// Header lines as WARC and HTTP have them, read where they stand.

/// The lines of a header block, `Name: value`, without copying them.
struct HeaderFields {
  // SAFETY: a view of the reader's window; it does not outlive the scan that made it.
  let bytes: UnsafeBufferPointer<UInt8>

  /// The first value of the field `name` (given in lower case), without white space around it.
  func value(_ name: StaticString) -> UnsafeBufferPointer<UInt8>? {
    var start = 0
    while start < bytes.count {
      let end = lineEnd(from: start)
      if let value = value(of: name, start: start, end: end) { return value }
      start = end + 1
    }
    return nil
  }

  /// The value as text; invalid UTF-8 is repaired.
  func text(_ name: StaticString) -> String? {
    value(name).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The value as a number of bytes; nil when the field is missing, `.some(nil)` when it is no number.
  func byteCount(_ name: StaticString) -> Int?? {
    guard let digits = value(name) else { return nil }
    guard !digits.isEmpty, digits.count <= 18 else { return .some(nil) }
    var number = 0
    for digit in digits {
      guard digit >= UInt8(ascii: "0"), digit <= UInt8(ascii: "9") else { return .some(nil) }
      number = number * 10 + Int(digit - UInt8(ascii: "0"))
    }
    return number
  }

  private func lineEnd(from start: Int) -> Int {
    var index = start
    while index < bytes.count && bytes[index] != UInt8(ascii: "\n") { index += 1 }
    return index
  }

  private func value(of name: StaticString, start: Int, end: Int) -> UnsafeBufferPointer<UInt8>? {
    let length = name.utf8CodeUnitCount
    guard end - start > length, bytes[start + length] == UInt8(ascii: ":") else { return nil }
    for index in 0..<length where lowercased(bytes[start + index]) != name.utf8Start[index] { return nil }
    return trimmed(UnsafeBufferPointer(rebasing: bytes[start + length + 1..<end]))
  }
}

/// A view without the white space at both ends.
func trimmed(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
  var start = 0
  var end = bytes.count
  while start < end && isASCIISpace(bytes[start]) { start += 1 }
  while end > start && isASCIISpace(bytes[end - 1]) { end -= 1 }
  return UnsafeBufferPointer(rebasing: bytes[start..<end])
}

/// ASCII letters in lower case, everything else as it is.
@inline(__always)
func lowercased(_ byte: UInt8) -> UInt8 {
  byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
}

/// A media type with its charset: `text/html; charset="utf-8"`.
struct MediaType: Equatable {
  /// Type and subtype in lower case.
  var name: String
  var charset: String?

  init(parsing bytes: UnsafeBufferPointer<UInt8>) {
    let parts = bytes.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
    name = parts.first.map { Self.token($0) } ?? ""
    for part in parts.dropFirst() {
      let sides = part.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      guard sides.count == 2, Self.token(sides[0]) == "charset" else { continue }
      let value = Self.token(sides[1])
      if !value.isEmpty { charset = value }
      break
    }
  }

  private static func token(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> String {
    var result: [UInt8] = []
    for byte in bytes.prefix(128) where byte > 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "'") {
      result.append(lowercased(byte))
    }
    return String(decoding: result, as: UTF8.self)
  }
}
