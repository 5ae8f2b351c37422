// What one pass over the bytes of a segment tells of its text.

/// Counts over the text of one segment.
struct SegmentStatistics {
  var byteCount = 0
  /// Code points without white space.
  var characterCount = 0
  /// Runs of letters and digits; each Han, Kana and Hangul character counts as half a word.
  var wordCount = 0
  var stopWordCount = 0
  /// Words that pages use for their own furniture: copyright, share, subscribe…
  var furnitureWordCount = 0
  var commaCount = 0
  var sentenceEndCount = 0
  var digitCount = 0
  var capitalCount = 0
  var eastAsianCount = 0
  /// Bars, bullets, arrows and the like between words.
  var separatorCount = 0
  var lineCount = 1
  var titleWordCount = 0
  var descriptionWordCount = 0
  var currencyCount = 0
  var endsSentence = false
  var endsWithColon = false
  var startsWithSmallLetter = false
  var startsWithDigit = false
  var hasCopyrightSign = false
  /// A hash of the text, to find texts that a page repeats.
  var hash: UInt64 = 0
  var linkByteCount = 0

  /// Text with a sentence in it that is no list of links.
  var isProse: Bool {
    sentenceEndCount > 0 && linkByteCount * 2 < byteCount && (stopWordCount >= 2 || eastAsianCount >= 12)
      && characterCount >= 30
  }
}

extension SegmentStatistics {
  /// Counts `text`, of which `linkByteCount` bytes stand in links.
  init(
    _ text: UnsafeBufferPointer<UInt8>, linkByteCount: Int, titleWords: borrowing PageWords,
    descriptionWords: borrowing PageWords, lists: borrowing WordLists
  ) {
    byteCount = text.count
    self.linkByteCount = linkByteCount
    guard let base = text.baseAddress, text.count > 0 else { return }
    let count = text.count
    var index = 0
    var low: UInt64 = 0
    var high: UInt64 = 0
    var length = 0
    var words2 = 0
    var previousEastAsian: UInt64 = 0
    var mixed: UInt64 = 0x9e37_79b9_7f4a_7c15
    while index < count {
      let byte = base[index]
      if byte < 0x80 {
        let folded = byte | 0x20
        let isLetter = folded &- 0x61 < 26
        let isDigit = byte &- 0x30 < 10
        if isLetter || isDigit {
          if length < 8 {
            low |= UInt64(isLetter ? folded : byte) << UInt64(length * 8)
          } else if length < 16 {
            high |= UInt64(isLetter ? folded : byte) << UInt64((length - 8) * 8)
          }
          length += 1
          characterCount += 1
          if isDigit { digitCount += 1 } else if byte != folded { capitalCount += 1 }
        } else {
          if length > 0 { endWord(&low, &high, &length, &words2, &mixed, titleWords, descriptionWords, lists) }
          switch byte {
          case 0x20: break
          case 0x0a: lineCount += 1
          case UInt8(ascii: ","), UInt8(ascii: ";"):
            commaCount += 1
            characterCount += 1
          case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"):
            characterCount += 1
            if index + 1 >= count || base[index + 1] <= 0x20 || base[index + 1] == UInt8(ascii: "\"")
              || base[index + 1] == UInt8(ascii: ")")
            {
              sentenceEndCount += 1
            }
          case UInt8(ascii: "|"), UInt8(ascii: ">"), UInt8(ascii: "/"), UInt8(ascii: "<"):
            separatorCount += 1
            characterCount += 1
          case UInt8(ascii: "$"):
            currencyCount += 1
            characterCount += 1
          default: characterCount += 1
          }
        }
        previousEastAsian = 0
        index += 1
        continue
      }
      let width = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2
      guard index + width <= count else { break }
      characterCount += 1
      if width == 3 {
        let point = UInt32(byte & 0xf) << 12 | UInt32(base[index + 1] & 0x3f) << 6 | UInt32(base[index + 2] & 0x3f)
        if point >= 0x2e80 || point & 0xff00 == 0x2000 || point & 0xff00 == 0x2100 || point & 0xff00 == 0x2500 {
          if length > 0 { endWord(&low, &high, &length, &words2, &mixed, titleWords, descriptionWords, lists) }
          let packed = UInt64(byte) | UInt64(base[index + 1]) << 8 | UInt64(base[index + 2]) << 16
          if Self.isEastAsian(point) {
            eastAsianCount += 1
            words2 += 1
            mixed = (mixed ^ packed) &* 0x9e37_79b9_7f4a_7c15
            if previousEastAsian != 0 {
              let pair = previousEastAsian | packed << 24
              if lists.furniture.value(low: pair, high: 0) != nil { furnitureWordCount += 1 }
              if titleWords.contains(pair) { titleWordCount += 1 }
              if descriptionWords.contains(pair) { descriptionWordCount += 1 }
            }
            if Self.isFunctionCharacter(point) { stopWordCount += 1 }
            if point == 0x5143 || point == 0x5186 { currencyCount += 1 }
            previousEastAsian = packed
          } else {
            previousEastAsian = 0
            switch point {
            case 0x3002, 0xff01, 0xff1f, 0x2026: sentenceEndCount += 1
            case 0xff0c, 0x3001, 0xff1b: commaCount += 1
            case 0x2022, 0x203a, 0x2192, 0x25b6...0x25ff: separatorCount += 1
            case 0x20a0...0x20bf: currencyCount += 1
            default: break
            }
          }
          index += 3
          continue
        }
      } else if width == 2, byte == 0xc2 {
        if length > 0 { endWord(&low, &high, &length, &words2, &mixed, titleWords, descriptionWords, lists) }
        if base[index + 1] == 0xa9 { hasCopyrightSign = true }
        if base[index + 1] == 0xa3 || base[index + 1] == 0xa5 { currencyCount += 1 }
        if base[index + 1] == 0xbb || base[index + 1] == 0xb7 || base[index + 1] == 0xab { separatorCount += 1 }
        index += 2
        continue
      }
      for offset in 0..<width {
        if length < 8 {
          low |= UInt64(base[index + offset]) << UInt64(length * 8)
        } else if length < 16 {
          high |= UInt64(base[index + offset]) << UInt64((length - 8) * 8)
        }
        length += 1
      }
      previousEastAsian = 0
      index += width
    }
    if length > 0 { endWord(&low, &high, &length, &words2, &mixed, titleWords, descriptionWords, lists) }
    wordCount = (words2 + 1) / 2
    hash = mixed | 1
    classifyEnds(base, count)
  }

