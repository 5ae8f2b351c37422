// What C4's rules ask of one line.

import TextAnalysis

/// The words of a line as C4 counts them: what stands between white space; in scripts without spaces every character.
enum C4Words {
  /// Whether a line, without white space at its edges, has fewer words.
  static func hasFewer(than limit: Int, _ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
    var count = 0
    var isInside = false
    var place = range.lowerBound
    while place < range.upperBound, text[place] < 0x80 {
      let isSpace = TextLines.isSpace(text[place])
      if !isSpace, !isInside {
        count += 1
        if count >= limit { return false }
      }
      isInside = !isSpace
      place += 1
    }
    guard place < range.upperBound else { return count < limit }
    forEachWord(text, range) { number, _ in
      count = number
      return number < limit
    }
    return count < limit
  }

  /// Whether a line has a word of more characters.
  static func holdsWord(longerThan limit: Int, _ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
    guard holdsStretch(longerThan: limit, text, range) else { return false }
    var isFound = false
    forEachWord(text, range) { _, length in
      isFound = length > limit
      return !isFound
    }
    return isFound
  }

  /// Calls `body` for each character of each word with the word's number, from 1, and its length up to there, until `body`
  /// says false.
  private static func forEachWord(
    _ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ body: (_ number: Int, _ length: Int) -> Bool
  ) {
    WordCharacters.table.withUnsafeBufferPointer { table in
      guard let table = table.baseAddress else { return }
      var number = 0
      var length = 0
      var place = range.lowerBound
      while place < range.upperBound {
        let decoded = UTF8Bytes.decode(text, at: place) ?? UTF8Bytes.Decoded(scalar: 0xfffd, byteCount: 1)
        let kind = WordCharacters.of(decoded.scalar, table)
        place += decoded.byteCount
        if kind.contains(.space) {
          length = 0
          continue
        }
        // A character that is a word by itself ends the one before it.
        if length == 0 || kind.contains(.alone) {
          number += 1
          length = 0
        }
        length += 1
        if !body(number, length) { return }
        if kind.contains(.alone) { length = 0 }
      }
    }
  }

  /// Whether more than so many bytes stand side by side without a space.
  private static func holdsStretch(
    longerThan limit: Int, _ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>
  ) -> Bool {
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
