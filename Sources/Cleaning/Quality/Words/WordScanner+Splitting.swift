// What stands between white space and is no plain word: scripts without spaces, signs at the ends, parts inside.
//
// The order for scripts with spaces is that which spaCy documents for its English tokenizer: exceptions first, then a sign
// off each end again and again, then addresses whole, then what parts a word inside (`WordScanner+Affixes`).

import CKernels
import TextAnalysis

extension WordScanner {
  struct Character {
    var scalar: UInt32
    var byteCount: Int
    var kind: WordCharacter

    @inline(__always)
    func has(_ property: WordCharacter) -> Bool { !kind.isDisjoint(with: property) }
  }

  /// The character that starts at `place`; what is no UTF-8 counts as U+FFFD, byte by byte.
  @inline(__always)
  func character(at place: Int, before end: Int) -> Character {
    let byte = text[place]
    if byte < 0x80 {
      return Character(scalar: UInt32(byte), byteCount: 1, kind: WordCharacter(rawValue: table[Int(byte)]))
    }
    let decoded =
      UTF8Bytes.decode(UnsafeBufferPointer(start: text, count: end), at: place)
      ?? UTF8Bytes.Decoded(scalar: 0xfffd, byteCount: 1)
    return Character(
      scalar: decoded.scalar, byteCount: decoded.byteCount, kind: WordCharacters.of(decoded.scalar, table))
  }

  /// The character that ends at `end`; nil where none does in the range.
  @inline(__always)
  func character(endingAt end: Int, from start: Int) -> Character? {
    guard end > start else { return nil }
    var place = end &- 1
    while place > start, end &- place < 4, text[place] & 0xc0 == 0x80 { place &-= 1 }
    let found = character(at: place, before: end)
    return place &+ found.byteCount == end ? found : character(at: end &- 1, before: end)
  }

  // MARK: Scripts

  /// Parts what stands between ASCII white space.
  @inline(never)
  mutating func split(_ start: Int, _ end: Int) {
    var runStart = start
    var isWord = true
    var place = start
    while place < end {
      let current = character(at: place, before: end)
      let next = place &+ current.byteCount
      if current.scalar < 0x80, !current.has(.space) {
        if !current.has(.letter) {
          isWord = false
          place = countSign(current.scalar, place, end)
        } else {
          place = next
        }
      } else if current.has([.space, .alone]) {
        splitRun(runStart, place, isWord: isWord)
        isWord = true
        place = current.has(.alone) ? emitAlone(current, place, end) : next
        runStart = place
      } else if Self.isWideSign(current) {
        splitRun(runStart, place, isWord: isWord)
        emitSpan(place, next)
        isWord = true
        runStart = next
        place = next
      } else {
        if current.scalar == 0x2026 { ellipsisCount &+= 1 }
        if !current.has(.letter), !UnicodeClasses.isMark(current.scalar) { isWord = false }
        place = next
      }
    }
    splitRun(runStart, end, isWord: isWord)
  }

  /// Punctuation of East Asian text, which has no spaces around it.
  @inline(__always)
  private static func isWideSign(_ character: Character) -> Bool {
    character.scalar >= 0x3001 && character.has([.punctuation, .sign])
      && (character.scalar <= 0x303f || (character.scalar >= 0xff01 && character.scalar <= 0xff65))
  }

  /// Counts a sign that rules ask for; returns where it ends.
  @inline(__always)
  private mutating func countSign(_ sign: UInt32, _ place: Int, _ end: Int) -> Int {
    if sign == 0x23 { hashSignCount &+= 1 }
    guard sign == 0x2e, place &+ 2 < end, text[place &+ 1] == UInt8(ascii: "."), text[place &+ 2] == UInt8(ascii: ".")
    else { return place &+ 1 }
    ellipsisCount &+= 1
    return place &+ 3
  }

  /// A text unit of a script without spaces, with the marks behind it; returns where it ends.
  private mutating func emitAlone(_ first: Character, _ start: Int, _ end: Int) -> Int {
    var place = start &+ first.byteCount
    var length = 1
    while place < end {
      let next = character(at: place, before: end)
      guard UnicodeClasses.isMark(next.scalar) else { break }
      place &+= next.byteCount
      length &+= 1
    }
    let isSyllable = UnicodeClasses.isSyllable(first.scalar)
    emit(hash(start, place), length: length, [.letter, isSyllable ? .syllable : .unspacedLetter])
    return place
  }

  // MARK: Words with spaces between them

  private mutating func splitRun(_ start: Int, _ end: Int, isWord: Bool) {
    guard start < end else { return }
    if emitException(start, end) { return }
    if isWord { return emitSpan(start, end) }
    let firstWord = filled
    startCount = 0
    keepsStarts = end &- start <= Self.startCapacity
    part(start, end)
    keepsStarts = false
    if startCount > 1, holdsException(end) { joinExceptions(from: firstWord, end: end) }
  }

