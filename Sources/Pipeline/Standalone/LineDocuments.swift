// JSON lines to documents and back, with everything that a line holds besides its text left as it stands.

import Corpus
import Glibc
import Storage

/// A line with a text, as it lies in its batch. Nothing of it is copied: its pointers are valid only inside the call
/// that gives it.
struct LineText: ~Copyable {
  /// Number of the line in its file, from 0.
  let row: Int
  /// The batch that the line is part of.
  let batch: UnsafeBufferPointer<UInt8>
  /// The line's bytes within its batch, without the line end.
  let line: Range<Int>
  /// Where the text's value stands in the batch, quotes and all.
  let textValue: Range<Int>
  /// The text itself, unescaped: UTF-8.
  let text: UnsafeBufferPointer<UInt8>
  fileprivate let file: String
  /// Nil where the line has none, an empty one or `null`.
  fileprivate let id: JSONSpan?
  /// The value of the field `source`, where it is a string that is not empty; in the line's bytes.
  let source: JSONSpan?
  /// The value of the group field; nil where the line has none, an empty one or `null`.
  fileprivate let groupValue: JSONSpan?
  /// The value of the weight's field, where the options name one and the line has it; in the line's bytes.
  let weight: JSONSpan?

  /// What the line shares with lines of the same value in the group field: XXH64 of the value, unescaped.
  var group: UInt64? {
    groupValue.map { value in
      var bytes: [UInt8] = []
      JSONLineScanner.append(value, of: self.bytes, to: &bytes)
      return XXH64.hash(bytes)
    }
  }

  /// The id as the line writes it, without quotes and unescaped; made from file and row where the line has none.
  var name: String {
    id?.string(in: bytes) ?? DocumentID.make(source: "", file: file, position: row).description
  }

  /// Appends the name without making a string.
  func appendName(to output: inout [UInt8]) {
    if let id {
      JSONLineScanner.append(id, of: bytes, to: &output)
    } else {
      DocumentID.make(source: "", file: file, position: row).appendDigits(to: &output)
    }
  }

  /// Appends the name of the line's source; nothing where it names none.
  func appendSource(to output: inout [UInt8]) {
    if let source { JSONLineScanner.append(source, of: bytes, to: &output) }
  }

  /// The line alone, without its end.
  var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(rebasing: batch[line]) }
}

/// One line of an input as a document.
struct LineDocument {
  /// The id as the line writes it, without quotes and unescaped; made from file and row where the line has none.
  var name: String
  var document: Document
  /// Equal for documents that belong together; nil for one that stands alone.
  var group: UInt64?
  /// The line's bytes within its batch, without the line end.
  var line: Range<Int>
  /// Where the text's value stands in the line, quotes and all.
  var textValue: Range<Int>
}

/// A line that is none, or has no text.
struct LineProblem: Sendable {
  let file: String
  let offset: Int
  let message: String

  var description: String { "\(file), byte \(offset): \(message)" }
}

/// Parses batches of lines; one parser serves one worker.
struct LineParser {
  private let options: LineInputOptions
  private var scanner: JSONLineScanner

  init(options: LineInputOptions) {
    self.options = options
    let further = [options.groupField, options.weightField].compactMap { $0 }
    scanner = JSONLineScanner(
      fields: [options.field, options.idField, "source"] + further, contentOf: 0,
      acceptsInvalidUTF8: options.keepsInvalidUTF8)
  }

  /// Calls `body` for every line with a text, in order, as a document of its own; returns what is wrong with the
  /// others.
  mutating func forEach(
    in batch: LineBatch, _ body: (borrowing LineDocument, UnsafeBufferPointer<UInt8>) throws -> Void
  ) throws -> [LineProblem] {
    try forEachText(in: batch) { line in
      let document = Document(
        id: DocumentID.make(source: "", file: batch.nameInIDs ?? batch.file, position: line.row), source: "",
        text: Array(line.text),
        origin: Origin(
          file: batch.file, offset: batch.offset + line.line.lowerBound, byteCount: line.line.count, row: line.row))
      try body(
        LineDocument(
          name: line.name, document: document, group: line.group, line: line.line, textValue: line.textValue),
        line.batch)
    }.problems
  }

