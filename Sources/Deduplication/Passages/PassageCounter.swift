// Documents to the passages that they hold.

/// One passage of one document, or of several that were counted together.
struct PassageEntry: Equatable, HashOrdered {
  var high: UInt64
  var low: UInt64
  /// Of the documents that hold the passage, the first in order of rank, then order key.
  var orderKey: UInt64
  var rank: UInt32
  /// Number of documents, at most 2³² − 1.
  var count: UInt32

  var key: UInt128 { UInt128(high) << 64 | UInt128(low) }

  var sortKey: UInt64 { high }

  static func precedes(_ left: PassageEntry, _ right: PassageEntry) -> Bool {
    if left.high != right.high { return left.high < right.high }
    if left.low != right.low { return left.low < right.low }
    return left.rank != right.rank ? left.rank < right.rank : left.orderKey < right.orderKey
  }

  func hasSameKey(as other: PassageEntry) -> Bool { high == other.high && low == other.low }

  /// Sorts entries and leaves one for each passage.
  static func fold(_ entries: inout [PassageEntry]) {
    KeySorting.sort(&entries)
    var kept = 0
    entries.withUnsafeMutableBufferPointer { entries in
      for index in entries.indices {
        if kept > 0, entries[kept - 1].hasSameKey(as: entries[index]) {
          let (sum, overflow) = entries[kept - 1].count.addingReportingOverflow(entries[index].count)
          entries[kept - 1].count = overflow ? .max : sum
        } else {
          entries[kept] = entries[index]
          kept += 1
        }
      }
    }
    entries.removeLast(entries.count - kept)
  }
}

/// The passages of some documents, on their way to a `PassageRunWriter`.
public struct PassageBatch: Sendable {
  public fileprivate(set) var documentCount = 0
  /// Passages that are long enough, each occurrence.
  public fileprivate(set) var passageCount = 0
  var entries: [PassageEntry] = []

  public init() {}
}

/// Finds the passages of documents; each worker has a counter of its own.
///
/// A passage counts once for a document, however often it stands there. Memory is about 100 bytes for each line of the
/// longest document.
public struct PassageCounter {
  private let rule: PassageRule
  private var hasher: PassageHasher
  private var pieces: [TextPiece] = []
  private var found: [PassageEntry] = []

  public init(rule: PassageRule) {
    self.rule = rule
    hasher = PassageHasher(rule: rule)
  }

  /// Adds a document to a batch.
  ///
  /// - Parameters:
  ///   - text: UTF-8.
  ///   - orderKey: says which of the documents of one rank comes first. Documents with equal keys share a place.
  public mutating func count(
    _ text: UnsafeBufferPointer<UInt8>, orderKey: UInt64, source: PassageSource, into batch: inout PassageBatch
  ) {
    PassageCutter.cut(text, unit: rule.unit, into: &pieces)
    found.removeAll(keepingCapacity: true)
    for piece in pieces where !piece.isBlank {
      guard let hash = hasher.hash(piece, of: text, source: source) else { continue }
      found.append(PassageEntry(high: hash.high, low: hash.low, orderKey: orderKey, rank: 0, count: 1))
    }
    batch.documentCount += 1
    batch.passageCount += found.count
    PassageEntry.fold(&found)
    for index in found.indices { found[index].count = 1 }
    batch.entries.append(contentsOf: found)
  }
}
