// Which sentences go: what the rules say of each, and then what their places say.

struct SentenceJudge {
  /// Sentences that stay, beyond which a block is no refusal.
  private static let refusalSentenceLimit = 8

  private let ruleSet: BoilerplateRuleSet
  private let text: UnsafeBufferPointer<UInt8>
  private let sentences: [Sentence]
  private var matches: SentenceMatches
  /// For each sentence the match by which it goes, -1 while it stays.
  private var verdicts: [Int32]
  /// Sentences that go along with a refusal, whatever they say.
  private var swept: [Bool]

  init(
    ruleSet: BoilerplateRuleSet, text: UnsafeBufferPointer<UInt8>, sentences: [Sentence], hits: [PhraseAutomaton.Hit]
  ) {
    self.ruleSet = ruleSet
    self.text = text
    self.sentences = sentences
    matches = SentenceMatches(ruleSet: ruleSet, text: text, sentences: sentences, hits: hits)
    verdicts = Array(repeating: -1, count: sentences.count)
    swept = Array(repeating: false, count: sentences.count)
  }

  /// The blocks, in order: a turn of a conversation each, or the whole text.
  func blocks() -> [(number: Int, range: Range<Int>)] {
    var result: [(number: Int, range: Range<Int>)] = []
    var start = 0
    while start < sentences.count {
      var end = start
      while end < sentences.count, sentences[end].block == sentences[start].block { end += 1 }
      result.append((sentences[start].block, start..<end))
      start = end
    }
    return result
  }

  /// Decides on the sentences of one block.
  mutating func decide(_ block: Range<Int>) {
    for index in block where verdicts[index] < 0 { take(index, ifAt: .anywhere, isAnnounced(index, in: block)) }
    var changed = true
    while changed {
      changed = decideOpening(block)
      changed = decideClosing(block) || changed
      changed = decideNeighbours(block) || changed
    }
    sweepRefusal(block)
  }

  private func isAnnounced(_ index: Int, in block: Range<Int>) -> Bool {
    sentences[index].followsColon && !(index > block.lowerBound && isGone(index - 1))
  }

  /// Gives sentence `index` its verdict when a rule for `place` matched it.
  @discardableResult
  private mutating func take(_ index: Int, ifAt place: BoilerplateRule.Place, _ isExcluded: Bool = false) -> Bool {
    guard !isExcluded, verdicts[index] < 0, let match = match(index, at: place) else { return false }
    verdicts[index] = match
    return true
  }

  private mutating func match(_ index: Int, at place: BoilerplateRule.Place) -> Int32? {
    matches.match(index, at: place)
  }

  private func isGone(_ index: Int) -> Bool {
    swept[index] || (verdicts[index] >= 0 && matches[verdicts[index]].end >= sentences[index].end)
  }

  private mutating func decideOpening(_ block: Range<Int>) -> Bool {
    var changed = false
    var index = block.lowerBound
    var hasRemoved = false
    while index < block.upperBound, isTitle(index, in: block) { index += 1 }
    while index < block.upperBound {
      if isGone(index) {
        hasRemoved = hasRemoved || isPolite(index)
        index += 1
        continue
      }
      guard verdicts[index] < 0, !isAnnounced(index, in: block) else { break }
      var goes = take(index, ifAt: .opening) || take(index, ifAt: .edge) || take(index, ifAt: .prompt)
      if !goes, index > block.lowerBound, isPrompt(index - 1) { goes = take(index, ifAt: .afterPrompt) }
      if !goes, index + 1 < block.upperBound, match(index + 1, at: .afterPrompt) != nil {
        goes = take(index, ifAt: .role)
      }
      if !goes, hasRemoved { goes = take(index, ifAt: .afterOpening) }
      if !goes, match(index, at: .interjection) != nil {
        let next = index + 1
        let isAnnouncing =
          next < block.upperBound
          && (isGone(next) || match(next, at: .afterOpening) != nil || match(next, at: .opening) != nil)
        if isAnnouncing || (endsInExclamation(index) && (hasRemoved || startsNewSentence(after: index, in: block))) {
          goes = take(index, ifAt: .interjection)
        }
      }
      guard goes else { break }
      changed = true
    }
    return changed
  }

  /// Removed as part of a prompt, behind which more of it may stand.
  private func isPrompt(_ index: Int) -> Bool {
    guard verdicts[index] >= 0 else { return false }
    let place = ruleSet.rules[Int(matches[verdicts[index]].rule)].place
    return place == .prompt || place == .role || place == .afterPrompt
  }

