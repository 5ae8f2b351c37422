// What most of a text never gets past: a filter over every second n-gram of five units.

import TextAnalysis

/// Tells which stretches of a text may stand in an index, at the price of one n-gram of five units a unit and one look
/// into a small filter every second unit.
///
/// N-grams of five units are sampled by one bit of their hash, in items and texts alike, so that half of them need no
/// look and no memory. A window of n units can stand in the index only when none of the sampled n-grams within it is
/// foreign to the index; only then is the window itself hashed. The filter is a Bloom filter with three bits for each
/// entry, all in one word (Putze, Sanders, Singler 2007).
struct GramGate: Sendable {
  static let width = 5

  private var words: [UInt64]
  private let mask: UInt64

  /// - Parameter capacity: n-grams of five units in all entries, of which about half are kept.
  init(capacity: Int) {
    var count = 64
    while count * 64 < capacity * 5, count < 1 << 27 { count *= 2 }
    words = Array(repeating: 0, count: count)
    mask = UInt64(count - 1)
  }

  var byteCount: Int { words.count * 8 }

  @inline(__always)
  static func isSampled(_ hash: UInt64) -> Bool { hash >> 18 & 1 == 0 }

  @inline(__always)
  private static func bits(_ hash: UInt64) -> UInt64 {
    1 << (hash & 63) | 1 << (hash >> 6 & 63) | 1 << (hash >> 12 & 63)
  }

  /// Lets the n-grams of an entry through.
  mutating func enter(_ units: UnsafeBufferPointer<UInt64>) {
    NGrams.forEachWindow(of: units, n: Self.width) { _, hash in
      if Self.isSampled(hash) { words[Int(hash >> 19 & mask)] |= Self.bits(hash) }
      return true
    }
  }

  /// Goes over a text.
  ///
  /// - Parameters:
  ///   - narrowest: units of the narrowest window that is asked for, five at least.
  ///   - seed: is given the position and hash of every sampled n-gram of five units that the filter knows.
  ///   - windows: is given the end of each stretch that nothing foreign stands in, and its number of units, where it is
  ///     not shorter than `narrowest`: windows of that many units and fewer that end there may be entries.
  ///   Both return false to end the walk.
  @inline(__always)
  func scan(
    _ units: UnsafeBufferPointer<UInt64>, narrowest: Int, seed: (_ position: Int, _ hash: UInt64) -> Bool,
    windows: (_ end: Int, _ unitCount: Int) -> Bool
  ) {
    words.withUnsafeBufferPointer { buffer in
      // SAFETY: the mask is the number of words less one.
      guard let words = buffer.baseAddress else { return }
      let mask = mask
      var lastForeign = -1
      let needed = narrowest - Self.width + 1
      NGrams.forEachWindow(of: units, n: Self.width) { position, hash in
        if Self.isSampled(hash) {
          let bits = Self.bits(hash)
          if words[Int(truncatingIfNeeded: hash >> 19 & mask)] & bits != bits {
            lastForeign = position
            return true
          }
          if !seed(position, hash) { return false }
        }
        let clear = position &- lastForeign
        return clear < needed || windows(position &+ Self.width, clear &+ Self.width &- 1)
      }
    }
  }
}
