// Cuts text into sentences and tells which of them stand in quotation marks, code, lists and headings.
//
// The cut is deliberately simple: closing punctuation, line ends (unless the next line goes on in lower case), labels
// of a conversation. Where it cuts too little a rule misses; it never makes a rule remove more than what it matched.

struct SentenceScanner {
  private(set) var sentences: [Sentence] = []
  private let text: UnsafeBufferPointer<UInt8>
  private var quotes = QuoteTracker()
  private var isInFence = false
  private var open: Int?
  private var openIsProtected = false
  private var openOpensLine = true
  private var openFollowsColon = false
  private var lastLineEndedInColon = false
  private var block = 0
  /// The name that opens the last line with text, where one does.
  private var lastSpeaker: Range<Int>?
  /// Where the last run of closing marks that was looked at ends; what stands in it has the same end before it.
  private var closersEnd = 0

  init(_ text: UnsafeBufferPointer<UInt8>) { self.text = text }

  /// - Parameters:
  ///   - labels: the labels of the conversation, in order; each opens a block.
  ///   - middle: paragraphs that nobody asks for, from `idleMiddle`; they become one protected sentence.
  mutating func scan(labels: [ChatLabel], middle: Range<Int>? = nil) {
    var lineStart = 0
    var nextLabel = 0
    while lineStart < text.count {
      if let middle, lineStart == middle.lowerBound, !isInFence {
        closeSentence(at: lineStart)
        addWhole(middle, isHeading: false)
        quotes.endParagraph()
        lastLineEndedInColon = endsInColon(middle.upperBound)
        lineStart = middle.upperBound
      }
      var lineEnd = lineStart
      while lineEnd < text.count, text[lineEnd] != 0x0a { lineEnd += 1 }
      var contentStart = lineStart
      if nextLabel < labels.count, labels[nextLabel].start == lineStart {
        closeSentence(at: lineStart)
        nextLabel += 1
        block = nextLabel
        contentStart = labels[nextLabel - 1].contentStart
        lastLineEndedInColon = false
        quotes.endParagraph()
      }
      if labels.isEmpty, !isInFence, isSpoken(lineStart..<lineEnd) {
        closeSentence(at: lineStart)
        addWhole(lineStart..<lineEnd, isHeading: false)
        quotes.endParagraph()
        lastLineEndedInColon = false
      } else {
        scanLine(contentStart..<lineEnd)
      }
      lineStart = lineEnd + 1
    }
    closeSentence(at: text.count)
  }

  /// True for a line of a play: it and the line before or behind it have speakers, who are not the same.
  private mutating func isSpoken(_ line: Range<Int>) -> Bool {
    guard let speaker = ScriptLine.speaker(text, line) else {
      if line.contains(where: { !isSpace(at: $0) }) { lastSpeaker = nil }
      return false
    }
    defer { lastSpeaker = speaker }
    var next = line.upperBound + 1
    while next < text.count, text[next] == 0x0a, next <= line.upperBound + 2 { next += 1 }
    var nextEnd = min(next, text.count)
    while nextEnd < text.count, text[nextEnd] != 0x0a { nextEnd += 1 }
    let following = next < text.count ? ScriptLine.speaker(text, next..<nextEnd) : nil
    return [lastSpeaker, following].contains { other in
      other.map { !text[$0].elementsEqual(text[speaker]) } ?? false
    }
  }

  private mutating func scanLine(_ line: Range<Int>) {
    var start = line.lowerBound
    while start < line.upperBound, isSpace(at: start) { start += spaceLength(at: start) }
    var end = line.upperBound
    while end > start, text[end - 1] == 0x20 || text[end - 1] == 0x09 || text[end - 1] == 0x0d { end -= 1 }
    guard start < end else {
      closeSentence(at: line.lowerBound)
      quotes.endParagraph()
      return
    }
    let prefix = LinePrefix(text, start..<end)
    if prefix == .fence {
      closeSentence(at: line.lowerBound)
      isInFence.toggle()
      addWhole(start..<end, isHeading: false)
      return
    }
    if isInFence || prefix == .citation || prefix == .heading {
      closeSentence(at: line.lowerBound)
      addWhole(start..<end, isHeading: prefix == .heading)
      lastLineEndedInColon = false
      return
    }
    if let openStart = open {
      let goesOn = prefix == .none && openStart < start && continues(at: start, before: end, after: line.lowerBound)
      if !goesOn { closeSentence(at: line.lowerBound) }
    }
    if open == nil { quotes.endLine() }
    let isListItem = prefix == .listItem
    cut(start..<end, isListItem: isListItem)
    lastLineEndedInColon = endsInColon(end)
  }

  /// True when a line goes on with the sentence of the line above: in lower case, with "I", or behind a comma.
  private func continues(at start: Int, before end: Int, after lineStart: Int) -> Bool {
    if beginsLowerCase(start, end) { return true }
    var last = lineStart
    while last > 0, text[last - 1] <= 0x20 { last -= 1 }
    guard last > 0 else { return false }
    if text[last - 1] == UInt8(ascii: ",") { return true }
    let isPronoun =
      text[start] == UInt8(ascii: "I") && start + 1 < end && (text[start + 1] == 0x20 || text[start + 1] == 0x27)
    return isPronoun && (text[last - 1] | 0x20) >= 0x61 && (text[last - 1] | 0x20) <= 0x7a
  }

