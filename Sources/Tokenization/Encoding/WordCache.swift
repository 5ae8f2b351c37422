// Words that were encoded before, with their ids.

internal import CKernels

/// An open-addressing table from words to ids, of one thread, bounded in memory: a full cache starts anew.
final class WordCache {
  struct Entry: BitwiseCopyable {
    /// The word as `WordKey`; of a longer word its hash and its length below the mark `longMark`.
    var low: UInt64
    var high: UInt64
    var idCount: UInt32
    /// Up to three ids; with more, or a longer word, the place of its ids in `ids`, nothing, and of its bytes in `bytes`.
    var first: UInt32
    var second: UInt32
    var third: UInt32
  }

  private(set) var entries: FixedBuffer<Entry>
  private(set) var mask: Int
  private var used = 0
  private(set) var ids: GrowingBuffer<UInt32>
  private var bytes: GrowingBuffer<UInt8>

  static let longMark: UInt64 = 0xff << 56
  /// Added to the length in the key of a part of a word.
  static let partMark: UInt64 = 0x80 << 56
  /// Longer words are not remembered: they hardly ever come again.
  static let longestWordByteCount = 192
  static let inlineIDCount = 3
  private static let smallestSlotCount = 1 << 13
  private static let largestSlotCount = 1 << 19
  private static let largestArenaCount = 1 << 23
  private static let empty = Entry(low: 0, high: 0, idCount: 0, first: 0, second: 0, third: 0)

  init() {
    entries = FixedBuffer(repeating: Self.empty, count: Self.smallestSlotCount)
    mask = Self.smallestSlotCount - 1
    ids = GrowingBuffer(capacity: 1 << 12)
    bytes = GrowingBuffer(capacity: 1 << 12)
  }

  /// The slots for inner loops; valid until the next `fill`.
  var view: View { View(entries: entries.base, mask: mask) }

  struct View {
    fileprivate let entries: UnsafeMutablePointer<Entry>
    fileprivate let mask: Int

    /// Asks for the memory in which `find` will look.
    @inline(__always)
    func prefetch(_ hash: UInt64) { sluice_prefetch(entries + (Int(truncatingIfNeeded: hash) & mask)) }

    /// The entry of a short word, or the free slot where it belongs (whose `high` is 0).
    @inline(__always)
    func find(_ key: WordKey, hash: UInt64) -> UnsafeMutablePointer<Entry> {
      var at = Int(truncatingIfNeeded: hash) & mask
      while true {
        let entry = entries + at
        if entry.pointee.low == key.low && entry.pointee.high == key.high || entry.pointee.high == 0 { return entry }
        at = (at &+ 1) & mask
      }
    }

    /// The same for a key whose hash is not known yet.
    @inline(__always)
    func find(_ key: WordKey) -> UnsafeMutablePointer<Entry> { find(key, hash: key.hash) }
  }

  /// The same for a word of 16 bytes or more.
  func findLong(_ word: UnsafePointer<UInt8>, count: Int, hash: UInt64) -> UnsafeMutablePointer<Entry> {
    let high = Self.longMark | UInt64(truncatingIfNeeded: count)
    var at = Int(truncatingIfNeeded: hash) & mask
    while true {
      let entry = entries.base + at
      if entry.pointee.high == 0 { return entry }
      if entry.pointee.low == hash, entry.pointee.high == high,
        equal(bytes.base + Int(entry.pointee.third), word, count)
      {
        return entry
      }
      at = (at &+ 1) & mask
    }
  }

  /// Copies the ids of a short word, and up to three, whatever their number, behind the last one.
  ///
  /// - Returns: the number of ids.
  @inline(__always)
  func copyIDs(of slot: UnsafeMutablePointer<Entry>, to output: UnsafeMutablePointer<UInt32>) -> Int {
    let count = Int(slot.pointee.idCount)
    if count <= Self.inlineIDCount {
      output[0] = slot.pointee.first
      output[1] = slot.pointee.second
      output[2] = slot.pointee.third
    } else {
      output.update(from: ids.base + Int(slot.pointee.first), count: count)
    }
    return count
  }

  /// Fills a free slot that `find` gave.
  func fill(_ slot: UnsafeMutablePointer<Entry>, _ key: WordKey, ids: UnsafePointer<UInt32>, count: Int) {
    var entry = Entry(
      low: key.low, high: key.high, idCount: UInt32(truncatingIfNeeded: count), first: 0, second: 0, third: 0)
    if count <= Self.inlineIDCount {
      entry.first = ids[0]
      if count > 1 { entry.second = ids[1] }
      if count > 2 { entry.third = ids[2] }
    } else {
      entry.first = UInt32(truncatingIfNeeded: self.ids.append(ids, count: count))
    }
    slot.pointee = entry
    countUp()
  }

  /// Fills a free slot that `findLong` gave.
  func fillLong(
    _ slot: UnsafeMutablePointer<Entry>, _ word: UnsafePointer<UInt8>, count: Int, hash: UInt64,
    ids: UnsafePointer<UInt32>, idCount: Int
  ) {
    slot.pointee = Entry(
      low: hash, high: Self.longMark | UInt64(truncatingIfNeeded: count),
      idCount: UInt32(truncatingIfNeeded: idCount),
      first: UInt32(truncatingIfNeeded: self.ids.append(ids, count: idCount)), second: 0,
      third: UInt32(truncatingIfNeeded: bytes.append(word, count: count)))
    countUp()
  }

  @inline(__always)
  private func equal(_ left: UnsafePointer<UInt8>, _ right: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    // Words here have 16 bytes or more.
    let (left, right) = (UnsafeRawPointer(left), UnsafeRawPointer(right))
    var at = 0
    while at &+ 8 < count {
      // SAFETY: eight bytes from `at` on lie below `count`.
      if left.loadUnaligned(fromByteOffset: at, as: UInt64.self)
        != right.loadUnaligned(fromByteOffset: at, as: UInt64.self)
      {
        return false
      }
      at &+= 8
    }
    return left.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self)
      == right.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self)
  }

  private func countUp() {
    used &+= 1
    // Dense enough that a line of memory holds more than one word, not so dense that searches grow long.
    if used &* 8 > mask &* 5 || ids.count > Self.largestArenaCount || bytes.count > Self.largestArenaCount { grow() }
  }

  private func grow() {
    guard mask &+ 1 < Self.largestSlotCount, ids.count <= Self.largestArenaCount,
      bytes.count <= Self.largestArenaCount
    else {
      removeAll()
      return
    }
    let old = entries
    mask = (mask &+ 1) &* 2 &- 1
    entries = FixedBuffer(repeating: Self.empty, count: mask &+ 1)
    for index in 0..<old.count where old.base[index].high != 0 {
      let entry = old.base[index]
      let hash =
        entry.high & Self.longMark == Self.longMark ? entry.low : WordKey(low: entry.low, high: entry.high).hash
      var at = Int(truncatingIfNeeded: hash) & mask
      while entries.base[at].high != 0 { at = (at &+ 1) & mask }
      entries.base[at] = entry
    }
  }

  func removeAll() {
    entries.base.update(repeating: Self.empty, count: entries.count)
    used = 0
    ids.removeAll()
    bytes.removeAll()
  }
}
