// The n-grams of a text's words, summed up by script.

import TextAnalysis

/// Sums of weights over a text's letters.
///
/// Tokens that are no language are passed over: with digits or the signs of programs, addresses, paths, names of files.
struct LanguageScan {
  private let letters: LetterTable
  private let groups: [LanguageGroup]
  private(set) var sums: [LanguageSum]
  /// Letters by kind, each counted as much as it is worth.
  private(set) var letterValues: [Int]

  /// The open word's letters behind a space.
  private var word: [UInt16] = [0x20]
  /// Kind of the open word's letters plus one; 0 between words.
  private var kind: UInt8 = 0

  /// - Parameter groups: one for each script, in their order.
  init(letters: LetterTable, groups: [LanguageGroup]) {
    self.letters = letters
    self.groups = groups
    sums = groups.map { LanguageSum(scores: [Int32](repeating: 0, count: $0.rowWidth)) }
    letterValues = [Int](repeating: 0, count: letters.kinds.count)
  }

  mutating func read(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    var position = range.lowerBound
    // The end of the printable ASCII token that was looked at last.
    var tokenEnd = position
    while position < range.upperBound {
      let byte = text[position]
      if byte < 0x80 {
        if byte > 0x20, position >= tokenEnd {
          var token = ASCIIToken()
          tokenEnd = position
          while tokenEnd < range.upperBound, text[tokenEnd] > 0x20, text[tokenEnd] < 0x7f {
            token.add(text[tokenEnd])
            tokenEnd += 1
          }
          if token.isCode {
            close()
            position = tokenEnd
            continue
          }
        }
        // `position` passes DEL, too, which is no token's.
        letter(letters[UInt32(byte)])
        position += 1
      } else if let decoded = UTF8Bytes.decode(text, at: position), position + decoded.byteCount <= range.upperBound {
        letter(letters[decoded.scalar])
        position += decoded.byteCount
      } else {
        close()
        position += 1
      }
    }
    close()
  }

  @inline(__always)
  private mutating func letter(_ found: (number: UInt8, letter: UInt16)) {
    if found.number != kind {
      close()
      kind = found.number
    }
    if found.number > 0 { word.append(found.letter) }
  }

  /// Ends the open word.
  private mutating func close() {
    guard kind > 0 else { return }
    let number = Int(kind) - 1
    letterValues[number] += letters.values[number] * (word.count - 1)
    if number < groups.count {
      word.append(0x20)
      groups[number].add(word, to: &sums[number])
    }
    word.removeLast(word.count - 1)
    kind = 0
  }
}

/// Whether a token of ASCII is a word, told by its signs.
private struct ASCIIToken {
  private(set) var isCode = false
  private var last: UInt8 = 0
  private var count = 0
  /// The last three bytes.
  private var recent: UInt32 = 0

  mutating func add(_ byte: UInt8) {
    recent = (recent << 8 | UInt32(byte)) & 0xff_ffff
    count += 1
    switch byte {
    case UInt8(ascii: "\\"), UInt8(ascii: "@"), UInt8(ascii: "_"), UInt8(ascii: "="), 0x30...0x39: isCode = true
    case UInt8(ascii: "/"):
      // A path, or the slashes of an address.
      if count == 1 || recent == 0x3a2f2f { isCode = true }
    case 0x41...0x5a, 0x61...0x7a:
      // A letter behind a full stop behind a letter: a domain, a file.
      let before = UInt8(truncatingIfNeeded: recent >> 16) | 0x20
      if recent >> 8 & 0xff == 0x2e, before >= 0x61, before <= 0x7a { isCode = true }
    default: break
    }
  }
}
