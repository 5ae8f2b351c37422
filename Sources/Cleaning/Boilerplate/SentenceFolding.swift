// How a sentence looks to the patterns: one case, one kind of quotation mark, of space and of comma, one script of
// Chinese, no emoji; Chinese, Japanese and Korean without spaces; and the way back from there to the bytes as they stand.

/// A folded sentence.
struct FoldedSentence {
  /// The text that patterns see.
  private(set) var bytes: [UInt8] = []
  /// For each folded byte the offset, in the document, of the byte behind the character it comes from.
  private(set) var sourceEnds: [Int32] = []
  /// End of the folded text without its closing punctuation.
  private(set) var bodyEnd = 0

  /// Longer sentences are no boilerplate, whatever they contain; this bounds the work on hostile text.
  static let byteLimit = 1_600

  /// Folds `text[range]`; the range is at most `byteLimit` long.
  mutating func fold(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    bytes.removeAll(keepingCapacity: true)
    sourceEnds.removeAll(keepingCapacity: true)
    var position = range.lowerBound
    while position < range.upperBound {
      let lead = text[position]
      var length = 1
      var scalar = UInt32(lead)
      if lead >= 0xf0, position + 3 < range.upperBound {
        length = 4
        scalar = UInt32(lead & 0x07) << 18 | UInt32(text[position + 1] & 0x3f) << 12
        scalar |= UInt32(text[position + 2] & 0x3f) << 6 | UInt32(text[position + 3] & 0x3f)
      } else if lead >= 0xe0, position + 2 < range.upperBound {
        length = 3
        scalar = UInt32(lead & 0x0f) << 12 | UInt32(text[position + 1] & 0x3f) << 6 | UInt32(text[position + 2] & 0x3f)
      } else if lead >= 0xc0, position + 1 < range.upperBound {
        length = 2
        scalar = UInt32(lead & 0x1f) << 6 | UInt32(text[position + 1] & 0x3f)
      }
      position += length
      if Self.isSpacedMark(scalar), bytes.last == UInt8(ascii: " "), endsMark(text, position, range.upperBound) {
        dropLast()
      }
      append(scalar, sourceEnd: Int32(truncatingIfNeeded: position))
    }
    if bytes.last == UInt8(ascii: " ") { dropLast() }
    bodyEnd = bytes.count
    while bodyEnd > 0, Self.isClosing(bytes[bodyEnd - 1]) { bodyEnd -= 1 }
  }

  /// Marks that French sets off with a space.
  private static func isSpacedMark(_ scalar: UInt32) -> Bool {
    scalar == 0x21 || scalar == 0x3a || scalar == 0x3b || scalar == 0x3f
  }