  /// True at a lower-case letter: Latin, or Russian.
  private func beginsLowerCase(_ position: Int, _ end: Int) -> Bool {
    let byte = text[position]
    if byte >= 0x61 && byte <= 0x7a { return true }
    guard position + 1 < end else { return false }
    let next = text[position + 1]
    return byte == 0xc3 ? next >= 0x9f && next != 0xb7 : byte == 0xd0 ? next >= 0xb0 : byte == 0xd1 && next <= 0x9f
  }

  private mutating func addWhole(_ range: Range<Int>, isHeading: Bool) {
    sentences.append(
      Sentence(
        start: range.lowerBound, end: range.upperBound, isProtected: true, isHeading: isHeading, followsColon: false,
        opensLine: true, block: block))
  }

  private mutating func cut(_ line: Range<Int>, isListItem: Bool) {
    var position = line.lowerBound
    var opensLine = true
    while position < line.upperBound {
      if open == nil {
        let space = spaceLength(at: position)
        if space > 0 {
          position += space
          continue
        }
        // French closes a quotation behind a space.
        if quotes.closingLength(text, position, line.upperBound) > 0, let last = sentences.indices.last, !opensLine {
          position += quotes.step(text, position, line)
          sentences[last].end = position
          continue
        }
        open = position
        openIsProtected = isListItem || quotes.isOpen || QuoteTracker.opens(text, position, line.upperBound)
        openOpensLine = opensLine
        openFollowsColon = opensLine && lastLineEndedInColon
        opensLine = false
      }
      let length = quotes.step(text, position, line)
      if length > 0 {
        position += length
        continue
      }
      let stop = terminatorLength(at: position, in: line)
      guard stop > 0 else {
        position += 1
        continue
      }
      position = absorbClosers(from: position + stop, in: line)
      closeSentence(at: position)
    }
  }

  /// Length of the punctuation at `position` if it ends a sentence, otherwise 0.
  private mutating func terminatorLength(at position: Int, in line: Range<Int>) -> Int {
    let byte = text[position]
    if byte == UInt8(ascii: ".") || byte == UInt8(ascii: "!") || byte == UInt8(ascii: "?") {
      var after = max(position + 1, closersEnd)
      while after < line.upperBound, isCloser(at: after) > 0 { after += isCloser(at: after) }
      closersEnd = after
      guard after >= line.upperBound || spaceLength(at: after) > 0 || text[after] >= 0xe3 || isPictograph(at: after)
      else { return 0 }
      if byte == UInt8(ascii: "."), endsInitial(position, line.lowerBound) || endsAbbreviation(position, line) {
        return 0
      }
      return 1
    }
    guard position + 2 < line.upperBound else { return 0 }
    if byte == 0xf0, text[position + 1] == 0x9f { return emojiEndLength(at: position, in: line) }
    if byte == 0xe3, text[position + 1] == 0x80, text[position + 2] == 0x82 { return 3 }
    if byte == 0xef, text[position + 1] == 0xbc, text[position + 2] == 0x81 || text[position + 2] == 0x9f { return 3 }
    return 0
  }

  /// True for the full stop of `A.I.` or of an initial.
  private func endsInitial(_ position: Int, _ lineStart: Int) -> Bool {
    guard position > lineStart, text[position - 1] >= 0x41, text[position - 1] <= 0x5a else { return false }
    guard position - 1 > lineStart else { return true }
    let before = text[position - 2]
    return before == UInt8(ascii: ".") || (before == 0x20 && text[position - 1] != UInt8(ascii: "I"))
  }

  /// True for the full stops of `z. B.`, `p. ej.` and `т. е.`: a single letter before, or two behind another full stop,
  /// and a lower-case one or another single one behind.
  private func endsAbbreviation(_ position: Int, _ line: Range<Int>) -> Bool {
    var start = position - 1
    if start > line.lowerBound, text[start] & 0xc0 == 0x80 { start -= 1 }
    if start > line.lowerBound + 2, text[start - 1] >= 0x61, text[start - 1] <= 0x7a, text[start - 2] == 0x20,
      text[start - 3] == UInt8(ascii: ".")
    {
      start -= 1
    }
    guard start > line.lowerBound, beginsLowerCase(start, position), text[start - 1] == 0x20 || text[start - 1] == 0x28
    else { return false }
    var next = position + 1
    while next < line.upperBound, spaceLength(at: next) > 0 { next += spaceLength(at: next) }
    guard next + 1 < line.upperBound else { return false }
    return beginsLowerCase(next, line.upperBound) || text[next + 1] == UInt8(ascii: ".")
  }

