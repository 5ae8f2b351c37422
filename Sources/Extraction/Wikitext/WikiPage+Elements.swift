// Elements: those that MediaWiki's extensions take whole, and tags of HTML.

/// A tag of HTML in wikitext.
struct WikiMarkupTag {
  var tag: HTMLTag
  var isEnd: Bool
  /// Offset behind it.
  var end: Int
  /// True for `<poem>`, whose line ends count.
  var isPoem = false
}

extension WikiPage {
  /// Renders a comment or an element that is taken as a whole.
  mutating func element(_ span: WikiSpan) {
    guard span.kind == .element else {
      // Comments leave nothing, not even a place.
      return
    }
    switch span.element {
    case .nowiki: characters(span.content)
    case .math, .chem, .ce: formula(span)
    case .pre: preformatted(span.content)
    case .source, .syntaxhighlight:
      let tag = Int(span.open)..<Int(span.contentStart)
      if contains("inline", in: tag) || contains("none", in: tag) {
        characters(span.content)
      } else {
        preformatted(span.content)
      }
    default: sawRemoval = true
    }
  }

  /// Text in which nothing is markup but references.
  private mutating func characters(_ range: Range<Int>) {
    var run = range.lowerBound
    var at = run
    while at < range.upperBound {
      let byte = text[at]
      if byte == UInt8(ascii: "&"), let match = CharacterReferences.shared.match(text, at: at, inAttribute: false) {
        append(run..<at)
        append(match)
        at += match.length
        run = at
      } else if byte < 0x20 {
        append(run..<at)
        appendSpace()
        at += 1
        run = at
      } else {
        at += 1
      }
    }
    append(run..<range.upperBound)
  }

  /// A formula in TeX, between dollar signs: two where it stands on a line of its own.
  private mutating func formula(_ span: WikiSpan) {
    var content = span.content
    while let last = text[content].last, Self.isSpace(last) { content = content.dropLast() }
    while let first = text[content].first, Self.isSpace(first) { content = content.dropFirst() }
    guard !content.isEmpty else {
      sawRemoval = true
      return
    }
    let tag = Int(span.open)..<Int(span.contentStart)
    let isDisplay = contains("display", in: tag) && contains("block", in: tag)
    let mark: StaticString = isDisplay ? "$$" : "$"
    append(literal: mark)
    if span.element != .math { append(literal: "\\ce{") }
    characters(content)
    if span.element != .math { append(literal: "}") }
    append(literal: mark)
  }

  /// Text whose white space counts, as a block of its own.
  private mutating func preformatted(_ range: Range<Int>) {
    if isCapturing || tables.isInCell { return characters(range) }
    var content = range
    while let last = text[content].last, Self.isSpace(last) { content = content.dropLast() }
    // The first line end belongs to the tag.
    if let lineEnd = find(UInt8(ascii: "\n"), in: content),
      text[content.lowerBound..<lineEnd].allSatisfy(Self.isSpace)
    {
      content = lineEnd + 1..<content.upperBound
    }
    guard !content.isEmpty else { return }
    closeBlock()
    block = .preformatted
    isVerbatim = true
    var start = content.lowerBound
    while start < content.upperBound {
      let end = find(UInt8(ascii: "\n"), in: start..<content.upperBound) ?? content.upperBound
      verbatimLine(start..<end)
      start = end + 1
    }
    isVerbatim = false
    closeBlock()
  }

  private mutating func verbatimLine(_ range: Range<Int>) {
    var run = range.lowerBound
    var at = run
    // An empty line of a block stands in the text, too.
    if isLineOpen { output.append(0x0a) }
    while at < range.upperBound {
      let byte = text[at]
      if byte == UInt8(ascii: "&"), let match = CharacterReferences.shared.match(text, at: at, inAttribute: false) {
        append(run..<at)
        append(match)
        at += match.length
        run = at
      } else if (byte < 0x20 && byte != 0x09) || byte == 0x7f {
        append(run..<at)
        at += 1
        run = at
      } else {
        at += 1
      }
    }
    append(run..<range.upperBound)
  }

  // MARK: Tags

  /// The tag of HTML, or of an element without an end, that begins with the `<` at `start`; nil where it is text.
  func tag(at start: Int, end: Int) -> WikiMarkupTag? {
    var nameStart = start + 1
    let isEnd = nameStart < end && text[nameStart] == UInt8(ascii: "/")
    if isEnd { nameStart += 1 }
    var nameEnd = nameStart
    while nameEnd < end, nameEnd - nameStart < 24 {
      let letter: UInt8 = (text[nameEnd] | 0x20) &- 0x61
      guard letter < 26 || (nameEnd > nameStart && text[nameEnd] &- 0x30 < 10) else { break }
      nameEnd += 1
    }
    guard nameEnd > nameStart else { return nil }
    var at = nameEnd
    // A tag holds no other.
    while at < end, text[at] != UInt8(ascii: ">") {
      if text[at] == UInt8(ascii: "<") { return nil }
      at += 1
    }
    guard at < end else { return nil }
    let name = UnsafeBufferPointer(rebasing: text[nameStart..<nameEnd])
    let tag = HTMLTag.names.tag(name)
    if tag != .other { return WikiMarkupTag(tag: tag, isEnd: isEnd, end: at + 1) }
    if WikiElement.names.value(of: name) != nil { return WikiMarkupTag(tag: .other, isEnd: isEnd, end: at + 1) }
    switch Self.transparentElements.value(of: name) {
    case 1: return WikiMarkupTag(tag: .other, isEnd: isEnd, end: at + 1)
    case 2: return WikiMarkupTag(tag: .other, isEnd: isEnd, end: at + 1, isPoem: true)
    default: return nil
    }
  }

  /// Elements whose content is wikitext like any other.
  private static let transparentElements = WikiNames([
    ("noinclude", 1), ("onlyinclude", 1), ("translate", 1), ("tvar", 1), ("rb", 1), ("rtc", 1), ("tabber", 1),
    ("poem", 2),
  ])

  /// Does what a tag does to the lines around it; the tags of text within a line do nothing.
  mutating func apply(_ tag: WikiMarkupTag) {
    if tag.isPoem {
      closeBlock()
      isPoem = !tag.isEnd
      return
    }
    switch tag.tag {
    case .h1, .h2, .h3, .h4, .h5, .h6:
      closeLine(.paragraph)
      if !tag.isEnd, style == .markdown, !isCapturing, !tables.isInCell {
        prefix = Array(repeating: UInt8(ascii: "#"), count: Int(tag.tag.rawValue - HTMLTag.h1.rawValue) + 1) + [0x20]
      }
    case .li:
      closeLine(.line)
      if !tag.isEnd, !isCapturing, !tables.isInCell { prefix = Array("- ".utf8) }
    case .ul, .ol, .dl: closeLine(tag.isEnd ? .paragraph : .line)
    case .td, .th:
      if !tag.isEnd, isLineOpen, !isCapturing { append(literal: tables.isInCell ? " " : " | ") }
    default:
      switch tag.tag.display {
      case .lineBreak: lineBreak()
      case .block, .row: closeLine(.line)
      case .paragraph, .rule: closeLine(.paragraph)
      default: break
      }
    }
  }
}
