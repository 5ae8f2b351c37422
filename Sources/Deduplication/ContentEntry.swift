// Copies beside one another, the one that stays first.

/// A content hash, the document it belongs to, and what decides which of several copies stays.
struct ContentEntry: Equatable, HashOrdered {
  var high: UInt64
  var low: UInt64
  var orderKey: UInt64
  /// Rank of the document's task.
  var rank: UInt32
  /// Dense number of the document.
  var number: UInt32

  var sortKey: UInt64 { high }

  static func precedes(_ left: ContentEntry, _ right: ContentEntry) -> Bool {
    if left.high != right.high { return left.high < right.high }
    if left.low != right.low { return left.low < right.low }
    if left.rank != right.rank { return left.rank < right.rank }
    return left.orderKey != right.orderKey ? left.orderKey < right.orderKey : left.number < right.number
  }

  func hasSameKey(as other: ContentEntry) -> Bool { high == other.high && low == other.low }
}
