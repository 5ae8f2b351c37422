// Looking a document's n-grams up.

import TextAnalysis

extension BenchmarkIndex {
  /// Most matches of one document that are told apart. A document that has as many may have more.
  public static let matchLimit = 10_000
  /// Hits that are kept at once. Beyond that those that overlap are joined, and where that does not help the rest of the
  /// text is not looked at.
  private static let hitLimit = 1 << 16

  /// Buffers for matching, reused from document to document.
  public struct Scratch {
    fileprivate var hits: [Hit] = []
    fileprivate var seeds: [Hit] = []
    fileprivate var comparison = StretchComparison()
    fileprivate var units = TextUnits()

    public init() {}
  }

  fileprivate struct Hit {
    var item: UInt32
    /// Number of the first unit, and of the unit behind the last.
    var first: Int32
    var end: Int32
    var isExact: Bool

    init(_ item: UInt32, _ first: Int, _ end: Int, isExact: Bool) {
      self.item = item
      self.first = Int32(truncatingIfNeeded: first)
      self.end = Int32(truncatingIfNeeded: end)
      self.isExact = isExact
    }
  }

  /// The matches in `text`, by ascending start; none lies within another one. At most `matchLimit`.
  ///
  /// Markup that was left in the text is looked through. Linear in the text.
  /// - Parameter units: the text's units, when they are known already.
  public func matches(
    in text: UnsafeBufferPointer<UInt8>, units: borrowing TextUnits, scratch: inout Scratch
  ) -> [BenchmarkMatch] {
    guard let fold = MarkupFold(text) else { return matches(units, &scratch) { ($0, $1) } }
    return Self.withUnits(of: fold, &scratch) { units, scratch in
      matches(units, &scratch) { (fold.sourceStart($0), fold.sourceEnd($1)) }
    }
  }

  /// Gives the units of a text whose markup was looked through.
  static func withUnits<R>(
    of fold: MarkupFold, _ scratch: inout Scratch, _ body: (borrowing TextUnits, inout Scratch) -> R
  ) -> R {
    var units = TextUnits()
    swap(&units, &scratch.units)
    defer { swap(&units, &scratch.units) }
    units.analyse(fold.bytes)
    return body(units, &scratch)
  }

  /// The matches in `text`.
  public func matches(in text: [UInt8]) -> [BenchmarkMatch] {
    var scratch = Scratch()
    var units = TextUnits()
    units.analyse(text)
    return text.withUnsafeBufferPointer { matches(in: $0, units: units, scratch: &scratch) }
  }

  private func matches(
    _ units: borrowing TextUnits, _ scratch: inout Scratch, _ place: (Int, Int) -> (Int, Int)
  ) -> [BenchmarkMatch] {
    units.hashes.withUnsafeBufferPointer { hashes in
      find(hashes, &scratch)
      if scratch.hits.isEmpty { return [] }
      Self.join(&scratch.hits)
      return Self.outermost(scratch.hits).prefix(Self.matchLimit).map { hit in
        match(hit, hashes, place(Int(units.starts[Int(hit.first)]), Int(units.ends[Int(hit.end) - 1])), &scratch)
      }
    }
  }

  private func match(
    _ hit: Hit, _ units: UnsafeBufferPointer<UInt64>, _ place: (start: Int, end: Int), _ scratch: inout Scratch
  ) -> BenchmarkMatch {
    let name = name(hit.item)
    let range = Int(hit.first)..<Int(hit.end)
    let (found, count) = references.withUnits(hit.item) { item in
      (
        scratch.comparison.compare(item, target: item.count, with: units, region: range, core: range)?.unitCount ?? 0,
        item.count
      )
    }
    return BenchmarkMatch(
      benchmark: name.benchmark, item: name.item, start: place.start, end: place.end, unitCount: range.count,
      foundUnitCount: found, itemUnitCount: count, isExact: hit.isExact, action: rules(hit.item).action)
  }

  // MARK: N-grams

  /// Calls `body` with every entry that stands among `units`: its layer, first unit, number of units, whether it is a short
  /// item as a whole, and its slot; and `seed` with what clusters may begin with. Both return false to end the walk.
  @inline(__always)
  func forEachEntry(
    in units: UnsafeBufferPointer<UInt64>, seed: (Int, UInt64) -> Bool, _ body: (Int, Int, Int, Bool, Int) -> Bool
  ) {
    gate.scan(units, narrowest: narrowest, seed: seed) { end, unitCount in
      for number in layers.indices {
        let goesOn = layers[number].forEachEntry(endingAt: end, unitCount: unitCount, in: units) {
          body(number, $0, $1, $2, $3)
        }
        if !goesOn { return false }
      }
      return true
    }
  }

