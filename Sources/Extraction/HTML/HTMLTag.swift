// The elements of HTML that matter to text, and what each of them does to it.

/// An element's name; all names without a meaning for text are `other`.
enum HTMLTag: UInt8, CaseIterable {
  case other, a, abbr, address, applet, area, article, aside, audio, b, base, big, blockquote, body, br, button
  case canvas, caption, center, cite, code, col, colgroup, dd, del, details, dialog, dir, div, dl, dt, em, embed
  case fieldset, figcaption, figure, font, footer, form, frameset, frame, h1, h2, h3, h4, h5, h6, head, header, hgroup
  case hr, html, i, iframe, img, input, kbd, label, legend, li, link, listing, main, map, mark, math, menu, meta, nav
  case noembed, noframes, noscript, object, ol, optgroup, option, output, p, param, picture, plaintext, pre, progress
  case q, rp, rt, ruby, samp, script, search, section, select, small, source, span, strong, style, sub, summary, sup
  case svg, table, tbody, td, template, textarea, tfoot, th, thead, time, title, tr, track, tt, u, ul, `var`, video
  case wbr, xmp, ins, s, strike, nobr, marquee, dfn, bdi, bdo, data
  // Names that mean something, or something else, in SVG and MathML.
  case desc, foreignobject, metadata, text, image, mi, mo, mn, ms, mtext, annotationXML
  /// On the stack: an element of SVG or MathML, and one in which HTML goes on.
  case foreign, integrationPoint

  /// What an element does to the text in it.
  enum Display: UInt8 {
    case inline
    /// Starts and ends a line.
    case block
    /// Starts and ends a paragraph.
    case paragraph
    case row
    case cell
    /// Its content is no text of the page.
    case hidden
    /// Has no content and breaks nothing.
    case void
    case lineBreak
    case rule
  }

  var display: Display {
    switch self {
    case .br: .lineBreak
    case .hr: .rule
    case .area, .base, .col, .embed, .img, .input, .link, .meta, .param, .source, .track, .wbr, .frame, .image: .void
    case .script, .style, .template, .iframe, .noembed, .noframes, .title, .audio, .video, .canvas, .desc, .metadata:
      .hidden
    case .tr: .row
    case .td, .th: .cell
    case .p, .h1, .h2, .h3, .h4, .h5, .h6, .pre, .blockquote, .table, .section, .article, .listing, .xmp, .plaintext,
      .figure, .hgroup, .header, .footer, .aside, .nav, .main, .fieldset, .form, .address, .details, .dialog:
      .paragraph
    case .body, .html, .button, .caption, .center, .dd, .dir, .div, .dl, .dt, .figcaption, .frameset, .head, .label,
      .legend, .li, .menu, .ol, .optgroup, .option, .select, .search, .summary, .tbody, .textarea, .tfoot, .thead,
      .ul, .marquee, .colgroup, .noscript, .foreignobject, .text:
      .block
    default: .inline
    }
  }

  /// The families of elements that a segment's surroundings are described by; a bit each in `AncestorSet`.
  var ancestorBit: AncestorSet {
    switch self {
    case .article: .article
    case .main: .main
    case .section: .section
    case .nav: .nav
    case .header: .header
    case .footer: .footer
    case .aside: .aside
    case .ul, .ol, .menu, .dir: .list
    case .table: .table
    case .form: .form
    case .dl: .definitions
    case .blockquote: .quote
    case .figure: .figure
    case .button, .select, .label, .option, .textarea, .legend: .control
    case .pre, .listing, .xmp, .plaintext: .preformatted
    case .h1, .h2, .h3, .h4, .h5, .h6: .heading
    case .address: .address
    case .details, .summary: .details
    case .p: .paragraph
    case .noscript: .noscript
    default: []
    }
  }
}

/// The families of elements around a segment.
struct AncestorSet: OptionSet {
  var rawValue: UInt32
  static let article = AncestorSet(rawValue: 1 << 0)
  static let main = AncestorSet(rawValue: 1 << 1)
  static let section = AncestorSet(rawValue: 1 << 2)
  static let nav = AncestorSet(rawValue: 1 << 3)
  static let header = AncestorSet(rawValue: 1 << 4)
  static let footer = AncestorSet(rawValue: 1 << 5)
  static let aside = AncestorSet(rawValue: 1 << 6)
  static let list = AncestorSet(rawValue: 1 << 7)
  static let table = AncestorSet(rawValue: 1 << 8)
  static let form = AncestorSet(rawValue: 1 << 9)
  static let definitions = AncestorSet(rawValue: 1 << 10)
  static let quote = AncestorSet(rawValue: 1 << 11)
  static let figure = AncestorSet(rawValue: 1 << 12)
  static let control = AncestorSet(rawValue: 1 << 13)
  static let preformatted = AncestorSet(rawValue: 1 << 14)
  static let heading = AncestorSet(rawValue: 1 << 15)
  static let address = AncestorSet(rawValue: 1 << 16)
  static let details = AncestorSet(rawValue: 1 << 17)
  static let paragraph = AncestorSet(rawValue: 1 << 18)
  /// For readers without scripts: mostly a plea to enable them, sometimes the whole page.
  static let noscript = AncestorSet(rawValue: 1 << 19)
  static let bitCount = 20
}

extension HTMLTag {
  static let names: NameTable = {
    let unnamed: Set<HTMLTag> = [.other, .annotationXML, .foreign, .integrationPoint]
    // Old names of elements without content.
    let aliases: [(String, HTMLTag)] = [
      ("annotation-xml", .annotationXML), ("keygen", .input), ("basefont", .param),
      ("bgsound", .param),
    ]
    return NameTable(
      allCases.filter { !unnamed.contains($0) }.map { ("\($0)", $0.rawValue) } + aliases.map { ($0, $1.rawValue) })
  }()
}

extension NameTable {
  @inline(__always)
  func tag(_ name: UnsafeBufferPointer<UInt8>) -> HTMLTag {
    value(of: name).flatMap { HTMLTag(rawValue: $0) } ?? .other
  }
}

extension HTMLTag {
  var isEmphasis: Bool {
    switch self {
    case .b, .strong, .em, .i, .mark, .u: true
    default: false
    }
  }
}
