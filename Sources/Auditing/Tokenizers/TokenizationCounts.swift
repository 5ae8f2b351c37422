// What a tokenizer makes of texts, in numbers that add up.

import TextAnalysis

/// Counts of texts and of the tokens they became; counts of parts add up to those of the whole.
///
/// - A *character* is a Unicode scalar, or a byte that is no UTF-8.
/// - A *word* is a text unit (`TextUnits`): a run of letters, digits and their marks; in scripts that are written without
///   spaces each Han character, kana, Hangul syllable or letter. Spaces and punctuation marks are no words.
/// - A token, and a word, belongs to the script of its first character that has one of its own; without such a character
///   to `common`.
public struct TokenizationCounts: Sendable, Codable, Equatable {
  public var bytes = 0
  public var characters = 0
  public var words = 0
  public var tokens = 0
  /// Characters with a boundary of tokens inside.
  public var cutCharacters = 0
  /// Words that do not lie within one token.
  public var splitWords = 0
  /// Tokens of one byte, and those of them that are a part of a longer character.
  public var singleByteTokens = 0
  public var partialByteTokens = 0

  public init() {}

  public static func += (left: inout TokenizationCounts, right: TokenizationCounts) {
    left.bytes += right.bytes
    left.characters += right.characters
    left.words += right.words
    left.tokens += right.tokens
    left.cutCharacters += right.cutCharacters
    left.splitWords += right.splitWords
    left.singleByteTokens += right.singleByteTokens
    left.partialByteTokens += right.partialByteTokens
  }

  /// Nil without tokens.
  public var bytesPerToken: Double? { ratio(bytes, tokens) }
  /// Nil without characters.
  public var tokensPerCharacter: Double? { ratio(tokens, characters) }
  /// Fertility; nil without words.
  public var tokensPerWord: Double? { ratio(tokens, words) }
  /// Nil without words.
  public var splitWordShare: Double? { ratio(splitWords, words) }
  /// Nil without tokens.
  public var singleByteShare: Double? { ratio(singleByteTokens, tokens) }

  private func ratio(_ part: Int, _ whole: Int) -> Double? { whole == 0 ? nil : Double(part) / Double(whole) }
}

/// The counts of texts as a whole and by script.
public struct ScriptCounts: Sendable, Equatable {
  public private(set) var whole = TokenizationCounts()
  private var scripts = [TokenizationCounts](repeating: .init(), count: UnicodeScript.allCases.count)
  /// Tokens by their length in bytes; the last one is of all longer ones.
  public private(set) var tokenLengths = [Int](repeating: 0, count: 33)

  public init() {}

  public subscript(script: UnicodeScript) -> TokenizationCounts { scripts[Int(script.rawValue)] }

  /// Adds a text.
  ///
  /// - Parameters:
  ///   - outline: of the text, which is the tokens' bytes one after the other.
  ///   - ends: where each token ends in it.
  public mutating func add(_ outline: borrowing TextOutline, tokenEnds ends: [Int]) {
    addCharacters(outline)
    var start = 0
    var cut = -1
    for end in ends {
      defer { start = end }
      let range = start..<min(end, outline.characters.count)
      tokenLengths[min(end - start, tokenLengths.count - 1)] += 1
      let script = Int(outline.script(of: range).rawValue)
      scripts[script].tokens += 1
      guard start < range.upperBound else { continue }
      let isInside = outline.characters[start] & TextOutline.firstByte == 0
      if isInside {
        let first = outline.startOfCharacter(at: start)
        if first != cut { scripts[Int(outline.characters[start])].cutCharacters += 1 }
        cut = first
      }
      if end - start == 1 {
        scripts[script].singleByteTokens += 1
        let goesOn = end < outline.characters.count && outline.characters[end] & TextOutline.firstByte == 0
        if isInside || goesOn { scripts[script].partialByteTokens += 1 }
      }
    }
    addWords(outline, ends)
    whole = scripts.reduce(into: TokenizationCounts()) { $0 += $1 }
  }

  private mutating func addCharacters(_ outline: borrowing TextOutline) {
    for value in outline.characters {
      let script = Int(value & ~TextOutline.firstByte)
      scripts[script].bytes += 1
      if value & TextOutline.firstByte != 0 { scripts[script].characters += 1 }
    }
  }

  private mutating func addWords(_ outline: borrowing TextOutline, _ ends: [Int]) {
    var token = 0
    for index in 0..<outline.words.count {
      let script = Int(outline.wordScripts[index])
      scripts[script].words += 1
      while token < ends.count, ends[token] <= Int(outline.words.starts[index]) { token += 1 }
      if token < ends.count, ends[token] < Int(outline.words.ends[index]) { scripts[script].splitWords += 1 }
    }
  }

  public static func += (left: inout ScriptCounts, right: ScriptCounts) {
    left.whole += right.whole
    for index in left.scripts.indices { left.scripts[index] += right.scripts[index] }
    for index in left.tokenLengths.indices { left.tokenLengths[index] += right.tokenLengths[index] }
  }
}

extension TextOutline {
  /// The first byte of the character that a byte belongs to.
  fileprivate func startOfCharacter(at place: Int) -> Int {
    var at = place
    while at > 0, characters[at] & Self.firstByte == 0 { at -= 1 }
    return at
  }
}
