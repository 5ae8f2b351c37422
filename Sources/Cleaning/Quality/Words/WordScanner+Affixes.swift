// Which signs come off a word's ends, and which part it inside.
//
// The lists and conditions are those that spaCy documents for its English tokenizer.

import TextAnalysis

extension WordScanner {
  // MARK: At the ends

  /// Length of the sign that comes off the beginning, 0 for none.
  func prefixLength(_ start: Int, _ end: Int) -> Int {
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
  func suffixLength(_ start: Int, _ end: Int) -> Int {
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

  mutating func splitInside(_ start: Int, _ end: Int) {
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
}
