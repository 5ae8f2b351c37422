// From the bytes of a revision to a record.

import Corpus

/// Where a revision stands in the window, and its text in it; distances from the head.
struct RevisionCut {
  let start: Int
  var end = 0
  /// The tags around the text, where it has an end tag.
  private(set) var textTag: Int?
  private(set) var textEnd: Int?
  private var isInSlot = false

  init(start: Int) { self.start = start }

  mutating func note(_ tag: MediaWikiTag, at distance: Int) {
    switch tag {
    case .contentStart: isInSlot = true
    case .contentEnd: isInSlot = false
    case .textStart where !isInSlot && textTag == nil: textTag = distance
    case .textEnd where !isInSlot && textEnd == nil: textEnd = distance
    default: break
    }
  }

  /// The range of the text, where it is nothing but characters and references.
  func plainText(in window: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
    guard let textTag, let textEnd, textTag < textEnd else { return nil }
    var index = textTag
    var quote: UInt8 = 0
    while index < textEnd, quote != 0 || window[index] != UInt8(ascii: ">") {
      let byte = window[index]
      if quote != 0 {
        if byte == quote { quote = 0 }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      }
      index += 1
    }
    guard index < textEnd, window[index - 1] != UInt8(ascii: "/") else { return nil }
    let text = index + 1..<textEnd
    return window[text].contains(UInt8(ascii: "<")) ? nil : text
  }
}

extension MediaWikiReader {
  private enum Outcome {
    case record(MediaWikiRevision)
    case skipped(String)
    case damaged(String)
  }

  /// The event of a revision; consumes `byteCount` bytes.
  mutating func event(_ cut: RevisionCut, of page: MediaWikiPage, byteCount: Int) -> ReadEvent {
    let outcome = outcome(cut, of: page)
    cursor.head += byteCount
    switch outcome {
    case .skipped(let kind): return cursor.skipped(kind)
    case .damaged(let message):
      defer { row += 1 }
      return cursor.quarantined(.wikiXML, message, row: row, url: site.address(of: page.title))
    case .record(let revision):
      var metadata = ["id": page.id, "title": page.title, "revision": revision.id, "date": revision.timestamp]
      metadata["namespace"] = String(page.namespace ?? site.namespace(of: page.title))
      metadata["language"] = site.language
      metadata["redirect"] = page.redirect
      defer { row += 1 }
      return .record(
        Record(
          body: revision.text, mediaType: "text/x-wiki", charset: "utf-8",
          origin: cursor.takeOrigin(row: row, url: site.address(of: page.title)),
          metadata: metadata.filter { !$0.value.isEmpty }))
    }
  }

  private mutating func outcome(_ cut: RevisionCut, of page: MediaWikiPage) -> Outcome {
    let window = cursor.window
    let plain = cut.plainText(in: window)
    scratch.removeAll(keepingCapacity: true)
    if let plain {
      scratch += window[cut.start..<plain.lowerBound]
      scratch += window[plain.upperBound..<cut.end]
    } else {
      scratch += window[cut.start..<cut.end]
    }
    var revision: MediaWikiRevision
    do throws(XMLPieceError) {
      revision = try scratch.withUnsafeBufferPointer { (piece) throws(XMLPieceError) in
        try MediaWikiRevision(piece, using: parser)
      }
    } catch {
      var distance = cut.start + error.offset
      if let plain, distance > plain.lowerBound { distance += plain.count }
      return .damaged(message(error, at: min(distance, cut.end)))
    }
    if !revision.isTextPlain { return .damaged("elements stand in the text of revision \(revision.id)") }
    if !revision.model.isEmpty, revision.model != "wikitext" { return .skipped("wiki-model") }
    if revision.isDeleted { return .skipped("wiki-deleted") }
    if let plain {
      switch decodedXMLText(UnsafeBufferPointer(rebasing: window[plain])) {
      case .success(let text): revision.text = text
      case .failure(let error): return .damaged(message(error, at: plain.lowerBound + error.offset))
      }
    }
    if revision.text.isEmpty { return .skipped("wiki-no-text") }
    if !options.keepsRedirects, site.marksNoRedirects, Self.leadsElsewhere(revision.text) {
      return .skipped("wiki-redirect")
    }
    return .record(revision)
  }

  private func message(_ error: XMLPieceError, at distance: Int) -> String {
    "the revision is not well-formed near byte \(cursor.eventOffset + distance): \(error.message)"
  }

  /// True for `#REDIRECT [[…]]` in any language: a word of letters, then a link.
  private static func leadsElsewhere(_ text: [UInt8]) -> Bool {
    guard text.first == UInt8(ascii: "#") else { return false }
    let word = text.dropFirst().prefix(64).prefix { $0 >= UInt8(ascii: "A") && $0 != UInt8(ascii: "[") }
    let rest = text.dropFirst(1 + word.count).prefix(16).drop { isASCIISpace($0) || $0 == UInt8(ascii: ":") }
    return !word.isEmpty && rest.starts(with: "[[".utf8)
  }
}
