// Places between two characters of a word that no merge crosses.

/// Knows between which characters a word may be cut and its parts encoded on their own.
///
/// A merge that crosses from one character to the next makes a token that holds the end of the one and the beginning of
/// the other. Where the vocabulary has no such token, the result on both sides of the place is as if the word ended
/// there. In Chinese, whose words are whole clauses, most places are of that kind.
final class CharacterCuts: @unchecked Sendable {
  // SAFETY: filled in `init`, only read afterwards.
  /// Bits for pairs of characters that a token holds together: exact where both are whole in it, by first or last byte
  /// where one is not. Other pairs may have the bit, too; these places are then not cut.
  private let pairs: FixedBuffer<UInt64>
  /// Bits for pairs of a last byte and a first byte that tokens hold in which one of the characters is not whole.
  private let parts: FixedBuffer<UInt64>

  private static let pairBits: UInt64 = 20

  /// - Parameter merges: what they make are the tokens that count.
  init(tokens: TokenList, merges: [BPEModel.Merge]) {
    let pairs = FixedBuffer<UInt64>(repeating: 0, count: 1 << (Int(Self.pairBits) - 6))
    let parts = FixedBuffer<UInt64>(repeating: 0, count: 1 << (16 - 6))
    tokens.withPointers { bytes, offsets in
      for merge in merges {
        let start = bytes + Int(offsets[Int(merge.result)])
        let count = Int(offsets[Int(merge.result) + 1]) - Int(offsets[Int(merge.result)])
        for place in 1..<max(1, count) where start[place] & 0xc0 != 0x80 {
          // Between letters of ASCII nearly everything joins.
          if start[place] | start[place - 1] < 0x80 { continue }
          let left = Self.character(endingAt: start, place)
          let right = Self.character(startingAt: start + place, count - place)
          if left != 0 && right != 0 {
            Self.insert(Self.hash(left, right), into: pairs)
          } else {
            Self.insert(UInt64(start[place - 1]) << 8 | UInt64(start[place]), into: parts)
          }
        }
      }
    }
    self.pairs = pairs
    self.parts = parts
  }

  private static func insert(_ bit: UInt64, into set: FixedBuffer<UInt64>) {
    set.base[Int(bit >> 6)] |= 1 << (bit & 63)
  }

  /// The whole character that ends at `end`, as its bytes; 0 when its beginning is missing.
  private static func character(endingAt base: UnsafePointer<UInt8>, _ end: Int) -> UInt32 {
    for count in 1...4 where count <= end && base[end - count] & 0xc0 != 0x80 {
      return byteCount(of: base[end - count]) == count ? value(base + end - count, count) : 0
    }
    return 0
  }

  /// The whole character at `base`, as its bytes; 0 when its end is missing.
  private static func character(startingAt base: UnsafePointer<UInt8>, _ readable: Int) -> UInt32 {
    let count = byteCount(of: base[0])
    return count <= readable ? value(base, count) : 0
  }

  @inline(__always)
  static func byteCount(of first: UInt8) -> Int { first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4 }

  /// The bytes of a character as one number.
  @inline(__always)
  static func value(_ base: UnsafePointer<UInt8>, _ count: Int) -> UInt32 {
    var value = UInt32(base[0])
    var index = 1
    while index < count {
      value = value &<< 8 | UInt32(base[index])
      index &+= 1
    }
    return value
  }

  @inline(__always)
  private static func hash(_ left: UInt32, _ right: UInt32) -> UInt64 {
    ((UInt64(left) &<< 32 | UInt64(right)) &* 0x9e37_79b9_7f4a_7c15) &>> (64 &- pairBits)
  }

  /// End of the part of a word that begins at `start`.
  ///
  /// - Parameter word: well-formed (`isWellFormed`).
  @inline(__always)
  func endOfPart(_ word: UnsafePointer<UInt8>, count: Int, from start: Int) -> Int {
    var length = Self.byteCount(of: word[start])
    var previous = Self.value(word + start, length)
    var at = start &+ length
    while at < count {
      length = Self.byteCount(of: word[at])
      let value = Self.value(word + at, length)
      if isCut(previous, value, firstOfRight: word[at]) { return at }
      previous = value
      at &+= length
    }
    return at
  }

  /// True when each character of the word has all its bytes.
  @inline(__always)
  static func isWellFormed(_ word: UnsafePointer<UInt8>, count: Int) -> Bool {
    var at = 0
    while at < count {
      if word[at] & 0xc0 == 0x80 { return false }
      let end = at &+ byteCount(of: word[at])
      if end > count { return false }
      at &+= 1
      while at < end {
        if word[at] & 0xc0 != 0x80 { return false }
        at &+= 1
      }
    }
    return true
  }

  /// True when no merge crosses from the character `left` to the character `right`, both given by `value`.
  @inline(__always)
  func isCut(_ left: UInt32, _ right: UInt32, firstOfRight: UInt8) -> Bool {
    let bit = Self.hash(left, right)
    let part = UInt64(left & 0xff) &<< 8 | UInt64(firstOfRight)
    return left | right >= 0x80
      && (pairs.base[Int(truncatingIfNeeded: bit &>> 6)] &>> (bit & 63)
        | parts.base[Int(truncatingIfNeeded: part &>> 6)] &>> (part & 63)) & 1 == 0
  }
}
