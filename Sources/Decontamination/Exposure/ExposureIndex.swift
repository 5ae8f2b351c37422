// Evaluation items looked for in a corpus, to say of each how much of it the corpus holds.

import TextAnalysis

/// The units of evaluation items with their n-grams of eight units. Against it a corpus is read once; what is seen is kept
/// in `ItemExposures`.
public struct ExposureIndex: Sendable {
  /// Units of the n-grams that are looked up; PaLM's (Chowdhery et al. 2022).
  static let gramUnits = 8
  /// N-grams at more places than this begin no runs; runs that hold them are found from their other n-grams.
  private static let placeLimit = 256

  /// An item's place among the units, and its parts.
  struct Item: Sendable {
    var start: Int
    var count: Int
    var questionCount: Int
    var promptCount: Int
    var benchmark: UInt32
  }

  private(set) var items: [Item] = []
  private(set) var benchmarks: [String] = []
  private(set) var names: [String] = []
  private(set) var units: [UInt64] = []
  /// N-grams, and the last place where each stands.
  private(set) var table: NGramTable
  /// For each place the one before it with the same n-gram, or `none`.
  private var previous: [UInt32] = []
  private static let none = UInt32.max
  private var frequent: Set<Int> = []
  private var gate: GramGate

  /// - Parameter forEachItem: gives every item to its argument, in order, twice.
  /// - Throws: `DecontaminationError` for rules out of range and for more than 2³² − 1 units; what `forEachItem` throws.
  public init(
    settings: DecontaminationSettings = .init(), forEachItem: ((BenchmarkItem) throws -> Void) throws -> Void
  ) throws {
    var maker = ItemUnits()
    var rules = RuleSets()
    var (unitCount, itemCount) = (0, 0)
    try forEachItem { item in
      let number = try rules.add(item, settings)
      unitCount += maker.reference(of: rules.writers[number].reduced(item)).units.count
      itemCount += 1
    }
    guard unitCount < Int(UInt32.max) else {
      throw DecontaminationError(
        code: .tooLarge, message: "\(unitCount) text units in all items", location: "benchmarks")
    }
    table = NGramTable(capacity: unitCount)
    gate = GramGate(capacity: unitCount)
    units.reserveCapacity(unitCount)
    previous.reserveCapacity(unitCount)
    items.reserveCapacity(itemCount)
    var benchmarkNumbers: [String: UInt32] = [:]
    try forEachItem { item in
      let number = try rules.add(item, settings)
      let reference = maker.reference(of: rules.writers[number].reduced(item))
      guard units.count + reference.units.count <= unitCount else {
        throw DecontaminationError(
          code: .changed, message: "the benchmarks changed while they were read", location: "benchmarks")
      }
      let benchmark = benchmarkNumbers[item.benchmark] ?? UInt32(benchmarks.count)
      if benchmark == benchmarks.count {
        benchmarks.append(item.benchmark)
        benchmarkNumbers[item.benchmark] = benchmark
      }
      names.append(item.item)
      items.append(
        Item(
          start: units.count, count: reference.units.count, questionCount: reference.questionCount,
          promptCount: reference.promptCount, benchmark: benchmark))
      enter(reference.units)
    }
    findFrequent()
  }

  /// Memory of the index, in bytes, without names.
  public var byteCount: Int {
    table.byteCount + gate.byteCount + units.count * 8 + previous.count * 4
      + items.count * MemoryLayout<Item>.stride
  }

  private mutating func enter(_ added: [UInt64]) {
    let start = units.count
    units += added
    previous += repeatElement(Self.none, count: added.count)
    added.withUnsafeBufferPointer { added in
      gate.enter(added)
      NGrams.forEachWindow(of: added, n: Self.gramUnits) { position, hash in
        let place = UInt32(start + position)
        if let slot = table.slot(of: hash) {
          previous[start + position] = table.value(inSlot: slot)
          table.setValue(inSlot: slot, place)
        } else {
          table.insert(hash, place)
        }
        return true
      }
    }
  }

