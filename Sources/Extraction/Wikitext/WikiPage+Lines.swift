// The walk over the lines of a page: paragraphs, headings, lists, preformatted lines.

extension WikiPage {
  /// Renders the lines of a range; `span` is the index of the first span in it.
  mutating func lines(_ range: Range<Int>, span: Int, depth: Int) {
    var start = range.lowerBound
    var span = span
    while start < range.upperBound {
      advance(&span, to: start)
      let end = lineEnd(from: start, limit: range.upperBound, span: span)
      if let tableEnd = hiddenTableEnd(start..<end, limit: range.upperBound, span: span) {
        start = tableEnd
        continue
      }
      line(start..<end, span: span, depth: depth)
      start = end + 1
    }
  }

  private mutating func line(_ range: Range<Int>, span: Int, depth: Int) {
    var span = span
    var start = range.lowerBound
    // A line of comments alone is none at all.
    var hasComment = false
    var content = start
    while content < range.upperBound {
      if let found = self.span(at: content, from: &span), found.kind == .comment {
        hasComment = true
        content = Int(found.close)
        if isBlank(start..<Int(found.open)) { start = content }
      } else if Self.isSpace(text[content]) {
        content += 1
      } else {
        break
      }
    }
    quotes = WikiQuotes()
    defer { settleQuotes() }
    guard content < range.upperBound else {
      if !hasComment { blankLine() }
      return
    }
    let line = start..<range.upperBound
    if tableLine(content..<range.upperBound, span: span, depth: depth) { return }
    if text[start] == UInt8(ascii: "="), heading(line, span: span, depth: depth) { return }
    if !tables.isEmpty, tables.isInCell {
      let markers = text[content...].prefix(while: Self.isListMarker)
      appendSpace()
      inline(content + markers.count..<range.upperBound, span: span, depth: depth)
      return
    }
    if Self.isListMarker(text[start]) {
      list(line, span: span, depth: depth)
    } else if !isPoem, text[start] == 0x20 || text[start] == 0x09 {
      preformattedLine(line, content: content, span: span, depth: depth)
    } else if text[start] == UInt8(ascii: "-"), isRule(line) {
      closeBlock()
      let rest = text[start..<range.upperBound].drop { $0 == UInt8(ascii: "-") }
      paragraph(rest.startIndex..<range.upperBound, span: span, depth: depth)
    } else {
      paragraph(line, span: span, depth: depth)
    }
  }

  /// True for a line that begins with four hyphens.
  private func isRule(_ range: Range<Int>) -> Bool {
    range.count >= 4 && text[range.prefix(4)].allSatisfy { $0 == UInt8(ascii: "-") }
  }

  private mutating func blankLine() {
    if tables.isEmpty { closeBlock() } else { appendSpace() }
  }

  private mutating func paragraph(_ range: Range<Int>, span: Int, depth: Int) {
    if block == .paragraph {
      // A line of nothing but templates does not go on with a paragraph; a line of text does.
      if isPoem || !isLineOpen { closeLine(.line) } else { isSoftBreak = true }
    } else {
      closeBlock()
      block = .paragraph
    }
    inline(range, span: span, depth: depth)
  }

  // MARK: Headings

  /// Takes a heading, and keeps it until its section has text; false when the line is none.
  private mutating func heading(_ range: Range<Int>, span: Int, depth: Int) -> Bool {
    var end = range.upperBound
    // White space and comments may follow.
    var comments: [WikiSpan] = []
    var next = span
    while next < spans.count, Int(spans[next].open) < end {
      if spans[next].kind == .comment { comments.append(spans[next]) }
      next = spans[next].isClosed ? Int(spans[next].next) : next + 1
    }
    while end > range.lowerBound {
      if Self.isSpace(text[end - 1]) {
        end -= 1
      } else if let comment = comments.last, Int(comment.close) == end {
        end = Int(comment.open)
        comments.removeLast()
      } else {
        break
      }
    }
    let equals = UInt8(ascii: "=")
    var before = 0
    while range.lowerBound + before < end, text[range.lowerBound + before] == equals { before += 1 }
    var after = 0
    while end - after > range.lowerBound + before, text[end - after - 1] == equals { after += 1 }
    let level = min(before, after, 6)
    guard level > 0 else { return false }
    // A table that was not closed before the next section is closed here.
    while !tables.isEmpty { endTable() }
    closeBlock()
    let title = range.lowerBound + level..<end - level
    let text = captured { $0.inline(title, span: span, depth: depth) }
    headings.removeAll { $0.level >= level }
    if !text.isEmpty { headings.append((level, text)) }
    return true
  }

