// The pass over a document's lines: what is kept, and the edits that tell what is not.

import Corpus
import TextAnalysis

/// Applies C4's line rules to one text.
struct C4LineFilter {
  let text: UnsafeBufferPointer<UInt8>
  let settings: C4Stage.Settings
  let phrases: C4Phrases
  private(set) var edits: [Edit] = []

  private let buffers: C4Buffers
  private var sentenceCount = 0
  private var failure: RuleFailure<C4Stage.Reason>?
  private var hasContent = false
  /// What stands behind the last line that was kept, and the number of edits before it.
  private var tail: (range: Range<Int>, editCount: Int)?
  /// Output up to the end of the last line that was kept and is not empty.
  private var contentEnd = 0

  init(text: UnsafeBufferPointer<UInt8>, settings: C4Stage.Settings, phrases: C4Phrases, buffers: C4Buffers) {
    self.text = text
    self.settings = settings
    self.phrases = phrases
    self.buffers = buffers
  }

  /// Writes what is kept to `output`.
  ///
  /// - Returns: why the document goes, or nil where it stays; then `edits` tell what was removed.
  mutating func run(into output: inout [UInt8]) -> RuleFailure<C4Stage.Reason>? {
    output.removeAll(keepingCapacity: true)
    TextLines.forEach(in: text) { range, endByteCount in
      guard failure == nil else { return }
      let whole = range.lowerBound..<range.upperBound + endByteCount
      let content = TextLines.trimmed(text, range)
      let citations = settings.removeCitations ? C4Citations.find(in: text, content) : []
      if let rule = judge(content, citations) {
        remove(whole, rule, isListed: !content.isEmpty)
      } else if failure == nil {
        keep(whole, content, citations, &output)
      }
    }
    if let failure { return failure }
    if let limit = settings.minNumSentences, sentenceCount < limit {
      return RuleFailure(.fewSentences, count: sentenceCount)
    }
    finish(&output)
    return nil
  }

  /// The first rule that the line fails; sets `failure` where the document goes.
  private mutating func judge(_ content: Range<Int>, _ citations: [Range<Int>]) -> C4Stage.Rule? {
    if let limit = settings.maxWordLength, C4Words.holdsWord(longerThan: limit, text, content) { return .longWord }
    if citations.isEmpty { return judge(UnsafeBufferPointer(rebasing: text[content]), content) }
    var cleaned: [UInt8] = []
    swap(&cleaned, &buffers.cleaned)
    defer { swap(&cleaned, &buffers.cleaned) }
    cleaned.removeAll(keepingCapacity: true)
    var place = content.lowerBound
    for citation in citations {
      cleaned.append(contentsOf: text[place..<citation.lowerBound])
      place = citation.upperBound
    }
    cleaned.append(contentsOf: text[place..<content.upperBound])
    return cleaned.withUnsafeBufferPointer { judge($0, content) }
  }

  /// - Parameter line: what stands at `content`, without citations.
  private mutating func judge(_ line: UnsafeBufferPointer<UInt8>, _ content: Range<Int>) -> C4Stage.Rule? {
    if settings.filterNoTerminalPunct, !Self.isTerminated(line) { return .noTerminalPunctuation }
    if let limit = settings.minWordsPerLine, C4Words.hasFewer(than: limit, text, content) { return .fewWords }
    let found = phrases.find(in: line, &buffers.hits)
    if settings.filterLoremIpsum, found.loremIpsum {
      failure = RuleFailure(.loremIpsum, count: 1)
      return nil
    }
    if settings.filterJavascript, found.javascript { return .javascript }
    if settings.filterCurlyBracket, found.curlyBracket {
      failure = RuleFailure(.curlyBracket, count: 1)
      return nil
    }
    if settings.filterPolicy, found.policy { return .policy }
    if let limit = settings.minNumSentences, sentenceCount < limit {
      sentenceCount += buffers.sentences.count(in: line)
    }
    return nil
  }

  /// The published marks, in every script, and no ellipsis.
  private static func isTerminated(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
    let end = LineEnd(line, 0..<line.count)
    if end.isStraightQuote { return true }
    return end.isTerminated && (!end.isEllipsis || line.last != UInt8(ascii: "."))
  }

  // MARK: Edits

