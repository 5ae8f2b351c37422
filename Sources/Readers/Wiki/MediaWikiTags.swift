// Where the parts of a dump begin and end. In XML a bare `<` is always markup, so that tags can be found by bytes.

import Corpus

/// The tags that divide a dump.
enum MediaWikiTag: Equatable {
  case exportEnd, pageStart, pageEnd, revisionStart, revisionEnd, contentStart, contentEnd, textStart, textEnd

  /// Bytes that tell a tag, with the one behind its name.
  static let byteCount = 12

  /// The tag at the start of `bytes`, which begin with `<`; nil for any other, and where too few bytes are left.
  init?(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard bytes.count > 5 else { return nil }
    let isEnd = bytes[1] == UInt8(ascii: "/")
    let start = isEnd ? 2 : 1
    func isName(_ name: StaticString) -> Bool {
      let end = start + name.utf8CodeUnitCount
      guard bytes.count > end else { return false }
      for index in start..<end where bytes[index] != name.utf8Start[index - start] { return false }
      let next = bytes[end]
      return next == UInt8(ascii: ">") || next == UInt8(ascii: "/") || isASCIISpace(next)
    }
    switch bytes[start] {
    case UInt8(ascii: "p"):
      guard isName("page") else { return nil }
      self = isEnd ? .pageEnd : .pageStart
    case UInt8(ascii: "r"):
      guard isName("revision") else { return nil }
      self = isEnd ? .revisionEnd : .revisionStart
    case UInt8(ascii: "t"):
      guard isName("text") else { return nil }
      self = isEnd ? .textEnd : .textStart
    case UInt8(ascii: "m"):
      guard isEnd, isName("mediawiki") else { return nil }
      self = .exportEnd
    case UInt8(ascii: "c"):
      guard isName("content") else { return nil }
      self = isEnd ? .contentEnd : .contentStart
    default: return nil
    }
  }
}

/// What a look for the next tag has found.
enum MediaWikiTagScan {
  /// A tag, and its distance from the window's head.
  case found(MediaWikiTag, at: Int)
  /// The input ends, or breaks, before one.
  case end
  /// No tag within the limit.
  case tooLong
}

extension InputCursor {
  /// The next dividing tag at or behind the distance `start`; everything from the head on stays in the window.
  mutating func nextTag(from start: Int, limit: Int) throws -> MediaWikiTagScan {
    var scanned = start
    while true {
      while let at = distance(to: UInt8(ascii: "<"), from: scanned) {
        if at > limit { return .tooLong }
        if let tag = try tag(at: at) { return .found(tag, at: at) }
        scanned = at + 1
      }
      scanned = max(scanned, count)
      if scanned > limit { return .tooLong }
      if try !more() { return .end }
    }
  }

  /// The dividing tag at a distance, where a `<` stands.
  mutating func tag(at distance: Int) throws -> MediaWikiTag? {
    _ = try need(distance + MediaWikiTag.byteCount)
    return MediaWikiTag(UnsafeBufferPointer(rebasing: window[distance...]))
  }

  /// Consumes everything before the next tag that is wanted, without keeping it; nil at the end of the input.
  mutating func seekTag(_ isWanted: (MediaWikiTag) -> Bool) throws -> MediaWikiTag? {
    var scanned = 0
    while true {
      while let at = distance(to: UInt8(ascii: "<"), from: scanned) {
        if let tag = try tag(at: at), isWanted(tag) {
          head += at
          return tag
        }
        scanned = at + 1
      }
      head = tail
      scanned = 0
      if try !more() { return nil }
    }
  }

  /// Distance behind the `>` of the end tag at `start` and the white space after it; nil when the tag has no end.
  mutating func endOfTag(at start: Int) throws -> Int? {
    var scanned = start
    while true {
      if let end = distance(to: UInt8(ascii: ">"), from: scanned) { return try endOfSpace(at: end + 1) }
      scanned = count
      if scanned - start > 1 << 16 { return nil }
      if try !more() { return nil }
    }
  }

  /// Distance of the first byte at or behind `start` that is no white space.
  mutating func endOfSpace(at start: Int) throws -> Int {
    var end = start
    while try need(end + 1), isASCIISpace(window[end]) { end += 1 }
    return end
  }
}
