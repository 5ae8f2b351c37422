// Text as a reader sees it although markup was left in it: tags taken out, entities replaced.
//
// Leaks come with markup of the page they were copied from. Only tags of HTML's own names are taken for tags, so that
// `List<int>` and `a < b` stay what they are.

import Glibc

/// A text without markup, and the way back to the text as given.
struct MarkupFold {
  private(set) var bytes: [UInt8] = []
  /// Places where the distance between both texts changes: offset here, offset in the text as given.
  private var anchors: [(folded: Int, source: Int)] = []

  private static let inlineTags: Set<String> = [
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd", "mark", "q",
    "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "tt", "u", "var", "wbr", "label", "time",
  ]
  private static let blockTags: Set<String> = [
    "address", "article", "aside", "blockquote", "body", "br", "button", "caption", "center", "col", "colgroup", "dd",
    "details", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
    "h6",
    "head", "header", "hr", "html", "img", "input", "legend", "li", "link", "main", "meta", "nav", "ol", "option", "p",
    "picture", "pre", "script", "section", "select", "source", "style", "summary", "svg", "table", "tbody", "td",
    "textarea", "tfoot", "th", "thead", "title", "tr", "ul", "video",
  ]
  private static let entities: [String: UInt32] = [
    "nbsp": 0x20, "lt": 0x3c, "gt": 0x3e, "amp": 0x26, "quot": 0x22, "apos": 0x27, "ndash": 0x2013, "mdash": 0x2014,
    "lsquo": 0x2018, "rsquo": 0x2019, "ldquo": 0x201c, "rdquo": 0x201d, "hellip": 0x2026, "middot": 0xb7, "ensp": 0x20,
    "emsp": 0x20, "thinsp": 0x20, "times": 0xd7, "divide": 0xf7, "deg": 0xb0, "le": 0x2264, "ge": 0x2265, "ne": 0x2260,
    "minus": 0x2212, "plusmn": 0xb1, "frac12": 0xbd, "frac14": 0xbc, "pi": 0x3c0, "shy": 0xad, "bull": 0x2022,
    "alpha": 0x3b1,
    "beta": 0x3b2, "gamma": 0x3b3, "delta": 0x3b4, "mu": 0x3bc, "sigma": 0x3c3, "theta": 0x3b8, "lambda": 0x3bb,
    "omega": 0x3c9,
    "eacute": 0xe9, "egrave": 0xe8, "agrave": 0xe0, "ccedil": 0xe7, "ouml": 0xf6, "uuml": 0xfc, "auml": 0xe4,
    "szlig": 0xdf,
  ]
  /// A tag is at most this long; this bounds the search for its end.
  private static let tagByteLimit = 400

  /// - Returns: nil when the text has no markup, which is found without copying.
  init?(_ text: UnsafeBufferPointer<UInt8>) {
    var search = Search(text)
    guard let first = search.next(from: 0) else { return nil }
    bytes.reserveCapacity(text.count)
    bytes.append(contentsOf: text[..<first.start])
    anchors.append((0, 0))
    var next: Markup? = first
    while let markup = next {
      if markup.replacement != 0 { appendScalar(markup.replacement) }
      anchors.append((bytes.count, markup.end))
      next = search.next(from: markup.end)
      bytes.append(contentsOf: text[markup.end..<(next?.start ?? text.count)])
    }
  }

  /// Offset in the text as given of the folded byte at `offset`.
  func sourceStart(_ offset: Int) -> Int {
    var low = 0
    var high = anchors.count
    while low + 1 < high {
      let middle = (low + high) / 2
      if anchors[middle].folded <= offset { low = middle } else { high = middle }
    }
    return anchors[low].source + offset - anchors[low].folded
  }

  /// Offset in the text as given behind the folded byte before `offset`.
  func sourceEnd(_ offset: Int) -> Int { offset == 0 ? 0 : sourceStart(offset - 1) + 1 }

