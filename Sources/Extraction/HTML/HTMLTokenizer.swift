// Our own HTML tokeniser: the WHATWG states that matter to text, in one pass over the bytes.

#if canImport(Glibc)
  import Glibc
#endif

/// Feeds the tags and the text of a page to a segment builder.
///
/// Every byte is looked at a bounded number of times; nothing is kept of the page but the attributes of one tag.
struct HTMLTokenizer {
  private let page: UnsafeBufferPointer<UInt8>
  private var index = 0
  private var attributes = StartTagAttributes(hasReferences: true)
  private let references = CharacterReferences.shared
  private let tags = HTMLTag.names
  private let attributeNames = HTMLAttribute.table
  /// Elements of raw text whose end tag is known not to follow.
  private var unended: Set<HTMLTag> = []

  private init(_ page: UnsafeBufferPointer<UInt8>) { self.page = page }

  /// Parses a page of valid UTF-8; its structure is then in `builder.page`.
  static func parse(
    _ page: UnsafeBufferPointer<UInt8>, options: ExtractionOptions, into builder: inout SegmentBuilder
  ) {
    builder.begin(options: options)
    var tokenizer = HTMLTokenizer(page)
    tokenizer.run(&builder)
    builder.finish()
  }

  private mutating func run(_ builder: inout SegmentBuilder) {
    while index < page.count {
      let open = find(UInt8(ascii: "<"), from: index)
      if open > index { text(index..<open, into: &builder) }
      index = open
      guard index < page.count else { return }
      markup(&builder)
    }
  }

  // MARK: Text

  /// The offset of the next `byte`, the page's end when there is none.
  @inline(__always)
  private func find(_ byte: UInt8, from start: Int) -> Int {
    guard start < page.count, let base = page.baseAddress else { return page.count }
    guard let found = memchr(base + start, Int32(byte), page.count - start) else { return page.count }
    return found - UnsafeMutableRawPointer(mutating: base)
  }

  /// Text with character references.
  @inline(__always)
  private mutating func text(_ range: Range<Int>, into builder: inout SegmentBuilder) {
    guard let base = page.baseAddress else { return }
    let start = base + range.lowerBound
    if builder.context.isForeign || memchr(start, Int32(UInt8(ascii: "&")), range.count) != nil {
      textWithReferences(range, replacesNULs: builder.isInForeignText, into: &builder)
    } else {
      builder.characters(UnsafeBufferPointer(start: start, count: range.count))
    }
  }

  /// - Parameter replacesNULs: whether a NUL becomes U+FFFD, as in text that holds no markup, instead of nothing.
  private mutating func textWithReferences(
    _ range: Range<Int>, replacesNULs: Bool, into builder: inout SegmentBuilder
  ) {
    guard let base = page.baseAddress else { return }
    var start = range.lowerBound
    var at = start
    while at < range.upperBound {
      guard let found = memchr(base + at, Int32(UInt8(ascii: "&")), range.upperBound - at) else { break }
      at = found - UnsafeMutableRawPointer(mutating: base)
      let bounded = UnsafeBufferPointer(start: base, count: range.upperBound)
      guard let match = references.match(bounded, at: at, inAttribute: false) else {
        at += 1
        continue
      }
      if at > start { emit(base + start, at - start, replacesNULs, into: &builder) }
      withUnsafeBytes(of: match.value.littleEndian) { bytes in
        bytes.prefix(match.valueCount).withMemoryRebound(to: UInt8.self) { builder.characters($0) }
      }
      at += match.length
      start = at
    }
    if start < range.upperBound { emit(base + start, range.upperBound - start, replacesNULs, into: &builder) }
  }

  /// Text in which an `&` stands for itself.
  private mutating func verbatim(_ range: Range<Int>, into builder: inout SegmentBuilder) {
    guard !range.isEmpty, let base = page.baseAddress else { return }
    emit(base + range.lowerBound, range.count, true, into: &builder)
  }

  @inline(__always)
  private mutating func emit(
    _ start: UnsafePointer<UInt8>, _ count: Int, _ replacesNULs: Bool, into builder: inout SegmentBuilder
  ) {
    let bytes = UnsafeBufferPointer(start: start, count: count)
    if replacesNULs, builder.hiddenDepth == 0, memchr(start, 0, count) != nil {
      emitReplacingNULs(bytes, into: &builder)
    } else {
      builder.characters(bytes)
    }
  }

  private mutating func emitReplacingNULs(_ bytes: UnsafeBufferPointer<UInt8>, into builder: inout SegmentBuilder) {
    var replaced: [UInt8] = []
    for byte in bytes { if byte == 0 { replaced += [0xef, 0xbf, 0xbd] } else { replaced.append(byte) } }
    replaced.withUnsafeBufferPointer { builder.characters($0) }
  }

