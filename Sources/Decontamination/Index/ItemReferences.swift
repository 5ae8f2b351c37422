// The units of every item, by which is known how much of an item stands somewhere.

import TextAnalysis

/// The units of all items, 32 bits of each: enough to compare an item with one stretch of text.
struct ItemReferences: Sendable {
  /// Of a longer item the first units count.
  static let unitLimit = 4096
  /// No unit of a text is this one: it stands for units that are common language.
  static let none: UInt32 = 0

  private var units: [UInt32] = []
  private var starts: [Int] = [0]
  private var questionCounts: [UInt16] = []

  init(itemCount: Int, unitCount: Int) {
    units.reserveCapacity(unitCount)
    starts.reserveCapacity(itemCount + 1)
    questionCounts.reserveCapacity(itemCount)
  }

  var byteCount: Int { units.count * 4 + starts.count * 8 + questionCounts.count * 2 }

  /// The 32 bits of a unit.
  @inline(__always)
  static func short(_ hash: UInt64) -> UInt32 { max(1, UInt32(truncatingIfNeeded: hash)) }

  /// - Parameters:
  ///   - n: length of the common n-grams.
  ///   - common: what stands in one of these counts for nothing.
  mutating func append(_ reference: ItemUnits.Reference, n: Int, common: CommonNGrams) {
    let kept = reference.units.prefix(Self.unitLimit)
    let first = units.count
    units.append(contentsOf: kept.lazy.map(Self.short))
    starts.append(units.count)
    questionCounts.append(UInt16(min(reference.questionCount, Self.unitLimit)))
    if common.isEmpty || kept.count < n { return }
    var hashes: [UInt64] = []
    NGrams.hashes(of: Array(kept), n: n, into: &hashes)
    for (index, hash) in hashes.enumerated() where common.contains(hash) {
      for place in first + index..<first + index + n { units[place] = Self.none }
    }
  }

  /// How many units an item has.
  func count(_ item: UInt32) -> Int { starts[Int(item) + 1] - starts[Int(item)] }

  func questionCount(_ item: UInt32) -> Int { Int(questionCounts[Int(item)]) }

  func withUnits<R>(_ item: UInt32, _ body: (UnsafeBufferPointer<UInt32>) -> R) -> R {
    units.withUnsafeBufferPointer {
      body(UnsafeBufferPointer(rebasing: $0[starts[Int(item)]..<starts[Int(item) + 1]]))
    }
  }
}
