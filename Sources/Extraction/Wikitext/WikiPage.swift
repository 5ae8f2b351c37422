// Wikitext to text: what is known of a page, and the state of its rendering.

/// Renders one page of wikitext, as plain text or Markdown.
///
/// Templates are not expanded, since a page does not hold what they say: those whose argument is prose give it
/// (`WikiTemplates`), all others go. What is kept, dropped and rewritten is in `docs/stages.md`, "Wikitext". The rules
/// of MediaWiki's parser are followed where they decide what a reader sees; time and memory are linear in the text.
struct WikiPage {
  // SAFETY: valid while the page is rendered, which its maker sees to; offsets are checked where spans are made.
  let text: UnsafeBufferPointer<UInt8>
  let spans: UnsafeBufferPointer<WikiSpan>
  /// The page's name, for `{{PAGENAME}}`.
  let title: [UInt8]
  let style: ExtractionOptions.Style
  /// True when tables and captions that are no prose are wanted, too.
  let keepsAll: Bool

  /// Templates and links nested deeper than this give no text.
  static let depthLimit = 40

  // What follows is the state of the walk and of its extensions; nobody else touches it.

  var output: [UInt8] = []
  /// The break before the next text.
  var pendingBreak = WikiBreak.none
  /// True when the next text goes on with a paragraph behind a line end of the source.
  var isSoftBreak = false
  /// True when text can be appended to the line as it is.
  var isLineOpen = false
  /// Offset in the output of the open line's first text.
  var lineStart = 0
  /// What stands before the next line's text: a list marker.
  var prefix: [UInt8] = []
  /// Headings whose sections have had no text yet, outermost first.
  var headings: [(level: Int, text: [UInt8])] = []
  /// True while text is rendered that will stand elsewhere; no break is written before it.
  var isCapturing = false
  /// True when something without text stood before what comes next.
  var sawRemoval = false
  /// True in lines whose white space counts.
  var isVerbatim = false
  var pendingIndent = 0
  var isFenceOpen = false
  var isPoem = false
  var block = WikiBlock.none
  var listMarkers: [UInt8] = []
  var listCounters: [Int] = []
  var quotes = WikiQuotes()
  var tables = WikiTables()
  /// No `]` stands between a bracket that was looked at and this offset.
  var noBracketBefore = 0

  init(
    _ text: UnsafeBufferPointer<UInt8>, spans: UnsafeBufferPointer<WikiSpan>, title: [UInt8],
    style: ExtractionOptions.Style,
    keepsAll: Bool
  ) {
    self.text = text
    self.spans = spans
    self.title = title
    self.style = style
    self.keepsAll = keepsAll
  }

  /// The text of the page.
  mutating func render() -> [UInt8] {
    output.reserveCapacity(text.count / 2)
    if !redirect() { lines(0..<text.count, span: 0, depth: 0) }
    while !tables.isEmpty { endTable() }
    closeBlock()
    while let last = output.last, last <= 0x20 { output.removeLast() }
    return output
  }
}

/// What kind of lines the walk is in.
enum WikiBlock {
  case none, paragraph, list, preformatted
}

/// How far two lines of the text are apart.
enum WikiBreak: Int, Comparable {
  case none, line, paragraph

  static func < (left: WikiBreak, right: WikiBreak) -> Bool { left.rawValue < right.rawValue }
}
