// INPUT of the commands that work on documents: files, folders and globs of JSONL, text files, document shards.

import CKernels
import Corpus
import Readers
import Storage

/// How JSON lines are read and text files cut.
public struct LineInputOptions: Sendable {
  /// Field that holds the text; dots lead into objects.
  public var field: String
  /// Field that holds the id.
  public var idField: String
  /// Field whose equal values keep documents together where they are told apart; nil where nothing does.
  public var groupField: String?
  /// What stands between the documents of `.txt` files, on a line of its own or not; line ends around it belong to the
  /// documents. Nil where a file is one document.
  public var separator: String?
  /// Field that holds a number by which the document counts; nil where there is none.
  public var weightField: String?
  /// Texts may hold bytes that are not UTF-8. Otherwise a JSON line with such bytes is a problem, and in text files they
  /// become U+FFFD.
  public var keepsInvalidUTF8 = false

  public init(field: String = "text", idField: String = "id", separator: String? = nil) {
    self.field = field
    self.idField = idField
    self.separator = separator
  }
}

/// Whole JSON lines of one file.
struct LineBatch: Sendable {
  /// The file as the user named it.
  var file: String
  /// Lines with their line ends; the last may lack one.
  var bytes: [UInt8]
  /// Offset of the first byte in the decompressed file.
  var offset: Int
  /// Number of the first line, from 0.
  var row: Int
  /// The file's name in ids that are made of it; nil for the one that the user gave it.
  var nameInIDs: String?
}

/// Gives the lines of all inputs in order, in batches.
struct LineInput {
  private let files: [String]
  /// The files' names in ids, where these are others.
  private var namesInIDs: [String]?
  private let options: LineInputOptions
  private var fileIndex = 0
  private var current: Current?
  /// What could not be read, for the command's end.
  private(set) var problems: [String] = []

  private struct Current {
    let file: String
    let nameInIDs: String?
    let input: ByteInput
    var row = 0
    /// The stream failed behind what the buffer holds.
    var isBroken = false
    /// The reader of a file that is not JSONL, whose records become lines.
    var reader: (any RecordReader)?
  }

  private static let batchByteCount = 1 << 20
  private static let lineByteLimit = 1 << 30

  /// - Parameters:
  ///   - inputs: files, folders and globs as the user gave them; `-` is the standard input.
  ///   - idsAreRelative: true where ids know files by their paths below the folder of all of them, wherever that folder
  ///     lies and however it was named.
  /// - Throws: `RunError.noInput` when an input matches nothing.
  init(_ inputs: [String], options: LineInputOptions, idsAreRelative: Bool = false) throws {
    self.init(files: try Self.expand(inputs), options: options)
    if idsAreRelative { namesInIDs = Self.relativeNames(files) }
  }

  /// The paths of files below the deepest folder that holds all of them; the standard input keeps its name.
  static func relativeNames(_ files: [String]) -> [String] {
    let paths = files.map { $0 == "-" ? nil : Path.absolute($0).split(separator: "/") }
    let folders = paths.compactMap { $0?.dropLast() }
    let common = folders.dropFirst().reduce(folders.first?.count ?? 0) { common, folder in
      zip(folder, folders[0].prefix(common)).prefix { $0 == $1 }.count
    }
    return paths.map { $0?.dropFirst(common).joined(separator: "/") ?? "-" }
  }

  /// - Parameter files: as `expand` gives them.
  init(files: [String], options: LineInputOptions) {
    self.options = options
    self.files = files
  }

  /// The files of the inputs, in the order given, folders in the order of their names.
  static func expand(_ inputs: [String]) throws -> [String] {
    var files: [String] = []
    for input in inputs {
      if input == "-" {
        files.append(input)
        continue
      }
      let matches = try Glob.expand(input, relativeTo: "")
      if matches.isEmpty { throw RunError(.noInput, "'\(input)' matches no file") }
      for match in matches {
        files += FileSystem.isDirectory(match) ? try FileSystem.walk(match).map(\.path).filter(isDocumentFile) : [match]
      }
    }
    if files.isEmpty { throw RunError(.noInput, "\(inputs.joined(separator: ", ")): no JSONL or text file there") }
    return files
  }

  private static func isDocumentFile(_ path: String) -> Bool {
    let name = Path.lastComponent(path)
    return !name.hasPrefix(".") && !name.hasSuffix(".idx")
      && [".jsonl", ".ndjson", ".json", ".txt"].contains { uncompressed(name).hasSuffix($0) }
  }

