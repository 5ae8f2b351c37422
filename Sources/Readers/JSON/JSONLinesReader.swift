// JSON Lines (NDJSON), an object a line, and other files that hold JSON objects one behind the other.

import Corpus
import Storage

/// Which fields of a JSON object become what of a record. Fields are paths: dots lead into objects, `[n]` into arrays.
public struct JSONLinesOptions: Sendable, Equatable {
  /// The text: a string, or an array of strings or of turns of a conversation, which are joined by empty lines.
  public var text: String
  /// How a turn is written, such as `{role}: {content}`; nil: its content alone.
  public var turns: String?
  /// Goes into the metadata as `id`, where the line has it.
  public var id: String?
  /// Goes into the origin as its URL, where the line has it.
  public var url: String?
  /// Goes into the metadata as `date`, where the line has it.
  public var date: String?
  /// Fields that go into the metadata under their paths: strings as they are, other values as JSON text.
  public var metadata: [String]
  /// An object whose members all go into the metadata, such as `metadata` of document shards.
  public var metadataObject: String?
  /// True when the text is HTML.
  public var isHTML: Bool
  /// Longest line in bytes; longer ones are quarantined and not kept in memory.
  public var maximumLineByteCount: Int

  public init(
    text: String = "text", turns: String? = nil, id: String? = "id", url: String? = "url", date: String? = nil,
    metadata: [String] = [],
    metadataObject: String? = nil, isHTML: Bool = false, maximumLineByteCount: Int = 64 << 20
  ) {
    self.text = text
    self.turns = turns
    self.id = id
    self.url = url
    self.date = date
    self.metadata = metadata
    self.metadataObject = metadataObject
    self.isHTML = isHTML
    self.maximumLineByteCount = maximumLineByteCount
  }
}

extension JSONLinesOptions {
  /// How conversations become text.
  ///
  /// - Throws: `ReaderError` of code `syntax` for a template that cannot be read.
  func conversation() throws(ReaderError) -> ConversationText {
    guard let turns else { return ConversationText() }
    return ConversationText(template: try TextTemplate(parsing: turns))
  }

  /// Checks what can be checked without a file: the template of turns.
  public func validate() throws(ReaderError) { _ = try conversation() }
}

/// Reads JSON Lines. A line that is not a JSON object in UTF-8, or has no text, is quarantined; the next line goes on.
///
/// Rows are numbered by line, empty lines included. Skipped: `blank-line`, `byte-order-mark`.
///
/// A file whose beginning is an array of objects, or an object over several lines, is read element by element, with the
/// limit of a line for each; rows are numbered by element. Skipped then: `json-array` (brackets and what stands around
/// them). Reading goes on behind a damaged element at the next line that begins an object as far to the right.
public struct JSONLinesReader: ResumableReader {
  let options: JSONLinesOptions
  private let conversation: ConversationText
  /// By slot.
  private let paths: [FieldPath]
  var cursor: InputCursor
  private var scanner: JSONLineScanner
  var row = 0
  private var isStarted = false
  /// False for a file that is no JSON Lines; nil before its beginning was looked at.
  private var isByLine: Bool?
  var elements = JSONElements()
  /// True when objects are given as they stand.
  private var givesObjects = false

  private enum Slot {
    static let text = 0
    static let id = 1
    static let url = 2
    static let date = 3
    static let metadataObject = 4
    static let metadata = 5
  }

  /// - Parameter state: where another reader stopped; nil at the file's beginning.
  /// - Throws: `ReaderError` of code `syntax` for a template of turns that cannot be read.
  public init(
    input: ByteInput, file: String, options: JSONLinesOptions = JSONLinesOptions(), resuming state: ReaderState? = nil
  ) throws(ReaderError) {
    self.options = options
    isStarted = state != nil
    // Only lines are read in parts.
    isByLine = state.map { _ in true }
    row = state?.row ?? 0
    conversation = try options.conversation()
    self.cursor = InputCursor(input: input, file: file)
    // A path that is not asked for repeats the text's, which costs nothing.
    let fields = [options.id, options.url, options.date, options.metadataObject].map { $0 ?? options.text }
    paths = ([options.text] + fields + options.metadata).map { FieldPath($0) }
    self.scanner = JSONLineScanner(fields: paths.map(\.scanned))
  }

  /// Makes a reader whose records are the objects themselves, as JSON text: for a look at their fields.
  ///
  /// - Parameter maximumByteCount: longest object in bytes.
  public init(objectsOf input: ByteInput, file: String, maximumByteCount: Int) {
    options = JSONLinesOptions(maximumLineByteCount: maximumByteCount)
    givesObjects = true
    conversation = ConversationText()
    cursor = InputCursor(input: input, file: file)
    paths = []
    scanner = JSONLineScanner(fields: [])
  }

  public mutating func state() -> ReaderState? {
    isByLine == false ? nil : ReaderState(position: cursor.position(), row: row)
  }

  public mutating func next() throws -> ReadEvent? {
    if !isStarted {
      isStarted = true
      if let mark = try cursor.byteOrderMark() { return .skipped(mark) }
    }
    if isByLine == nil {
      _ = try cursor.need(FormatDetection.sampleByteCount)
      isByLine = !JSONLayout.isDocument(cursor.window)
    }
    if isByLine == false { return try nextElement() }
    var scanned = 0
    while true {
      if let end = cursor.distance(to: UInt8(ascii: "\n"), from: scanned) { return event(end + 1) }
      scanned = cursor.count
      if scanned > options.maximumLineByteCount { return try skipOversized() }
      if try !cursor.more() { return try lastEvent() }
    }
  }

