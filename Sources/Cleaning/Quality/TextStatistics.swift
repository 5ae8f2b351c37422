// What the quality rules want to know of a text, counted once.

import TextAnalysis

/// Counts over a text and its units.
///
/// Words are text units: runs of letters and digits, and single characters in Chinese, Japanese and Korean, where
/// `unspacedUnitCount` tells how many of the units are such. Punctuation is no word.
struct TextStatistics {
  private(set) var unitCount = 0
  /// Units that are one character of a script whose characters are units by themselves.
  private(set) var unspacedUnitCount = 0
  /// Units with at least one letter.
  private(set) var letterUnitCount = 0
  /// Code points in the units of scripts with spaces.
  private(set) var spacedLetterCount = 0
  private(set) var hashSignCount = 0
  /// `...` and `…`.
  private(set) var ellipsisCount = 0
  private(set) var lineCount = 0
  private(set) var bulletLineCount = 0
  private(set) var ellipsisLineCount = 0
  /// Different stop words, of the language that has most of them.
  private(set) var stopWordCount = 0

  /// True when most of the text is written in characters that are units by themselves.
  var isUnspaced: Bool { unspacedUnitCount * 2 > unitCount }

  init(_ text: UnsafeBufferPointer<UInt8>, units: borrowing TextUnits, stopWords: StopWords) {
    unitCount = units.count
    countUnits(text, units)
    countSigns(text)
    countLines(text)
    stopWordCount = stopWords.count(in: units.hashes)
  }

  private mutating func countUnits(_ text: UnsafeBufferPointer<UInt8>, _ units: borrowing TextUnits) {
    let starts = units.starts
    let ends = units.ends
    for index in 0..<units.count {
      let start = Int(starts[index])
      let end = Int(ends[index])
      let lead = text[start]
      if lead >= 0xe3, lead <= 0xed, end - start == 3 {
        unspacedUnitCount += 1
        letterUnitCount += 1
        continue
      }
      var hasLetter = false
      for position in start..<end {
        let byte = text[position]
        if byte & 0xc0 != 0x80 { spacedLetterCount += 1 }
        if byte >= 0x80 || (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a { hasLetter = true }
      }
      if hasLetter { letterUnitCount += 1 }
    }
  }

  private mutating func countSigns(_ text: UnsafeBufferPointer<UInt8>) {
    var position = 0
    while position < text.count {
      let byte = text[position]
      if byte == UInt8(ascii: "#") {
        hashSignCount += 1
      } else if let length = Self.ellipsisLength(text, position) {
        ellipsisCount += 1
        position += length
        continue
      }
      position += 1
    }
  }

  private static func ellipsisLength(_ text: UnsafeBufferPointer<UInt8>, _ position: Int) -> Int? {
    guard position + 2 < text.count else { return nil }
    let dots = (text[position], text[position + 1], text[position + 2])
    return dots == (0x2e, 0x2e, 0x2e) || dots == (0xe2, 0x80, 0xa6) ? 3 : nil
  }

  private mutating func countLines(_ text: UnsafeBufferPointer<UInt8>) {
    var lineStart = 0
    while lineStart < text.count {
      var lineEnd = lineStart
      while lineEnd < text.count, text[lineEnd] != 0x0a { lineEnd += 1 }
      lineCount += 1
      var start = lineStart
      while start < lineEnd, text[start] == 0x20 || text[start] == 0x09 { start += 1 }
      var end = lineEnd
      while end > start, text[end - 1] == 0x20 || text[end - 1] == 0x09 { end -= 1 }
      if start < end {
        let isBullet =
          text[start] == UInt8(ascii: "-")
          || (start + 2 < end && text[start] == 0xe2 && text[start + 1] == 0x80 && text[start + 2] == 0xa2)
        if isBullet { bulletLineCount += 1 }
        if end - start >= 3, Self.ellipsisLength(text, end - 3) != nil { ellipsisLineCount += 1 }
      }
      lineStart = lineEnd + 1
    }
  }
}
