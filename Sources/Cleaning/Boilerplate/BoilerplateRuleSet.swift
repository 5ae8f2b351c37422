// Rules compiled: one automaton for all anchors, one program for all patterns.

/// A compiled set of rules.
struct BoilerplateRuleSet: Sendable {
  let rules: [BoilerplateRule]
  /// Finds all phrases.
  let automaton: PhraseAutomaton
  /// Finds those that matter in the middle of a long text: the others are everyday words.
  let middleAutomaton: PhraseAutomaton
  let program: PatternProgram
  /// For each rule where its patterns, and where its exceptions, lie in the program; empty for no exceptions.
  let patterns: [Range<Int32>]
  let exceptions: [Range<Int32>]
  /// For each phrase of the automaton the rules that name it; marker phrases come first and name none.
  let rulesOfPhrase: [[Int32]]
  let markerPhraseCount: Int
  /// For each phrase where in a text it can matter.
  let reachOfPhrase: [Reach]

  struct Reach: OptionSet, Sendable {
    let rawValue: UInt8
    static let everywhere = Reach(rawValue: 1)
    static let start = Reach(rawValue: 2)
    static let end = Reach(rawValue: 4)
    static let shortTexts = Reach(rawValue: 8)
    /// At the start of a text, of what begins a prompt.
    static let prompt = Reach(rawValue: 16)
    /// At the start of a text in which something begins a prompt.
    static let behindPrompt = Reach(rawValue: 32)
  }

  private static func reach(_ rule: BoilerplateRule) -> Reach {
    switch rule.place {
    case .anywhere: .everywhere
    case .opening, .afterOpening, .interjection: .start
    case .prompt, .role: [.start, .prompt]
    case .afterPrompt: .behindPrompt
    case .closing: .end
    case .edge, .besideRemoved: [.start, .end]
    case .besideRefusal, .alone: .shortTexts
    }
  }

  /// The patterns as alternatives; those that begin with the same repeated element share it, which keeps the program
  /// small.
  static func joined(_ patterns: [String]) -> String {
    var heads: [Substring] = []
    var tails: [Substring: [Substring]] = [:]
    for pattern in patterns {
      let head = leadingRepetition(pattern)
      if tails[head] == nil { heads.append(head) }
      tails[head, default: []].append(pattern.dropFirst(head.count))
    }
    return heads.map { head in
      let rest = tails[head] ?? []
      return head.isEmpty || rest.count == 1
        ? rest.map { head + $0 }.joined(separator: "|") : head + "(" + rest.joined(separator: "|") + ")"
    }.joined(separator: "|")
  }

  /// `(…)*` or `{…}*` at the beginning of a pattern, or nothing.
  private static func leadingRepetition(_ pattern: String) -> Substring {
    guard let first = pattern.first, first == "(" || first == "{" else { return "" }
    let closing: Character = first == "(" ? ")" : "}"
    var depth = 0
    var index = pattern.startIndex
    while index < pattern.endIndex {
      let character = pattern[index]
      index = pattern.index(after: index)
      if character == "\\", index < pattern.endIndex {
        index = pattern.index(after: index)
      } else if character == first {
        depth += 1
      } else if character == closing {
        depth -= 1
        guard depth == 0 else { continue }
        return index < pattern.endIndex && pattern[index] == "*" ? pattern[...index] : ""
      }
    }
    return ""
  }

  /// - Throws: `CleaningError` when a rule has no anchors or a pattern does not parse.
  init(rules: [BoilerplateRule], vocabulary: [String: [String]], markers: [String]) throws(CleaningError) {
    self.rules = rules
    let folded = vocabulary.map { (LetterFolding.folded($0.key), $0.value.map { LetterFolding.folded($0) }) }
    var parser = PatternParser(vocabulary: Dictionary(folded) { first, _ in first })
    var phrases: [[UInt8]] = []
    var phraseNumbers: [[UInt8]: Int] = [:]
    var owners: [[Int32]] = []
    func add(_ phrase: [UInt8], for rule: Int32?) {
      let number = phraseNumbers[phrase] ?? phrases.count
      if number == phrases.count {
        phrases.append(phrase)
        phraseNumbers[phrase] = number
        owners.append([])
      }
      if let rule, owners[number].last != rule { owners[number].append(rule) }
    }
    for marker in markers {
      for spelling in LetterFolding.spellings(of: marker.lowercased(), isChinese: false) {
        add(Array(spelling.utf8), for: nil)
      }
    }
    let markerCount = phrases.count
    markerPhraseCount = markerCount
    var patterns: [Range<Int32>] = []
    var exceptions: [Range<Int32>] = []
    for (index, rule) in rules.enumerated() {
      guard !rule.anchors.isEmpty, !rule.anchors.contains("") else {
        throw CleaningError(code: .anchors, message: "a rule needs anchors, and none may be empty", location: rule.id)
      }
      for anchor in rule.anchors {
        for spelling in LetterFolding.spellings(of: anchor, isChinese: rule.languages.contains("zh")) {
          add(Array(spelling.utf8), for: Int32(index))
        }
      }
      let pattern = LetterFolding.folded(Self.joined(rule.patterns))
      patterns.append(try parser.compile(pattern, accepting: index, rule: rule.id))
      if rule.exceptions.isEmpty {
        exceptions.append(0..<0)
      } else {
        let pattern = rule.exceptions.map { "…(\($0))" }.joined(separator: "|")
        exceptions.append(try parser.compile(LetterFolding.folded(pattern), accepting: index, rule: rule.id))
      }
    }
    program = PatternProgram(instructions: parser.program, tables: parser.tables)
    self.patterns = patterns
    self.exceptions = exceptions
    rulesOfPhrase = owners
    let reaches = owners.enumerated().map { number, owners in
      if number < markerCount { return Reach.everywhere }
      return owners.reduce(into: Reach()) { $0.formUnion(Self.reach(rules[Int($1)])) }
    }
    reachOfPhrase = reaches
    automaton = try PhraseAutomaton(phrases: phrases)
    let middle = phrases.indices.filter { reaches[$0].contains(.everywhere) }
    middleAutomaton = try PhraseAutomaton(phrases: middle.map { phrases[$0] }, numbers: middle.map { Int32($0) })
  }
}