  /// True where a space, another mark or the sentence's end follows: what stands before is no emoticon.
  private func endsMark(_ text: UnsafeBufferPointer<UInt8>, _ position: Int, _ end: Int) -> Bool {
    guard position < end else { return true }
    switch text[position] {
    case 0x09, 0x0a, 0x0d, 0x20, UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: "*"), 0xf0: return true
    case 0xc2: return position + 1 < end && text[position + 1] == 0xa0
    case 0xe2: return position + 2 < end && (text[position + 2] == 0xaf || text[position + 1] >= 0x98)
    default: return false
    }
  }

  private mutating func append(_ scalar: UInt32, sourceEnd: Int32) {
    switch scalar {
    // A remark in brackets is read without the opening one.
    case 0x28, 0x5b: if !bytes.isEmpty { put(UInt8(scalar), sourceEnd) }
    case 0xff08: if !bytes.isEmpty { putPunctuation(UInt8(ascii: "("), sourceEnd) }
    case 0x41...0x5a: put(UInt8(scalar | 0x20), sourceEnd)
    // Emphasis, marks that open a Spanish question, emoji.
    case 0x2a, 0x5f, 0xa1, 0xbf, 0x2600...0x27bf, 0x2b50...0x2b55, 0x1f000...0x1faff: return
    case 0x09, 0x0a, 0x0d, 0x20, 0xa0, 0x2000...0x200a, 0x202f, 0x3000: putSpace(sourceEnd)
    case 0x60, 0x201c...0x201f, 0xab, 0xbb, 0x300a...0x300f: put(UInt8(ascii: "\""), sourceEnd)
    case 0x2018...0x201b, 0x2bc, 0xff07: put(UInt8(ascii: "'"), sourceEnd)
    case 0xad, 0x200b...0x200f, 0x20e3, 0xfe00...0xfe0f, 0xfeff: return
    case 0x2010...0x2015: put(UInt8(ascii: "-"), sourceEnd)
    case 0x3001, 0xff0c: putPunctuation(UInt8(ascii: ","), sourceEnd)
    case 0x3002, 0x2026, 0xff0e: putPunctuation(UInt8(ascii: "."), sourceEnd)
    case 0xff01...0xff5e:
      let narrow = UInt8(scalar - 0xfee0)
      let isUpper = narrow >= 0x41 && narrow <= 0x5a
      if isUpper { put(narrow | 0x20, sourceEnd) } else { putPunctuation(narrow, sourceEnd) }
    case 0..<0x80: put(UInt8(scalar), sourceEnd)
    default: putScalar(LetterFolding.folded(scalar), sourceEnd)
    }
  }

  private mutating func put(_ byte: UInt8, _ sourceEnd: Int32) {
    bytes.append(byte)
    sourceEnds.append(sourceEnd)
  }

  /// Wide punctuation stands without spaces around it, as in Chinese type.
  private mutating func putPunctuation(_ byte: UInt8, _ sourceEnd: Int32) {
    if bytes.last == UInt8(ascii: " ") { dropLast() }
    put(byte, sourceEnd)
  }

  /// No space at the start, none after a space, none beside a Chinese, Japanese or Korean character.
  private mutating func putSpace(_ sourceEnd: Int32) {
    guard let last = bytes.last, last != UInt8(ascii: " "), !endsInIdeograph else { return }
    put(UInt8(ascii: " "), sourceEnd)
  }

  private mutating func putScalar(_ scalar: UInt32, _ sourceEnd: Int32) {
    if Self.isIdeograph(scalar), bytes.last == UInt8(ascii: " ") { dropLast() }
    switch scalar {
    case 0..<0x800:
      put(UInt8(0xc0 | scalar >> 6), sourceEnd)
    case 0x800..<0x10000:
      put(UInt8(0xe0 | scalar >> 12), sourceEnd)
      put(UInt8(0x80 | scalar >> 6 & 0x3f), sourceEnd)
    default:
      put(UInt8(0xf0 | scalar >> 18 & 0x07), sourceEnd)
      put(UInt8(0x80 | scalar >> 12 & 0x3f), sourceEnd)
      put(UInt8(0x80 | scalar >> 6 & 0x3f), sourceEnd)
    }
    put(UInt8(0x80 | scalar & 0x3f), sourceEnd)
  }

  private mutating func dropLast() {
    bytes.removeLast()
    sourceEnds.removeLast()
  }

  private var endsInIdeograph: Bool {
    guard bytes.count >= 3 else { return false }
    let lead = bytes[bytes.count - 3]
    guard lead >= 0xe3, lead <= 0xed, bytes[bytes.count - 1] & 0xc0 == 0x80 else { return false }
    let scalar =
      UInt32(lead & 0x0f) << 12 | UInt32(bytes[bytes.count - 2] & 0x3f) << 6 | UInt32(bytes[bytes.count - 1] & 0x3f)
    return Self.isIdeograph(scalar)
  }

  private static func isIdeograph(_ scalar: UInt32) -> Bool {
    scalar >= 0x3040 && scalar <= 0x9fff || scalar >= 0xac00 && scalar <= 0xd7a3
  }

  private static func isClosing(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: ":"), UInt8(ascii: ";"),
      UInt8(ascii: ","), UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: " "), UInt8(ascii: "~"):
      true
    default: false
    }
  }
}
