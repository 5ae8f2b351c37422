// Text in another encoding to UTF-8, by ICU's converters.

import CICUShim

/// A converter from one encoding to UTF-8. It may be used again and again, by one task at a time.
public final class TextConverter {
  public let encoding: TextEncoding
  private let converter: OpaquePointer

  /// - Returns: nil for UTF-8, and where ICU has no converter.
  public init?(_ encoding: TextEncoding) {
    guard let name = encoding.converterName, let converter = sluice_converter_open(name) else { return nil }
    self.encoding = encoding
    self.converter = converter
  }

  deinit { sluice_converter_close(converter) }

  /// Decodes a whole text.
  ///
  /// - Returns: its UTF-8, and the number of U+FFFD that stand for what could not be decoded; nil when ICU fails.
  public func decode(_ bytes: UnsafeBufferPointer<UInt8>) -> (text: [UInt8], replacementCount: Int)? {
    let capacity = bytes.count * 3 + 16
    var replacements: Int64 = 0
    var written: Int64 = -1
    let text = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
      // SAFETY: ICU writes no more than `capacity` bytes, and says how many.
      written = sluice_converter_decode(
        converter, bytes.baseAddress, Int64(bytes.count), buffer.baseAddress, Int64(capacity), &replacements)
      count = max(0, Int(written))
    }
    return written >= 0 ? (text, Int(replacements)) : nil
  }
}
