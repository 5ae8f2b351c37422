// What an index will hold, counted before it is made.

import TextAnalysis

/// Counts what an index will hold, so that its tables are made once and never grow.
struct ItemCensus {
  private let settings: DecontaminationSettings
  private(set) var rules = RuleSets()
  private(set) var itemCount = 0
  /// Entries by layer, as many as there may be at most.
  private(set) var layerCounts: [(windows: Int, shorts: Int)] = []
  /// By layer: how many items have the short text of this hash.
  private(set) var shortCounts: [[UInt64: Int]] = []
  private(set) var referenceUnitCount = 0
  private(set) var seedCount = 0
  /// N-grams of five units in all renderings, those of the question once.
  private(set) var gramCount = 0
  private(set) var nameByteCount = 0
  private var units = ItemUnits()

  init(settings: DecontaminationSettings) { self.settings = settings }

  mutating func count(_ item: BenchmarkItem) throws(DecontaminationError) {
    guard itemCount < Int(UInt32.max) else {
      throw DecontaminationError(code: .tooLarge, message: "more than \(UInt32.max) items", location: "benchmarks")
    }
    let number = try rules.add(item, settings)
    let rules = rules.all[number]
    let layer = self.rules.layerOfRules[number]
    if layer == layerCounts.count {
      layerCounts.append((0, 0))
      shortCounts.append([:])
    }
    var shorts: [UInt64] = []
    for rendering in units.renderings(of: item, self.rules.writers[number], n: rules.n) {
      gramCount += max(0, rendering.units.count - rendering.firstWindow)
      if rendering.units.count >= rules.n {
        if !rendering.isQuestion {
          layerCounts[layer].windows += max(0, rendering.units.count - rules.n + 1 - rendering.firstWindow)
        }
      } else if rendering.units.count >= rules.minimumItemUnits {
        let hash = rendering.units.withUnsafeBufferPointer { NGrams.hash(of: $0) }
        if !shorts.contains(hash) { shorts.append(hash) }
      }
    }
    for short in shorts { shortCounts[layer][short, default: 0] += 1 }
    layerCounts[layer].shorts += shorts.count
    let reference = units.reference(of: self.rules.writers[number].reduced(item))
    referenceUnitCount += min(reference.units.count, ItemReferences.unitLimit)
    seedCount += ClusterIndex.seedCount(
      questionCount: reference.questionCount, count: reference.units.count, rules: rules)
    nameByteCount += item.item.utf8.count
    itemCount += 1
  }
}
