// The ways to cut text into pre-tokens.

/// How text is cut into pre-tokens before merging: one of the known ways, or any steps of the same family.
///
/// Known patterns run as code of their own or, like all others, as steps that an interpreter of regular expressions
/// runs; the same text is cut the same by both. Two patterns are equal when their steps are.
public struct SplitPattern: Sendable, Hashable, CustomStringConvertible {
  /// Patterns that have a name.
  public enum Known: String, Sendable, CaseIterable {
    /// GPT-2, r50k, and GPT-NeoX.
    case gpt2
    /// GPT-4, and Llama 3.
    case cl100k
    /// Qwen 2 and 3: cl100k with single digits. Their tokenizers normalise to NFC first.
    case qwen2
    /// GPT-4o and gpt-oss: words split where case changes.
    case o200k
    /// DeepSeek LLM: a list of alphabets, punctuation, then ideographs, single digits.
    case deepseekLLM = "deepseek-llm"
    /// DeepSeek Coder.
    case deepseekCoder = "deepseek-coder"
    /// DeepSeek V2, V3 and R1: numbers of three digits, ideographs, then words with one mark in front.
    case deepseekV3 = "deepseek-v3"
    /// Falcon: punctuation, GPT-2's pattern, numbers of three digits.
    case falcon
    /// StarCoder, SmolLM, Command R: single digits, then GPT-2's pattern.
    case starcoder
  }

  /// What is done, in this order; the last but for further cuts is `byteLevel`.
  public let steps: [SplitStep]
  /// The name of these steps.
  public let known: Known?
  let method: Method

  /// How a pattern runs: as code that was written for it, or step by step.
  enum Method: Sendable {
    case gpt2, cl100k, qwen2, o200k, deepseekLLM, deepseekCoder, deepseekV3, falcon, starcoder
    case steps(StepSplitter)
  }

  /// A known pattern.
  public init(_ known: Known) {
    self.init(known.steps, known, known.method)
  }

  /// Steps, which are recognised where they are those of a known pattern.
  ///
  /// - Throws: `malformed` or `unsupported` for a regular expression that is not understood, `unsupported` unless exactly
  ///   one of the steps is `byteLevel`.
  public init(steps: [SplitStep]) throws(TokenizationError) {
    let levels = steps.filter { if case .byteLevel = $0 { true } else { false } }
    guard levels.count == 1 else {
      throw TokenizationError(
        .unsupported, "pre-tokenisation needs one ByteLevel step and has \(levels.count): this is no byte-level BPE")
    }
    if let known = try Known(steps: steps) {
      self.init(known)
      return
    }
    self.init(steps, nil, .steps(try StepSplitter(steps)))
  }

  private init(_ steps: [SplitStep], _ known: Known?, _ method: Method) {
    self.steps = steps
    self.known = known
    self.method = method
  }

  /// The pattern that tiktoken's `pat_str` says, in fancy-regex's syntax.
  ///
  /// - Throws: `malformed`, `unsupported` or `limitExceeded`; the offset counts characters.
  public init(regularExpression: String) throws(TokenizationError) {
    let spelled = try RegexParser.oniguruma(fromFancyRegex: regularExpression)
    try self.init(steps: Self.steps(splittingBy: spelled))
  }

  /// The pattern of that name, such as `cl100k` or its other name `llama3`.
  public init?(named name: String) {
    guard let known = Known(rawValue: name) ?? Known.otherNames[name] else { return nil }
    self.init(known)
  }

  /// The pattern that a name or a regular expression says.
  ///
  /// - Throws: `invalidArgument` for a word that is no name, otherwise as `init(regularExpression:)`.
  public init(nameOrRegularExpression text: String) throws(TokenizationError) {
    if let named = SplitPattern(named: text) {
      self = named
      return
    }
    guard text.unicodeScalars.contains(where: { "|\\[(*+?".unicodeScalars.contains($0) }) else {
      let names = Known.allCases.map(\.rawValue).joined(separator: ", ")
      throw TokenizationError(
        .invalidArgument, "there is no split pattern ‘\(text)’: name one of \(names), or give a regular expression")
    }
    try self.init(regularExpression: text)
  }

  /// Text is cut by one expression, and nothing else is done.
  static func steps(splittingBy expression: String) -> [SplitStep] {
    [
      .split(.regularExpression(expression), .isolated, isInverted: false),
      .byteLevel(usesRegularExpression: false, trimsOffsets: true),
    ]
  }

  /// The pattern's name, or `custom`.
  public var name: String { known?.rawValue ?? "custom" }

  /// The name, or what the steps are.
  public var description: String { known?.rawValue ?? regularExpression }

  /// The regular expression of the pattern; of several steps, a description of each.
  public var regularExpression: String {
    var parts: [String] = []
    for step in steps {
      switch step {
      case .split(.regularExpression(let expression), .isolated, isInverted: false): parts.append(expression)
      case .split(.regularExpression(let expression), let behavior, let isInverted):
        parts.append("\(behavior.rawValue)\(isInverted ? " (inverted)" : "") \(expression)")
      case .split(.string(let string), let behavior, let isInverted):
        parts.append("\(behavior.rawValue)\(isInverted ? " (inverted)" : "") “\(string)”")
      case .digits(let areIndividual): parts.append(areIndividual ? "each digit" : "numbers")
      case .punctuation(let behavior): parts.append("punctuation (\(behavior.rawValue))")
      case .byteLevel(let usesRegularExpression, _):
        if usesRegularExpression { parts.append(Known.gpt2.expressions[0]) }
      }
    }
    return parts.joined(separator: " → ")
  }

  public static func == (left: SplitPattern, right: SplitPattern) -> Bool { left.steps == right.steps }

  public func hash(into hasher: inout Hasher) { hasher.combine(steps) }

  /// Every known pattern.
  public static let allKnown = Known.allCases.map { SplitPattern($0) }

  public static let gpt2 = SplitPattern(.gpt2)
  public static let cl100k = SplitPattern(.cl100k)
  public static let qwen2 = SplitPattern(.qwen2)
  public static let o200k = SplitPattern(.o200k)
  public static let deepseekLLM = SplitPattern(.deepseekLLM)
  public static let deepseekCoder = SplitPattern(.deepseekCoder)
  public static let deepseekV3 = SplitPattern(.deepseekV3)
  public static let falcon = SplitPattern(.falcon)
  public static let starcoder = SplitPattern(.starcoder)
}
