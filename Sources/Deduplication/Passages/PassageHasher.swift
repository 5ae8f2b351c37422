// The identity of a passage: the 128-bit hash of its normal form, most often of the very bytes in the text.

import Storage
import TextAnalysis

/// Hashes passages; each worker has one of its own.
struct PassageHasher {
  private let rule: PassageRule
  private var units = TextUnits()
  private var normal: [UInt8] = []
  private var spare: [UInt8] = []

  init(rule: PassageRule) { self.rule = rule }

  /// The hash of a passage; nil where it has fewer units than the rule asks for.
  ///
  /// - Parameter piece: a piece of `text` that is not blank.
  mutating func hash(
    _ piece: TextPiece, of text: UnsafeBufferPointer<UInt8>, source: PassageSource
  ) -> (high: UInt64, low: UInt64)? {
    let trimmed = Self.trim(text, piece.start, piece.contentEnd)
    let passage = UnsafeBufferPointer(rebasing: text[trimmed])
    guard hasEnoughUnits(passage) else { return nil }
    let hash: (high: UInt64, low: UInt64)
    switch rule.normalization {
    case .none:
      hash = XXH3.hash128(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: text[piece.start..<piece.contentEnd])))
    case .whitespace: hash = normalHash(passage)
    case .full:
      units.analyse(passage)
      hash = units.count > 0 ? units.hashes.withUnsafeBytes { XXH3.hash128($0) } : normalHash(passage)
    }
    return (hash.high ^ source.high, hash.low ^ source.low)
  }

  private static func trim(_ text: UnsafeBufferPointer<UInt8>, _ first: Int, _ last: Int) -> Range<Int> {
    var start = first
    while start < last {
      let length = WhiteSpace.length(text, at: start, before: last)
      if length == 0 { break }
      start &+= length
    }
    var end = last
    while end > start {
      // The last character begins at most three bytes before its last byte.
      var head = end &- 1
      while head > start, head > end &- 4, text[head] & 0xc0 == 0x80 { head &-= 1 }
      if WhiteSpace.length(text, at: head, before: end) != end &- head { break }
      end = head
    }
    return start..<end
  }

  // MARK: Length

  /// Whether the passage has as many units as the rule asks for. Most passages have far more, and their first bytes
  /// say so: a letter or digit behind a space begins a unit, and each Han character is one.
  private mutating func hasEnoughUnits(_ passage: UnsafeBufferPointer<UInt8>) -> Bool {
    let minimum = rule.minimumUnits
    if minimum == 0 { return true }
    var found = 0
    var previous: UInt8 = 0x20
    for byte in passage {
      if byte &- 0xe5 < 5 {
        // U+5000…U+9FFF: Han and nothing else.
        found &+= 1
      } else if previous == 0x20, (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 {
        found &+= 1
      }
      if found >= minimum { return true }
      previous = byte
    }
    units.analyse(passage)
    return units.count >= minimum
  }

  // MARK: Normal form

  private mutating func normalHash(_ passage: UnsafeBufferPointer<UInt8>) -> (high: UInt64, low: UInt64) {
    if Self.isNormal(passage) { return XXH3.hash128(UnsafeRawBufferPointer(passage)) }
    normal.removeAll(keepingCapacity: true)
    normal.append(contentsOf: passage)
    Normalizer.normalize(&normal, to: .nfc, scratch: &spare)
    // White space stays white space under composition, and none of it joins anything.
    let count = normal.withUnsafeBufferPointer { Whitespace.collapse($0, into: &spare) }
    return spare.withUnsafeBytes { XXH3.hash128(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
  }

  /// True where a passage without white space at its ends is in normal form C and has no white space but single spaces.
  /// Some that are normal are not recognised.
  static func isNormal(_ passage: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let base = passage.baseAddress else { return true }
    // Of the table: White_Space; NFC: nothing before can join it; NFC: unchanged and certain.
    let whiteSpace: UInt16 = 1 << 5
    let stable: UInt16 = 1 << 12 | 1 << 13
    let raw = UnsafeRawPointer(base)
    let count = passage.count
    var position = 0
    // The top bit of each byte, where the byte before this word was a space.
    var carry: UInt64 = 0
    while position < count {
      // SAFETY: the eight bytes end at or before the passage's end.
      while position &+ 8 <= count {
        let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: position, as: UInt64.self))
        if word & 0x8080_8080_8080_8080 != 0 { break }
        let spaces = ASCIIWord.equal(word, to: 0x20)
        if ASCIIWord.below(word, 0x20) | spaces & (spaces << 8 | carry) != 0 { return false }
        carry = spaces >> 56
        position &+= 8
      }
      let end = min(count, position &+ 8)
      while position < end {
        let byte = base[position]
        if byte < 0x80 {
          if byte < 0x20 || byte == 0x20 && carry != 0 { return false }
          carry = byte == 0x20 ? 0x80 : 0
          position &+= 1
        } else {
          guard let decoded = UTF8Bytes.decode(passage, at: position) else { return false }
          let properties = UnicodeClasses.properties(decoded.scalar)
          if properties & (whiteSpace | stable) != stable { return false }
          carry = 0
          position &+= decoded.byteCount
        }
      }
    }
    return true
  }
}

/// Eight ASCII bytes at once.
private enum ASCIIWord {
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let tops: UInt64 = 0x8080_8080_8080_8080

  /// The top bit of each byte that equals `value`; all bytes are below 0x80.
  @inline(__always)
  static func equal(_ word: UInt64, to value: UInt64) -> UInt64 {
    ~((word ^ ones &* value) &+ ones &* 0x7f) & tops
  }

  /// The top bit of each byte below `value`; all bytes are below 0x80.
  @inline(__always)
  static func below(_ word: UInt64, _ value: UInt64) -> UInt64 {
    ~(word &+ ones &* (0x80 &- value)) & tops
  }
}