  private struct Markup {
    var start: Int
    var end: Int
    /// Scalar that stands for it; 0 for nothing.
    var replacement: UInt32
  }

  /// Finds markup from front to back, each byte looked at once.
  private struct Search {
    private let text: UnsafeBufferPointer<UInt8>
    private var bracket: Int
    private var ampersand: Int

    init(_ text: UnsafeBufferPointer<UInt8>) {
      self.text = text
      bracket = Self.next(UInt8(ascii: "<"), in: text, from: 0)
      ampersand = Self.next(UInt8(ascii: "&"), in: text, from: 0)
    }

    /// The first markup that begins at `start` or behind it.
    mutating func next(from start: Int) -> Markup? {
      while true {
        if bracket < start { bracket = Self.next(UInt8(ascii: "<"), in: text, from: start) }
        if ampersand < start { ampersand = Self.next(UInt8(ascii: "&"), in: text, from: start) }
        if min(bracket, ampersand) == text.count { return nil }
        if bracket < ampersand {
          if let markup = MarkupFold.tag(text, bracket) { return markup }
          bracket = Self.next(UInt8(ascii: "<"), in: text, from: bracket + 1)
        } else {
          if let markup = MarkupFold.entity(text, ampersand) { return markup }
          ampersand = Self.next(UInt8(ascii: "&"), in: text, from: ampersand + 1)
        }
      }
    }

    /// Offset of the first such byte; the text's end where there is none.
    private static func next(_ byte: UInt8, in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
      guard start < text.count, let base = text.baseAddress,
        let found = memchr(base + start, Int32(byte), text.count - start)
      else { return text.count }
      return UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }
  }

  private static func tag(_ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> Markup? {
    var position = start + 1
    if position < text.count, text[position] == UInt8(ascii: "/") { position += 1 }
    let nameStart = position
    while position < text.count, position < nameStart + 11, isAlphanumeric(text[position]) { position += 1 }
    guard position > nameStart, position < text.count else { return nil }
    let follower = text[position]
    guard follower == UInt8(ascii: ">") || follower == UInt8(ascii: "/") || follower <= 0x20 else { return nil }
    let name = String(decoding: UnsafeBufferPointer(rebasing: text[nameStart..<position]), as: UTF8.self).lowercased()
    let isInline = inlineTags.contains(name)
    guard isInline || blockTags.contains(name) else { return nil }
    let limit = min(text.count, start + tagByteLimit)
    while position < limit, text[position] != UInt8(ascii: ">") {
      if text[position] == UInt8(ascii: "<") { return nil }
      position += 1
    }
    guard position < limit else { return nil }
    return Markup(start: start, end: position + 1, replacement: isInline ? 0 : 0x20)
  }

  private static func entity(_ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> Markup? {
    var position = start + 1
    let isNumeric = position < text.count && text[position] == UInt8(ascii: "#")
    if isNumeric { position += 1 }
    let nameStart = position
    while position < text.count, position < nameStart + 8, isAlphanumeric(text[position]) { position += 1 }
    guard position > nameStart, position < text.count, text[position] == UInt8(ascii: ";") else { return nil }
    let name = String(decoding: UnsafeBufferPointer(rebasing: text[nameStart..<position]), as: UTF8.self)
    let scalar: UInt32?
    if !isNumeric {
      scalar = entities[name]
    } else if name.first == "x" || name.first == "X" {
      scalar = UInt32(name.dropFirst(), radix: 16)
    } else {
      scalar = UInt32(name)
    }
    guard let scalar, scalar != 0, Unicode.Scalar(scalar) != nil else { return nil }
    return Markup(start: start, end: position + 1, replacement: scalar)
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    byte >= 0x30 && byte <= 0x39 || (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a
  }

  private mutating func appendScalar(_ scalar: UInt32) {
    guard let unicode = Unicode.Scalar(scalar) else { return }
    bytes.append(contentsOf: UTF8.encode(unicode) ?? UTF8.encodedReplacementCharacter)
  }
}
