// What was found in a document.

/// A stretch of a document that is part of a benchmark item.
public struct BenchmarkMatch: Sendable, Equatable {
  public var benchmark: String
  public var item: String
  /// Byte offsets in the document's text.
  public var start: Int
  public var end: Int
  /// Number of text units in the stretch.
  public var unitCount: Int
  /// How many of the item's units stand there (in runs of three and more), and how many it has; of an item of more than
  /// 4,096 units both of its first ones.
  public var foundUnitCount: Int
  public var itemUnitCount: Int
  /// True when an n-gram of the item, or a short item as a whole, stands there unchanged.
  public var isExact: Bool
  public var action: MatchRules.Action
}
