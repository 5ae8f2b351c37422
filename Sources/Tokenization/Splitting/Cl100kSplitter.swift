// GPT-4's pattern, and Qwen 2's, which differs in the length of numbers.

/// `(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+`
enum Cl100kSplitter: Splitter {
  @inline(__always)
  static func end(in text: SplitText, from start: Int) -> Int {
    Cl100kFamily.end(in: text, from: start, longestNumber: 3)
  }

  @inline(__always)
  static func starts(in text: SplitText, at place: Int) -> UInt64 {
    guard let window = SplitWindow(text, at: place) else { return 1 }
    return Cl100kFamily.starts(in: text, at: place, window, numbers: window.numbersOfThree)
  }
}

/// cl100k's pattern with `\p{N}` in place of `\p{N}{1,3}`.
enum Qwen2Splitter: Splitter {
  @inline(__always)
  static func end(in text: SplitText, from start: Int) -> Int {
    Cl100kFamily.end(in: text, from: start, longestNumber: 1)
  }

  @inline(__always)
  static func starts(in text: SplitText, at place: Int) -> UInt64 {
    guard let window = SplitWindow(text, at: place) else { return 1 }
    return Cl100kFamily.starts(in: text, at: place, window, numbers: window.numbers)
  }
}

enum Cl100kFamily {
  @inline(__always)
  static func end(in text: SplitText, from start: Int, longestNumber: Int) -> Int {
    let byte = text.base[start]
    let first = text.character(at: start)
    let second = start &+ first.byteCount
    if first.classes.contains(.letter) { return text.endOfLetters(from: second) }
    if first.classes.contains(.number) { return text.endOfNumber(from: second, characterLimit: longestNumber &- 1) }
    if byte == UInt8(ascii: "'") {
      let contraction = text.contractionByteCount(at: start)
      if contraction > 0 { return start &+ contraction }
    }
    if !first.classes.contains(.lineBreak), second < text.count {
      let next = text.character(at: second)
      if next.classes.contains(.letter) { return text.endOfLetters(from: second &+ next.byteCount) }
      if byte == 0x20 && next.classes.isOther {
        return text.endOfLineBreaks(from: text.endOfOthers(from: second &+ next.byteCount))
      }
    }
    if first.classes.contains(.space) { return text.endOfSpaceOrLines(from: start) }
    return text.endOfLineBreaks(from: text.endOfOthers(from: second))
  }

  /// The starts of pre-tokens, given those of `numbers`.
  @inline(__always)
  static func starts(in text: SplitText, at place: Int, _ window: SplitWindow, numbers: UInt64) -> UInt64 {
    let others = SplitWindow.runStarts(window.others)
    // A blank goes with the run of others behind it. Others that have none before them go with letters behind them,
    // when they are one character.
    let free = others & ~(window.blanks &<< 1)
    let led = window.behind(free) & window.letters
    // Line breaks behind others belong to them; `lines` are the rest.
    let lines = window.breaksApart(from: window.others)
    let space = window.spaces | lines
    let words = SplitWindow.runStarts(window.letters) & ~(window.spaces &<< 1) & ~led
    var starts =
      1 | numbers | free | words | SplitWindow.runStarts(space) | window.lastSpaces | window.spacesBehindLines(lines)
    var contractions = window.apostrophes & free & (window.letters &>> 1)
    while contractions != 0 {
      let at = contractions.trailingZeroBitCount
      contractions &= contractions &- 1
      let byteCount = text.contractionByteCount(at: place &+ at)
      if byteCount > 0, at &+ byteCount < SplitWindow.byteCount {
        starts |= window.letters & (1 &<< UInt64(truncatingIfNeeded: at &+ byteCount))
      }
    }
    return window.certain(starts)
  }
}
