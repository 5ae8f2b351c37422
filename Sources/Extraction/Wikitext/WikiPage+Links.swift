// Links within the wiki, and pages that are one.

extension WikiPage {
  /// Renders a link by its label; files, categories and links to other languages' pages are no prose.
  mutating func link(_ link: WikiSpan, span: Int, depth: Int) {
    guard depth < Self.depthLimit else {
      sawRemoval = true
      return
    }
    let content = link.content
    let pipe = topLevel(UInt8(ascii: "|"), in: content, span: span + 1)
    var target = content.lowerBound..<(pipe ?? content.upperBound)
    while let first = text[target].first, Self.isSpace(first) { target = target.dropFirst() }
    if text[target].first == UInt8(ascii: ":") {
      target = target.dropFirst()
    } else if let colon = find(UInt8(ascii: ":"), in: target.prefix(WikiNames.longest * 2)),
      let kind = WikiLinkNames.kind(UnsafeBufferPointer(rebasing: text[target.lowerBound..<colon]))
    {
      if kind == .file, keepsAll { caption(content, span: span + 1, depth: depth) }
      sawRemoval = true
      return
    }
    guard let pipe else {
      inline(target, span: span + 1, depth: depth + 1)
      return
    }
    let label = pipe + 1..<content.upperBound
    if text[label].allSatisfy(Self.isSpace) {
      inline(shortened(target), span: span + 1, depth: depth + 1)
    } else {
      inline(label, span: span + 1, depth: depth + 1)
    }
  }

  /// What the pipe trick makes of a title: no namespace before it, no explanation behind it.
  private func shortened(_ target: Range<Int>) -> Range<Int> {
    var target = target
    if let colon = find(UInt8(ascii: ":"), in: target) { target = colon + 1..<target.upperBound }
    if text[target].last == UInt8(ascii: ")"), let open = text[target].lastIndex(of: UInt8(ascii: "(")) {
      target = target.lowerBound..<open
    } else if let comma = find(UInt8(ascii: ","), in: target) {
      target = target.lowerBound..<comma
    }
    return target
  }

  /// The caption of a file, its last part, as a paragraph of its own.
  private mutating func caption(_ content: Range<Int>, span: Int, depth: Int) {
    var start: Int?
    var rest = content
    while let pipe = topLevel(UInt8(ascii: "|"), in: rest, span: span) {
      start = pipe + 1
      rest = pipe + 1..<rest.upperBound
    }
    guard let start, !isLineOpen, !tables.isInCell, !isCapturing else { return }
    let part = UnsafeBufferPointer(rebasing: text[start..<content.upperBound])
    guard !WikiLinkNames.isImageOption(part) else { return }
    inline(start..<content.upperBound, span: span, depth: depth + 1)
    closeLine(.paragraph)
  }

  /// A page that only leads to another: its text is the other's title. False for all other pages.
  mutating func redirect() -> Bool {
    var start = 0
    while start < text.count, Self.isSpace(text[start]) { start += 1 }
    guard start < text.count, text[start] == UInt8(ascii: "#") else { return false }
    var end = start + 1
    while end < text.count, end - start < 64, text[end] > 0x20, text[end] != UInt8(ascii: ":"),
      text[end] != UInt8(ascii: "[")
    { end += 1 }
    guard WikiLinkNames.isRedirect(UnsafeBufferPointer(rebasing: text[start + 1..<end])) else { return false }
    while end < text.count, Self.isSpace(text[end]) || text[end] == UInt8(ascii: ":") { end += 1 }
    var span = 0
    advance(&span, to: end)
    guard let link = self.span(at: end, from: &span), link.kind == .link else { return false }
    let content = link.content
    let pipe = topLevel(UInt8(ascii: "|"), in: content, span: span + 1)
    inline(content.lowerBound..<(pipe ?? content.upperBound), span: span + 1, depth: 1)
    return true
  }
}
