// Tokens as Hugging Face and GPT-2 write them: a printable character for each byte.

/// Converts between bytes and GPT-2's printable alphabet.
enum ByteLevelText {
  /// Appends the bytes that `text` (UTF-8) stands for; false, with nothing appended, where a character stands for none.
  static func appendBytes(of text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) -> Bool {
    let start = bytes.count
    let isComplete = ByteAlphabet.bytes.withUnsafeBufferPointer { known in
      var at = 0
      while at < text.count {
        let first = text[at]
        var scalar = Int(first)
        if first >= 0x80 {
          guard first >= 0xc2, first < 0xe0, at + 1 < text.count else { return false }
          scalar = Int(first & 0x1f) << 6 | Int(text[at + 1] & 0x3f)
          at += 1
        }
        guard scalar < known.count, known[scalar] < 0x100 else { return false }
        bytes.append(UInt8(truncatingIfNeeded: known[scalar]))
        at += 1
      }
      return true
    }
    if !isComplete { bytes.removeLast(bytes.count - start) }
    return isComplete
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
