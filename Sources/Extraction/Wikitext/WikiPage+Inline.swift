// Text within a line: apostrophes, references, links, templates, tags.

extension WikiPage {
  // SAFETY: 256 values, written once and never freed.
  /// For each byte whether text may stop being only text there.
  private nonisolated(unsafe) static let stops: UnsafePointer<Bool> = {
    let stops = UnsafeMutablePointer<Bool>.allocate(capacity: 256)
    for byte in 0..<256 { stops[byte] = byte < 0x20 || byte == 0x7f }
    // U+00A0 begins with 0xc2.
    for byte in Array("'&[{<-_".utf8) + [0xc2] { stops[Int(byte)] = true }
    return UnsafePointer(stops)
  }()

  /// Renders a range; `span` is the index of a span at or before its first one.
  mutating func inline(_ range: Range<Int>, span first: Int, depth: Int) {
    let end = range.upperBound
    var at = range.lowerBound
    var run = at
    var span = first
    advance(&span, to: at)
    // The byte behind each of these is there to be looked at.
    let lookahead = min(end, text.count - 1)
    let stops = Self.stops
    while at < end {
      // One space is text like any other; two end the run.
      while at < lookahead, !stops[Int(text[at])], (text[at] ^ 0x20) | (text[at + 1] ^ 0x20) != 0 { at += 1 }
      guard at < end else { break }
      let byte = text[at]
      var next = at
      switch byte {
      case 0x20:
        if isVerbatim || at + 1 >= end || text[at + 1] != 0x20 {
          at += 1
          continue
        }
        append(run..<at + 1)
        next = at + 1
        while next < end, text[next] == 0x20 { next += 1 }
      case UInt8(ascii: "'"):
        while next < end, text[next] == byte { next += 1 }
        if next - at < 2 {
          at = next
          continue
        }
        let kept = WikiQuotes.literalCount(next - at)
        append(run..<at + kept)
        quotes.note(next - at - kept, at: isLineOpen ? output.count : -1, behind: lastBytes)
      case UInt8(ascii: "-"):
        guard let found = self.span(at: at, from: &span) else {
          at += 1
          continue
        }
        append(run..<at)
        variant(found, span: span, depth: depth)
        (next, span) = (Int(found.close), Int(found.next))
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        if let found = self.span(at: at, from: &span) {
          append(run..<at)
          switch found.kind {
          case .link: link(found, span: span, depth: depth)
          case .argument: argument(found, span: span, depth: depth)
          default: template(found, span: span, depth: depth)
          }
          (next, span) = (Int(found.close), Int(found.next))
        } else if byte == UInt8(ascii: "["), let link = externalLink(at: at, end: end, span: span) {
          append(run..<at)
          if let label = link.label {
            inline(label, span: span, depth: depth + 1)
          } else {
            sawRemoval = true
          }
          next = link.end
          advance(&span, to: next)
        } else {
          at += 1
          continue
        }
      case UInt8(ascii: "<"):
        if let found = self.span(at: at, from: &span) {
          append(run..<at)
          element(found)
          (next, span) = (Int(found.close), Int(found.next))
        } else if let tag = tag(at: at, end: end) {
          append(run..<at)
          apply(tag)
          next = tag.end
          advance(&span, to: next)
        } else {
          at += 1
          continue
        }
      case UInt8(ascii: "&"):
        guard let match = CharacterReferences.shared.match(text, at: at, inAttribute: false) else {
          at += 1
          continue
        }
        append(run..<at)
        append(match)
        next = at + match.length
      case UInt8(ascii: "_"):
        guard let switchEnd = behaviourSwitch(at: at, end: end) else {
          at += 1
          continue
        }
        append(run..<at)
        sawRemoval = true
        next = switchEnd
      case 0xc2:
        guard at + 1 < end, text[at + 1] == 0xa0 else {
          at += 1
          continue
        }
        append(run..<at)
        appendSpace()
        next = at + 2
      default:
        guard stops[Int(byte)] else {
          at += 1
          continue
        }
        append(run..<at)
        lineEndOrControl(byte)
        next = at + 1
      }
      at = next
      run = next
    }
    append(run..<end)
  }

  /// A line end within a link or an argument, a tab, or a control character, which goes.
  private mutating func lineEndOrControl(_ byte: UInt8) {
    switch byte {
    case 0x0a where isPoem: lineBreak()
    case 0x09 where isVerbatim: append(literal: "\t")
    case 0x0a, 0x09: appendSpace()
    default: break
    }
  }

  /// A line break that the page asks for; two of them begin a paragraph.
  mutating func lineBreak() {
    if !isLineOpen, pendingBreak == .line { return closeLine(.paragraph) }
    closeLine(.line)
  }

