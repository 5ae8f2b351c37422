// A rule of the AI-boilerplate stage: data, with its own tests.

/// What a sentence of boilerplate looks like and where it may stand.
///
/// A sentence is removed when one of `patterns` matches it from its beginning, none of `exceptions` occurs in it, it
/// stands where `place` allows, and it is not protected (quotation, code, list, heading; a user's turn).
public struct BoilerplateRule: Sendable {
  /// Where a sentence must stand for the rule to hold.
  public enum Place: String, Sendable {
    /// Anywhere: the sentence itself leaves no doubt.
    case anywhere
    /// First in the document or turn, or behind nothing but removed sentences and a title.
    case opening
    /// At the opening, behind a removed polite sentence or an interjection.
    case afterOpening
    /// An interjection at the opening; counts only when `afterOpening` holds for the next sentence.
    case interjection
    /// At the opening, as the beginning of a prompt: what a model is told to be.
    case prompt
    /// At the opening; counts only when `afterPrompt` holds for the next sentence.
    case role
    /// Directly behind a removed sentence of a prompt.
    case afterPrompt
    /// Last in the document or turn, or before nothing but removed sentences.
    case closing
    /// At either end.
    case edge
    /// Directly before or behind a removed sentence.
    case besideRemoved
    /// In a document or turn that is else a refusal only.
    case besideRefusal
    /// The document or turn is this sentence and at most one other.
    case alone
  }

  /// What is removed.
  public enum Extent: String, Sendable {
    case sentence
    /// Up to the first colon, when the sentence goes on behind it.
    case throughColon
  }

  public let id: String
  /// BCP 47 codes; for documentation and for switching languages off.
  public let languages: [String]
  public let place: Place
  public let extent: Extent
  /// True for rules that recognise a refusal to answer.
  public let isRefusal: Bool
  /// Phrases one of which occurs in every sentence the rule can match: what the automaton looks for. In lower case;
  /// Chinese in simplified characters, the traditional ones are added.
  public let anchors: [String]
  /// See `PatternParser`.
  public let patterns: [String]
  /// Patterns whose occurrence anywhere in the sentence speaks against the rule.
  public let exceptions: [String]
  /// Sentences that the rule removes where it applies.
  public let examples: [String]
  /// Sentences that the stage leaves alone wherever they stand.
  public let counterExamples: [String]

  public init(
    id: String, languages: [String], place: Place, extent: Extent = .sentence, isRefusal: Bool = false,
    anchors: [String], patterns: [String], exceptions: [String] = [], examples: [String],
    counterExamples: [String]
  ) {
    self.id = id
    self.languages = languages
    self.place = place
    self.extent = extent
    self.isRefusal = isRefusal
    self.anchors = anchors
    self.patterns = patterns
    self.exceptions = exceptions
    self.examples = examples
    self.counterExamples = counterExamples
  }
}