  /// What the bytes behind the last line end give.
  private mutating func lastEvent() throws -> ReadEvent? {
    if cursor.count == 0 { return try cursor.finish(isTruncated: false, row: row) }
    if cursor.failure != nil {
      // A line that is whole but for its end is whole.
      let event = event(cursor.count, keepsDamaged: false)
      if let event { return event }
      defer { row += 1 }
      return try cursor.finish(isTruncated: true, row: row)
    }
    return event(cursor.count)
  }

  /// Reads the line of `length` bytes at the head, line end included, or the element.
  ///
  /// - Parameters:
  ///   - separators: how many bytes behind an element belong to its event.
  ///   - keepsDamaged: true when a line that cannot be read becomes a quarantine entry, false when it stays unconsumed
  ///     and gives nil.
  mutating func event(_ length: Int, separators: Int = 0, keepsDamaged: Bool = true) -> ReadEvent? {
    let line = UnsafeBufferPointer(rebasing: cursor.window[..<length])
    if length > options.maximumLineByteCount, keepsDamaged {
      cursor.head += length
      return oversized()
    }
    if line.allSatisfy(isASCIISpace) {
      cursor.head += length
      row += 1
      return cursor.skipped("blank-line")
    }
    do throws(JSONError) {
      try scanner.scan(line)
    } catch {
      if !keepsDamaged { return nil }
      cursor.head += length + separators
      defer { row += 1 }
      let reason: QuarantineReason = error.code == .invalidUTF8 ? .invalidUTF8 : .jsonSyntax
      return cursor.quarantined(reason, "the \(noun) is not a JSON object: \(error)", row: row)
    }
    if givesObjects {
      let object = Array(line)
      cursor.head += length + separators
      defer { row += 1 }
      return .record(
        Record(body: object, mediaType: "application/json", charset: "utf-8", origin: cursor.takeOrigin(row: row)))
    }
    let body = text(of: line)
    let metadata = body == nil ? [:] : metadata(of: line)
    let url = options.url == nil ? nil : string(Slot.url, of: line)
    cursor.head += length + separators
    defer { row += 1 }
    guard let body else {
      return cursor.quarantined(.jsonField, "the object has no text at '\(options.text)'", row: row)
    }
    return .record(
      Record(
        body: body, mediaType: options.isHTML ? "text/html" : "text/plain", charset: "utf-8",
        origin: cursor.takeOrigin(row: row, url: url), metadata: metadata))
  }

  private func text(of line: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    guard let span = scanner[Slot.text] else { return nil }
    var body: [UInt8] = []
    if !paths[Slot.text].steps.isEmpty {
      guard let value = followed(Slot.text, span, line) else { return nil }
      return value.isNull ? [] : conversation.text(of: value).map { Array($0.utf8) }
    }
    switch span.kind {
    case .string:
      body.reserveCapacity(span.byteCount)
      JSONLineScanner.append(span, of: line, to: &body)
    case .null: break
    case .array, .object: return value(span, line).flatMap { conversation.text(of: $0) }.map { Array($0.utf8) }
    default: return nil
    }
    return body
  }

  private func value(_ span: JSONSpan, _ line: UnsafeBufferPointer<UInt8>) -> JSONValue? {
    try? JSONValue(parsing: UnsafeBufferPointer(rebasing: line[span.start..<span.end]))
  }

  /// What a path into an array leads to.
  private func followed(_ slot: Int, _ span: JSONSpan, _ line: UnsafeBufferPointer<UInt8>) -> JSONValue? {
    value(span, line).flatMap { paths[slot].follow(from: $0) }
  }

  private func metadata(of line: UnsafeBufferPointer<UInt8>) -> [String: String] {
    var metadata: [String: String] = [:]
    if options.metadataObject != nil, let object = scanner[Slot.metadataObject], object.kind == .object {
      // The line was checked as a whole, so the walk does not fail.
      try? object.forEachMember(in: line) { name, value in
        if value.kind != .null { metadata[name.string(in: line)] = value.string(in: line) }
      }
    }
    for (index, path) in options.metadata.enumerated() {
      if let value = string(Slot.metadata + index, of: line) { metadata[path] = value }
    }
    if options.id != nil, let id = string(Slot.id, of: line) { metadata["id"] = id }
    if options.date != nil, let date = string(Slot.date, of: line) { metadata["date"] = date }
    return metadata
  }

  private func string(_ slot: Int, of line: UnsafeBufferPointer<UInt8>) -> String? {
    guard let span = scanner[slot], span.kind != .null else { return nil }
    if paths[slot].steps.isEmpty { return span.string(in: line) }
    guard let value = followed(slot, span, line), !value.isNull else { return nil }
    return value.string ?? String(decoding: value.bytes(), as: UTF8.self)
  }

  /// Consumes a line beyond the limit without keeping it.
  private mutating func skipOversized() throws -> ReadEvent? {
    while true {
      if let end = cursor.distance(to: UInt8(ascii: "\n"), from: 0) {
        cursor.head += end + 1
        return oversized()
      }
      cursor.head = cursor.tail
      if try !cursor.more() {
        return try cursor.failure == nil ? oversized() : cursor.finish(isTruncated: true, row: row)
      }
    }
  }

  mutating func oversized() -> ReadEvent {
    defer { row += 1 }
    return cursor.quarantined(
      .lineTooLong, "the \(noun) is longer than the limit of \(options.maximumLineByteCount) bytes", row: row)
  }

  private var noun: String { isByLine == false ? "element" : "line" }
}
