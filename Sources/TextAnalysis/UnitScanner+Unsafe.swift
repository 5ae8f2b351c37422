// The machine behind `TextUnits`: ASCII words from bit masks of 64 bytes, all else scalar by scalar.

import CICUShim
import CKernels

/// Bits of the main Unicode table that scanning and normalisation test.
enum UnitProperty {
  static let folds: UInt16 = 1 << 9
  static let boundaryNFKC: UInt16 = 1 << 10
  static let certainNFKC: UInt16 = 1 << 11
  static let boundaryNFC: UInt16 = 1 << 12
  static let certainNFC: UInt16 = 1 << 13

  @inline(__always)
  static func unitClass(_ properties: UInt16) -> UInt16 { properties >> 6 & 7 }
}

/// Classes of scalars in text units, as the table holds them.
private enum UnitClass {
  static let separator: UInt16 = 0
  static let word: UInt16 = 1
  static let syllable: UInt16 = 2
  static let unspacedLetter: UInt16 = 3
  static let mark: UInt16 = 4
  static let passedOver: UInt16 = 5
  static let expands: UInt16 = 6
}

/// Scans a text chunk by chunk into fixed buffers, which the caller empties after each call of `scan`.
///
/// SAFETY: all pointers live as long as the caller's temporary allocation and text. Reads of the text stay below
/// `count`; reads of the lowered chunk may pass its end by 8 bytes, for which there is room; the unit buffers have
/// `capacity` elements, and scanning stops when fewer than `reserve` are free, more than one stretch can fill.
struct UnitScanner {
  /// Bytes classified at once.
  private static let chunk = 4096
  /// Units of one chunk of ASCII (at most every second byte starts one) and of one stretch beyond.
  private static let capacity = 8192
  private static let reserve = 4608
  private static let blocks = chunk / 64
  static let scratchByteCount =
    capacity * 16 + (blocks + 1) * 16 + chunk + 64 + Int(SLUICE_ICU_MAXIMUM_OUTPUT)

  private let text: UnsafePointer<UInt8>
  let count: Int
  private(set) var position = 0

  let hashes: UnsafeMutablePointer<UInt64>
  let starts: UnsafeMutablePointer<UInt32>
  let ends: UnsafeMutablePointer<UInt32>
  var filled = 0

  private let word: UnsafeMutablePointer<UInt64>
  private let high: UnsafeMutablePointer<UInt64>
  private let lowered: UnsafeMutablePointer<UInt8>
  private let normalised: UnsafeMutablePointer<UInt8>

  /// The unit that is being built by the scalar path.
  private enum Open { case none, word, single }
  private var open = Open.none
  private var openStart: UInt32 = 0
  private var openEnd: UInt32 = 0
  private var state: UInt64 = 0
  private var pending: UInt64 = 0
  private var pendingBits: UInt64 = 0
  private var openByteCount = 0

  init(text: UnsafePointer<UInt8>, count: Int, scratch: UnsafeMutableRawPointer) {
    self.text = text
    self.count = count
    var next = scratch
    func take<T>(_ type: T.Type, _ count: Int) -> UnsafeMutablePointer<T> {
      defer { next += count * MemoryLayout<T>.stride }
      return next.bindMemory(to: type, capacity: count)
    }
    hashes = take(UInt64.self, Self.capacity)
    word = take(UInt64.self, Self.blocks + 1)
    high = take(UInt64.self, Self.blocks + 1)
    starts = take(UInt32.self, Self.capacity)
    ends = take(UInt32.self, Self.capacity)
    lowered = take(UInt8.self, Self.chunk + 64)
    normalised = take(UInt8.self, Int(SLUICE_ICU_MAXIMUM_OUTPUT))
  }

  /// Goes on until the text ends or the unit buffers are nearly full.
  mutating func scan() {
    while position < count, filled <= Self.capacity - Self.reserve {
      if open == .none { scanChunk() } else { position = scanScalars(from: position) }
    }
  }

  // MARK: ASCII

