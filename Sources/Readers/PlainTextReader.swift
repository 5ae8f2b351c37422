// Plain text: a file is a document, or several that a separator divides.

import Corpus
import Storage

/// How plain text is cut into documents.
public struct PlainTextOptions: Sendable, Equatable {
  /// What stands between two documents; nil when the file is one document.
  public var separator: String?
  /// True when a separator is a line of its own, whose line ends go with it; false when it divides wherever it stands
  /// and takes nothing with it.
  public var separatorIsLine: Bool
  /// What the text is written in, handed on to the decoder; nil when the decoder is to find out.
  public var charset: String?
  /// Longest document in bytes; longer ones are quarantined.
  public var maximumByteCount: Int

  public init(separator: String? = nil, separatorIsLine: Bool = true, maximumByteCount: Int = 256 << 20) {
    self.separator = separator
    self.separatorIsLine = separatorIsLine
    self.maximumByteCount = maximumByteCount
  }
}

/// Reads documents of plain text. Their bytes go on as they stand (a byte order mark and other encodings than UTF-8
/// are the decoder's business), without the line end before a separator that is a line.
///
/// Skipped: `text-separator`, and `blank` for documents of nothing but white space.
public struct PlainTextReader: ResumableReader {
  private let options: PlainTextOptions
  private let separator: [UInt8]
  /// False when the separator divides wherever it stands.
  private let isByLine: Bool
  private var cursor: InputCursor
  private var row = 0
  /// True when a separator line is at the window's head.
  private var isAtSeparator = false
  /// True when the next document's beginning was lost to damage of the stream.
  private var isDamagedStart = false
  private var isFinished = false

  /// - Parameter state: where another reader stopped; nil at the file's beginning.
  public init(
    input: ByteInput, file: String, options: PlainTextOptions = PlainTextOptions(), resuming state: ReaderState? = nil
  ) {
    self.options = options
    row = state?.row ?? 0
    self.separator = options.separator.map { Array($0.utf8) } ?? []
    self.isByLine = options.separatorIsLine || separator.isEmpty
    self.cursor = InputCursor(input: input, file: file)
  }

  public mutating func state() -> ReaderState? {
    isAtSeparator || isDamagedStart || isFinished ? nil : ReaderState(position: cursor.position(), row: row)
  }

  public mutating func next() throws -> ReadEvent? {
    if isFinished { return nil }
    if isAtSeparator {
      isAtSeparator = false
      cursor.head += isByLine ? try lineByteCount(from: 0) : separator.count
      return cursor.skipped("text-separator")
    }
    let (length, isLast) = try documentByteCount()
    guard let length else { return try skipOversized() }
    if isLast, cursor.failure != nil { return try damagedDocument() }
    if isDamagedStart, length > 0 {
      isDamagedStart = false
      isFinished = isLast
      isAtSeparator = !isLast
      cursor.head += length
      defer { row += 1 }
      return cursor.quarantined(.truncated, "the document's beginning was lost to damage", row: row)
    }
    isFinished = isLast
    isAtSeparator = !isLast
    if length == 0 { return isLast ? nil : try next() }
    return document(length)
  }

  /// Bytes up to the next separator or the end (then `isLast`); nil when that is beyond the limit.
  private mutating func documentByteCount() throws -> (Int?, isLast: Bool) {
    if options.separator == nil {
      while try cursor.more() {
        if cursor.count > options.maximumByteCount { return (nil, false) }
      }
      return (cursor.count, true)
    }
    if !isByLine {
      let (length, isLast) = try distanceToSeparator()
      guard let length, length <= options.maximumByteCount else { return (nil, false) }
      return (length, isLast)
    }
    var scanned = 0
    while true {
      let line = try lineByteCount(from: scanned)
      if line == 0 { return (scanned, true) }
      if isSeparator(start: scanned, byteCount: line) { return (scanned, false) }
      scanned += line
      if scanned > options.maximumByteCount { return (nil, false) }
    }
  }

