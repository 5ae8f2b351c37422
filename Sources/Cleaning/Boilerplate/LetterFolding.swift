// One case, one script of Chinese, one е of Russian: how letters look to the patterns, and in the patterns.

enum LetterFolding {
  /// The letter in lower case (Latin, Greek, Cyrillic), simplified (Chinese), ё as е; anything else as it is.
  static func folded(_ scalar: UInt32) -> UInt32 {
    switch scalar {
    case 0..<0xc0: scalar >= 0x41 && scalar <= 0x5a ? scalar | 0x20 : scalar
    case 0xc0...0xd6, 0xd8...0xde, 0x391...0x3a1, 0x3a3...0x3ab, 0x410...0x42f: scalar + 0x20
    case 0x100...0x137, 0x14a...0x177: scalar | 1
    case 0x139...0x148, 0x179...0x17e: scalar & 1 == 1 ? scalar + 1 : scalar
    case 0x178: 0xff
    case 0x386: 0x3ac
    case 0x388...0x38a: scalar + 0x25
    case 0x38c: 0x3cc
    case 0x38e, 0x38f: scalar + 0x3f
    case 0x401, 0x451: 0x435
    case 0x400...0x40f: scalar + 0x50
    default: ChineseFolding.simplified(scalar)
    }
  }

  static func folded(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { result.append(Unicode.Scalar(folded(scalar.value)) ?? scalar) }
    return String(result)
  }

  /// The spellings in which a phrase of lower-case letters is looked for: the automaton knows the case of ASCII letters
  /// only, and one apostrophe from the other not at all.
  static func spellings(of phrase: String, isChinese: Bool) -> [String] {
    var result = [phrase]
    func add(_ spelling: String) { if !result.contains(spelling) { result.append(spelling) } }
    if isChinese { add(ChineseFolding.traditional(phrase)) }
    if let first = phrase.unicodeScalars.first, !first.isASCII {
      add(phrase.prefix(1).uppercased() + phrase.dropFirst())
    }
    for spelling in result where spelling.contains("'") { add(String(spelling.map { $0 == "'" ? "’" : $0 })) }
    return result
  }

  /// True where a letter of an alphabet beyond ASCII (Latin, Greek, Cyrillic, Armenian) begins with `lead`.
  static func isAlphabetLead(_ lead: UInt8) -> Bool { lead >= 0xc3 && lead <= 0xd5 }
}
