// Which rules match a sentence, found out when somebody asks.
//
// Rules for any place are asked of every sentence with one of their anchors. Those for the ends of a text have everyday
// words for anchors, and are asked of the few sentences only that stand where they apply.

struct SentenceMatches {
  /// A sentence that a rule matched.
  struct Match {
    var rule: Int32
    /// Byte offset in the text where the removal ends.
    var end: Int
  }

  private let ruleSet: BoilerplateRuleSet
  private let text: UnsafeBufferPointer<UInt8>
  private let sentences: [Sentence]
  private let hits: [PhraseAutomaton.Hit]
  /// Where the hits of each sentence begin; one more than there are sentences.
  private var hitStarts: [Int32] = []
  /// All matches; `free` and `placed` say which are those of a sentence, for rules for any place and for the others.
  private var found: [Match] = []
  private var free: [Range<Int32>]
  private var placed: [Range<Int32>]
  private var folded = FoldedSentence()
  private var foldedIndex = -1
  private var matcher = PatternMatcher()
  /// The sentence for which each rule was last tried, twice its number and one more for rules for a place.
  private var tried: [Int32]

  /// Of a sentence that nobody has asked for.
  private static let unknown: Range<Int32> = -1 ..< -1

  init(
    ruleSet: BoilerplateRuleSet, text: UnsafeBufferPointer<UInt8>, sentences: [Sentence], hits: [PhraseAutomaton.Hit]
  ) {
    self.ruleSet = ruleSet
    self.text = text
    self.sentences = sentences
    self.hits = hits.sorted { ($0.start, $0.phrase) < ($1.start, $1.phrase) }
    free = Array(repeating: Self.unknown, count: sentences.count)
    placed = free
    tried = Array(repeating: -1, count: ruleSet.rules.count)
    hitStarts.reserveCapacity(sentences.count + 1)
    var next = 0
    for sentence in sentences {
      while next < self.hits.count, Int(self.hits[next].start) < sentence.start { next += 1 }
      hitStarts.append(Int32(next))
      while next < self.hits.count, Int(self.hits[next].start) < sentence.end { next += 1 }
    }
    hitStarts.append(Int32(next))
  }

  subscript(number: Int32) -> Match { found[Int(number)] }

  /// The first match of sentence `index` by a rule for `place`.
  mutating func match(_ index: Int, at place: BoilerplateRule.Place) -> Int32? {
    matches(of: index, isFree: place == .anywhere).first { ruleSet.rules[Int(found[Int($0)].rule)].place == place }
  }

  /// Whether any rule matches sentence `index`, wherever it stands.
  mutating func hasMatch(_ index: Int) -> Bool {
    !matches(of: index, isFree: true).isEmpty || !matches(of: index, isFree: false).isEmpty
  }

  private mutating func matches(of index: Int, isFree: Bool) -> Range<Int32> {
    let known = isFree ? free[index] : placed[index]
    if known != Self.unknown { return known }
    let start = Int32(found.count)
    find(index, isFree: isFree)
    let range = start..<Int32(found.count)
    if isFree { free[index] = range } else { placed[index] = range }
    return range
  }

  private mutating func find(_ index: Int, isFree: Bool) {
    let sentence = sentences[index]
    var position = Int(hitStarts[index])
    guard !sentence.isProtected, sentence.end - sentence.start <= FoldedSentence.byteLimit else { return }
    let mark = Int32(index) * 2 + (isFree ? 0 : 1)
    var candidates: [Int32] = []
    while position < hits.count, Int(hits[position].start) < sentence.end {
      for rule in ruleSet.rulesOfPhrase[Int(hits[position].phrase)] where tried[Int(rule)] != mark {
        tried[Int(rule)] = mark
        if (ruleSet.rules[Int(rule)].place == .anywhere) == isFree { candidates.append(rule) }
      }
      position += 1
    }
    guard !candidates.isEmpty else { return }
    if foldedIndex != index {
      folded.fold(text, sentence.start..<sentence.end)
      foldedIndex = index
    }
    for rule in candidates.sorted() { examine(sentence, rule) }
  }

  private mutating func examine(_ sentence: Sentence, _ rule: Int32) {
    guard let matched = length(ruleSet.patterns[Int(rule)]), length(ruleSet.exceptions[Int(rule)]) == nil else {
      return
    }
    var end = sentence.end
    if ruleSet.rules[Int(rule)].extent == .throughColon {
      let body = folded.bytes[..<folded.bodyEnd]
      if let colon = body[min(max(0, matched - 1), body.count)...].firstIndex(of: UInt8(ascii: ":")) {
        end = Int(folded.sourceEnds[colon])
      } else if Self.announces(ruleSet.rules[Int(rule)]), body.contains(UInt8(ascii: ":")) {
        // What the pattern found stands behind the announcement.
        return
      }
    }
    found.append(Match(rule: rule, end: end))
  }

  /// Length of the match of a pattern in the folded sentence.
  private mutating func length(_ pattern: Range<Int32>) -> Int? {
    pattern.isEmpty ? nil : matcher.match(ruleSet.program, pattern, in: folded.bytes, bodyEnd: folded.bodyEnd)
  }

  private static func announces(_ rule: BoilerplateRule) -> Bool {
    rule.place == .opening || rule.place == .afterOpening
  }
}