  // MARK: Markup

  @inline(__always)
  private func byte(_ offset: Int) -> UInt8 { index + offset < page.count ? page[index + offset] : 0 }

  @inline(__always)
  private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

  /// What begins with the `<` at `index`.
  private mutating func markup(_ builder: inout SegmentBuilder) {
    let next = byte(1)
    if Self.isLetter(next) {
      startTag(&builder)
    } else if next == UInt8(ascii: "/") {
      if Self.isLetter(byte(2)) {
        endTag(&builder)
      } else if index + 2 >= page.count {
        text(index..<page.count, into: &builder)
        index = page.count
      } else {
        skipBogusComment(from: index + 2)
      }
    } else if next == UInt8(ascii: "!") {
      declaration(&builder)
    } else if next == UInt8(ascii: "?") {
      skipBogusComment(from: index + 2)
    } else {
      text(index..<index + 1, into: &builder)
      index += 1
    }
  }

  private mutating func skipBogusComment(from start: Int) { index = find(UInt8(ascii: ">"), from: start) + 1 }

  /// `<!`: a comment, CDATA in foreign content, a document type or a bogus comment.
  private mutating func declaration(_ builder: inout SegmentBuilder) {
    if byte(2) == UInt8(ascii: "-"), byte(3) == UInt8(ascii: "-") {
      skipComment()
    } else if builder.context.isForeign, matches("<![CDATA[", at: index) {
      let start = index + 9
      var end = find(UInt8(ascii: "]"), from: start)
      while end < page.count,
        !(end + 2 < page.count && page[end + 1] == UInt8(ascii: "]") && page[end + 2] == UInt8(ascii: ">"))
      {
        end = find(UInt8(ascii: "]"), from: end + 1)
      }
      verbatim(start..<end, into: &builder)
      index = end + 3
    } else {
      skipBogusComment(from: index + 2)
    }
  }

  private mutating func skipComment() {
    // `<!-->` and `<!--->` are comments too: the dashes of the beginning count for the end.
    if byte(4) == UInt8(ascii: ">") {
      index += 5
      return
    }
    if byte(4) == UInt8(ascii: "-"), byte(5) == UInt8(ascii: ">") {
      index += 6
      return
    }
    var at = find(UInt8(ascii: ">"), from: index + 4)
    while at < page.count {
      if at >= index + 6, page[at - 1] == UInt8(ascii: "-"), page[at - 2] == UInt8(ascii: "-") { break }
      if at >= index + 7, page[at - 1] == UInt8(ascii: "!"), page[at - 2] == UInt8(ascii: "-"),
        page[at - 3] == UInt8(ascii: "-")
      {
        break
      }
      at = find(UInt8(ascii: ">"), from: at + 1)
    }
    index = at + 1
  }

  /// Whether the bytes at `at` are `text`, which is exact except that its small letters match capitals too.
  private func matches(_ text: StaticString, at: Int) -> Bool {
    let length = text.utf8CodeUnitCount
    guard at + length <= page.count else { return false }
    for offset in 0..<length {
      let wanted = text.utf8Start[offset]
      let byte = page[at + offset]
      if byte != wanted, !(Self.isLetter(wanted) && byte | 0x20 == wanted) { return false }
    }
    return true
  }

  /// Reads the name at `index` and moves behind it.
  private mutating func name() -> HTMLTag {
    let start = index
    while index < page.count {
      let byte = page[index]
      if byte <= 0x20 || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/") { break }
      index += 1
    }
    return tags.tag(UnsafeBufferPointer(rebasing: page[start..<index]))
  }

  private mutating func startTag(_ builder: inout SegmentBuilder) {
    index += 1
    let tag = name()
    attributes.reset()
    guard let isSelfClosing = readAttributes(keeps: true) else { return }
    guard builder.openTag(tag, attributes, isSelfClosing: isSelfClosing) else { return }
    let end: Int
    switch tag {
    case .script: end = scriptEnd()
    case .style, .xmp, .iframe, .noembed, .noframes, .title, .textarea:
      end = rawTextEnd(of: tag, isInNoscript: builder.isOpen(.noscript))
    case .plaintext: end = page.count
    default: return
    }
    // An element whose content is no text may be nested too deeply to be known as open.
    if tag.display != .hidden || builder.hiddenDepth > 0 {
      if tag == .title || tag == .textarea {
        textWithReferences(index..<end, replacesNULs: true, into: &builder)
      } else {
        verbatim(index..<end, into: &builder)
      }
    }
    index = end
  }

  private mutating func endTag(_ builder: inout SegmentBuilder) {
    index += 2
    let tag = name()
    guard readAttributes(keeps: false) != nil else { return }
    builder.closeTag(tag)
  }

