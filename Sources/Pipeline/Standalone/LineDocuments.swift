// JSON lines to documents and back, with everything that a line holds besides its text left as it stands.

import Corpus
import Glibc
import Storage

/// One line of an input as a document.
struct LineDocument {
  /// The id as the line writes it, without quotes and unescaped; made from file and row where the line has none.
  var name: String
  var document: Document
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
    scanner = JSONLineScanner(fields: [options.field, options.idField])
  }

  /// Calls `body` for every line with a text, in order; returns what is wrong with the others.
  mutating func forEach(
    in batch: LineBatch, _ body: (borrowing LineDocument, UnsafeBufferPointer<UInt8>) throws -> Void
  ) throws -> [LineProblem] {
    var problems: [LineProblem] = []
    try batch.bytes.withUnsafeBufferPointer { bytes in
      var start = 0
      var row = batch.row
      while start < bytes.count {
        let rest = UnsafeBufferPointer(rebasing: bytes[start...])
        let end = start + Self.lineByteCount(rest)
        defer {
          start = end + 1
          row += 1
        }
        let line = UnsafeBufferPointer(rebasing: bytes[start..<end])
        if line.allSatisfy({ $0 == 0x20 || $0 == 0x0d || $0 == 0x09 }) { continue }
        do throws(JSONError) {
          try scanner.scan(line)
        } catch {
          problems.append(
            LineProblem(file: batch.file, offset: batch.offset + start + error.offset, message: error.message))
          continue
        }
        guard let text = scanner[0], text.kind == .string else {
          problems.append(
            LineProblem(file: batch.file, offset: batch.offset + start, message: "no text in field '\(options.field)'"))
          continue
        }
        var decoded: [UInt8] = []
        decoded.reserveCapacity(text.byteCount)
        _ = scanner.append(field: 0, of: line, to: &decoded)
        let document = Document(
          id: DocumentID.make(source: "", file: batch.file, position: row), source: "", text: decoded,
          origin: Origin(file: batch.file, offset: batch.offset + start, byteCount: end - start, row: row))
        // The span of a string excludes its quotes.
        let value = start + text.start - 1..<start + text.end + 1
        let name = scanner[1].map { $0.string(in: line) } ?? document.id.description
        try body(LineDocument(name: name, document: document, line: start..<end, textValue: value), bytes)
      }
    }
    return problems
  }

  private static func lineByteCount(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    guard let base = bytes.baseAddress, let found = memchr(base, 0x0a, bytes.count) else { return bytes.count }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
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