  /// Classifies the next chunk; returns its length in bytes.
  private func classify() -> Int {
    let length = min(Self.chunk, count &- position)
    let whole = length / 64
    sluice_classify_ascii(text + position, whole, lowered, word, high)
    var blocks = whole
    if length & 63 != 0 {
      withUnsafeTemporaryAllocation(byteCount: 64, alignment: 64) { padded in
        guard let tail = padded.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return }
        tail.initialize(repeating: 0, count: 64)
        tail.update(from: text + position + whole * 64, count: length & 63)
        sluice_classify_ascii(tail, 1, lowered + whole * 64, word + whole, high + whole)
      }
      blocks += 1
    }
    // Sentinels: a search for a word's end stops at the end, and so does a search for a start.
    word[blocks] = 0
    high[blocks] = ~0
    return length
  }

  private mutating func scanChunk() {
    let length = classify()
    var index = 0
    while true {
      let beyondASCII = min(length, nextNonASCII(from: index))
      var end = beyondASCII
      if beyondASCII < length || position &+ length < count {
        // The last word may go on behind the stretch.
        end = wordStart(before: beyondASCII, from: index)
      }
      filled &+= sluice_ascii_words(
        lowered, word, index, end, UInt32(truncatingIfNeeded: position), hashes + filled, starts + filled,
        ends + filled)
      if beyondASCII == length, end > 0 {
        // The next chunk begins with the word that may go on there.
        position &+= end
        return
      }
      let reached = scanScalars(from: position &+ end)
      index = reached &- position
      if index >= length || filled > Self.capacity - Self.reserve {
        position = reached
        return
      }
    }
  }

  /// The first byte of the chunk from `start` on that is not ASCII; at or behind the chunk's end where there is none.
  @inline(__always)
  private func nextNonASCII(from start: Int) -> Int {
    var block = start >> 6
    var found = high[block] & (~0 << UInt64(start & 63))
    while found == 0 {
      block &+= 1
      found = high[block]
    }
    return block &* 64 &+ found.trailingZeroBitCount
  }

  /// Where the ASCII word begins that ends at `end`, or `end` where none does; not before `start`.
  @inline(__always)
  private func wordStart(before end: Int, from start: Int) -> Int {
    var place = end
    while place > start {
      // The bits of one block below `place`, the nearest one highest.
      let block = (place &- 1) >> 6
      let bits = word[block] << UInt64(63 &- (place &- 1) & 63)
      let run = min((~bits).leadingZeroBitCount, ((place &- 1) & 63) &+ 1)
      place &-= run
      if place & 63 != 0 || run == 0 { break }
    }
    return max(place, start)
  }

  @inline(__always)
  private mutating func emit(_ hash: UInt64, _ start: UInt32, _ end: UInt32) {
    hashes[filled] = hash
    starts[filled] = start
    ends[filled] = end
    filled &+= 1
  }

  // MARK: Scalars

  private struct Scalar {
    var value: UInt32
    var byteCount: Int
    var properties: UInt16
  }

  /// The scalar at `place`; a separator where the bytes are no UTF-8 or the text has ended.
  @inline(__always)
  private func scalar(at place: Int) -> Scalar {
    if place < count,
      let decoded = UTF8Bytes.decode(UnsafeBufferPointer(start: text, count: count), at: place)
    {
      return Scalar(
        value: decoded.scalar, byteCount: decoded.byteCount, properties: sluice_unicode_main(decoded.scalar))
    }
    return Scalar(value: 0, byteCount: 1, properties: sluice_unicode_main(0))
  }

  /// Reads scalars from `start` until the next byte is ASCII (or the text ends) and no unit is open, or until the unit
  /// buffers are nearly full; returns where.
  private mutating func scanScalars(from start: Int) -> Int {
    var place = start
    var current = scalar(at: place)
    while true {
      let next = place &+ current.byteCount
      let following = scalar(at: next)
      let unitClass = UnitProperty.unitClass(current.properties)
      if following.properties & UnitProperty.boundaryNFKC != 0, unitClass != UnitClass.expands {
        let value =
          current.properties & UnitProperty.folds != 0 ? sluice_unicode_fold(current.value) : current.value
        if unitClass == UnitClass.syllable,
          UnitProperty.unitClass(following.properties) &- UnitClass.mark > 1
        {
          close()
          emitSyllable(value, place, next)
        } else {
          feed(value, unitClass, place, next)
        }
        place = next
        current = following
      } else {
        place = feedStretch(from: place)
        current = scalar(at: place)
      }
      if place >= count {
        close()
        return count
      }
      if current.value < 0x80, current.byteCount == 1 {
        let goesOn = open == .word && UnitProperty.unitClass(current.properties) == UnitClass.word
        if !goesOn, text[place] < 0x80 {
          close()
          return place
        }
      }
      if filled > Self.capacity - Self.reserve { return place }
    }
  }

  @inline(__always)
  private mutating func emitSyllable(_ value: UInt32, _ start: Int, _ end: Int) {
    let packed = PackedUTF8(value)
    emit(
      UnitHash.finish(UnitHash.absorb(UnitHash.k0, packed.bytes), byteCount: packed.byteCount),
      UInt32(truncatingIfNeeded: start), UInt32(truncatingIfNeeded: end))
  }

  /// Feeds the stretch that begins at `start` and ends before the next scalar that nothing before it can change.
  private mutating func feedStretch(from start: Int) -> Int {
    var end = start
    var isNormal = true
    var lastClass: UInt8 = 0
    repeat {
      let current = scalar(at: end)
      if end > start, end &+ current.byteCount &- start > Int(SLUICE_ICU_MAXIMUM_INPUT) { break }
      if current.properties & UnitProperty.certainNFKC == 0 { isNormal = false }
      let combining = UnicodeClasses.combiningClass(current.value)
      if combining != 0, combining < lastClass { isNormal = false }
      lastClass = combining
      end &+= current.byteCount
    } while end < count && scalar(at: end).properties & UnitProperty.boundaryNFKC == 0
    if isNormal {
      var place = start
      while place < end {
        let current = scalar(at: place)
        feedFolded(current.value, place, place &+ current.byteCount)
        place &+= current.byteCount
      }
      return end
    }
    let length = Int(sluice_icu_normalize(1, text + start, Int32(end &- start), normalised))
    let result = UnsafeBufferPointer(start: normalised, count: max(0, length))
    var place = 0
    while place < result.count {
      let decoded = UTF8Bytes.decode(result, at: place) ?? UTF8Bytes.Decoded(scalar: 0, byteCount: 1)
      feedFolded(decoded.scalar, start, end)
      place &+= decoded.byteCount
    }
    return end
  }

  private mutating func feedFolded(_ value: UInt32, _ start: Int, _ end: Int) {
    let folded = sluice_unicode_fold(value)
    feed(folded, UnitProperty.unitClass(sluice_unicode_main(folded)), start, end)
  }

  // MARK: The open unit

  /// Takes one folded scalar that stands at `start..<end` of the text.
  private mutating func feed(_ value: UInt32, _ unitClass: UInt16, _ start: Int, _ end: Int) {
    switch unitClass {
    case UnitClass.word:
      if open != .word {
        close()
        begin(.word, at: start)
      }
      append(value, until: end)
    case UnitClass.syllable, UnitClass.unspacedLetter:
      close()
      begin(.single, at: start)
      append(value, until: end)
    case UnitClass.mark:
      if open != .none { append(value, until: end) }
    case UnitClass.passedOver: break
    default: close()
    }
  }

  private mutating func begin(_ kind: Open, at start: Int) {
    open = kind
    openStart = UInt32(truncatingIfNeeded: start)
    state = UnitHash.k0
    pending = 0
    pendingBits = 0
    openByteCount = 0
  }

  @inline(__always)
  private mutating func append(_ value: UInt32, until end: Int) {
    let packed = PackedUTF8(value)
    let bits = UInt64(truncatingIfNeeded: packed.byteCount &* 8)
    pending |= packed.bytes << pendingBits
    pendingBits &+= bits
    if pendingBits >= 64 {
      state = UnitHash.absorb(state, pending)
      pendingBits &-= 64
      pending = packed.bytes >> (bits &- pendingBits)
    }
    openByteCount &+= packed.byteCount
    openEnd = UInt32(truncatingIfNeeded: end)
  }

  @inline(__always)
  private mutating func close() {
    if open == .none { return }
    if pendingBits > 0 { state = UnitHash.absorb(state, pending) }
    emit(UnitHash.finish(state, byteCount: openByteCount), openStart, openEnd)
    open = .none
  }
}
