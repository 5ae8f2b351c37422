// Text as the splitters see it: bytes with the class of each character.

/// UTF-8 to be split. Bytes that are not UTF-8 count as characters of one byte without any class.
///
/// SAFETY: `base` must be valid for `count` bytes as long as the value is used. Every access is behind a comparison
/// with `count`, and `CharacterClasses.shared`, to which the tables belong, lives for ever.
struct SplitText {
  let base: UnsafePointer<UInt8>
  let count: Int
  private let blocks: UnsafePointer<UInt16>
  private let data: UnsafePointer<UInt8>
  /// A bit for each byte at which a pre-token begins, where they were found beforehand (see `CutSplitter`).
  let cuts: UnsafePointer<UInt64>?

  init(base: UnsafePointer<UInt8>, count: Int, cuts: UnsafePointer<UInt64>? = nil) {
    self.base = base
    self.count = count
    self.cuts = cuts
    blocks = UnsafePointer(CharacterClasses.shared.blocks.base)
    data = UnsafePointer(CharacterClasses.shared.data.base)
  }

  /// The same with other classes, which must live as long as the value.
  init(base: UnsafePointer<UInt8>, count: Int, blocks: FixedBuffer<UInt16>, data: FixedBuffer<UInt8>) {
    self.base = base
    self.count = count
    cuts = nil
    self.blocks = UnsafePointer(blocks.base)
    self.data = UnsafePointer(data.base)
  }

  struct Character {
    var classes: CharacterClass
    var byteCount: Int
  }

  /// The character at `at`, which must be below `count`.
  @inline(__always)
  func character(at place: Int) -> Character {
    let byte = base[place]
    if byte < 0x80 { return Character(classes: ascii(byte), byteCount: 1) }
    return wide(at: place)
  }

  /// The class of an ASCII byte.
  @inline(__always)
  func ascii(_ byte: UInt8) -> CharacterClass {
    // Blocks 0 and 1 are the first two of `data`: they are unlike each other and numbered in order.
    CharacterClass(rawValue: data[Int(byte)])
  }

  @inline(__always)
  private func lookUp(block: UInt32, last: UInt8) -> CharacterClass {
    CharacterClass(rawValue: data[Int(blocks[Int(block)]) &* 64 &+ Int(last & 0x3f)])
  }

  /// A character that is not ASCII.
  @inline(__always)
  func wide(at place: Int) -> Character {
    let first = base[place]
    let left = count &- place
    if first >= 0xe0 && first < 0xf0 {
      guard left >= 3, base[place &+ 1] & 0xc0 == 0x80, base[place &+ 2] & 0xc0 == 0x80 else { return Self.invalid }
      let block = UInt32(first & 0x0f) &<< 6 | UInt32(base[place &+ 1] & 0x3f)
      // Below U+0800 the sequence is too long; U+D800 to U+DFFF are no scalars.
      guard block >= 0x20, block &- 0x360 >= 0x20 else { return Self.invalid }
      return Character(classes: lookUp(block: block, last: base[place &+ 2]), byteCount: 3)
    }
    if first >= 0xc2 && first < 0xe0 {
      guard left >= 2, base[place &+ 1] & 0xc0 == 0x80 else { return Self.invalid }
      return Character(classes: lookUp(block: UInt32(first & 0x1f), last: base[place &+ 1]), byteCount: 2)
    }
    guard first >= 0xf0, first < 0xf5, left >= 4, base[place &+ 1] & 0xc0 == 0x80, base[place &+ 2] & 0xc0 == 0x80,
      base[place &+ 3] & 0xc0 == 0x80
    else { return Self.invalid }
    let block = UInt32(first & 0x07) &<< 12 | UInt32(base[place &+ 1] & 0x3f) &<< 6 | UInt32(base[place &+ 2] & 0x3f)
    guard block >= 0x400, block < 0x4400 else { return Self.invalid }
    return Character(classes: lookUp(block: block, last: base[place &+ 3]), byteCount: 4)
  }

  /// The scalar of a character of two to four bytes, as `character` has found it.
  @inline(__always)
  func scalar(at place: Int, byteCount: Int) -> UInt32 {
    var scalar = UInt32(base[place]) & (0x7f &>> UInt32(truncatingIfNeeded: byteCount))
    var at = place &+ 1
    while at < place &+ byteCount {
      scalar = scalar &<< 6 | UInt32(base[at] & 0x3f)
      at &+= 1
    }
    return scalar
  }

  /// True when the text is one character of several bytes.
  var isOneCharacter: Bool { count > 1 && wide(at: 0).byteCount == count }

  private static let invalid = Character(classes: [], byteCount: 1)
}

