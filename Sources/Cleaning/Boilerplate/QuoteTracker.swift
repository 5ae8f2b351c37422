// Whether a place in the text is inside quotation marks.
//
// Doubt protects: a mark that is opened and not closed counts to the end of its paragraph.

struct QuoteTracker {
  private var paired = 0
  /// Of those open, how many were opened by a low mark: “ closes them.
  private var low = 0
  /// Which of « and » opened the quotation that is open: 0 none, 1 «, -1 » (German).
  private var guillemet = 0
  private var isInDouble = false
  private var isInSingle = false
  private var isInBacktick = false
  /// `"""` or `'''` of a program's text; reaches over paragraphs.
  private var isInTriple = false

  var isOpen: Bool { paired > 0 || guillemet != 0 || isInDouble || isInSingle || isInBacktick || isInTriple }

  mutating func endLine() {
    isInSingle = false
    isInBacktick = false
  }

  mutating func endParagraph() {
    endLine()
    paired = 0
    low = 0
    guillemet = 0
    isInDouble = false
  }

  /// True where an opening mark stands.
  static func opens(_ text: UnsafeBufferPointer<UInt8>, _ position: Int, _ end: Int) -> Bool {
    let byte = text[position]
    if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") || byte == UInt8(ascii: "`") { return true }
    if byte == 0xc2 { return guillemetOpens(text, position, end) }
    return pairedMark(text, position, end) > 0 || openingSingle(text, position, end)
  }

  /// Takes account of the mark at `position`.
  ///
  /// - Returns: its length, 0 where none stands.
  mutating func step(_ text: UnsafeBufferPointer<UInt8>, _ position: Int, _ line: Range<Int>) -> Int {
    let byte = text[position]
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      if position + 2 < line.upperBound, text[position + 1] == byte, text[position + 2] == byte {
        isInTriple.toggle()
        return 3
      }
      stepStraight(byte, text, position, line)
      return 1
    case UInt8(ascii: "`"):
      isInBacktick.toggle()
      return 1
    case 0xc2: return stepGuillemet(text, position, line.upperBound)
    case 0xe2, 0xe3:
      let mark = Self.pairedMark(text, position, line.upperBound)
      if mark != 0 {
        stepPaired(mark, text[position + 2])
        return abs(mark)
      }
      if Self.openingSingle(text, position, line.upperBound) {
        isInSingle = true
        return 3
      }
      if byte == 0xe2, position + 2 < line.upperBound, text[position + 1] == 0x80, text[position + 2] == 0x99 {
        if !Self.isAlphabetic(text, position + 3, line) { isInSingle = false }
        return 3
      }
      return 0
    default: return 0
    }
  }

  /// Length of a mark at `position` that closes what is open and would else open: “ after „, » after « and « after ».
  func closingLength(_ text: UnsafeBufferPointer<UInt8>, _ position: Int, _ end: Int) -> Int {
    switch text[position] {
    case 0xc2 where guillemet != 0 && position + 1 < end: text[position + 1] == (guillemet > 0 ? 0xbb : 0xab) ? 2 : 0
    case 0xe2 where low > 0 && position + 2 < end: text[position + 1] == 0x80 && text[position + 2] == 0x9c ? 3 : 0
    default: 0
    }
  }

  /// “ closes what „ has opened, and opens where nothing of the kind is open.
  private mutating func stepPaired(_ mark: Int, _ last: UInt8) {
    if mark > 0, last == 0x9c, low > 0 {
      low -= 1
      paired -= 1
    } else if mark > 0 {
      paired += 1
      if last == 0x9e { low += 1 }
    } else {
      paired = max(0, paired - 1)
      low = min(low, paired)
    }
  }

  private mutating func stepGuillemet(_ text: UnsafeBufferPointer<UInt8>, _ position: Int, _ end: Int) -> Int {
    guard position + 1 < end, text[position + 1] == 0xab || text[position + 1] == 0xbb else { return 0 }
    let direction = text[position + 1] == 0xab ? 1 : -1
    if guillemet == -direction {
      guillemet = 0
    } else if guillemet == 0, Self.guillemetOpens(text, position, end) {
      guillemet = direction
    }
    return 2
  }

  /// « opens; » opens as in German, close before a word.
  private static func guillemetOpens(_ text: UnsafeBufferPointer<UInt8>, _ position: Int, _ end: Int) -> Bool {
    guard position + 1 < end else { return false }
    if text[position + 1] == 0xab { return true }
    guard text[position + 1] == 0xbb else { return false }
    return isWord(text, position + 2, position..<end) && text[position + 2] != 0xc2 && text[position + 2] < 0xe2
  }

  private mutating func stepStraight(
    _ byte: UInt8, _ text: UnsafeBufferPointer<UInt8>, _ position: Int, _ line: Range<Int>
  ) {
    let wordBefore = Self.isWord(text, position - 1, line)
    let wordAfter = Self.isWord(text, position + 1, line)
    if byte == UInt8(ascii: "\"") {
      if isInDouble {
        isInDouble = false
      } else {
        // An opening mark after a digit is a sign of inches.
        let digitBefore = wordBefore && position > line.lowerBound && text[position - 1] <= 0x39
        isInDouble = !digitBefore
      }
    } else if isInSingle {
      if !Self.isAlphabetic(text, position + 1, line) { isInSingle = false }
    } else if !wordBefore, wordAfter {
      isInSingle = true
    }
  }

  private static func isWord(_ text: UnsafeBufferPointer<UInt8>, _ position: Int, _ line: Range<Int>) -> Bool {
    guard position >= line.lowerBound, position < line.upperBound else { return false }
    let byte = text[position]
    return byte >= 0x80 || byte >= 0x30 && byte <= 0x39 || (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a
  }

  /// True for a word's letter behind an apostrophe; what is written without spaces may follow a closing mark.
  private static func isAlphabetic(_ text: UnsafeBufferPointer<UInt8>, _ position: Int, _ line: Range<Int>) -> Bool {
    isWord(text, position, line) && text[position] < 0xe3
  }

  /// Length of an opening mark of a pair, its negative for a closing one, 0 for anything else.
  private static func pairedMark(_ text: UnsafeBufferPointer<UInt8>, _ position: Int, _ end: Int) -> Int {
    let byte = text[position]
    guard position + 2 < end, text[position + 1] == 0x80 else { return 0 }
    let last = text[position + 2]
    if byte == 0xe2 { return last == 0x9c || last == 0x9e ? 3 : last == 0x9d ? -3 : 0 }
    if byte == 0xe3 {
      switch last {
      case 0x8a, 0x8c, 0x8e: return 3
      case 0x8b, 0x8d, 0x8f: return -3
      default: return 0
      }
    }
    return 0
  }

  private static func openingSingle(_ text: UnsafeBufferPointer<UInt8>, _ position: Int, _ end: Int) -> Bool {
    text[position] == 0xe2 && position + 2 < end && text[position + 1] == 0x80
      && (text[position + 2] == 0x98 || text[position + 2] == 0x9a)
  }
}
