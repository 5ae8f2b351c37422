// The pattern of DeepSeek V2, V3 and R1: three steps in one pass.

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
    func kind(at place: Int) -> Kind {
      guard place < text.count, isIdeograph(text, at: place) == isIdeographic else { return .end }
      return DeepSeekV3Splitter.kind(of: text.character(at: place))
    }

    @inline(__always)
    func endOfLetters(from start: Int) -> Int {
      var at = start
      while at < text.count {
        if text.base[at] < 0x80 {
          if !isLatin(text.base[at]) || isIdeographic { break }
          at &+= 1
          continue
        }
        guard kind(at: at) == .letter else { break }
        at &+= text.character(at: at).byteCount
      }
      return at
    }

    /// Punctuation and symbols, then line breaks.
    @inline(__always)
    func endOfMarks(from start: Int) -> Int {
      var at = start
      while kind(at: at) == .mark { at &+= text.character(at: at).byteCount }
      return isIdeographic ? at : text.endOfLineBreaks(from: at)
    }

    /// Up to where something begins that a rule takes.
    @inline(__always)
    func endOfOthers(from start: Int) -> Int {
      var at = start
      while kind(at: at) == .other {
        let behind = at &+ text.character(at: at).byteCount
        if kind(at: behind) == .letter { break }
        at = behind
      }
      return at
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
