// Characters of UTF-8 as the piece tokenizers walk over them.

import TextAnalysis

/// Steps over text.
enum PlainText {
  /// U+FFFD
  static let replacement: [UInt8] = [0xef, 0xbf, 0xbd]

  /// The first place from `start` on whose byte is not ASCII.
  @inline(__always)
  static func end(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    text[start] >= 0x80 ? start : UTF8Bytes.asciiEnd(text, from: start)
  }

  /// Length in bytes of the character at `at`; nil where there is no valid one.
  @inline(__always)
  static func characterByteCount(_ text: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int? {
    UTF8Bytes.decode(text, at: at)?.byteCount
  }

  /// Bytes as scalars above all that Unicode has, so that what is not UTF-8 can be walked over as well.
  static let invalidBase: UInt32 = 0x11_0000

  /// The character at `at`; a byte that is not UTF-8 is a character of its own.
  @inline(__always)
  static func character(_ text: UnsafeBufferPointer<UInt8>, _ at: Int) -> UTF8Bytes.Decoded {
    UTF8Bytes.decode(text, at: at)
      ?? UTF8Bytes.Decoded(scalar: invalidBase &+ UInt32(text[at]), byteCount: 1)
  }
}

extension PlainText {
  /// True when the text is exactly one character.
  static func isOneCharacter(_ text: [UInt8]) -> Bool {
    text.withUnsafeBufferPointer { !$0.isEmpty && characterByteCount($0, 0) == $0.count }
  }
}
