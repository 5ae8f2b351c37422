// The door of the module: a record's bytes in, a document's text and metadata out.

import TextAnalysis

/// What extraction makes of one record.
public struct ExtractedText: Sendable, Equatable {
  /// Valid UTF-8; empty when the page has no text.
  public var text: [UInt8]
  /// Where the page says them: `title`, `language`, `date`, `author`, `canonical_url`.
  public var metadata: [String: String]
  /// Number of byte sequences that could not be decoded and became U+FFFD.
  public var replacementCount: Int
  /// The WHATWG name of the encoding, such as `utf-8` or `gb18030`.
  public var encoding: String

  public init(text: [UInt8], metadata: [String: String] = [:], replacementCount: Int = 0, encoding: String = "utf-8") {
    self.text = text
    self.metadata = metadata
    self.replacementCount = replacementCount
    self.encoding = encoding
  }

  /// Why the record becomes no document; nil when it does.
  public var dropReason: ExtractionDropReason? { text.isEmpty ? .empty : nil }
}

/// Buffers that extraction reuses from page to page. One workspace serves one worker at a time.
public struct ExtractionWorkspace {
  var builder = SegmentBuilder()
  var decoded: [UInt8] = []
  var selector = MainContentSelector()
  var wikiSpans = WikiSpanScanner()

  public init() {}
}

/// Turns records into text. A value without state: the same record gives the same text everywhere.
public struct Extractor: Sendable {
  public let options: ExtractionOptions
  private let decoder: TextDecoder

  /// - Throws: `libraryMissing` when the options name a detector that is not installed.
  public init(options: ExtractionOptions = ExtractionOptions()) throws(ExtractionError) {
    self.options = options
    decoder = TextDecoder(detector: try EncodingDetector(options.detector))
  }

  /// The text of one record.
  ///
  /// - Parameters:
  ///   - body: the record's bytes as they were sent.
  ///   - mediaType: `text/html`, `application/xhtml+xml`, `text/x-wiki` or `text/plain`; parameters after `;` are
  ///     ignored, except that a `charset` among them counts where `charset` is nil.
  ///   - charset: what the transport declared.
  ///   - url: the page's address, for messages and as metadata of last resort.
  ///   - title: the page's name where the dump says it; wikitext may ask for it.
  /// - Throws: `dropped` with the reason when the record is none that could have text. A page that merely has no
  ///   text does not throw: its text is empty.
  /// - Complexity: linear in the bytes of the record.
  public func extract(
    body: UnsafeBufferPointer<UInt8>, mediaType: String, charset: String? = nil, url: String? = nil,
    title: String? = nil, using workspace: inout ExtractionWorkspace
  ) throws(ExtractionError) -> ExtractedText {
    guard let kind = MediaKind(mediaType) else {
      throw ExtractionError(
        .dropped(.unsupportedMediaType), "records of type \(mediaType.prefix(100)) carry no text that is read here",
        url: url)
    }
    guard body.count <= options.maximumPageByteCount else {
      throw ExtractionError(
        .dropped(.tooLarge), "\(body.count) bytes, more than the limit of \(options.maximumPageByteCount)", url: url)
    }
    guard BinaryFormat.recognise(body) == nil else {
      throw ExtractionError(
        .dropped(.binary), "the record says it is \(mediaType.prefix(100)), its bytes are another format", url: url)
    }
    let decoded = decoder.decode(
      body, charset: charset ?? Self.charset(in: mediaType), isMarkup: kind == .html,
      into: &workspace.decoded)
    let result: ExtractedText
    if decoded.isVerbatim {
      let text = UnsafeBufferPointer(rebasing: body.dropFirst(decoded.markByteCount))
      result = try extract(decodedText: text, kind, url: url, title: title, using: &workspace)
    } else {
      let buffer = workspace.decoded
      workspace.decoded = []
      defer { workspace.decoded = buffer }
      result = try buffer.withUnsafeBufferPointer { (text) throws(ExtractionError) in
        try extract(decodedText: text, kind, url: url, title: title, using: &workspace)
      }
    }
    var finished = result
    finished.encoding = decoded.encoding.rawValue
    finished.replacementCount = decoded.replacementCount
    return finished
  }

