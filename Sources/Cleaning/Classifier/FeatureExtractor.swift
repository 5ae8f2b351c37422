// The features of a text: hashed n-grams of its units, and of its letters where that is asked for.

import Corpus
import TextAnalysis

/// Which n-grams a classifier looks at.
public struct FeatureSettings: Sendable, Equatable, Codable {
  /// Text units in the longest n-gram; words, or characters of scripts without spaces.
  public var unitNGrams: Int = 2
  /// Code points in the n-grams of letters; 0: none.
  public var letterNGrams: Int = 0
  /// Features are hashed to 2 to the power of this many weights.
  public var bits: Int = 20

  public init() {}

  /// - Throws: `CleaningError` for what is out of range.
  public func check() throws(CleaningError) {
    let checks = [
      ("unit-ngrams", unitNGrams, 1...5), ("letter-ngrams", letterNGrams, 0...8), ("bits", bits, 10...26),
    ]
    for (name, value, range) in checks where !range.contains(value) {
      throw CleaningError(
        code: .setting, message: "\(value) is not from \(range.lowerBound) to \(range.upperBound)", location: name)
    }
    guard letterNGrams != 1 else {
      throw CleaningError(code: .setting, message: "n-grams of letters have two and more", location: "letter-ngrams")
    }
  }
}

/// Finds the features of texts; buffers are reused from text to text.
///
/// A text has a feature or has it not: how often does not count, so that long and repetitive texts are judged by the
/// same scale. Units are those of `TextUnits`, normalised and in lower case.
struct FeatureExtractor {
  private let settings: FeatureSettings
  /// Which features the text at hand has had.
  private var seen: [UInt64]
  private var hashes: [UInt64] = []
  /// Numbers of the features, each once, in the order in which they come up.
  private(set) var features: [UInt32] = []

  init(settings: FeatureSettings) {
    self.settings = settings
    seen = [UInt64](repeating: 0, count: 1 << max(settings.bits - 6, 0))
  }

  /// Replaces `features` by those of a text.
  mutating func analyse(_ text: UnsafeBufferPointer<UInt8>, units: borrowing TextUnits) {
    for feature in features { seen[Int(feature >> 6)] = 0 }
    features.removeAll(keepingCapacity: true)
    for n in 1...settings.unitNGrams where units.count >= n {
      NGrams.hashes(of: units.hashes, n: n, into: &hashes)
      for hash in hashes { add(hash) }
    }
    if settings.letterNGrams > 0 { letters(text) }
  }

  /// The n-grams of code points, in lower case, with every stretch of white space as one space.
  private mutating func letters(_ text: UnsafeBufferPointer<UInt8>) {
    var window: [UInt64] = []
    var position = 0
    var isSpace = true
    while position < text.count {
      guard let decoded = UTF8Bytes.decode(text, at: position) else {
        position += 1
        continue
      }
      position += decoded.byteCount
      let space = UnicodeClasses.isWhitespace(decoded.scalar)
      if space, isSpace { continue }
      isSpace = space
      window.append(UInt64(space ? 0x20 : UnicodeClasses.fold(decoded.scalar)))
      if window.count > settings.letterNGrams { window.removeFirst() }
      // Every n-gram that ends here, the shortest has two letters.
      var hash = UnitHash.fold(window[window.count - 1] &+ 1, 0x9e37_79b9_7f4a_7c15)
      for scalar in window.dropLast().reversed() {
        hash = UnitHash.fold(hash ^ scalar, 0xa076_1d64_78bd_642f)
        add(hash ^ 0x5851_f42d_4c95_7f2d)
      }
    }
  }

  @inline(__always)
  private mutating func add(_ hash: UInt64) {
    let feature = UInt32(truncatingIfNeeded: hash >> UInt64(64 - settings.bits))
    let (word, bit) = (Int(feature >> 6), UInt64(1) << UInt64(feature & 63))
    if seen[word] & bit != 0 { return }
    seen[word] |= bit
    features.append(feature)
  }
}
