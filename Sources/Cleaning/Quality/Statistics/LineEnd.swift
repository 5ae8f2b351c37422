// How a line ends: with the end of a sentence, in any script, or otherwise.

import TextAnalysis

/// What the last characters of a line say.
struct LineEnd {
  /// A mark that ends sentences stands there, perhaps with closing quotation marks behind it.
  private(set) var isTerminated = false
  /// `...` or `…` stands at the very end.
  private(set) var isEllipsis = false
  /// The last character is a straight quotation mark.
  private(set) var isStraightQuote = false

  /// Thai and Lao have no mark that ends a sentence: there a line's end is one.
  private static let unmarked: ClosedRange<UInt32> = 0x0e00...0x0eff

  /// - Parameter range: a line without white space at its end.
  init(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    guard let last = range.last else { return }
    // Most lines end in ASCII.
    let byte = text[last]
    if byte < 0x80, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "'") {
      isTerminated = byte == UInt8(ascii: ".") || byte == UInt8(ascii: "!") || byte == UInt8(ascii: "?")
      isEllipsis =
        byte == UInt8(ascii: ".") && range.count >= 3 && text[last - 1] == UInt8(ascii: ".")
        && text[last - 2] == UInt8(ascii: ".")
      return
    }
    isStraightQuote = byte < 0x80
    isEllipsis = range.count >= 3 && Self.scalar(text, range)?.value == 0x2026
    WordCharacters.table.withUnsafeBufferPointer { table in
      guard let table = table.baseAddress else { return }
      var rest = range
      while let found = Self.scalar(text, rest) {
        let before = rest.lowerBound..<rest.upperBound - found.byteCount
        let kind = WordCharacters.of(found.value, table)
        if kind.contains(.terminal) {
          isTerminated = true
        } else if found.value == 0x2026 {
          // Behind Han or Kana, and where it stands twice, an ellipsis ends a sentence as a full stop does.
          if let previous = Self.scalar(text, before) {
            isTerminated =
              previous.value == 0x2026 || WordCharacters.of(previous.value, table).contains(.alone)
          }
        } else if kind.contains(.closer) {
          rest = before
          continue
        } else {
          isTerminated = Self.unmarked.contains(found.value)
        }
        break
      }
    }
  }

  /// The last character of a range; nil where it is empty or ends in no UTF-8.
  private static func scalar(
    _ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>
  ) -> (value: UInt32, byteCount: Int)? {
    guard let last = range.last else { return nil }
    var place = last
    while place > range.lowerBound, last - place < 3, text[place] & 0xc0 == 0x80 { place -= 1 }
    guard let decoded = UTF8Bytes.decode(text, at: place), place + decoded.byteCount == range.upperBound else {
      return nil
    }
    return (decoded.scalar, decoded.byteCount)
  }
}