  private func extract(
    decodedText text: UnsafeBufferPointer<UInt8>, _ kind: MediaKind, url: String?, title: String?,
    using workspace: inout ExtractionWorkspace
  ) throws(ExtractionError) -> ExtractedText {
    var result = ExtractedText(text: [])
    switch kind {
    case .plain: PlainText.append(text, to: &result.text)
    case .wikitext:
      workspace.wikiSpans.scan(text)
      result.text = workspace.wikiSpans.spans.withUnsafeBufferPointer { spans in
        var page = WikiPage(
          text, spans: spans, title: title.map { Array($0.utf8) } ?? [], style: options.style,
          keepsAll: options.mode == .all)
        return page.render()
      }
    case .html:
      switch options.parser {
      case .builtin: HTMLTokenizer.parse(text, options: options, into: &workspace.builder)
      case .libxml2: try LibXMLParser().parse(text, options: options, into: &workspace.builder)
      }
      renderPage(using: &workspace, into: &result.text)
      result.metadata = workspace.builder.page.metadata.flattened(url: url)
    }
    return result
  }

  private func renderPage(using workspace: inout ExtractionWorkspace, into output: inout [UInt8]) {
    switch options.mode {
    case .all:
      Renderer(style: options.style).render(
        workspace.builder.page, chosen: workspace.builder.page.visibleSegments, into: &output)
    case .main:
      workspace.selector.choose(workspace.builder.page)
      renderChoice(of: workspace.builder.page, using: workspace.selector, into: &output)
    }
  }

  func renderChoice(
    of page: borrowing PageStructure, using selector: borrowing MainContentSelector, into output: inout [UInt8]
  ) {
    if let article = Self.articleOutsideSegments(of: page, using: selector) {
      output += PageMetadata.paragraphs(article)
    } else {
      Renderer(style: options.style).render(page, chosen: selector.chosen, into: &output)
    }
  }

  /// An article that stands in the page's data only, and is brought to the screen by a script; nil where the segments
  /// last chosen are the text.
  static func articleOutsideSegments(
    of page: borrowing PageStructure, using selector: borrowing MainContentSelector
  ) -> String? {
    guard let article = StructuredArticle.body(of: page.metadata.structuredData), article.utf8.count > 400,
      article.utf8.count > selector.chosenByteCount * 4
    else { return nil }
    return article
  }

  /// The `charset` parameter of a media type.
  private static func charset(in mediaType: String) -> String? {
    guard let semicolon = mediaType.utf8.firstIndex(of: UInt8(ascii: ";")) else { return nil }
    let parameters = mediaType[semicolon...].utf8.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }
    return MetaPrescan.charset(inContent: parameters)?.rawValue
  }

  /// The text of one record that is at hand as an array.
  public func extract(
    body: [UInt8], mediaType: String, charset: String? = nil, url: String? = nil, title: String? = nil,
    using workspace: inout ExtractionWorkspace
  ) throws(ExtractionError) -> ExtractedText {
    try body.withUnsafeBufferPointer { (bytes) throws(ExtractionError) in
      try extract(body: bytes, mediaType: mediaType, charset: charset, url: url, title: title, using: &workspace)
    }
  }
}

extension Extractor {
  /// Whether records of a media type are pages, whose main content is chosen.
  public static func isPage(mediaType: String) -> Bool { MediaKind(mediaType) == .html }
}

/// What kinds of record there are to extraction.
enum MediaKind {
  case html, plain, wikitext

  init?(_ mediaType: String) {
    let essence = mediaType.prefix(while: { $0 != ";" }).lowercased()
    switch essence.trimmingSpaces {
    case "text/html", "application/xhtml+xml", "application/xhtml", "application/vnd.wap.xhtml+xml": self = .html
    case "text/plain", "text/markdown", "text/x-markdown", "text/x-rst": self = .plain
    case "text/x-wiki", "text/x-mediawiki", "text/vnd.wiki": self = .wikitext
    default: return nil
    }
  }
}

extension StringProtocol {
  /// The string without white space at its ends.
  var trimmingSpaces: String {
    var view = self[...]
    while let first = view.first, first.isWhitespace { view = view.dropFirst() }
    while let last = view.last, last.isWhitespace { view = view.dropLast() }
    return String(view)
  }
}

extension PageMetadata {
  /// The flat map that becomes a document's metadata.
  func flattened(url: String?) -> [String: String] {
    var map: [String: String] = [:]
    map["title"] = socialTitle ?? title
    map["language"] = language?.trimmingSpaces
    map["date"] = date
    map["author"] = author
    map["canonical_url"] = canonicalURL
    return map.filter { !$0.value.isEmpty }
  }
}
