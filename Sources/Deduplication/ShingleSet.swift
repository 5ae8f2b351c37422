// Exact Jaccard similarity of shingle sets.

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
    var intersection = 0
    var first = 0
    var second = 0
    while first < left.count, second < right.count {
      // Without branches on the values, which cannot be foreseen.
      let a = left[first]
      let b = right[second]
      intersection &+= a == b ? 1 : 0
      first &+= a <= b ? 1 : 0
      second &+= b <= a ? 1 : 0
    }
    self.init(intersection: intersection, union: left.count + right.count - intersection)
  }

  /// The similarity of two ascending sets, or nil when it misses the threshold; at once where their sizes say so.
  static func atLeast(
    _ parameters: MinHashParameters, _ left: UnsafeBufferPointer<UInt64>, _ right: UnsafeBufferPointer<UInt64>
  ) -> Jaccard? {
    let best = Jaccard(intersection: min(left.count, right.count), union: max(left.count, right.count))
    if !parameters.isDuplicate(intersection: best.intersection, union: best.union) { return nil }
    let found = Jaccard(left, right)
    return parameters.isDuplicate(intersection: found.intersection, union: found.union) ? found : nil
  }
}

/// Makes shingle sets; each worker has a builder of its own.
public struct ShingleSetBuilder: Sendable {
  private let shingle: Int
  private var units = TextUnits()
  private var grams: [UInt64] = []

  public init(parameters: MinHashParameters) { shingle = parameters.shingle }

  /// The shingles of a text: hashes, ascending, each once. Empty for a text without units.
  public mutating func shingles(of text: UnsafeBufferPointer<UInt8>) -> [UInt64] {
    units.analyse(text)
    NGrams.hashes(of: units.hashes, n: shingle, into: &grams)
    KeySorting.sortUnique(&grams)
    return grams
  }
}
