// How leaks are recognised and what is done about them.

/// Settings of decontamination.
public struct DecontaminationSettings: Sendable, Equatable, Codable {
  public enum Action: String, Sendable, Codable, CaseIterable {
    /// The document goes.
    case drop
    /// The match goes, with `cutWindow` characters on both sides (Brown et al. 2020).
    case cut
    /// Nothing goes; the matches are reported.
    case report
  }

  public var action: Action = .drop
  /// Units in an n-gram.
  public var n: Int = 13
  /// Items (or questions) with fewer than `n` units are matched as a whole when they have at least this many.
  public var minimumItemUnits: Int = 8
  /// N-grams with fewer distinct units are common language or tables, not items.
  public var minimumDistinctUnits: Int = 7
  /// Characters that `cut` removes on either side of a match.
  public var cutWindow: Int = 200
  /// A document that would need more cuts is dropped.
  public var maximumCuts: Int = 10
  /// Whether answers and options are matched, or questions only.
  public var usesAnswers: Bool = true

  public init() {}

  func validate() throws(DecontaminationError) {
    func check(_ isRight: Bool, _ name: String, _ message: String) throws(DecontaminationError) {
      if !isRight { throw DecontaminationError(code: .setting, message: message, location: name) }
    }
    try check((5...64).contains(n), "n", "\(n) is not between 5 and 64")
    try check((3...64).contains(minimumItemUnits), "minimum_item_units", "\(minimumItemUnits) is not between 3 and 64")
    try check((1...n).contains(minimumDistinctUnits), "minimum_distinct_units", "it is between 1 and n")
    try check((0...100_000).contains(cutWindow), "cut_window", "\(cutWindow) is not between 0 and 100000")
    try check((0...100_000).contains(maximumCuts), "maximum_cuts", "\(maximumCuts) is not between 0 and 100000")
  }
}
