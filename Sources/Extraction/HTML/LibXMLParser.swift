// libxml2's HTML parser as a source of events: its SAX interface, so that no tree is built.

internal import CLibXML2

#if canImport(Glibc)
  import Glibc
#endif

/// Feeds the events of libxml2 to a segment builder.
///
/// It serves to compare with and is no parser for hostile pages: libxml2 walks all open elements at an end tag that has
/// no beginning, and all attributes of a tag at each of them, which is quadratic in what a page may hold of either.
struct LibXMLParser: ~Copyable {
  /// What the callbacks reach through their context pointer.
  private struct Sink {
    var builder: SegmentBuilder
    var attributes = StartTagAttributes(hasReferences: false)
    let tags = HTMLTag.names
    let attributeNames = HTMLAttribute.table
  }

  private static let initialised: Bool = {
    xmlInitParser()
    return true
  }()

  static let optionFlags = Int32(
    HTML_PARSE_IGNORE_ENC.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
      | HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NONET.rawValue | HTML_PARSE_COMPACT.rawValue)

  init() { _ = Self.initialised }

  /// Parses a page of valid UTF-8; its structure is then in `builder.page`.
  ///
  /// - Throws: `resourceExhausted` when libxml2 cannot make a parser.
  func parse(
    _ body: UnsafeBufferPointer<UInt8>, options: ExtractionOptions, into builder: inout SegmentBuilder
  ) throws(ExtractionError) {
    builder.begin(options: options)
    guard !body.isEmpty, let base = body.baseAddress else {
      builder.finish()
      return
    }
    var handler = xmlSAXHandler()
    handler.initialized = 1
    handler.startElement = { context, name, attributes in
      guard let context, let name else { return }
      LibXMLParser.start(context.assumingMemoryBound(to: Sink.self), name, attributes)
    }
    handler.endElement = { context, name in
      guard let context, let name else { return }
      let sink = context.assumingMemoryBound(to: Sink.self)
      let tag = sink.pointee.tags.tag(UnsafeBufferPointer(start: name, count: LibXMLParser.length(name)))
      sink.pointee.builder.endTag(tag)
    }
    handler.characters = { context, text, count in
      guard let context, let text, count > 0 else { return }
      context.assumingMemoryBound(to: Sink.self).pointee.builder.text(
        UnsafeBufferPointer(start: text, count: Int(count)))
    }
    handler.ignorableWhitespace = handler.characters
    handler.cdataBlock = handler.characters
    guard
      let context = base.withMemoryRebound(
        to: CChar.self, capacity: body.count, { htmlCreateMemoryParserCtxt($0, Int32(clamping: body.count)) })
    else { throw ExtractionError(.resourceExhausted, "libxml2 could not make a parser for \(body.count) bytes") }
    defer { htmlFreeParserCtxt(context) }
    htmlCtxtUseOptions(context, Self.optionFlags)
    _ = xmlSwitchEncoding(context, XML_CHAR_ENCODING_UTF8)
    var sink = Sink(builder: builder)
    builder = SegmentBuilder()
    withUnsafeMutablePointer(to: &sink) { pointer in
      withUnsafeMutablePointer(to: &handler) { handlerPointer in
        let original = context.pointee.sax
        context.pointee.sax = handlerPointer
        context.pointee.userData = UnsafeMutableRawPointer(pointer)
        htmlParseDocument(context)
        context.pointee.sax = original
      }
    }
    builder = sink.builder
    builder.finish()
  }

  private static func start(
    _ sink: UnsafeMutablePointer<Sink>, _ name: UnsafePointer<xmlChar>,
    _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
  ) {
    sink.pointee.attributes.reset()
    if var cursor = attributes {
      while let key = cursor[0] {
        let keyBytes = UnsafeBufferPointer(start: key, count: length(key))
        if let raw = sink.pointee.attributeNames.value(of: keyBytes), let attribute = HTMLAttribute(rawValue: raw) {
          let value = cursor[1]
          sink.pointee.attributes.set(attribute, value, value.map(length) ?? 0)
        }
        cursor += 2
      }
    }
    let tag = sink.pointee.tags.tag(UnsafeBufferPointer(start: name, count: length(name)))
    sink.pointee.builder.startTag(tag, sink.pointee.attributes)
  }

  private static func length(_ text: UnsafePointer<xmlChar>) -> Int {
    strlen(UnsafeRawPointer(text).assumingMemoryBound(to: CChar.self))
  }
}