  private mutating func findFrequent() {
    var counts: [Int: Int] = [:]
    for slot in 0..<table.slotCount where table.hash(inSlot: slot) != 0 {
      var place = table.value(inSlot: slot)
      var count = 0
      while place != Self.none, count <= Self.placeLimit {
        count += 1
        place = previous[Int(place)]
      }
      if count > Self.placeLimit { counts[slot] = count }
    }
    frequent = Set(counts.keys)
  }

  /// The item at a place among the units.
  func item(at place: Int) -> Int {
    var (low, high) = (0, items.count)
    while low + 1 < high {
      let middle = (low + high) / 2
      if items[middle].start <= place { low = middle } else { high = middle }
    }
    return low
  }
}

extension ExposureIndex {
  /// What one or several documents hold of the items.
  public struct Observations: Sendable {
    /// Slots of n-grams.
    var slots: Set<Int> = []
    /// Stretches of the items' units.
    var stretches: Set<Range<Int>> = []
    /// Units of the longest unchanged run, by item.
    var runs: [Int: Int] = [:]

    public init() {}
  }

  /// Buffers for observing, and what need not be told again; one serves one worker.
  public struct Scratch {
    var units = TextUnits()
    var seen: Set<Int> = []

    public init() {}
  }

  /// Looks a document up. Markup is looked through.
  ///
  /// - Parameter observations: what is found is added.
  public func observe(
    _ text: UnsafeBufferPointer<UInt8>, scratch: inout Scratch, into observations: inout Observations
  ) {
    if let fold = MarkupFold(text) { scratch.units.analyse(fold.bytes) } else { scratch.units.analyse(text) }
    scratch.units.hashes.withUnsafeBufferPointer { observe($0, &scratch.seen, &observations) }
  }

  private func observe(
    _ text: UnsafeBufferPointer<UInt64>, _ seen: inout Set<Int>, _ observations: inout Observations
  ) {
    var lastFrequent = -1
    gate.scan(
      text, narrowest: Self.gramUnits, seed: { _, _ in true },
      windows: { end, _ in
        let position = end - Self.gramUnits
        let window = UnsafeBufferPointer(rebasing: text[position..<end])
        guard let slot = table.slot(of: NGrams.hash(of: window)) else { return true }
        if seen.insert(slot).inserted { observations.slots.insert(slot) }
        if frequent.contains(slot) {
          lastFrequent = position
          return true
        }
        var place = table.value(inSlot: slot)
        while place != Self.none {
          extend(text, position, Int(place), isAfterFrequent: lastFrequent == position - 1, &observations)
          place = previous[Int(place)]
        }
        return true
      })
  }

  /// Follows an n-gram to both sides, once for each run.
  private func extend(
    _ text: UnsafeBufferPointer<UInt64>, _ position: Int, _ place: Int, isAfterFrequent: Bool,
    _ observations: inout Observations
  ) {
    let number = item(at: place)
    let (first, last) = (items[number].start, items[number].start + items[number].count)
    var before = 0
    if position > 0, place > first, text[position - 1] == units[place - 1] {
      // The run was followed from its first n-gram.
      if !isAfterFrequent { return }
      while before < position, place - before > first, text[position - before - 1] == units[place - before - 1] {
        before += 1
      }
    }
    var end = Self.gramUnits
    while position + end < text.count, place + end < last, text[position + end] == units[place + end] { end += 1 }
    observations.runs[number] = max(observations.runs[number] ?? 0, before + end)
    guard before + end >= ItemExposures.unchangedUnits else { return }
    var (reach, misses) = (end, 0)
    while position + reach < text.count, place + reach < last {
      if text[position + reach] == units[place + reach] {
        end = reach + 1
      } else {
        misses += 1
        if misses > ItemExposures.skipBudget { break }
      }
      reach += 1
    }
    if before + end > ItemExposures.unchangedUnits { observations.stretches.insert(place - before..<place + end) }
  }
}
