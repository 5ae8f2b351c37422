// Finds leaked markers in the lines in which the automaton saw one.

struct MarkerScanner {
  private let text: UnsafeBufferPointer<UInt8>
  private static let tokens: [[UInt8]] = MarkerRules.tokens.map { Array($0.utf8) }
  private static let roles: [[UInt8]] = MarkerRules.roles.map { Array($0.utf8) }

  init(_ text: UnsafeBufferPointer<UInt8>) { self.text = text }

  /// The stretches to remove, ascending.
  ///
  /// - Parameters:
  ///   - hits: where the automaton saw a marker phrase; by ascending end.
  ///   - isConversation: a conversation keeps its labels.
  func stretches(hits: [PhraseAutomaton.Hit], isConversation: Bool) -> [(range: Range<Int>, rule: String)] {
    var result: [(range: Range<Int>, rule: String)] = []
    let fences = fenceStarts()
    let fragments = fragments(hits, fences: fences)
    if !fragments.isEmpty { return fragments }
    let content = contentBounds()
    if let prompt = PromptTurn.find(in: text, from: content.lowerBound, isConversation: isConversation) {
      return [(content.lowerBound..<prompt.upperBound, MarkerRules.promptRule)]
    }
    var doneTo = 0
    var fencesAbove = 0
    for hit in hits {
      guard Int(hit.start) >= doneTo else { continue }
      let line = lineBounds(at: Int(hit.start))
      doneTo = line.upperBound
      // Between an odd number of fences and the next one there is code.
      while fencesAbove < fences.count, fences[fencesAbove] <= line.lowerBound { fencesAbove += 1 }
      if fencesAbove % 2 == 1 { continue }
      for stretch in stretches(in: line, content: content, isConversation: isConversation) {
        let start = max(stretch.range.lowerBound, result.last?.range.upperBound ?? 0)
        if start < stretch.range.upperBound { result.append((start..<stretch.range.upperBound, stretch.rule)) }
      }
    }
    return result
  }

  /// Marks of citations and blocks of reasoning, ascending.
  private func fragments(_ hits: [PhraseAutomaton.Hit], fences: [Int]) -> [(range: Range<Int>, rule: String)] {
    var result: [(range: Range<Int>, rule: String)] = []
    var fencesAbove = 0
    // Phrases whose closing tag stands nowhere behind: none of the same phrase further on has one.
    var unclosed: Set<Int32> = []
    for hit in hits {
      let start = Int(hit.start)
      guard start >= result.last?.range.upperBound ?? 0 else { continue }
      while fencesAbove < fences.count, fences[fencesAbove] <= start { fencesAbove += 1 }
      if fencesAbove % 2 == 1 { continue }
      if text[start] == UInt8(ascii: "<") {
        guard LeakedFragment.opensReasoning(text, hit), !unclosed.contains(hit.phrase),
          !speaksOfToken(behind: Int(hit.end))
        else { continue }
        if let end = LeakedFragment.reasoningEnd(text, hit) {
          result.append((lineBounds(at: start).lowerBound..<end, LeakedFragment.reasoningRule))
        } else {
          unclosed.insert(hit.phrase)
        }
      } else if let mark = LeakedFragment.citation(text, at: start) {
        result.append((withSpaceBefore(mark), LeakedFragment.citationRule))
      }
    }
    return result
  }

  /// A mark with the space before it; with its line when nothing else stands there.
  private func withSpaceBefore(_ mark: Range<Int>) -> Range<Int> {
    let line = lineBounds(at: mark.lowerBound)
    if trimmed(line) == mark { return wholeLine(line) }
    var start = mark.lowerBound
    while start > line.lowerBound, text[start - 1] == 0x20 { start -= 1 }
    return start..<mark.upperBound
  }