  /// N-grams and short items that stand in the text as they are, and stretches in which several seeds of one item stand.
  private func find(_ units: UnsafeBufferPointer<UInt64>, _ scratch: inout Scratch) {
    var (hits, seeds): ([Hit], [Hit]) = ([], [])
    swap(&hits, &scratch.hits)
    swap(&seeds, &scratch.seeds)
    defer {
      swap(&hits, &scratch.hits)
      swap(&seeds, &scratch.seeds)
    }
    hits.removeAll(keepingCapacity: true)
    seeds.removeAll(keepingCapacity: true)
    forEachEntry(
      in: units,
      seed: { position, hash in
        guard let slot = clusters.seeds.slot(of: hash) else { return true }
        seeds.append(
          Hit(clusters.seeds.value(inSlot: slot), position, position + ClusterIndex.seedUnits, isExact: false))
        return seeds.count < Self.hitLimit || verifyMost(&seeds, units, &hits, &scratch.comparison)
      },
      { layer, position, count, isWhole, slot in
        let item = isWhole ? layers[layer].wholes.value(inSlot: slot) : layers[layer].windows.value(inSlot: slot)
        return Self.append(Hit(item, position, position + count, isExact: true), to: &hits)
      })
    _ = verify(&seeds, units, &hits, &scratch.comparison)
  }

  /// False when there is no room for more.
  private static func append(_ hit: Hit, to hits: inout [Hit]) -> Bool {
    if let last = hits.last, last.item == hit.item, hit.first <= last.end, hit.first >= last.first,
      last.isExact == hit.isExact
    {
      hits[hits.count - 1].end = max(last.end, hit.end)
      return true
    }
    if hits.count >= hitLimit {
      join(&hits)
      if hits.count > hitLimit / 2 { return false }
    }
    hits.append(hit)
    return true
  }

  // MARK: Clusters

  /// Makes room for more seeds. Those of a stretch that may go on are looked at again with what follows.
  private func verifyMost(
    _ seeds: inout [Hit], _ units: UnsafeBufferPointer<UInt64>, _ hits: inout [Hit],
    _ comparison: inout StretchComparison
  ) -> Bool {
    let reach = 2 * ItemReferences.unitLimit
    let last = Int(seeds.last?.first ?? 0)
    let rest = seeds.filter { last - Int($0.first) < reach }
    let hasRoom = verify(&seeds, units, &hits, &comparison)
    seeds = rest
    return hasRoom
  }

  /// Compares items with the stretches where their seeds stand close together; false when there is no room for more.
  private func verify(
    _ seeds: inout [Hit], _ units: UnsafeBufferPointer<UInt64>, _ hits: inout [Hit],
    _ comparison: inout StretchComparison
  ) -> Bool {
    if seeds.count < 2 { return true }
    seeds.sort { ($0.item, $0.first) < ($1.item, $1.first) }
    var start = 0
    while start < seeds.count {
      let item = seeds[start].item
      var end = start
      while end < seeds.count, seeds[end].item == item { end += 1 }
      if !verify(seeds[start..<end], of: item, units, &hits, &comparison) { return false }
      start = end
    }
    return true
  }

  private func verify(
    _ seeds: ArraySlice<Hit>, of item: UInt32, _ units: UnsafeBufferPointer<UInt64>, _ hits: inout [Hit],
    _ comparison: inout StretchComparison
  ) -> Bool {
    let rules = rules(item)
    let target = ClusterIndex.targetCount(
      questionCount: references.questionCount(item), count: references.count(item))
    let needed = max(2, target / 12)
    let reach = target + target / 2 + 16
    var first = seeds.startIndex
    while first + needed <= seeds.endIndex {
      let start = Int(seeds[first].first)
      var last = first
      while last + 1 < seeds.endIndex, Int(seeds[last + 1].first) - start <= reach { last += 1 }
      if last - first + 1 < needed {
        first += 1
        continue
      }
      let core = start..<Int(seeds[last].end)
      let region = max(0, start - target / 2)..<min(units.count, core.upperBound + target / 2)
      let found = references.withUnits(item) {
        comparison.compare($0, target: target, with: units, region: region, core: core)
      }
      var behind = start + max(1, reach / 2)
      if let found, Self.isItem(found, target: target, rules) {
        behind = found.range.upperBound
        let hit = Hit(item, found.range.lowerBound, found.range.upperBound, isExact: false)
        if !Self.append(hit, to: &hits) { return false }
      }
      while first < seeds.endIndex, Int(seeds[first].first) < behind { first += 1 }
    }
    return true
  }

  /// True when enough of an item was found, and enough different units of it.
  private static func isItem(_ found: StretchComparison.Found, target: Int, _ rules: MatchRules) -> Bool {
    let wanted = max(ClusterIndex.minimumUnits - 1, (target * rules.clusterShare + 99) / 100)
    return found.targetCount >= wanted && found.distinctCount >= rules.minimumDistinctUnits
  }

  // MARK: Joining

  /// Joins overlapping hits of an item.
  private static func join(_ hits: inout [Hit]) {
    hits.sort { ($0.item, $0.first, $0.end) < ($1.item, $1.first, $1.end) }
    var count = 0
    for hit in hits {
      if count > 0, hits[count - 1].item == hit.item, hit.first <= hits[count - 1].end {
        hits[count - 1].end = max(hits[count - 1].end, hit.end)
        hits[count - 1].isExact = hits[count - 1].isExact || hit.isExact
      } else {
        hits[count] = hit
        count += 1
      }
    }
    hits.removeLast(hits.count - count)
  }

  /// Leaves out what lies within another item's stretch.
  private static func outermost(_ hits: [Hit]) -> [Hit] {
    var result: [Hit] = []
    for hit in hits.sorted(by: { ($0.first, -$0.end, $0.item) < ($1.first, -$1.end, $1.item) }) {
      if let last = result.last, hit.end <= last.end { continue }
      result.append(hit)
    }
    return result
  }
}
