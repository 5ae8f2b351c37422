// Parser events in, segments out: a stack of open elements and nothing else is kept of the tree.

/// Builds the structure of one page from the events of a parser.
///
/// Events may come balanced (libxml2) or not. Depth, number of blocks and size of collected metadata are bounded, so
/// that a page costs time and memory in proportion to its bytes.
struct SegmentBuilder {
  /// An open element with what must be restored at its end.
  private struct OpenElement {
    var tag: HTMLTag
    var block: Int32
    var wasBlock: Bool
  }

  private struct OpenList {
    var ordinal: Int32
  }

  var page = PageStructure()
  private var stack: [OpenElement] = []
  private var lists: [OpenList] = []
  private var maximumDepth = 512
  private var maximumBlockCount = 1 << 18
  private var maximumSegmentCount = 1 << 18
  /// Elements opened beyond the limit of depth.
  private var overflow = 0
  /// For each tag how many elements of it are open.
  private var openCounts = [Int32](repeating: 0, count: 256)

  private var block: Int32 = 0
  private var linkDepth = 0
  private var emphasisDepth = 0
  private var hiddenDepth = 0
  private var preformattedDepth = 0
  private var headingLevel: UInt8 = 0
  private var headingDepth = 0

  private var isOpen = false
  private var segment = Segment(start: 0, end: 0, block: 0, breakBefore: .line, kind: .text)
  private var pendingBreak = SegmentBreak.paragraph
  private var pendingSpace = false
  private var pendingLineBreaks = 0
  private var pendingLinks: Int32 = 0
  /// The number of the list item whose text has not begun: as `Segment.ordinal`.
  private var pendingOrdinal: Int32 = 0
  /// In a cell whose text has not begun.
  private var cellIsFresh = false
  private var cellDepth = 0
  private var cellIsHeader = false
  private var row: Int32 = 0
  private var rowHasCells = false
  private var cellFirstSegment = 0

  private var capture = Capture.none
  private var captured: [UInt8] = []

  private enum Capture {
    case none, title, structuredData
  }

  static let structuredDataLimit = 512 << 10
  static let titleLimit = 4096

  mutating func begin(options: ExtractionOptions) {
    page.reset()
    stack.removeAll(keepingCapacity: true)
    lists.removeAll(keepingCapacity: true)
    captured.removeAll(keepingCapacity: true)
    maximumDepth = options.maximumDepth
    maximumBlockCount = options.maximumBlockCount
    maximumSegmentCount = options.maximumBlockCount
    overflow = 0
    for index in openCounts.indices { openCounts[index] = 0 }
    block = 0
    linkDepth = 0
    emphasisDepth = 0
    hiddenDepth = 0
    preformattedDepth = 0
    headingLevel = 0
    headingDepth = 0
    isOpen = false
    pendingBreak = .paragraph
    pendingSpace = false
    pendingLineBreaks = 0
    pendingLinks = 0
    pendingOrdinal = 0
    cellIsFresh = false
    cellDepth = 0
    cellIsHeader = false
    row = 0
    rowHasCells = false
    cellFirstSegment = 0
    capture = .none
  }

  mutating func finish() {
    maximumSegmentCount = .max
    closeSegment(.paragraph)
    endCapture()
  }

  // MARK: Tags

  mutating func startTag(_ tag: HTMLTag, _ attributes: borrowing StartTagAttributes) {
    switch tag.display {
    case .lineBreak:
      if hiddenDepth == 0 { lineBreak() }
      return
    case .rule:
      if hiddenDepth == 0 { closeSegment(.paragraph) }
      return
    case .void:
      if tag == .meta { page.metadata.readMeta(attributes) }
      if tag == .link { page.metadata.readLink(attributes) }
      return
    default: break
    }
    if tag == .html, let language = attributes.string(.lang, limit: 40) ?? attributes.string(.xmlLang, limit: 40) {
      if page.metadata.language == nil { page.metadata.language = language }
    }
    if tag == .time, page.metadata.date == nil { page.metadata.date = attributes.string(.datetime, limit: 64) }
    let display = tag.display
    if stack.count >= maximumDepth {
      overflow += 1
      if display != .inline, hiddenDepth == 0 { closeSegment(.line) }
      return
    }
    var element = OpenElement(tag: tag, block: block, wasBlock: false)
    if display == .hidden {
      beginHidden(tag, attributes)
    } else if display == .inline {
      if tag == .a { beginLink(attributes) }
      if tag.isEmphasis { emphasisDepth += 1 }
    } else {
      element.wasBlock = true
      beginBlock(tag, display, attributes)
    }
    stack.append(element)
    openCounts[Int(tag.rawValue)] &+= 1
  }

