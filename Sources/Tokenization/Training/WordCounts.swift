// What training needs to know of a corpus, wherever it is kept.

/// Different words with their counts: in memory (`WordCounter`), or in files (`WordRuns`).
public protocol WordCounts {
  /// The split pattern that cut documents into words.
  var pattern: SplitPattern { get }
  /// What was done to documents before they were split.
  var normalization: BPEModel.Normalization { get }

  /// Calls `body` with every different word and its count, each once, in no particular order. The pointer is valid only
  /// inside `body`.
  ///
  /// - Throws: what reading them takes to fail.
  func forEachWord(_ body: (UnsafeBufferPointer<UInt8>, UInt64) -> Void) throws
}

/// The words of others that occur often enough, and an account of those that do not.
public final class FrequentWords: WordCounts {
  /// Words with fewer occurrences are left out.
  public let minimumCount: UInt64
  /// Different words that the last walk left out, and how often they occur in all.
  public private(set) var leftOutWordCount = 0
  public private(set) var leftOutOccurrenceCount: UInt64 = 0
  private let words: any WordCounts

  public init(_ words: any WordCounts, minimumCount: UInt64) {
    self.words = words
    self.minimumCount = minimumCount
  }

  public var pattern: SplitPattern { words.pattern }
  public var normalization: BPEModel.Normalization { words.normalization }

  public func forEachWord(_ body: (UnsafeBufferPointer<UInt8>, UInt64) -> Void) throws {
    (leftOutWordCount, leftOutOccurrenceCount) = (0, 0)
    try words.forEachWord { word, count in
      if count < minimumCount {
        leftOutWordCount += 1
        leftOutOccurrenceCount &+= count
      } else {
        body(word, count)
      }
    }
  }
}
