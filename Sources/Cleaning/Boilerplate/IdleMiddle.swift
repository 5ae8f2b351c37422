// The part of a long text that need not be cut into sentences when only its ends are asked for.

enum IdleMiddle {
  /// A blank line is looked for this far behind the head and before the tail.
  private static let searchByteCount = 4_000

  /// The paragraphs between a head and a tail: from behind a blank line to the end of the last line before one.
  ///
  /// - Returns: nil when there are none, or when what opens in one of them may close in another.
  static func find(
    in text: UnsafeBufferPointer<UInt8>, from head: Int, to tail: Int
  ) -> Range<Int>? {
    var start = head
    let limit = min(tail, head + searchByteCount)
    while start < limit, !(text[start - 1] == 0x0a && text[start - 2] == 0x0a) { start += 1 }
    var end = tail
    let floor = max(start, tail - searchByteCount)
    while end > floor, !(text[end] == 0x0a && text[end + 1] == 0x0a) { end -= 1 }
    guard start < limit, end > floor else { return nil }
    while end > start, text[end - 1] <= 0x20 { end -= 1 }
    return start < end && !hasSpanningMark(text, start..<end) ? start..<end : nil
  }

  /// Whether three back quotes, tildes or quotation marks stand in a row: what they open reaches over paragraphs.
  private static func hasSpanningMark(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
    // Of three bytes in a row one is looked at.
    for position in stride(from: range.lowerBound, to: range.upperBound, by: 3) {
      let byte = text[position]
      guard byte == 0x60 || byte == 0x7e || byte == 0x22 || byte == 0x27 else { continue }
      var start = position
      while start > range.lowerBound, text[start - 1] == byte { start -= 1 }
      var end = position
      while end < range.upperBound, text[end] == byte { end += 1 }
      if end - start >= 3 { return true }
    }
    return false
  }
}
