// Counts of what of benchmarks is found, while documents go by.

import Corpus

/// Counts findings, a document at a time, in time that does not depend on how much was found before.
public struct LeakageTally {
  private struct ItemKey: Hashable {
    let benchmark: String
    let item: String
  }

  private var documents = 0
  private var benchmarks: [LeakageFacts.Benchmark] = []
  private var benchmarkPlaces: [String: Int] = [:]
  private var items: [LeakageFacts.Item] = []
  private var itemPlaces: [ItemKey: Int] = [:]
  private var examples: [LeakageFacts.Example] = []
  private var exampleCounts: [Int] = []
  /// The document that was counted last in each item and benchmark, and the item's units found in it.
  private var lastOfItem: [(document: Int, foundUnits: Int)] = []
  private var lastOfBenchmark: [Int] = []

  public init() {}

  /// Counts a document.
  ///
  /// - Parameter document: its name, for the examples.
  public mutating func add(_ findings: [Finding], document: String, source: String) {
    if findings.isEmpty { return }
    documents += 1
    for finding in findings {
      let benchmark = place(ofBenchmark: finding.collection)
      let item = place(of: finding)
      count(finding, item)
      if lastOfBenchmark[benchmark] != documents { benchmarks[benchmark].documents += 1 }
      lastOfBenchmark[benchmark] = documents
      benchmarks[benchmark].spans += 1
      benchmarks[benchmark].longestMatch = max(benchmarks[benchmark].longestMatch, finding.unitCount)
      guard let excerpt = finding.excerpt, exampleCounts[benchmark] < LeakageFacts.exampleLimit else { continue }
      exampleCounts[benchmark] += 1
      examples.append(
        LeakageFacts.Example(
          benchmark: finding.collection, item: finding.item, document: document, source: source, excerpt: excerpt))
    }
  }

  /// Of one document all stretches of an item count together, and no more than the whole item.
  private mutating func count(_ finding: Finding, _ place: Int) {
    if lastOfItem[place].document != documents {
      items[place].documents += 1
      lastOfItem[place] = (documents, 0)
    }
    let found = min(items[place].itemUnits, lastOfItem[place].foundUnits + finding.foundUnitCount)
    lastOfItem[place].foundUnits = found
    items[place].spans += 1
    items[place].foundUnits = max(items[place].foundUnits, found)
    items[place].longestMatch = max(items[place].longestMatch, finding.unitCount)
  }

  private mutating func place(ofBenchmark name: String) -> Int {
    if let place = benchmarkPlaces[name] { return place }
    benchmarkPlaces[name] = benchmarks.count
    benchmarks.append(LeakageFacts.Benchmark(name: name, documents: 0, spans: 0, items: 0, longestMatch: 0))
    exampleCounts.append(0)
    lastOfBenchmark.append(0)
    return benchmarks.count - 1
  }

  private mutating func place(of finding: Finding) -> Int {
    let key = ItemKey(benchmark: finding.collection, item: finding.item)
    if let place = itemPlaces[key] { return place }
    itemPlaces[key] = items.count
    items.append(
      LeakageFacts.Item(
        benchmark: finding.collection, item: finding.item, documents: 0, spans: 0, foundUnits: 0,
        itemUnits: finding.itemUnitCount, longestMatch: 0))
    lastOfItem.append((0, 0))
    return items.count - 1
  }

  /// What was counted.
  public var facts: LeakageFacts {
    LeakageFacts(documents: documents, benchmarks: benchmarks, items: items, examples: examples)
  }
}
