// Character references (`&amp;`, `&#x4e2d;`) to characters, as the HTML standard resolves them.

/// Resolves character references. One value serves all threads.
struct CharacterReferences: Sendable {
  /// The bytes that a reference stands for and the bytes of the page that it takes.
  struct Match {
    /// UTF-8 of one or two characters, in the low bytes.
    var value: UInt64
    var valueCount: Int
    var length: Int
  }

  private struct Entry {
    var nameStart: Int32
    var nameCount: UInt8
    var valueCount: UInt8
    /// Whether the reference also works without a semicolon.
    var isLegacy: Bool
    var value: UInt64
  }

  static let shared = CharacterReferences()

  private var names: [UInt8] = []
  private var entries: [Entry] = []
  private var slots: [Int16]
  private static let slotCount = 8192
  private static let longestName = 32
  private static let longestLegacyName = 6

  private init() {
    slots = Array(repeating: -1, count: Self.slotCount)
    NamedReferenceTable.entries.withUTF8Buffer { text in
      for entry in text.split(whereSeparator: { $0 <= 0x20 }) { add(Array(entry)) }
    }
  }

  private mutating func add(_ text: [UInt8]) {
    guard let mark = text.firstIndex(where: { $0 == UInt8(ascii: ";") || $0 == UInt8(ascii: "?") }) else { return }
    var value: UInt64 = 0
    var valueCount = 0
    for digits in text[(mark + 1)...].split(separator: UInt8(ascii: ",")) {
      guard let number = UInt32(String(decoding: digits, as: UTF8.self), radix: 16) else { return }
      Self.encode(number, &value, &valueCount)
    }
    entries.append(
      Entry(
        nameStart: Int32(names.count), nameCount: UInt8(mark), valueCount: UInt8(valueCount),
        isLegacy: text[mark] == UInt8(ascii: "?"), value: value))
    names += text[..<mark]
    var slot = text[..<mark].withUnsafeBufferPointer { Self.slot($0) }
    while slots[slot] >= 0 { slot = (slot + 1) & (Self.slotCount - 1) }
    slots[slot] = Int16(entries.count - 1)
  }

  @inline(__always)
  private static func slot(_ name: UnsafeBufferPointer<UInt8>) -> Int {
    var hash: UInt32 = 2_166_136_261
    for byte in name { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
    return Int(hash >> 7) & (slotCount - 1)
  }

  private func entry(_ name: UnsafeBufferPointer<UInt8>) -> Entry? {
    var slot = Self.slot(name)
    while slots[slot] >= 0 {
      let entry = entries[Int(slots[slot])]
      if Int(entry.nameCount) == name.count,
        names[Int(entry.nameStart)..<Int(entry.nameStart) + name.count].elementsEqual(name)
      {
        return entry
      }
      slot = (slot + 1) & (Self.slotCount - 1)
    }
    return nil
  }

  /// The reference that begins with the `&` at `start`; nil when the `&` stands for itself.
  ///
  /// - Parameter inAttribute: references without a semicolon count there only where no name could go on.
  func match(_ text: UnsafeBufferPointer<UInt8>, at start: Int, inAttribute: Bool) -> Match? {
    guard start + 1 < text.count else { return nil }
    if text[start + 1] == UInt8(ascii: "#") { return numeric(text, at: start) }
    var end = start + 1
    let limit = min(text.count, start + 1 + Self.longestName)
    while end < limit, Self.isAlphanumeric(text[end]) { end += 1 }
    guard end > start + 1 else { return nil }
    if end < text.count, text[end] == UInt8(ascii: ";"),
      let entry = entry(UnsafeBufferPointer(rebasing: text[(start + 1)..<end]))
    {
      return Match(value: entry.value, valueCount: Int(entry.valueCount), length: end + 1 - start)
    }
    var last = min(end, start + 1 + Self.longestLegacyName)
    while last > start + 2 {
      if let entry = entry(UnsafeBufferPointer(rebasing: text[(start + 1)..<last])), entry.isLegacy {
        if inAttribute, last < text.count, Self.isAlphanumeric(text[last]) || text[last] == UInt8(ascii: "=") {
          return nil
        }
        return Match(value: entry.value, valueCount: Int(entry.valueCount), length: last - start)
      }
      last -= 1
    }
    return nil
  }

  private func numeric(_ text: UnsafeBufferPointer<UInt8>, at start: Int) -> Match? {
    var at = start + 2
    var number: UInt32 = 0
    var radix: UInt32 = 10
    if at < text.count, text[at] | 0x20 == UInt8(ascii: "x") {
      radix = 16
      at += 1
    }
    let firstDigit = at
    while at < text.count {
      let byte = text[at]
      let letter: UInt8 = (byte | 0x20) &- 0x61
      let digit: UInt8
      if Self.isDigit(byte) {
        digit = byte &- 0x30
      } else if radix == 16, letter < 6 {
        digit = letter &+ 10
      } else {
        break
      }
      number = number > 0x10ffff ? number : (number &* radix) &+ UInt32(digit)
      at += 1
    }
    guard at > firstDigit else { return nil }
    if at < text.count, text[at] == UInt8(ascii: ";") { at += 1 }
    var value: UInt64 = 0
    var valueCount = 0
    Self.encode(Self.character(number), &value, &valueCount)
    return Match(value: value, valueCount: valueCount, length: at - start)
  }

  /// Windows-1252 for 0x80…0x9F, as the standard's table has it; 0 where there is no character.
  private static let windows1252: [UInt32] = [
    0x20ac, 0, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017d, 0, 0,
    0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0, 0x017e, 0x0178,
  ]

  private static func character(_ number: UInt32) -> UInt32 {
    if number == 0 || number > 0x10ffff || number & 0xffff_f800 == 0xd800 { return 0xfffd }
    if number >= 0x80, number < 0xa0, windows1252[Int(number) - 0x80] != 0 { return windows1252[Int(number) - 0x80] }
    return number
  }

  private static func encode(_ number: UInt32, _ value: inout UInt64, _ count: inout Int) {
    let scalar = Unicode.Scalar(number) ?? "\u{fffd}"
    for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
      value |= UInt64(byte) << UInt64(count * 8)
      count += 1
    }
  }

  @inline(__always)
  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  @inline(__always)
  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    let letter: UInt8 = (byte | 0x20) &- 0x61
    return letter < 26 || isDigit(byte)
  }

  /// The bytes of an attribute's value with its references resolved.
  func resolved(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var output: [UInt8] = []
    var index = 0
    while index < text.count {
      if text[index] == UInt8(ascii: "&"), let match = match(text, at: index, inAttribute: true) {
        for offset in 0..<match.valueCount {
          output.append(UInt8(truncatingIfNeeded: match.value >> UInt64(offset * 8)))
        }
        index += match.length
      } else {
        output.append(text[index])
        index += 1
      }
    }
    return output
  }
}
