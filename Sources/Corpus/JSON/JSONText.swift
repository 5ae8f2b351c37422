// JSON text, written: the same bytes for the same values, always.

/// Appends JSON to a byte array.
public enum JSONText {
  /// Appends a string in quotes. Escaped are the quote, the backslash and control characters; everything else,
  /// U+2028 and U+2029 too, stands as it is.
  ///
  /// - Parameter bytes: UTF-8.
  public static func appendString(_ bytes: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
    output.append(UInt8(ascii: "\""))
    appendContent(bytes, to: &output)
    output.append(UInt8(ascii: "\""))
  }

  public static func appendString(_ bytes: [UInt8], to output: inout [UInt8]) {
    bytes.withUnsafeBufferPointer { appendString($0, to: &output) }
  }

  public static func appendString(_ string: String, to output: inout [UInt8]) {
    var string = string
    string.withUTF8 { appendString($0, to: &output) }
  }

  /// Appends `"key":`.
  public static func appendKey(_ key: String, to output: inout [UInt8]) {
    appendString(key, to: &output)
    output.append(UInt8(ascii: ":"))
  }

  /// Appends bytes as they are, such as punctuation and what has been written before.
  public static func appendRaw(_ text: StaticString, to output: inout [UInt8]) {
    output.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Appends an integer in decimal.
  public static func append(_ value: Int, to output: inout [UInt8]) {
    if value < 0 { output.append(UInt8(ascii: "-")) }
    var rest = value.magnitude
    let start = output.count
    repeat {
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      output.append(UInt8(ascii: "0") + UInt8(digit))
      rest = quotient
    } while rest > 0
    output[start...].reverse()
  }

  /// Appends the shortest decimal number that reads as the same value; `null` for what JSON cannot say (infinities
  /// and NaN).
  public static func append(_ value: Double, to output: inout [UInt8]) {
    output.append(contentsOf: (value.isFinite ? value.description : "null").utf8)
  }

  public static func append(_ value: Bool, to output: inout [UInt8]) {
    appendRaw(value ? "true" : "false", to: &output)
  }

  /// Appends the content of a string without its quotes.
  private static func appendContent(_ bytes: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
    guard let base = bytes.baseAddress else { return }
    let count = bytes.count
    var copied = 0
    var position = 0
    while position < count {
      if position &+ 8 <= count {
        let marks = ByteWord.specialInJSON(ByteWord.load(base + position))
        if marks == 0 {
          position &+= 8
          continue
        }
        position &+= ByteWord.firstMarked(marks)
      } else {
        let byte = base[position]
        guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else {
          position &+= 1
          continue
        }
      }
      output.append(contentsOf: UnsafeBufferPointer(start: base + copied, count: position - copied))
      appendEscape(of: base[position], to: &output)
      position &+= 1
      copied = position
    }
    output.append(contentsOf: UnsafeBufferPointer(start: base + copied, count: count - copied))
  }

  private static func appendEscape(of byte: UInt8, to output: inout [UInt8]) {
    output.append(UInt8(ascii: "\\"))
    switch byte {
    case 0x0a: output.append(UInt8(ascii: "n"))
    case 0x22, 0x5c: output.append(byte)
    case 0x09: output.append(UInt8(ascii: "t"))
    case 0x0d: output.append(UInt8(ascii: "r"))
    case 0x08: output.append(UInt8(ascii: "b"))
    case 0x0c: output.append(UInt8(ascii: "f"))
    default:
      let digits: StaticString = "0123456789abcdef"
      appendRaw("u00", to: &output)
      output.append(digits.utf8Start[Int(byte >> 4)])
      output.append(digits.utf8Start[Int(byte & 15)])
    }
  }
}
