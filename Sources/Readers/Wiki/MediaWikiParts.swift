// What the parts of a dump say: the site, the head of a page, a revision.

import Corpus

/// The wiki that a dump is of.
struct MediaWikiSite: Sendable, Codable, Equatable {
  /// Version of the export format, such as `0.11`; empty when the dump does not say it.
  var version = ""
  var language: String?
  /// What stands before a page's title in its address.
  private(set) var addressPrefix: String?
  /// Numbers of namespaces by their names.
  private(set) var namespaces: [String: Int] = [:]

  /// Reads what stands before the first page; what cannot be read is left out.
  init(header: UnsafeBufferPointer<UInt8>, using parser: XMLPieceParser) {
    if let tag = Self.element("mediawiki", in: header, endsWithStartTag: true) {
      var piece = Array(header[tag])
      piece += "</mediawiki>".utf8
      var site = self
      try? piece.withUnsafeBufferPointer { (piece) throws(XMLPieceError) in
        try parser.parse(piece) { node in
          guard node.depth == 0, !node.isText else { return }
          site.version = node.attribute("version") ?? ""
          site.language = node.attribute("xml:lang")
        }
      }
      self = site
    }
    guard let siteInfo = Self.element("siteinfo", in: header, endsWithStartTag: false) else { return }
    var base = ""
    var names: [String: Int] = [:]
    var field: Int??
    try? parser.parse(UnsafeBufferPointer(rebasing: header[siteInfo])) { node in
      if !node.isText {
        field = nil
        if node.depth == 1, node.isNamed("base") { field = .some(nil) }
        if node.depth == 2, node.isNamed("namespace"), let key = node.attribute("key").flatMap({ Int($0) }) {
          field = key
        }
      } else if let current = field {
        let text = String(decoding: node.text, as: UTF8.self)
        if let key = current, node.depth == 3 { names[text] = key }
        if current == nil, node.depth == 2 { base = text }
      }
    }
    namespaces = names
    addressPrefix = Self.addressPrefix(mainPage: base)
  }

  init() {}

  /// True when an export begins in what stands before the first page.
  static func isHeader(_ header: UnsafeBufferPointer<UInt8>) -> Bool {
    place(of: Array("<mediawiki".utf8), in: header, from: 0) != nil
  }

  /// True when the heads of pages do not say which are redirects: before version 0.4.
  var marksNoRedirects: Bool { version == "0.1" || version == "0.2" || version == "0.3" }

  /// The range of an element, or of its start tag; nil when the header does not hold it whole.
  private static func element(
    _ name: String, in header: UnsafeBufferPointer<UInt8>, endsWithStartTag: Bool
  ) -> Range<Int>? {
    let start = Array("<\(name)".utf8)
    let end = endsWithStartTag ? [UInt8(ascii: ">")] : Array("</\(name)>".utf8)
    guard let from = place(of: start, in: header, from: 0), let to = place(of: end, in: header, from: from) else {
      return nil
    }
    return from..<to + end.count
  }

  private static func place(of pattern: [UInt8], in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    guard bytes.count - start >= pattern.count else { return nil }
    return (start...bytes.count - pattern.count).first {
      bytes[$0] == pattern[0] && bytes[$0..<$0 + pattern.count].elementsEqual(pattern)
    }
  }

  /// Addresses of pages differ from the main page's behind its last `/` or its `title=`.
  private static func addressPrefix(mainPage: String) -> String? {
    let query = Array("title=".utf8)
    let bytes = Array(mainPage.utf8)
    let found = bytes.withUnsafeBufferPointer { place(of: query, in: $0, from: 0) }
    if let found { return String(decoding: bytes[..<(found + query.count)], as: UTF8.self) }
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")), bytes.count > slash + 1 else { return nil }
    return String(decoding: bytes[...slash], as: UTF8.self)
  }

  /// The address of a page, as MediaWiki makes it: blanks as `_`, what a path may not hold escaped.
  func address(of title: String) -> String? {
    guard let addressPrefix else { return nil }
    var bytes: [UInt8] = []
    for byte in title.utf8 {
      switch byte {
      case UInt8(ascii: " "): bytes.append(UInt8(ascii: "_"))
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
        UInt8(ascii: "~"), UInt8(ascii: ";"), UInt8(ascii: "@"), UInt8(ascii: "$"), UInt8(ascii: "!"),
        UInt8(ascii: "*"), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: ","), UInt8(ascii: "/"),
        UInt8(ascii: ":"):
        bytes.append(byte)
      default:
        let digits = Array("0123456789ABCDEF".utf8)
        bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return addressPrefix + String(decoding: bytes, as: UTF8.self)
  }

  /// The namespace of a title in dumps that do not number it.
  func namespace(of title: String) -> Int {
    guard let colon = title.firstIndex(of: ":") else { return 0 }
    return namespaces[String(title[..<colon])] ?? 0
  }
}

/// The head of a page.
struct MediaWikiPage {
  var title = ""
  var id = ""
  /// Nil in dumps before version 0.6.
  var namespace: Int?
  /// The page that a redirect leads to; empty where an old dump says only that it is one.
  var redirect: String?

  /// - Parameter piece: a `page` element that holds the head alone.
  init(_ piece: UnsafeBufferPointer<UInt8>, using parser: XMLPieceParser) throws(XMLPieceError) {
    enum Field { case title, id, namespace }
    var page = self
    var field: Field?
    try parser.parse(piece) { node in
      if !node.isText {
        field = nil
        guard node.depth == 1 else { return }
        if node.isNamed("title") {
          field = .title
        } else if node.isNamed("ns") {
          field = .namespace
        } else if node.isNamed("id") {
          field = .id
        } else if node.isNamed("redirect") {
          page.redirect = node.attribute("title") ?? ""
        }
      } else if node.depth == 2, let current = field {
        let text = String(decoding: node.text, as: UTF8.self)
        switch current {
        case .title: page.title += text
        case .id: page.id += text
        case .namespace: page.namespace = Int(text)
        }
      }
    }
    self = page
  }
}

/// A revision, without its text where that stands apart.
struct MediaWikiRevision {
  var id = ""
  var timestamp = ""
  /// Empty in dumps before version 0.6.
  var model = ""
  /// True when the text is there no more, or not for everybody.
  var isDeleted = false
  /// The text, as far as the piece holds it.
  var text: [UInt8] = []
  /// False when something else than text stands in the text.
  var isTextPlain = true

  /// - Parameter piece: a `revision` element.
  init(_ piece: UnsafeBufferPointer<UInt8>, using parser: XMLPieceParser) throws(XMLPieceError) {
    enum Field { case id, timestamp, model, text }
    var revision = self
    var field: Field?
    try parser.parse(piece) { node in
      if !node.isText {
        if field == .text, node.depth > 1 { revision.isTextPlain = false }
        field = nil
        guard node.depth == 1 else { return }
        if node.isNamed("id") {
          field = .id
        } else if node.isNamed("timestamp") {
          field = .timestamp
        } else if node.isNamed("model") {
          field = .model
        } else if node.isNamed("text") {
          field = .text
          revision.isDeleted = node.attribute("deleted") != nil
        }
      } else if node.depth == 2, let field {
        switch field {
        case .id: revision.id += String(decoding: node.text, as: UTF8.self)
        case .timestamp: revision.timestamp += String(decoding: node.text, as: UTF8.self)
        case .model: revision.model += String(decoding: node.text, as: UTF8.self)
        case .text: revision.text += node.text
        }
      }
    }
    self = revision
  }
}
