// The texts of chosen documents, found again by their ids: through `.idx` where there is one, else in one scan.

import Auditing
import Corpus
import Storage

/// A document that is shown, and where it stands.
struct DuplicateText: Sendable, Equatable {
  var id: String
  /// Name of its source; nil where its line names none.
  var source: String?
  /// The file as the user named it when the corpus was deduplicated; in a run the dump.
  var file: String
  /// Number of the line or record in the file, from 0.
  var row: Int
  var url: String?
  /// UTF-8.
  var text: [UInt8]
}

/// Finds documents in the inputs of a deduplication.
struct DuplicateTexts {
  private let wanted: Set<String>
  /// All documents with an id, in the order of the inputs: nothing says that an id is there once.
  private(set) var found: [String: [DuplicateText]] = [:]
  /// Inputs that are not as they were.
  private(set) var problems: [String] = []

  private let threads: Int
  private let cancellation: CancellationFlag

  init(wanted: Set<String>, threads: Int, cancellation: CancellationFlag) {
    self.wanted = wanted
    self.threads = threads
    self.cancellation = cancellation
  }

  // MARK: A run

  /// Finds the documents of a run in the shards of its refine stage.
  mutating func find(in run: RunDirectory, refine: StagePlan) throws {
    let shards = try run.documentShards(of: refine, run.records(of: refine))
    for id in wanted.sorted() {
      guard let key = DocumentID(id) else { continue }
      for shard in shards {
        guard let document = try shard.document(with: key) else { continue }
        add(document, name: id, file: document.origin.file, row: document.origin.row, url: document.origin.url)
        break
      }
    }
  }

  private mutating func add(_ document: Document, name: String, file: String, row: Int, url: String?) {
    found[name, default: []].append(
      DuplicateText(
        id: name, source: document.source.isEmpty ? nil : document.source, file: file, row: row, url: url,
        text: document.text))
  }

  // MARK: Files

  /// Finds the documents in the inputs of an output folder, then in those of the corpora before it.
  ///
  /// - Parameter isEnough: told what is found in a corpus and those behind it; true when no earlier one is wanted.
  mutating func find(
    in list: DeduplicationInputList, until isEnough: ([String: [DuplicateText]]) -> Bool
  ) throws {
    var folders = [String]()
    var lists = [list]
    while !lists.isEmpty {
      let list = lists.removeFirst()
      for file in list.files { try find(in: file, list.options) }
      if isEnough(found) { return }
      for folder in list.earlier where !folders.contains(folder) {
        folders.append(folder)
        lists.append(try DeduplicationInputList(folder: folder))
      }
    }
  }

  private mutating func find(in file: DeduplicationInputList.File, _ options: LineInputOptions) throws {
    let name = TerminalText.escape(file.name)
    guard let path = file.path else {
      problems.append("the standard input cannot be read again")
      return
    }
    guard let info = try? FileSystem.info(path) else {
      problems.append("\(name) is not at \(TerminalText.escape(path)) any more")
      return
    }
    if info.byteCount != file.byteCount || info.modificationNanoseconds != file.modified {
      problems.append("\(name) has changed since")
    }
    if try !findByIndex(in: file, path, options) { try scan(file, path, options) }
  }

  /// Finds documents through the index of a document shard.
  ///
  /// - Returns: false when the file has none that fits it.
  private mutating func findByIndex(
    in file: DeduplicationInputList.File, _ path: String, _ options: LineInputOptions
  ) throws -> Bool {
    guard options.field == "text", options.idField == "id",
      FileSystem.exists(DocumentShardWriter.indexPath(of: path)), let shard = try? DocumentShardReader(path: path)
    else { return false }
    for id in wanted.sorted() {
      guard let key = DocumentID(id), let row = shard.row(of: key), let document = try shard.document(atRow: row) else {
        continue
      }
      add(document, name: id, file: file.name, row: row, url: document.origin.url)
    }
    return true
  }

  private struct Worker {
    var parser: LineParser
    var details = JSONLineScanner(fields: ["source", "url"])
    var name: [UInt8] = []
  }

  /// Reads a whole file: an id may stand in it more than once.
  private mutating func scan(
    _ file: DeduplicationInputList.File, _ path: String, _ options: LineInputOptions
  ) throws {
    var input = try LineInput([path], options: options)
    let names = WantedNames(wanted, path: path, name: file.name)
    var texts: [DuplicateText] = []
    try orderedParallelMap(
      threads: threads, cancellation: cancellation, makeState: { Worker(parser: LineParser(options: options)) },
      next: { () -> LineBatch? in
        // Ids that are made of the file's name were made of the name that the user gave.
        guard var batch = try input.next() else { return nil }
        batch.file = file.name
        return batch
      },
      transform: { worker, batch in try Self.texts(of: names, in: batch, &worker) },
      emit: { texts += $0 })
    problems += input.problems
    for text in texts { found[text.id, default: []].append(text) }
  }

  private static func texts(
    of names: WantedNames, in batch: LineBatch, _ worker: inout Worker
  ) throws -> [DuplicateText] {
    var texts: [DuplicateText] = []
    var (details, name) = (worker.details, worker.name)
    _ = try worker.parser.forEachText(in: batch) { line in
      name.removeAll(keepingCapacity: true)
      line.appendName(to: &name)
      guard let id = names.id(of: name) else { return }
      try details.scan(line.bytes)
      texts.append(
        DuplicateText(
          id: id, source: details[0].flatMap { $0.kind == .string ? $0.string(in: line.bytes) : nil },
          file: batch.file, row: line.row,
          url: details[1].flatMap { $0.kind == .string ? $0.string(in: line.bytes) : nil }, text: Array(line.text)))
    }
    (worker.details, worker.name) = (details, name)
    return texts
  }
}

/// The ids that a scan looks for, told from others by a hash.
private struct WantedNames: Sendable {
  private var ids: [UInt64: [String]] = [:]
  private let path: [UInt8]
  private let name: [UInt8]

  /// - Parameters:
  ///   - path: where the file is; the ids of text files begin with it when they are read from there.
  ///   - name: what they began with when the corpus was deduplicated.
  init(_ wanted: some Sequence<String>, path: String, name: String) {
    for id in wanted { ids[XXH64.hash(Array(id.utf8)), default: []].append(id) }
    self.path = Array(path.utf8)
    self.name = Array(name.utf8)
  }

  func id(of bytes: [UInt8]) -> String? {
    if let id = known(bytes) { return id }
    return name != path && bytes.starts(with: path) ? known(name + bytes.dropFirst(path.count)) : nil
  }

  private func known(_ bytes: [UInt8]) -> String? {
    ids[XXH64.hash(bytes)]?.first { $0.utf8.elementsEqual(bytes) }
  }
}
