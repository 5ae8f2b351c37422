// Encodings in which the second byte of a character may be that of a backslash.

import TextAnalysis

/// Follows characters of two bytes through a text, so that their second bytes are taken for nothing else.
///
/// Shift_JIS, GBK, GB 18030 and Big5 have such characters (`表`, `十`, `功`); databases escape text by characters, and leave
/// these bytes alone. The four bytes of a character of GB 18030 are two times two here.
struct SQLTrailBytes {
  private let isShiftJIS: Bool
  private var isLeadPending = false

  /// - Returns: nil for encodings that have no such characters.
  init?(charset: String?) {
    switch charset.flatMap({ TextEncoding(label: $0) }) {
    case .shiftJIS: isShiftJIS = true
    case .gbk, .gb18030, .big5: isShiftJIS = false
    default: return nil
    }
  }

  /// Goes over bytes of the text.
  mutating func pass(_ bytes: UnsafePointer<UInt8>, _ count: Int) {
    // SAFETY: the caller's bytes are readable.
    for index in 0..<count {
      let byte = bytes[index]
      if isLeadPending {
        isLeadPending = false
      } else if isShiftJIS {
        isLeadPending = byte >= 0x81 && byte <= 0x9f || byte >= 0xe0 && byte <= 0xfc
      } else {
        isLeadPending = byte >= 0x81 && byte <= 0xfe
      }
    }
  }

  /// True when the next byte is the second of a character; what follows it begins a new one.
  mutating func takeTrail() -> Bool {
    defer { isLeadPending = false }
    return isLeadPending
  }
}
