// The pattern of DeepSeek LLM: its seven steps in one pass.

/// Line breaks are cut off first, one by one; then letters of the *alphabet* (a list of letters that have case) with one
/// white space in front; then *marks*, a list of punctuation that holds ASCII's and the full-width letters as well, with
/// one white space in front; then white space at the end of what is left; then the scalars that DeepSeek's files take for
/// ideographs are parted from others, and numbers are cut off one by one.
enum DeepSeekLLMSplitter: Splitter {
  private enum Kind {
    case lineBreak
    /// A letter of the alphabet; those of the list of marks are apart.
    case letter, markLetter
    /// One of the marks that is no letter of the alphabet. U+3000 is one of them.
    case mark
    /// U+3000 with the alphabet behind it, which is a piece of its own.
    case lead
    /// White space but for line breaks and U+3000.
    case space
    case number, other, end
  }

  private struct Seen {
    var kind: Kind
    var isIdeographic: Bool
    var end: Int

    var isAlphabetic: Bool { kind == .letter || kind == .markLetter }
    /// A space in front of it belongs to it.
    var takesSpace: Bool { isAlphabetic || kind == .mark }
  }

  @inline(__always)
  static func end(in text: SplitText, from start: Int) -> Int {
    let first = seen(in: text, at: start)
    switch first.kind {
    case .lineBreak, .number, .lead, .end: return first.end
    case .letter, .markLetter: return endOfAlphabet(of: first, in: text)
    case .mark: return endOfMarks(in: text, from: start, first, spacesEnd: start)
    case .space:
      let next = seen(in: text, at: first.end)
      if next.takesSpace {
        if next.isIdeographic != first.isIdeographic { return first.end }
        return next.isAlphabetic
          ? endOfAlphabet(of: next, in: text) : endOfMarks(in: text, from: first.end, next, spacesEnd: first.end)
      }
    case .other: break
    }
    return endOfRest(in: text, from: start, first)
  }

  @inline(__always)
  private static func seen(in text: SplitText, at place: Int) -> Seen {
    guard place < text.count else { return Seen(kind: .end, isIdeographic: false, end: place) }
    let character = text.character(at: place)
    let (classes, end) = (character.classes, place &+ character.byteCount)
    if character.byteCount == 1 {
      if classes.contains(.letter) { return Seen(kind: .markLetter, isIdeographic: false, end: end) }
      return Seen(kind: narrowKind(classes), isIdeographic: false, end: end)
    }
    let scalar = text.scalar(at: place, byteCount: character.byteCount)
    let isIdeographic = character.byteCount == 3 && text.isDeepSeekIdeograph(at: place)
    let kind: Kind =
      switch scalar {
      case 0x3000: hasAlphabet(text, at: end) ? .lead : .mark
      case 0xff21...0xff3a, 0xff41...0xff5a: .markLetter
      case 0x2018...0x201f, 0x3001...0x3002, 0xff01...0xff0f, 0xff1a...0xff20, 0xff3b...0xff40, 0xff5b...0xff5e: .mark
      default: isAlphabetic(scalar, classes) ? .letter : narrowKind(classes.subtracting([.punctuation, .symbol]))
      }
    return Seen(kind: kind, isIdeographic: isIdeographic, end: end)
  }

  @inline(__always)
  private static func narrowKind(_ classes: CharacterClass) -> Kind {
    if !classes.isDisjoint(with: [.punctuation, .symbol]) { return .mark }
    if classes.contains(.lineBreak) { return .lineBreak }
    if classes.contains(.space) { return .space }
    return classes.contains(.number) ? .number : .other
  }

  @inline(__always)
  private static func hasAlphabet(_ text: SplitText, at place: Int) -> Bool {
    guard place < text.count else { return false }
    let character = text.character(at: place)
    if character.byteCount == 1 { return character.classes.contains(.letter) }
    return isAlphabetic(text.scalar(at: place, byteCount: character.byteCount), character.classes)
  }

  /// Whether a scalar beyond ASCII belongs to the alphabet.
  @inline(__always)
  private static func isAlphabetic(_ scalar: UInt32, _ classes: CharacterClass) -> Bool {
    // Ideographs, and what else has neither case nor a place in the list, are sorted out without it.
    if scalar &- 0x2e80 < 0xa640 - 0x2e80 { return false }
    let word = Int(scalar &>> 6)
    return word < alphabet.count && alphabet[word] &>> UInt64(scalar & 63) & 1 == 1
  }

  /// A bit for each scalar.
  private static let alphabet: [UInt64] = {
    var bits: [UInt64] = []
    for range in SplitPattern.Known.deepseekAlphabet {
      while bits.count <= Int(range.upperBound >> 6) { bits.append(0) }
      for scalar in range { bits[Int(scalar >> 6)] |= 1 << UInt64(scalar & 63) }
    }
    return bits
  }()

  /// The run that a letter begins.
  @inline(__always)
  private static func endOfAlphabet(of first: Seen, in text: SplitText) -> Int {
    var at = first.end
    while true {
      let next = seen(in: text, at: at)
      if next.kind != first.kind || next.isIdeographic != first.isIdeographic { return at }
      at = next.end
    }
  }

  /// The run of marks that `first` begins at `place`, without U+3000 at the end of it unless it is all there is behind
  /// `spacesEnd`.
  private static func endOfMarks(in text: SplitText, from place: Int, _ first: Seen, spacesEnd: Int) -> Int {
    var at = place
    var spacesEnd = spacesEnd
    while true {
      let next = seen(in: text, at: at)
      if next.kind != .mark || next.isIdeographic != first.isIdeographic { return at }
      guard text.isIdeographicSpace(at: at) else {
        at = next.end
        continue
      }
      var behind = next
      var end = at
      while behind.kind == .mark, text.isIdeographicSpace(at: end) {
        end = behind.end
        behind = seen(in: text, at: end)
      }
      if at == spacesEnd {
        spacesEnd = end
      } else if behind.kind != .mark {
        return at
      }
      at = end
    }
  }

  /// What no rule takes, without white space at the end.
  private static func endOfRest(in text: SplitText, from start: Int, _ first: Seen) -> Int {
    var at = first.end
    /// Where the white space in front of `at` begins.
    var spaces = first.kind == .space ? start : nil
    /// Where the piece ends unless white space at its end begins before.
    var end: Int?
    while true {
      let next = seen(in: text, at: at)
      let isInner =
        next.kind == .space ? !seen(in: text, at: next.end).takesSpace : next.kind == .other || next.kind == .number
      if !isInner {
        if let spaces, spaces > start { return min(spaces, end ?? spaces) }
        return end ?? at
      }
      if end == nil, next.kind == .number || next.isIdeographic != first.isIdeographic { end = at }
      if next.kind != .space {
        if let end { return end }
        spaces = nil
      } else if spaces == nil {
        if let end { return end }
        spaces = at
      }
      at = next.end
    }
  }
}

extension SplitText {
  /// U+3000.
  @inline(__always)
  fileprivate func isIdeographicSpace(at place: Int) -> Bool {
    count &- place >= 3 && base[place] == 0xe3 && base[place &+ 1] == 0x80 && base[place &+ 2] == 0x80
  }
}
