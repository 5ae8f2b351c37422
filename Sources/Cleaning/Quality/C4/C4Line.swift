// What C4's rules ask of one line.

import TextAnalysis

/// The words of a line as C4 counts them: what stands between white space; in scripts without spaces every character.
struct C4Words {
  private(set) var count = 0
  /// Characters of the longest one.
  private(set) var longest = 0

  /// - Parameters:
  ///   - range: a line without white space at its edges.
  ///   - enough: the count ends here.
  ///   - long: a length in characters that somebody asks for; nil where nobody does.
  init(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, enough: Int, long: Int?) {
    let asksForLength = long.map { Self.holdsStretch(text, range, longerThan: $0) } ?? false
    WordCharacters.table.withUnsafeBufferPointer { table in
      guard let table = table.baseAddress else { return }
      var place = range.lowerBound
      var length = 0
      while place < range.upperBound, asksForLength || count < enough {
        let byte = text[place]
        var scalar = UInt32(byte)
        var byteCount = 1
        if byte >= 0x80, let decoded = UTF8Bytes.decode(text, at: place) {
          (scalar, byteCount) = (decoded.scalar, decoded.byteCount)
        }
        let kind = WordCharacters.of(scalar, table)
        if kind.contains(.space) {
          length = 0
        } else {
          // A character that is a word by itself ends the one before it.
          if length == 0 || kind.contains(.alone) {
            count += 1
            length = 0
          }
          length += 1
          longest = max(longest, length)
          if kind.contains(.alone) { length = 0 }
        }
        place += byteCount
      }
    }
  }

  /// Whether more than so many bytes stand side by side without a space.
  private static func holdsStretch(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, longerThan limit: Int)
    -> Bool
  {
    var start = range.lowerBound
    while range.upperBound - start > limit {
      var space = start + max(limit, 0)
      while space >= start, text[space] != 0x20 { space -= 1 }
      if space < start { return true }
      start = space + 1
    }
    return false
  }
}

/// Counts the sentences of lines.
struct C4Sentences {
  private let words = Words()

  /// - Returns: the number of sentences in a line: where a mark ends one and a word follows that is no punctuation,
  ///   another begins. Thai and Lao have no such mark; there a space is where one phrase ends and the next begins.
  func count(in line: UnsafeBufferPointer<UInt8>) -> Int {
    words.analyse(line)
    if words.count == 0 { return 0 }
    var sentences = 1
    var hasEnded = false
    // SAFETY: the indices are below the number of words.
    for index in 0..<words.count {
      let kind = WordKind(rawValue: words.kinds[index])
      if kind.contains(.terminal) {
        hasEnded = true
      } else if hasEnded, !kind.contains(.punctuation) {
        sentences += 1
        hasEnded = false
      }
    }
    return sentences + phraseEnds(line)
  }

  private func phraseEnds(_ line: UnsafeBufferPointer<UInt8>) -> Int {
    var ends = 0
    var place = 3
    while place < line.count {
      // U+0E00 to U+0EFF, and a space.
      if line[place] == 0x20, line[place - 3] == 0xe0, line[place - 2] >= 0xb8, line[place - 2] <= 0xbb { ends += 1 }
      place += 1
    }
    return ends
  }
}
