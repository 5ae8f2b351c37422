// Byte statistics that tell encodings of one script apart.

/// Lead and trail bytes of a text, read as each of the East Asian encodings.
struct EastAsianStatistics {
  /// The encoding whose structure and common characters the text has; nil when it has none's.
  let encoding: TextEncoding?

  private struct Pairs {
    var count = 0
    var errors = 0
    /// Pairs of the rows that common text is written with.
    var common = 0
    var kana = 0
    var lowTrails = 0
    /// Pairs right behind a Latin letter: words of Latin text with accents, read as pairs.
    var behindLetters = 0
  }

  init(_ text: UnsafeBufferPointer<UInt8>) {
    let extended = Self.readExtended(text)
    let japanese = Self.readShiftJIS(text)
    encoding = Self.decide(extended, japanese)
  }

  /// Reads the text as lead bytes 0x81…0xFE with trail bytes from 0x40, as GBK, Big5, EUC-KR and EUC-JP have them.
  private static func readExtended(_ text: UnsafeBufferPointer<UInt8>) -> (pairs: Pairs, korean: Int, kana: Int) {
    var pairs = Pairs()
    var korean = 0
    var index = 0
    var isBehindLetter = false
    while index < text.count {
      let lead = text[index]
      index += 1
      if lead < 0x80 {
        let letter: UInt8 = (lead | 0x20) &- 0x61
        isBehindLetter = letter < 26
        continue
      }
      if isBehindLetter { pairs.behindLetters += 1 }
      isBehindLetter = false
      guard lead >= 0x81, lead <= 0xfe, index < text.count else {
        pairs.errors += 1
        continue
      }
      let trail = text[index]
      if trail >= 0x30, trail <= 0x39, index + 2 < text.count, text[index + 1] >= 0x81 {
        index += 3
        pairs.count += 1
        continue
      }
      guard trail >= 0x40, trail != 0x7f, trail != 0xff else {
        pairs.errors += 1
        continue
      }
      index += 1
      pairs.count += 1
      if trail < 0xa1 { pairs.lowTrails += 1 }
      if lead == 0xa4 || lead == 0xa5, trail >= 0xa1 { pairs.kana += 1 }
      if lead >= 0xb0, lead <= 0xc8, trail >= 0xa1 { korean += 1 }
      if lead >= 0xb0, lead <= 0xd7, trail >= 0xa1 { pairs.common += 1 }
    }
    return (pairs, korean, pairs.kana)
  }

  private static func readShiftJIS(_ text: UnsafeBufferPointer<UInt8>) -> Pairs {
    var pairs = Pairs()
    var index = 0
    while index < text.count {
      let lead = text[index]
      index += 1
      if lead < 0x80 { continue }
      // Half-width katakana stand alone.
      if lead >= 0xa1, lead <= 0xdf { continue }
      guard lead != 0x80, lead != 0xa0, lead <= 0xfc, index < text.count else {
        pairs.errors += 1
        continue
      }
      let trail = text[index]
      guard trail >= 0x40, trail != 0x7f, trail <= 0xfc else {
        pairs.errors += 1
        continue
      }
      index += 1
      pairs.count += 1
      if lead == 0x82, trail >= 0x9f { pairs.kana += 1 }
      if lead == 0x83 { pairs.kana += 1 }
    }
    return pairs
  }

  private static func decide(
    _ extended: (pairs: Pairs, korean: Int, kana: Int), _ japanese: Pairs
  ) -> TextEncoding? {
    // Kana are a third and more of Japanese text; as Shift_JIS they are pairs that no other encoding reads so often.
    if japanese.count >= 4, japanese.errors * 50 <= japanese.count, japanese.kana * 5 >= japanese.count {
      return .shiftJIS
    }
    let pairs = extended.pairs
    guard pairs.count >= 4, pairs.errors * 50 <= pairs.count, pairs.behindLetters * 2 <= pairs.count else { return nil }
    if pairs.lowTrails == 0, extended.kana * 5 >= pairs.count { return .eucJP }
    // The syllables of KS X 1001 stand in rows 0xB0…0xC8; Chinese text as often has rows above.
    if extended.korean * 100 >= pairs.count * 88, pairs.lowTrails * 20 <= pairs.count { return .eucKR }
    if pairs.lowTrails * 100 >= pairs.count * 12 { return .big5 }
    // Single-byte text of letters in pairs (Cyrillic, Greek) reads as rows above 0xD7 or mixes with errors.
    if pairs.common * 100 >= pairs.count * 45 { return .gb18030 }
    return nil
  }
}

/// The Cyrillic encodings, told apart by where their small letters stand.
struct CyrillicStatistics {
  /// The encoding when the text is Cyrillic; nil when it is not.
  let encoding: TextEncoding?

  /// Frequencies of а…я in Russian text, in thousandths.
  private static let frequencies: [Int] = [
    80, 16, 45, 17, 30, 85, 9, 16, 74, 12, 35, 44, 32, 67, 110, 28, 47, 55, 63, 26, 3, 10, 5, 14, 7, 4, 1, 19, 17, 3, 6,
    20,
  ]
  /// КОИ-8 orders the small letters by the Latin letters they sound like; each byte from 0xC0 as offset from а.
  private static let koi8Order: [Int] = [
    30, 0, 1, 22, 4, 5, 20, 3, 21, 8, 9, 10, 11, 12, 13, 14, 15, 31, 16, 17, 18, 19, 6, 2, 28, 27, 7, 24, 29, 25, 23,
    26,
  ]

  init(_ text: UnsafeBufferPointer<UInt8>) {
    var counts = [Int](repeating: 0, count: 256)
    var high = 0
    var pairs = 0
    var letters = 0
    var previous: UInt8 = 0
    for byte in text {
      counts[Int(byte)] += 1
      if byte >= 0x80 {
        high += 1
        if previous >= 0x80 { pairs += 1 }
      } else if (byte | 0x20) &- 0x61 < 26 {
        letters += 1
      }
      previous = byte
    }
    // Words of an alphabet outside ASCII are runs of bytes outside ASCII; accented Latin letters mostly stand alone.
    guard high >= 8, pairs * 2 >= high, high * 4 >= letters else {
      encoding = nil
      return
    }
    var windows = 0
    var iso = 0
    var koi8 = 0
    var ibm = 0
    for offset in 0..<32 {
      let weight = Self.frequencies[offset]
      windows += counts[0xe0 + offset] * weight
      iso += counts[0xd0 + offset] * weight
      koi8 += counts[0xc0 + offset] * Self.frequencies[Self.koi8Order[offset]]
      ibm += counts[offset < 16 ? 0xa0 + offset : 0xd0 + offset] * weight
    }
    let best = max(windows, iso, koi8, ibm)
    // Small letters of Russian in their own encoding have a mean weight of about 55; Greek or Hebrew stay below 38.
    guard best >= high * 38 else {
      encoding = nil
      return
    }
    encoding = best == windows ? .windows1251 : best == koi8 ? .koi8r : best == iso ? .iso88595 : .ibm866
  }
}
