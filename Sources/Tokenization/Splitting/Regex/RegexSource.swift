// Bytes as the characters that patterns see.

/// How a program sees bytes as characters.
protocol RegexSource {
  /// The class and the length in bytes of the character at `at`, which is below `end`.
  static func character(_ matcher: RegexMatcher, at place: Int) -> (class: Int, byteCount: Int)
  /// Start of the character that ends at `place`, which is above `start`.
  static func previous(_ matcher: RegexMatcher, before place: Int, from start: Int) -> Int
}

/// Bytes as UTF-8; what is none counts as a character a byte.
enum UTF8Source: RegexSource {
  @inline(__always)
  static func character(_ matcher: RegexMatcher, at place: Int) -> (class: Int, byteCount: Int) {
    let found = matcher.text.character(at: place)
    return (Int(found.classes.rawValue), found.byteCount)
  }

  @inline(__always)
  static func previous(_ matcher: RegexMatcher, before place: Int, from start: Int) -> Int {
    let base = matcher.text.base
    if base[place &- 1] < 0x80 { return place &- 1 }
    var lead = place &- 1
    while lead > start, place &- lead < 4, base[lead] & 0xc0 == 0x80 { lead &-= 1 }
    return lead &+ matcher.text.character(at: lead).byteCount == place ? lead : place &- 1
  }
}

/// Bytes as the printable characters that stand for them.
enum ByteLevelSource: RegexSource {
  @inline(__always)
  static func character(_ matcher: RegexMatcher, at place: Int) -> (class: Int, byteCount: Int) {
    (Int(matcher.mapped[Int(matcher.text.base[place])]), 1)
  }

  @inline(__always)
  static func previous(_ matcher: RegexMatcher, before place: Int, from start: Int) -> Int { place &- 1 }
}
