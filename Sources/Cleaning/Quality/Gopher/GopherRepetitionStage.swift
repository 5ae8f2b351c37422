// The repetition rules of Gopher (Rae et al. 2021, table A1).

import Corpus

/// Drops documents that say the same again and again.
///
/// Shares of paragraphs and lines that are copies of earlier ones, of the characters in these, of the characters in the
/// most frequent 2- to 4-gram, and of those in repeated 5- to 10-grams. Thresholds and their order are those of the published
/// filter of that name (datatrove). Where most of the text is written without spaces, n counts characters and is as much
/// larger as they say less: half as large again for Han, Kana and Hangul, three times for others.
public struct GopherRepetitionStage: DocumentStage {
  public static let name: StageName = "gopher-repetition"

  public enum Reason: String, Sendable, CaseIterable {
    case empty = "gopher-empty"
    case duplicateParagraphs = "gopher-duplicate-paragraphs"
    case duplicateParagraphCharacters = "gopher-duplicate-paragraph-characters"
    case duplicateLines = "gopher-duplicate-lines"
    case duplicateLineCharacters = "gopher-duplicate-line-characters"
    case frequentNGram = "gopher-frequent-ngram"
    case duplicateNGrams = "gopher-duplicate-ngrams"
  }

  /// A threshold that is nil switches its rule off.
  public struct Settings: Sendable, Equatable, Codable {
    public var dupParaFrac: Double? = 0.3
    public var dupParaCharFrac: Double? = 0.2
    public var dupLineFrac: Double? = 0.3
    public var dupLineCharFrac: Double? = 0.2
    public var top2Gram: Double? = 0.2
    public var top3Gram: Double? = 0.18
    public var top4Gram: Double? = 0.16
    public var dup5Gram: Double? = 0.15
    public var dup6Gram: Double? = 0.14
    public var dup7Gram: Double? = 0.13
    public var dup8Gram: Double? = 0.12
    public var dup9Gram: Double? = 0.11
    public var dup10Gram: Double? = 0.10

    public init() {}

    /// The limits of the most frequent n-gram, then those of repeated ones, each by ascending n.
    fileprivate var nGramLimits: [(n: Int, reason: Reason, limit: Double)] {
      let top: [(Int, Double?)] = [(2, top2Gram), (3, top3Gram), (4, top4Gram)]
      let repeated: [(Int, Double?)] = [
        (5, dup5Gram), (6, dup6Gram), (7, dup7Gram), (8, dup8Gram), (9, dup9Gram), (10, dup10Gram),
      ]
      func limits(_ list: [(Int, Double?)], _ reason: Reason) -> [(n: Int, reason: Reason, limit: Double)] {
        list.compactMap { n, limit in limit.map { (n, reason, $0) } }
      }
      return limits(top, .frequentNGram) + limits(repeated, .duplicateNGrams)
    }
  }

  private let settings: Settings
  private let nGramLimits: [(n: Int, reason: Reason, limit: Double)]

  public init(settings: Settings = Settings()) {
    self.settings = settings
    nGramLimits = settings.nGramLimits
  }

  public func apply(to document: inout Document, using workspace: inout Workspace) -> Verdict {
    if document.text.isEmpty { return .drop(DropReason(Reason.empty)) }
    let (blocks, characterCount) = workspace.withAnalysis(LineStatistics.self, of: document) { text in
      (paragraphs(&text) ?? lines(&text), text.characterCount)
    }
    if let blocks { return .drop(blocks.dropReason) }
    if nGramLimits.isEmpty { return .keep }
    let found = workspace.withAnalysis(WordStatistics.self, of: document) { text in
      nGrams(&text, characterCount: characterCount)
    }
    return found.map { .drop($0.dropReason) } ?? .keep
  }

  private func paragraphs(_ text: inout LineStatistics) -> RuleFailure<Reason>? {
    let copies = text.paragraphCopies()
    if let limit = settings.dupParaFrac, copies.share > limit {
      return RuleFailure(.duplicateParagraphs, copies.share)
    }
    let characters = share(copies.copiedCharacters, text.characterCount)
    guard let limit = settings.dupParaCharFrac, characters > limit else { return nil }
    return RuleFailure(.duplicateParagraphCharacters, characters)
  }

  private func lines(_ text: inout LineStatistics) -> RuleFailure<Reason>? {
    let copies = text.lineCopies(includesBlank: true)
    if let limit = settings.dupLineFrac, copies.share > limit { return RuleFailure(.duplicateLines, copies.share) }
    let characters = share(copies.copiedCharacters, text.characterCount)
    guard let limit = settings.dupLineCharFrac, characters > limit else { return nil }
    return RuleFailure(.duplicateLineCharacters, characters)
  }

  private func nGrams(_ text: inout WordStatistics, characterCount: Int) -> RuleFailure<Reason>? {
    text.ascent.reset()
    for rule in nGramLimits {
      // Half words are rounded up.
      let width = (rule.n * text.halvesOfWord + 1) / 2
      while text.ascent.n < width { text.ascent.advance(text.words) }
      let characters =
        rule.reason == .frequentNGram ? mostFrequentCharacters(text) : text.ascent.repeatedCharacters(text.words)
      let found = share(characters, characterCount)
      if found > rule.limit { return RuleFailure(rule.reason, found, detail: ["n": String(rule.n)]) }
      if rule.reason == .duplicateNGrams, !text.ascent.isRepeating { break }
    }
    return nil
  }

  /// Characters in all occurrences of the most frequent n-gram, with the spaces between its words.
  private func mostFrequentCharacters(_ text: WordStatistics) -> Int {
    guard let found = text.ascent.mostFrequent else { return 0 }
    let spaces = text.isUnspaced ? 0 : text.ascent.n - 1
    return found.count * (NGramAscent.characters(text.words, found.place, text.ascent.n) + spaces)
  }
}