  /// Removed as a polite opening, behind which an announcement may stand.
  private func isPolite(_ index: Int) -> Bool {
    guard verdicts[index] >= 0 else { return false }
    let place = ruleSet.rules[Int(matches[verdicts[index]].rule)].place
    return [.opening, .interjection, .afterOpening, .prompt, .edge].contains(place)
  }

  /// A heading, or a short first line without closing punctuation above the text.
  private mutating func isTitle(_ index: Int, in block: Range<Int>) -> Bool {
    let sentence = sentences[index]
    if sentence.isHeading { return true }
    guard index == block.lowerBound, index + 1 < block.upperBound, sentences[index + 1].opensLine else { return false }
    guard sentence.end - sentence.start <= 100, verdicts[index] < 0 else { return false }
    if match(index, at: .opening) != nil || match(index, at: .interjection) != nil { return false }
    switch text[sentence.end - 1] {
    case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: ":"), UInt8(ascii: ","): return false
    case 0x82, 0x81, 0x9f, 0x9a, 0x8c:
      let lead = sentence.end >= 3 ? text[sentence.end - 3] : 0
      return !(lead == 0xe3 || lead == 0xef)
    default: return true
    }
  }

  private func endsInExclamation(_ index: Int) -> Bool {
    let end = sentences[index].end
    return text[end - 1] == UInt8(ascii: "!")
      || (end >= 3 && text[end - 3] == 0xef && text[end - 2] == 0xbc && text[end - 1] == 0x81)
  }

  /// "Certainly! cried the captain" goes on in lower case.
  private func startsNewSentence(after index: Int, in block: Range<Int>) -> Bool {
    guard index + 1 < block.upperBound else { return true }
    let byte = text[sentences[index + 1].start]
    return !(byte >= 0x61 && byte <= 0x7a)
  }

  private mutating func decideClosing(_ block: Range<Int>) -> Bool {
    var changed = false
    var index = block.upperBound - 1
    while index >= block.lowerBound {
      if !isGone(index) {
        guard verdicts[index] < 0, !isAnnounced(index, in: block) else { break }
        if take(index, ifAt: .closing) || take(index, ifAt: .edge) {
          changed = true
        } else if match(index, at: .besideRemoved) == nil {
          break
        }
      }
      index -= 1
    }
    return changed
  }

  /// What says nothing by itself goes with the sentence beside it: "Happy baking!" behind an offer.
  private mutating func decideNeighbours(_ block: Range<Int>) -> Bool {
    var changed = false
    for index in block where !isAnnounced(index, in: block) {
      let isBeside =
        (index > block.lowerBound && isGone(index - 1)) || (index + 1 < block.upperBound && isGone(index + 1))
      if isBeside, take(index, ifAt: .besideRemoved) { changed = true }
    }
    return changed
  }

  /// Removed for a refusal.
  private func isRefusal(_ index: Int) -> Bool {
    guard verdicts[index] >= 0 else { return false }
    let rule = ruleSet.rules[Int(matches[verdicts[index]].rule)]
    return rule.isRefusal
  }

  /// A block that is a refusal, what goes along with refusals, and at most one other sentence goes as a whole.
  private mutating func sweepRefusal(_ block: Range<Int>) {
    var others = 0
    var otherBytes = 0
    var companions = 0
    var refusal: Int?
    // A refusal is short; in a long block nobody need be asked.
    guard block.count(where: { verdicts[$0] < 0 }) <= Self.refusalSentenceLimit else { return }
    for (offset, index) in block.enumerated() {
      let isAlone = match(index, at: .alone) != nil
      if verdicts[index] >= 0 || isAlone {
        if refusal == nil, isAlone || isRefusal(index) { refusal = offset }
      } else if matches.hasMatch(index) {
        companions += 1
      } else {
        others += 1
        otherBytes += sentences[index].end - sentences[index].start
      }
    }
    // Who refuses says so at once, or after a word of sympathy.
    guard let refusal, refusal <= 1 else { return }
    let isAlone = others == 0 && companions <= 4
    let isNearlyAlone = others == 1 && companions <= 3 && refusal == 0 && otherBytes <= 240
    guard isAlone || isNearlyAlone else { return }
    for index in block {
      if let alone = match(index, at: .alone) {
        verdicts[index] = alone
      } else if !take(index, ifAt: .besideRefusal), verdicts[index] < 0 {
        swept[index] = true
      }
    }
  }

  func sawRefusal(_ block: Range<Int>) -> Bool {
    block.contains { index in
      swept[index] || (verdicts[index] >= 0 && ruleSet.rules[Int(matches[verdicts[index]].rule)].isRefusal)
    }
  }

  /// Whether a sentence goes for what it says, and not for its place in the text.
  func isCertain(_ block: Range<Int>) -> Bool {
    block.contains { index in
      guard verdicts[index] >= 0 else { return swept[index] }
      let rule = ruleSet.rules[Int(matches[verdicts[index]].rule)]
      return rule.isRefusal || rule.place == .anywhere || rule.place == .edge
    }
  }

  func isEmptied(_ block: Range<Int>) -> Bool { block.allSatisfy { isGone($0) } }

  /// What goes, with the space that the sentence leaves behind.
  func stretches(_ block: Range<Int>) -> [(range: Range<Int>, rule: String)] {
    var result: [(range: Range<Int>, rule: String)] = []
    var tail = block.upperBound
    while tail > block.lowerBound, isGone(tail - 1) { tail -= 1 }
    let rests = restsOfLines(block)
    for index in block where verdicts[index] >= 0 || swept[index] {
      let sentence = sentences[index]
      let end = swept[index] ? sentence.end : matches[verdicts[index]].end
      let rule = swept[index] ? "refusal-remainder" : ruleSet.rules[Int(matches[verdicts[index]].rule)].id
      let range =
        rests[index - block.lowerBound] && index + 1 < tail
        ? withSpaceInLine(index)
        : withSpace(withEmphasis(sentence.start..<end), index: index, block: block, isLast: index + 1 >= tail)
      guard !range.isEmpty else { continue }
      result.append((range, rule))
    }
    return result
  }

  /// Which sentences are the rest of a line that goes, behind a part of it that stays.
  private func restsOfLines(_ block: Range<Int>) -> [Bool] {
    var rests = block.map { isGone($0) }
    for place in rests.indices.reversed()
    where place + 1 < rests.count && !sentences[block.lowerBound + place + 1].opensLine {
      rests[place] = rests[place] && rests[place + 1]
    }
    var staysInFront = false
    for place in rests.indices {
      if sentences[block.lowerBound + place].opensLine { staysInFront = false }
      if rests[place] { rests[place] = staysInFront } else { staysInFront = true }
    }
    return rests
  }

  /// With the marks that close the emphasis which begins with the range and ends right behind it.
  private func withEmphasis(_ range: Range<Int>) -> Range<Int> {
    var length = 0
    while range.lowerBound + length < range.upperBound, text[range.lowerBound + length] == UInt8(ascii: "*"), length < 3
    {
      length += 1
    }
    let end = range.upperBound + length
    guard length > 0, end <= text.count, text[range.upperBound..<end].allSatisfy({ $0 == UInt8(ascii: "*") }),
      !text[range.lowerBound + length..<range.upperBound].contains(UInt8(ascii: "*"))
    else { return range }
    return range.lowerBound..<end
  }

  /// A sentence of the rest of a line with the space in front of it, so that the line's end stays.
  private func withSpaceInLine(_ index: Int) -> Range<Int> {
    sentences[index - 1].end..<sentences[index].end
  }

  /// The space behind a sentence goes with it; before the end of a block the space in front.
  ///
  /// - Parameter isLast: nothing of the block remains behind the sentence.
  private func withSpace(_ range: Range<Int>, index: Int, block: Range<Int>, isLast: Bool) -> Range<Int> {
    guard isLast, range.upperBound == sentences[index].end else {
      let limit = index + 1 < block.upperBound ? sentences[index + 1].start : range.upperBound
      var end = range.upperBound
      if index + 1 >= block.upperBound, range.upperBound == sentences[index].end { return range }
      while end < max(limit, range.upperBound) || (end < sentences[index].end && isBlank(end)) {
        guard isBlank(end) else { break }
        end += 1
      }
      return range.lowerBound..<end
    }
    guard index > block.lowerBound else { return range }
    var start = range.lowerBound
    while start > sentences[index - 1].end, isBlank(start - 1) { start -= 1 }
    return start..<range.upperBound
  }

  private func isBlank(_ position: Int) -> Bool {
    text[position] == 0x20 || (text[position] >= 0x09 && text[position] <= 0x0d)
  }
}
