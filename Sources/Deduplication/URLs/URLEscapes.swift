// Percent-encoding in one form.

/// Escapes of paths, queries and fragments (RFC 3986, sections 2 and 6.2.2).
enum URLEscapes {
  /// Where the bytes stand.
  enum Part {
    /// A segment of the path: the slash is not part of it.
    case path
    /// A fragment, in which slashes and question marks need no escape.
    case query
    /// A name or value of a query: `+` is a space besides.
    case parameter
  }

  /// Characters that stand for themselves even where they are escaped: unreserved ones, and the marks that were
  /// unreserved in RFC 2396.
  private static let literal = ASCIISet("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~!*'()")
  /// Reserved characters that may stand in a part unescaped.
  private static let pathReserved = ASCIISet("$&+,;=:@")
  private static let queryReserved = ASCIISet("$&+,;=:@/?")
  private static let digits: StaticString = "0123456789ABCDEF"

  /// Appends bytes with their escapes in one form. What it gives, it gives again.
  static func append(_ bytes: UnsafeBufferPointer<UInt8>, part: Part, to output: inout [UInt8]) {
    let literal = Self.literal
    let reserved = part == .path ? pathReserved : queryReserved
    var position = 0
    while position < bytes.count {
      let byte = bytes[position]
      position &+= 1
      if byte == UInt8(ascii: "%") {
        guard position &+ 1 < bytes.count, let high = bytes[position].hexadecimalValue,
          let low = bytes[position &+ 1].hexadecimalValue
        else {
          append(escaped: byte, to: &output)
          continue
        }
        position &+= 2
        let value = high << 4 | low
        if literal.contains(value) { output.append(value) } else { append(escaped: value, to: &output) }
      } else if part == .parameter, byte == UInt8(ascii: "+") {
        append(escaped: 0x20, to: &output)
      } else if literal.contains(byte) || reserved.contains(byte) {
        output.append(byte)
      } else {
        append(escaped: byte, to: &output)
      }
    }
  }

  private static func append(escaped byte: UInt8, to output: inout [UInt8]) {
    output.append(UInt8(ascii: "%"))
    // SAFETY: both indices are below 16.
    output.append(digits.utf8Start[Int(byte >> 4)])
    output.append(digits.utf8Start[Int(byte & 15)])
  }
}

/// A set of ASCII characters, a bit each.
struct ASCIISet: Sendable {
  private var low: UInt64 = 0
  private var high: UInt64 = 0

  init(_ characters: StaticString) {
    characters.withUTF8Buffer { bytes in
      for byte in bytes {
        if byte < 64 { low |= 1 << UInt64(byte) } else { high |= 1 << UInt64(byte & 63) }
      }
    }
  }

  @inline(__always)
  func contains(_ byte: UInt8) -> Bool {
    byte < 128 && (byte < 64 ? low : high) >> UInt64(byte & 63) & 1 != 0
  }
}
