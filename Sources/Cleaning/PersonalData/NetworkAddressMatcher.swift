// Addresses of IPv4 (RFC 1123) and IPv6 (RFC 4291), public ones by default (IANA's registries of special-purpose
// addresses). Version numbers and numbers of sections look like those of IPv4; what stands in front tells.

struct NetworkAddressMatcher {
  let text: FoldedText
  /// Whether addresses of private networks are taken, too.
  let includesPrivate: Bool

  // MARK: IPv4

  /// The address whose first number begins at `position`; nil when there is none.
  func matchV4(at position: Int) -> Range<Int>? {
    guard let parsed = parseV4(at: position), isBounded(position, parsed.end) else { return nil }
    let value = parsed.value
    guard Self.isPublicV4(value) || (includesPrivate && Self.isPrivateV4(value)) else { return nil }
    if ContextWords.precede(position, in: text, ContextWords.numbering) { return nil }
    // Small numbers are those of versions, sections and object identifiers, unless something says what they are; one
    // address of 256 is made of them.
    let isSmall = value & 0xc0c0_c0c0 == 0 || value >> 16 == 0x0205
    if isSmall, !isResolver(value, position, parsed.end), !namesHost(position, parsed.end) { return nil }
    return position..<parsed.end
  }

  /// The well-known resolvers, where no heading begins with them.
  private func isResolver(_ value: UInt32, _ start: Int, _ end: Int) -> Bool {
    guard [0x0808_0808, 0x0808_0404, 0x0101_0101, 0x0909_0909].contains(value) else { return false }
    let beginsLine = text.character(before: start).map { $0.is("\n") } ?? true
    return !beginsLine || text.character(at: end).map { $0.scalar < 0x20 } ?? true
  }

  private func parseV4(at position: Int) -> (value: UInt32, end: Int)? {
    var place = position
    var value: UInt32 = 0
    for part in 0..<4 {
      if part > 0 {
        guard let dot = text.character(at: place), dot.is(".") else { return nil }
        place += dot.byteCount
      }
      var number: UInt32 = 0
      var count = 0
      while let digit = text.character(at: place), digit.isDigit {
        if count == 3 || (count > 0 && number == 0) { return nil }
        number = number * 10 + digit.scalar - 0x30
        count += 1
        place += digit.byteCount
      }
      guard count > 0, number < 256 else { return nil }
      value = value << 8 | number
    }
    return (value, place)
  }

  /// Nothing that would make the numbers part of a longer one.
  private func isBounded(_ start: Int, _ end: Int) -> Bool {
    if let before = text.character(before: start) {
      if FoldedText.joinsWords(before.scalar) || [0x2e, 0x2d, 0x25, 0x24].contains(before.scalar) { return false }
      // "Chrome/1.2.3.4", but not "http://1.2.3.4".
      if before.is("/"), let second = text.character(before: start - before.byteCount),
        FoldedText.joinsWords(second.scalar)
      {
        return false
      }
    }
    guard let after = text.character(at: end) else { return true }
    if FoldedText.joinsWords(after.scalar) || after.is("%") { return false }
    guard after.is(".") || after.is("-"), let second = text.character(at: end + after.byteCount) else { return true }
    return !FoldedText.joinsWords(second.scalar) || (after.is(".") && !second.isDigit)
  }

  private func namesHost(_ start: Int, _ end: Int) -> Bool {
    if let after = text.character(at: end), after.is("/") || after.is(":"),
      let next = text.character(at: end + after.byteCount), next.isDigit
    {
      return true
    }
    if let before = text.character(before: start), before.is("/") || before.is("@") { return true }
    return ContextWords.precede(start, in: text, ContextWords.host)
  }

  /// Globally reachable by IANA's registry; multicast and what is reserved are no one's.
  static func isPublicV4(_ value: UInt32) -> Bool {
    switch value >> 24 {
    case 0, 10, 127, 224...255: false
    case 100: value >> 22 != 0x6440_0000 >> 22
    case 169: value >> 16 != 0xa9fe
    case 172: value >> 20 != 0xac1
    case 192: value >> 16 != 0xc0a8 && value >> 8 != 0xc00000 && value >> 8 != 0xc00002
    case 198: value >> 17 != 0xc612 >> 1 && value >> 8 != 0xc63364
    case 203: value >> 8 != 0xcb0071
    default: true
    }
  }

