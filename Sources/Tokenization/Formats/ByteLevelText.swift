// Tokens as Hugging Face and GPT-2 write them: a printable character for each byte.

/// Converts between bytes and GPT-2's printable alphabet.
enum ByteLevelText {
  /// Appends the bytes that `text` (UTF-8) stands for; false, with nothing appended, where a character stands for none.
  static func appendBytes(of text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) -> Bool {
    let start = bytes.count
    // The bytes are never more than the characters' own, so that they can take their place.
    bytes.append(contentsOf: text)
    let count = bytes.withUnsafeMutableBufferPointer { all in
      ByteAlphabet.bytes.withUnsafeBufferPointer { known in
        translate(UnsafeMutableBufferPointer(rebasing: all[start...]), known)
      }
    }
    bytes.removeLast(bytes.count - start - (count ?? 0))
    return count != nil
  }

  /// Puts the bytes that characters stand for in their place and returns their number; nil where one stands for none.
  private static func translate(
    _ text: UnsafeMutableBufferPointer<UInt8>, _ known: UnsafeBufferPointer<UInt16>
  ) -> Int? {
    var at = 0
    var count = 0
    while at < text.count {
      var scalar = Int(text[at])
      if scalar >= 0x80 {
        guard scalar >= 0xc2, scalar < 0xe0, at + 1 < text.count else { return nil }
        scalar = (scalar & 0x1f) << 6 | Int(text[at + 1] & 0x3f)
        at += 1
      }
      guard scalar < known.count, known[scalar] < 0x100 else { return nil }
      text[count] = UInt8(truncatingIfNeeded: known[scalar])
      count += 1
      at += 1
    }
    return count
  }

  /// Appends the printable characters of `bytes`, with the escapes that a JSON string needs where `isJSON`.
  static func append(_ bytes: ArraySlice<UInt8>, to output: inout [UInt8], isJSON: Bool) {
    for byte in bytes {
      let scalar = ByteAlphabet.scalars[Int(byte)]
      if scalar < 0x80 {
        // The only two printable characters that JSON escapes.
        if isJSON && (scalar == 0x22 || scalar == 0x5c) { output.append(0x5c) }
        output.append(UInt8(truncatingIfNeeded: scalar))
      } else {
        output.append(UInt8(truncatingIfNeeded: 0xc0 | scalar >> 6))
        output.append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3f))
      }
    }
  }
}
