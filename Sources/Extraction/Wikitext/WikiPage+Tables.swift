// Tables in wikitext: `{|`, `|-`, `|`, `!`, `|}` at the starts of lines.

/// Where the walk stands in tables. Of tables within tables only the outermost has rows; the text of the others is
/// part of its cells.
struct WikiTables {
  fileprivate(set) var depth = 0
  /// True behind a cell's mark.
  fileprivate(set) var isInCell = false
  fileprivate var cellCount = 0
  /// Cells of the row that have been written, empty ones before them included.
  fileprivate var writtenCount = 0
  fileprivate var isRowOpen = false
  fileprivate var isHeaderRow = true
  fileprivate var hasRows = false
  /// True when a table without an end was met: nothing is hidden from there on.
  fileprivate var hidesNothing = false

  var isEmpty: Bool { depth == 0 }
}

extension WikiPage {
  /// Takes a line that belongs to a table's structure; false for any other.
  ///
  /// - Parameter range: the line from its first byte that is no white space.
  mutating func tableLine(_ range: Range<Int>, span: Int, depth: Int) -> Bool {
    let first = text[range.lowerBound]
    let isIndented = first == UInt8(ascii: ":")
    guard isIndented || first == UInt8(ascii: "{") || (!tables.isEmpty && (first == 0x7c || first == 0x21)) else {
      return false
    }
    if tableStart(range) != nil {
      beginTable()
      return true
    }
    guard !tables.isEmpty, !isIndented, first != UInt8(ascii: "{") else { return false }
    let rest = range.lowerBound + 1..<range.upperBound
    let second = rest.isEmpty ? 0 : text[rest.lowerBound]
    if first == UInt8(ascii: "!") {
      cells(rest, isHeader: true, span: span, depth: depth)
    } else if second == UInt8(ascii: "}") {
      endTable()
      let behind = rest.dropFirst()
      if !behind.isEmpty { inline(behind, span: span, depth: depth) }
    } else if second == UInt8(ascii: "-") {
      endRow()
    } else if second == UInt8(ascii: "+") {
      caption(rest.dropFirst(), span: span, depth: depth)
    } else {
      cells(rest, isHeader: false, span: span, depth: depth)
    }
    return true
  }

  /// Offset of the `{|` that begins the line behind its indentation; nil when none does.
  private func tableStart(_ range: Range<Int>) -> Int? {
    var start = range.lowerBound
    while start < range.upperBound, text[start] == UInt8(ascii: ":") || Self.isSpace(text[start]) { start += 1 }
    guard start + 1 < range.upperBound, text[start] == UInt8(ascii: "{"), text[start + 1] == UInt8(ascii: "|") else {
      return nil
    }
    return start
  }

  private mutating func beginTable() {
    tables.depth += 1
    guard tables.depth == 1 else { return appendSpace() }
    closeBlock()
    tables.hasRows = false
    beginRow()
  }

  private mutating func beginRow() {
    tables.isInCell = false
    tables.cellCount = 0
    tables.writtenCount = 0
    tables.isRowOpen = false
    tables.isHeaderRow = true
  }

  mutating func endTable() {
    guard tables.depth == 1 else {
      tables.depth -= 1
      return appendSpace()
    }
    endRow()
    tables.depth = 0
    closeLine(.paragraph)
  }

  private mutating func endRow() {
    guard tables.depth == 1 else { return appendSpace() }
    let row = tables
    if row.isRowOpen {
      trimCell()
      if style == .markdown {
        for _ in row.writtenCount..<max(row.writtenCount, row.cellCount) { output += " | ".utf8 }
        output += " |".utf8
        if row.isHeaderRow, !row.hasRows {
          output.append(0x0a)
          for _ in 0..<min(row.cellCount, 256) { output += "| --- ".utf8 }
          output.append(UInt8(ascii: "|"))
        }
      }
      tables.hasRows = true
    }
    beginRow()
    isLineOpen = false
    closeLine(.line)
  }

  private mutating func caption(_ range: Range<Int>, span: Int, depth: Int) {
    endRow()
    inline(cellContent(range, span: span), span: span, depth: depth)
    if tables.depth == 1 { closeLine(.line) } else { appendSpace() }
  }

  // MARK: Cells

