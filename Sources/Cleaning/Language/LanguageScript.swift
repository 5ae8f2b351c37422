// Which letters tell of which languages.

import TextAnalysis

/// The scripts that several of the identifier's languages share, by their numbers in the model's table.
enum LanguageScript: UInt8, Sendable, CaseIterable {
  case latin, cyrillic, arabic, devanagari, han
}

/// What a letter says of a text's language.
enum LetterKind: Equatable, Sendable {
  /// One of the languages of a script.
  case shared(LanguageScript)
  /// The language alone that the identifier knows in a script.
  case certain(String)

  /// Scripts that only one of the identifier's languages is written in.
  static let certain: [(script: UnicodeScript, tag: String)] = [
    (.greek, "el"), (.hebrew, "he"), (.armenian, "hy"), (.georgian, "ka"), (.ethiopic, "am"), (.thai, "th"),
    (.lao, "lo"), (.khmer, "km"), (.myanmar, "my"), (.tibetan, "bo"), (.bengali, "bn"), (.gurmukhi, "pa"),
    (.gujarati, "gu"), (.oriya, "or"), (.tamil, "ta"), (.telugu, "te"), (.kannada, "kn"), (.malayalam, "ml"),
    (.sinhala, "si"), (.hangul, "ko"),
  ]
}

/// Letters by scalar: their kind and their lower case.
///
/// Scalars above U+FFFF and letters outside of the ranges that the model was trained on say nothing.
struct LetterTable: Sendable {
  /// Kinds by number; number 0 is no letter and stands for nothing.
  let kinds: [LetterKind]
  /// How many Latin letters one letter is worth. A Han character says as much as about three; and texts in other scripts
  /// are full of Latin names and terms, but hardly the other way round.
  let values: [Int]
  private let numbers: [UInt8]
  private let folded: [UInt16]

  static let standard = LetterTable()

  private init() {
    kinds = LanguageScript.allCases.map { .shared($0) } + LetterKind.certain.map { .certain($0.tag) }
    values = kinds.map { kind in
      switch kind {
      case .shared(.latin): 1
      case .shared(.han): 5
      case .certain("ko"): 3
      default: 2
      }
    }
    var certain: [UnicodeScript: UInt8] = [:]
    for (index, entry) in LetterKind.certain.enumerated() {
      certain[entry.script] = UInt8(LanguageScript.allCases.count + index + 1)
    }
    var numbers = [UInt8](repeating: 0, count: 0x1_0000)
    var folded = [UInt16](repeating: 0, count: 0x1_0000)
    for scalar in UInt32(0x41)..<0x1_0000 {
      guard UnicodeClasses.isLetter(scalar) || UnicodeClasses.isMark(scalar), scalar != 0xaa, scalar != 0xba else {
        continue
      }
      let number = Self.shared(scalar).map { $0.rawValue + 1 } ?? certain[UnicodeClasses.script(scalar)] ?? 0
      numbers[Int(scalar)] = number
      folded[Int(scalar)] = UInt16(truncatingIfNeeded: UnicodeClasses.fold(scalar))
    }
    self.numbers = numbers
    self.folded = folded
  }

  /// The ranges of `LETTERS` in `scripts/language-model/train.py`.
  private static func shared(_ scalar: UInt32) -> LanguageScript? {
    switch scalar {
    case 0x41...0x24f, 0x300...0x36f, 0x1e00...0x1eff: .latin
    case 0x400...0x52f: .cyrillic
    case 0x620...0x6ff, 0x750...0x77f: .arabic
    case 0x900...0x97f: .devanagari
    case 0x3040...0x30ff, 0x3400...0x4dbf, 0x4e00...0x9fff: .han
    default: nil
    }
  }

  /// The number of a letter's kind plus one, 0 for what is no letter; and its lower case.
  @inline(__always)
  subscript(scalar: UInt32) -> (number: UInt8, letter: UInt16) {
    guard scalar < 0x1_0000 else { return (0, 0) }
    return (numbers[Int(scalar)], folded[Int(scalar)])
  }
}