  private mutating func part(_ start: Int, _ end: Int) {
    var low = start
    var high = end
    suffixes.removeAll(keepingCapacity: true)
    while low < high {
      let prefix = prefixLength(low, high)
      if prefix > 0, isException(low &+ prefix, high) {
        emitSpan(low, low &+ prefix)
        low &+= prefix
        break
      }
      let suffix = suffixLength(low &+ prefix, high)
      if suffix > 0, isException(low, high &- suffix) {
        suffixes.append(UInt8(truncatingIfNeeded: suffix))
        high &-= suffix
        break
      }
      if prefix == 0, suffix == 0 { break }
      if prefix > 0 { emitSpan(low, low &+ prefix) }
      low &+= prefix
      if suffix > 0 { pushSuffix(suffix) }
      high &-= suffix
      if isException(low, high) { break }
    }
    if low < high, !emitException(low, high) {
      if WebAddress.matches(text, low, high) { emitSpan(low, high) } else { splitInside(low, high) }
    }
    for length in suffixes.reversed() {
      emitSpan(high, high &+ Int(length))
      high &+= Int(length)
    }
  }

  /// The end of a part.
  @inline(__always)
  private func partEnd(_ index: Int, _ end: Int) -> Int { index &+ 1 < startCount ? Int(starts[index &+ 1]) : end }

  private func holdsException(_ end: Int) -> Bool {
    for first in 0..<startCount &- 1 {
      let start = Int(starts[first])
      for last in first &+ 1..<startCount {
        let stop = partEnd(last, end)
        if stop &- start > WordExceptions.maximumByteCount { break }
        if exceptionParts(start, stop) != 0 { return true }
      }
    }
    return false
  }

  /// Puts neighbouring parts together where they make an exception, the longest first: `v` and `.` of `v.Table`.
  private mutating func joinExceptions(from firstWord: Int, end: Int) {
    let bounds = (0..<startCount).map { Int(starts[$0]) } + [end]
    var joined: [Range<Int>] = []
    for first in 0..<bounds.count - 2 {
      for last in first + 2..<bounds.count {
        if bounds[last] - bounds[first] > WordExceptions.maximumByteCount { break }
        if exceptionParts(bounds[first], bounds[last]) != 0 { joined.append(bounds[first]..<bounds[last]) }
      }
    }
    joined.sort { ($0.count, $1.lowerBound) > ($1.count, $0.lowerBound) }
    var isTaken = Array(repeating: false, count: end - bounds[0])
    var chosen: [Range<Int>] = []
    for range in joined where !range.contains(where: { isTaken[$0 - bounds[0]] }) {
      for place in range { isTaken[place - bounds[0]] = true }
      chosen.append(range)
    }
    chosen.sort { $0.lowerBound < $1.lowerBound }
    takeBack(to: firstWord)
    var next = 0
    for (start, stop) in zip(bounds, bounds.dropFirst()) {
      while next < chosen.count, chosen[next].upperBound <= start { next += 1 }
      if next < chosen.count, chosen[next].contains(start) {
        if chosen[next].lowerBound == start { _ = emitException(start, chosen[next].upperBound) }
      } else {
        emitSpan(start, stop)
      }
    }
  }

  private mutating func pushSuffix(_ length: Int) { suffixes.append(UInt8(truncatingIfNeeded: length)) }

  private func isException(_ start: Int, _ end: Int) -> Bool { exceptionParts(start, end) != 0 }

  private mutating func emitException(_ start: Int, _ end: Int) -> Bool {
    let parts = exceptionParts(start, end)
    return parts != 0 && emitParts(start, end, parts)
  }

  /// Writes the parts of an exception; false where they do not fill the stretch.
  @inline(never)
  mutating func emitParts(_ start: Int, _ end: Int, _ parts: UInt32) -> Bool {
    let lengths = (parts & 255) &+ (parts >> 8 & 255) &+ (parts >> 16 & 255) &+ (parts >> 24)
    guard Int(lengths) == end &- start else { return false }
    var place = start
    var rest = parts
    while rest != 0 {
      emitSpan(place, place &+ Int(rest & 255))
      place &+= Int(rest & 255)
      rest >>= 8
    }
    return true
  }

  @inline(__always)
  private mutating func emitASCII(_ byte: UInt8) {
    let found = WordCharacter(rawValue: table[Int(byte)])
    var kind: WordKind = []
    if found.contains(.letter) { kind.insert(.letter) }
    if found.contains(.sign) { kind.insert(.sign) }
    if found.contains(.punctuation) { kind.insert(.punctuation) }
    if found.contains(.terminal) { kind.insert(.terminal) }
    emit(UnitHash.finish(UnitHash.absorb(UnitHash.k0, UInt64(byte)), byteCount: 1), length: 1, kind)
  }

  /// Writes one word of any characters.
  mutating func emitSpan(_ start: Int, _ end: Int) {
    var kind: WordKind = [.sign, .punctuation]
    if keepsStarts {
      starts[startCount] = UInt32(truncatingIfNeeded: start)
      startCount &+= 1
    }
    if end &- start == 1, text[start] < 0x80 { return emitASCII(text[start]) }
    var place = start
    var length = 0
    var isTerminal = false
    while place < end {
      let current = character(at: place, before: end)
      if current.has(.letter) { kind.insert(.letter) }
      if !current.has(.sign) { kind.remove(.sign) }
      if !current.has(.punctuation) { kind.remove(.punctuation) }
      if current.has(.terminal) { isTerminal = true }
      length &+= 1
      place &+= current.byteCount
    }
    if isTerminal, length == 1 { kind.insert(.terminal) }
    emit(hash(start, end), length: length, kind)
  }
}
