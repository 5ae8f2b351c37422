// The quality rules of Gopher (Rae et al. 2021, "Scaling Language Models", appendix A.1.1), for every script.

import Corpus

/// Drops documents that are not running text.
///
/// Thresholds, their names and the order of the rules are those of the published filter of that name (datatrove). Words
/// are those of `Words`; the mean length is that of words with spaces between them, and is not asked for where most of the
/// text has none; stop words are those of the language that has most of them in the text.
public struct GopherQualityStage: DocumentStage {
  public static let name: StageName = "gopher-quality"

  public enum Reason: String, Sendable, CaseIterable {
    case shortDocument = "gopher-short-document"
    case longDocument = "gopher-long-document"
    case shortWords = "gopher-short-words"
    case longWords = "gopher-long-words"
    case hashSigns = "gopher-hash-signs"
    case ellipses = "gopher-ellipses"
    case bulletLines = "gopher-bullet-lines"
    case ellipsisLines = "gopher-ellipsis-lines"
    case fewLetters = "gopher-few-letters"
    case fewStopWords = "gopher-few-stop-words"
  }

  /// A threshold that is nil switches its rule off.
  public struct Settings: Sendable, Equatable, Codable {
    /// Words that are no mere signs.
    public var minDocWords: Int? = 50
    public var maxDocWords: Int? = 100_000
    /// In characters.
    public var minAvgWordLength: Double? = 3
    public var maxAvgWordLength: Double? = 10
    /// Hash signs, and ellipses, for each word or sign.
    public var maxSymbolWordRatio: Double? = 0.1
    /// Share of lines.
    public var maxBulletLinesRatio: Double? = 0.9
    public var maxEllipsisLinesRatio: Double? = 0.3
    /// Least share, whatever the published name says, of words with a letter among words and signs.
    public var maxNonAlphaWordsRatio: Double? = 0.8
    /// Different stop words.
    public var minStopWords: Int? = 2
    /// Instead of the built-in lists, which is what nil stands for.
    public var stopWords: [String]?

    public init() {}
  }

  private let settings: Settings
  private let stopWords: StopWords

  public init(settings: Settings = Settings()) {
    self.settings = settings
    stopWords = settings.stopWords.map { StopWords($0) } ?? .builtIn
  }

  public func apply(to document: inout Document, using workspace: inout Workspace) -> Verdict {
    let early = workspace.withAnalysis(WordStatistics.self, of: document) { words in
      documentLength(words) ?? wordLength(words) ?? symbols(words)
    }
    if let early { return .drop(early.dropReason) }
    if let edges = workspace.withAnalysis(LineStatistics.self, of: document, { lines in lineEdges(lines) }) {
      return .drop(edges.dropReason)
    }
    let late = workspace.withAnalysis(WordStatistics.self, of: document) { words in
      letters(words) ?? stopWords(words)
    }
    return late.map { .drop($0.dropReason) } ?? .keep
  }

  private func documentLength(_ text: WordStatistics) -> RuleFailure<Reason>? {
    let words = text.wordCount
    if let limit = settings.minDocWords, words < limit { return RuleFailure(.shortDocument, count: words) }
    if let limit = settings.maxDocWords, words > limit { return RuleFailure(.longDocument, count: words) }
    return nil
  }

  private func wordLength(_ text: WordStatistics) -> RuleFailure<Reason>? {
    if text.isUnspaced { return nil }
    let mean = share(text.spacedCharacterCount, text.spacedWordCount)
    if let limit = settings.minAvgWordLength, mean < limit { return RuleFailure(.shortWords, mean) }
    if let limit = settings.maxAvgWordLength, mean > limit { return RuleFailure(.longWords, mean) }
    return nil
  }

  private func symbols(_ text: WordStatistics) -> RuleFailure<Reason>? {
    guard let limit = settings.maxSymbolWordRatio else { return nil }
    let hashSigns = share(text.words.hashSignCount, text.words.count)
    if hashSigns > limit { return RuleFailure(.hashSigns, hashSigns) }
    let ellipses = share(text.words.ellipsisCount, text.words.count)
    return ellipses > limit ? RuleFailure(.ellipses, ellipses) : nil
  }

  private func lineEdges(_ text: LineStatistics) -> RuleFailure<Reason>? {
    let bullets = share(text.bulletLineCount, text.lineCount)
    if let limit = settings.maxBulletLinesRatio, bullets > limit { return RuleFailure(.bulletLines, bullets) }
    let ellipses = share(text.ellipsisLineCount, text.lineCount)
    if let limit = settings.maxEllipsisLinesRatio, ellipses > limit { return RuleFailure(.ellipsisLines, ellipses) }
    return nil
  }

  private func letters(_ text: WordStatistics) -> RuleFailure<Reason>? {
    let letters = share(text.letterWordCount, text.words.count)
    guard let limit = settings.maxNonAlphaWordsRatio, letters < limit else { return nil }
    return RuleFailure(.fewLetters, letters)
  }

  private func stopWords(_ text: WordStatistics) -> RuleFailure<Reason>? {
    guard let limit = settings.minStopWords else { return nil }
    let found = stopWords.count(in: text.words, limit: limit)
    return found < limit ? RuleFailure(.fewStopWords, count: found) : nil
  }
}
