// Parser events in, segments out: a stack of open elements and nothing else is kept of the tree.

/// Builds the structure of one page from the events of a parser.
///
/// Events may come balanced (libxml2) or not. Depth, number of blocks and size of collected metadata are bounded, so
/// that a page costs time and memory in proportion to its bytes.
struct SegmentBuilder {
  /// An open element with what must be restored at its end.
  struct OpenElement {
    var tag: HTMLTag
    var block: Int32
    var wasBlock: Bool
    /// Its content is no text.
    var hides = false
    var context: ContentContext
    /// What an end tag must name to end an element of SVG or MathML.
    var foreignTag = HTMLTag.other
  }

  struct OpenList {
    var ordinal: Int32
  }

  var page = PageStructure()

  // What follows is the state of `SegmentBuilder` and its extensions; nobody else touches it.
  var stack: [OpenElement] = []
  var lists: [OpenList] = []
  var maximumDepth = 512
  var maximumBlockCount = 1 << 18
  var maximumSegmentCount = 1 << 18
  /// Elements opened beyond the limit of depth.
  var overflow = 0
  /// For each tag how many elements of it are open.
  var openCounts = [Int32](repeating: 0, count: 256)
  /// The rules of the innermost open element.
  var context = ContentContext.html
  /// Whether a `frameset` would still replace the body.
  var allowsFrameset = true

  var openTables: [OpenTable] = []
  var tableCount = 0
  var fostered: [FosteredRun] = []
  /// While text moves out of a table: what will be restored behind it.
  var fostering: Fostering?

  var block: Int32 = 0
  var linkDepth = 0
  var emphasisDepth = 0
  var hiddenDepth = 0
  var preformattedDepth = 0
  var headingLevel: UInt8 = 0
  var headingDepth = 0

  var isOpen = false
  var segment = Segment(start: 0, end: 0, block: 0, breakBefore: .line, kind: .text)
  var pendingBreak = SegmentBreak.paragraph
  var pendingSpace = false
  var pendingLineBreaks = 0
  var pendingLinks: Int32 = 0
  /// The number of the list item whose text has not begun: as `Segment.ordinal`.
  var pendingOrdinal: Int32 = 0
  /// In a cell whose text has not begun.
  var cellIsFresh = false
  var cellDepth = 0
  var cellIsHeader = false
  var row: Int32 = 0
  var rowHasCells = false
  var cellFirstSegment = 0

  var capture = Capture.none
  var captured: [UInt8] = []

  enum Capture {
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
    context = .html
    allowsFrameset = true
    openTables.removeAll(keepingCapacity: true)
    tableCount = 0
    fostered.removeAll(keepingCapacity: true)
    fostering = nil
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
    endFostering()
    closeSegment(.paragraph)
    endCapture()
    if !fostered.isEmpty { moveFosteredText() }
  }

  // MARK: Tags

  mutating func startTag(_ tag: HTMLTag, _ attributes: borrowing StartTagAttributes) {
    switch tag.display {
    case .lineBreak:
      allowsFrameset = false
      if hiddenDepth == 0 { lineBreak() }
      return
    case .rule:
      allowsFrameset = false
      if hiddenDepth == 0 { closeSegment(.paragraph) }
      return
    case .void:
      if tag == .img || tag == .input || tag == .embed || tag == .area || tag == .wbr { allowsFrameset = false }
      if tag == .meta { page.metadata.readMeta(attributes) }
      if tag == .link { page.metadata.readLink(attributes) }
      return
    default: break
    }
    if tag == .html, let language = attributes.string(.lang, limit: 40) ?? attributes.string(.xmlLang, limit: 40) {
      if page.metadata.language == nil { page.metadata.language = language }
    }
    // A root that comes late is none.
    if tag == .html, !stack.isEmpty { return }
    if tag == .time, page.metadata.date == nil { page.metadata.date = attributes.string(.datetime, limit: 64) }
    let display = tag.display
    if stack.count >= maximumDepth {
      overflow += 1
      if display != .inline, hiddenDepth == 0 { closeSegment(.line) }
      return
    }
    var element = OpenElement(tag: tag, block: block, wasBlock: false, context: tag.innerContext)
    if display == .hidden {
      element.hides = true
      if tag == .iframe { allowsFrameset = false }
      beginHidden(tag, attributes)
    } else if display == .inline {
      if tag == .a { beginLink(attributes) }
      if tag.isEmphasis { emphasisDepth += 1 }
      if tag == .math || tag == .svg { element.foreignTag = tag }
    } else {
      element.wasBlock = true
      beginBlock(tag, display, attributes)
      if tag == .table { openTable() }
    }
    push(element)
  }

  @inline(__always)
  mutating func push(_ element: OpenElement) {
    stack.append(element)
    openCounts[Int(element.tag.rawValue)] &+= 1
    context = element.context
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
    if fostering != nil, stack.last?.context == .table { endFostering() }
    guard let element = stack.popLast() else { return }
    let tag = element.tag
    openCounts[Int(tag.rawValue)] &-= 1
    context = stack.last?.context ?? .html
    if tag == .table { openTables.removeLast() }
    if element.wasBlock {
      endBlock(tag)
      block = element.block
    } else if element.hides {
      hiddenDepth -= 1
      endCapture()
    } else {
      endInline(tag)
    }
  }

  mutating func endInline(_ tag: HTMLTag) {
    if tag == .a, linkDepth > 0 { linkDepth -= 1 }
    if tag.isEmphasis, emphasisDepth > 0 { emphasisDepth -= 1 }
  }

  // MARK: The stack, for the rules of implied ends

  var depth: Int { stack.count }
  var topTag: HTMLTag? { stack.last?.tag }

  @inline(__always)
  func isOpen(_ tag: HTMLTag) -> Bool { openCounts[Int(tag.rawValue)] > 0 }

  func tag(at depth: Int) -> HTMLTag? { stack.indices.contains(depth) ? stack[depth].tag : nil }

  mutating func beginHidden(_ tag: HTMLTag, _ attributes: borrowing StartTagAttributes) {
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

  mutating func endCapture() {
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

  mutating func beginLink(_ attributes: borrowing StartTagAttributes) {
    linkDepth += 1
    if isOpen { segment.linkCount &+= 1 } else { pendingLinks &+= 1 }
  }

  // MARK: Blocks

  mutating func beginBlock(
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

  mutating func endBlock(_ tag: HTMLTag) {
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

  mutating func openBlock(_ tag: HTMLTag, _ attributes: borrowing StartTagAttributes) {
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
    if let value = attributes.value(.itemtype) { hints.formUnion(wordsOf: value) }
    if tag == .dialog { hints.formUnion(ClassHints(.popup)) }
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
}
