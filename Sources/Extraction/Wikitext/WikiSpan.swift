// The constructs of a page's wikitext that have an end of their own, found before anything is rendered.

/// A template, a link, a comment or the like, with its place in the text.
struct WikiSpan {
  enum Kind: UInt8 {
    /// `{{…}}`
    case template
    /// `{{{…}}}`
    case argument
    /// `[[…]]`
    case link
    /// `-{…}-`
    case variant
    /// `<!--…-->`
    case comment
    /// An element whose content is no wikitext, or none that is looked at here.
    case element
  }

  /// Offset of the first byte.
  var open: Int32
  /// Offset behind the last byte; negative for a beginning without an end, which stands for itself.
  var close: Int32 = -1
  var contentStart: Int32
  var contentEnd: Int32
  /// Index of the first span that does not begin inside this one.
  var next: Int32
  var kind: Kind
  var element = WikiElement.other

  var isClosed: Bool { close >= 0 }
  var content: Range<Int> { Int(contentStart)..<Int(contentEnd) }
}

/// Elements that MediaWiki and its usual extensions take as a whole.
enum WikiElement: UInt8, CaseIterable {
  case other
  // Kept.
  case nowiki, pre, source, syntaxhighlight, math, chem, ce
  // Dropped.
  case ref, references, gallery, timeline, score, imagemap, hiero, graph, chart, mapframe, maplink, templatedata
  case templatestyles, inputbox, charinsert, categorytree, section, indicator, phonos, includeonly, rss, languages
  case dynamicpagelist, quiz, infobox, youtube, embedvideo

  static let names = WikiNames(allCases.filter { $0 != .other }.map { ("\($0)", $0.rawValue) })
}
