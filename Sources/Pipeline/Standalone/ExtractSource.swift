// INPUT of sluice extract: pages, dumps, tables, archives, and manifests of {"id","path","url"}.

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

  /// An input and the id that its page gets.
  private struct File {
    let path: String
    let id: String
    let location: InputLocation
  }

  private let files: [File]
  private let opening: InputOpening
  private let options: ReadingOptions
  private var fileIndex = 0
  private var current: Current?
  private(set) var problems: [String] = []
  /// Inputs that could be opened, and why the first of the others could not be read as configured.
  private var openedCount = 0
  private var hasRecords = false
  private var firstError: ReaderError?

  private struct Current {
    let file: File
    var input: OpenedInput

    /// True for lines of `{"id","path","url"}`: each names a page.
    var isManifest: Bool { input.configuration?.jsonLines.text == "path" && input.kind == .jsonLines }
  }

  private static let batchByteCount = 1 << 20
  private static let pageByteLimit = 256 << 20

  init(_ inputs: [String], options: ReadingOptions) throws {
    var files: [File] = []
    for input in inputs {
      if input == "-" || options.command != nil {
        files.append(File(path: input, id: input, location: try options.location(of: input)))
        continue
      }
      let matches = try Glob.expand(input, relativeTo: "")
      if matches.isEmpty { throw RunError(.noInput, "'\(input)' matches no file") }
      for match in matches {
        if FileSystem.isDirectory(match) {
          files += try FileSystem.walk(match).filter { options.takes($0.path) }.map {
            File(path: $0.path, id: Path.relative($0.path, to: match), location: .file($0.path))
          }
        } else {
          files.append(File(path: match, id: match, location: try options.location(of: match)))
        }
      }
    }
    if files.isEmpty { throw RunError(.noInput, "\(inputs.joined(separator: ", ")): no file there") }
    self.files = files
    self.options = options
    opening = try Self.opening(options)
  }

  /// JSON lines hold pages in `html`, names of files in `path`, text, or a conversation, when the user does not say it.
  private static func opening(_ options: ReadingOptions) throws -> InputOpening {
    var opening = try options.opening(limits: .standalone)
    if options.textField != nil { return opening }
    let isHTML = options.htmlField
    opening.adapt = { configuration, start, isMember in
      guard configuration.kind == .jsonLines else { return }
      let names = memberNames(of: Array(start.prefix(4096)))
      let field =
        ["html", "path", "text", "messages", "conversations"]
        .first { names.contains($0) && !(isMember && $0 == "path") } ?? "text"
      configuration.jsonLines.text = field
      configuration.jsonLines.isHTML = isHTML || field == "html"
      if field == "path" { configuration.jsonLines.metadata = ["url"] }
    }
    return opening
  }

  /// - Throws: `ReaderError` when no input could be read as configured, `RunError.noInput` when none has a row of the
  ///   table that was asked for.
  mutating func next() throws -> [Item]? {
    var items: [Item] = []
    var byteCount = 0
    while byteCount < Self.batchByteCount, items.count < 256 {
      do {
        if current == nil {
          guard fileIndex < files.count else { break }
          let file = files[fileIndex]
          fileIndex += 1
          current = Current(file: file, input: try opening.open(file.location, file: file.path))
          openedCount += 1
          continue
        }
        guard let event = try current?.input.next() else {
          current = nil
          continue
        }
        if let item = try item(of: event) {
          byteCount += item.record.body.count
          items.append(item)
        }
      } catch let error as StorageError where error.code == .permissionDenied || error.code == .notRegular {
        problems.append(error.description)
        current = nil
      } catch let error as ReaderError where options.format == nil {
        // Of many inputs one may be a table without text; a table by itself should say so.
        problems.append(error.description)
        firstError = firstError ?? error
        if current != nil { openedCount -= 1 }
        current = nil
      }
    }
    if !items.isEmpty { hasRecords = true }
    if items.isEmpty, openedCount == 0, let firstError { throw firstError }
    if items.isEmpty, !hasRecords, problems.isEmpty, let table = options.table {
      throw RunError(
        .noInput, "no input has rows of a table '\(table)'; 'sluice inspect FILE' shows the tables of a file")
    }
    return items.isEmpty ? nil : items
  }

  private mutating func item(of event: ReadEvent) throws -> Item? {
    guard let current else { return nil }
    switch event {
    case .skipped: return nil
    case .quarantined(let quarantine):
      problems.append("\(quarantine.origin.file), byte \(quarantine.origin.offset): \(quarantine.message)")
      return nil
    case .record(let record):
      if current.isManifest { return try page(named: record, in: current.file.path) }
      return Item(id: id(of: record, current), record: record)
    }
  }

  /// A record's own id, or its place. A page of a folder or an archive is known by its name there, without `.html`.
  private func id(of record: Record, _ current: Current) -> String {
    let isMember = record.origin.file != current.file.path
    var name = current.file.id
    if isMember { name += record.origin.file.dropFirst(current.file.path.count) }
    let isWhole = current.input.kind == .html || (current.input.kind == .text && options.separator == nil)
    if !isWhole { return record.metadata["id"] ?? "\(name):\(record.origin.row)" }
    guard isMember || current.file.id != current.file.path else { return name }
    for suffix in [".html", ".htm", ".xhtml"] where name.hasSuffix(suffix) {
      return String(name.dropLast(suffix.count))
    }
    return name
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

/// Names of the first object's members, as far as its first bytes show them.
private func memberNames(of start: [UInt8]) -> [String] {
  var names: [String] = []
  var depth = 0
  // The object may be an array's first.
  var position = start.firstIndex(of: UInt8(ascii: "{")) ?? start.count
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
    if depth == 0 { return names }
    position += 1
  }
  return names
}
