// An item against a stretch of text: which of its units stand there.

import TextAnalysis

/// Compares items with stretches of text by runs of three units. Keeps buffers; one serves one worker.
struct StretchComparison {
  /// What of an item stands in a stretch.
  struct Found {
    /// Units of the text, from the first to behind the last one found.
    var range: Range<Int>
    /// Units of the item that stand there in runs.
    var unitCount: Int
    /// How many of these are the question's, or of what else the item is known by.
    var targetCount: Int
    /// How many different ones these are.
    var distinctCount: Int
  }

  /// Hashes of the item's runs in open addressing, and for each the units that follow from it.
  private var keys: [UInt64] = []
  private var isFound: [Bool] = []
  private var places: [Int] = []
  private var isCovered: [Bool] = []

  /// Finds the item's runs in `text[region]`, beginning at `core` and going on to both sides while the gaps stay small.
  ///
  /// Linear in both lengths.
  /// - Parameter target: how many of the item's first units the item is known by.
  mutating func compare(
    _ item: UnsafeBufferPointer<UInt32>, target: Int, with text: UnsafeBufferPointer<UInt64>, region: Range<Int>,
    core: Range<Int>
  ) -> Found? {
    let width = ClusterIndex.runUnits
    guard item.count >= width, region.count >= width else { return nil }
    enterRuns(of: item)
    places.removeAll(keepingCapacity: true)
    var (first, second) = (
      ItemReferences.short(text[region.lowerBound]), ItemReferences.short(text[region.lowerBound + 1])
    )
    for place in region.lowerBound..<region.upperBound - width + 1 {
      let third = ItemReferences.short(text[place + 2])
      if keys[slot(of: Self.run(first, second, third))] != 0 { places.append(place) }
      (first, second) = (second, third)
    }
    guard let range = stretch(core) else { return nil }
    var (textCount, behind) = (0, 0)
    for place in places where range.contains(place) {
      textCount += place + width - max(place, behind)
      behind = place + width
      isFound[
        slot(
          of: Self.run(
            ItemReferences.short(text[place]), ItemReferences.short(text[place + 1]),
            ItemReferences.short(text[place + 2])))] = true
    }
    var found = covered(item, target: target, range: range.lowerBound..<range.upperBound + width - 1)
    // A run that the item repeats stands in the text as often as it stands there.
    found.unitCount = min(found.unitCount, textCount)
    found.targetCount = min(found.targetCount, textCount)
    return found
  }

  /// The found places around the core, from the first to behind the last.
  private func stretch(_ core: Range<Int>) -> Range<Int>? {
    guard let start = places.firstIndex(where: { $0 >= core.lowerBound }), places[start] < core.upperBound else {
      return nil
    }
    var (first, last) = (start, start)
    while first > 0, places[first] - places[first - 1] <= ClusterIndex.maximumGap + ClusterIndex.runUnits { first -= 1 }
    while last + 1 < places.count,
      places[last + 1] < core.upperBound
        || places[last + 1] - places[last] <= ClusterIndex.maximumGap + ClusterIndex.runUnits
    { last += 1 }
    return places[first]..<places[last] + 1
  }

  private mutating func covered(_ item: UnsafeBufferPointer<UInt32>, target: Int, range: Range<Int>) -> Found {
    isCovered.removeAll(keepingCapacity: true)
    isCovered.append(contentsOf: repeatElement(false, count: item.count))
    for place in 0...item.count - ClusterIndex.runUnits {
      let key = Self.run(item[place], item[place + 1], item[place + 2])
      guard isFound[slot(of: key)] else { continue }
      for unit in place..<place + ClusterIndex.runUnits { isCovered[unit] = true }
    }
    var found = Found(range: range, unitCount: 0, targetCount: 0, distinctCount: 0)
    // Enough are counted to know that a stretch is no table; a long item has more than anybody asks for.
    var different: [UInt32] = []
    for place in item.indices where isCovered[place] {
      found.unitCount += 1
      guard place < target else { continue }
      found.targetCount += 1
      if different.count < 64, !different.contains(item[place]) { different.append(item[place]) }
    }
    found.distinctCount = different.count
    return found
  }

  private mutating func enterRuns(of item: UnsafeBufferPointer<UInt32>) {
    var size = 64
    while size < item.count * 2 { size *= 2 }
    keys.removeAll(keepingCapacity: true)
    keys.append(contentsOf: repeatElement(0, count: size))
    isFound.removeAll(keepingCapacity: true)
    isFound.append(contentsOf: repeatElement(false, count: size))
    for place in 0...item.count - ClusterIndex.runUnits {
      let run = item[place..<place + ClusterIndex.runUnits]
      if run.contains(ItemReferences.none) { continue }
      let key = Self.run(item[place], item[place + 1], item[place + 2])
      keys[slot(of: key)] = key
    }
  }

  /// Where a run stands, or the free slot where it belongs.
  private func slot(of key: UInt64) -> Int {
    let mask = keys.count - 1
    var slot = Int(truncatingIfNeeded: key) & mask
    while keys[slot] != 0, keys[slot] != key { slot = (slot + 1) & mask }
    return slot
  }

  @inline(__always)
  private static func run(_ first: UInt32, _ second: UInt32, _ third: UInt32) -> UInt64 {
    let mixed = UnitHash.fold(UInt64(first) << 32 | UInt64(second), 0x9e37_79b9_7f4a_7c15)
    return max(1, UnitHash.fold(mixed ^ UInt64(third), 0xa076_1d64_78bd_642f))
  }
}
