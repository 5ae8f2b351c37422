// The quality rules of Gopher (Rae et al. 2021, "Scaling Language Models", appendix A.1.1), for every script.

import Corpus

/// Drops documents that are not running text.
///
/// The thresholds are the published ones. Words are text units (see `TextStatistics`): the mean word length is that of
/// words in scripts with spaces and is not asked for where most of the text has none; stop words are those of the
/// language that has most of them in the text.
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

  public struct Settings: Sendable, Equatable, Codable {
    public var minimumWords: Int = 50
    public var maximumWords: Int = 100_000
    /// In code points.
    public var minimumMeanWordLength: Double = 3
    public var maximumMeanWordLength: Double = 10
    /// Share of hash signs, and of ellipses, in the number of words.
    public var maximumSymbolShare: Double = 0.1
    /// Share of lines.
    public var maximumBulletLineShare: Double = 0.9
    public var maximumEllipsisLineShare: Double = 0.3
    /// Share of words with at least one letter.
    public var minimumLetterWordShare: Double = 0.8
    /// Different stop words.
    public var minimumStopWords: Int = 2

    public init() {}
  }

  private let settings: Settings
  private let stopWords = StopWords()

  public init(settings: Settings = Settings()) { self.settings = settings }

  public func apply(to document: inout Document, using workspace: inout Workspace) -> Verdict {
    let statistics = workspace.withUnits(of: document) { units in
      document.text.withUnsafeBufferPointer { TextStatistics($0, units: units, stopWords: stopWords) }
    }
    guard let (reason, measured) = reason(statistics) else { return .keep }
    return .drop(DropReason(reason, detail: ["measured": measured]))
  }

  private func reason(_ text: TextStatistics) -> (Reason, String)? {
    let words = text.unitCount
    if words < settings.minimumWords { return (.shortDocument, String(words)) }
    if words > settings.maximumWords { return (.longDocument, String(words)) }
    if !text.isUnspaced {
      let mean = Self.share(text.spacedLetterCount, words - text.unspacedUnitCount)
      if mean < settings.minimumMeanWordLength { return (.shortWords, Self.digits(mean)) }
      if mean > settings.maximumMeanWordLength { return (.longWords, Self.digits(mean)) }
    }
    func above(_ count: Int, of total: Int, _ limit: Double, _ reason: Reason) -> (Reason, String)? {
      let share = Self.share(count, total)
      return share > limit ? (reason, Self.digits(share)) : nil
    }
    if let found = above(text.hashSignCount, of: words, settings.maximumSymbolShare, .hashSigns)
      ?? above(text.ellipsisCount, of: words, settings.maximumSymbolShare, .ellipses)
      ?? above(text.bulletLineCount, of: text.lineCount, settings.maximumBulletLineShare, .bulletLines)
      ?? above(text.ellipsisLineCount, of: text.lineCount, settings.maximumEllipsisLineShare, .ellipsisLines)
    {
      return found
    }
    let letters = Self.share(text.letterUnitCount, words)
    if letters < settings.minimumLetterWordShare { return (.fewLetters, Self.digits(letters)) }
    if text.stopWordCount < settings.minimumStopWords { return (.fewStopWords, String(text.stopWordCount)) }
    return nil
  }

  private static func share(_ count: Int, _ total: Int) -> Double { total > 0 ? Double(count) / Double(total) : 0 }

  /// Four decimals, without the locale.
  static func digits(_ value: Double) -> String {
    let scaled = Int((value * 10_000).rounded())
    let fraction = String(scaled % 10_000)
    return "\(scaled / 10_000)." + String(repeating: "0", count: 4 - fraction.utf8.count) + fraction
  }
}