  /// Appends the character of a reference; white space becomes a space.
  mutating func append(_ match: CharacterReferences.Match) {
    // U+00A0, and what has no meaning in text.
    if match.value == 0xa0c2 || (match.valueCount == 1 && match.value <= 0x20) { return appendSpace() }
    var value = match.value.littleEndian
    withUnsafeBytes(of: &value) { bytes in
      append(UnsafeBufferPointer(rebasing: bytes.bindMemory(to: UInt8.self)[..<match.valueCount]))
    }
  }

  /// Offset behind a word like `__NOTOC__`; nil where none stands.
  private func behaviourSwitch(at start: Int, end: Int) -> Int? {
    guard start + 5 < end, text[start + 1] == UInt8(ascii: "_") else { return nil }
    var at = start + 2
    while at < end, at - start < 64 {
      let byte = text[at]
      if byte == UInt8(ascii: "_"), at + 1 < end, text[at + 1] == byte { return at > start + 3 ? at + 2 : nil }
      guard byte >= 0x80 || byte &- 0x41 < 26 || byte == UInt8(ascii: "_") else { return nil }
      at += 1
    }
    return nil
  }

  // MARK: External links

  /// `[http://… label]`; nil where the bracket stands for itself.
  private mutating func externalLink(at start: Int, end: Int, span: Int) -> (label: Range<Int>?, end: Int)? {
    guard start >= noBracketBefore, let scheme = schemeByteCount(start + 1..<end) else { return nil }
    guard let close = topLevel(UInt8(ascii: "]"), in: start..<end, span: span) else {
      noBracketBefore = end
      return nil
    }
    var label = start + 1 + scheme
    while label < close, text[label] > 0x20, text[label] != UInt8(ascii: "<"), text[label] != UInt8(ascii: "[") {
      label += 1
    }
    while label < close, Self.isSpace(text[label]) { label += 1 }
    // A template in the place of the label gives none, as a rule.
    return (label < close ? label..<close : nil, close + 1)
  }

  /// Bytes of the address's beginning that is known as one; nil when it is none.
  private func schemeByteCount(_ range: Range<Int>) -> Int? {
    for scheme in Self.schemes where stands(scheme, at: range.lowerBound, before: range.upperBound) {
      return scheme.utf8CodeUnitCount
    }
    return nil
  }

  private static let schemes: [StaticString] = [
    "http://", "https://", "//", "mailto:", "ftp://", "ftps://", "irc://", "ircs://", "news:", "nntp://", "git://",
    "svn://", "sftp://", "ssh://", "telnet://", "gopher://", "worldwind://", "magnet:", "geo:", "tel:", "urn:",
    "bitcoin:", "xmpp:", "sip:", "sips:", "sms:", "matrix:", "mms://", "redis://", "wais://",
  ]

  // MARK: Apostrophes

  /// The last byte of the line, and the one before it; 0 where there is none.
  private var lastBytes: (last: UInt8, second: UInt8) {
    let count = output.count
    return (count > 0 ? output[count - 1] : 0, count > 1 ? output[count - 2] : 0)
  }

  /// Writes the apostrophe that MediaWiki finds where bold and italics of a line do not come out even.
  mutating func settleQuotes() {
    guard let place = quotes.literalPlace else { return }
    let offset = place < 0 ? lineStart : place
    quotes = WikiQuotes()
    guard offset <= output.count, offset == output.count || output[offset] & 0xc0 != 0x80 else { return }
    output.insert(UInt8(ascii: "'"), at: offset)
  }
}

/// Runs of apostrophes in a line. They mark bold and italics, and go; a few stand for themselves.
struct WikiQuotes {
  private var boldCount = 0
  private var italicCount = 0
  /// Places of runs of three by what stands before them: a word of one letter, a longer one, a space.
  private var places: (single: Int?, longer: Int?, space: Int?)

  /// How many apostrophes of a run are text: one of four, all but five of more.
  static func literalCount(_ count: Int) -> Int { count == 4 ? 1 : max(0, count - 5) }

  /// - Parameters:
  ///   - count: 2, 3 or 5 apostrophes.
  ///   - place: offset in the output; negative at the start of the line.
  ///   - text: the last bytes before them.
  mutating func note(_ count: Int, at place: Int, behind text: (last: UInt8, second: UInt8)) {
    if count != 2 { boldCount += 1 }
    if count != 3 { italicCount += 1 }
    guard count == 3 else { return }
    if place >= 0, text.last == 0x20 {
      if places.space == nil { places.space = place }
    } else if place >= 0, text.second == 0x20 {
      if places.single == nil { places.single = place }
    } else if places.longer == nil {
      places.longer = place
    }
  }

  /// Where three apostrophes were one and the beginning of italics; nil when the line comes out even.
  var literalPlace: Int? {
    guard boldCount % 2 == 1, italicCount % 2 == 1 else { return nil }
    return places.single ?? places.longer ?? places.space
  }
}