  /// Private use (RFC 1918), shared (RFC 6598), link-local (RFC 3927).
  static func isPrivateV4(_ value: UInt32) -> Bool {
    value >> 24 == 10 || value >> 22 == 0x6440_0000 >> 22 || value >> 16 == 0xa9fe || value >> 20 == 0xac1
      || value >> 16 == 0xc0a8
  }

  // MARK: IPv6

  /// The address whose first colon is at `colon`; nil when there is none.
  func matchV6(colonAt colon: Int) -> Range<Int>? {
    var start = colon
    while start > text.start, colon - start < 5, Self.hexValue(text.bytes[start - 1]) != nil { start -= 1 }
    // Public and private ones alike begin with four digits.
    guard colon - start == 4 else { return nil }
    if let before = text.character(before: start),
      FoldedText.joinsWords(before.scalar) || text.bytes[start - 1] == UInt8(ascii: ":") || before.is(".")
    {
      return nil
    }
    guard let parsed = parseV6(at: start) else { return nil }
    if let after = text.character(at: parsed.end), FoldedText.joinsWords(after.scalar) || after.is(":") { return nil }
    let first = parsed.first
    let isPublic = first >> 13 == 1 && !(first == 0x2001 && parsed.second == 0xdb8)
    let isPrivate = first >> 9 == 0xfc >> 1 || first >> 6 == 0xfe80 >> 6
    guard isPublic || (includesPrivate && isPrivate) else { return nil }
    // Years and times between colons.
    if parsed.isDecimal, parsed.groupCount < 3, !ContextWords.precede(start, in: text, ContextWords.host) { return nil }
    return start..<parsed.end
  }

  private struct V6 {
    var end: Int
    var first = 0
    var second = 0
    var groupCount = 0
    /// No letter among the digits.
    var isDecimal = true
  }

  private func parseV6(at position: Int) -> V6? {
    let bytes = text.bytes
    var parsed = V6(end: position)
    var place = position
    var hasGap = false
    while true {
      var value = 0
      var count = 0
      let groupStart = place
      while place < bytes.count, count < 5, let digit = Self.hexValue(bytes[place]) {
        value = value << 4 | digit
        if digit > 9 { parsed.isDecimal = false }
        count += 1
        place += 1
      }
      if count > 4 { return nil }
      if count > 0, place < bytes.count, bytes[place] == UInt8(ascii: "."), hasGap || parsed.groupCount == 6,
        let last = parseV4(at: groupStart)
      {
        parsed.groupCount += 2
        parsed.end = last.end
        break
      }
      if count > 0 {
        if parsed.groupCount == 0 { parsed.first = value }
        if parsed.groupCount == 1, !hasGap { parsed.second = value }
        parsed.groupCount += 1
        parsed.end = place
      }
      guard parsed.groupCount < 8, place < bytes.count, bytes[place] == UInt8(ascii: ":") else { break }
      let isGap = place + 1 < bytes.count && bytes[place + 1] == UInt8(ascii: ":")
      if isGap {
        if hasGap { return nil }
        hasGap = true
        parsed.end = place + 2
        place += 2
        continue
      }
      // A colon that nothing follows is punctuation.
      guard count > 0, place + 1 < bytes.count, Self.hexValue(bytes[place + 1]) != nil else { break }
      place += 1
    }
    return hasGap ? (parsed.groupCount < 8 ? parsed : nil) : (parsed.groupCount == 8 ? parsed : nil)
  }

  static func hexValue(_ byte: UInt8) -> Int? {
    switch byte {
    case 0x30...0x39: Int(byte) - 0x30
    case 0x41...0x46: Int(byte) - 0x37
    case 0x61...0x66: Int(byte) - 0x57
    default: nil
    }
  }
}
