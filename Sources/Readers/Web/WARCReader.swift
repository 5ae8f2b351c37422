// Web archives: WARC 1.0 and 1.1 (ISO 28500), also as WET files.

import Corpus
import Glibc
import Storage

/// Reads the pages of a WARC file: `response` records with their HTTP codings taken away, `resource` records, and
/// `conversion` records (the plain text of WET files).
///
/// Skipped by kind: `warc-<type>` for other record types (`warc-other` for types unknown), `warc-http-status`,
/// `warc-media-type`. A record whose Content-Length does not lead to the next record is quarantined, and reading
/// goes on at the next line that starts with `WARC/` and a digit. Metadata: `url`, `date`, `status`.
public struct WARCReader: ResumableReader {
  private let options: WARCOptions
  private var cursor: InputCursor
  private var row = 0
  private var isStarted = false

  /// Longest header of a record, in bytes.
  static let maximumHeaderByteCount = 1 << 20

  /// - Parameter state: where another reader stopped; nil at the file's beginning.
  public init(
    input: ByteInput, file: String, options: WARCOptions = WARCOptions(), resuming state: ReaderState? = nil
  ) {
    self.options = options
    isStarted = state != nil
    row = state?.row ?? 0
    self.cursor = InputCursor(input: input, file: file)
  }

  public mutating func state() -> ReaderState? { ReaderState(position: cursor.position(), row: row) }

  public mutating func next() throws -> ReadEvent? {
    if !isStarted {
      isStarted = true
      try skipNewlines()
      if cursor.hasPending { return cursor.skipped("warc-padding") }
    }
    guard try cursor.need(1) else { return try cursor.finish(isTruncated: false, row: row) }
    defer { row += 1 }
    guard try isRecordStart(at: 0) else {
      return try resync(from: 1, .warcHeader, "here a WARC record should start and does not")
    }
    guard let headerLength = try headerLength() else {
      return try resync(from: 5, .warcHeader, "the header of the record does not end")
    }
    let fields = HeaderFields(bytes: UnsafeBufferPointer(rebasing: cursor.window[..<headerLength]))
    guard case .some(.some(let contentLength)) = fields.byteCount("content-length") else {
      return try resync(from: 5, .warcHeader, "the record has no readable Content-Length")
    }
    if contentLength > options.maximumByteCount { return try skipOversized(headerLength, contentLength) }
    let isComplete = try cursor.need(headerLength + contentLength)
    if try !isComplete || !endsAtRecord(headerLength + contentLength) {
      return try resync(
        from: headerLength, isComplete ? .warcLength : .truncated,
        isComplete
          ? "the record's Content-Length (\(contentLength)) does not lead to another record"
          : "the input ends before the record's \(contentLength) bytes of content")
    }
    return try event(headerLength: headerLength, contentLength: contentLength)
  }

  // MARK: Boundaries

  /// True when `WARC/` and a digit stand at the distance `start`, or as much of them as the input still has.
  private mutating func isRecordStart(at start: Int) throws -> Bool {
    guard try cursor.need(start + 6) else {
      return cursor.count > start && "WARC/".utf8.starts(with: cursor.window[start...])
    }
    let found = cursor.window[start..<start + 6]
    return found.dropLast().elementsEqual("WARC/".utf8) && found.last! >= UInt8(ascii: "0")
      && found.last! <= UInt8(ascii: "9")
  }

  /// Length of the record's header with its empty line; nil when it has none within the limit.
  private mutating func headerLength() throws -> Int? {
    while true {
      if let length = headerByteCount(cursor.window, from: 0) { return length }
      if cursor.count > Self.maximumHeaderByteCount { return nil }
      if try !cursor.more() { return nil }
    }
  }

  /// True when line ends, and then the input's end or another record, follow the distance `end`.
  private mutating func endsAtRecord(_ end: Int) throws -> Bool {
    var next = end
    while try cursor.need(next + 1), isLineEnd(cursor.window[next]) { next += 1 }
    if try !cursor.need(next + 1) { return true }
    return try isRecordStart(at: next)
  }

  /// Consumes line ends: the padding that belongs to the record before.
  private mutating func skipNewlines() throws {
    while try cursor.need(1), isLineEnd(cursor.bytes[cursor.head]) { cursor.head += 1 }
  }

