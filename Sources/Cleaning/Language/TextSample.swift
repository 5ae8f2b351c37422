// Which part of a text is looked at: all of a short one, windows of a long one.

/// Windows spread evenly over a text, so that a long one costs no more than a paragraph: from some hundred letters on the
/// language is as good as certain, and windows see a text that changes it.
struct TextSample {
  /// Texts up to this many bytes are read whole; of longer ones this much.
  static let byteCount = 1024
  private static let windowCount = 8

  /// Ranges of bytes, in order and apart from each other. They begin and end between code points, and where a space is
  /// near also between words.
  static func ranges(of text: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
    guard text.count > byteCount else { return [0..<text.count] }
    let width = byteCount / windowCount
    return (0..<windowCount).map { index in
      // The first window is the text's beginning, the last one its end.
      let start = (text.count - width) * index / (windowCount - 1)
      return boundary(text, near: start)..<boundary(text, near: start + width)
    }
  }

  private static func boundary(_ text: UnsafeBufferPointer<UInt8>, near position: Int) -> Int {
    if position == 0 || position >= text.count { return min(position, text.count) }
    for candidate in position..<min(position + 24, text.count) where text[candidate] == 0x20 { return candidate }
    var candidate = position
    while candidate > 0, text[candidate] & 0xc0 == 0x80 { candidate -= 1 }
    return candidate
  }
}
