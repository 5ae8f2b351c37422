// Dumps of MediaWiki in its XML export format, versions 0.3 to 0.11: pages-articles, pages-meta-current and -history.

import Corpus
import Storage

/// Reads the pages of a MediaWiki dump: their wikitext as `text/x-wiki`, with `id`, `title`, `namespace`, `revision`,
/// `date` and, where the dump says them, `language` and `redirect` in the metadata; the address is made from the
/// site's and the title.
///
/// The stream is cut by its tags, so that no more than a revision is in memory; libxml2 reads the parts. A part that is
/// not well-formed is quarantined; reading goes on at the next revision where the cut is sure, at the next page
/// otherwise. Of a page with several slots the main one is read.
///
/// Skipped by kind: `wiki-siteinfo`, `wiki-outside` (between pages and behind them), `wiki-namespace`, `wiki-redirect`,
/// `wiki-old-revision`, `wiki-model` (code, data), `wiki-deleted`, `wiki-no-text`, `wiki-upload`.
public struct MediaWikiReader: ResumableReader {
  let options: MediaWikiOptions
  var cursor: InputCursor
  let parser = XMLPieceParser()
  var site = MediaWikiSite()
  var row = 0
  private var place = Place.start
  /// True while the end of the export that has begun is missing.
  private var lacksEnd = false
  /// True when bytes before the next page belong to one that damage of the stream has cut.
  private var isPageLost = false
  /// XML that is put together for the parser.
  var scratch: [UInt8] = []

  private enum Place {
    case start
    case header
    case outside
    /// At a `<page>` tag.
    case page
    /// At a page's head or, where its head has gone, at a revision.
    case revision(MediaWikiPage, distance: Int)
    /// Behind a page's last revision.
    case pageRest
  }

  /// Longest header that is looked at, in bytes.
  static let headerByteLimit = 1 << 20

  /// What is known between two pages.
  struct State: Sendable, Codable, Equatable {
    var site: MediaWikiSite
    var lacksEnd: Bool
    var isPageLost: Bool
  }

  /// - Parameter state: where another reader stopped; nil at the file's beginning.
  public init(
    input: ByteInput, file: String, options: MediaWikiOptions = MediaWikiOptions(), resuming state: ReaderState? = nil
  ) {
    self.options = options
    self.cursor = InputCursor(input: input, file: file)
    guard let state, let wiki = state.wiki else { return }
    row = state.row
    site = wiki.site
    lacksEnd = wiki.lacksEnd
    isPageLost = wiki.isPageLost
    place = .outside
  }

  /// Nil within a page, of whose head the next reader would know nothing.
  public mutating func state() -> ReaderState? {
    switch place {
    case .outside, .page:
      ReaderState(
        position: cursor.position(), row: row,
        wiki: State(site: site, lacksEnd: lacksEnd, isPageLost: isPageLost))
    case .start, .header, .revision, .pageRest: nil
    }
  }

  public mutating func next() throws -> ReadEvent? {
    switch place {
    case .start:
      place = .header
      return try cursor.byteOrderMark().map { .skipped($0) } ?? header()
    case .header: return try header()
    case .outside: return try outside()
    case .page: return try page()
    case .revision(let page, let distance): return try revision(of: page, at: distance)
    case .pageRest: return try pageRest()
    }
  }

  // MARK: Around pages

  /// Reads the header, where there is one, up to the first page.
  private mutating func header() throws -> ReadEvent? {
    place = .outside
    var end: Int?
    var scanned = 0
    search: while true {
      switch try cursor.nextTag(from: scanned, limit: Self.headerByteLimit) {
      case .found(.pageStart, let at):
        end = at
        break search
      case .found(_, let at): scanned = at + 1
      case .end, .tooLong: break search
      }
    }
    let header = UnsafeBufferPointer(rebasing: cursor.window[..<min(end ?? Self.headerByteLimit, cursor.count)])
    lacksEnd = MediaWikiSite.isHeader(header)
    site = MediaWikiSite(header: header, using: parser)
    guard header.contains(where: { !isASCIISpace($0) }), !lacksEnd else { return try outside("wiki-siteinfo") }
    _ = try cursor.seekTag { $0 == .pageStart }
    if cursor.failure != nil { return try outside() }
    if cursor.mayGoOn || cursor.count > 0 { place = .page }
    defer { row += 1 }
    return cursor.quarantined(.wikiXML, "no <mediawiki> element begins here", row: row)
  }

  /// Consumes what stands before the next page.
  private mutating func outside(_ kind: String = "wiki-outside") throws -> ReadEvent? {
    if isPageLost {
      // Where the stream goes on at a page's start, no page has lost its own.
      let start = try cursor.endOfSpace(at: 0)
      let tag = try cursor.tag(at: start)
      if tag == .pageStart || tag == .exportEnd { isPageLost = false }
    }
    var hasEnd = false
    let found = try cursor.seekTag {
      if $0 == .exportEnd { hasEnd = true }
      return $0 == .pageStart
    }
    if found == nil, cursor.failure != nil { return try broken() }
    place = found == nil ? .outside : .page
    if hasEnd { lacksEnd = false }
    if found == nil, lacksEnd, !isPageLost {
      lacksEnd = false
      defer { row += 1 }
      return cursor.quarantined(.truncated, "the export has no end: pages may be missing", row: row)
    }
    guard cursor.hasPending else { return found == nil ? nil : try page() }
    if isPageLost {
      isPageLost = false
      defer { row += 1 }
      return cursor.quarantined(.truncated, "the page's beginning was lost to damage", row: row)
    }
    return cursor.skipped(kind)
  }