  /// A balanced end tag.
  mutating func endTag(_ tag: HTMLTag) {
    if overflow > 0 {
      overflow -= 1
      return
    }
    guard let top = stack.last else { return }
    if top.tag == tag {
      popElement()
      return
    }
    guard isOpen(tag) else { return }
    while let last = stack.last {
      popElement()
      if last.tag == tag { return }
    }
  }

  /// Ends the innermost open element.
  mutating func popElement() {
    guard let element = stack.popLast() else { return }
    let tag = element.tag
    openCounts[Int(tag.rawValue)] &-= 1
    if element.wasBlock {
      endBlock(tag)
      block = element.block
    } else if tag.display == .hidden {
      hiddenDepth -= 1
      endCapture()
    } else {
      endInline(tag)
    }
  }

  private mutating func endInline(_ tag: HTMLTag) {
    if tag == .a, linkDepth > 0 { linkDepth -= 1 }
    if tag.isEmphasis, emphasisDepth > 0 { emphasisDepth -= 1 }
  }

  // MARK: The stack, for the rules of implied ends

  var depth: Int { stack.count }
  var topTag: HTMLTag? { stack.last?.tag }

  @inline(__always)
  func isOpen(_ tag: HTMLTag) -> Bool { openCounts[Int(tag.rawValue)] > 0 }

  func tag(at depth: Int) -> HTMLTag? { stack.indices.contains(depth) ? stack[depth].tag : nil }

  /// Ends the innermost inline element of that name and leaves open what was opened in it.
  mutating func removeInline(_ tag: HTMLTag) {
    guard isOpen(tag), let position = stack.lastIndex(where: { $0.tag == tag }) else { return }
    stack.remove(at: position)
    openCounts[Int(tag.rawValue)] &-= 1
    endInline(tag)
  }

  /// An end tag whose beginning may lie beyond the limit of depth.
  mutating func absorbOverflow(_ tag: HTMLTag) {
    if overflow > 0 { overflow -= 1 }
    if tag.display != .inline, hiddenDepth == 0 { closeSegment(.line) }
  }

  mutating func breakParagraph() { if hiddenDepth == 0 { closeSegment(.paragraph) } }

  private mutating func beginHidden(_ tag: HTMLTag, _ attributes: borrowing StartTagAttributes) {
    hiddenDepth += 1
    guard hiddenDepth == 1 else { return }
    if tag == .title, page.metadata.title == nil {
      capture = .title
      captured.removeAll(keepingCapacity: true)
    } else if tag == .script, let type = attributes.value(.type), type.containsLowercased("ld+json") {
      capture = .structuredData
      captured.removeAll(keepingCapacity: true)
    }
  }

  private mutating func endCapture() {
    switch capture {
    case .none: return
    case .title: page.metadata.title = PageMetadata.clean(captured)
    case .structuredData:
      if page.metadata.structuredData.count + captured.count <= Self.structuredDataLimit {
        page.metadata.structuredData += captured
        page.metadata.structuredData.append(0x0a)
      }
    }
    capture = .none
  }

  private mutating func beginLink(_ attributes: borrowing StartTagAttributes) {
    linkDepth += 1
    if isOpen { segment.linkCount &+= 1 } else { pendingLinks &+= 1 }
  }

  // MARK: Blocks