  /// Bytes up to the next separator, wherever it stands, or up to the end (then `isLast`); nil when the window has
  /// neither and is longer than the limit.
  private mutating func distanceToSeparator() throws -> (Int?, isLast: Bool) {
    var scanned = 0
    while true {
      while let found = cursor.distance(to: separator[0], from: scanned) {
        // Where the rest is shorter than a separator, no other one stands in it.
        guard try cursor.need(found + separator.count) else { return (cursor.count, true) }
        if cursor.window[found..<found + separator.count].elementsEqual(separator) { return (found, false) }
        scanned = found + 1
      }
      scanned = cursor.count
      if scanned > max(options.maximumByteCount, separator.count) { return (nil, false) }
      if try !cursor.more() { return (cursor.count, true) }
    }
  }

  /// Length of the line that starts at the distance `start`, with its line end, or what the limit leaves of it;
  /// 0 at the end.
  private mutating func lineByteCount(from start: Int) throws -> Int {
    var scanned = start
    while true {
      if let end = cursor.distance(to: UInt8(ascii: "\n"), from: scanned) { return end + 1 - start }
      scanned = cursor.count
      if scanned - start > options.maximumByteCount { return scanned - start }
      if try !cursor.more() { return cursor.count - start }
    }
  }

  private func isSeparator(start: Int, byteCount: Int) -> Bool {
    var line = cursor.window[start..<start + byteCount]
    if line.last == UInt8(ascii: "\n") { line = line.dropLast() }
    if line.last == UInt8(ascii: "\r") { line = line.dropLast() }
    return line.elementsEqual(separator)
  }

  private mutating func document(_ length: Int) -> ReadEvent {
    var body = cursor.window[..<length]
    if isAtSeparator, isByLine {
      if body.last == UInt8(ascii: "\n") { body = body.dropLast() }
      if body.last == UInt8(ascii: "\r") { body = body.dropLast() }
    }
    let copy = body.contains(where: { !isASCIISpace($0) }) ? Array(body) : nil
    cursor.head += length
    guard let copy else { return cursor.skipped("blank") }
    defer { row += 1 }
    return .record(
      Record(body: copy, mediaType: "text/plain", charset: options.charset, origin: cursor.takeOrigin(row: row)))
  }

  /// Quarantines the document in which the stream breaks. Where the stream goes on, so does the reading, behind the
  /// next separator.
  private mutating func damagedDocument() throws -> ReadEvent? {
    defer { row += 1 }
    let event = try cursor.finish(isTruncated: true, row: row, goesOn: options.separator != nil)
    isFinished = !cursor.mayGoOn
    isDamagedStart = true
    return event
  }

  /// Consumes a document beyond the limit without keeping it.
  private mutating func skipOversized() throws -> ReadEvent? {
    defer { row += 1 }
    if options.separator == nil {
      repeat { cursor.head = cursor.tail } while try cursor.more()
    } else if !isByLine {
      while true {
        let (length, isLast) = try distanceToSeparator()
        isAtSeparator = length != nil && !isLast
        // A separator may begin in the last bytes that were scanned.
        cursor.head += length ?? cursor.count - separator.count + 1
        if length != nil { break }
      }
    } else {
      // The lines that were scanned hold no separator.
      var isLineStart = false
      while true {
        let line = try lineByteCount(from: 0)
        if line == 0 { break }
        if isLineStart && isSeparator(start: 0, byteCount: line) {
          isAtSeparator = true
          break
        }
        isLineStart = cursor.window[line - 1] == UInt8(ascii: "\n")
        cursor.head += line
      }
    }
    isFinished = !isAtSeparator
    if isFinished, cursor.failure != nil { return try damagedDocument() }
    return cursor.quarantined(
      .recordTooLarge, "a document is longer than the limit of \(options.maximumByteCount) bytes", row: row)
  }
}

/// True for space, tab, line feed, vertical tab, form feed and carriage return.
@inline(__always)
func isASCIISpace(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0d) }
