// The pre_tokenizer of tokenizer.json, read and written.

import Corpus

/// Translates between `pre_tokenizer` and the steps of a split pattern.
enum HuggingFacePreTokenizer {
  /// The pattern of a `pre_tokenizer`.
  ///
  /// - Throws: `unsupported` for steps that are not known or lose text, and what a regular expression throws.
  static func pattern(_ value: JSONValue) throws(TokenizationError) -> SplitPattern {
    var steps: [SplitStep] = []
    try append(value, to: &steps, depth: 0)
    return try SplitPattern(steps: steps)
  }

  private static func append(
    _ value: JSONValue, to steps: inout [SplitStep], depth: Int
  ) throws(TokenizationError) {
    let type = value["type"]?.string ?? ""
    switch type {
    case "Sequence":
      guard depth < 8 else { throw unsupported("sequences of pre-tokenisers are nested too deep") }
      for part in value["pretokenizers"]?.array ?? [] { try append(part, to: &steps, depth: depth + 1) }
    case "ByteLevel":
      guard value["add_prefix_space"]?.bool == false else {
        throw unsupported("the ByteLevel pre-tokeniser adds a space in front, which decoding would not take away")
      }
      steps.append(
        .byteLevel(
          usesRegularExpression: value["use_regex"]?.bool ?? true, trimsOffsets: value["trim_offsets"]?.bool ?? true))
    case "Split": steps.append(try split(value))
    case "Digits": steps.append(.digits(areIndividual: value["individual_digits"]?.bool ?? false))
    case "Punctuation":
      let (behavior, removes) = try behavior(value)
      guard !removes else { throw unsupported("the Punctuation pre-tokeniser removes text") }
      steps.append(.punctuation(behavior))
    case "Whitespace", "WhitespaceSplit", "CharDelimiterSplit", "BertPreTokenizer":
      throw unsupported("the pre-tokeniser \(type) removes text, so that ids would not decode to what was encoded")
    case "":
      throw TokenizationError(.malformed, "a pre-tokeniser has no type")
    default: throw unsupported("the pre-tokeniser \(type) does not belong to byte-level BPE")
    }
  }

  private static func unsupported(_ message: String) -> TokenizationError { TokenizationError(.unsupported, message) }

  /// - Returns: the behaviour, and whether it is the one that removes matches (then the first is `isolated`).
  private static func behavior(_ value: JSONValue) throws(TokenizationError) -> (SplitStep.Behavior, removes: Bool) {
    let name = value["behavior"]?.string ?? "Isolated"
    if name == "Removed" { return (.isolated, true) }
    guard let behavior = SplitStep.Behavior(rawValue: name) else {
      throw unsupported("the behaviour “\(name)” of a pre-tokeniser is not known")
    }
    return (behavior, false)
  }

  private static func split(_ value: JSONValue) throws(TokenizationError) -> SplitStep {
    let (behavior, removes) = try behavior(value)
    let isInverted = value["invert"]?.bool ?? false
    if let text = value["pattern"]?["String"]?.string, !text.isEmpty {
      guard !removes else { throw unsupported("the Split pre-tokeniser removes text") }
      return .split(.string(text), behavior, isInverted: isInverted)
    }
    guard let expression = value["pattern"]?["Regex"]?.string else {
      throw TokenizationError(.malformed, "a Split pre-tokeniser has no pattern")
    }
    if removes {
      // What an expression that matches all text does not match is nothing.
      guard isInverted, try RegexParser.isTotal(expression) else {
        throw unsupported("the Split pre-tokeniser removes text")
      }
      return .split(.regularExpression(expression), .isolated, isInverted: false)
    }
    return .split(.regularExpression(expression), behavior, isInverted: isInverted)
  }

  /// The `pre_tokenizer` of a pattern.
  static func value(_ pattern: SplitPattern) -> JSONValue {
    let parts = pattern.steps.map(value)
    return parts.count == 1 ? parts[0] : ["type": "Sequence", "pretokenizers": .array(parts)]
  }

  private static func value(_ step: SplitStep) -> JSONValue {
    switch step {
    case .split(let pattern, let behavior, let isInverted):
      let found: JSONValue =
        switch pattern {
        case .regularExpression(let expression): ["Regex": .string(expression)]
        case .string(let string): ["String": .string(string)]
        }
      return [
        "type": "Split", "pattern": found, "behavior": .string(behavior.rawValue), "invert": .bool(isInverted),
      ]
    case .digits(let areIndividual): return ["type": "Digits", "individual_digits": .bool(areIndividual)]
    case .punctuation(let behavior): return ["type": "Punctuation", "behavior": .string(behavior.rawValue)]
    case .byteLevel(let usesRegularExpression, let trimsOffsets):
      return byteLevel(usesRegularExpression: usesRegularExpression, trimsOffsets: trimsOffsets)
    }
  }

  /// The object of a ByteLevel pre-tokeniser, which as a decoder or post-processor has the same fields.
  static func byteLevel(
    usesRegularExpression: Bool, addsPrefixSpace: Bool = false, trimsOffsets: Bool = true
  ) -> JSONValue {
    [
      "type": "ByteLevel", "add_prefix_space": .bool(addsPrefixSpace), "trim_offsets": .bool(trimsOffsets),
      "use_regex": .bool(usesRegularExpression),
    ]
  }
}
