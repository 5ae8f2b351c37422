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
    var least = UInt64.max
    var greatest: UInt64 = 0
    for element in elements {
      least = min(least, element.sortKey)
      greatest = max(greatest, element.sortKey)
    }
    let spread = greatest - least
    // About four elements a bucket, at most 2²⁰ buckets.
    let bits = min(20, Int.bitWidth - (count / 4).leadingZeroBitCount)
    let shift = UInt64(max(0, UInt64.bitWidth - spread.leadingZeroBitCount - bits))
    // First the size of each bucket, then where its next element goes, in the end where the next bucket begins.
    var places = [Int](repeating: 0, count: Int(spread >> shift) + 1)
    for element in elements { places[Int((element.sortKey - least) >> shift)] &+= 1 }
    var total = 0
    for bucket in places.indices {
      let size = places[bucket]
      places[bucket] = total
      total &+= size
    }
    let sorted = [Element](unsafeUninitializedCapacity: count) { target, initialized in
      places.withUnsafeMutableBufferPointer { places in
        // SAFETY: each element goes to its own place among `count`, as the counts above say.
        for element in elements {
          let bucket = Int((element.sortKey &- least) >> shift)
          target[places[bucket]] = element
          places[bucket] &+= 1
        }
        var start = 0
        for end in places {
          if end - start > insertionLimit {
            var part = UnsafeMutableBufferPointer(rebasing: target[start..<end])
            part.sort(by: Element.precedes)
          } else {
            insertionSort(target, start, end)
          }
          start = end
        }
      }
      initialized = count
    }
    elements = sorted
  }

  /// Sorts hashes and leaves one of each.
  static func sortUnique(_ hashes: inout [UInt64]) {
    sort(&hashes)
    var kept = 0
    hashes.withUnsafeMutableBufferPointer { hashes in
      for index in hashes.indices where index == 0 || hashes[index] != hashes[kept - 1] {
        hashes[kept] = hashes[index]
        kept += 1
      }
    }
    hashes.removeLast(hashes.count - kept)
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
