// In how many documents the n-grams of an index stand: what is common language, and what an item.

import TextAnalysis

/// An n-gram of an index by its place in it.
public struct NGramPlace: Sendable, Hashable, Comparable {
  fileprivate let value: UInt64

  fileprivate init(layer: Int, isWhole: Bool, slot: Int) {
    value = UInt64(layer) << 41 | (isWhole ? 1 << 40 : 0) | UInt64(slot)
  }

  fileprivate var layer: Int { Int(value >> 41) }
  fileprivate var isWhole: Bool { value >> 40 & 1 == 1 }
  fileprivate var slot: Int { Int(value & (1 << 40 - 1)) }

  public static func < (left: NGramPlace, right: NGramPlace) -> Bool { left.value < right.value }
}

extension BenchmarkIndex {
  /// Appends the n-grams of the index that stand in a document, each once. The counterpart of `matches`: markup is looked
  /// through, and nothing is limited but by the size of the index.
  public func appendPlaces(
    in text: UnsafeBufferPointer<UInt8>, units: borrowing TextUnits, scratch: inout Scratch,
    to places: inout [NGramPlace]
  ) {
    let first = places.count
    if let fold = MarkupFold(text) {
      Self.withUnits(of: fold, &scratch) { units, _ in
        units.hashes.withUnsafeBufferPointer { appendPlaces(in: $0, to: &places) }
      }
    } else {
      units.hashes.withUnsafeBufferPointer { appendPlaces(in: $0, to: &places) }
    }
    Self.makeUnique(&places, from: first)
  }

  private func appendPlaces(in units: UnsafeBufferPointer<UInt64>, to places: inout [NGramPlace]) {
    let first = places.count
    // Repetitions go before they take more memory than the index.
    var limit = first + 1 << 16
    func append(_ place: NGramPlace, _ places: inout [NGramPlace]) {
      places.append(place)
      if places.count < limit { return }
      Self.makeUnique(&places, from: first)
      limit = max(limit, 2 * places.count)
    }
    forEachEntry(
      in: units, seed: { _, _ in true },
      { layer, _, _, isWhole, slot in
        append(NGramPlace(layer: layer, isWhole: isWhole, slot: slot), &places)
        return true
      })
  }

  private static func makeUnique(_ places: inout [NGramPlace], from first: Int) {
    if places.count - first < 2 { return }
    places[first...].sort()
    var count = first
    for index in first..<places.count where index == first || places[index] != places[count - 1] {
      places[count] = places[index]
      count += 1
    }
    places.removeLast(places.count - count)
  }

  fileprivate func hash(_ place: NGramPlace) -> UInt64 {
    let layer = layers[place.layer]
    return place.isWhole ? layer.wholes.hash(inSlot: place.slot) : layer.windows.hash(inSlot: place.slot)
  }

  fileprivate var slotCounts: [(windows: Int, wholes: Int)] {
    layers.map { ($0.windows.slotCount, $0.wholes.slotCount) }
  }
}

/// Counts documents by n-gram; four bytes for each slot of the index. What it says does not depend on the order.
public struct NGramCounts: Sendable {
  /// By layer.
  private var windows: [[UInt32]]
  private var wholes: [[UInt32]]

  public init(of index: BenchmarkIndex) {
    windows = index.slotCounts.map { Array(repeating: 0, count: $0.windows) }
    wholes = index.slotCounts.map { Array(repeating: 0, count: $0.wholes) }
  }

  /// - Parameter places: of any number of documents, as `BenchmarkIndex.appendPlaces` gives them.
  public mutating func add(_ places: [NGramPlace]) {
    for place in places {
      if place.isWhole {
        let count = wholes[place.layer][place.slot]
        wholes[place.layer][place.slot] = count == .max ? count : count + 1
      } else {
        let count = windows[place.layer][place.slot]
        windows[place.layer][place.slot] = count == .max ? count : count + 1
      }
    }
  }

  /// The n-grams that stand in at least `minimum` documents with their counts, by ascending hash.
  public func entries(of index: BenchmarkIndex, minimum: UInt32) -> [(hash: UInt64, count: UInt32)] {
    var entries: [(hash: UInt64, count: UInt32)] = []
    func take(_ counts: [[UInt32]], isWhole: Bool) {
      for (layer, counts) in counts.enumerated() {
        for (slot, count) in counts.enumerated() where count >= max(1, minimum) {
          entries.append((index.hash(NGramPlace(layer: layer, isWhole: isWhole, slot: slot)), count))
        }
      }
    }
    take(windows, isWhole: false)
    take(wholes, isWhole: true)
    // An n-gram may be in several layers, with one count.
    entries.sort { $0.hash < $1.hash }
    var count = 0
    for entry in entries where count == 0 || entries[count - 1].hash != entry.hash {
      entries[count] = entry
      count += 1
    }
    entries.removeLast(entries.count - count)
    return entries
  }
}