  private mutating func beginBlock(
    _ tag: HTMLTag, _ display: HTMLTag.Display, _ attributes: borrowing StartTagAttributes
  ) {
    switch tag {
    case .tr:
      closeSegment(.line)
      row &+= 1
      rowHasCells = false
    case .td, .th:
      closeSegment(.line)
      let segmentsInCell = page.segments.count - cellFirstSegment
      if rowHasCells, segmentsInCell <= 1 { pendingBreak = .cell }
      rowHasCells = true
      cellFirstSegment = page.segments.count
      cellDepth += 1
      cellIsFresh = true
      cellIsHeader = tag == .th
    default:
      if cellIsFresh, !isOpen {
        break
      } else {
        closeSegment(display == .paragraph && tag != .table || tag == .ul && lists.isEmpty ? .paragraph : .line)
        if tag == .table || tag == .ol && lists.isEmpty || tag == .dl { raiseBreak(.paragraph) }
      }
    }
    switch tag {
    case .ul, .menu, .dir: lists.append(OpenList(ordinal: -1))
    case .ol:
      var first: Int32 = 1
      if let text = attributes.string(.start, limit: 9), let number = Int32(text), number >= 0 { first = number }
      lists.append(OpenList(ordinal: first))
    case .li:
      if let last = lists.indices.last {
        pendingOrdinal = lists[last].ordinal
        if lists[last].ordinal > 0, lists[last].ordinal < .max { lists[last].ordinal += 1 }
      } else {
        pendingOrdinal = -1
      }
    case .pre, .listing, .xmp, .plaintext, .textarea: preformattedDepth += 1
    case .h1, .h2, .h3, .h4, .h5, .h6:
      headingDepth += 1
      headingLevel = tag.rawValue - HTMLTag.h1.rawValue + 1
    default: break
    }
    openBlock(tag, attributes)
  }

  private mutating func endBlock(_ tag: HTMLTag) {
    switch tag {
    case .td, .th:
      closeSegment(.line)
      cellDepth -= 1
      cellIsFresh = false
    case .tr:
      closeSegment(.line)
      rowHasCells = false
    case .table:
      closeSegment(.paragraph)
      rowHasCells = false
    case .ul, .ol, .menu, .dir:
      _ = lists.popLast()
      closeSegment(lists.isEmpty ? .paragraph : .line)
    case .pre, .listing, .xmp, .plaintext, .textarea:
      closeSegment(.paragraph)
      preformattedDepth -= 1
    case .h1, .h2, .h3, .h4, .h5, .h6:
      closeSegment(.paragraph)
      headingDepth -= 1
      if headingDepth == 0 { headingLevel = 0 }
    case .li:
      closeSegment(.line)
      pendingOrdinal = 0
    default: closeSegment(tag.display == .paragraph ? .paragraph : .line)
    }
  }

  private mutating func openBlock(_ tag: HTMLTag, _ attributes: borrowing StartTagAttributes) {
    guard page.blocks.count < maximumBlockCount else { return }
    let parent = page.blocks[Int(block)]
    var hints = ClassHints(rawValue: 0)
    var pathHash = parent.pathHash ^ UInt64(tag.rawValue) &+ 0x9e37_79b9
    if let value = attributes.value(.class) {
      hints.formUnion(wordsOf: value)
      pathHash ^= value.firstNameHash
    }
    if let value = attributes.value(.id) { hints.formUnion(wordsOf: value) }
    if let value = attributes.value(.role) { hints.formUnion(wordsOf: value) }
    if let value = attributes.value(.itemprop) { hints.formUnion(wordsOf: value) }
    if attributes.has(.hidden) || attributes.value(.ariaHidden)?.first == UInt8(ascii: "t")
      || attributes.value(.style)?.hidesContent == true
    {
      hints.formUnion(ClassHints(.hidden))
    }
    let product = pathHash.multipliedFullWidth(by: 0xbf58_476d_1ce4_e5b9)
    pathHash = product.high ^ product.low
    page.blocks.append(
      Block(
        parent: block, tag: tag, depth: UInt16(truncatingIfNeeded: stack.count), ownHints: hints,
        // What `body` and `html` are named says nothing about a part of the page.
        hints: tag == .body || tag == .html ? [] : parent.hints.union(hints),
        ancestors: parent.ancestors.union(tag.ancestorBit), pathHash: pathHash))
    block = Int32(page.blocks.count - 1)
  }

  // MARK: Text

  private mutating func raiseBreak(_ level: SegmentBreak) {
    if level > pendingBreak { pendingBreak = level }
  }

  private mutating func lineBreak() {
    if preformattedDepth > 0 {
      if isOpen { page.text.append(0x0a) }
      return
    }
    pendingSpace = false
    if isOpen { pendingLineBreaks += 1 }
  }

  /// Ends the segment that is open and demands a break of at least `level` before the next.
  private mutating func closeSegment(_ level: SegmentBreak) {
    pendingSpace = false
    pendingLineBreaks = 0
    guard isOpen else {
      raiseBreak(level)
      return
    }
    if page.segments.count >= maximumSegmentCount {
      // The last segment takes the rest of the page, line by line.
      if preformattedDepth > 0 { page.text.append(0x0a) } else { pendingLineBreaks = 1 }
      return
    }
    isOpen = false
    pendingBreak = level
    while page.text.count > Int(segment.start), let last = page.text.last, last <= 0x20 { page.text.removeLast() }
    segment.end = Int32(page.text.count)
    if segment.end > segment.start { page.segments.append(segment) }
  }