  /// Length of an emoji with which a sentence ends: a space follows, and no lower-case letter behind it.
  private func emojiEndLength(at position: Int, in line: Range<Int>) -> Int {
    let after = position + 4
    guard after < line.upperBound, spaceLength(at: after) > 0 else { return 0 }
    // At the beginning of a line an emoji opens what follows.
    if let open, openOpensLine, !hasContent(open..<position) { return 0 }
    let next = after + spaceLength(at: after)
    return next < line.upperBound && !beginsLowerCase(next, line.upperBound) ? 4 : 0
  }

  /// Length of an emoji that stands right behind a full stop and belongs to its sentence, as Chinese has it.
  private func emojiLength(at position: Int, before end: Int) -> Int {
    if text[position] == 0xf0, position + 3 < end, text[position + 1] == 0x9f { return 4 }
    guard text[position] == 0xe2, position + 2 < end else { return 0 }
    switch (text[position + 1], text[position + 2]) {
    // ☀ ☺ ✨ ❤ ⭐; check marks and arrows belong to what follows.
    case (0x98, 0x80), (0x98, 0xba), (0x9c, 0xa8), (0x9d, 0xa4), (0xad, 0x90): return 3
    default: return 0
    }
  }

  /// True for the symbols and dingbats of the Basic Multilingual Plane.
  private func isPictograph(at position: Int) -> Bool {
    text[position] == 0xe2 && position + 1 < text.count && text[position + 1] >= 0x98 && text[position + 1] <= 0x9e
  }

  /// Length of a closing mark, or of one more terminator, at `position`.
  private func isCloser(at position: Int) -> Int {
    let closing = quotes.closingLength(text, position, text.count)
    if closing > 0 { return closing }
    switch text[position] {
    case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "*"),
      UInt8(ascii: "_"), UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: "."), UInt8(ascii: "~"):
      return 1
    case 0xe2 where position + 2 < text.count && text[position + 1] == 0x80:
      return text[position + 2] == 0x9d || text[position + 2] == 0x99 || text[position + 2] == 0xa6 ? 3 : 0
    case 0xe3 where position + 2 < text.count && text[position + 1] == 0x80:
      return [0x82, 0x8d, 0x8f, 0x8b].contains(text[position + 2]) ? 3 : 0
    case 0xef where position + 2 < text.count && text[position + 1] == 0xbc:
      return [0x81, 0x9f, 0x89].contains(text[position + 2]) ? 3 : 0
    default: return 0
    }
  }

  private mutating func absorbClosers(from start: Int, in line: Range<Int>) -> Int {
    var position = start
    while position < line.upperBound {
      var length = isCloser(at: position)
      if length == 0 { length = emojiLength(at: position, before: line.upperBound) }
      guard length > 0 else { break }
      _ = quotes.step(text, position, line)
      position += length
    }
    return position
  }

  private mutating func closeSentence(at limit: Int) {
    guard let start = open else { return }
    open = nil
    var end = limit
    while end > start, text[end - 1] == 0x20 || (text[end - 1] >= 0x09 && text[end - 1] <= 0x0d) { end -= 1 }
    guard end > start else { return }
    if !hasContent(start..<end), let last = sentences.indices.last, sentences[last].block == block {
      sentences[last].end = end
      return
    }
    sentences.append(
      Sentence(
        start: start, end: end, isProtected: openIsProtected, isHeading: false,
        followsColon: openFollowsColon, opensLine: openOpensLine, block: block))
  }

  /// False for what holds no letter and no digit: an emoji, a row of dashes.
  private func hasContent(_ range: Range<Int>) -> Bool {
    var position = range.lowerBound
    while position < range.upperBound {
      let byte = text[position]
      if byte < 0x80 {
        if byte >= 0x30 && byte <= 0x39 || (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a { return true }
        position += 1
      } else if byte >= 0xf0 {
        if position + 1 < range.upperBound, byte != 0xf0 || text[position + 1] >= 0xa0 { return true }
        position += 4
      } else if byte >= 0xe0 {
        let isSymbol = byte == 0xe2 || (byte == 0xef && position + 1 < range.upperBound && text[position + 1] >= 0xb8)
        if !isSymbol, byte != 0xe3 || position + 1 >= range.upperBound || text[position + 1] != 0x80 { return true }
        position += 3
      } else {
        if byte >= 0xc3 { return true }
        position += byte >= 0xc0 ? 2 : 1
      }
    }
    return false
  }

  private func endsInColon(_ end: Int) -> Bool {
    if text[end - 1] == UInt8(ascii: ":") { return true }
    return end >= 3 && text[end - 3] == 0xef && text[end - 2] == 0xbc && text[end - 1] == 0x9a
  }

  private func isSpace(at position: Int) -> Bool { spaceLength(at: position) > 0 }

  private func spaceLength(at position: Int) -> Int {
    switch text[position] {
    case 0x20, 0x09, 0x0d: 1
    case 0xe3 where position + 2 < text.count && text[position + 1] == 0x80 && text[position + 2] == 0x80: 3
    case 0xc2 where position + 1 < text.count && text[position + 1] == 0xa0: 2
    case 0xe2 where position + 2 < text.count && text[position + 1] == 0x80 && text[position + 2] == 0xaf: 3
    default: 0
    }
  }
}
