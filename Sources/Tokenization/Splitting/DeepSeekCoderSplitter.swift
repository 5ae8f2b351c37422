// The pattern of DeepSeek Coder: its six steps in one pass.

/// Line breaks are cut off first, one by one; then letters, then punctuation, each with one white space in front; then
/// the scalars that DeepSeek's files take for ideographs are parted from others, and numbers are cut off one by one.
enum DeepSeekCoderSplitter: Splitter {
  private enum Kind {
    case lineBreak, letter, punctuation, space, number, other, end
  }

  private struct Seen {
    var kind: Kind
    var isIdeographic: Bool
    var end: Int
  }

  @inline(__always)
  static func end(in text: SplitText, from start: Int) -> Int {
    let first = seen(in: text, at: start)
    switch first.kind {
    case .lineBreak, .number, .end: return first.end
    case .letter:
      if text.base[start] < 0x80 { return endOfLetters(in: text, from: first.end) }
      return endOfRun(of: first, in: text)
    case .punctuation: return endOfRun(of: first, in: text)
    case .space:
      let next = seen(in: text, at: first.end)
      if next.kind == .letter || next.kind == .punctuation {
        if next.isIdeographic != first.isIdeographic { return first.end }
        return endOfRun(of: next, in: text)
      }
    case .other: break
    }
    var at = first.end
    while true {
      let next = seen(in: text, at: at)
      guard next.kind == .space || next.kind == .other, next.isIdeographic == first.isIdeographic else { return at }
      if next.kind == .space {
        let behind = seen(in: text, at: next.end).kind
        if behind == .letter || behind == .punctuation { return at }
      }
      at = next.end
    }
  }

  @inline(__always)
  private static func seen(in text: SplitText, at place: Int) -> Seen {
    guard place < text.count else { return Seen(kind: .end, isIdeographic: false, end: place) }
    let character = text.character(at: place)
    let isIdeographic = character.byteCount == 3 && text.isDeepSeekIdeograph(at: place)
    let seen = { Seen(kind: $0, isIdeographic: isIdeographic, end: place &+ character.byteCount) }
    let classes = character.classes
    if classes.contains(.letter) { return seen(.letter) }
    if classes.contains(.punctuation) { return seen(.punctuation) }
    if classes.contains(.lineBreak) { return seen(.lineBreak) }
    if classes.contains(.space) { return seen(.space) }
    return seen(classes.contains(.number) ? .number : .other)
  }

  /// Letters from an ASCII one on, up to an ideograph.
  @inline(__always)
  private static func endOfLetters(in text: SplitText, from start: Int) -> Int {
    var at = start
    while at < text.count, text.base[at] < 0x80 {
      if (text.base[at] | 0x20) &- 0x61 >= 26 { return at }
      at &+= 1
    }
    return endOfRun(of: Seen(kind: .letter, isIdeographic: false, end: at), in: text)
  }

  /// The run that a character begins.
  @inline(__always)
  private static func endOfRun(of first: Seen, in text: SplitText) -> Int {
    var at = first.end
    while true {
      let next = seen(in: text, at: at)
      if next.kind != first.kind || next.isIdeographic != first.isIdeographic { return at }
      at = next.end
    }
  }
}

extension SplitText {
  /// U+0800 to U+9FA5 and U+AC00 to U+D7FF, which the files of DeepSeek LLM and Coder take for ideographs; the place must
  /// hold a character of three bytes.
  @inline(__always)
  func isDeepSeekIdeograph(at place: Int) -> Bool {
    let scalar = scalar(at: place, byteCount: 3)
    return scalar <= 0x9fa5 || scalar &- 0xac00 < 0xd800 - 0xac00
  }
}
