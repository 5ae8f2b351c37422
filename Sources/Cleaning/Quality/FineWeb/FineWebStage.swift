// The quality rules that FineWeb added to those of Gopher and C4 (Penedo et al. 2024, section 3.6).

import Corpus

/// Drops documents whose lines are no sentences: menus, lists, what repeats lines.
///
/// Thresholds, their names and the order of the rules are those of the published filter (datatrove). Lines of white space
/// alone do not count. Marks that end sentences are those of all scripts, also before closing quotation marks; a Han, Kana
/// or Hangul character makes a line as long as three letters do.
public struct FineWebStage: DocumentStage {
  public static let name: StageName = "fineweb"

  public enum Reason: String, Sendable, CaseIterable {
    case empty = "fineweb-empty"
    case linePunctuation = "fineweb-line-punctuation"
    case shortLines = "fineweb-short-lines"
    case duplicateCharacters = "fineweb-duplicate-characters"
    case newLines = "fineweb-new-lines"
  }

  /// A threshold that is nil switches its rule off.
  public struct Settings: Sendable, Equatable, Codable {
    /// Least share of lines that end as sentences do.
    public var linePunctThr: Double? = 0.12
    /// Whether a document without any such line passes that rule.
    public var linePunctExcludeZero: Bool = false
    /// Largest share of lines of at most `shortLineLength` characters.
    public var shortLineThr: Double? = 0.67
    public var shortLineLength: Int = 30
    /// Largest share of characters in lines that are copies of earlier ones.
    public var charDuplicatesRatio: Double? = 0.01
    /// Most line ends for each word or sign.
    public var newLineRatio: Double? = 0.3

    public init() {}
  }

  private let settings: Settings

  public init(settings: Settings = Settings()) { self.settings = settings }

  public func apply(to document: inout Document, using workspace: inout Workspace) -> Verdict {
    let (found, lineEndCount) = workspace.withAnalysis(LineStatistics.self, of: document) { text in
      (lines(text) ?? copies(&text), text.lineEndCount)
    }
    if let found { return .drop(found.dropReason) }
    guard let limit = settings.newLineRatio, lineEndCount > 0 else { return .keep }
    let ratio = workspace.withAnalysis(WordStatistics.self, of: document) { text in
      Double(lineEndCount) / (Double(text.words.count) * 2 / Double(text.halvesOfWord))
    }
    return ratio > limit ? .drop(RuleFailure(Reason.newLines, ratio).dropReason) : .keep
  }

  private func lines(_ text: LineStatistics) -> RuleFailure<Reason>? {
    var lines = 0
    var terminated = 0
    var short = 0
    for line in text.lines where !line.isBlank {
      lines += 1
      if line.isTerminated { terminated += 1 }
      if line.letterLength <= settings.shortLineLength { short += 1 }
    }
    if lines == 0 { return RuleFailure(.empty, count: 0) }
    let punctuation = share(terminated, lines)
    if let limit = settings.linePunctThr, punctuation < limit, !(terminated == 0 && settings.linePunctExcludeZero) {
      return RuleFailure(.linePunctuation, punctuation)
    }
    guard let limit = settings.shortLineThr, share(short, lines) > limit else { return nil }
    return RuleFailure(.shortLines, share(short, lines))
  }

  private func copies(_ text: inout LineStatistics) -> RuleFailure<Reason>? {
    guard let limit = settings.charDuplicatesRatio else { return nil }
    let copies = text.lineCopies(includesBlank: false)
    let characters = share(copies.copiedCharacters, text.characterCount - text.lineEndCount)
    return characters > limit ? RuleFailure(.duplicateCharacters, characters) : nil
  }
}
