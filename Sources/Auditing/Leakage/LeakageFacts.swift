// Benchmarks in a corpus: which items were found, in how many documents, and how much of them.

import Corpus

/// What of benchmarks was found in documents. Facts of parts of a corpus add up; the order decides only which examples are
/// kept.
public struct LeakageFacts: Sendable, Equatable, Codable {
  /// An item that was found.
  public struct Item: Sendable, Equatable, Codable {
    public var benchmark: String
    public var item: String
    public var documents: Int
    /// Stretches of text.
    public var spans: Int
    /// Most units of the item that stand in one document, and units of the item.
    public var foundUnits: Int
    public var itemUnits: Int
    /// Text units of the longest stretch.
    public var longestMatch: Int

    /// Share of the item that stands in one document, at most.
    public var share: Double { itemUnits == 0 ? 0 : Double(foundUnits) / Double(itemUnits) }
  }

  /// The sums of a benchmark.
  public struct Benchmark: Sendable, Equatable, Codable {
    public var name: String
    /// Documents with at least one of its items.
    public var documents: Int
    public var spans: Int
    /// Different items that were found.
    public var items: Int
    public var longestMatch: Int
  }

  /// A match with what stands around it.
  public struct Example: Sendable, Equatable, Codable {
    public var benchmark: String
    public var item: String
    public var document: String
    public var source: String
    public var excerpt: MarkedExcerpt
  }

  /// Examples of a benchmark that are kept.
  public static let exampleLimit = 3

  /// By name.
  public private(set) var benchmarks: [Benchmark] = []
  /// By benchmark and item.
  public private(set) var items: [Item] = []
  /// By benchmark; of each the first ones.
  public private(set) var examples: [Example] = []
  /// Documents in which anything was found.
  public private(set) var documents = 0

  /// Rows of benchmark files that are no item, and the first of them with file and line. The same for all parts.
  public var leftOutRows = 0
  public var problems: [String] = []

  public init() {}

  public var isEmpty: Bool { documents == 0 }

  /// The facts of a tally.
  ///
  /// - Parameters:
  ///   - benchmarks: of different names; how many of their items were found is counted here.
  ///   - items: in any order, each once.
  ///   - examples: of each benchmark in the order in which they were found.
  init(documents: Int, benchmarks: [Benchmark], items: [Item], examples: [Example]) {
    self.documents = documents
    self.benchmarks = benchmarks.sorted { Self.precedes($0.name, $1.name) }
    self.items = items.sorted { Self.isBefore($0, $1) }
    self.examples = examples
    countItems()
  }

  /// Adds the facts of documents behind those of the left side.
  public static func += (left: inout LeakageFacts, right: LeakageFacts) {
    if right.leftOutRows > left.leftOutRows { (left.leftOutRows, left.problems) = (right.leftOutRows, right.problems) }
    if right.isEmpty { return }
    left.documents += right.documents
    func add(_ other: Item, to item: inout Item) {
      item.documents += other.documents
      item.spans += other.spans
      item.foundUnits = max(item.foundUnits, other.foundUnits)
      item.longestMatch = max(item.longestMatch, other.longestMatch)
    }
    func add(_ other: Benchmark, to sum: inout Benchmark) {
      sum.documents += other.documents
      sum.spans += other.spans
      sum.longestMatch = max(sum.longestMatch, other.longestMatch)
    }
    left.items = joined(left.items, right.items, by: isBefore, add)
    left.benchmarks = joined(
      left.benchmarks, right.benchmarks, by: { precedes($0.name, $1.name) }, add)
    left.countItems()
    var kept: [String: Int] = [:]
    left.examples = (left.examples + right.examples).filter { example in
      kept[example.benchmark, default: 0] += 1
      return kept[example.benchmark, default: 0] <= exampleLimit
    }
  }

  private mutating func countItems() {
    var counts: [String: Int] = [:]
    for item in items { counts[item.benchmark, default: 0] += 1 }
    for index in benchmarks.indices { benchmarks[index].items = counts[benchmarks[index].name] ?? 0 }
  }

  /// Joins two sorted lists.
  private static func joined<Element>(
    _ left: [Element], _ right: [Element], by isBefore: (Element, Element) -> Bool,
    _ add: (Element, inout Element) -> Void
  ) -> [Element] {
    if left.isEmpty { return right }
    var result: [Element] = []
    result.reserveCapacity(left.count + right.count)
    var place = 0
    for element in left {
      while place < right.count, isBefore(right[place], element) {
        result.append(right[place])
        place += 1
      }
      var element = element
      if place < right.count, !isBefore(element, right[place]) {
        add(right[place], &element)
        place += 1
      }
      result.append(element)
    }
    return result + right[place...]
  }

  private static func isBefore(_ left: Item, _ right: Item) -> Bool {
    left.benchmark == right.benchmark ? precedes(left.item, right.item) : precedes(left.benchmark, right.benchmark)
  }

  private static func precedes(_ left: String, _ right: String) -> Bool {
    left.utf8.lexicographicallyPrecedes(right.utf8)
  }
}
