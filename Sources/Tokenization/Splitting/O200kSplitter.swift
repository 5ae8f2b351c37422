// GPT-4o's pattern: words end where case changes.

internal import CKernels

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

  /// As cl100k's, but words that follow lower case begin with upper case, contractions end words, and slashes follow line
  /// breaks behind others.
  @inline(__always)
  static func starts(in text: SplitText, at place: Int) -> UInt64 {
    guard var window = SplitWindow(text, at: place) else { return 1 }
    var details = sluice_split_details()
    sluice_classify_details(text.base + place, &details)
    window.end(before: window.caseless)
    let tails = Self.tails(window, slashes: details.slashes)
    let others = window.others & ~tails
    let free = SplitWindow.runStarts(others) & ~(window.blanks &<< 1)
    let led = window.behind(free) & window.letters
    let lines = window.breaks & ~tails
    let words = SplitWindow.runStarts(window.letters) & ~(window.spaces &<< 1) & ~led
    let uppers = (details.uppers | window.wideUppers) & window.letters
    let turns = ((window.letters & ~uppers) &<< 1) & uppers
    var starts = 1 | window.numbersOfThree | free | words | turns
    starts |= SplitWindow.runStarts(window.spaces | lines) | window.lastSpaces | window.spacesBehindLines(lines)
    return window.certain(joinContractions(starts, in: text, at: place, window))
  }

  /// `[\r\n/]*` behind others, which begins with a line break where it is not part of them.
  @inline(__always)
  private static func tails(_ window: SplitWindow, slashes: UInt64) -> UInt64 {
    let members = window.breaks | slashes & window.others
    var tails: UInt64 = 0
    var firsts = (window.others &<< 1) & window.breaks
    while firsts != 0 {
      let first = firsts & (~firsts &+ 1)
      let run = members & ~(members &+ first)
      tails |= run
      firsts &= ~run
    }
    return tails
  }

  /// The starts without those in contractions behind words, and with those behind them.
  @inline(__always)
  private static func joinContractions(
    _ starts: UInt64, in text: SplitText, at place: Int, _ window: SplitWindow
  ) -> UInt64 {
    var starts = starts
    var lastEnd = 0
    var apostrophes = window.apostrophes & (window.letters &<< 1)
    while apostrophes != 0 {
      let at = apostrophes.trailingZeroBitCount
      apostrophes &= apostrophes &- 1
      let byteCount = text.contractionByteCount(at: place &+ at)
      // Behind a contraction no other one ends the word: it is over.
      if byteCount == 0 || at == lastEnd { continue }
      lastEnd = at &+ byteCount
      let first: UInt64 = 1 &<< UInt64(truncatingIfNeeded: at)
      if lastEnd >= SplitWindow.byteCount { return starts & (first &- 1) }
      let behind: UInt64 = 1 &<< UInt64(truncatingIfNeeded: lastEnd)
      starts = starts & ~(behind &- first) | behind & window.letters
    }
    return starts
  }

  /// `U*L+` from `start` on: its end, or `start` where it does not match.
  @inline(__always)
  private static func mixedWord(in text: SplitText, from start: Int) -> Int {
    var at = start
    /// Behind the last character of the upper run that may end the word, too.
    var behindLower = start
    while at < text.count {
      if text.isCommonIdeograph(at: at) {
        at &+= 3
        behindLower = at
        continue
      }
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
