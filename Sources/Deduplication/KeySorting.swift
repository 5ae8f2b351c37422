// Sorting of hashes: they are spread evenly, so one distribution pass does nearly all the work.

/// A band key, or any other 64-bit key, and what it belongs to.
struct KeyEntry: Equatable {
  var key: UInt64
  var number: UInt32
}

/// A content hash and its document.
struct ContentEntry: Equatable {
  var high: UInt64
  var low: UInt64
  var number: UInt32
}

enum KeySorting {
  /// Sorts by `key`, then by `precedes`, in linear time where keys are spread evenly between the least and the
  /// greatest; in n log n where they are not. Equal keys in order cost nothing.
  static func sort<Element>(
    _ elements: inout [Element], key: (Element) -> UInt64, precedes: (Element, Element) -> Bool
  ) {
    let count = elements.count
    if count < 48 {
      elements.withUnsafeMutableBufferPointer { insertionSort($0, 0, count, precedes) }
      return
    }
    var least = UInt64.max
    var greatest: UInt64 = 0
    for element in elements {
      least = min(least, key(element))
      greatest = max(greatest, key(element))
    }
    let spread = greatest - least
    // About four elements a bucket, at most 2²⁰ buckets.
    let bits = min(20, Int.bitWidth - (count / 4).leadingZeroBitCount)
    let shift = UInt64(max(0, UInt64.bitWidth - spread.leadingZeroBitCount - bits))
    var bounds = [Int](repeating: 0, count: Int(spread >> shift) + 2)
    for element in elements { bounds[Int((key(element) - least) >> shift) + 1] += 1 }
    for bucket in 1..<bounds.count { bounds[bucket] += bounds[bucket - 1] }
    var next = bounds
    let sorted = [Element](unsafeUninitializedCapacity: count) { target, initialized in
      // SAFETY: each element goes to its own place among `count`, as the counts above say.
      for element in elements {
        let bucket = Int((key(element) - least) >> shift)
        target.initializeElement(at: next[bucket], to: element)
        next[bucket] += 1
      }
      for bucket in 0..<bounds.count - 1 {
        let size = bounds[bucket + 1] - bounds[bucket]
        if size < 2 { continue }
        if size <= 48 {
          insertionSort(target, bounds[bucket], bounds[bucket + 1], precedes)
        } else {
          var part = UnsafeMutableBufferPointer(rebasing: target[bounds[bucket]..<bounds[bucket + 1]])
          part.sort(by: precedes)
        }
      }
      initialized = count
    }
    elements = sorted
  }

  static func sort(_ entries: inout [KeyEntry]) {
    sort(&entries, key: \.key) { ($0.key, $0.number) < ($1.key, $1.number) }
  }

  static func sort(_ entries: inout [ContentEntry]) {
    sort(&entries, key: \.high) { ($0.high, $0.low, $0.number) < ($1.high, $1.low, $1.number) }
  }

  /// Sorts hashes and leaves one of each.
  static func sortUnique(_ hashes: inout [UInt64]) {
    sort(&hashes, key: { $0 }, precedes: <)
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
  private static func insertionSort<Element>(
    _ elements: UnsafeMutableBufferPointer<Element>, _ start: Int, _ end: Int, _ precedes: (Element, Element) -> Bool
  ) {
    var index = start + 1
    while index < end {
      let element = elements[index]
      var place = index
      while place > start, precedes(element, elements[place - 1]) {
        elements[place] = elements[place - 1]
        place -= 1
      }
      elements[place] = element
      index += 1
    }
  }
}
