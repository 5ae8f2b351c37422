// Lines, and what stands at their ends.

import CKernels
import TextAnalysis

/// The lines of a text: a line ends at LF, CR LF or CR; the last one may end with the text.
enum TextLines {
  /// Calls `body` for each line with its range, without its end, and with the number of bytes of its end.
  @inline(__always)
  static func forEach(in text: UnsafeBufferPointer<UInt8>, _ body: (Range<Int>, _ endByteCount: Int) -> Void) {
    guard let base = text.baseAddress else { return }
    var start = 0
    var window = sluice_split_window()
    var place = 0
    while place < text.count {
      var breaks: UInt64
      if place &+ 64 <= text.count {
        // SAFETY: 64 bytes are left.
        sluice_classify_window(base + place, &window)
        breaks = window.breaks
      } else {
        breaks = 0
        for index in place..<text.count where text[index] == 0x0a || text[index] == 0x0d {
          breaks |= 1 << UInt64(index &- place)
        }
      }
      while breaks != 0 {
        let end = place &+ breaks.trailingZeroBitCount
        breaks &= breaks &- 1
        // The line feed of CR LF ends nothing more.
        if end < start { continue }
        let isPair = text[end] == 0x0d && end &+ 1 < text.count && text[end &+ 1] == 0x0a
        body(start..<end, isPair ? 2 : 1)
        start = end &+ (isPair ? 2 : 1)
      }
      place &+= 64
    }
    if start < text.count { body(start..<text.count, 0) }
  }

  /// Number of characters: bytes that continue none.
  static func characterCount(_ text: UnsafeBufferPointer<UInt8>) -> Int {
    let raw = UnsafeRawBufferPointer(text)
    var continuations = 0
    var place = 0
    // SAFETY: each load ends at or before the count.
    while place &+ 8 <= text.count {
      let word = raw.loadUnaligned(fromByteOffset: place, as: UInt64.self)
      continuations &+= (word & ~(word << 1) & 0x8080_8080_8080_8080).nonzeroBitCount
      place &+= 8
    }
    while place < text.count {
      if text[place] & 0xc0 == 0x80 { continuations &+= 1 }
      place &+= 1
    }
    return text.count &- continuations
  }

  /// Number of Han, Kana and Hangul characters and their punctuation: those whose first byte is E3 to ED.
  static func syllableCount(_ text: UnsafeBufferPointer<UInt8>) -> Int {
    text.reduce(into: 0) { if $1 >= 0xe3, $1 <= 0xed { $0 += 1 } }
  }

  /// The text without white space at its edges.
  @inline(__always)
  static func trimmed(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Range<Int> {
    var start = range.lowerBound
    var end = range.upperBound
    while start < end {
      if isSpace(text[start]) {
        start += 1
      } else if let length = wideSpaceLength(text, start, end) {
        start += length
      } else {
        break
      }
    }
    while end > start {
      if isSpace(text[end - 1]) {
        end -= 1
      } else if text[end - 1] & 0xc0 == 0x80, end - start >= 2 {
        if end - start >= 3, wideSpaceLength(text, end - 3, end) == 3 {
          end -= 3
        } else if wideSpaceLength(text, end - 2, end) == 2 {
          end -= 2
        } else {
          break
        }
      } else {
        break
      }
    }
    return start..<end
  }

  /// ASCII white space, with the four separators among the controls.
  @inline(__always)
  static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte &- 9 < 5 || byte &- 0x1c < 4 }

  /// Length of the white space beyond ASCII that stands at `place`.
  private static func wideSpaceLength(_ text: UnsafeBufferPointer<UInt8>, _ place: Int, _ end: Int) -> Int? {
    guard text[place] >= 0xc2, place < end, let decoded = UTF8Bytes.decode(text, at: place),
      place + decoded.byteCount <= end, UnicodeClasses.isWhitespace(decoded.scalar)
    else { return nil }
    return decoded.byteCount
  }
}