  /// The stream has broken; it goes on within some page, or not at all.
  private mutating func broken() throws -> ReadEvent? {
    place = .outside
    lacksEnd = false
    isPageLost = true
    defer { row += 1 }
    return try cursor.finish(isTruncated: true, row: row)
  }

  /// The input has ended, or broken, within a page.
  private mutating func truncated() throws -> ReadEvent? {
    cursor.head = cursor.tail
    if cursor.failure != nil { return try broken() }
    place = .outside
    lacksEnd = false
    defer { row += 1 }
    return cursor.quarantined(.truncated, "the input ends inside a page", row: row)
  }

  /// Quarantines what stands before the next page.
  private mutating func resync(_ reason: QuarantineReason, _ message: String) throws -> ReadEvent? {
    // The head may stand at the tag of the very page.
    cursor.head += min(1, cursor.count)
    let found = try cursor.seekTag { $0 == .pageStart }
    if found == nil, cursor.failure != nil { return try broken() }
    place = found == nil ? .outside : .page
    defer { row += 1 }
    return cursor.quarantined(reason, message, row: row)
  }

  private mutating func oversized() throws -> ReadEvent? {
    try resync(
      .recordTooLarge, "a revision is longer than the limit of \(options.maximumByteCount) bytes; its page is left out")
  }

  // MARK: Pages

  private mutating func page() throws -> ReadEvent? {
    var scanned = 1
    while true {
      switch try cursor.nextTag(from: scanned, limit: options.maximumByteCount) {
      case .found(.revisionStart, let at): return try page(headByteCount: at)
      case .found(.pageEnd, _): return try passPage("wiki-no-text")
      case .found(.pageStart, _): return try resync(.wikiXML, "the page has no end")
      case .found(_, let at): scanned = at + 1
      case .end: return try truncated()
      case .tooLong: return try oversized()
      }
    }
  }

  private mutating func page(headByteCount: Int) throws -> ReadEvent? {
    scratch.removeAll(keepingCapacity: true)
    scratch += cursor.window[..<headByteCount]
    scratch += "</page>".utf8
    let page: MediaWikiPage
    do throws(XMLPieceError) {
      page = try scratch.withUnsafeBufferPointer { (piece) throws(XMLPieceError) in
        try MediaWikiPage(piece, using: parser)
      }
    } catch {
      let place = cursor.eventOffset + min(error.offset, headByteCount)
      return try resync(.wikiXML, "the head of a page is not well-formed near byte \(place): \(error.message)")
    }
    let namespace = page.namespace ?? site.namespace(of: page.title)
    if !options.namespaces.isEmpty, !options.namespaces.contains(namespace) { return try passPage("wiki-namespace") }
    if page.redirect != nil, !options.keepsRedirects { return try passPage("wiki-redirect") }
    return try revision(of: page, at: headByteCount)
  }

  /// Skips the page at the head.
  private mutating func passPage(_ kind: String) throws -> ReadEvent? {
    cursor.head += 1
    switch try cursor.seekTag({ $0 == .pageEnd || $0 == .pageStart }) {
    case .pageEnd:
      guard let end = try cursor.endOfTag(at: 0) else { return try truncated() }
      cursor.head += end
      place = .outside
      return cursor.skipped(kind)
    case nil: return try truncated()
    default:
      place = .page
      defer { row += 1 }
      return cursor.quarantined(.wikiXML, "the page has no end", row: row)
    }
  }

  /// Consumes what stands between a page's last revision and its end.
  private mutating func pageRest() throws -> ReadEvent? {
    guard cursor.count > 0 || cursor.mayGoOn else { return try truncated() }
    switch try cursor.seekTag({ $0 != .contentStart && $0 != .contentEnd && $0 != .textStart && $0 != .textEnd }) {
    case .pageEnd:
      guard let end = try cursor.endOfTag(at: 0) else { return try truncated() }
      cursor.head += end
      place = .outside
      return cursor.skipped("wiki-upload")
    case nil: return try truncated()
    case .pageStart:
      place = .page
      defer { row += 1 }
      return cursor.quarantined(.wikiXML, "the page has no end", row: row)
    default: return try resync(.wikiXML, "what follows a revision belongs to none, and is no page's end")
    }
  }

  // MARK: Revisions

  private mutating func revision(of page: MediaWikiPage, at start: Int) throws -> ReadEvent? {
    var cut = RevisionCut(start: start)
    var scanned = start + 1
    search: while true {
      switch try cursor.nextTag(from: scanned, limit: options.maximumByteCount) {
      case .found(.revisionEnd, let at):
        cut.end = at
        break search
      case .found(.pageStart, _), .found(.pageEnd, _), .found(.revisionStart, _):
        return try resync(.wikiXML, "the revision has no end")
      case .found(let tag, let at):
        cut.note(tag, at: at)
        scanned = at + 1
      case .end: return try truncated()
      case .tooLong: return try oversized()
      }
    }
    guard var end = try cursor.endOfTag(at: cut.end) else { return try truncated() }
    cut.end = end
    let hasNext = try cursor.need(end + MediaWikiTag.byteCount)
    let next = cursor.count > end ? try cursor.tag(at: end) : nil
    if next == nil, !hasNext, options.revisions == .latest {
      // What follows may be a later revision.
      return try truncated()
    }
    switch next {
    case .revisionStart:
      place = .revision(page, distance: 0)
      if options.revisions == .latest {
        cursor.head += end
        return cursor.skipped("wiki-old-revision")
      }
    case .pageEnd:
      guard let pageEnd = try cursor.endOfTag(at: end) else { return try truncated() }
      end = pageEnd
      place = .outside
    default: place = .pageRest
    }
    return event(cut, of: page, byteCount: end)
  }
}
