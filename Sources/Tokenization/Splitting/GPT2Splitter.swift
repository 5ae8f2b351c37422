// GPT-2's pattern.

/// `'(?:[sdmt]|ll|ve|re)| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`
enum GPT2Splitter: Splitter {
  @inline(__always)
  static func end(in text: SplitText, from start: Int) -> Int {
    let byte = text.base[start]
    if byte == UInt8(ascii: "'") {
      let contraction = contractionByteCount(in: text, at: start)
      if contraction > 0 { return start &+ contraction }
    }
    var head = text.character(at: start)
    var behind = start &+ head.byteCount
    if byte == 0x20 {
      guard behind < text.count else { return behind }
      head = text.character(at: behind)
      if head.classes.contains(.space) { return text.endOfSpace(from: start) }
      behind &+= head.byteCount
    }
    if head.classes.contains(.letter) { return text.endOfLetters(from: behind) }
    if head.classes.contains(.number) { return text.endOfRun(of: .number, from: behind) }
    if head.classes.contains(.space) { return text.endOfSpace(from: start) }
    return text.endOfOthers(from: behind)
  }

  @inline(__always)
  static func starts(in text: SplitText, at place: Int) -> UInt64 {
    guard let window = SplitWindow(text, at: place) else { return 1 }
    let numbers = SplitWindow.runStarts(window.numbers) & ~(window.blanks &<< 1)
    return starts(in: text, at: place, window, numbers: numbers, lastSpaces: window.spaces | window.breaks)
  }

  /// The starts of pre-tokens, given those of `numbers` and the white space that is left alone where it is the last of
  /// its run.
  @inline(__always)
  static func starts(
    in text: SplitText, at place: Int, _ window: SplitWindow, numbers: UInt64, lastSpaces: UInt64
  ) -> UInt64 {
    let space = window.spaces | window.breaks
    // A blank goes with the run behind it; other white space leaves its last character alone.
    let runs = (SplitWindow.runStarts(window.letters) | SplitWindow.runStarts(window.others)) & ~(window.blanks &<< 1)
    var starts = 1 | numbers | runs | SplitWindow.runStarts(space) | lastSpaces & ~(space &>> 1)
    var contractions = window.apostrophes & runs & (window.letters &>> 1)
    while contractions != 0 {
      let at = contractions.trailingZeroBitCount
      contractions &= contractions &- 1
      let byteCount = contractionByteCount(in: text, at: place &+ at)
      if byteCount == 0 { continue }
      starts &= ~(2 &<< UInt64(truncatingIfNeeded: at))
      let end: UInt64 = 1 &<< UInt64(truncatingIfNeeded: at &+ byteCount)
      if at &+ byteCount < SplitWindow.byteCount { starts |= end & window.letters }
    }
    return window.certain(starts)
  }

  /// The contractions in lower case only.
  @inline(__always)
  static func contractionByteCount(in text: SplitText, at place: Int) -> Int {
    guard place &+ 1 < text.count else { return 0 }
    let first = text.base[place &+ 1]
    switch first {
    case UInt8(ascii: "s"), UInt8(ascii: "t"), UInt8(ascii: "m"), UInt8(ascii: "d"):
      return 2
    case UInt8(ascii: "r"), UInt8(ascii: "v"):
      return place &+ 2 < text.count && text.base[place &+ 2] == UInt8(ascii: "e") ? 3 : 0
    case UInt8(ascii: "l"):
      return place &+ 2 < text.count && text.base[place &+ 2] == UInt8(ascii: "l") ? 3 : 0
    default:
      return 0
    }
  }
}
