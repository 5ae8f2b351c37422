// What tells text that was decoded wrongly from text.
//
// A letter of Western Europe and a sign behind it are, by their bytes, often a character of UTF-8: `É™`, `ß“`. What no
// language writes are the signs of the upper half of Windows-1252 within and behind words (`Ã©`, `â€™`, `Å‚`), and several
// such pairs in a row (`Ð¿Ñ€Ð¸`).

import TextAnalysis

struct MojibakeEvidence {
  enum Verdict {
    /// No text has this.
    case certain
    /// Text could have this.
    case doubtful
    /// Text, as far as one can see.
    case text
  }

  private let page: SingleBytePage
  private let before: UInt32?
  private var after: UInt32?
  private var first: [UInt8] = []
  private var sequences = 0
  private var oddCount = 0
  private var hasLongOdd = false
  private var onlyCapitalA = true
  private var controls = 0
  private var hasPunctuation = false
  private var hasControl = false

  init(page: SingleBytePage, before: UInt32?) {
    self.page = page
    self.before = before
  }

  /// Takes the bytes of one character of the chain, and what stands behind it.
  ///
  /// - Parameter hasControl: whether one of the bytes stands in the text as a control.
  mutating func add(_ bytes: [UInt8], scalar: UInt32, hasControl: Bool, followedBy after: UInt32?) {
    // Punctuation of Windows-1252 that was read as Latin-1 is controls, too.
    if hasControl, bytes.count > 2 || page.isOdd(bytes[1]) { self.hasControl = true }
    if sequences == 0 { first = bytes }
    self.after = after
    sequences += 1
    if bytes.dropFirst().contains(where: { page.isOdd($0) }) {
      oddCount += 1
      if bytes.count > 2 { hasLongOdd = true }
    }
    if bytes[0] > 0xc3 { onlyCapitalA = false }
    // C2 80 … C2 9F are controls: part of what was read wrongly twice.
    if scalar < 0xa0 { controls += 1 }
    if (0x2010...0x2027).contains(scalar) || scalar == 0x20ac || scalar == 0x2122 { hasPunctuation = true }
  }

  var verdict: Verdict {
    if controls == sequences || isMention { return .text }
    switch page.kind {
    // A word may begin with two letters that are a pair; three pairs are no word.
    case .cyrillic: return sequences >= 3 && oddCount >= 2 || hasPunctuation ? .certain : .doubtful
    case .rare:
      if sequences >= 3 || hasPunctuation || (sequences == 2 && first.count > 2) { return .certain }
      if first.count > 2, ![before, after].contains(where: isLetter) { return .certain }
      guard first.count == 2 else { return .doubtful }
      return page.isMacRoman ? macVerdict : centralEuropeanVerdict
    case .western: return westernVerdict
    }
  }

  private var westernVerdict: Verdict {
    // Beside another letter or sign of the upper half the whole was not UTF-8.
    if sequences == 1, first.count > 2, !hasPunctuation, [before, after].contains(where: isOfUpperHalf) {
      return .doubtful
    }
    if hasLongOdd || hasControl || sequences >= 3 || (sequences == 2 && (oddCount > 0 || onlyCapitalA)) {
      return .certain
    }
    if first.count > 2 || sequences == 2 { return .doubtful }
    return pairVerdict
  }

  /// A single pair.
  private var pairVerdict: Verdict {
    let isBehindCapital = before.map { UnicodeClasses.isUppercase($0) || Self.opensQuote($0) } ?? false
    switch first[0] {
    // Â and Ã: no word ends with them but those in capitals, behind which quotes and dashes may stand.
    case 0xc2, 0xc3: return isBehindCapital && Self.punctuation.contains(first[1]) ? .doubtful : .certain
    // Ä and Å stand at the end of words, too.
    case 0xc4, 0xc5: return page.isOdd(first[1]) && !isBehindCapital ? .certain : .doubtful
    // Greek and Cyrillic words of one letter: Ð² for в, Î· for η.
    case 0xce, 0xcf, 0xd0, 0xd1:
      let isAlone = ![before, after].contains(where: isLetter)
      let isOther =
        Self.punctuation.contains(first[1]) || first[1] == 0xa0 || (first[0] == 0xd1 && first[1] & 0xf0 == 0xb0)
      return isAlone && !isOther ? .certain : .doubtful
    default: return .doubtful
    }
  }

  /// A capital Ă, Ä, Ĺ or Â behind a small letter, with something else than punctuation behind it.
  private var centralEuropeanVerdict: Verdict {
    let isInWord = before.map { UnicodeClasses.isLowercase($0) } ?? false
    return isInWord && (0xc2...0xc5).contains(first[0]) && !Self.punctuation.contains(first[1]) ? .certain : .doubtful
  }

  /// A pair behind √, ≈, ƒ or ¬: accents behind small letters, spaces and signs; between two small letters all but what
  /// mathematicians write there.
  private var macVerdict: Verdict {
    let isInWord = before.map { UnicodeClasses.isLowercase($0) } ?? false
    let isInside = isInWord && (after.map { UnicodeClasses.isLowercase($0) } ?? false)
    if isInside, (0xc3...0xc5).contains(first[0]), !Self.macMathematics.contains(first[1]) { return .certain }
    if first[0] == 0xc3 { return isInWord && (0xa0...0xac).contains(first[1]) ? .certain : .doubtful }
    return first[0] == 0xc2 && Self.macSigns.contains(first[1]) ? .certain : .doubtful
  }

  /// µ ∑ ∏ π ∫ Ω as Mac Roman has them.
  private static let macMathematics: Set<UInt8> = [0xb5, 0xb7, 0xb8, 0xb9, 0xba, 0xbd]

  /// Space, © « ® ° ± ¶ · » as they follow ¬.
  private static let macSigns: Set<UInt8> = [0xa0, 0xa9, 0xab, 0xae, 0xb0, 0xb1, 0xb6, 0xb7, 0xbb]

  private func isLetter(_ scalar: UInt32?) -> Bool { scalar.map { UnicodeClasses.isLetter($0) } ?? false }

  /// A single pair in quotation marks is one that is spoken of.
  private var isMention: Bool {
    guard sequences == 1, first.count == 2, let before, let after else { return false }
    return (Self.opensQuote(before) || before == 0x22 || before == 0x27) && (Self.closesQuote(after) || after == before)
  }

  private func isOfUpperHalf(_ scalar: UInt32?) -> Bool {
    guard let scalar, let byte = page.byte(of: scalar) else { return false }
    return page.isOdd(byte) || byte >= 0xc0
  }

  /// … ‘ ’ “ ” – — ™ ‹ › « »
  private static let punctuation: Set<UInt8> = [
    0x85, 0x8b, 0x91, 0x92, 0x93, 0x94, 0x96, 0x97, 0x99, 0x9b, 0xab, 0xbb,
  ]

  private static func opensQuote(_ scalar: UInt32) -> Bool {
    UnicodeClasses.category(scalar) == .initialPunctuation || scalar == 0x201e || scalar == 0x300c
  }

  private static func closesQuote(_ scalar: UInt32) -> Bool {
    UnicodeClasses.category(scalar) == .finalPunctuation || scalar == 0x201c || scalar == 0x300d
  }
}
