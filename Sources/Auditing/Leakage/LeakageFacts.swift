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

  /// Counts a document.
  ///
  /// - Parameter document: its name, for the examples.
  public mutating func add(_ findings: [Finding], document: String, source: String) {
    if findings.isEmpty { return }
    var part = LeakageFacts()
    part.documents = 1
    var byItem: [[String]: Item] = [:]
    for finding in findings {
      var item =
        byItem[[finding.collection, finding.item]]
        ?? Item(
          benchmark: finding.collection, item: finding.item, documents: 1, spans: 0, foundUnits: 0,
          itemUnits: finding.itemUnitCount, longestMatch: 0)
      item.spans += 1
      item.foundUnits = min(item.itemUnits, item.foundUnits + finding.foundUnitCount)
      item.longestMatch = max(item.longestMatch, finding.unitCount)
      byItem[[finding.collection, finding.item]] = item
      let count = part.examples.count { $0.benchmark == finding.collection }
      if let excerpt = finding.excerpt, count < Self.exampleLimit {
        part.examples.append(
          Example(
            benchmark: finding.collection, item: finding.item, document: document, source: source, excerpt: excerpt))
      }
    }
    part.items = byItem.values.sorted { Self.isBefore($0, $1) }
    for item in part.items {
      if part.benchmarks.last?.name != item.benchmark {
        part.benchmarks.append(Benchmark(name: item.benchmark, documents: 1, spans: 0, items: 0, longestMatch: 0))
      }
      part.benchmarks[part.benchmarks.count - 1].spans += item.spans
      part.benchmarks[part.benchmarks.count - 1].longestMatch = max(
        part.benchmarks[part.benchmarks.count - 1].longestMatch, item.longestMatch)
    }
    self += part
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
    var counts: [String: Int] = [:]
    for item in left.items { counts[item.benchmark, default: 0] += 1 }
    for index in left.benchmarks.indices { left.benchmarks[index].items = counts[left.benchmarks[index].name] ?? 0 }
    var kept: [String: Int] = [:]
    left.examples = (left.examples + right.examples).filter { example in
      kept[example.benchmark, default: 0] += 1
      return kept[example.benchmark, default: 0] <= exampleLimit
    }
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
