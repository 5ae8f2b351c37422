// How benchmark items are looked for and what happens to a match.

/// What counts as an item of a benchmark in a text, and what happens then. Each benchmark may have its own.
public struct MatchRules: Sendable, Hashable {
  /// What happens to a document with matches; of several benchmarks the strongest counts.
  public enum Action: String, Sendable, CaseIterable, Codable {
    /// The document goes.
    case drop
    /// Each match goes, with `cutWindow` characters on both sides (Brown et al. 2020).
    case cut
    /// Nothing goes; the matches are reported.
    case report
  }

  /// Which parts of an item are looked for.
  public enum Parts: String, Sendable, CaseIterable, Codable {
    /// Question, options and answer together.
    case all
    case questionAndAnswer = "question-and-answer"
    case questionAndOptions = "question-and-options"
    case question
  }

  public var action: Action = .drop
  /// Units in an n-gram.
  public var n: Int = 13
  /// Items (or questions) with fewer than `n` units are matched as a whole when they have at least this many.
  public var minimumItemUnits: Int = 8
  /// N-grams with fewer distinct units are common language or tables, not items.
  public var minimumDistinctUnits: Int = 7
  public var parts: Parts = .all
  /// How question, options and answer are written down together; empty: as `ItemFormat.standard` has it.
  public var formats: [ItemFormat] = []
  /// Per cent of a question's units that must stand in a stretch of text, in runs of three and more, where no n-gram
  /// matches as a whole; 0: only n-grams count.
  public var clusterShare: Int = 50

  public init() {}

  /// - Throws: `DecontaminationError` of code `setting` for what is out of range.
  public func validate() throws(DecontaminationError) {
    func check(_ isRight: Bool, _ name: String, _ message: String) throws(DecontaminationError) {
      if !isRight { throw DecontaminationError(code: .setting, message: message, location: name) }
    }
    try check((5...64).contains(n), "ngram", "\(n) is not between 5 and 64")
    try check((5...64).contains(minimumItemUnits), "minimum_units", "\(minimumItemUnits) is not between 5 and 64")
    try check(
      (1...n).contains(minimumDistinctUnits), "minimum_distinct",
      "\(minimumDistinctUnits) is not between 1 and the length of the n-grams, \(n)")
    try check(
      clusterShare == 0 || (20...100).contains(clusterShare), "cluster",
      "\(clusterShare) is neither 0 nor between 20 and 100")
    for format in formats { try format.validate() }
  }
}

/// What holds for all benchmarks of an index.
public struct DecontaminationSettings: Sendable, Equatable {
  /// For benchmarks that have no rules of their own.
  public var rules = MatchRules()
  /// Characters that `cut` removes on either side of a match.
  public var cutWindow: Int = 200
  /// A document that would need more cuts is dropped.
  public var maximumCuts: Int = 10

  public init() {}

  /// - Throws: `DecontaminationError` of code `setting` for what is out of range.
  public func validate() throws(DecontaminationError) {
    try rules.validate()
    func check(_ value: Int, _ name: String) throws(DecontaminationError) {
      if !(0...100_000).contains(value) {
        throw DecontaminationError(code: .setting, message: "\(value) is not between 0 and 100000", location: name)
      }
    }
    try check(cutWindow, "cut_window")
    try check(maximumCuts, "maximum_cuts")
  }
}