extension SplitText {
  /// End of the run of characters from `start` on that have a class of `set`.
  @inline(__always)
  func endOfRun(of set: CharacterClass, from start: Int) -> Int {
    var at = start
    while at < count {
      let next = character(at: at)
      if next.classes.isDisjoint(with: set) { break }
      at &+= next.byteCount
    }
    return at
  }

  /// End of the run of letters from `start` on, eight ASCII bytes at a time.
  @inline(__always)
  func endOfLetters(from start: Int) -> Int {
    var at = start
    while at &+ 8 <= count {
      // SAFETY: eight bytes from `at` on lie below `count`.
      let word = UInt64(littleEndian: UnsafeRawPointer(base).loadUnaligned(fromByteOffset: at, as: UInt64.self))
      let letters = ASCIIWord.letters(word)
      if letters != ASCIIWord.highBits {
        at &+= (letters ^ ASCIIWord.highBits).trailingZeroBitCount &>> 3
        if base[at] < 0x80 { return at }
        return endOfWideLetters(from: at)
      }
      at &+= 8
    }
    return endOfWideLetters(from: at)
  }

  /// The same character by character; stops neither at ASCII nor at other letters.
  @inline(never)
  private func endOfWideLetters(from start: Int) -> Int {
    var at = start
    while at < count {
      if isCommonIdeograph(at: at) {
        at &+= 3
        continue
      }
      let next = character(at: at)
      if !next.classes.contains(.letter) { break }
      at &+= next.byteCount
    }
    return at
  }

  /// True for U+5000 to U+8FFF, which are letters without case, all of them.
  @inline(__always)
  func isCommonIdeograph(at place: Int) -> Bool {
    place &+ 3 <= count && base[place] &- 0xe5 < 4 && base[place &+ 1] & 0xc0 == 0x80
      && base[place &+ 2] & 0xc0 == 0x80
  }

  /// End of the run of characters from `start` on that are neither white space nor letters nor numbers.
  @inline(__always)
  func endOfOthers(from start: Int) -> Int {
    var at = start
    while at < count {
      let next = character(at: at)
      if !next.classes.isOther { break }
      at &+= next.byteCount
    }
    return at
  }

  /// End of the run of numbers from `start` on, after `limit` of them at the latest.
  @inline(__always)
  func endOfNumber(from start: Int, characterLimit limit: Int) -> Int {
    var at = start
    var left = limit
    while left > 0, at < count {
      let next = character(at: at)
      if !next.classes.contains(.number) { break }
      at &+= next.byteCount
      left &-= 1
    }
    return at
  }

  /// End of the run of line breaks from `start` on.
  @inline(__always)
  func endOfLineBreaks(from start: Int) -> Int {
    var at = start
    while at < count, base[at] == 10 || base[at] == 13 { at &+= 1 }
    return at
  }
}

extension SplitText {
  /// Cuts pre-tokens from `place` on, at most `limit` of them (64 or more), and calls `body` with the start and the byte
  /// count of each; `place` is then behind the last one.
  @inline(__always)
  func cut<S: Splitter>(
    from place: inout Int, atMost limit: Int, by splitter: S.Type, _ body: (_ start: Int, _ byteCount: Int) -> Void
  ) {
    var left = limit
    var at = place
    var oneByOneEnd = at
    while left >= SplitWindow.byteCount, at < count {
      if at >= oneByOneEnd, at &+ SplitWindow.byteCount <= count {
        var starts = S.starts(in: self, at: at)
        starts &= starts &- 1
        if starts != 0 {
          left &-= starts.nonzeroBitCount
          var start = 0
          repeat {
            let next = starts.trailingZeroBitCount
            body(at &+ start, next &- start)
            start = next
            starts &= starts &- 1
          } while starts != 0
          at &+= start
          continue
        }
        oneByOneEnd = at &+ SplitWindow.byteCount / 2
      }
      let end = S.end(in: self, from: at)
      body(at, end &- at)
      at = end
      left &-= 1
    }
    place = at
  }
}

/// Tests on eight ASCII bytes at once.
enum ASCIIWord {
  static let ones: UInt64 = 0x0101_0101_0101_0101
  static let highBits: UInt64 = 0x8080_8080_8080_8080

  /// The highest bit of each byte that is an ASCII letter.
  @inline(__always)
  static func letters(_ word: UInt64) -> UInt64 {
    let lowered = (word | 0x2020_2020_2020_2020) & ~highBits
    let fromA = lowered &+ ones &* (0x80 - 0x61)
    let beyondZ = lowered &+ ones &* (0x80 - 0x7b)
    return fromA & ~beyondZ & ~word & highBits
  }
}
