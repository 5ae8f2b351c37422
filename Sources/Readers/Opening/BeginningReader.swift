// The beginning of a file in place of its records: for a look into archives.

import Corpus

/// Gives a file as one record whose body is the file's first bytes, and whose origin covers all of it.
struct BeginningReader: RecordReader {
  private var cursor: InputCursor
  private var isFinished = false

  init(cursor: InputCursor) { self.cursor = cursor }

  mutating func next() throws -> ReadEvent? {
    if isFinished { return nil }
    isFinished = true
    _ = try cursor.need(FormatDetection.sampleByteCount)
    let beginning = Array(cursor.window.prefix(FormatDetection.sampleByteCount))
    repeat { cursor.head = cursor.tail } while try cursor.more()
    if cursor.failure != nil { return try cursor.finish(isTruncated: true, row: 0, goesOn: false) }
    return .record(Record(body: beginning, mediaType: "application/octet-stream", origin: cursor.takeOrigin(row: 0)))
  }
}
