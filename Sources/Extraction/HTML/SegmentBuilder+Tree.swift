// Tags as authors write them to a balanced stack: the ends that the HTML standard implies.

extension SegmentBuilder {
  /// A start tag as it stands in the page.
  ///
  /// - Returns: whether it is an element of HTML now, whose name may say how what follows is to be read.
  mutating func openTag(
    _ name: HTMLTag, _ attributes: borrowing StartTagAttributes, isSelfClosing: Bool
  ) -> Bool {
    if context.isForeign, openForeign(name, isSelfClosing: isSelfClosing) { return false }
    let tag = name.inHTML
    if context == .table, !prepareTable(for: tag) { return true }
    switch tag {
    case .svg, .math:
      if !isSelfClosing { startTag(tag, attributes) }
      return false
    case .html, .body, .head:
      if isOpen(tag) || isOpen(.integrationPoint) { return true }
    case .frameset:
      openFrameset()
      return true
    case .object, .applet: allowsFrameset = false
    case .li: closeInList(.li, .li)
    case .dd, .dt: closeInList(.dd, .dt)
    case .option: closeTop(.option)
    case .optgroup:
      closeTop(.option)
      closeTop(.optgroup)
    case .a, .nobr: removeInline(tag)
    case .button: if isOpen(.button) { closeTag(.button) }
    case .table: if isInTable { closeTag(.table) }
    case .tr, .td, .th, .tbody, .thead, .tfoot, .colgroup, .col, .caption: clearTable(for: tag)
    case .h1, .h2, .h3, .h4, .h5, .h6: if topTag?.isHeading == true { popElement() }
    default: break
    }
    if tag.endsParagraph, isOpen(.p) { closeParagraph() }
    startTag(tag, attributes)
    return true
  }

  /// An end tag as it stands in the page.
  mutating func closeTag(_ name: HTMLTag) {
    if context.isForeign, closeForeign(name) { return }
    let tag = name.inHTML
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
    if tag == .tr || tag == .tbody, isOpen(.table), closeImpliedPart(tag) { return }
    guard isOpen(tag) else {
      absorbOverflow(tag)
      return
    }
    switch tag {
    case .table, .tr, .td, .th, .tbody, .thead, .tfoot, .caption:
      pop(to: tag) { $0 == .table || $0 == .template }
    case .li: pop(to: tag) { $0 == .ul || $0 == .ol || $0.isScope }
    case .template: pop(to: tag) { _ in false }
    case .object, .applet, .math: pop(to: tag) { $0.isScope }
    default:
      if tag.display == .inline { removeInline(tag) } else { pop(to: tag) { $0.isScope } }
    }
  }

  /// Text as it stands in the page, its character references resolved.
  @inline(__always)
  mutating func characters(_ bytes: UnsafeBufferPointer<UInt8>) {
    if context != .html { prepare(for: bytes) }
    text(bytes)
  }

  /// What text means where it is no text of HTML or stands between the parts of a table.
  private mutating func prepare(for bytes: UnsafeBufferPointer<UInt8>) {
    guard bytes.contains(where: { $0 > 0x20 }) else { return }
    allowsFrameset = false
    if context == .table, hiddenDepth == 0 {
      closeTop(.colgroup)
      beginFostering()
    }
  }

  /// A `frameset` takes the place of a body in which nothing has been seen; then the page has no text.
  private mutating func openFrameset() {
    guard allowsFrameset, !isOpen(.template) else { return }
    allowsFrameset = false
    if !isOpen, page.segments.isEmpty, !page.blocks.contains(where: { $0.tag.fillsBody }) { hiddenDepth += 1 }
  }

  /// Ends the innermost inline element of that name and leaves open what was opened in it.
  mutating func removeInline(_ tag: HTMLTag) {
    guard isOpen(tag) else { return }
    // Which of the unknown elements ends nobody knows.
    if hiddenDepth > 0, tag != .other { closeMedia(in: tag) }
    guard let position = stack.lastIndex(where: { $0.tag == tag }) else { return }
    stack.remove(at: position)
    openCounts[Int(tag.rawValue)] &-= 1
    context = stack.last?.context ?? .html
    endInline(tag)
  }

  /// Ends `audio`, `video` and `canvas` without an end tag together with an inline element around them.
  private mutating func closeMedia(in tag: HTMLTag) {
    var position = depth - 1
    var media = -1
    var isInBlock = false
    while position >= 0, stack[position].tag != tag {
      if stack[position].tag.isScope { return }
      if stack[position].wasBlock { isInBlock = true }
      if !isInBlock, stack[position].tag.isMedia { media = position }
      position -= 1
    }
    guard media >= 0, position >= 0, !isInBlock || tag.isFormatting else { return }
    while depth > media { popElement() }
  }

  /// An end tag whose beginning may lie beyond the limit of depth.
  mutating func absorbOverflow(_ tag: HTMLTag) {
    if overflow > 0 { overflow -= 1 }
    if tag.display != .inline, hiddenDepth == 0 { closeSegment(.line) }
  }

  mutating func breakParagraph() { if hiddenDepth == 0 { closeSegment(.paragraph) } }

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
      if tag.isScope || tag.display != .inline && tag != .address && tag != .div && tag != .p && !tag.isMedia { return }
      depth -= 1
    }
  }

  mutating func closeTop(_ tag: HTMLTag) { if topTag == tag { popElement() } }

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
    case .table, .td, .th, .caption, .html, .template, .marquee, .object, .applet, .select, .integrationPoint: true
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

  /// Elements after which a `frameset` is ignored.
  var fillsBody: Bool {
    switch self {
    case .body, .pre, .listing, .li, .dd, .dt, .button, .marquee, .table, .textarea, .xmp, .select: true
    default: false
    }
  }
}