  private func stretches(
    in line: Range<Int>, content: Range<Int>, isConversation: Bool
  ) -> [(range: Range<Int>, rule: String)] {
    let body = trimmed(line)
    guard !body.isEmpty else { return [] }
    let caption = String(decoding: UnsafeBufferPointer(rebasing: text[body]), as: UTF8.self)
    let folded = body.count < 200 ? caption.lowercased() : ""
    if MarkerRules.captions.contains(folded) || MarkerRules.isCaptionForm(folded) {
      let isCommon = MarkerRules.commonCaptions.contains(folded)
      if !isCommon || body.lowerBound == content.lowerBound || body.upperBound == content.upperBound {
        return [(wholeLine(line), MarkerRules.windowRule)]
      }
    }
    if !folded.isEmpty, isWindowLine(folded, isAtEnd: isAtEnd(body, of: content), isConversation) {
      return [(wholeLine(line), MarkerRules.windowRule)]
    }
    if !isConversation, body.upperBound == content.upperBound, body.lowerBound > content.lowerBound,
      ChatLabels.isOrphan(text, line)
    {
      return [(wholeLine(line), MarkerRules.templateRule)]
    }
    if !isConversation, body.lowerBound == content.lowerBound, let label = ChatLabels.leakedLabel(text, line),
      !label.isAlone || body.upperBound != content.upperBound
    {
      let end = label.isAlone ? wholeLine(line).upperBound : label.contentStart
      return [(line.lowerBound..<end, MarkerRules.templateRule)]
    }
    return tokenStretches(in: line, body: body)
  }

  /// Rows of buttons and notices wherever they stand; warnings, which an article could quote, at the ends of a text.
  private func isWindowLine(_ line: String, isAtEnd: Bool, _ isConversation: Bool) -> Bool {
    WindowLine.isButtonRow(line) || WindowLine.isNotice(line)
      || (isAtEnd
        && (WindowLine.isWarning(line) || WindowLine.isProgress(line) || (!isConversation && WindowLine.isSpeaker(line))
          || WindowLine.isInvitation(line) || WindowLine.isCredit(line)))
  }

  private func isAtEnd(_ body: Range<Int>, of content: Range<Int>) -> Bool {
    body.lowerBound == content.lowerBound || body.upperBound == content.upperBound
  }

  /// Tokens at the line's beginning and at its end.
  private func tokenStretches(in line: Range<Int>, body: Range<Int>) -> [(range: Range<Int>, rule: String)] {
    var start = body.lowerBound
    var isToken = false
    while let length = length(ofAny: Self.tokens, at: start, before: body.upperBound) {
      isToken = true
      start += length
      if let role = self.length(ofAny: Self.roles, at: start, before: body.upperBound),
        start + role == body.upperBound || !isLetter(text[start + role])
      {
        start += role
      }
      while start < body.upperBound, text[start] == 0x20 || text[start] == UInt8(ascii: ":") { start += 1 }
    }
    if isToken, start >= body.upperBound { return [(wholeLine(line), MarkerRules.templateRule)] }
    if isToken, !speaksOfToken(at: start, body) {
      var stretches: [(range: Range<Int>, rule: String)] = [(line.lowerBound..<start, MarkerRules.templateRule)]
      if let tail = tailStart(body, after: start) {
        stretches.append((tail..<body.upperBound, MarkerRules.templateRule))
      }
      return stretches
    }
    guard !isToken, let tail = tailStart(body, after: body.lowerBound), !isQuoted(before: tail, body) else { return [] }
    return [(tail..<body.upperBound, MarkerRules.templateRule)]
  }

  /// Where the tokens that end the line begin, with the spaces before them.
  private func tailStart(_ body: Range<Int>, after start: Int) -> Int? {
    var end = body.upperBound
    var found: Int?
    scan: while end > start {
      for token in Self.tokens where end - token.count > start && matches(token, at: end - token.count) {
        end -= token.count
        while end > start, text[end - 1] == 0x20 { end -= 1 }
        found = end
        continue scan
      }
      break
    }
    return found
  }

