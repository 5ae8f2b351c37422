// An evaluation item: what must not be in training text.

/// One item of a benchmark.
public struct BenchmarkItem: Sendable, Equatable {
  /// Name of the benchmark.
  public var benchmark: String
  /// The item's name within the benchmark.
  public var item: String
  public var question: String
  public var answer: String
  /// The choices, without their letters.
  public var options: [String]
  /// How this item is looked for; nil: as the index's settings say.
  public var rules: MatchRules?

  public init(
    benchmark: String, item: String, question: String, answer: String = "", options: [String] = [],
    rules: MatchRules? = nil
  ) {
    self.benchmark = benchmark
    self.item = item
    self.question = question
    self.answer = answer
    self.options = options
    self.rules = rules
  }
}
