// A file that is one HTML page.

import Corpus
import Storage

/// How a page of a folder is read.
public struct HTMLFileOptions: Sendable, Equatable {
  /// Largest page in bytes; larger ones are quarantined.
  public var maximumByteCount: Int

  public init(maximumByteCount: Int = 64 << 20) { self.maximumByteCount = maximumByteCount }
}

/// Reads a file as one record of type `text/html`; an empty file gives none.
public struct HTMLFileReader: RecordReader {
  private let options: HTMLFileOptions
  private var cursor: InputCursor
  private var isFinished = false

  public init(input: ByteInput, file: String, options: HTMLFileOptions = HTMLFileOptions()) {
    self.options = options
    self.cursor = InputCursor(input: input, file: file)
  }

  public mutating func next() throws -> ReadEvent? {
    if isFinished { return nil }
    isFinished = true
    var isTooLarge = false
    while try cursor.more() {
      if isTooLarge || cursor.count > options.maximumByteCount {
        isTooLarge = true
        cursor.head = cursor.tail
      }
    }
    if cursor.failure != nil { return try cursor.finish(isTruncated: true, row: 0, goesOn: false) }
    if isTooLarge {
      return cursor.quarantined(
        .recordTooLarge, "the page is longer than the limit of \(options.maximumByteCount) bytes", row: 0)
    }
    if cursor.count == 0 { return nil }
    let body = Array(cursor.window)
    cursor.head = cursor.tail
    if !body.contains(where: { !isASCIISpace($0) }) { return cursor.skipped("blank") }
    return .record(Record(body: body, mediaType: "text/html", origin: cursor.takeOrigin(row: 0)))
  }
}