  /// A token that is mentioned in prose is preceded by a quotation mark or a word of explanation; only sentence ends
  /// are taken for the end of a turn.
  private func isQuoted(before position: Int, _ body: Range<Int>) -> Bool {
    guard position > body.lowerBound else { return true }
    switch text[position - 1] {
    case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"), 0x82, 0x81, 0x9f: return false
    default: return true
    }
  }

  private static let verbs: Set<String> = [
    "is", "are", "was", "were", "marks", "mark", "token", "tokens", "tag", "tags", "closes", "opens", "denotes",
    "means",
    "and", "or", "in", "for", "at", "as", "starts", "ends", "begins", "separates", "signals", "tells", "stands",
    "should", "must", "can", "may", "has", "comes", "appears", "precedes", "follows", "goes", "indicates", "to", "with",
  ]

  /// The same of what stands in the line behind a tag.
  private func speaksOfToken(behind position: Int) -> Bool {
    let line = trimmed(position..<lineBounds(at: position - 1).upperBound)
    return !line.isEmpty && speaksOfToken(at: line.lowerBound, line)
  }

  /// True when what follows a token is a sentence about it: it goes on with a verb or a punctuation mark.
  private func speaksOfToken(at position: Int, _ body: Range<Int>) -> Bool {
    let byte = text[position]
    if byte >= 0x61 && byte <= 0x7a {
      var end = position
      while end < body.upperBound, isLetter(text[end]) { end += 1 }
      return Self.verbs.contains(String(decoding: UnsafeBufferPointer(rebasing: text[position..<end]), as: UTF8.self))
    }
    if byte < 0x80 {
      let isOpening = byte >= 0x41 && byte <= 0x5a || byte >= 0x30 && byte <= 0x39
      return !isOpening && ![0x22, 0x23, 0x28, 0x2a, 0x2d, 0x60, 0x3c].contains(byte)
    }
    for word in ["是", "表示", "标记", "为", "用", "这", "代表", "和", "与", "，", "、", "。", "的"] {
      if matches(Array(word.utf8), at: position) { return true }
    }
    return false
  }

  private func fenceStarts() -> [Int] {
    var result: [Int] = []
    var lineStart = 0
    while lineStart < text.count {
      var end = lineStart
      while end < text.count, text[end] != 0x0a { end += 1 }
      let body = trimmed(lineStart..<end)
      if !body.isEmpty, LinePrefix(text, body) == .fence { result.append(lineStart) }
      lineStart = end + 1
    }
    return result
  }

  private func contentBounds() -> Range<Int> { trimmed(0..<text.count) }

  private func lineBounds(at position: Int) -> Range<Int> {
    var start = position
    while start > 0, text[start - 1] != 0x0a { start -= 1 }
    var end = position
    while end < text.count, text[end] != 0x0a { end += 1 }
    return start..<end
  }

  /// The line with its break; with the break before it when it is the last.
  private func wholeLine(_ line: Range<Int>) -> Range<Int> {
    if line.upperBound < text.count { return line.lowerBound..<line.upperBound + 1 }
    return max(0, line.lowerBound - 1)..<line.upperBound
  }

  private func trimmed(_ range: Range<Int>) -> Range<Int> {
    var start = range.lowerBound
    var end = range.upperBound
    while start < end, text[start] == 0x20 || (text[start] >= 0x09 && text[start] <= 0x0d) { start += 1 }
    while end > start, text[end - 1] == 0x20 || (text[end - 1] >= 0x09 && text[end - 1] <= 0x0d) { end -= 1 }
    return start..<end
  }

  private func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a }

  private func length(ofAny phrases: [[UInt8]], at position: Int, before end: Int) -> Int? {
    for phrase in phrases where position + phrase.count <= end && matches(phrase, at: position) { return phrase.count }
    return nil
  }

  private func matches(_ phrase: [UInt8], at position: Int) -> Bool {
    guard position >= 0, position + phrase.count <= text.count else { return false }
    for index in phrase.indices {
      let byte = text[position + index]
      let folded = byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte
      if folded != phrase[index] { return false }
    }
    return true
  }
}
