// The language of each document, in its metadata; other languages go where some are asked for.

import Corpus

/// Writes a document's language and how sure it is into its metadata, as `language` and `language_score`.
///
/// With `keep` only documents in those languages stay, and with `minimumScore` only those that are sure enough.
public struct LanguageStage: DocumentStage {
  public static let name: StageName = "language"

  public enum Reason: String, Sendable, CaseIterable {
    case otherLanguage = "other-language"
    case uncertainLanguage = "uncertain-language"
  }

  public struct Settings: Sendable, Equatable, Codable {
    /// Tags of the languages that stay, where `zh` stands for `zh-Hans` and `zh-Hant`; empty: all.
    public var keep: [String] = []
    /// Documents whose score is smaller go.
    public var minimumScore: Double = 0
    /// Path of a fastText model; nil: the built-in identifier.
    public var model: String?

    public init() {}
  }

  private let identifier: LanguageIdentifier
  private let keep: [LanguageRange]
  private let minimumScore: Double

  /// - Throws: `CleaningError` for a language that the identifier does not know, or a file that is no model.
  public init(settings: Settings = Settings()) throws(CleaningError) {
    identifier = try LanguageIdentifier(model: settings.model)
    keep = settings.keep.map(LanguageRange.init)
    for (tag, range) in zip(settings.keep, keep) where !identifier.tags.contains(where: range.contains) {
      throw CleaningError(
        code: .setting,
        message: "the identifier knows no language '\(tag)'; it knows \(identifier.tags.joined(separator: ", "))",
        location: "language.keep")
    }
    guard (0...1).contains(settings.minimumScore) else {
      throw CleaningError(
        code: .setting, message: "\(settings.minimumScore) is not from 0 to 1", location: "language.minimum_score")
    }
    minimumScore = settings.minimumScore
  }

  public func apply(to document: inout Document, using workspace: inout Workspace) -> Verdict {
    let found = identifier.identify(document.text)
    // Both the limit and what is written are the rounded score, so that the ledger explains itself.
    let score = RoundedScore(found.score)
    document.metadata["language"] = found.tag
    document.metadata["language_score"] = score.digits
    let detail = ["language": found.tag, "score": score.digits]
    if !keep.isEmpty, !keep.contains(where: { $0.contains(found.tag) }) {
      return .drop(DropReason(Reason.otherLanguage, detail: detail))
    }
    if score.value < minimumScore { return .drop(DropReason(Reason.uncertainLanguage, detail: detail)) }
    return .keep
  }
}
