// SVG and MathML: other rules hold in them, until a tag of HTML leads out.

/// Which rules the content of an element follows.
enum ContentContext: UInt8 {
  case html
  /// In a table, outside its cells: only parts of tables belong there.
  case table
  case svg, math
  /// In an `annotation-xml` of MathML, where `svg` is known.
  case annotation
  /// In an element of SVG or MathML whose content is HTML.
  case integrationPoint

  /// Whether the element belongs to SVG or MathML.
  @inline(__always)
  var isForeign: Bool { rawValue >= Self.svg.rawValue }
}

extension SegmentBuilder {
  /// Whether text in the innermost element follows the rules of SVG and MathML.
  var isInForeignText: Bool { context.isForeign && context != .integrationPoint }

  /// A start tag in SVG or MathML.
  ///
  /// - Returns: false where it is HTML's, the elements that it leads out of being closed.
  mutating func openForeign(_ tag: HTMLTag, isSelfClosing: Bool) -> Bool {
    if context == .integrationPoint || context == .annotation && tag == .svg { return false }
    if tag.leavesForeignContent {
      while isInForeignText { popElement() }
      return false
    }
    guard !isSelfClosing else { return true }
    guard stack.count < maximumDepth else {
      overflow += 1
      return true
    }
    let isSVG = context == .svg
    var inner = isSVG ? ContentContext.svg : .math
    switch tag {
    case .desc, .foreignobject, .title: if isSVG { inner = .integrationPoint }
    case .mi, .mo, .mn, .ms, .mtext: if !isSVG { inner = .integrationPoint }
    case .annotationXML: if !isSVG { inner = .annotation }
    default: break
    }
    // What SVG draws are lines of text that stand anywhere; what describes it is not drawn.
    let hides = isSVG && tag.display == .hidden
    let isLine = isSVG && tag.display == .block
    if hides { hiddenDepth += 1 }
    if isLine, hiddenDepth == 0 { closeSegment(.line) }
    let isScope = inner == .integrationPoint || inner == .annotation
    push(
      OpenElement(
        tag: isScope ? .integrationPoint : .foreign, block: block, wasBlock: isLine, hides: hides, context: inner,
        foreignTag: tag))
    return true
  }

  /// An end tag in SVG or MathML.
  ///
  /// - Returns: false where it is HTML's.
  mutating func closeForeign(_ tag: HTMLTag) -> Bool {
    if tag == .p || tag == .br {
      while isInForeignText { popElement() }
      return false
    }
    var position = depth - 1
    var isEmbedded = true
    while position >= 0, stack[position].isForeign {
      if stack[position].foreignTag == tag {
        while depth > position { popElement() }
        return true
      }
      if stack[position].tag == .integrationPoint { isEmbedded = false }
      position -= 1
    }
    if isEmbedded, isOpen(tag.inHTML), tag.display == .inline { closeEmbedded(tag.inHTML, below: position) }
    return false
  }

  /// Ends SVG or MathML where the end of an inline element around it shows that its own end is missing.
  private mutating func closeEmbedded(_ tag: HTMLTag, below top: Int) {
    // Which of the unknown elements ends nobody knows.
    guard tag != .other else { return }
    var position = top
    while position >= 0, !stack[position].tag.isScope {
      if stack[position].tag == tag {
        while depth > top + 1 { popElement() }
        return
      }
      if !tag.isFormatting, stack[position].wasBlock { return }
      position -= 1
    }
  }
}

extension SegmentBuilder.OpenElement {
  var isForeign: Bool { tag == .foreign || tag == .integrationPoint || tag == .svg || tag == .math }
}

extension HTMLTag {
  /// What the name means in HTML: those of SVG and MathML nothing, except for a misspelt `img`.
  @inline(__always)
  var inHTML: HTMLTag { rawValue < Self.desc.rawValue ? self : self == .image ? .img : .other }

  /// Elements that hold what is shown where the medium cannot be, and whose end is implied by those around them.
  var isMedia: Bool { self == .audio || self == .video || self == .canvas }

  /// Elements whose end tag ends them through blocks.
  var isFormatting: Bool {
    switch self {
    case .a, .b, .big, .code, .em, .font, .i, .nobr, .s, .small, .strike, .strong, .tt, .u: true
    default: false
    }
  }

  /// The rules that hold in an element of HTML, `svg` or `math`.
  var innerContext: ContentContext {
    switch self {
    case .table, .tbody, .thead, .tfoot, .tr, .colgroup: .table
    case .svg: .svg
    case .math: .math
    default: .html
    }
  }

  /// Start tags of HTML that end `svg` and `math`.
  var leavesForeignContent: Bool {
    switch self {
    case .b, .big, .blockquote, .body, .br, .center, .code, .dd, .div, .dl, .dt, .em, .embed, .h1, .h2, .h3, .h4, .h5,
      .h6, .head, .hr, .i, .img, .li, .listing, .menu, .meta, .nobr, .ol, .p, .pre, .ruby, .s, .small, .span, .strong,
      .strike, .sub, .sup, .table, .tt, .u, .ul, .var:
      true
    default: false
    }
  }
}
