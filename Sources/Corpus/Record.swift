// What a reader yields: records, and an account of every byte that is none.

/// Bytes with a media type, as they stand in a dump.
public struct Record: Sendable {
  /// The record's content, not yet decoded when `mediaType` is not plain text.
  public var body: [UInt8]
  /// `text/plain` (UTF-8 unless `charset` says otherwise), `text/html`, …
  public var mediaType: String
  /// The character encoding that the transport declared (an HTTP header, a dump's `SET NAMES`).
  public var charset: String?
  public var origin: Origin
  /// What else the record says of itself: columns chosen as metadata, a title, a date.
  public var metadata: [String: String]

  public init(
    body: [UInt8], mediaType: String, charset: String? = nil, origin: Origin, metadata: [String: String] = [:]
  ) {
    self.body = body
    self.mediaType = mediaType
    self.charset = charset
    self.origin = origin
    self.metadata = metadata
  }
}

/// Bytes of an input that are no record and are none by rule: headers, SQL statements that hold no data, blank lines.
public struct SkippedRegion: Sendable, Equatable {
  /// A short kind from the reader's closed set, such as `csv-header` or `sql-statement`.
  public var kind: String
  public var offset: Int
  public var byteCount: Int

  public init(kind: String, offset: Int, byteCount: Int) {
    self.kind = kind
    self.offset = offset
    self.byteCount = byteCount
  }
}

/// A record, or a stretch of bytes, that could not be read.
public struct Quarantine: Sendable, Equatable {
  /// The error's code from the reader's closed set, such as `json-syntax` or `truncated`.
  public var reason: String
  /// One sentence: what is wrong there.
  public var message: String
  public var origin: Origin

  public init(reason: String, message: String, origin: Origin) {
    self.reason = reason
    self.message = message
    self.origin = origin
  }
}

/// One step of reading.
public enum ReadEvent: Sendable {
  case record(Record)
  case skipped(SkippedRegion)
  case quarantined(Quarantine)
}

/// Cuts one input into records.
///
/// Every byte of the decompressed input belongs to exactly one event: the byte counts of all events sum to the
/// input's size, in order, without gaps. A damaged record becomes a `quarantined` event and reading goes on where
/// the next record's start is known; when the stream itself breaks, the whole records before the break still come
/// out, then one `quarantined` event, then the end.
public protocol RecordReader {
  /// The next event, or nil at the end of the input.
  ///
  /// - Throws: only for failures that another attempt may cure (I/O), never for what the bytes say.
  mutating func next() throws -> ReadEvent?
}
