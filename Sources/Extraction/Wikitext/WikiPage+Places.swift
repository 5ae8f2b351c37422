// Where things stand in a page: line ends, bytes that are in no span, words.

import Glibc

extension WikiPage {
  /// Moves `span` to the first one that begins at or behind `offset`.
  func advance(_ span: inout Int, to offset: Int) {
    while span < spans.count, Int(spans[span].open) < offset {
      let isBehind = spans[span].isClosed && Int(spans[span].close) <= offset
      span = isBehind ? Int(spans[span].next) : span + 1
    }
  }

  /// Offset of the line end that is in no span, or the limit.
  func lineEnd(from start: Int, limit: Int, span: Int) -> Int {
    var at = start
    var span = span
    search: while at < limit {
      let end = find(UInt8(ascii: "\n"), in: at..<limit) ?? limit
      while span < spans.count, Int(spans[span].open) < end {
        let found = spans[span]
        if found.isClosed, Int(found.close) > end {
          at = Int(found.close)
          span = Int(found.next)
          continue search
        }
        span = found.isClosed ? Int(found.next) : span + 1
      }
      return end
    }
    return limit
  }

  /// Offset of the first `byte` that is in no span of the range.
  func topLevel(_ byte: UInt8, in range: Range<Int>, span: Int) -> Int? {
    var at = range.lowerBound
    var span = span
    advance(&span, to: at)
    search: while let found = find(byte, in: at..<range.upperBound) {
      while span < spans.count, Int(spans[span].open) <= found {
        let candidate = spans[span]
        if candidate.isClosed, Int(candidate.close) > found {
          at = min(Int(candidate.close), range.upperBound)
          span = Int(candidate.next)
          continue search
        }
        span = candidate.isClosed ? Int(candidate.next) : span + 1
      }
      return found
    }
    return nil
  }

  /// The closed span that begins at `offset`; `span` moves there, or to the first one behind.
  @inline(__always)
  func span(at offset: Int, from span: inout Int) -> WikiSpan? {
    while span < spans.count, Int(spans[span].open) <= offset {
      if Int(spans[span].open) == offset, spans[span].isClosed { return spans[span] }
      span += 1
    }
    return nil
  }

  func find(_ byte: UInt8, in range: Range<Int>) -> Int? {
    guard !range.isEmpty, let base = text.baseAddress,
      let found = memchr(base + range.lowerBound, Int32(byte), range.count)
    else { return nil }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }

  /// True when `name`, written in small letters, stands at `offset` before `limit`, whatever the case of ASCII letters.
  func stands(_ name: StaticString, at offset: Int, before limit: Int) -> Bool {
    let count = name.utf8CodeUnitCount
    guard offset + count <= limit else { return false }
    for index in 0..<count {
      let byte = text[offset + index]
      if (byte &- 0x41 < 26 ? byte | 0x20 : byte) != name.utf8Start[index] { return false }
    }
    return true
  }

  /// True when `name` stands anywhere in a range.
  func contains(_ name: StaticString, in range: Range<Int>) -> Bool {
    var offset = range.lowerBound
    while offset + name.utf8CodeUnitCount <= range.upperBound {
      if stands(name, at: offset, before: range.upperBound) { return true }
      offset += 1
    }
    return false
  }

  func isBlank(_ range: Range<Int>) -> Bool { text[range].allSatisfy(Self.isSpace) }

  @inline(__always)
  static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0d || byte == 0x0a }

  @inline(__always)
  static func isListMarker(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "*") || byte == UInt8(ascii: "#") || byte == UInt8(ascii: ":") || byte == UInt8(ascii: ";")
  }
}
