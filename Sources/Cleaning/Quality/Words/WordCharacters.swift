// What a character is to the word splitter and to the rules: letters, signs, ends of sentences, what comes off a word.

import TextAnalysis

/// Properties of a character as a set of bits.
struct WordCharacter: OptionSet {
  let rawValue: UInt16

  static let letter = WordCharacter(rawValue: 1)
  /// Letters but capital ones, and letters but small ones: letters without case are both.
  static let lower = WordCharacter(rawValue: 1 << 1)
  static let upper = WordCharacter(rawValue: 1 << 2)
  static let digit = WordCharacter(rawValue: 1 << 3)
  /// A sign that is no word by itself.
  static let sign = WordCharacter(rawValue: 1 << 4)
  /// Ends a sentence.
  static let terminal = WordCharacter(rawValue: 1 << 5)
  /// A punctuation character of Unicode.
  static let punctuation = WordCharacter(rawValue: 1 << 6)
  /// Comes off the beginning, the end of a word.
  static let prefix = WordCharacter(rawValue: 1 << 7)
  static let suffix = WordCharacter(rawValue: 1 << 8)
  /// A full stop behind it comes off a word.
  static let stopComesOff = WordCharacter(rawValue: 1 << 9)
  static let quote = WordCharacter(rawValue: 1 << 10)
  /// Symbols such as pictographs: each parts words.
  static let icon = WordCharacter(rawValue: 1 << 11)
  static let currency = WordCharacter(rawValue: 1 << 12)
  static let space = WordCharacter(rawValue: 1 << 13)
  /// A character that is a word by itself: Han, Kana, Hangul; or a letter of another script without spaces.
  static let alone = WordCharacter(rawValue: 1 << 14)
  /// What may stand behind a sentence's end: closing quotation marks, and brackets of East Asian text.
  static let closer = WordCharacter(rawValue: 1 << 15)
}

/// The table of `WordCharacter` for the characters up to U+FFFF, and the rule for those above.
enum WordCharacters {
  static let table: [UInt16] = (0..<0x1_0000).map { describe(UInt32($0)).rawValue }

  /// - Parameter table: `WordCharacters.table`, held by the caller.
  @inline(__always)
  static func of(_ scalar: UInt32, _ table: UnsafePointer<UInt16>) -> WordCharacter {
    scalar < 0x1_0000 ? WordCharacter(rawValue: table[Int(scalar)]) : describe(scalar)
  }

  /// The signs that rules of this kind do not count as words: ASCII punctuation, these, controls, ends of sentences.
  private static let signs = Set(
    "«»´–—’“”„…∶━►、。〈〉《》「」【】！％（），．１：；？～".unicodeScalars.map(\.value))
  private static let punctuationMarks = Set("…,:;!?¿؟¡()[]{}<>_#*&。？！，、；：～·।،۔؛٪".unicodeScalars.map(\.value))
  private static let quotes = Set("'\"”“`‘´’‚,„»«「」『』（）〔〕【】《》〈〉⟦⟧".unicodeScalars.map(\.value))
  private static let prefixes = Set("§%=—–".unicodeScalars.map(\.value))
  private static let stopMarks = Set("%²-+|".unicodeScalars.map(\.value))
  private static let dashes = Set("—–".unicodeScalars.map(\.value))
  private static let closers = Set("'\"’”»›」』）】〉》〕］＂＇“".unicodeScalars.map(\.value))

