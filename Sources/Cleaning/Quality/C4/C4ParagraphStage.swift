// The paragraph rule of mC4 (Xue et al. 2021, section 3.1).

import Corpus

/// Drops documents with fewer than so many long lines.
public struct C4ParagraphStage: DocumentStage {
  public static let name: StageName = "c4-paragraphs"

  public enum Reason: String, Sendable, CaseIterable {
    case fewParagraphs = "c4-few-paragraphs"
  }

  public struct Settings: Sendable, Equatable, Codable {
    public var minParagraphs: Int = 3
    /// In letters: a Han, Kana or Hangul character counts as three.
    public var minParagraphLen: Int = 200

    public init() {}
  }

  private let settings: Settings

  public init(settings: Settings = Settings()) { self.settings = settings }

  public func apply(to document: inout Document, using workspace: inout Workspace) -> Verdict {
    let count = workspace.withAnalysis(LineStatistics.self, of: document) { text in
      text.lines.count { $0.letterLength >= settings.minParagraphLen }
    }
    return count < settings.minParagraphs ? .drop(RuleFailure(Reason.fewParagraphs, count: count).dropReason) : .keep
  }
}