  private mutating func openSegment() {
    isOpen = true
    segment = Segment(
      start: Int32(page.text.count), end: 0, block: block, breakBefore: pendingBreak, kind: .text)
    if preformattedDepth > 0 {
      segment.kind = .preformatted
    } else if headingLevel > 0 {
      segment.kind = .heading
      segment.level = headingLevel
    } else if cellDepth > 0 {
      segment.kind = cellIsHeader ? .headerCell : .cell
      segment.row = row
    } else if !lists.isEmpty {
      segment.kind = .listItem
      segment.level = UInt8(truncatingIfNeeded: min(lists.count, 32))
    }
    segment.ordinal = pendingOrdinal
    pendingOrdinal = 0
    segment.linkCount = pendingLinks
    pendingLinks = 0
    cellIsFresh = false
  }

  /// Text with its character references resolved.
  mutating func text(_ bytes: UnsafeBufferPointer<UInt8>) {
    if hiddenDepth > 0 {
      switch capture {
      case .none: return
      case .title: captured.append(contentsOf: bytes.prefix(max(0, Self.titleLimit - captured.count)))
      case .structuredData:
        if captured.count <= Self.structuredDataLimit { captured.append(contentsOf: bytes) }
      }
      return
    }
    let before = page.text.count
    let wasOpen = isOpen
    if preformattedDepth > 0 { appendVerbatim(bytes) } else { appendCollapsed(bytes) }
    guard isOpen, linkDepth > 0 || emphasisDepth > 0 else { return }
    let added = Int32(page.text.count - (wasOpen ? before : Int(segment.start)))
    if linkDepth > 0 { segment.linkByteCount &+= added }
    if emphasisDepth > 0 { segment.emphasisByteCount &+= added }
  }

  private mutating func appendVerbatim(_ bytes: UnsafeBufferPointer<UInt8>) {
    var index = 0
    if !isOpen {
      // The first line end of preformatted text belongs to the tag; a run of white space alone opens nothing.
      guard bytes.contains(where: { $0 > 0x20 }) else { return }
      openSegment()
      if bytes.first == 0x0d { index = 1 }
      if index < bytes.count, bytes[index] == 0x0a { index += 1 }
    }
    while index < bytes.count {
      let byte = bytes[index]
      if byte == 0x0d {
        if index + 1 >= bytes.count || bytes[index + 1] != 0x0a { page.text.append(0x0a) }
      } else if byte >= 0x20 || byte == 0x0a || byte == 0x09 {
        page.text.append(byte)
      }
      index += 1
    }
  }

  private mutating func appendCollapsed(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let base = bytes.baseAddress else { return }
    let count = bytes.count
    var index = 0
    while index < count {
      let runStart = index
      while index < count {
        let byte = base[index]
        if byte <= 0x20 || byte == 0x7f { break }
        if byte == 0xc2, index + 1 < count, base[index + 1] == 0xa0 { break }
        if byte == 0xe3, index + 2 < count, base[index + 1] == 0x80, base[index + 2] == 0x80 { break }
        index += 1
      }
      if index > runStart {
        prepareRun()
        page.text.append(contentsOf: UnsafeBufferPointer(start: base + runStart, count: index - runStart))
      }
      guard index < count else { return }
      let byte = base[index]
      index += byte == 0xc2 ? 2 : byte == 0xe3 ? 3 : 1
      // Other control characters are dropped without a trace.
      if byte > 0x7f || Self.isWhiteSpace(byte) { pendingSpace = true }
    }
  }

  @inline(__always)
  private static func isWhiteSpace(_ byte: UInt8) -> Bool {
    if byte == 0x20 { return true }
    return byte >= 0x09 && byte <= 0x0d
  }

  /// Opens a segment where none is open, and writes the white space owed before a run of other bytes.
  @inline(__always)
  private mutating func prepareRun() {
    if !isOpen {
      openSegment()
    } else if pendingLineBreaks > 1, page.segments.count < maximumSegmentCount {
      closeSegment(.paragraph)
      openSegment()
    } else if pendingLineBreaks > 0 {
      page.text.append(0x0a)
    } else if pendingSpace {
      page.text.append(0x20)
    }
    pendingLineBreaks = 0
    pendingSpace = false
  }
}
