// GPT-4o's pattern: words end where case changes.

/// cl100k's pattern but for words, `[^\r\n\p{L}\p{N}]?U*L+C?|[^\r\n\p{L}\p{N}]?U+L*C?` with `U` the `upper` and `L` the
/// `lower` class and `C` a contraction, and for slashes behind punctuation.
enum O200kSplitter: Splitter {
  @inline(__always)
  static func end(in text: SplitText, from start: Int) -> Int {
    let byte = text.base[start]
    let first = text.character(at: start)
    let second = start &+ first.byteCount
    if first.classes.isDisjoint(with: [.letter, .number, .lineBreak]), second < text.count {
      let next = text.character(at: second)
      if !next.classes.isDisjoint(with: [.upper, .lower]) {
        let word = mixedWord(in: text, from: second)
        if word > second { return behindContraction(in: text, at: word) }
        if first.classes.contains(.lower) {
          // The first character is a mark, and as a word of its own precedes upper case behind it.
          return behindContraction(in: text, at: mixedWord(in: text, from: start))
        }
        return behindContraction(in: text, at: text.endOfRun(of: .upper, from: second))
      }
    }
    if !first.classes.isDisjoint(with: [.upper, .lower]) {
      let word = mixedWord(in: text, from: start)
      if word > start { return behindContraction(in: text, at: word) }
      return behindContraction(in: text, at: text.endOfRun(of: .upper, from: second))
    }
    if first.classes.contains(.number) { return text.endOfNumber(from: second, characterLimit: 2) }
    if byte == 0x20, second < text.count {
      let next = text.character(at: second)
      if next.classes.isOther { return endOfOthersWithTail(in: text, from: second &+ next.byteCount) }
    }
    if first.classes.contains(.space) { return text.endOfSpaceOrLines(from: start) }
    return endOfOthersWithTail(in: text, from: second)
  }

  /// `U*L+` from `start` on: its end, or `start` where it does not match.
  @inline(__always)
  private static func mixedWord(in text: SplitText, from start: Int) -> Int {
    var at = start
    /// Behind the last character of the upper run that may end the word, too.
    var behindLower = start
    while at < text.count {
      let next = text.character(at: at)
      if next.classes.contains(.upper) {
        at &+= next.byteCount
        if next.classes.contains(.lower) { behindLower = at }
      } else if next.classes.contains(.lower) {
        return text.endOfRun(of: .lower, from: at &+ next.byteCount)
      } else {
        break
      }
    }
    return behindLower
  }

  @inline(__always)
  private static func behindContraction(in text: SplitText, at place: Int) -> Int {
    place &+ text.contractionByteCount(at: place)
  }

  @inline(__always)
  private static func endOfOthersWithTail(in text: SplitText, from start: Int) -> Int {
    var at = text.endOfOthers(from: start)
    while at < text.count, text.base[at] == 10 || text.base[at] == 13 || text.base[at] == UInt8(ascii: "/") { at &+= 1 }
    return at
  }
}