  private func isLineEnd(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") }

  /// Quarantines everything up to the next line that starts a record, searching from the distance `start` on.
  private mutating func resync(from start: Int, _ reason: QuarantineReason, _ message: String) throws -> ReadEvent? {
    try seekRecordStart(from: start)
    if cursor.count == 0, cursor.failure != nil { return try cursor.finish(isTruncated: true, row: row) }
    if cursor.count > 0, reason == .truncated {
      return cursor.quarantined(.warcLength, "another record starts inside the record's Content-Length", row: row)
    }
    return cursor.quarantined(reason, message, row: row)
  }

  /// Moves the head to the next line, at or behind the distance `start`, that starts a record, or to the end.
  private mutating func seekRecordStart(from start: Int) throws {
    // The search looks at the line end before the record, so it starts one byte early.
    var scanned = max(0, start - 1)
    while true {
      while let found = cursor.distance(to: UInt8(ascii: "\n"), from: scanned) {
        if try isRecordStart(at: found + 1) {
          cursor.head += found + 1
          return
        }
        scanned = found + 1
      }
      cursor.head = cursor.tail
      scanned = 0
      if try !cursor.more() { return }
    }
  }

  /// Consumes a record beyond the limit without keeping it; what looks like the start of another record after an
  /// empty line ends it, because a length that large is more often wrong than right.
  private mutating func skipOversized(_ headerLength: Int, _ contentLength: Int) throws -> ReadEvent? {
    let message = "the record's \(contentLength) bytes are more than the limit of \(options.maximumByteCount)"
    return try resync(from: headerLength, .recordTooLarge, message)
  }

  // MARK: Content

  private mutating func event(headerLength: Int, contentLength: Int) throws -> ReadEvent? {
    let outcome = content(headerLength: headerLength, contentLength: contentLength)
    cursor.head += headerLength + contentLength
    try skipNewlines()
    switch outcome {
    case .skipped(let kind): return cursor.skipped(kind)
    case .damaged(let reason, let message, let url): return cursor.quarantined(reason, message, row: row, url: url)
    case .record(var record):
      record.origin = cursor.takeOrigin(row: row, url: record.origin.url)
      return .record(record)
    }
  }

  private enum Outcome {
    /// The record's origin holds its URL only.
    case record(Record)
    case skipped(String)
    case damaged(QuarantineReason, String, url: String?)
  }

  private func content(headerLength: Int, contentLength: Int) -> Outcome {
    let fields = HeaderFields(bytes: UnsafeBufferPointer(rebasing: cursor.window[..<headerLength]))
    let content = UnsafeBufferPointer(rebasing: cursor.window[headerLength..<headerLength + contentLength])
    let type = fields.text("warc-type")?.lowercased() ?? ""
    let declared = fields.value("content-type").map { MediaType(parsing: $0) }
    switch type {
    case "response":
      if let declared, declared.name != "application/http" { return page(content, declared, fields, status: nil) }
      return response(content, fields)
    case "resource": return page(content, declared, fields, status: nil)
    case "conversion":
      var declared = declared ?? MediaType(parsing: UnsafeBufferPointer(start: nil, count: 0))
      if declared.name.isEmpty { declared.name = "text/plain" }
      if declared.name == "text/plain" && declared.charset == nil { declared.charset = "utf-8" }
      return page(content, declared, fields, status: nil)
    case "warcinfo", "request", "metadata", "revisit", "continuation": return .skipped("warc-" + type)
    default: return .skipped("warc-other")
    }
  }

  private func response(_ content: UnsafeBufferPointer<UInt8>, _ fields: HeaderFields) -> Outcome {
    guard let message = HTTPMessage(parsing: content) else {
      return .damaged(.httpHeader, "the response has no readable HTTP header", url: url(fields))
    }
    guard options.statuses.contains(message.status) else { return .skipped("warc-http-status") }
    let body = UnsafeBufferPointer(rebasing: content[message.bodyOffset...])
    var type = message.mediaType
    if type == nil, let identified = fields.value("warc-identified-payload-type") {
      type = MediaType(parsing: identified)
    }
    if let type, !options.mediaTypes.contains(type.name) { return .skipped("warc-media-type") }
    guard message.isChunked || !message.contentCodings.isEmpty else {
      return page(body, type, fields, status: message.status)
    }
    switch decodeBody(body, message, maximumByteCount: options.maximumDecodedByteCount) {
    case .success(let decoded):
      return decoded.withUnsafeBufferPointer { page($0, type, fields, status: message.status) }
    case .failure(let failure): return .damaged(failure.reason, failure.message, url: url(fields))
    }
  }

  private func page(
    _ body: UnsafeBufferPointer<UInt8>, _ declared: MediaType?, _ fields: HeaderFields, status: Int?
  ) -> Outcome {
    let name = declared?.name ?? (looksLikeHTML(body) ? "text/html" : "")
    guard options.mediaTypes.contains(name) else { return .skipped("warc-media-type") }
    let url = url(fields)
    var metadata: [String: String] = [:]
    metadata["url"] = url
    metadata["date"] = fields.text("warc-date")
    metadata["status"] = status.map(String.init)
    return .record(
      Record(
        body: Array(body), mediaType: name == "application/xhtml+xml" ? "text/html" : name, charset: declared?.charset,
        origin: Origin(file: cursor.file, offset: 0, byteCount: 0, row: row, url: url), metadata: metadata))
  }

  /// The address, without the angle brackets that some writers put around it.
  private func url(_ fields: HeaderFields) -> String? {
    guard var value = fields.value("warc-target-uri") else { return nil }
    if value.count >= 2, value.first == UInt8(ascii: "<"), value.last == UInt8(ascii: ">") {
      value = UnsafeBufferPointer(rebasing: value[1..<value.count - 1])
    }
    return String(decoding: value, as: UTF8.self)
  }
}

/// True when the first bytes are markup of a page: `<!doctype html`, `<html`, `<head`, `<body` or a comment.
func looksLikeHTML(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
  var start = 0
  let limit = min(bytes.count, 1024)
  if bytes.starts(with: [0xef, 0xbb, 0xbf]) { start = 3 }
  while start < limit && isASCIISpace(bytes[start]) { start += 1 }
  let head = bytes[start..<min(bytes.count, start + 16)].map(lowercased)
  return ["<!doctype html", "<html", "<head", "<body", "<!--"].contains { head.starts(with: $0.utf8) }
}