  /// Calls `body` for every line with a text, in order, without copies; returns how the batch is laid out and what is
  /// wrong with the other lines.
  mutating func forEachText(
    in batch: LineBatch, _ body: (borrowing LineText) throws -> Void
  ) throws -> (layout: LineLayout, problems: [LineProblem]) {
    var layout = LineLayout(byteCount: batch.bytes.count)
    var problems: [LineProblem] = []
    try batch.bytes.withUnsafeBufferPointer { bytes in
      var start = 0
      var number = 0
      while start < bytes.count {
        let end = LineLayout.lineEnd(bytes, from: start)
        switch try parse(start..<end, batch, bytes, row: batch.row + number, body) {
        case .document: layout.documentCount += 1
        case .blank: layout.others.append(number)
        case .problem(let problem):
          layout.others.append(number)
          problems.append(problem)
        }
        start = end + 1
        number += 1
      }
    }
    return (layout, problems)
  }

  /// Calls `body` for some documents of a batch that was parsed before, and parses no other line.
  ///
  /// - Parameters:
  ///   - layout: what the first pass over the batch returned.
  ///   - wanted: ordinals among the batch's documents, ascending, each once.
  /// - Throws: `RunError.tryAgain` when the file has changed since.
  mutating func forEachText(
    in batch: LineBatch, layout: LineLayout, wanted: some Sequence<Int>, _ body: (borrowing LineText) throws -> Void
  ) throws {
    var wanted = wanted.makeIterator()
    var next = wanted.next()
    if next == nil { return }
    try layout.forEachLine(of: batch) { bytes, number, ordinal, line in
      guard ordinal == next else { return }
      next = wanted.next()
      guard case .document = try parse(line, batch, bytes, row: batch.row + number, body) else {
        throw LineLayout.changed(batch)
      }
    }
  }

  private enum Parsed {
    case document
    case blank
    case problem(LineProblem)
  }

  @inline(__always)
  private mutating func parse(
    _ range: Range<Int>, _ batch: LineBatch, _ bytes: UnsafeBufferPointer<UInt8>, row: Int,
    _ body: (borrowing LineText) throws -> Void
  ) throws -> Parsed {
    let line = UnsafeBufferPointer(rebasing: bytes[range])
    if line.allSatisfy({ $0 == 0x20 || $0 == 0x0d || $0 == 0x09 }) { return .blank }
    do throws(JSONError) {
      try scanner.scan(line)
    } catch {
      return .problem(
        LineProblem(
          file: batch.file, offset: batch.offset + range.lowerBound + error.offset, message: error.message))
    }
    let place = scanner[0]
    let id = scanner[1].flatMap { $0.kind == .null || $0.byteCount == 0 ? nil : $0 }
    let source = scanner[2].flatMap { $0.kind == .string && $0.byteCount > 0 ? $0 : nil }
    let group =
      options.groupField == nil ? nil : scanner[3].flatMap { $0.kind == .null || $0.byteCount == 0 ? nil : $0 }
    let weight = options.weightField == nil ? nil : scanner[options.groupField == nil ? 3 : 4]
    let given: Void? = try scanner.withContent { text in
      // The span of a string excludes its quotes.
      let (start, end) = (place?.start ?? 0, place?.end ?? 0)
      let value = range.lowerBound + start - 1..<range.lowerBound + end + 1
      try body(
        LineText(
          row: row, batch: bytes, line: range, textValue: value, text: text, file: batch.nameInIDs ?? batch.file,
          id: id, source: source,
          groupValue: group, weight: weight))
    }
    if given != nil { return .document }
    return .problem(
      LineProblem(
        file: batch.file, offset: batch.offset + range.lowerBound, message: "no text in field '\(options.field)'"))
  }
}

extension LineText {
  /// Appends the line with another text to `output`, line end included.
  func appendLine(text: [UInt8], to output: inout [UInt8]) {
    output.append(contentsOf: batch[line.lowerBound..<textValue.lowerBound])
    JSONText.appendString(text, to: &output)
    output.append(contentsOf: batch[textValue.upperBound..<line.upperBound])
    output.append(0x0a)
  }

  /// Appends the line as it stands.
  func appendLine(to output: inout [UInt8]) {
    output.append(contentsOf: bytes)
    output.append(0x0a)
  }
}

extension LineDocument {
  /// Appends the line with another text to `output`, line end included.
  func appendLine(of batch: UnsafeBufferPointer<UInt8>, text: [UInt8], to output: inout [UInt8]) {
    output.append(contentsOf: batch[line.lowerBound..<textValue.lowerBound])
    JSONText.appendString(text, to: &output)
    output.append(contentsOf: batch[textValue.upperBound..<line.upperBound])
    output.append(0x0a)
  }

  /// Appends the line as it stands.
  func appendLine(of batch: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
    output.append(contentsOf: batch[line])
    output.append(0x0a)
  }
}
