// Tags as authors write them to a balanced stack: the ends that the HTML standard implies.

extension SegmentBuilder {
  /// Inside `svg` or `math`, where other rules hold.
  var isInForeignContent: Bool { isOpen(.svg) || isOpen(.math) }

  /// A start tag as it stands in the page.
  mutating func openTag(_ tag: HTMLTag, _ attributes: borrowing StartTagAttributes, isSelfClosing: Bool) {
    if isInForeignContent {
      guard tag.leavesForeignContent else {
        if !isSelfClosing { startTag(tag, attributes) }
        return
      }
      while isInForeignContent { popElement() }
    }
    switch tag {
    case .svg, .math:
      if !isSelfClosing { startTag(tag, attributes) }
      return
    case .html, .body, .head:
      if isOpen(tag) { return }
    case .li: closeInList(.li, .li)
    case .dd, .dt: closeInList(.dd, .dt)
    case .option: closeTop(.option)
    case .optgroup:
      closeTop(.option)
      closeTop(.optgroup)
    case .a: removeInline(.a)
    case .button: if isOpen(.button) { closeTag(.button) }
    case .tr:
      closeWithin(.table, [.td, .th, .tr, .caption])
    case .td, .th: closeWithin(.tr, [.td, .th, .caption])
    case .tbody, .thead, .tfoot, .colgroup, .caption:
      closeWithin(.table, [.tbody, .thead, .tfoot, .tr, .td, .th, .caption, .colgroup])
    case .h1, .h2, .h3, .h4, .h5, .h6: if topTag?.isHeading == true { popElement() }
    default: break
    }
    if tag.endsParagraph, isOpen(.p) { closeParagraph() }
    startTag(tag, attributes)
  }

  /// An end tag as it stands in the page.
  mutating func closeTag(_ tag: HTMLTag) {
    if tag == .br {
      startTag(.br, StartTagAttributes.none)
      return
    }
    if tag == .body || tag == .html { return }
    if tag == .p, !isOpen(.p) {
      // An end without a beginning is an empty paragraph.
      breakParagraph()
      return
    }
    if tag.isHeading {
      closeHeading()
      return
    }
    guard isOpen(tag) else {
      absorbOverflow(tag)
      return
    }
    if tag.display == .inline {
      removeInline(tag)
      return
    }
    switch tag {
    case .table, .tr, .td, .th, .tbody, .thead, .tfoot, .caption: pop(to: tag) { $0 == .table && tag != .table }
    case .li: pop(to: tag) { $0 == .ul || $0 == .ol || $0.isScope }
    default: pop(to: tag) { $0.isScope && $0 != tag }
    }
  }

  private mutating func closeParagraph() { pop(to: .p) { $0.isScope || $0 == .button } }

  private mutating func closeHeading() {
    var depth = depth - 1
    while depth >= 0, let tag = tag(at: depth), !tag.isScope {
      if tag.isHeading {
        while self.depth > depth { popElement() }
        return
      }
      depth -= 1
    }
  }

  /// Ends an open item before the next of the same list.
  private mutating func closeInList(_ first: HTMLTag, _ second: HTMLTag) {
    guard isOpen(first) || isOpen(second) else { return }
    var depth = depth - 1
    while depth >= 0, let tag = tag(at: depth) {
      if tag == first || tag == second {
        while self.depth > depth { popElement() }
        return
      }
      if tag.display != .inline, tag != .address, tag != .div, tag != .p { return }
      depth -= 1
    }
  }

  private mutating func closeTop(_ tag: HTMLTag) { if topTag == tag { popElement() } }

  /// Ends the outermost of `tags` that is open inside the innermost `container`.
  private mutating func closeWithin(_ container: HTMLTag, _ tags: [HTMLTag]) {
    var depth = depth - 1
    var target = -1
    while depth >= 0, let tag = tag(at: depth), tag != container, tag != .table {
      if tags.contains(tag) { target = depth }
      depth -= 1
    }
    guard target >= 0, depth >= 0 else { return }
    while self.depth > target { popElement() }
  }

  /// Ends all elements up to and with the innermost `tag`, unless one that `isBoundary` lies between.
  private mutating func pop(to tag: HTMLTag, isBoundary: (HTMLTag) -> Bool) {
    var depth = depth - 1
    while depth >= 0, let open = self.tag(at: depth) {
      if open == tag {
        while self.depth > depth { popElement() }
        return
      }
      if isBoundary(open) { return }
      depth -= 1
    }
  }
}

extension HTMLTag {
  var isHeading: Bool {
    switch self {
    case .h1, .h2, .h3, .h4, .h5, .h6: true
    default: false
    }
  }

  /// Elements that an end tag does not reach through.
  var isScope: Bool {
    switch self {
    case .table, .td, .th, .caption, .html, .template, .marquee, .object, .applet: true
    default: false
    }
  }

  /// Start tags that end an open paragraph.
  var endsParagraph: Bool {
    switch self {
    case .address, .article, .aside, .blockquote, .center, .details, .dialog, .dir, .div, .dl, .fieldset, .figcaption,
      .figure, .footer, .header, .hgroup, .main, .menu, .nav, .ol, .p, .search, .section, .summary, .ul, .h1, .h2, .h3,
      .h4, .h5, .h6, .pre, .listing, .form, .table, .hr, .plaintext, .xmp, .li, .dd, .dt:
      true
    default: false
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
