// Guessing the encoding of text that declares none and is not UTF-8.

import CICUShim

/// Guesses an encoding from text, or from the text of a page without its tags.
///
/// East Asian encodings are told apart by the statistics of their lead and trail bytes, which are decisive after some
/// dozen characters; for the others ICU's detector (n-gram statistics) is asked.
public enum EncodingGuess {
  /// Bytes of text that a guess is made from.
  private static let sampleByteCount = 64 << 10

  /// The most likely encoding; windows-1252 where nothing speaks for another.
  public static func encoding(of bytes: UnsafeBufferPointer<UInt8>, isMarkup: Bool) -> TextEncoding {
    if let utf16 = utf16ByNULs(bytes) { return utf16 }
    return sample(bytes, isMarkup: isMarkup).withUnsafeBufferPointer { text in
      if text.contains(0x1b), isISO2022JP(text) { return .iso2022JP }
      return EastAsianStatistics(text).encoding ?? singleByte(text)
    }
  }

  /// Whether at most one in ten characters outside ASCII is ill-formed UTF-8.
  public static func isMostlyUTF8(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var wellFormed = 0
    var illFormed = 0
    var index = UTF8Bytes.asciiEnd(bytes, from: 0)
    while index < bytes.count {
      let decoded = UTF8Bytes.decode(bytes, at: index)
      if decoded == nil { illFormed += 1 } else { wellFormed += 1 }
      index = UTF8Bytes.asciiEnd(bytes, from: index + (decoded?.byteCount ?? 1))
    }
    return illFormed * 10 <= wellFormed
  }

  /// UTF-16 without a mark: nearly every other byte at the beginning is NUL.
  public static func utf16ByNULs(_ bytes: UnsafeBufferPointer<UInt8>) -> TextEncoding? {
    let count = min(bytes.count, 512) & ~1
    guard count >= 8 else { return nil }
    var even = 0
    var odd = 0
    for index in stride(from: 0, to: count, by: 2) {
      if bytes[index] == 0 { even += 1 }
      if bytes[index + 1] == 0 { odd += 1 }
    }
    if odd * 4 >= count, even * 16 <= count { return .utf16LE }
    if even * 4 >= count, odd * 16 <= count { return .utf16BE }
    return nil
  }

  private static func isISO2022JP(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var index = 0
    while index + 2 < text.count {
      if text[index] == 0x1b, text[index + 1] == 0x24, text[index + 2] == 0x42 || text[index + 2] == 0x40 {
        return true
      }
      index += 1
    }
    return false
  }

  /// The text without tags, scripts and styles; of it, lines with bytes outside ASCII and a little around them.
  public static func sample(_ bytes: UnsafeBufferPointer<UInt8>, isMarkup: Bool) -> [UInt8] {
    var sample: [UInt8] = []
    var index = 0
    var isTag = false
    while index < bytes.count, sample.count < sampleByteCount {
      let byte = bytes[index]
      if isMarkup {
        if byte == UInt8(ascii: "<") {
          let next = index + 1 < bytes.count ? bytes[index + 1] | 0x20 : 0x20
          let third = index + 2 < bytes.count ? bytes[index + 2] | 0x20 : 0x20
          if next == UInt8(ascii: "s"), third == UInt8(ascii: "c") || third == UInt8(ascii: "t") {
            index = endOfRawText(bytes, from: index + 1, second: third)
            continue
          }
          isTag = true
        } else if byte == UInt8(ascii: ">"), isTag {
          isTag = false
          sample.append(0x20)
          index += 1
          continue
        }
      }
      if !isTag { sample.append(byte) }
      index += 1
    }
    return sample
  }

  /// The offset of the end tag of a `script` or `style` element; for any other element the offset given.
  private static func endOfRawText(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int, second: UInt8) -> Int {
    var index = start
    while index + 3 < bytes.count {
      if bytes[index] == UInt8(ascii: "<"), bytes[index + 1] == UInt8(ascii: "/"),
        bytes[index + 2] | 0x20 == UInt8(ascii: "s"), bytes[index + 3] | 0x20 == second
      {
        return index + 1
      }
      index += 1
    }
    return bytes.count
  }

  private static let singleByteNames =
    "windows-1250 windows-1251 windows-1252 windows-1253 windows-1254 windows-1255 windows-1256 ISO-8859-1 ISO-8859-2 "
    + "ISO-8859-5 ISO-8859-6 ISO-8859-7 ISO-8859-8 ISO-8859-9 KOI8-R IBM866"

  private static func singleByte(_ text: UnsafeBufferPointer<UInt8>) -> TextEncoding {
    if let cyrillic = CyrillicStatistics(text).encoding { return cyrillic }
    var name = [CChar](repeating: 0, count: 64)
    let confidence = sluice_detect_charset(text.baseAddress, Int32(text.count), singleByteNames, &name, 64)
    guard confidence >= 10 else { return .windows1252 }
    let bytes = name.prefix(while: { $0 != 0 }).map { UInt8(bitPattern: $0) }
    return TextEncoding(label: String(decoding: bytes, as: UTF8.self)) ?? .windows1252
  }
}
