// Counting what comes again: lines, paragraphs, n-grams, by their hashes.

import TextAnalysis

/// The share of lines (or paragraphs) that are copies of earlier ones.
struct BlockRepetition {
  private(set) var share = 0.0
  private(set) var byteShare = 0.0

  /// - Parameter separator: number of line feeds between two blocks, 1 for lines and 2 for paragraphs.
  init(_ text: UnsafeBufferPointer<UInt8>, separator: Int) {
    var seen: Set<UInt64> = []
    var blocks = 0
    var copies = 0
    var copiedBytes = 0
    var start = 0
    var position = 0
    func close(_ end: Int) {
      var from = start
      var to = end
      while from < to, text[from] <= 0x20 { from += 1 }
      while to > from, text[to - 1] <= 0x20 { to -= 1 }
      guard from < to else { return }
      blocks += 1
      if !seen.insert(UnitHash.hash(UnsafeBufferPointer(rebasing: text[from..<to]))).inserted {
        copies += 1
        copiedBytes += to - from
      }
    }
    while position < text.count {
      guard text[position] == 0x0a else {
        position += 1
        continue
      }
      var end = position
      while end < text.count, text[end] == 0x0a { end += 1 }
      if end - position >= separator {
        close(position)
        start = end
      }
      position = end
    }
    close(text.count)
    if blocks > 0 { share = Double(copies) / Double(blocks) }
    if !text.isEmpty { byteShare = Double(copiedBytes) / Double(text.count) }
  }
}

/// Counts n-grams in an open-addressing table that is reused from n to n.
struct NGramRepetition {
  private var keys: [UInt64]
  private var counts: [UInt32]
  private var hashes: [UInt64] = []
  private let mask: Int

  init(unitCount: Int) {
    var slots = 16
    while slots < unitCount * 2 { slots *= 2 }
    keys = Array(repeating: 0, count: slots)
    counts = Array(repeating: 0, count: slots)
    mask = slots - 1
  }

  private mutating func clear() {
    for slot in counts.indices { counts[slot] = 0 }
  }

  /// Counts one more `hash` and gives how many there are now.
  private mutating func add(_ hash: UInt64) -> UInt32 {
    var slot = Int(truncatingIfNeeded: hash) & mask
    while counts[slot] != 0, keys[slot] != hash { slot = (slot + 1) & mask }
    keys[slot] = hash
    counts[slot] += 1
    return counts[slot]
  }

  /// Bytes in all occurrences of the most frequent n-gram, 0 when none comes twice. Of equally frequent ones the
  /// longest counts.
  mutating func mostFrequentBytes(_ units: borrowing TextUnits, n: Int) -> Int {
    guard units.count >= n else { return 0 }
    clear()
    NGrams.hashes(of: units.hashes, n: n, into: &hashes)
    let starts = units.starts
    let ends = units.ends
    var best: UInt32 = 1
    var bytes = 0
    for index in hashes.indices {
      let count = add(hashes[index])
      let length = Int(ends[index + n - 1]) - Int(starts[index])
      if count > best || (count == best && count > 1 && Int(count) * length > bytes) {
        best = count
        bytes = Int(count) * length
      }
    }
    return bytes
  }

  /// Bytes in n-grams that have come before, each byte counted once.
  mutating func repeatedBytes(_ units: borrowing TextUnits, n: Int) -> Int {
    guard units.count >= n else { return 0 }
    clear()
    NGrams.hashes(of: units.hashes, n: n, into: &hashes)
    let starts = units.starts
    let ends = units.ends
    var bytes = 0
    var index = 0
    while index < hashes.count {
      if add(hashes[index]) > 1 {
        bytes += Int(ends[index + n - 1]) - Int(starts[index])
        index += n
      } else {
        index += 1
      }
    }
    return bytes
  }
}
