// The known split patterns as their owners publish them.

extension SplitPattern.Known {
  /// Further names.
  static let otherNames: [String: SplitPattern.Known] = [
    "gpt-2": .gpt2, "r50k": .gpt2, "gpt-neox": .gpt2, "llama3": .cl100k, "llama-3": .cl100k, "gpt-4": .cl100k,
    "qwen2.5": .qwen2, "qwen3": .qwen2, "gpt-4o": .o200k, "gpt-oss": .o200k, "deepseek-v2": .deepseekV3,
    "deepseek-r1": .deepseekV3, "smollm": .starcoder, "command-r": .starcoder,
  ]

  var method: SplitPattern.Method {
    switch self {
    case .gpt2: .gpt2
    case .cl100k: .cl100k
    case .qwen2: .qwen2
    case .o200k: .o200k
    case .deepseekLLM: .deepseekLLM
    case .deepseekCoder: .deepseekCoder
    case .deepseekV3: .deepseekV3
    case .falcon: .falcon
    case .starcoder: .starcoder
    }
  }

  /// The expression of a pattern that is one split, in its published spellings, the one that is written first; empty for
  /// others.
  var expressions: [String] {
    switch self {
    case .gpt2:
      let tail = #"| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"#
      return [#"'(?:[sdmt]|ll|ve|re)"# + tail, #"'s|'t|'re|'ve|'m|'ll|'d"# + tail]
    case .cl100k: return Self.cl100kFamily(number: #"\p{N}{1,3}"#, possessive: #"(?>\p{N}{1,3})"#)
    case .qwen2: return Self.cl100kFamily(number: #"\p{N}"#, possessive: #"\p{N}"#)
    case .o200k:
      return [
        [
          #"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?"#,
          #"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?"#,
          #"\p{N}{1,3}"#, #" ?[^\s\p{L}\p{N}]+[\r\n/]*"#, #"\s*[\r\n]+"#, #"\s+(?!\S)"#, #"\s+"#,
        ].joined(separator: "|")
      ]
    case .deepseekLLM, .deepseekCoder, .deepseekV3, .falcon, .starcoder: return []
    }
  }

  /// As first published, with the contractions drawn together, and with the possessive quantifiers of later releases.
  private static func cl100kFamily(number: String, possessive: String) -> [String] {
    let tail = #"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"#
    let later = #"| ?[^\s\p{L}\p{N}]++[\r\n]*+|\s*[\r\n]+|\s+(?!\S)|\s+"#
    return [
      #"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|"# + number + tail,
      #"'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?\p{L}+|"# + number + tail,
      #"'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}++|"# + possessive + later,
      #"'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}+|"# + number + later,
    ]
  }

  /// The steps that say the pattern.
  var steps: [SplitStep] {
    let isolated = { (expression: String) in
      SplitStep.split(.regularExpression(expression), .isolated, isInverted: false)
    }
    let bytes = SplitStep.byteLevel(usesRegularExpression: false, trimsOffsets: true)
    let words = SplitStep.byteLevel(usesRegularExpression: true, trimsOffsets: true)
    switch self {
    case .gpt2: return [words]
    case .cl100k, .qwen2, .o200k: return SplitPattern.steps(splittingBy: expressions[0])
    case .deepseekLLM:
      return [
        isolated("[\r\n]"), isolated(#"\s?["# + Self.deepseekAlphabets + "]+"),
        isolated("\\s?[!-/:-~！-／：-～‘-‟　-。]+"), isolated(#"\s+$"#), isolated(Self.deepseekIdeographs),
        .digits(areIndividual: true), bytes,
      ]
    case .deepseekCoder:
      return [
        isolated("[\r\n]"), isolated(#"\s?\p{L}+"#), isolated(#"\s?\p{P}+"#), isolated(Self.deepseekIdeographs),
        .digits(areIndividual: true), bytes,
      ]
    case .deepseekV3:
      return [
        isolated(#"\p{N}{1,3}"#), isolated("[一-龥\u{3040}-\u{309f}\u{30a0}-\u{30ff}]+"),
        isolated(
          ##"[!"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+|"## + "[^\r\n" + #"\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+|"#
            + #" ?[\p{P}\p{S}]+["# + "\r\n" + #"]*|\s*["# + "\r\n" + #"]+|\s+(?!\S)|\s+"#),
        bytes,
      ]
    case .falcon:
      return [
        .punctuation(.contiguous), words, .digits(areIndividual: false), isolated("[0-9][0-9][0-9]"),
      ]
    case .starcoder: return [.digits(areIndividual: true), words]
    }
  }

  /// U+0800 to U+4E00 is one range in it.
  private static let deepseekIdeographs = "[一-龥\u{800}-一가-\u{d7ff}]+"

  /// Letters that have case, as DeepSeek's file lists them.
  private static let deepseekAlphabets =
    "A-Za-zµÀ-ÖØ-öø-ƺƼ-ƿǄ-ʓʕ-ʯͰ-ͳͶͷͻ-ͽͿΆΈ-ΊΌΎ-ΡΣ-ϵϷ-ҁҊ-ԯԱ-ՖႠ-ჅᎠ-Ᏽᏸ-ᏽᲐ-ᲺᲽ-Ჿᴀ-ᴫᵫ-ᵷᵹ-ᶚ"
    + "Ḁ-ἕἘ-Ἕἠ-ὅὈ-Ὅὐ-ὗὙὛὝὟ-\u{1f7d}ᾀ-ᾴᾶ-ᾼ\u{1fbe}ῂ-ῄῆ-ῌῐ-\u{1fd3}ῖ-\u{1fdb}ῠ-Ῥῲ-ῴῶ-ῼ"
    + "ℂℇℊ-ℓℕℙ-ℝℤ\u{2126}ℨ\u{212a}-ℭℯ-ℴℹℼ-ℿⅅ-ⅉⅎↃↄⰀ-ⱻⱾ-ⳤⳫ-ⳮⳲⳳꙀ-ꙭꚀ-ꚛꜢ-ꝯꝱ-ꞇꞋ-ꞎꭰ-ꮿﬀ-ﬆﬓ-ﬗＡ-Ｚａ-ｚ"
    + "𐐀-𐑏𐒰-𐓓𐓘-𐓻𐲀-𐲲𐳀-𐳲𑢠-𑣟𞤀-𞥃"

  /// The same as ranges of scalars.
  static var deepseekAlphabet: [ClosedRange<UInt32>] {
    var ranges: [ClosedRange<UInt32>] = []
    var isRange = false
    for scalar in deepseekAlphabets.unicodeScalars.map(\.value) {
      if scalar == 0x2d {
        isRange = true
      } else if isRange {
        ranges[ranges.count - 1] = ranges[ranges.count - 1].lowerBound...scalar
        isRange = false
      } else {
        ranges.append(scalar...scalar)
      }
    }
    return ranges
  }

  /// The known pattern that the steps are, whatever their spelling.
  init?(steps: [SplitStep]) throws(TokenizationError) {
    let steps = steps.map(\.withoutOffsets)
    if let same = Self.allCases.first(where: { $0.steps == steps }) {
      self = same
      return
    }
    guard steps.count == 2, case .split(.regularExpression(let text), .isolated, isInverted: false) = steps[0],
      case .byteLevel(usesRegularExpression: false, _) = steps[1]
    else { return nil }
    let node = try RegexParser.parse(text)
    for (known, spellings) in KnownSplitters.trees where spellings.contains(node) {
      self = known
      return
    }
    return nil
  }
}

extension SplitStep {
  fileprivate var withoutOffsets: SplitStep {
    guard case .byteLevel(let usesRegularExpression, _) = self else { return self }
    return .byteLevel(usesRegularExpression: usesRegularExpression, trimsOffsets: true)
  }
}

/// The expressions of the known patterns, parsed when they are first asked for.
enum KnownSplitters {
  /// The trees of all spellings of the patterns that are one expression.
  static let trees: [(SplitPattern.Known, [RegexNode])] = SplitPattern.Known.allCases.map { known in
    (known, known.expressions.compactMap { try? RegexParser.parse($0) })
  }
}
