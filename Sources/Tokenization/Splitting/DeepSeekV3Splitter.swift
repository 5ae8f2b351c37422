// The pattern of DeepSeek V2, V3 and R1: three steps in one pass.

internal import CKernels

/// Numbers of up to three digits are cut off first, then runs of ideographs and kana. These runs, and what is between
/// them and the numbers, are texts of their own to the last step: `!`-like ASCII with Latin letters behind it; letters and
/// marks with one other character in front, but for line breaks, letters, punctuation and symbols; punctuation and symbols
/// with a space in front and line breaks behind; white space.
///
/// Characters that none of these take (controls, unassigned ones, bytes that are no text) are a piece as far as they go.
enum DeepSeekV3Splitter: Splitter {
  /// What the last step sees of a character.
  private enum Kind {
    /// A letter or a mark.
    case letter
    /// Punctuation or a symbol.
    case mark
    case space
    /// Taken by no rule but as the one in front of letters.
    case other
    /// The end of what the last step sees.
    case end
  }

  @inline(__always)
  static func end(in text: SplitText, from start: Int) -> Int {
    let first = text.character(at: start)
    let second = start &+ first.byteCount
    if first.classes.contains(.number) { return text.endOfNumber(from: second, characterLimit: 2) }
    let part = Part(text: text, isIdeographic: isIdeograph(text, at: start))
    switch kind(of: first) {
    case .letter: return part.endOfLetters(from: second)
    case .mark:
      if text.base[start] < 0x80, second < text.count, isLatin(text.base[second]) {
        var at = second &+ 1
        while at < text.count, isLatin(text.base[at]) { at &+= 1 }
        return at
      }
      return part.endOfMarks(from: second)
    case .space:
      let next = part.kind(at: second)
      if next == .letter, !first.classes.contains(.lineBreak) { return part.endOfLetters(from: second) }
      if next == .mark, text.base[start] == 0x20 { return part.endOfMarks(from: second) }
      return part.endOfSpace(from: start)
    case .other, .end:
      if part.kind(at: second) == .letter { return part.endOfLetters(from: second) }
      return part.endOfOthers(from: second)
    }
  }

  /// Up to the first character of a script without case, which may be an ideograph or kana, and the first that no rule
  /// takes.
  @inline(__always)
  static func starts(in text: SplitText, at place: Int) -> UInt64 {
    guard var window = SplitWindow(text, at: place) else { return 1 }
    var details = sluice_split_details()
    sluice_classify_details(text.base + place, &details)
    window.end(before: window.caseless | window.unmarked | details.controls)
    var wide = window.others & window.high & ~window.continuations
    while wide != 0 {
      if isIdeograph(text, at: place &+ wide.trailingZeroBitCount) {
        window.end(before: wide)
        break
      }
      wide &= wide &- 1
    }
    let marks = SplitWindow.runStarts(window.others) & ~(window.blanks &<< 1)
    // One ASCII mark takes the Latin letters behind it, but no others.
    let latin = window.letters & ~window.high
    let led = ((marks & ~window.high) &<< 1) & latin
    let behindLed = (latin &+ led) & ~latin & window.letters
    let lines = window.breaksApart(from: window.others)
    let words = SplitWindow.runStarts(window.letters) & ~(window.spaces &<< 1) & ~led
    // In front of a number white space stays together.
    let lastSpaces = window.lastSpaces & ~(window.numbers &>> 1)
    let starts = 1 | window.numbersOfThree | marks | words | behindLed | SplitWindow.runStarts(window.spaces | lines)
    return window.certain(starts | lastSpaces | window.spacesBehindLines(lines))
  }

  @inline(__always)
  private static func kind(of character: SplitText.Character) -> Kind {
    let classes = character.classes
    if !classes.isDisjoint(with: [.letter, .upper, .lower]) { return .letter }
    if !classes.isDisjoint(with: [.punctuation, .symbol]) { return .mark }
    if classes.contains(.space) { return .space }
    return classes.contains(.number) ? .end : .other
  }

  /// U+3040 to U+30FF and U+4E00 to U+9FA5, whether assigned or not.
  @inline(__always)
  private static func isIdeograph(_ text: SplitText, at place: Int) -> Bool {
    let first = text.base[place]
    guard first &- 0xe3 <= 6, text.count &- place >= 3 else { return false }
    let (second, third) = (text.base[place &+ 1], text.base[place &+ 2])
    guard second & 0xc0 == 0x80, third & 0xc0 == 0x80 else { return false }
    let scalar = UInt32(first & 0x0f) &<< 12 | UInt32(second & 0x3f) &<< 6 | UInt32(third & 0x3f)
    return scalar &- 0x4e00 <= 0x9fa5 - 0x4e00 || scalar &- 0x3040 <= 0x30ff - 0x3040
  }

  @inline(__always)
  private static func isLatin(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

  /// What the last step sees from a place on: ideographs and kana only, or none of them.
  private struct Part {
    let text: SplitText
    let isIdeographic: Bool

    @inline(__always)
    func kind(at place: Int) -> Kind { seen(at: place).kind }

    /// A character and where it ends.
    @inline(__always)
    private func seen(at place: Int) -> (kind: Kind, end: Int) {
      guard place < text.count, isIdeograph(text, at: place) == isIdeographic else { return (.end, place) }
      let character = text.character(at: place)
      return (DeepSeekV3Splitter.kind(of: character), place &+ character.byteCount)
    }

    @inline(__always)
    func endOfLetters(from start: Int) -> Int {
      var at = start
      while at < text.count {
        if text.base[at] < 0x80 {
          if !isLatin(text.base[at]) || isIdeographic { break }
          at &+= 1
        } else if isIdeographic, text.isCommonIdeograph(at: at) {
          at &+= 3
        } else {
          let next = seen(at: at)
          guard next.kind == .letter else { break }
          at = next.end
        }
      }
      return at
    }

    /// Punctuation and symbols, then line breaks.
    @inline(__always)
    func endOfMarks(from start: Int) -> Int {
      var at = start
      while true {
        let next = seen(at: at)
        guard next.kind == .mark else { break }
        at = next.end
      }
      return isIdeographic ? at : text.endOfLineBreaks(from: at)
    }

    /// Up to where something begins that a rule takes.
    @inline(__always)
    func endOfOthers(from start: Int) -> Int {
      var at = start
      while true {
        let next = seen(at: at)
        guard next.kind == .other, kind(at: next.end) != .letter else { return at }
        at = next.end
      }
    }

    /// `\s*[\r\n]+|\s+(?!\S)|\s+`
    @inline(__always)
    func endOfSpace(from start: Int) -> Int {
      var at = start
      var last = start
      var behindBreak = start
      while kind(at: at) == .space {
        last = at
        let next = text.character(at: at)
        at &+= next.byteCount
        if next.classes.contains(.lineBreak) { behindBreak = at }
      }
      if behindBreak > start { return behindBreak }
      return last > start && kind(at: at) != .end ? last : at
    }
  }
}
