// What stands between white space and is no plain word: scripts without spaces, signs at the ends, parts inside.
//
// The rules for scripts with spaces are those that spaCy documents for its English tokenizer: exceptions first, then a
// sign off each end again and again, then addresses whole, then what parts a word inside.

import CKernels
import TextAnalysis

extension WordScanner {
  private struct Character {
    var scalar: UInt32
    var byteCount: Int
    var kind: WordCharacter

    @inline(__always)
    func has(_ property: WordCharacter) -> Bool { !kind.isDisjoint(with: property) }
  }

  /// The character that starts at `place`; what is no UTF-8 counts as U+FFFD, byte by byte.
  @inline(__always)
  private func character(at place: Int, before end: Int) -> Character {
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
  private func character(endingAt end: Int, from start: Int) -> Character? {
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
    countSigns(start, end)
    var runStart = start
    var isWord = true
    var place = start
    while place < end {
      let current = character(at: place, before: end)
      let next = place &+ current.byteCount
      if current.has([.space, .alone]) {
        splitRun(runStart, place, isWord: isWord)
        isWord = true
        runStart = next
        if current.has(.alone) { runStart = emitAlone(current, place, end) }
        place = runStart
        continue
      }
      if Self.isWideSign(current) {
        splitRun(runStart, place, isWord: isWord)
        emitSpan(place, next)
        isWord = true
        runStart = next
        place = next
        continue
      }
      if !current.has(.letter), !UnicodeClasses.isMark(current.scalar) { isWord = false }
      place = next
    }
    splitRun(runStart, end, isWord: isWord)
  }

  /// Punctuation of East Asian text, which has no spaces around it.
  @inline(__always)
  private static func isWideSign(_ character: Character) -> Bool {
    character.scalar >= 0x3001 && character.has([.punctuation, .sign])
      && (character.scalar <= 0x303f || (character.scalar >= 0xff01 && character.scalar <= 0xff65))
  }

  private mutating func countSigns(_ start: Int, _ end: Int) {
    var place = start
    while place < end {
      switch text[place] {
      case UInt8(ascii: "#"): hashSignCount &+= 1
      case UInt8(ascii: "."):
        if place &+ 2 < end, text[place &+ 1] == UInt8(ascii: "."), text[place &+ 2] == UInt8(ascii: ".") {
          ellipsisCount &+= 1
          place &+= 2
        }
      case 0xe2:
        if place &+ 2 < end, text[place &+ 1] == 0x80, text[place &+ 2] == 0xa6 { ellipsisCount &+= 1 }
      default: break
      }
      place &+= 1
    }
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

  /// Length of the sign that comes off the beginning, 0 for none.
  private func prefixLength(_ start: Int, _ end: Int) -> Int {
    let first = character(at: start, before: end)
    if first.scalar == 0x2e {
      let dots = dots(from: start, to: end)
      return dots >= 2 ? dots : 0
    }
    if first.scalar == 0x2b { return start &+ 1 < end && isDigit(text[start &+ 1]) ? 0 : 1 }
    return first.has(.prefix) ? first.byteCount : 0
  }

  private func dots(from start: Int, to end: Int) -> Int {
    // A run longer than a byte can say comes off in pieces.
    var place = start
    while place < end, place &- start < 255, text[place] == UInt8(ascii: ".") { place &+= 1 }
    return place &- start
  }

  private func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  /// Length of what comes off the end, 0 for nothing.
  private func suffixLength(_ start: Int, _ end: Int) -> Int {
    guard let last = character(endingAt: end, from: start) else { return 0 }
    switch last.scalar {
    case 0x2e: return stopLength(start, end)
    case 0x73, 0x53:
      if let mark = character(endingAt: end &- 1, from: start), mark.scalar == 0x27 || mark.scalar == 0x2019 {
        return mark.byteCount &+ 1
      }
    case 0x2b: return end &- start > 1 && isDigit(text[end &- 2]) ? 1 : 0
    case 0x2026:
      if let mark = character(endingAt: end &- 3, from: start), mark.scalar == 0x2026 { return 6 }
    default: break
    }
    if last.has(.suffix) { return last.byteCount }
    return unitLength(start, end, last)
  }

  private func stopLength(_ start: Int, _ end: Int) -> Int {
    var dots = 1
    while dots < 255, end &- dots > start, text[end &- dots &- 1] == UInt8(ascii: ".") { dots &+= 1 }
    if dots > 1 { return dots }
    guard let before = character(endingAt: end &- 1, from: start) else { return 0 }
    if before.has(.stopComesOff) { return 1 }
    guard before.has(.upper), let second = character(endingAt: end &- 1 &- before.byteCount, from: start) else {
      return 0
    }
    return second.has(.upper) ? 1 : 0
  }

  private static let units = Set(
    [
      "%", "km", "m", "dm", "cm", "mm", "ha", "nm", "yd", "in", "ft", "kg", "g", "mg", "t", "lb", "oz", "kmh", "mph",
      "hPa", "Pa", "mbar", "mb", "MB", "kb", "KB", "gb", "GB", "tb", "TB", "T", "G", "M", "K", "m/s", "km/h", "km²",
      "km³", "m²", "m³", "cm²", "cm³", "mm²", "mm³", "µm", "µg", "км", "м", "см", "мм", "кг", "г",
    ].map { Array($0.utf8) })

  /// Length of a unit or currency behind a digit.
  private func unitLength(_ start: Int, _ end: Int, _ last: Character) -> Int {
    if last.has(.currency) {
      return end &- last.byteCount > start && isDigit(text[end &- last.byteCount &- 1]) ? last.byteCount : 0
    }
    guard last.has(.letter) || last.scalar == 0x25 || last.scalar == 0xb2 || last.scalar == 0xb3 else { return 0 }
    var place = end
    while place > start, end &- place <= 5, !isDigit(text[place &- 1]) { place &-= 1 }
    guard place > start, isDigit(text[place &- 1]), end &- place <= 5 else { return 0 }
    return Self.units.contains(Array(UnsafeBufferPointer(start: text + place, count: end &- place))) ? end &- place : 0
  }

  // MARK: Inside a word

  private mutating func splitInside(_ start: Int, _ end: Int) {
    var tokenStart = start
    var place = start
    var previous: Character?
    while place < end {
      let current = character(at: place, before: end)
      let length = current.has([.letter, .digit]) ? 0 : infixLength(current, place, end, previous)
      if length > 0, place > start {
        if place > tokenStart { emitSpan(tokenStart, place) }
        emitSpan(place, place &+ length)
        place &+= length
        tokenStart = place
        previous = character(endingAt: place, from: start)
      } else {
        place &+= current.byteCount
        previous = current
      }
    }
    if tokenStart < end { emitSpan(tokenStart, end) }
  }

  /// Length of a sign that parts a word, 0 for none.
  private func infixLength(_ current: Character, _ place: Int, _ end: Int, _ previous: Character?) -> Int {
    if current.scalar == 0x2026 || current.has(.icon) { return current.byteCount }
    guard let previous else { return 0 }
    let nextPlace = place &+ current.byteCount
    let next = nextPlace < end ? character(at: nextPlace, before: end) : nil
    let isBeforeLetter = next?.has(.letter) ?? false
    switch current.scalar {
    case 0x2e:
      let run = dots(from: place, to: end)
      if run >= 2 { return run }
      let followed = next.map { $0.has([.upper, .quote]) } ?? false
      return previous.has([.lower, .quote]) && followed ? 1 : 0
    case 0x2c: return previous.has(.letter) && isBeforeLetter ? 1 : 0
    case 0x3a, 0x3c, 0x3e, 0x3d, 0x2f: return previous.has([.letter, .digit]) && isBeforeLetter ? 1 : 0
    case 0x2b, 0x2a, 0x5e: return isBetweenDigits(previous, next) ? 1 : 0
    case 0x2d, 0x2013, 0x2014, 0x7e:
      if current.scalar == 0x2d, isBetweenDigits(previous, next) { return 1 }
      guard previous.has([.letter, .digit]) else { return 0 }
      if isBeforeLetter { return current.byteCount }
      return dashesLength(current, place, end)
    default: return 0
    }
  }

  private func isBetweenDigits(_ previous: Character, _ next: Character?) -> Bool {
    guard let next, previous.scalar >= 0x30, previous.scalar <= 0x39 else { return false }
    return (next.scalar >= 0x30 && next.scalar <= 0x39) || next.scalar == 0x2d
  }

  /// Two dashes of one kind, or three hyphens, before a letter.
  private func dashesLength(_ first: Character, _ place: Int, _ end: Int) -> Int {
    guard first.scalar == 0x2d || first.scalar == 0x2014 else { return 0 }
    var next = place &+ first.byteCount
    var dashes = 1
    while next < end, dashes < (first.scalar == 0x2d ? 3 : 2) {
      let found = character(at: next, before: end)
      guard found.scalar == first.scalar else { break }
      next &+= found.byteCount
      dashes &+= 1
    }
    guard dashes > 1, next < end, character(at: next, before: end).has(.letter) else { return 0 }
    return next &- place
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
  private mutating func emitSpan(_ start: Int, _ end: Int) {
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