  /// Ends of sentences in all scripts (Sentence_Terminal of Unicode, and marks that serve as such).
  private static let terminals: [ClosedRange<UInt32>] = [
    0x21...0x21, 0x2e...0x2e, 0x3f...0x3f, 0x589...0x589, 0x61d...0x61f, 0x6d4...0x6d4, 0x700...0x702,
    0x7f9...0x7f9, 0x837...0x837, 0x839...0x839, 0x83d...0x83e, 0x964...0x965, 0x104a...0x104b, 0x1362...0x1362,
    0x1367...0x1368, 0x166e...0x166e, 0x1735...0x1736, 0x17d4...0x17d6, 0x17d9...0x17da, 0x1803...0x1803,
    0x1809...0x1809, 0x1944...0x1945, 0x1aa8...0x1aab, 0x1b5a...0x1b5b, 0x1b5e...0x1b5f, 0x1b7d...0x1b7e,
    0x1c3b...0x1c3c, 0x1c7e...0x1c7f, 0x203c...0x203d, 0x2047...0x2049, 0x2e2e...0x2e2e, 0x2e3c...0x2e3c,
    0x2e53...0x2e54, 0x3002...0x3002, 0xa4ff...0xa4ff, 0xa60e...0xa60f, 0xa6f3...0xa6f3, 0xa6f7...0xa6f7,
    0xa876...0xa877, 0xa8ce...0xa8cf, 0xa92f...0xa92f, 0xa9c8...0xa9c9, 0xaa5d...0xaa5f, 0xaaf0...0xaaf1,
    0xabeb...0xabeb, 0xfe52...0xfe52, 0xfe56...0xfe57, 0xff01...0xff01, 0xff0e...0xff0e, 0xff1f...0xff1f,
    0xff61...0xff61, 0x10a56...0x10a57, 0x10f55...0x10f59, 0x10f86...0x10f89, 0x11047...0x11048,
    0x110be...0x110c1, 0x11141...0x11143, 0x111c5...0x111c6, 0x111cd...0x111cd, 0x111de...0x111df,
    0x11238...0x11239, 0x1123b...0x1123c, 0x112a9...0x112a9, 0x1144b...0x1144c, 0x115c2...0x115c3,
    0x115c9...0x115d7, 0x11641...0x11642, 0x1173c...0x1173e, 0x11944...0x11944, 0x11946...0x11946,
    0x11a42...0x11a43, 0x11a9b...0x11a9c, 0x11c41...0x11c42, 0x11ef7...0x11ef8, 0x11f43...0x11f44,
    0x16a6e...0x16a6f, 0x16af5...0x16af5, 0x16b37...0x16b38, 0x16b44...0x16b44, 0x16e98...0x16e98,
    0x1bc9f...0x1bc9f, 0x1da88...0x1da88,
  ]

  static func isTerminal(_ scalar: UInt32) -> Bool {
    var low = 0
    var high = terminals.count
    while low < high {
      let middle = (low + high) / 2
      if terminals[middle].upperBound < scalar { low = middle + 1 } else { high = middle }
    }
    return low < terminals.count && terminals[low].contains(scalar)
  }

  private static func describe(_ scalar: UInt32) -> WordCharacter {
    var result: WordCharacter = []
    let category = UnicodeClasses.category(scalar)
    if UnicodeClasses.isLetter(scalar) {
      result.insert(.letter)
      if category != .uppercaseLetter { result.formUnion([.lower, .stopComesOff]) }
      if category != .lowercaseLetter { result.insert(.upper) }
    }
    if UnicodeClasses.isSyllable(scalar) || UnicodeClasses.isUnspacedLetter(scalar) { result.insert(.alone) }
    if category == .decimalNumber { result.formUnion([.digit, .stopComesOff]) }
    let isTerminal = isTerminal(scalar)
    let isASCIISign = scalar > 0x20 && scalar < 0x7f && !result.contains(.letter) && !result.contains(.digit)
    if isASCIISign || isTerminal || signs.contains(scalar) || category == .control { result.insert(.sign) }
    if isTerminal { result.insert(.terminal) }
    if UnicodeClasses.isPunctuation(scalar) { result.insert(.punctuation) }
    let isMark = punctuationMarks.contains(scalar)
    let isQuote = quotes.contains(scalar)
    if isQuote { result.insert(.quote) }
    if category == .otherSymbol { result.insert(.icon) }
    if category == .currencySymbol { result.insert(.currency) }
    let isIcon = result.contains(.icon)
    // English leaves the full stop to rules of its own; the marks of other scripts come off like a comma.
    let comesOff = isMark || isQuote || isIcon || (isTerminal && scalar >= 0x80)
    if comesOff || prefixes.contains(scalar) || result.contains(.currency) { result.insert(.prefix) }
    if comesOff || dashes.contains(scalar) { result.insert(.suffix) }
    if isMark || isQuote || stopMarks.contains(scalar) { result.insert(.stopComesOff) }
    if UnicodeClasses.isWhitespace(scalar) || (scalar >= 0x1c && scalar <= 0x1f) { result.insert(.space) }
    if closers.contains(scalar) { result.insert(.closer) }
    return result
  }
}
