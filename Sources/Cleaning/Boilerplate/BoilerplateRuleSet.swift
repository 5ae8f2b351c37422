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
  }

  private static func reach(_ rule: BoilerplateRule) -> Reach {
    switch rule.place {
    case .anywhere: .everywhere
    case .opening, .afterOpening, .interjection: .start
    case .closing: .end
    case .edge: [.start, .end]
    case .besideRefusal, .alone: .shortTexts
    }
  }

  /// - Throws: `CleaningError` when a rule has no anchors or a pattern does not parse.
  init(rules: [BoilerplateRule], vocabulary: [String: [String]], markers: [String]) throws(CleaningError) {
    self.rules = rules
    var parser = PatternParser(vocabulary: vocabulary)
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
    for marker in markers { add(Array(marker.lowercased().utf8), for: nil) }
    let markerCount = phrases.count
    markerPhraseCount = markerCount
    var patterns: [Range<Int32>] = []
    var exceptions: [Range<Int32>] = []
    for (index, rule) in rules.enumerated() {
      guard !rule.anchors.isEmpty, !rule.anchors.contains("") else {
        throw CleaningError(code: .anchors, message: "a rule needs anchors, and none may be empty", location: rule.id)
      }
      for anchor in rule.anchors {
        add(Array(anchor.utf8), for: Int32(index))
        let traditional = ChineseFolding.traditional(anchor)
        if traditional != anchor { add(Array(traditional.utf8), for: Int32(index)) }
      }
      patterns.append(try parser.compile(rule.patterns.joined(separator: "|"), accepting: index, rule: rule.id))
      if rule.exceptions.isEmpty {
        exceptions.append(0..<0)
      } else {
        let pattern = rule.exceptions.map { "…(\($0))" }.joined(separator: "|")
        exceptions.append(try parser.compile(pattern, accepting: index, rule: rule.id))
      }
    }
    program = PatternProgram(instructions: parser.program)
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
