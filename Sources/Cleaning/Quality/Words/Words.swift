// The words and signs of a text, as the published filters count them.

import CKernels
import TextAnalysis

/// What the rules ask of a word.
struct WordKind: OptionSet {
  let rawValue: UInt8

  /// At least one of its characters is a letter.
  static let letter = WordKind(rawValue: 1)
  /// All its characters are signs: it is counted apart from words.
  static let sign = WordKind(rawValue: 1 << 1)
  /// One mark that ends sentences.
  static let terminal = WordKind(rawValue: 1 << 2)
  /// All its characters are punctuation of Unicode.
  static let punctuation = WordKind(rawValue: 1 << 3)
  /// One Han, Kana or Hangul character.
  static let syllable = WordKind(rawValue: 1 << 4)
  /// One letter, with its marks, of another script without spaces.
  static let unspacedLetter = WordKind(rawValue: 1 << 5)
}

/// The words and signs of one text in order.
///
/// Where words have spaces between them, what stands between white space is parted further as spaCy's English tokenizer
/// does it, because the published filters and their thresholds count its tokens: signs come off both ends one by one,
/// contractions come apart, hyphens part words, addresses stay whole. In scripts without spaces the words are text units
/// (`TextUnits`): each Han, Kana or Hangul character alone, each letter with its marks of Thai, Lao, Khmer and Burmese.
/// Capital letters stay capital.
final class Words {
  private(set) var count = 0
  /// A hash for each word, of its bytes as written (`UnitHash`).
  private(set) var hashes: UnsafeMutablePointer<UInt64>
  /// Length of each word in characters.
  private(set) var lengths: UnsafeMutablePointer<UInt32>
  private(set) var kinds: UnsafeMutablePointer<UInt8>
  private(set) var hashSignCount = 0
  /// `...`, without overlap, and `…`.
  private(set) var ellipsisCount = 0
  private var capacity = 1024
  private let starts = UnsafeMutablePointer<UInt32>.allocate(capacity: WordScanner.startCapacity)

  /// Buffers for longer texts than this are given back.
  private static let keptCapacity = 1 << 24

  init() {
    hashes = .allocate(capacity: capacity)
    lengths = .allocate(capacity: capacity)
    kinds = .allocate(capacity: capacity)
  }

  deinit {
    free()
    starts.deallocate()
  }

  private func free() {
    hashes.deallocate()
    lengths.deallocate()
    kinds.deallocate()
  }

  /// Replaces the content by the words of `text`.
  func analyse(_ text: UnsafeBufferPointer<UInt8>) {
    // A word has a byte at least. Pages that nothing is written to are never there.
    if capacity < text.count || capacity > max(text.count, Self.keptCapacity) {
      free()
      capacity = max(1024, text.count)
      hashes = .allocate(capacity: capacity)
      lengths = .allocate(capacity: capacity)
      kinds = .allocate(capacity: capacity)
    }
    (count, hashSignCount, ellipsisCount) = (0, 0, 0)
    guard let base = text.baseAddress, !text.isEmpty else { return }
    WordCharacters.table.withUnsafeBufferPointer { table in
      guard let table = table.baseAddress else { return }
      var scanner = WordScanner(
        text: base, count: text.count, table: table, hashes: hashes, lengths: lengths, kinds: kinds,
        starts: starts)
      scanner.scan()
      (count, hashSignCount, ellipsisCount) = (scanner.filled, scanner.hashSignCount, scanner.ellipsisCount)
    }
  }
}
