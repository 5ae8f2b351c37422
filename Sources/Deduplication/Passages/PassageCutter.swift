// Texts cut into passages and the blank lines between them.

import Glibc
import TextAnalysis

/// A passage, or a run of blank lines. The pieces of a text follow each other without gaps and cover it.
struct TextPiece: Equatable {
  /// Offset of the first byte.
  var start: Int
  /// Offset behind the last byte before the last line's end.
  var contentEnd: Int
  /// Offset behind the last line's end.
  var end: Int
  var isBlank: Bool
}

enum PassageCutter {
  /// Replaces `pieces` by those of a text.
  static func cut(_ text: UnsafeBufferPointer<UInt8>, unit: PassageRule.Unit, into pieces: inout [TextPiece]) {
    pieces.removeAll(keepingCapacity: true)
    let joinsLines = unit == .paragraph
    LineCutter.forEachLine(of: text) { start, contentEnd, end in
      let isBlank = isBlank(text, start, contentEnd)
      if isBlank || joinsLines, let last = pieces.last, last.isBlank == isBlank {
        pieces[pieces.count - 1].contentEnd = contentEnd
        pieces[pieces.count - 1].end = end
      } else {
        pieces.append(TextPiece(start: start, contentEnd: contentEnd, end: end, isBlank: isBlank))
      }
    }
  }

  /// True where there is nothing but white space.
  private static func isBlank(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
    var position = start
    while position < end {
      let length = WhiteSpace.length(text, at: position, before: end)
      if length == 0 { return false }
      position &+= length
    }
    return true
  }
}

/// Lines end with LF, CR LF or CR; the last may lack one.
enum LineCutter {
  @inline(__always)
  static func forEachLine(
    of text: UnsafeBufferPointer<UInt8>, _ body: (_ start: Int, _ contentEnd: Int, _ end: Int) -> Void
  ) {
    guard text.count > 0 else { return }
    var nextReturn = find(0x0d, in: text, from: 0)
    var start = 0
    while start < text.count {
      let feed = find(0x0a, in: text, from: start)
      // Carriage returns before the line feed end lines too, but for the one right before it.
      while nextReturn < feed {
        if nextReturn &+ 1 < feed || feed == text.count {
          body(start, nextReturn, nextReturn &+ 1)
          start = nextReturn &+ 1
        } else {
          body(start, nextReturn, feed &+ 1)
          start = feed &+ 1
        }
        nextReturn = find(0x0d, in: text, from: nextReturn &+ 1)
      }
      if start > feed { continue }
      if feed == text.count {
        if start < feed { body(start, feed, feed) }
        return
      }
      body(start, feed, feed &+ 1)
      start = feed &+ 1
    }
  }

  /// Offset of the first such byte from `start` on, or the text's count.
  @inline(__always)
  private static func find(_ byte: UInt8, in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    guard let base = text.baseAddress, start < text.count,
      let found = memchr(base + start, Int32(byte), text.count - start)
    else { return text.count }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }
}

/// The characters of White_Space.
enum WhiteSpace {
  /// Number of bytes of the white-space character at `position`, or 0 where another one stands.
  @inline(__always)
  static func length(_ text: UnsafeBufferPointer<UInt8>, at position: Int, before end: Int) -> Int {
    let byte = text[position]
    if byte < 0x80 { return byte == 0x20 || byte &- 0x09 < 5 ? 1 : 0 }
    // All others begin with these bytes.
    guard byte == 0xc2 || byte == 0xe1 || byte == 0xe2 || byte == 0xe3,
      let decoded = UTF8Bytes.decode(UnsafeBufferPointer(rebasing: text[..<end]), at: position),
      UnicodeClasses.isWhitespace(decoded.scalar)
    else { return 0 }
    return decoded.byteCount
  }
}
