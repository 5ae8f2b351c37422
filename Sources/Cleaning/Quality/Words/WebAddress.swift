// Addresses of the web and of mail: one word, however many points and slashes they hold.

import TextAnalysis

/// Tells addresses from other runs of characters without spaces.
///
/// An address is, in this order: perhaps a scheme and `://`; perhaps something that ends with `@`; a name of at least two
/// labels with points between, the last one of two letters or more without capitals, or four numbers; perhaps `:` and a
/// port; perhaps `/`, `?` or `#` and anything.
///
/// SAFETY: `text` is readable in the range given.
enum WebAddress {
  static func matches(_ text: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
    guard end - start >= 4, holdsPoint(text, start, end) else { return false }
    var host = start
    var position = start
    while position < end, isSchemeByte(text[position]) { position += 1 }
    if position - start >= 2, position + 3 <= end, text[position] == UInt8(ascii: ":"),
      text[position + 1] == UInt8(ascii: "/"), text[position + 2] == UInt8(ascii: "/")
    {
      host = position + 3
    }
    var at = end - 1
    while at > host, text[at] != UInt8(ascii: "@") { at -= 1 }
    if at > host, matchesHost(text, at + 1, end) { return true }
    return matchesHost(text, host, end)
  }

  private static func holdsPoint(_ text: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
    var place = start
    while place < end, text[place] != UInt8(ascii: ".") { place += 1 }
    return place < end
  }

  private static func isSchemeByte(_ byte: UInt8) -> Bool {
    isLabelByte(byte) || byte == UInt8(ascii: "+") || byte == UInt8(ascii: ".")
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    let lower = byte | 0x20
    return byte >= 0x80 || (lower >= 0x61 && lower <= 0x7a) || (byte >= 0x30 && byte <= 0x39)
  }

  private static func isLabelByte(_ byte: UInt8) -> Bool {
    isLetterOrDigit(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
  }

  private static func matchesHost(_ text: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
    var position = start
    var labelStart = start
    var labels = 0
    var numbers = 0
    while position < end {
      let byte = text[position]
      if byte == UInt8(ascii: ".") {
        guard isLabel(text, labelStart, position) else { return false }
        if isNumber(text, labelStart, position) { numbers += 1 }
        labels += 1
        labelStart = position + 1
      } else if !isLabelByte(byte) {
        break
      }
      position += 1
    }
    guard labels > 0 else { return false }
    let isAddressOfNumbers = labels == 3 && numbers == 3 && isNumber(text, labelStart, position)
    guard isAddressOfNumbers || isTopLevel(text, labelStart, position) else { return false }
    if position < end, text[position] == UInt8(ascii: ":") {
      let port = position + 1
      position = port
      while position < end, text[position] >= 0x30, text[position] <= 0x39 { position += 1 }
      guard position - port >= 2, position - port <= 5 else { return false }
    }
    guard position < end else { return true }
    return [UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#")].contains(text[position])
  }

  private static func isLabel(_ text: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
    end > start && end - start <= 64 * 3 && isLetterOrDigit(text[start]) && isLetterOrDigit(text[end - 1])
  }

  private static func isNumber(_ text: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
    guard end > start, end - start <= 3 else { return false }
    return (start..<end).allSatisfy { text[$0] >= 0x30 && text[$0] <= 0x39 }
  }

  private static func isTopLevel(_ text: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
    guard end - start >= 2, end - start <= 63 * 3 else { return false }
    var place = start
    while place < end {
      let decoded = UTF8Bytes.decode(UnsafeBufferPointer(start: text, count: end), at: place)
      guard let decoded, UnicodeClasses.isLetter(decoded.scalar), !UnicodeClasses.isUppercase(decoded.scalar) else {
        return false
      }
      place += decoded.byteCount
    }
    return true
  }
}
