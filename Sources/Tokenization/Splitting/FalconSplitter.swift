// Falcon's way: punctuation, GPT-2's pattern between it, digits of bytes, and threes of them, in one pass.

internal import CKernels

/// Four steps: runs of punctuation are cut off first; GPT-2's pattern sees what is between them as texts of their own;
/// then digits are cut off, and of these each three of ASCII.
///
/// The last steps see bytes as the characters that stand for them (`ByteAlphabet`), some of which are digits: the second
/// byte of `ó` is `³`.
enum FalconSplitter: Splitter {
  private enum Kind {
    case letter, number, space, punctuation, other
  }

  /// A character of the text.
  private struct Seen {
    var kind: Kind
    /// Where it ends.
    var end: Int
  }

  @inline(__always)
  static func end(in text: SplitText, from start: Int) -> Int {
    if isDigit(text.base[start]) { return endOfDigits(in: text, from: start) }
    let first = seen(in: text, at: beginning(in: text, of: start))
    var piece = first
    if text.base[start] == 0x20, first.end < text.count {
      let next = seen(in: text, at: first.end)
      if next.kind != .space, next.kind != .punctuation { piece = next }
    }
    if piece.kind == .space { return endOfSpace(in: text, from: start) }
    if let digit = firstDigit(in: text, start &+ 1..<piece.end) { return digit }
    return endOfRun(of: piece.kind, in: text, from: piece.end)
  }

  @inline(__always)
  static func starts(in text: SplitText, at place: Int) -> UInt64 {
    if text.base[place] & 0xc0 == 0x80 {
      // The window would begin inside a character.
      let byteCount = end(in: text, from: place) &- place
      return byteCount < SplitWindow.byteCount ? 1 | 1 &<< UInt64(truncatingIfNeeded: byteCount) : 1
    }
    guard let window = SplitWindow(text, at: place) else { return 1 }
    var details = sluice_split_details()
    sluice_classify_details(text.base + place, &details)
    var punctuation = window.others & ~window.high & ~details.controls
    var wide = window.others & window.high & ~window.continuations
    while wide != 0 {
      let at = wide.trailingZeroBitCount
      let character = seen(in: text, at: place &+ at)
      if character.kind == .punctuation {
        let byteCount = character.end &- place &- at
        punctuation |= ((1 &<< UInt64(truncatingIfNeeded: byteCount)) &- 1) &<< UInt64(truncatingIfNeeded: at)
      }
      wide &= wide &- 1
    }
    let others = window.others & ~punctuation
    let runs = (SplitWindow.runStarts(window.letters) | SplitWindow.runStarts(others)) & ~(window.blanks &<< 1)
    let space = window.spaces | window.breaks
    // In front of punctuation white space stays together.
    let lastSpaces = space & ~(space &>> 1) & ~(punctuation &>> 1)
    // Punctuation is cut by bytes, too.
    let digits = details.digits & window.high & (window.letters | window.others)
    var starts = 1 | runs | window.numbersOfThree | SplitWindow.runStarts(punctuation)
    starts |= SplitWindow.runStarts(digits) | (digits &<< 1) & ~digits
    return window.certain(starts | SplitWindow.runStarts(space) | lastSpaces)
  }

  /// ASCII's digits and the bytes of ² ³ ¹ ¼ ½ ¾ in Latin-1.
  @inline(__always)
  private static func isDigit(_ byte: UInt8) -> Bool {
    if byte < 0x80 { return byte &- 0x30 < 10 }
    return byte | 1 == 0xb3 || byte == 0xb9 || byte &- 0xbc < 3
  }

  @inline(__always)
  private static func seen(in text: SplitText, at place: Int) -> Seen {
    let character = text.character(at: place)
    let classes = character.classes
    let end = place &+ character.byteCount
    if classes.contains(.letter) { return Seen(kind: .letter, end: end) }
    if classes.contains(.number) { return Seen(kind: .number, end: end) }
    if classes.contains(.space) { return Seen(kind: .space, end: end) }
    if character.byteCount == 1 {
      let isMark = !classes.isDisjoint(with: [.punctuation, .symbol])
      return Seen(kind: isMark ? .punctuation : .other, end: end)
    }
    let isPunctuation = HuggingFaceClasses.isPunctuation(text.scalar(at: place, byteCount: character.byteCount))
    return Seen(kind: isPunctuation ? .punctuation : .other, end: end)
  }

  /// Where the character begins that has the byte at `place`, which may be one of its later ones.
  @inline(__always)
  private static func beginning(in text: SplitText, of place: Int) -> Int {
    guard text.base[place] & 0xc0 == 0x80 else { return place }
    for back in 1...3 where back <= place && text.base[place &- back] >= 0xc0 {
      let start = place &- back
      return start &+ text.character(at: start).byteCount > place ? start : place
    }
    return place
  }

  private static func firstDigit(in text: SplitText, _ range: Range<Int>) -> Int? {
    range.first { isDigit(text.base[$0]) }
  }

  /// Up to where the run ends or a byte is a digit.
  @inline(__always)
  private static func endOfRun(of kind: Kind, in text: SplitText, from start: Int) -> Int {
    var at = start
    while at < text.count {
      let next = seen(in: text, at: at)
      if next.kind != kind { return at }
      while at < next.end {
        if isDigit(text.base[at]) { return at }
        at &+= 1
      }
    }
    return at
  }

  /// `\s+(?!\S)|\s+`, where punctuation ends the text.
  @inline(__always)
  private static func endOfSpace(in text: SplitText, from start: Int) -> Int {
    var at = start
    var last = start
    while at < text.count {
      let next = seen(in: text, at: at)
      if next.kind != .space { return last > start && next.kind != .punctuation ? last : at }
      last = at
      at = next.end
    }
    return at
  }

  /// Three ASCII digits, or the digits up to the next three of them.
  private static func endOfDigits(in text: SplitText, from start: Int) -> Int {
    var at = start
    if text.base[start] >= 0x80 {
      let beginning = beginning(in: text, of: start)
      let character = seen(in: text, at: beginning)
      // Bytes that are no text are digits like others, and go together.
      let end = beginning == start ? text.count : character.end
      while at < end, text.base[at] >= 0x80, isDigit(text.base[at]) { at &+= 1 }
      if at < end || character.kind != .number { return at }
    }
    var count = 0
    while count < 3, at &+ count < text.count, text.base[at &+ count] &- 0x30 < 10 { count &+= 1 }
    return count < 3 || at == start ? at &+ count : at
  }
}
