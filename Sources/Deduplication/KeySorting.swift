// Sorting of hashes: they are spread evenly, so one distribution pass does nearly all the work.

/// Something with a hash to sort it by.
protocol HashOrdered: BitwiseCopyable {
  /// What is sorted by first: 64 bits that are spread evenly, as a rule.
  var sortKey: UInt64 { get }
  /// The whole order; agrees with that of the sort keys.
  static func precedes(_ left: Self, _ right: Self) -> Bool
  /// True when both belong to one group.
  func hasSameKey(as other: Self) -> Bool
}

/// A band key, or any other 64-bit key, and what it belongs to.
struct KeyEntry: Equatable, HashOrdered {
  var key: UInt64
  var number: UInt32

  var sortKey: UInt64 { key }

  static func precedes(_ left: KeyEntry, _ right: KeyEntry) -> Bool {
    left.key != right.key ? left.key < right.key : left.number < right.number
  }

  func hasSameKey(as other: KeyEntry) -> Bool { key == other.key }
}

/// A shingle.
extension UInt64: HashOrdered {
  var sortKey: UInt64 { self }
  static func precedes(_ left: UInt64, _ right: UInt64) -> Bool { left < right }
  func hasSameKey(as other: UInt64) -> Bool { self == other }
}

enum KeySorting {
  /// Buckets up to this size are sorted by insertion.
  private static let insertionLimit = 48

  /// Sorts in linear time where keys are spread evenly between the least and the greatest; in n log n where they are
  /// not. Equal keys in order cost nothing.
  static func sort<Element: HashOrdered>(_ elements: inout [Element]) {
    let count = elements.count
    if count < insertionLimit {
      elements.withUnsafeMutableBufferPointer { insertionSort($0, 0, count) }
      return
    }
    var places: [Int] = []
    elements = [Element](unsafeUninitializedCapacity: count) { target, initialized in
      elements.withUnsafeBufferPointer { sort($0, into: target, places: &places) }
      initialized = count
    }
  }

  /// Sorts `elements` into `target`, which has room for them.
  ///
  /// - Parameter places: any array; keeps its memory for the next call.
  @inline(__always)
  static func sort<Element: HashOrdered>(
    _ elements: UnsafeBufferPointer<Element>, into target: UnsafeMutableBufferPointer<Element>, places: inout [Int]
  ) {
    let count = elements.count
    var least = UInt64.max
    var greatest: UInt64 = 0
    for element in elements {
      least = min(least, element.sortKey)
      greatest = max(greatest, element.sortKey)
    }
    if count == 0 { return }
    let spread = greatest - least
    // About one element a bucket, at most 2²⁰ buckets.
    let bits = min(20, Int.bitWidth - count.leadingZeroBitCount)
    let shift = UInt64(max(0, UInt64.bitWidth - spread.leadingZeroBitCount - bits))
    let bucketCount = Int(spread >> shift) + 1
    // First the size of each bucket, then where its next element goes, in the end where the next bucket begins.
    places.removeAll(keepingCapacity: true)
    places.append(contentsOf: repeatElement(0, count: bucketCount))
    places.withUnsafeMutableBufferPointer { places in
      // SAFETY: every key is between the least and the greatest, so every bucket is one of `bucketCount`; each element
      // goes to its own place among `count`, as the counts say.
      guard let places = places.baseAddress, let target = target.baseAddress else { return }
      for element in elements { places[Int(truncatingIfNeeded: (element.sortKey &- least) >> shift)] &+= 1 }
      var total = 0
      var largest = 0
      for bucket in 0..<bucketCount {
        let size = places[bucket]
        places[bucket] = total
        total &+= size
        largest = max(largest, size)
      }
      for element in elements {
        let bucket = Int(truncatingIfNeeded: (element.sortKey &- least) >> shift)
        (target + places[bucket]).initialize(to: element)
        places[bucket] &+= 1
      }
      if largest > insertionLimit {
        var start = 0
        for bucket in 0..<bucketCount {
          let end = places[bucket]
          if end &- start > insertionLimit {
            var part = UnsafeMutableBufferPointer(start: target + start, count: end &- start)
            part.sort(by: Element.precedes)
          }
          start = end
        }
      }
      // Elements stand in their buckets: none is far from its place.
      insertionSort(UnsafeMutableBufferPointer(start: target, count: count), 0, count)
    }
  }

  /// Sorts hashes and leaves one of each.
  static func sortUnique(_ hashes: inout [UInt64]) {
    sort(&hashes)
    let kept = hashes.withUnsafeMutableBufferPointer { unique($0) }
    hashes.removeLast(hashes.count - kept)
  }

  /// Moves one of each of sorted hashes to the front; returns how many there are.
  static func unique(_ hashes: UnsafeMutableBufferPointer<UInt64>) -> Int {
    guard let base = hashes.baseAddress, !hashes.isEmpty else { return 0 }
    var kept = 1
    for index in 1..<hashes.count {
      // Without a branch: a write too much is overwritten by the next.
      base[kept] = base[index]
      kept &+= base[kept] != base[kept &- 1] ? 1 : 0
    }
    return kept
  }

  @inline(__always)
  private static func insertionSort<Element: HashOrdered>(
    _ elements: UnsafeMutableBufferPointer<Element>, _ start: Int, _ end: Int
  ) {
    var index = start &+ 1
    while index < end {
      let element = elements[index]
      var place = index
      while place > start, Element.precedes(element, elements[place &- 1]) {
        elements[place] = elements[place &- 1]
        place &-= 1
      }
      elements[place] = element
      index &+= 1
    }
  }
}
