// The line rules of C4 (Raffel et al. 2020, section 2.2, and the code published with it).

import Corpus
import TextAnalysis

/// Keeps the lines that are sentences, and drops documents with few of them.
///
/// Thresholds, their names and the order of the rules are those of the published filter (datatrove): a line goes for the
/// first rule it fails; a document goes for what stands in a line that has passed the rules before. What is kept is
/// joined by single line feeds.
public struct C4Stage: DocumentStage {
  public static let name: StageName = "c4"

  /// Why a document goes.
  public enum Reason: String, Sendable, CaseIterable {
    case loremIpsum = "c4-lorem-ipsum"
    case curlyBracket = "c4-curly-bracket"
    case fewSentences = "c4-few-sentences"
  }

  /// Why a line goes, or part of it.
  public enum Rule: String, Sendable, CaseIterable {
    case longWord = "c4-long-word"
    case citation = "c4-citation"
    case noTerminalPunctuation = "c4-no-terminal-punctuation"
    case fewWords = "c4-few-words"
    case javascript = "c4-javascript"
    case policy = "c4-policy"
    /// White space and line ends around lines; counted, not listed.
    case edge = "c4-edge"
  }

  /// A threshold that is nil switches its rule off.
  public struct Settings: Sendable, Equatable, Codable {
    public var removeCitations: Bool = true
    /// Lines that end in no mark that ends a sentence.
    public var filterNoTerminalPunct: Bool = true
    public var minNumSentences: Int? = 5
    public var minWordsPerLine: Int? = 3
    /// In characters.
    public var maxWordLength: Int? = 1000
    public var filterLoremIpsum: Bool = true
    public var filterJavascript: Bool = true
    public var filterCurlyBracket: Bool = true
    /// Lines on terms of use, privacy and cookies.
    public var filterPolicy: Bool = true

    public init() {}
  }

  private let settings: Settings
  private let phrases: C4Phrases

  public init(settings: Settings = Settings()) throws(CleaningError) {
    self.settings = settings
    phrases = try C4Phrases()
  }

  public func apply(to document: inout Document, using workspace: inout Workspace) -> Verdict {
    var output: [UInt8] = []
    swap(&output, &workspace.scratch)
    let (edits, failure) = workspace.withAnalysis(C4Buffers.self, of: document) { buffers in
      document.text.withUnsafeBufferPointer { text in
        var filter = C4LineFilter(text: text, settings: settings, phrases: phrases, buffers: buffers)
        let failure = filter.run(into: &output)
        return (filter.edits, failure)
      }
    }
    let isChanged = failure == nil && !edits.isEmpty
    if isChanged { swap(&document.text, &output) }
    swap(&output, &workspace.scratch)
    if let failure { return .drop(failure.dropReason) }
    return isChanged ? .edit(edits) : .keep
  }
}

/// What the filter fills anew for every line; kept from text to text.
final class C4Buffers: SharedAnalysis {
  let sentences = C4Sentences()
  var hits: [PhraseAutomaton.Hit] = []
  /// A line without its citations.
  var cleaned: [UInt8] = []

  /// There is nothing to find out beforehand.
  func analyse(_ text: UnsafeBufferPointer<UInt8>) {}
}
