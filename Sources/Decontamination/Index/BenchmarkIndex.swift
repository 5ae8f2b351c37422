// The n-grams of all benchmark items, made once and shared by all workers.

import TextAnalysis

/// An index of benchmark items.
///
/// Every window of n units of an item is an entry: of the question with its lettered options and the answer, and of
/// the same without letters and labels. An item or question shorter than n is one entry as a whole. Windows with few
/// different units are left out; a short question that several items share says nothing of any of them and is left
/// out, too. A window that several items share is entered for the first of them. Beside the windows, the units of every
/// item are kept, so that stretches with changed words are found (`ClusterIndex`) and the share of an item that stands in
/// a document is known.
public struct BenchmarkIndex: Sendable {
  public let settings: DecontaminationSettings
  public private(set) var itemCount = 0
  private(set) var layers: [IndexLayer] = []
  private(set) var gate: GramGate
  /// Units of the narrowest window of all layers.
  private(set) var narrowest = 64
  private(set) var references: ItemReferences
  private(set) var clusters: ClusterIndex
  private var ruleSets: RuleSets
  private var benchmarks: [String] = []
  private var benchmarkOfItem: [UInt32] = []
  private var rulesOfItem: [UInt16] = []
  /// The names of all items, one after another, and where each begins.
  private var names: [UInt8] = []
  private var nameStarts: [Int] = [0]

  /// - Parameters:
  ///   - common: n-grams that are common language and no entries.
  ///   - forEachItem: gives every item to its argument, in order, twice: items are counted first, so that the tables
  ///     are made once, and are never all in memory.
  /// - Throws: `DecontaminationError` for settings out of range, for more than 2³² − 1 items or 65,536 different rules,
  ///   and when both passes differ; what `forEachItem` throws.
  public init(
    settings: DecontaminationSettings = .init(), common: CommonNGrams = .init(),
    forEachItem: ((BenchmarkItem) throws -> Void) throws -> Void
  ) throws {
    try settings.validate()
    self.settings = settings
    var census = ItemCensus(settings: settings)
    try forEachItem { item in try census.count(item) }
    ruleSets = census.rules
    for (key, count) in zip(ruleSets.layers, census.layerCounts) {
      layers.append(IndexLayer(key: key, windowCount: count.windows, shortCount: count.shorts))
    }
    gate = GramGate(capacity: census.gramCount)
    references = ItemReferences(itemCount: census.itemCount, unitCount: census.referenceUnitCount)
    clusters = ClusterIndex(capacity: census.seedCount)
    names.reserveCapacity(census.nameByteCount)
    nameStarts.reserveCapacity(census.itemCount + 1)
    benchmarkOfItem.reserveCapacity(census.itemCount)
    rulesOfItem.reserveCapacity(census.itemCount)
    var benchmarkNumbers: [String: UInt32] = [:]
    var units = ItemUnits()
    try forEachItem { item in
      if benchmarkNumbers[item.benchmark] == nil {
        benchmarkNumbers[item.benchmark] = UInt32(benchmarks.count)
        benchmarks.append(item.benchmark)
      }
      benchmarkOfItem.append(benchmarkNumbers[item.benchmark] ?? 0)
      names.append(contentsOf: item.item.utf8)
      nameStarts.append(names.count)
      try enter(item, census: census, common: common, units: &units)
      itemCount += 1
    }
    narrowest = layers.compactMap(\.narrowest).min() ?? 64
    guard itemCount == census.itemCount else { throw Self.changed("\(census.itemCount) items, then \(itemCount)") }
  }

  /// - Throws: `DecontaminationError` for settings out of range and for more than 2³² − 1 items.
  public init(items: [BenchmarkItem], settings: DecontaminationSettings = .init(), common: CommonNGrams = .init())
    throws
  {
    try self.init(settings: settings, common: common) { body in for item in items { try body(item) } }
  }

  /// Number of different n-grams in the index.
  public var nGramCount: Int { layers.reduce(0) { $0 + $1.entryCount } }

  /// Memory of the tables, in bytes.
  public var byteCount: Int {
    layers.reduce(0) { $0 + $1.byteCount } + gate.byteCount + references.byteCount + clusters.byteCount + names.count
      + nameStarts.count * 8 + benchmarkOfItem.count * 4 + rulesOfItem.count * 2
  }

  /// Names of benchmark and item of item number `number`.
  func name(_ number: UInt32) -> (benchmark: String, item: String) {
    let range = nameStarts[Int(number)]..<nameStarts[Int(number) + 1]
    return (benchmarks[Int(benchmarkOfItem[Int(number)])], String(decoding: names[range], as: UTF8.self))
  }

