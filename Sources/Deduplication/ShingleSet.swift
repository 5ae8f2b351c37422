// Exact Jaccard similarity of shingle sets.

import CKernels
import TextAnalysis

/// The Jaccard similarity of two documents, as counts: |A ∩ B| and |A ∪ B|.
public struct Jaccard: Sendable, Equatable {
  public var intersection: Int
  public var union: Int

  public init(intersection: Int, union: Int) {
    self.intersection = intersection
    self.union = union
  }

  /// The quotient; 1 for two empty sets.
  public var value: Double { union == 0 ? 1 : Double(intersection) / Double(union) }

  /// The similarity of two ascending sets, as `ShingleSetBuilder` makes them.
  public init(_ left: UnsafeBufferPointer<UInt64>, _ right: UnsafeBufferPointer<UInt64>) {
    let intersection = Self.intersection(left, right, atLeast: 0)
    self.init(intersection: intersection, union: left.count + right.count - intersection)
  }

  /// The similarity of two ascending sets, or nil when it misses the threshold: at once where their sizes say so, and as
  /// soon as too few elements are left.
  static func atLeast(
    _ parameters: MinHashParameters, _ left: UnsafeBufferPointer<UInt64>, _ right: UnsafeBufferPointer<UInt64>
  ) -> Jaccard? {
    let total = left.count + right.count
    let best = min(left.count, right.count)
    if !parameters.isDuplicate(intersection: best, union: total - best) { return nil }
    // The least intersection that can do, rounded down: i / (total - i) ≥ t where i ≥ total · t / (1 + t).
    let threshold = UInt(parameters.thresholdMillionths)
    let least = UInt(total).multipliedFullWidth(by: threshold)
    let needed = (1_000_000 + threshold).dividingFullWidth(least).quotient
    let intersection = intersection(left, right, atLeast: Int(needed))
    let union = total - intersection
    return parameters.isDuplicate(intersection: intersection, union: union)
      ? Jaccard(intersection: intersection, union: union) : nil
  }

  /// Number of elements that both ascending sets have; any smaller number where there are fewer than `needed`.
  private static func intersection(
    _ left: UnsafeBufferPointer<UInt64>, _ right: UnsafeBufferPointer<UInt64>, atLeast needed: Int
  ) -> Int {
    // SAFETY: the kernel reads the elements of both, as many as are counted.
    sluice_intersection(left.baseAddress, left.count, right.baseAddress, right.count, needed)
  }

  /// The scalar twin of the kernel: all common elements.
  static func intersectionByDefinition(
    _ left: UnsafeBufferPointer<UInt64>, _ right: UnsafeBufferPointer<UInt64>
  ) -> Int {
    var (common, first, second) = (0, 0, 0)
    while first < left.count, second < right.count {
      let (a, b) = (left[first], right[second])
      common += a == b ? 1 : 0
      first += a <= b ? 1 : 0
      second += b <= a ? 1 : 0
    }
    return common
  }
}

/// The shingle sets of consecutive documents, made by one worker and handed on in order.
public struct ShingleSetBatch: Sendable {
  /// Number of sets.
  public var count: Int { ends.count }
  private var words: [UInt64] = []
  private var ends: [Int] = []

  public init() {}

  /// Adds the set of the distinct values in `grams`.
  mutating func append(_ grams: [UInt64], places: inout [Int]) {
    words.append(addingCapacity: grams.count) { room in
      room.withUnsafeMutableBufferPointer { room, initializedCount in
        let target = UnsafeMutableBufferPointer(rebasing: room[initializedCount..<initializedCount + grams.count])
        grams.withUnsafeBufferPointer { KeySorting.sort($0, into: target, places: &places) }
        initializedCount += KeySorting.unique(target)
      }
    }
    ends.append(words.count)
  }

  /// Calls `body` with each set, ascending hashes, in order.
  func forEachSet(_ body: (UnsafeBufferPointer<UInt64>) throws -> Void) rethrows {
    try words.withUnsafeBufferPointer { words in
      var start = 0
      for end in ends {
        try body(UnsafeBufferPointer(rebasing: words[start..<end]))
        start = end
      }
    }
  }
}

/// Makes shingle sets; each worker has a builder of its own.
public struct ShingleSetBuilder: Sendable {
  private let shingle: Int
  private var units = TextUnits()
  private var grams: [UInt64] = []
  private var places: [Int] = []

  public init(parameters: MinHashParameters) { shingle = parameters.shingle }

  /// Adds the shingles of a text to a batch.
  public mutating func append(_ text: UnsafeBufferPointer<UInt8>, to batch: inout ShingleSetBatch) {
    hash(text)
    batch.append(grams, places: &places)
  }

  /// The shingles of a text: hashes, ascending, each once. Empty for a text without units.
  public mutating func shingles(of text: UnsafeBufferPointer<UInt8>) -> [UInt64] {
    hash(text)
    var shingles = grams
    KeySorting.sortUnique(&shingles)
    return shingles
  }

  private mutating func hash(_ text: UnsafeBufferPointer<UInt8>) {
    units.analyse(text)
    NGrams.hashes(of: units.hashes, n: shingle, into: &grams)
  }
}
