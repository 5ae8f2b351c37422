// INPUT of sluice extract: HTML files, folders, WARC files, text, and manifests of {"id","path","url"}.

import Corpus
import Readers
import Storage

/// Gives the records of all inputs in order, in batches of about a mebibyte.
struct ExtractSource {
  /// A record and the id that its line gets.
  struct Item: Sendable {
    var id: String
    var record: Record
  }

  /// An input file and the id that its page gets.
  private struct File {
    let path: String
    let id: String
  }

  private let files: [File]
  private var fileIndex = 0
  private var current: Current?
  private(set) var problems: [String] = []

  private struct Current {
    let file: String
    let id: String
    var reader: any RecordReader
    /// True for lines of `{"id","path","url"}`: each names a page.
    let isManifest: Bool
    let holdsManyRecords: Bool
  }

  private static let batchByteCount = 1 << 20
  private static let pageByteLimit = 256 << 20

  init(_ inputs: [String]) throws {
    var files: [File] = []
    for input in inputs {
      if input == "-" {
        files.append(File(path: input, id: input))
        continue
      }
      let matches = try Glob.expand(input, relativeTo: "")
      if matches.isEmpty { throw RunError(.noInput, "'\(input)' matches no file") }
      for match in matches {
        if FileSystem.isDirectory(match) {
          files += try FileSystem.walk(match).map { File(path: $0.path, id: Self.pageName($0.path, in: match)) }
        } else {
          files.append(File(path: match, id: match))
        }
      }
    }
    if files.isEmpty { throw RunError(.noInput, "\(inputs.joined(separator: ", ")): no file there") }
    self.files = files
  }

  /// A page of a folder is known by its place in the folder, without `.html`.
  private static func pageName(_ path: String, in folder: String) -> String {
    let name = Path.relative(path, to: folder)
    for suffix in [".html", ".htm", ".xhtml"] where name.hasSuffix(suffix) {
      return String(name.dropLast(suffix.count))
    }
    return name
  }

  mutating func next() throws -> [Item]? {
    var items: [Item] = []
    var byteCount = 0
    while byteCount < Self.batchByteCount, items.count < 256 {
      if current == nil {
        guard fileIndex < files.count else { break }
        let file = files[fileIndex]
        fileIndex += 1
        do {
          current = try open(file)
        } catch let error as StorageError where error.code == .permissionDenied || error.code == .notRegular {
          problems.append(error.description)
        }
        continue
      }
      guard let event = try current?.reader.next() else {
        current = nil
        continue
      }
      if let item = try item(of: event) {
        byteCount += item.record.body.count
        items.append(item)
      }
    }
    return items.isEmpty ? nil : items
  }

  private mutating func item(of event: ReadEvent) throws -> Item? {
    guard let current else { return nil }
    switch event {
    case .skipped: return nil
    case .quarantined(let quarantine):
      problems.append("\(current.file), byte \(quarantine.origin.offset): \(quarantine.message)")
      return nil
    case .record(let record):
      if current.isManifest { return try page(named: record, in: current.file) }
      let id = current.holdsManyRecords ? record.metadata["id"] ?? "\(current.id):\(record.origin.row)" : current.id
      return Item(id: id, record: record)
    }
  }

  private func open(_ input: File) throws -> Current {
    let (file, id) = (input.path, input.id)
    let input = file == "-" ? try ByteInput.standardInput() : try ByteInput.open(path: file)
    try input.fill(atLeast: 4096)
    let start = input.withBuffer { Array($0.prefix(4096)) }
    switch ExtractKind(start: start, name: file) {
    case .warc:
      return Current(
        file: file, id: id, reader: WARCReader(input: input, file: file), isManifest: false, holdsManyRecords: true)
    case .jsonLines(let field):
      let options = JSONLinesOptions(text: field, metadata: field == "path" ? ["url"] : [], isHTML: field == "html")
      return Current(
        file: file, id: id, reader: JSONLinesReader(input: input, file: file, options: options),
        isManifest: field == "path",
        holdsManyRecords: true)
    case .mediaWiki:
      return Current(
        file: file, id: id, reader: MediaWikiReader(input: input, file: file), isManifest: false,
        holdsManyRecords: true)
    case .html:
      return Current(
        file: file, id: id, reader: HTMLFileReader(input: input, file: file), isManifest: false, holdsManyRecords: false
      )
    case .text:
      return Current(
        file: file, id: id, reader: PlainTextReader(input: input, file: file), isManifest: false,
        holdsManyRecords: false)
    }
  }

  /// A line of a manifest: the page in the file it names, relative to the manifest.
  private mutating func page(named line: Record, in manifest: String) throws -> Item? {
    let name = String(decoding: line.body, as: UTF8.self)
    let path = Path.absolute(name, relativeTo: Path.parent(Path.absolute(manifest)))
    do {
      var origin = line.origin
      origin.url = line.origin.url ?? line.metadata["url"]
      let body = try FileSystem.readAll(path, limit: Self.pageByteLimit)
      let record = Record(body: body, mediaType: "text/html", origin: origin)
      return Item(id: line.metadata["id"] ?? name, record: record)
    } catch {
      problems.append("\(manifest), byte \(line.origin.offset): \(error.description)")
      return nil
    }
  }
}

/// What an input of sluice extract is, from its first bytes and, where they do not tell, its name.
private enum ExtractKind {
  case warc
  case mediaWiki
  /// JSON lines whose pages, paths or texts stand in a field.
  case jsonLines(field: String)
  case html
  case text

  init(start: [UInt8], name: String) {
    let text = String(decoding: start, as: UTF8.self)
    if text.hasPrefix("WARC/") {
      self = .warc
    } else if start.withUnsafeBufferPointer({ FormatDetection.detect(firstBytes: $0, name: name) == .mediaWiki }) {
      self = .mediaWiki
    } else if text.hasPrefix("{\"") || text.hasPrefix("{ \"") {
      let names = Self.memberNames(of: start)
      let field = ["html", "path", "text"].first(where: names.contains) ?? "text"
      self = .jsonLines(field: field)
    } else if name.hasSuffix(".txt") || name.hasSuffix(".md") {
      self = .text
    } else {
      self = .html
    }
  }

  /// Names of the first object's members, as far as its first bytes show them.
  private static func memberNames(of start: [UInt8]) -> [String] {
    var names: [String] = []
    var depth = 0
    var position = 0
    while position < start.count {
      switch start[position] {
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: "\""):
        var end = position + 1
        while end < start.count, start[end] != UInt8(ascii: "\"") { end += start[end] == UInt8(ascii: "\\") ? 2 : 1 }
        let behind = start.dropFirst(end + 1).first { $0 != 0x20 }
        if depth == 1, end < start.count, behind == UInt8(ascii: ":") {
          names.append(String(decoding: start[position + 1..<end], as: UTF8.self))
        }
        position = end
      default: break
      }
      if depth == 0, position > 0 { return names }
      position += 1
    }
    return names
  }
}
