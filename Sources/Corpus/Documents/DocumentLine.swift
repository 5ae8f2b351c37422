// Documents as lines of JSON, with the field names of Dolma.
//
//     {"id":"<32 hexadecimal digits>","text":"…","source":"web",
//      "origin":{"file":"a.warc.gz","offset":0,"bytes":9,"row":3,"url":"…"},"metadata":{"title":"…"}}
//
// Dolma's `added`, the time of writing, is left out: the same inputs give the same bytes on every day.

extension Document {
  /// Appends the document as one line with its line end. The text must be UTF-8.
  public func appendLine(to output: inout [UInt8]) {
    JSONText.appendRaw(#"{"id":""#, to: &output)
    id.appendDigits(to: &output)
    JSONText.appendRaw(#"","text":"#, to: &output)
    JSONText.appendString(text, to: &output)
    JSONText.appendRaw(#","source":"#, to: &output)
    JSONText.appendString(source, to: &output)
    JSONText.appendRaw(#","origin":"#, to: &output)
    origin.append(to: &output)
    JSONText.appendRaw(#","metadata":"#, to: &output)
    JSONText.append(metadata, to: &output)
    JSONText.appendRaw("}\n", to: &output)
  }
}

/// Reads documents from lines that `Document.appendLine` wrote, or others in the same form.
///
/// One decoder serves one worker; it keeps buffers, and strings that come line after line.
public struct DocumentLineDecoder {
  private enum Field: Int, CaseIterable {
    case id, text, source, metadata, file, offset, byteCount, row, url

    var path: String {
      switch self {
      case .id: "id"
      case .text: "text"
      case .source: "source"
      case .metadata: "metadata"
      case .file: "origin.file"
      case .offset: "origin.offset"
      case .byteCount: "origin.bytes"
      case .row: "origin.row"
      case .url: "origin.url"
      }
    }
  }

  private var scanner = JSONLineScanner(fields: Field.allCases.map(\.path), contentOf: Field.text.rawValue)
  private var textScanner = JSONLineScanner(fields: ["id", "text"], contentOf: 1)
  private var scratch: [UInt8] = []
  private var lastSource = RepeatedString()
  private var lastFile = RepeatedString()

  public init() {}

  /// Reads one document.
  ///
  /// - Parameters:
  ///   - name: what the line is called in errors.
  /// - Throws: `malformed` when the line is no JSON, lacks a field or has another kind of value there.
  public mutating func decode(_ line: UnsafeBufferPointer<UInt8>, name: String) throws(CorpusError) -> Document {
    do throws(JSONError) { try scanner.scan(line) } catch {
      throw CorpusError(.malformed, error.description, path: name)
    }
    let id = try id(scanner[Field.id.rawValue], in: line, name: name)
    guard let text = scanner.withContent({ Array($0) }) else { throw Self.missing(.text, name: name) }
    let origin = Origin(
      file: lastFile.string(try string(.file, name: name), in: line, scratch: &scratch),
      offset: try integer(.offset, in: line, name: name), byteCount: try integer(.byteCount, in: line, name: name),
      row: try integer(.row, in: line, name: name),
      url: scanner[Field.url.rawValue].flatMap { $0.kind == .string ? $0.string(in: line) : nil })
    return Document(
      id: id, source: lastSource.string(try string(.source, name: name), in: line, scratch: &scratch), text: text,
      origin: origin, metadata: try metadata(in: line, name: name))
  }

  /// Gives a line's id and text without making a document. The text is valid only inside `body`.
  public mutating func withText(
    _ line: UnsafeBufferPointer<UInt8>, name: String,
    _ body: (DocumentID, UnsafeBufferPointer<UInt8>) throws(CorpusError) -> Void
  ) throws(CorpusError) {
    do throws(JSONError) { try textScanner.scan(line) } catch {
      throw CorpusError(.malformed, error.description, path: name)
    }
    let id = try id(textScanner[0], in: line, name: name)
    let done: Void? = try textScanner.withContent { text throws(CorpusError) in try body(id, text) }
    guard done != nil else { throw Self.missing(.text, name: name) }
  }

  private func id(
    _ span: JSONSpan?, in line: UnsafeBufferPointer<UInt8>, name: String
  ) throws(CorpusError) -> DocumentID {
    guard let span, span.kind == .string,
      let id = DocumentID(digits: UnsafeBufferPointer(rebasing: line[span.start..<span.end]))
    else { throw CorpusError(.malformed, "the field id is not 32 hexadecimal digits", path: name) }
    return id
  }

  private func string(_ field: Field, name: String) throws(CorpusError) -> JSONSpan {
    guard let span = scanner[field.rawValue], span.kind == .string else { throw Self.missing(field, name: name) }
    return span
  }

  private func integer(
    _ field: Field, in line: UnsafeBufferPointer<UInt8>, name: String
  ) throws(CorpusError) -> Int {
    guard let value = scanner[field.rawValue]?.integer(in: line) else { throw Self.missing(field, name: name) }
    return value
  }

  private func metadata(
    in line: UnsafeBufferPointer<UInt8>, name: String
  ) throws(CorpusError) -> [String: String] {
    guard let span = scanner[Field.metadata.rawValue] else { return [:] }
    var metadata: [String: String] = [:]
    do {
      try span.forEachMember(in: line) { metadata[$0.string(in: line)] = $1.string(in: line) }
    } catch { throw Self.missing(.metadata, name: name) }
    return metadata
  }

  private static func missing(_ field: Field, name: String) -> CorpusError {
    CorpusError(.malformed, "the field \(field.path) is missing or holds another kind of value", path: name)
  }
}

/// A string that is likely to come again: made once, then shared.
private struct RepeatedString {
  private var bytes: [UInt8] = []
  private var value = ""

  mutating func string(
    _ span: JSONSpan, in line: UnsafeBufferPointer<UInt8>, scratch: inout [UInt8]
  ) -> String {
    scratch.removeAll(keepingCapacity: true)
    JSONLineScanner.append(span, of: line, to: &scratch)
    if scratch != bytes {
      bytes = scratch
      value = String(decoding: bytes, as: UTF8.self)
    }
    return value
  }
}
