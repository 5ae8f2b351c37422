// Wikitext to text: the walk over the lines of a page.

import Glibc

/// Renders one page of wikitext, as plain text or Markdown.
///
/// Templates are not expanded, since a page does not hold what they say: those whose argument is prose give it
/// (`WikiTemplates`), all others go. What is kept, dropped and rewritten is in `docs/stages.md`, "Wikitext". The rules
/// of MediaWiki's parser are followed where they decide what a reader sees; time and memory are linear in the text.
struct WikiPage {
  // SAFETY: valid while the page is rendered, which its maker sees to; offsets are checked where spans are made.
  let text: UnsafeBufferPointer<UInt8>
  let spans: UnsafeBufferPointer<WikiSpan>
  /// The page's name, for `{{PAGENAME}}`.
  let title: [UInt8]
  let style: ExtractionOptions.Style
  /// True when tables and captions that are no prose are wanted, too.
  let keepsAll: Bool

  /// Templates and links nested deeper than this give no text.
  static let depthLimit = 40

  // What follows is the state of the walk and of its extensions; nobody else touches it.

  var output: [UInt8] = []
  /// The break before the next text.
  var pendingBreak = WikiBreak.none
  /// True when the next text goes on with a paragraph behind a line end of the source.
  var isSoftBreak = false
  /// True when text can be appended to the line as it is.
  var isLineOpen = false
  /// Offset in the output of the open line's first text.
  var lineStart = 0
  /// What stands before the next line's text: a list marker.
  var prefix: [UInt8] = []
  /// Headings whose sections have had no text yet, outermost first.
  var headings: [(level: Int, text: [UInt8])] = []
  /// True while text is rendered that will stand elsewhere; no break is written before it.
  var isCapturing = false
  /// True when something without text stood before what comes next.
  var sawRemoval = false
  /// True in lines whose white space counts.
  var isVerbatim = false
  var pendingIndent = 0
  var isFenceOpen = false
  var isPoem = false
  var block = WikiBlock.none
  var listMarkers: [UInt8] = []
  var listCounters: [Int] = []
  var quotes = WikiQuotes()
  var tables = WikiTables()
  /// No `]` stands between a bracket that was looked at and this offset.
  var noBracketBefore = 0

  init(
    _ text: UnsafeBufferPointer<UInt8>, spans: UnsafeBufferPointer<WikiSpan>, title: [UInt8],
    style: ExtractionOptions.Style,
    keepsAll: Bool
  ) {
    self.text = text
    self.spans = spans
    self.title = title
    self.style = style
    self.keepsAll = keepsAll
  }

  /// The text of the page.
  mutating func render() -> [UInt8] {
    output.reserveCapacity(text.count / 2)
    if !redirect() { lines(0..<text.count, span: 0, depth: 0) }
    while !tables.isEmpty { endTable() }
    closeBlock()
    while let last = output.last, last <= 0x20 { output.removeLast() }
    return output
  }

  // MARK: Lines

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

  /// Moves `span` to the first one that begins at or behind `offset`.
  func advance(_ span: inout Int, to offset: Int) {
    while span < spans.count, Int(spans[span].open) < offset {
      let isBehind = spans[span].isClosed && Int(spans[span].close) <= offset
      span = isBehind ? Int(spans[span].next) : span + 1
    }
  }

  /// Offset of the line end that is in no span, or the limit.
  func lineEnd(from start: Int, limit: Int, span: Int) -> Int {
    var at = start
    var span = span
    search: while at < limit {
      let end = find(UInt8(ascii: "\n"), in: at..<limit) ?? limit
      while span < spans.count, Int(spans[span].open) < end {
        let found = spans[span]
        if found.isClosed, Int(found.close) > end {
          at = Int(found.close)
          span = Int(found.next)
          continue search
        }
        span = found.isClosed ? Int(found.next) : span + 1
      }
      return end
    }
    return limit
  }

  func find(_ byte: UInt8, in range: Range<Int>) -> Int? {
    guard !range.isEmpty, let base = text.baseAddress,
      let found = memchr(base + range.lowerBound, Int32(byte), range.count)
    else { return nil }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }

  /// True when `name`, written in small letters, stands at `offset` before `limit`, whatever the case of ASCII letters.
  func stands(_ name: StaticString, at offset: Int, before limit: Int) -> Bool {
    let count = name.utf8CodeUnitCount
    guard offset + count <= limit else { return false }
    for index in 0..<count {
      let byte = text[offset + index]
      if (byte &- 0x41 < 26 ? byte | 0x20 : byte) != name.utf8Start[index] { return false }
    }
    return true
  }

  /// True when `name` stands anywhere in a range.
  func contains(_ name: StaticString, in range: Range<Int>) -> Bool {
    var offset = range.lowerBound
    while offset + name.utf8CodeUnitCount <= range.upperBound {
      if stands(name, at: offset, before: range.upperBound) { return true }
      offset += 1
    }
    return false
  }

  /// The closed span that begins at `offset`; `span` moves there, or to the first one behind.
  @inline(__always)
  func span(at offset: Int, from span: inout Int) -> WikiSpan? {
    while span < spans.count, Int(spans[span].open) <= offset {
      if Int(spans[span].open) == offset, spans[span].isClosed { return spans[span] }
      span += 1
    }
    return nil
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

  private func isBlank(_ range: Range<Int>) -> Bool { text[range].allSatisfy(Self.isSpace) }

  @inline(__always)
  static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0d || byte == 0x0a }

  @inline(__always)
  static func isListMarker(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "*") || byte == UInt8(ascii: "#") || byte == UInt8(ascii: ":") || byte == UInt8(ascii: ";")
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

  /// Offset of the first `byte` that is in no span of the range.
  func topLevel(_ byte: UInt8, in range: Range<Int>, span: Int) -> Int? {
    var at = range.lowerBound
    var span = span
    advance(&span, to: at)
    search: while let found = find(byte, in: at..<range.upperBound) {
      while span < spans.count, Int(spans[span].open) <= found {
        let candidate = spans[span]
        if candidate.isClosed, Int(candidate.close) > found {
          at = min(Int(candidate.close), range.upperBound)
          span = Int(candidate.next)
          continue search
        }
        span = candidate.isClosed ? Int(candidate.next) : span + 1
      }
      return found
    }
    return nil
  }

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

/// What kind of lines the walk is in.
enum WikiBlock {
  case none, paragraph, list, preformatted
}

/// How far two lines of the text are apart.
enum WikiBreak: Int, Comparable {
  case none, line, paragraph

  static func < (left: WikiBreak, right: WikiBreak) -> Bool { left.rawValue < right.rawValue }
}
