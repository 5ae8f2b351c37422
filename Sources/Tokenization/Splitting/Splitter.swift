// What the hand-written splitters have in common.

/// A split pattern as code: every text is cut into pre-tokens without gaps.
protocol Splitter {
  /// End of the pre-token that starts at `start`, which is below `text.count`; always above `start`.
  static func end(in text: SplitText, from start: Int) -> Int

  /// The pre-tokens of 64 bytes at once, as bits where they start; the last of them ends behind the window.
  ///
  /// - Parameters:
  ///   - place: where a pre-token starts, and from where on 64 bytes can be read.
  /// - Returns: only starts that are certain, bit 0 always among them.
  static func starts(in text: SplitText, at place: Int) -> UInt64
}

extension Splitter {
  /// No more than is known: patterns without masks are cut one pre-token at a time.
  @inline(__always)
  static func starts(in text: SplitText, at place: Int) -> UInt64 { 1 }
}

extension SplitText {
  /// `\s+(?!\S)|\s+` at white space from `start` on: the whole run at the end of the text, otherwise all but its last
  /// character, which goes with what follows, unless it is the only one.
  @inline(__always)
  func endOfSpace(from start: Int) -> Int {
    var at = start
    var last = start
    while at < count {
      let next = character(at: at)
      if !next.classes.contains(.space) { return last > start ? last : at }
      last = at
      at &+= next.byteCount
    }
    return at
  }

  /// `\s*[\r\n]+|\s+(?!\S)|\s+`: the same, but a run with line breaks ends behind the last of them.
  @inline(__always)
  func endOfSpaceOrLines(from start: Int) -> Int {
    var at = start
    var last = start
    var behindBreak = start
    while at < count {
      let byte = base[at]
      if byte == 0x20 {
        last = at
        at &+= 1
        continue
      }
      let next = character(at: at)
      if !next.classes.contains(.space) {
        if behindBreak > start { return behindBreak }
        return last > start ? last : at
      }
      last = at
      at &+= next.byteCount
      if next.classes.contains(.lineBreak) { behindBreak = at }
    }
    return behindBreak > start ? behindBreak : at
  }

  /// Length in bytes of `'s|'t|'re|'ve|'m|'ll|'d` without regard to case at `at`, 0 where there is none.
  ///
  /// The letter ſ (U+017F) folds to s.
  @inline(__always)
  func contractionByteCount(at place: Int) -> Int {
    guard place &+ 1 < count, base[place] == UInt8(ascii: "'") else { return 0 }
    let first = base[place &+ 1]
    switch first | 0x20 {
    case UInt8(ascii: "s"), UInt8(ascii: "t"), UInt8(ascii: "m"), UInt8(ascii: "d"):
      return 2
    case UInt8(ascii: "r"), UInt8(ascii: "v"):
      return place &+ 2 < count && base[place &+ 2] | 0x20 == UInt8(ascii: "e") ? 3 : 0
    case UInt8(ascii: "l"):
      return place &+ 2 < count && base[place &+ 2] | 0x20 == UInt8(ascii: "l") ? 3 : 0
    default:
      return first == 0xc5 && place &+ 2 < count && base[place &+ 2] == 0xbf ? 3 : 0
    }
  }
}