  /// What `body` renders, without the breaks and markers that stand before it.
  mutating func captured(_ body: (inout WikiPage) -> Void) -> [UInt8] {
    let saved = (isCapturing, isLineOpen, isSoftBreak, sawRemoval, lineStart, quotes, isVerbatim)
    let start = output.count
    isCapturing = true
    isLineOpen = false
    isSoftBreak = false
    sawRemoval = false
    isVerbatim = false
    quotes = WikiQuotes()
    body(&self)
    settleQuotes()
    while output.count > start, let last = output.last, last <= 0x20 { output.removeLast() }
    let result = Array(output[start...])
    output.removeLast(output.count - start)
    (isCapturing, isLineOpen, isSoftBreak, sawRemoval, lineStart, quotes, isVerbatim) = saved
    return result
  }

  // MARK: Lists

  private mutating func list(_ range: Range<Int>, span: Int, depth: Int) {
    var end = range.lowerBound
    while end < range.upperBound, Self.isListMarker(text[end]) { end += 1 }
    // Beyond a depth that no reader follows, levels are not told apart.
    let markers = text[range.lowerBound..<end].prefix(32)
    if block == .list {
      closeLine(.line)
    } else {
      closeBlock()
      block = .list
    }
    var common = 0
    for (old, new) in zip(listMarkers, markers) {
      let isSame = old == new || (old != UInt8(ascii: "*") && old != UInt8(ascii: "#") && Self.isTerm(new))
      if !isSame { break }
      common += 1
    }
    listMarkers.removeAll(keepingCapacity: true)
    listMarkers += markers
    while listCounters.count > common { listCounters.removeLast() }
    while listCounters.count < markers.count { listCounters.append(0) }
    guard let last = markers.last else { return }
    prefix.removeAll(keepingCapacity: true)
    if !Self.isTerm(last) {
      listCounters[markers.count - 1] += 1
      let level = markers.count { !Self.isTerm($0) }
      for _ in 1..<max(1, level) { prefix += "  ".utf8 }
      if style == .markdown, last == UInt8(ascii: "#") {
        prefix += "\(listCounters[markers.count - 1]). ".utf8
      } else {
        prefix += "- ".utf8
      }
    }
    guard last == UInt8(ascii: ";"), let colon = topLevel(UInt8(ascii: ":"), in: end..<range.upperBound, span: span),
      !text[(colon + 1)...].starts(with: "//".utf8)
    else {
      inline(end..<range.upperBound, span: span, depth: depth)
      return
    }
    inline(end..<colon, span: span, depth: depth)
    closeLine(.line)
    inline(colon + 1..<range.upperBound, span: span, depth: depth)
  }

  private static func isTerm(_ marker: UInt8) -> Bool { marker == UInt8(ascii: ":") || marker == UInt8(ascii: ";") }

  // MARK: Preformatted lines

  private mutating func preformattedLine(_ range: Range<Int>, content: Int, span: Int, depth: Int) {
    if block == .preformatted {
      closeLine(.line)
    } else {
      closeBlock()
      block = .preformatted
    }
    isVerbatim = true
    inline(range.lowerBound + 1..<range.upperBound, span: span, depth: depth)
    isVerbatim = false
    pendingIndent = 0
  }
}