  private static func uncompressed(_ name: String) -> Substring {
    for suffix in [".zst", ".gz", ".bz2", ".xz"] where name.hasSuffix(suffix) { return name.dropLast(suffix.count) }
    return name[...]
  }

  /// The next batch; nil at the end of the last file.
  mutating func next() throws -> LineBatch? {
    while true {
      if current == nil {
        guard fileIndex < files.count else { return nil }
        current = try open(files[fileIndex], namesInIDs?[fileIndex])
        fileIndex += 1
      }
      if let batch = try current?.reader == nil ? nextLines() : nextRecords() {
        return batch
      }
      current = nil
    }
  }

  private func open(_ file: String, _ nameInIDs: String?) throws -> Current {
    let input = file == "-" ? try ByteInput.standardInput() : try ByteInput.open(path: file)
    let isText = Self.uncompressed(Path.lastComponent(file)).hasSuffix(".txt")
    let reader =
      isText
      ? PlainTextReader(
        input: input, file: file, options: PlainTextOptions(separator: options.separator, separatorIsLine: false)) : nil
    return Current(file: file, nameInIDs: nameInIDs, input: input, reader: reader)
  }

  /// Whole lines of a JSONL file. When the stream breaks, the whole lines before the break still come, the half line in
  /// front of it is lost, and reading goes on behind it where that is possible.
  private mutating func nextLines() throws -> LineBatch? {
    guard let input = current?.input, let file = current?.file else { return nil }
    var wanted = Self.batchByteCount
    while true {
      if current?.isBroken == false { try fill(input, wanted) }
      let isBroken = current?.isBroken ?? false
      let available = input.availableByteCount
      let isLast = !isBroken && available < wanted
      let end = input.withBuffer { bytes in bytes.lastIndex(of: 0x0a).map { $0 + 1 } }
      if let count = end ?? (isLast && available > 0 ? available : nil) { return take(count, from: input, file) }
      if isLast { return nil }
      if isBroken {
        input.consume(available)
        guard try input.recover() != nil else { return nil }
        current?.isBroken = false
        continue
      }
      if wanted > Self.lineByteLimit {
        throw RunError(.badData, "\(file), byte \(input.offset): a line has more than \(Self.lineByteLimit) bytes")
      }
      wanted *= 2
    }
  }

  private mutating func fill(_ input: ByteInput, _ wanted: Int) throws(StorageError) {
    do throws(StorageError) {
      try input.fill(atLeast: wanted)
    } catch {
      guard error.code == .corrupt || error.code == .truncated else { throw error }
      problems.append(error.description)
      current?.isBroken = true
    }
  }

  private mutating func take(_ count: Int, from input: ByteInput, _ file: String) -> LineBatch {
    let offset = input.offset
    let bytes = input.take(count)
    let batch = LineBatch(
      file: file, bytes: bytes, offset: offset, row: current?.row ?? 0, nameInIDs: current?.nameInIDs)
    current?.row += sluice_count_byte(bytes, bytes.count, 0x0a)
    return batch
  }

  /// Records of a text file as JSON lines.
  private mutating func nextRecords() throws -> LineBatch? {
    guard var now = current else { return nil }
    defer { current = now }
    var bytes: [UInt8] = []
    let offset = now.input.offset
    let row = now.row
    while bytes.count < Self.batchByteCount, let event = try now.reader?.next() {
      switch event {
      case .record(let record):
        let name = now.nameInIDs ?? now.file
        let id = options.separator == nil ? name : "\(name):\(record.origin.row)"
        bytes += Array("{".utf8)
        JSONText.appendKey(options.idField, to: &bytes)
        JSONText.appendString(id, to: &bytes)
        bytes += Array(",".utf8)
        JSONText.appendKey(options.field, to: &bytes)
        if options.keepsInvalidUTF8 {
          JSONText.appendString(Array(record.body), to: &bytes)
        } else {
          JSONText.appendString(Array(String(decoding: record.body, as: UTF8.self).utf8), to: &bytes)
        }
        bytes += Array("}\n".utf8)
        now.row += 1
      case .quarantined(let quarantine):
        problems.append("\(now.file), byte \(quarantine.origin.offset): \(quarantine.message)")
      case .skipped: break
      }
    }
    if bytes.isEmpty { return nil }
    return LineBatch(file: now.file, bytes: bytes, offset: offset, row: row, nameInIDs: now.nameInIDs)
  }
}
