// Bytes to UTF-8: which encoding a record has, and decoding by it.

import TextAnalysis

/// A record's bytes as UTF-8.
struct DecodedText {
  /// The encoding by which the bytes were decoded.
  var encoding: TextEncoding
  var replacementCount: Int
  /// Bytes of a mark at the beginning that belong to no text.
  var markByteCount: Int
  /// The bytes behind the mark are valid UTF-8 as they stand; nothing was written.
  var isVerbatim: Bool
}

/// Decides on an encoding in this order: byte order mark, transport, declaration in the page, strict UTF-8, detection.
///
/// Bytes may refute a declaration: what is declared in another encoding and yet is valid UTF-8 with characters
/// outside ASCII is UTF-8, and what is declared as UTF-8 and mostly is not is detected.
struct TextDecoder: Sendable {
  let detector: EncodingDetector

  /// - Parameters:
  ///   - charset: the transport's declaration.
  ///   - isMarkup: whether the page may declare its encoding itself.
  ///   - output: receives the decoded text unless the bytes are UTF-8 as they stand.
  func decode(
    _ bytes: UnsafeBufferPointer<UInt8>, charset: String?, isMarkup: Bool, into output: inout [UInt8]
  ) -> DecodedText {
    output.removeAll(keepingCapacity: output.capacity < 16 << 20)
    if let (marked, length) = Self.byteOrderMark(bytes) {
      return decode(bytes, marked, skipping: length, into: &output)
    }
    let declared = charset.flatMap { TextEncoding(label: $0) } ?? (isMarkup ? MetaPrescan.encoding(of: bytes) : nil)
    let validCount = UTF8Scan.validPrefixCount(bytes)
    let isUTF8 = validCount == bytes.count
    switch declared {
    case .some(.utf8), nil:
      if isUTF8, declared != nil || !Self.looksLikeUTF16(bytes) {
        return DecodedText(encoding: .utf8, replacementCount: 0, markByteCount: 0, isVerbatim: true)
      }
      if declared == .utf8, EncodingGuess.isMostlyUTF8(bytes) { return decode(bytes, .utf8, into: &output) }
      return decode(bytes, detector.detect(bytes, isMarkup: isMarkup), into: &output)
    case .some(let encoding):
      // ISO-2022-JP is ASCII on the outside, so that its bytes are always valid UTF-8.
      if isUTF8, !encoding.isUTF16, encoding != .iso2022JP, encoding != .replacement {
        // ASCII is the same in all of them.
        let sequences = Self.sequenceCount(bytes, atMost: 4)
        if sequences == 0 || sequences >= (encoding.isSingleByte ? 1 : 4) {
          return DecodedText(
            encoding: sequences == 0 ? encoding : .utf8, replacementCount: 0, markByteCount: 0, isVerbatim: true)
        }
      }
      // UTF-16 is declared of pages that are plainly ASCII; then the declaration is a mistake.
      if encoding.isUTF16, !Self.looksLikeUTF16(bytes) {
        if isUTF8 { return DecodedText(encoding: .utf8, replacementCount: 0, markByteCount: 0, isVerbatim: true) }
        return decode(bytes, detector.detect(bytes, isMarkup: isMarkup), into: &output)
      }
      return decode(bytes, encoding, into: &output)
    }
  }

  // MARK: Decoding

  private func decode(
    _ bytes: UnsafeBufferPointer<UInt8>, _ encoding: TextEncoding, skipping skipped: Int = 0,
    into output: inout [UInt8]
  ) -> DecodedText {
    let rest = UnsafeBufferPointer(rebasing: bytes.dropFirst(skipped))
    var result = DecodedText(encoding: encoding, replacementCount: 0, markByteCount: skipped, isVerbatim: false)
    switch encoding {
    case .replacement:
      if !rest.isEmpty {
        output += [0xef, 0xbf, 0xbd]
        result.replacementCount = 1
      }
      return result
    case .userDefined:
      for byte in rest {
        // 0x80…0xFF are the private characters U+F780…U+F7FF.
        if byte < 0x80 { output.append(byte) } else { output += [0xef, 0x9c | (byte >> 6 & 3), 0x80 | (byte & 0x3f)] }
      }
      return result
    default: break
    }
    if let decoded = TextConverter(encoding)?.decode(rest) {
      output = decoded.text
      result.replacementCount = decoded.replacementCount
      return result
    }
    result.encoding = .utf8
    if UTF8Scan.validPrefixCount(rest) == rest.count {
      result.isVerbatim = true
    } else {
      result.replacementCount = UTF8Scan.appendRepaired(rest, to: &output)
    }
    return result
  }

  // MARK: What the bytes say

  private static func byteOrderMark(_ bytes: UnsafeBufferPointer<UInt8>) -> (TextEncoding, Int)? {
    if bytes.count >= 3, bytes[0] == 0xef, bytes[1] == 0xbb, bytes[2] == 0xbf { return (.utf8, 3) }
    guard bytes.count >= 2 else { return nil }
    if bytes[0] == 0xfe, bytes[1] == 0xff { return (.utf16BE, 2) }
    if bytes[0] == 0xff, bytes[1] == 0xfe { return (.utf16LE, 2) }
    return nil
  }

  /// Whether every other byte at the beginning is NUL, as in markup in UTF-16.
  static func looksLikeUTF16(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    EncodingGuess.utf16ByNULs(bytes) != nil
  }

  /// The number of characters outside ASCII in valid UTF-8, counted up to a limit.
  private static func sequenceCount(_ bytes: UnsafeBufferPointer<UInt8>, atMost limit: Int) -> Int {
    var sequences = 0
    for byte in bytes where byte >= 0xc2 {
      sequences += 1
      if sequences >= limit { break }
    }
    return sequences
  }
}