  private mutating func cells(_ range: Range<Int>, isHeader: Bool, span: Int, depth: Int) {
    var span = span
    var start = range.lowerBound
    while true {
      advance(&span, to: start)
      let end = cellEnd(in: start..<range.upperBound, isHeader: isHeader, span: span)
      beginCell(isHeader: isHeader)
      quotes = WikiQuotes()
      inline(cellContent(start..<end, span: span), span: span, depth: depth)
      settleQuotes()
      guard end < range.upperBound else { return }
      start = end + 2
    }
  }

  /// Offset of the next `||`, or `!!` in a line of headers; the range's end where there is none.
  private func cellEnd(in range: Range<Int>, isHeader: Bool, span: Int) -> Int {
    var at = range.lowerBound
    var span = span
    while at + 1 < range.upperBound {
      let byte = text[at]
      if let found = self.span(at: at, from: &span) {
        at = Int(found.close)
        span = Int(found.next)
      } else if byte == text[at + 1], byte == UInt8(ascii: "|") || (isHeader && byte == UInt8(ascii: "!")) {
        return at
      } else {
        at += 1
      }
    }
    return range.upperBound
  }

  /// A cell's content behind its attributes, which end at a single `|`.
  private func cellContent(_ range: Range<Int>, span: Int) -> Range<Int> {
    guard let bar = topLevel(UInt8(ascii: "|"), in: range, span: span) else { return range }
    var span = span
    advance(&span, to: range.lowerBound)
    // What holds a link is content already.
    while span < spans.count, Int(spans[span].open) < bar {
      if spans[span].kind == .link, spans[span].isClosed { return range }
      span = spans[span].isClosed ? Int(spans[span].next) : span + 1
    }
    return bar + 1..<range.upperBound
  }

  private mutating func beginCell(isHeader: Bool) {
    guard tables.depth == 1 else { return appendSpace() }
    if !tables.isInCell, !tables.isRowOpen { closeLine(.line) }
    trimCell()
    tables.isInCell = true
    tables.cellCount += 1
    if !isHeader { tables.isHeaderRow = false }
    isLineOpen = false
    isSoftBreak = false
    sawRemoval = false
  }

  private mutating func trimCell() {
    guard tables.isRowOpen else { return }
    while output.count > lineStart, output.last == 0x20 { output.removeLast() }
  }

  /// Writes what stands before a cell's first text.
  mutating func openCell() {
    if !tables.isRowOpen {
      writeHeadings()
      writeBreak()
      tables.isRowOpen = true
      tables.writtenCount = style == .markdown ? 1 : tables.cellCount
      if style == .markdown { output += "| ".utf8 }
    }
    guard tables.writtenCount < tables.cellCount else { return }
    if style == .markdown {
      for _ in tables.writtenCount..<tables.cellCount { output += " | ".utf8 }
    } else {
      output += " | ".utf8
    }
    tables.writtenCount = tables.cellCount
  }

  // MARK: Tables that are no prose

  /// Where a table that begins at `line` and is no prose ends; nil for all others, and where it has no end.
  mutating func hiddenTableEnd(_ line: Range<Int>, limit: Int, span: Int) -> Int? {
    guard !keepsAll, !tables.hidesNothing, let start = tableStart(line),
      isNoProse(start..<line.upperBound)
    else { return nil }
    var depth = 0
    var at = line.lowerBound
    var span = span
    while at < limit {
      advance(&span, to: at)
      let end = lineEnd(from: at, limit: limit, span: span)
      var content = at
      while content < end, Self.isSpace(text[content]) { content += 1 }
      if tableStart(at..<end) != nil {
        depth += 1
      } else if content + 1 < end, text[content] == UInt8(ascii: "|"), text[content + 1] == UInt8(ascii: "}") {
        depth -= 1
        if depth == 0 {
          if tables.isEmpty { closeBlock() }
          return content + 2
        }
      }
      at = end + 1
    }
    tables.hidesNothing = true
    return nil
  }

  /// True for the attributes of boxes, bars and the like.
  private func isNoProse(_ attributes: Range<Int>) -> Bool {
    Self.classes.contains { contains($0, in: attributes.prefix(1000)) }
  }

  private static let classes: [StaticString] = [
    "infobox", "navbox", "sidebar", "metadata", "ambox", "mbox", "vcard", "taxobox", "noprint", "toccolours",
    "display:none", "display: none",
  ]
}
