// Offsets in characters: reports count code points, the text is bytes.

/// Conversions between byte offsets and code points of valid UTF-8.
public enum CodePoints {
  /// The byte offset `count` code points behind `offset`, or before it when negative; within the text.
  static func offset(in text: [UInt8], from offset: Int, moved count: Int) -> Int {
    var position = min(max(offset, 0), text.count)
    var left = abs(count)
    while left > 0 {
      if count < 0 {
        guard position > 0 else { break }
        position -= 1
        while position > 0, text[position] & 0xc0 == 0x80 { position -= 1 }
      } else {
        guard position < text.count else { break }
        position += 1
        while position < text.count, text[position] & 0xc0 == 0x80 { position += 1 }
      }
      left -= 1
    }
    return position
  }

  /// The code-point offsets of ascending byte offsets; one pass over the text.
  public static func offsets(of byteOffsets: [Int], in text: [UInt8]) -> [Int] {
    text.withUnsafeBufferPointer { offsets(of: byteOffsets, in: $0) }
  }

  /// The code-point offsets of ascending byte offsets; one pass over the text.
  public static func offsets(of byteOffsets: [Int], in text: UnsafeBufferPointer<UInt8>) -> [Int] {
    var result: [Int] = []
    result.reserveCapacity(byteOffsets.count)
    var position = 0
    var count = 0
    for offset in byteOffsets {
      let end = min(offset, text.count)
      while position < end {
        if text[position] & 0xc0 != 0x80 { count += 1 }
        position += 1
      }
      result.append(count)
    }
    return result
  }
}