  func rules(_ number: UInt32) -> MatchRules { ruleSets.all[Int(rulesOfItem[Int(number)])] }

  private static func changed(_ message: String) -> DecontaminationError {
    DecontaminationError(
      code: .changed, message: "the benchmarks changed while they were read: \(message)", location: "benchmarks")
  }

  private mutating func enter(
    _ item: BenchmarkItem, census: borrowing ItemCensus, common: CommonNGrams, units: inout ItemUnits
  ) throws(DecontaminationError) {
    let number = UInt32(itemCount)
    guard let ruleNumber = ruleSets.number(of: item, settings) else { throw Self.changed("an item has other rules") }
    rulesOfItem.append(UInt16(ruleNumber))
    let rules = ruleSets.all[ruleNumber]
    let layer = ruleSets.layerOfRules[ruleNumber]
    var isWhole = true
    for rendering in units.renderings(of: item, ruleSets.writers[ruleNumber], n: rules.n) {
      if !rendering.isQuestion || rendering.units.count < rules.n {
        rendering.units.withUnsafeBufferPointer { gate.enter($0) }
      }
      if rendering.units.count >= rules.n {
        if rendering.isQuestion { continue }
        isWhole = enterWindows(rendering, layer, rules, common, number) && isWhole
      } else if rendering.units.count >= rules.minimumItemUnits,
        isVaried(rendering.units[...], rules.minimumDistinctUnits)
      {
        enterShort(rendering.units, layer, census.shortCounts[layer], common, number)
      }
    }
    let reference = units.reference(of: ruleSets.writers[ruleNumber].reduced(item))
    references.append(reference, n: rules.n, common: common)
    reference.units.withUnsafeBufferPointer { gate.enter($0) }
    isWhole = clusters.enter(number, reference.units, references, rules) && isWhole
    guard isWhole else { throw Self.changed("an item is longer than before") }
  }

  private mutating func enterWindows(
    _ rendering: ItemUnits.Rendering, _ layer: Int, _ rules: MatchRules, _ common: CommonNGrams, _ number: UInt32
  ) -> Bool {
    var hashes: [UInt64] = []
    NGrams.hashes(of: rendering.units, n: rules.n, into: &hashes)
    for index in rendering.firstWindow..<max(rendering.firstWindow, hashes.count)
    where isVaried(rendering.units[index..<index + rules.n], rules.minimumDistinctUnits)
      && !common.contains(hashes[index])
    {
      if !layers[layer].windows.insert(hashes[index], number) { return false }
    }
    return true
  }

  private mutating func enterShort(
    _ units: [UInt64], _ layer: Int, _ counts: [UInt64: Int], _ common: CommonNGrams, _ number: UInt32
  ) {
    let whole = units.withUnsafeBufferPointer { NGrams.hash(of: $0) }
    guard counts[whole] == 1, !common.contains(whole) else { return }
    let head = units.withUnsafeBufferPointer {
      NGrams.hash(of: UnsafeBufferPointer(rebasing: $0[..<layers[layer].key.minimumItemUnits]))
    }
    layers[layer].enterWhole(units, hash: whole, head: head, item: number)
  }
}

/// The different rules of a set of items.
struct RuleSets: Sendable {
  private(set) var all: [MatchRules] = []
  private(set) var writers: [ItemRenderings] = []
  private(set) var layers: [IndexLayer.Key] = []
  /// By number of the rules.
  private(set) var layerOfRules: [Int] = []
  private var numbers: [MatchRules: Int] = [:]

  func number(of item: BenchmarkItem, _ settings: DecontaminationSettings) -> Int? {
    numbers[item.rules ?? settings.rules]
  }

  /// The number of an item's rules, which are added where they are new.
  mutating func add(_ item: BenchmarkItem, _ settings: DecontaminationSettings) throws(DecontaminationError) -> Int {
    let rules = item.rules ?? settings.rules
    if let number = numbers[rules] { return number }
    try rules.validate()
    guard all.count < Int(UInt16.max) else {
      throw DecontaminationError(
        code: .tooLarge, message: "more than \(UInt16.max) different rules", location: "benchmarks")
    }
    let key = IndexLayer.Key(n: rules.n, minimumItemUnits: min(rules.n, rules.minimumItemUnits))
    let layer = layers.firstIndex(of: key) ?? layers.count
    if layer == layers.count { layers.append(key) }
    layerOfRules.append(layer)
    writers.append(try ItemRenderings(rules))
    all.append(rules)
    numbers[rules] = all.count - 1
    return all.count - 1
  }
}