  private mutating func classifyEnds(_ base: UnsafePointer<UInt8>, _ count: Int) {
    var end = count
    while end > 1, base[end - 1] == UInt8(ascii: "\"") || base[end - 1] == UInt8(ascii: ")") || base[end - 1] <= 0x20 {
      end -= 1
    }
    if end >= 4, base[end - 3] == 0xe2, base[end - 2] == 0x80, base[end - 1] == 0x9d { end -= 3 }
    let last = base[end - 1]
    endsSentence = last == UInt8(ascii: ".") || last == UInt8(ascii: "!") || last == UInt8(ascii: "?")
    endsWithColon = last == UInt8(ascii: ":")
    if end >= 3 {
      let tail = UInt32(base[end - 3]) << 16 | UInt32(base[end - 2]) << 8 | UInt32(base[end - 1])
      if tail == 0xe38082 || tail == 0xefbc81 || tail == 0xefbc9f || tail == 0xe280a6 { endsSentence = true }
      if tail == 0xefbc9a { endsWithColon = true }
    }
    startsWithSmallLetter = base[0] &- 0x61 < 26
    startsWithDigit = base[0] &- 0x30 < 10
  }

  @inline(__always)
  private mutating func endWord(
    _ low: inout UInt64, _ high: inout UInt64, _ length: inout Int, _ words2: inout Int, _ mixed: inout UInt64,
    _ titleWords: borrowing PageWords, _ descriptionWords: borrowing PageWords, _ lists: borrowing WordLists
  ) {
    words2 += 2
    mixed = (mixed ^ low ^ (high &* 3) ^ UInt64(length)) &* 0x9e37_79b9_7f4a_7c15
    mixed ^= mixed >> 29
    if length <= 16 {
      if length <= 8, lists.stopWords.value(low: low, high: high) != nil { stopWordCount += 1 }
      if lists.furniture.value(low: low, high: high) != nil { furnitureWordCount += 1 }
      if length > 2 {
        if titleWords.contains(low &+ high &* 3) { titleWordCount += 1 }
        if descriptionWords.contains(low &+ high &* 3) { descriptionWordCount += 1 }
      }
    }
    low = 0
    high = 0
    length = 0
  }

  @inline(__always)
  static func isEastAsian(_ point: UInt32) -> Bool {
    point >= 0x3400 && point <= 0x9fff || point >= 0x3040 && point <= 0x30ff || point >= 0xac00 && point <= 0xd7a3
      || point >= 0xf900 && point <= 0xfaff
  }

  /// Characters that Chinese, Japanese and Korean sentences need and lists of names do not.
  @inline(__always)
  private static func isFunctionCharacter(_ point: UInt32) -> Bool {
    switch point {
    case 0x7684, 0x4e86, 0x662f, 0x5728, 0x4e0d, 0x6709, 0x548c, 0x5c31, 0x90fd, 0x4e5f, 0x8fd9, 0x6211, 0x4ed6, 0x4eec,
      0x306f, 0x3092, 0x306b, 0x304c, 0x3067, 0x3068, 0x3066, 0xc774, 0xb2e4, 0xc744, 0xb294, 0xc5d0:
      true
    default: false
    }
  }
}