  /// Reads the attributes of a tag and moves behind its `>`.
  ///
  /// - Returns: whether the tag closes itself; nil when the page ends inside it.
  private mutating func readAttributes(keeps: Bool) -> Bool? {
    guard let base = page.baseAddress else { return nil }
    let count = page.count
    while index < count {
      let byte = base[index]
      if byte <= 0x20 {
        index += 1
        continue
      }
      if byte == UInt8(ascii: ">") {
        index += 1
        return false
      }
      if byte == UInt8(ascii: "/") {
        index += 1
        if index < count, base[index] == UInt8(ascii: ">") {
          index += 1
          return true
        }
        continue
      }
      let nameStart = index
      index += 1
      while index < count {
        let byte = base[index]
        if byte <= 0x20 || byte == UInt8(ascii: "=") || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/") { break }
        index += 1
      }
      let nameEnd = index
      while index < count, base[index] <= 0x20 { index += 1 }
      var value = index..<index
      if index < count, base[index] == UInt8(ascii: "=") {
        index += 1
        while index < count, base[index] <= 0x20 { index += 1 }
        guard index < count else { return nil }
        value = readValue(base)
      }
      if keeps,
        let raw = attributeNames.value(of: UnsafeBufferPointer(start: base + nameStart, count: nameEnd - nameStart)),
        let attribute = HTMLAttribute(rawValue: raw)
      {
        attributes.set(attribute, base + value.lowerBound, value.count)
      }
    }
    return nil
  }

  /// Reads the value at `index` and moves behind it.
  private mutating func readValue(_ base: UnsafePointer<UInt8>) -> Range<Int> {
    let quote = base[index]
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      let start = index + 1
      let end = find(quote, from: start)
      index = end + 1
      return start..<end
    }
    let start = index
    while index < page.count, base[index] > 0x20, base[index] != UInt8(ascii: ">") { index += 1 }
    return start..<index
  }

  // MARK: Raw text

  /// The offset of the end tag of the raw text that begins here; the page's end when there is none.
  ///
  /// One that stands in a `noscript` and has no end goes no further than that: a browser that runs scripts does not
  /// see it, and for such browsers pages are made.
  private mutating func rawTextEnd(of tag: HTMLTag, isInNoscript: Bool) -> Int {
    if !unended.contains(tag) {
      let end = endTagOffset(of: tag, from: index)
      if end < page.count { return end }
      unended.insert(tag)
    }
    guard isInNoscript, !unended.contains(.noscript) else { return page.count }
    let end = endTagOffset(of: .noscript, from: index)
    if end == page.count { unended.insert(.noscript) }
    return end
  }

  /// The offset of the next end tag of `tag`; the page's end when there is none.
  private func endTagOffset(of tag: HTMLTag, from start: Int) -> Int {
    var at = find(UInt8(ascii: "<"), from: start)
    while at < page.count {
      if isTag(tag, at: at, isEnd: true) { return at }
      at = find(UInt8(ascii: "<"), from: at + 1)
    }
    return page.count
  }

  /// Whether a start or end tag of that name begins at `at`.
  private func isTag(_ tag: HTMLTag, at: Int, isEnd: Bool) -> Bool {
    var start = at + 1
    if isEnd {
      guard start < page.count, page[start] == UInt8(ascii: "/") else { return false }
      start += 1
    }
    var end = start
    while end < page.count, end - start <= 10, Self.isLetter(page[end]) { end += 1 }
    guard end < page.count, end > start else { return false }
    let next = page[end]
    guard next <= 0x20 || next == UInt8(ascii: "/") || next == UInt8(ascii: ">") else { return false }
    return tags.tag(UnsafeBufferPointer(rebasing: page[start..<end])) == tag
  }

  /// The end of a script: the states of the standard for scripts that hide in comments.
  private func scriptEnd() -> Int {
    var at = index
    var isEscaped = false
    var isDoublyEscaped = false
    while at < page.count {
      let byte = page[at]
      if byte == UInt8(ascii: "<") {
        if !isEscaped, matches("<!--", at: at) {
          isEscaped = true
          // The dashes may be those of `-->` too.
          at += 2
          continue
        }
        if isTag(.script, at: at, isEnd: true) {
          if !isDoublyEscaped { return at }
          isDoublyEscaped = false
        } else if isEscaped, !isDoublyEscaped, isTag(.script, at: at, isEnd: false) {
          isDoublyEscaped = true
        }
      } else if isEscaped, byte == UInt8(ascii: "-"), matches("-->", at: at) {
        isEscaped = false
        isDoublyEscaped = false
        at += 2
      }
      at += 1
      if !isEscaped { at = find(UInt8(ascii: "<"), from: at) }
    }
    return page.count
  }
}