  private mutating func remove(_ range: Range<Int>, _ rule: C4Stage.Rule, isListed: Bool) {
    if let last = edits.last, last.end == range.lowerBound, last.replacementByteCount == 0,
      last.rule == rule.rawValue || !isListed
    {
      edits[edits.count - 1].end = range.upperBound
      return
    }
    let name = isListed ? rule : .edge
    edits.append(Edit(rule: name.rawValue, start: range.lowerBound, end: range.upperBound, isListed: isListed))
  }

  private mutating func keep(
    _ whole: Range<Int>, _ content: Range<Int>, _ citations: [Range<Int>], _ output: inout [UInt8]
  ) {
    let pieces = pieces(of: content, without: citations)
    if pieces.isEmpty {
      if !content.isEmpty { return remove(whole, .citation, isListed: true) }
      if !hasContent { return remove(whole, .edge, isListed: false) }
    }
    if hasContent { output.append(0x0a) }
    var place = whole.lowerBound
    var rest = citations[...]
    for piece in pieces {
      removeGap(place..<piece.lowerBound, &rest)
      output.append(contentsOf: text[piece])
      place = piece.upperBound
    }
    removeGap(place..<content.upperBound, &rest)
    let end = content.upperBound..<whole.upperBound
    if !content.isEmpty {
      hasContent = true
      contentEnd = output.count
      tail = (end, edits.count)
    }
    // A line feed stands behind the line in the end; `finish` takes that of the last one away.
    let isLineFeed = end.count == 1 && text[end.lowerBound] == 0x0a
    if !isLineFeed {
      edits.append(
        Edit(
          rule: C4Stage.Rule.edge.rawValue, start: end.lowerBound, end: end.upperBound, replacementByteCount: 1,
          isListed: false))
    }
  }

  /// What is left of a line, without white space at its edges.
  private func pieces(of content: Range<Int>, without citations: [Range<Int>]) -> [Range<Int>] {
    if citations.isEmpty { return content.isEmpty ? [] : [content] }
    var pieces: [Range<Int>] = []
    var place = content.lowerBound
    for citation in citations + [content.upperBound..<content.upperBound] {
      let piece = place..<citation.lowerBound
      // White space that a citation leaves in front goes with it.
      let start = pieces.isEmpty ? TextLines.trimmed(text, piece).lowerBound : piece.lowerBound
      if start < piece.upperBound { pieces.append(start..<piece.upperBound) }
      place = citation.upperBound
    }
    while let last = pieces.popLast() {
      let trimmed = TextLines.trimmed(text, last)
      if !trimmed.isEmpty {
        pieces.append(last.lowerBound..<trimmed.upperBound)
        break
      }
    }
    return pieces
  }

  /// Tells of the next citations, those in a stretch, and of the white space around them.
  private mutating func removeGap(_ range: Range<Int>, _ citations: inout ArraySlice<Range<Int>>) {
    var place = range.lowerBound
    while let citation = citations.first, citation.upperBound <= range.upperBound {
      citations.removeFirst()
      appendEdge(place..<citation.lowerBound, to: &edits)
      edits.append(
        Edit(rule: C4Stage.Rule.citation.rawValue, start: citation.lowerBound, end: citation.upperBound))
      place = citation.upperBound
    }
    appendEdge(place..<range.upperBound, to: &edits)
  }

  /// Nothing stands behind the last line that is kept.
  private mutating func finish(_ output: inout [UInt8]) {
    output.removeLast(output.count - contentEnd)
    guard let tail else { return }
    var rest: [Edit] = []
    var place = tail.range.lowerBound
    // What was removed behind it stays as it is told; the rest is edges.
    for edit in edits[tail.editCount...] {
      if edit.rule == C4Stage.Rule.edge.rawValue { continue }
      appendEdge(place..<edit.start, to: &rest)
      rest.append(edit)
      place = edit.end
    }
    appendEdge(place..<text.count, to: &rest)
    edits.replaceSubrange(tail.editCount..., with: rest)
  }

  private func appendEdge(_ range: Range<Int>, to edits: inout [Edit]) {
    if range.isEmpty { return }
    edits.append(
      Edit(rule: C4Stage.Rule.edge.rawValue, start: range.lowerBound, end: range.upperBound, isListed: false))
  }
}
