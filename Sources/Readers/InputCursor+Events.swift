// How consumed bytes become events; every reader makes its events here and nowhere else.

import Corpus

extension InputCursor {
  /// A skipped region over everything consumed since the last event.
  mutating func skippedRegion(_ kind: String) -> SkippedRegion {
    let span = takeSpan()
    return SkippedRegion(kind: kind, offset: span.offset, byteCount: span.byteCount)
  }

  /// The origin of everything consumed since the last event.
  mutating func takeOrigin(row: Int, url: String? = nil) -> Origin {
    let span = takeSpan()
    return Origin(file: file, offset: span.offset, byteCount: span.byteCount, row: row, url: url)
  }

  /// A quarantine entry over everything consumed since the last event.
  mutating func quarantine(
    _ reason: QuarantineReason, _ message: String, row: Int = 0, url: String? = nil
  ) -> Quarantine {
    Quarantine(reason: reason.rawValue, message: message, origin: takeOrigin(row: row, url: url))
  }

  /// Consumes the byte order mark at the start of the input, if there is one.
  mutating func byteOrderMark() throws -> SkippedRegion? {
    guard try need(3), bytes[head] == 0xef, bytes[head + 1] == 0xbb, bytes[head + 2] == 0xbf else { return nil }
    head += 3
    return skippedRegion("byte-order-mark")
  }

  /// Consumes what is left of the window after the input ended or broke, and gives the entry for it, which names the
  /// place of the break in the file as stored. Nil when nothing is wrong or left.
  ///
  /// Where a later member of the stream looks whole, the window goes on with it.
  ///
  /// - Parameters:
  ///   - isTruncated: true when the bytes left over are the beginning of a record.
  ///   - goesOn: false when what follows the damage is of no use.
  mutating func ending(isTruncated: Bool, row: Int = 0, goesOn: Bool = true) throws -> Quarantine? {
    head = tail
    guard let failure else {
      guard isTruncated, hasPending else { return nil }
      return quarantine(.truncated, "the input ends inside a record", row: row)
    }
    let place = failure.offset.map { "at stored byte \($0)" } ?? "at an unknown stored byte"
    var message = "the stream is damaged \(place): \(failure.message)"
    if !goesOn {
      abandon()
    } else if let skipped = try recover() {
      message += "; reading goes on at stored byte \(skipped.range.upperBound)"
    }
    return quarantine(failure.code == .truncated ? .streamTruncated : .streamCorrupt, message, row: row)
  }

  mutating func skipped(_ kind: String) -> ReadEvent { .skipped(skippedRegion(kind)) }

  mutating func quarantined(_ reason: QuarantineReason, _ message: String, row: Int, url: String? = nil) -> ReadEvent {
    .quarantined(quarantine(reason, message, row: row, url: url))
  }

  mutating func finish(isTruncated: Bool, row: Int, goesOn: Bool = true) throws -> ReadEvent? {
    try ending(isTruncated: isTruncated, row: row, goesOn: goesOn).map { .quarantined($0) }
  }
}

/// Why a stretch of bytes could not be read: the closed set of this module.
public enum QuarantineReason: String, Sendable, CaseIterable {
  /// The input ends inside a record.
  case truncated
  /// The stored stream ends inside a compressed member or frame.
  case streamTruncated = "stream-truncated"
  /// The stored stream does not decompress, or passes a limit of decompression.
  case streamCorrupt = "stream-corrupt"
  /// A line is longer than the limit.
  case lineTooLong = "line-too-long"
  /// A record, a row or a file is larger than the limit.
  case recordTooLarge = "record-too-large"
  /// A line is not UTF-8 where the format demands it.
  case invalidUTF8 = "invalid-utf8"
  /// A line is not a JSON object.
  case jsonSyntax = "json-syntax"
  /// A JSON object has no text at the configured path.
  case jsonField = "json-field"
  /// Bytes where a WARC record should start, or a WARC header that cannot be read.
  case warcHeader = "warc-header"
  /// A WARC record whose Content-Length does not lead to the next record.
  case warcLength = "warc-length"
  /// A WARC response without a readable HTTP header.
  case httpHeader = "http-header"
  /// An HTTP body whose transfer coding does not decode.
  case httpTransferEncoding = "http-transfer-encoding"
  /// An HTTP body whose content coding does not decode, or is not known here.
  case httpContentEncoding = "http-content-encoding"
  /// A row larger than the limit, or with another number of cells than there are columns.
  case raggedRow = "ragged-row"
  /// A quoted cell that never ends.
  case unclosedQuote = "unclosed-quote"
  /// A statement or a row that does not follow the dialect.
  case sqlSyntax = "sql-syntax"
  /// A row of a table in XML whose elements are not those of one.
  case xmlSyntax = "xml-syntax"
  /// Bytes of an archive where a member's header should stand, or a directory that cannot be read.
  case archiveHeader = "archive-header"
  /// A member that is encrypted, overlaps others, or is stored in a way that is not read.
  case archiveMember = "archive-member"
  /// An archive inside of an archive.
  case nestedArchive = "nested-archive"
  /// A member of an archive that is a table without a column for the text.
  case noText = "no-text"
  /// A file whose content is plainly of another format than the configured one.
  case otherFormat = "other-format"
  /// A part of a MediaWiki dump that is not well-formed, or has no end.
  case wikiXML = "wiki-xml"
}
