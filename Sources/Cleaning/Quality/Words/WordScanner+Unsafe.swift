// The word splitter's fast path: words of ASCII letters, with at most one sign behind them, from bit masks of 64 bytes.

import CKernels
import TextAnalysis

/// Writes the words of a text one after the other; `WordScanner+Splitting` has what is no plain word.
///
/// SAFETY: `text` is readable up to `count`, and all reads stay below. The outputs have room for `count` words, and each
/// word written has at least one byte of its own.
struct WordScanner {
  let text: UnsafePointer<UInt8>
  let count: Int
  let table: UnsafePointer<UInt16>
  private let hashes: UnsafeMutablePointer<UInt64>
  private let lengths: UnsafeMutablePointer<UInt32>
  private let kinds: UnsafeMutablePointer<UInt8>
  private(set) var filled = 0
  var hashSignCount = 0
  var ellipsisCount = 0
  private let exceptions = WordExceptions.shared
  /// Lengths of the signs that came off a word's end, the last one first.
  var suffixes: [UInt8] = []
  /// Where each part of the run that is being parted begins, as long as it is short.
  let starts: UnsafeMutablePointer<UInt32>
  var startCount = 0
  var keepsStarts = false
  /// Parts of longer runs are not told.
  static let startCapacity = 4096

  init(
    text: UnsafePointer<UInt8>, count: Int, table: UnsafePointer<UInt16>, hashes: UnsafeMutablePointer<UInt64>,
    lengths: UnsafeMutablePointer<UInt32>, kinds: UnsafeMutablePointer<UInt8>, starts: UnsafeMutablePointer<UInt32>
  ) {
    self.text = text
    self.count = count
    self.table = table
    self.hashes = hashes
    self.lengths = lengths
    self.kinds = kinds
    self.starts = starts
  }

  /// Masks of one window of 64 bytes.
  private struct Masks {
    var solid: UInt64 = 0
    var letters: UInt64 = 0
  }

  mutating func scan() {
    var start = 0
    /// Whether a word began before the window, and all of it so far is letters.
    var isOpen = false
    var isPlain = true
    var base = 0
    while base < count {
      let masks = masks(at: base)
      var position = 0
      let limit = min(64, count &- base)
      while position < limit {
        if !isOpen {
          let rest = masks.solid >> UInt64(position)
          if rest == 0 { break }
          position &+= rest.trailingZeroBitCount
          start = base &+ position
          isOpen = true
          isPlain = true
        }
        let gaps = ~masks.solid >> UInt64(position)
        let end = gaps == 0 ? 64 : position &+ gaps.trailingZeroBitCount
        if isPlain {
          let others = ~masks.letters >> UInt64(position)
          let plainEnd = others == 0 ? 64 : position &+ others.trailingZeroBitCount
          if end >= limit, base &+ limit < count {
            // The word may go on in the next window.
            isPlain = plainEnd >= end
            break
          }
          if plainEnd >= min(end, limit) {
            emitPlain(start, base &+ min(end, limit))
          } else if plainEnd &+ 1 == min(end, limit), base &+ plainEnd > start, emitWithSign(start, base &+ plainEnd) {
          } else {
            split(start, base &+ min(end, limit))
          }
        } else {
          if end >= limit, base &+ limit < count { break }
          split(start, base &+ min(end, limit))
        }
        isOpen = false
        position = end
      }
      base &+= 64
    }
  }

  @inline(__always)
  private func masks(at base: Int) -> Masks {
    var window = sluice_split_window()
    if base &+ 64 <= count {
      sluice_classify_window(text + base, &window)
    } else {
      withUnsafeTemporaryAllocation(byteCount: 64, alignment: 64) { padded in
        guard let tail = padded.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return }
        tail.initialize(repeating: UInt8(ascii: " "), count: 64)
        tail.update(from: text + base, count: count &- base)
        sluice_classify_window(tail, &window)
      }
    }
    return Masks(solid: ~(window.spaces | window.breaks), letters: window.letters)
  }

  /// A run of ASCII letters.
  @inline(__always)
  private mutating func emitPlain(_ start: Int, _ end: Int) {
    let hash = hash(start, end)
    let parts = exceptions.parts(ofHash: hash)
    if parts != 0, emitParts(start, end, parts) { return }
    emit(hash, length: end &- start, .letter)
  }

  /// A run of ASCII letters and one sign that always comes off; false when this is not so clear.
  @inline(__always)
  private mutating func emitWithSign(_ start: Int, _ end: Int) -> Bool {
    var kind: WordKind = [.sign, .punctuation]
    switch text[end] {
    case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: ")"), UInt8(ascii: "\""): break
    case UInt8(ascii: "?"), UInt8(ascii: "!"): kind.insert(.terminal)
    case UInt8(ascii: "."):
      guard text[end &- 1] >= 0x61, exceptions.parts(ofHash: hash(start, end &+ 1)) == 0 else { return false }
      kind.insert(.terminal)
    default: return false
    }
    emitPlain(start, end)
    emit(UnitHash.finish(UnitHash.absorb(UnitHash.k0, UInt64(text[end])), byteCount: 1), length: 1, kind)
    return true
  }

  /// The parts of an exception (`WordExceptions.parts`); 0 for what is none.
  @inline(__always)
  func exceptionParts(_ start: Int, _ end: Int) -> UInt32 {
    guard end > start, end &- start <= WordExceptions.maximumByteCount,
      exceptions.mayBegin(with: text[start], endingWith: text[end &- 1])
    else { return 0 }
    return exceptions.parts(ofHash: hash(start, end))
  }

  /// Takes the words behind the first `count` back.
  mutating func takeBack(to count: Int) { filled = count }

  @inline(__always)
  mutating func emit(_ hash: UInt64, length: Int, _ kind: WordKind) {
    hashes[filled] = hash
    lengths[filled] = UInt32(truncatingIfNeeded: length)
    kinds[filled] = kind.rawValue
    filled &+= 1
  }

  /// `UnitHash` of the bytes.
  @inline(__always)
  func hash(_ start: Int, _ end: Int) -> UInt64 {
    let length = end &- start
    if length <= 8, start &+ 8 <= count {
      let word = UInt64(littleEndian: UnsafeRawPointer(text + start).loadUnaligned(as: UInt64.self))
      let kept = word & (~0 >> UInt64(64 &- length &* 8))
      return UnitHash.finish(UnitHash.absorb(UnitHash.k0, kept), byteCount: length)
    }
    return UnitHash.hash(UnsafeBufferPointer(start: text + start, count: length))
  }
}
