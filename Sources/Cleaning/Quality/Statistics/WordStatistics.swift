// What the quality rules want to know of a text's words, found out once for all of them.

import Corpus
import TextAnalysis

/// The words of a text with their sums.
struct WordStatistics: SharedAnalysis {
  let words = Words()
  /// Buffers for counting n-grams; their content is nobody's.
  var ascent = NGramAscent()

  /// Words that are no mere signs.
  private(set) var wordCount = 0
  /// Words with at least one letter.
  private(set) var letterWordCount = 0
  /// Words that are one Han, Kana or Hangul character, and one letter of another script without spaces.
  private(set) var syllableCount = 0
  private(set) var unspacedLetterCount = 0
  /// Characters in the words that have spaces between them.
  private(set) var spacedCharacterCount = 0

  var spacedWordCount: Int { wordCount - syllableCount - unspacedLetterCount }

  /// True when most of the words are characters of a script without spaces, or of one whose characters are words here.
  var isUnspaced: Bool { (syllableCount + unspacedLetterCount) * 2 > wordCount }

  /// How many words of such a text say what a word of a spaced one says, times two.
  var halvesOfWord: Int {
    guard isUnspaced else { return 2 }
    return syllableCount >= unspacedLetterCount ? 3 : 6
  }

  mutating func analyse(_ text: UnsafeBufferPointer<UInt8>) {
    words.analyse(text)
    var signs = 0
    (letterWordCount, syllableCount, unspacedLetterCount, spacedCharacterCount) = (0, 0, 0, 0)
    // SAFETY: the indices are below the number of words.
    for index in 0..<words.count {
      let kind = words.kinds[index]
      let isSign = Int(kind >> 1 & 1)
      let isSyllable = Int(kind >> 4 & 1)
      let isUnspacedLetter = Int(kind >> 5 & 1)
      letterWordCount &+= Int(kind & 1)
      signs &+= isSign
      syllableCount &+= isSyllable
      unspacedLetterCount &+= isUnspacedLetter
      spacedCharacterCount &+= Int(words.lengths[index]) &* (1 &- isSign &- isSyllable &- isUnspacedLetter)
    }
    wordCount = words.count - signs
  }
}
