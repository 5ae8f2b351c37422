// The rule of C4 on bad words (Raffel et al. 2020, section 2.2), with a list that the user brings.

import Corpus
import TextAnalysis

/// Drops documents that hold a word or phrase of a list, in any case of ASCII letters.
///
/// Where the writing has spaces, whole words count: no letter, digit or underscore stands on either side. A phrase of a
/// script without spaces counts wherever it stands.
public struct C4BadWordStage: DocumentStage {
  public static let name: StageName = "c4-bad-words"

  public enum Reason: String, Sendable, CaseIterable {
    case badWord = "c4-bad-word"
  }

  public struct Settings: Sendable, Equatable, Codable {
    /// Words and phrases; empty ones count for nothing.
    public var words: [String] = []

    public init() {}
  }

  private let automaton: PhraseAutomaton?

  /// - Throws: `CleaningError` when the list needs more states than the automaton has.
  public init(settings: Settings = Settings()) throws(CleaningError) {
    let phrases = Set(settings.words.map { Array($0.lowercased().utf8) }.map(Self.trimmed)).filter { !$0.isEmpty }
    automaton =
      phrases.isEmpty
      ? nil : try PhraseAutomaton(phrases: phrases.sorted { $0.lexicographicallyPrecedes($1) }, wholeWords: false)
  }

  private static func trimmed(_ phrase: [UInt8]) -> [UInt8] {
    Array(phrase.drop { $0 <= 0x20 }.reversed().drop { $0 <= 0x20 }.reversed())
  }

  public func apply(to document: inout Document, using workspace: inout Workspace) -> Verdict {
    guard let automaton else { return .keep }
    let isFound = document.text.withUnsafeBufferPointer { text in
      automaton.contains(in: text) { start, end in Self.isWhole(text, start, end) }
    }
    // The word itself stands in no ledger: it may be what somebody does not want to read there.
    return isFound ? .drop(RuleFailure(Reason.badWord, count: 1).dropReason) : .keep
  }

  private static func isWhole(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
    let before = UTF8Bytes.decode(text, before: start)?.scalar
    let after = end < text.count ? UTF8Bytes.decode(text, at: end)?.scalar : nil
    return !joins(before, UTF8Bytes.decode(text, at: start)?.scalar)
      && !joins(UTF8Bytes.decode(text, before: end)?.scalar, after)
  }

  /// Whether two neighbours belong to one word of a script with spaces.
  private static func joins(_ first: UInt32?, _ second: UInt32?) -> Bool {
    guard let first, let second else { return false }
    func isOfWord(_ scalar: UInt32) -> Bool {
      (UnicodeClasses.isLetter(scalar) || UnicodeClasses.isNumber(scalar) || UnicodeClasses.isMark(scalar)
        || scalar == 0x5f) && !UnicodeClasses.isSyllable(scalar) && !UnicodeClasses.isUnspacedLetter(scalar)
    }
    return isOfWord(first) && isOfWord(second)
  }
}
