// sluice deduplicate lines: lines or paragraphs that stand in too many documents, out of anybody's JSONL.

import Corpus
import Decontamination
import Deduplication
import Storage

/// What `sluice deduplicate lines` was asked for.
///
/// Documents of one source are those whose lines have the same string in the field `source`; those that have none are one
/// source too. The inputs are read twice: passages are counted into a sorted file in the output folder, then they are taken out.
/// Memory does not grow with the corpus. What goes and what stays depends on the lines alone: not on the files they
/// stand in, their order, or the number of threads.
public struct RepeatedPassagesCall: Sendable {
  public var inputs: [String]
  /// Folder for `kept/`, `edits.jsonl`, `repeated.jsonl` and `statistics.json`.
  public var output: String
  public var rule: PassageRule
  /// A passage in more documents than this is repeated.
  public var maximumDocuments = 6
  public var keep: PassageKeep = .first
  /// Most repeated passages to report.
  public var reportedPassages = 1000
  public var input = LineInputOptions()
  public var threads: Int?

  public init(inputs: [String], output: String, rule: PassageRule) {
    self.inputs = inputs
    self.output = output
    self.rule = rule
  }

  /// Counts, removes and reports.
  ///
  /// - Throws: `RunError`, `StorageError`, `DeduplicationError`; nothing under its own name is incomplete then.
  public func run(cancellation: CancellationFlag) throws -> RepeatedPassagesReport {
    let folder = RepeatedPassagesFolder(path: output)
    let lock = try folder.open()
    defer {
      try? FileSystem.remove(folder.scratchPath, recursively: true)
      withExtendedLifetime(lock) {}
    }
    let files = try inputFiles(folder, cancellation)
    try folder.removeResults()
    do {
      return try run(on: files, folder, cancellation)
    } catch {
      try? folder.removeResults()
      throw error
    }
  }

  private func run(
    on files: [DeduplicationPart.File], _ folder: RepeatedPassagesFolder, _ cancellation: CancellationFlag
  ) throws -> RepeatedPassagesReport {
    var report = RepeatedPassagesReport(rule: rule, maximumDocuments: maximumDocuments, keep: keep)
    let counted = try count(files, to: folder.scratch("passages"), cancellation)
    report.problems = counted.problems
    let reducer = try PassageReducer(range: 0, of: 1, rule: rule, maximumDocuments: maximumDocuments)
    let found = try reducer.run(
      runPaths: [folder.scratch("passages")], output: folder.scratch("table"), cancellation: cancellation)
    report.passages = found.passages
    report.repeated = found.repeated
    report.occurrences = found.occurrences
    let table = try PassageTable(paths: [folder.scratch("table")], rule: rule)
    var samples = PassageSamples(table.mostFrequent(reportedPassages))
    try remove(from: files, table, folder, &report, &samples, cancellation)
    guard report.counts.documentsIn == counted.documentCount, report.counts.bytesIn == counted.byteCount else {
      throw RunError(.tryAgain, "the inputs changed while they were read; start again")
    }
    do {
      try report.counts.check(stage: RepeatedPassagesStage.name, source: "all inputs")
    } catch {
      throw RunError(.ourDefect, "the sums disagree: \(error)")
    }
    report.mostRepeated = samples.passages
    try report.write(to: folder)
    return report
  }

  private var threadCount: Int { threads ?? Machine.coreCount }

  /// The files of the inputs in the order of their names, each once; the standard input as a scratch file.
  private func inputFiles(
    _ folder: RepeatedPassagesFolder, _ cancellation: CancellationFlag
  ) throws -> [DeduplicationPart.File] {
    var standardInput: String?
    if inputs.contains("-") {
      standardInput = folder.scratch("standard-input")
      _ = try StandardInputSpool.write(to: folder.scratch("standard-input"), cancellation: cancellation)
    }
    let parts = try DeduplicationPart.list(inputs, priority: .id, standardInput: standardInput)
    try DeduplicationFolder(path: output).checkApart(from: parts, inputs: inputs)
    return parts.flatMap(\.files)
  }

  /// The next batch under the name that the user gave its file, which ids are made from where lines have none.
  private static func next(_ source: inout LineInput, of file: DeduplicationPart.File) throws -> LineBatch? {
    guard var batch = try source.next() else { return nil }
    batch.file = file.name
    return batch
  }

  // MARK: Counting

  private struct Counted {
    var documentCount = 0
    var byteCount = 0
    var problems: [String] = []
  }

  private func count(
    _ files: [DeduplicationPart.File], to path: String, _ cancellation: CancellationFlag
  ) throws -> Counted {
    var counted = Counted()
    let writer = try PassageRunWriter(path: path, rule: rule)
    let rule = rule
    for file in files {
      var source = try LineInput([file.path], options: input)
      try orderedParallelMap(
        threads: threadCount, cancellation: cancellation,
        makeState: { (reader: PassageReader(self), counter: PassageCounter(rule: rule)) },
        next: { try Self.next(&source, of: file) },
        transform: { state, batch -> (PassageBatch, Int, [String]) in
          var passages = PassageBatch()
          var byteCount = 0
          var counter = state.counter
          let problems = try state.reader.forEach(in: batch) { line, orderKey, source in
            byteCount += line.text.count
            counter.count(line.text, orderKey: orderKey, source: source, into: &passages)
          }
          state.counter = counter
          return (passages, byteCount, problems)
        },
        emit: { passages, byteCount, problems in
          try writer.append(passages)
          counted.byteCount += byteCount
          counted.problems += problems
        })
      counted.problems += source.problems
    }
    counted.documentCount = writer.documentCount
    _ = try writer.commit()
    return counted
  }

  // MARK: Removing

  private struct Removed: Sendable {
    var lines: [UInt8] = []
    var edits: [UInt8] = []
    var counts = StageCounts()
    var changed = 0
    var samples: [PassageSamples.Sample] = []
  }

  private struct RemovalState {
    var reader: PassageReader
    var remover: PassageRemover
    var encoder: LineOutput.Encoder
    /// What is left of a text.
    var scratch: [UInt8] = []
  }

  private func remove(
    from files: [DeduplicationPart.File], _ table: PassageTable, _ folder: RepeatedPassagesFolder,
    _ report: inout RepeatedPassagesReport, _ samples: inout PassageSamples, _ cancellation: CancellationFlag
  ) throws {
    let edits = try LineOutput(path: folder.editsPath)
    let (keep, wanted) = (keep, samples.wanted)
    for (index, file) in files.enumerated() {
      let kept = try LineOutput(path: folder.keptPath(index))
      let makeEncoder = kept.makeEncoder
      var source = try LineInput([file.path], options: input)
      try orderedParallelMap(
        threads: threadCount, cancellation: cancellation,
        makeState: {
          RemovalState(
            reader: PassageReader(self), remover: PassageRemover(table: table, keep: keep), encoder: makeEncoder())
        },
        next: { try Self.next(&source, of: file) },
        transform: { state, batch -> Removed in
          var removed = Removed()
          removed.lines.reserveCapacity(batch.bytes.count + 1)
          var (remover, scratch) = (state.remover, state.scratch)
          _ = try state.reader.forEach(in: batch) { line, orderKey, source in
            let removal = remover.removal(from: line.text, orderKey: orderKey, source: source)
            Self.carryOut(removal, on: line, wanted, &scratch, &removed)
          }
          (state.remover, state.scratch) = (remover, scratch)
          removed.lines = state.encoder.encode(removed.lines)
          return removed
        },
        emit: { removed in
          try kept.append(encoded: removed.lines)
          try edits.append(removed.edits)
          report.counts += removed.counts
          report.documentsChanged += removed.changed
          samples.add(removed.samples)
        })
      try kept.commit()
    }
    try edits.commit()
  }

  private static func carryOut(
    _ removal: PassageRemoval, on line: borrowing LineText, _ wanted: Set<ContentHash>, _ scratch: inout [UInt8],
    _ removed: inout Removed
  ) {
    let byteCount = line.text.count
    for found in removal.found where found.isFirst && wanted.contains(found.hash) {
      var source: [UInt8] = []
      line.appendSource(to: &source)
      removed.samples.append(
        PassageSamples.Sample(hash: found.hash, text: PassageSamples.start(of: line.text[found.bytes]), source: source))
    }
    if removal.leavesText && removal.edits.isEmpty {
      line.appendLine(to: &removed.lines)
      removed.counts.keep(byteCount: byteCount)
      return
    }
    JSONText.appendRaw(#"{"id":"#, to: &removed.edits)
    JSONText.appendString(line.name, to: &removed.edits)
    switch removal.verdict {
    case .keep: break
    case .edit(let edits):
      scratch.removeAll(keepingCapacity: true)
      removal.appendRest(of: line.text, to: &scratch)
      line.appendLine(text: scratch, to: &removed.lines)
      removed.counts.edit(edits, byteCount: byteCount)
      removed.changed += 1
      append(edits, of: line.text, to: &removed.edits)
    case .drop(let reason):
      removed.counts.drop(reason: reason.code, byteCount: byteCount)
      JSONText.appendRaw(#","action":"drop","reason":"#, to: &removed.edits)
      JSONText.appendString(reason.code, to: &removed.edits)
    }
    JSONText.appendRaw("}\n", to: &removed.edits)
  }

  private static func append(
    _ edits: [Edit], of text: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]
  ) {
    JSONText.appendRaw(#","action":"edit","spans":["#, to: &output)
    let points = CodePoints.offsets(of: edits.flatMap { [$0.start, $0.end] }, in: text)
    for (index, edit) in edits.enumerated() {
      if index > 0 { output.append(UInt8(ascii: ",")) }
      JSONText.appendRaw(#"{"rule":"#, to: &output)
      JSONText.appendString(edit.rule, to: &output)
      JSONText.appendRaw(#","start":"#, to: &output)
      JSONText.append(points[2 * index], to: &output)
      JSONText.appendRaw(#","end":"#, to: &output)
      JSONText.append(points[2 * index + 1], to: &output)
      JSONText.appendRaw("}", to: &output)
    }
    JSONText.appendRaw("]", to: &output)
  }
}

/// Reads lines with what identifies them; each worker has a reader of its own.
private struct PassageReader {
  private var parser: LineParser
  private let rule: PassageRule
  private var name: [UInt8] = []
  private var source: [UInt8] = []

  init(_ call: RepeatedPassagesCall) {
    parser = LineParser(options: call.input)
    rule = call.rule
  }

  /// Calls `body` for every line with a text; returns what is wrong with the others.
  ///
  /// The order key is a hash of id and text, so that documents of one id are told apart.
  mutating func forEach(
    in batch: LineBatch, _ body: (borrowing LineText, _ orderKey: UInt64, PassageSource) throws -> Void
  ) throws -> [String] {
    var (name, sourceName) = (name, source)
    let rule = rule
    let problems = try parser.forEachText(in: batch) { line in
      name.removeAll(keepingCapacity: true)
      line.appendName(to: &name)
      sourceName.removeAll(keepingCapacity: true)
      line.appendSource(to: &sourceName)
      let id = name.withUnsafeBytes { XXH3.hash64($0) }
      let orderKey = XXH3.hash64(UnsafeRawBufferPointer(line.text), seed: id)
      try body(line, orderKey, PassageSource(name: sourceName, rule: rule))
    }.problems
    (self.name, source) = (name, sourceName)
    return problems.map(\.description)
  }
}

/// The output folder.
struct RepeatedPassagesFolder {
  let path: String

  var editsPath: String { Path.join(path, "edits.jsonl") }
  var repeatedPath: String { Path.join(path, "repeated.jsonl") }
  var statisticsPath: String { Path.join(path, "statistics.json") }
  var scratchPath: String { Path.join(path, Self.scratchName) }
  func scratch(_ name: String) -> String { Path.join(scratchPath, name) }
  func keptPath(_ index: Int) -> String { Path.join(path, "kept/\(TaskNumber.text(index)).jsonl.zst") }

  private static let scratchName = ".scratch"
  private static let lockName = "lock"
  private static let resultNames = ["kept", "edits.jsonl", "repeated.jsonl", "statistics.json"]

  /// Makes the folder with an empty scratch folder in it.
  ///
  /// - Returns: nobody else writes here while it lives.
  /// - Throws: `RunError.usage` when the folder holds what this command did not write; `RunError.tryAgain` when another
  ///   process writes into it.
  func open() throws -> FolderLock {
    if FileSystem.exists(path) {
      let names = try FileSystem.listDirectory(path)
      let isOurs = names.contains(Self.scratchName) || names.contains("edits.jsonl")
      if let name = names.first(where: { !isOurs || !Self.isResult($0) && $0 != Self.scratchName }) {
        throw RunError(
          .usage,
          "the output folder \(path) holds \(name), which this command did not write; give a new or an empty folder")
      }
    }
    try FileSystem.createDirectory(scratchPath)
    let lock = try FolderLock(path: scratch(Self.lockName), folder: path)
    for name in try FileSystem.listDirectory(scratchPath) where name != Self.lockName {
      try FileSystem.remove(scratch(name), recursively: true)
    }
    return lock
  }

  /// True for a result, whole or as a killed call left it.
  private static func isResult(_ name: String) -> Bool {
    resultNames.contains { name == $0 || name.hasPrefix(".\($0).tmp-") }
  }

  /// Removes what an earlier call left.
  func removeResults() throws {
    for name in try FileSystem.listDirectory(path) where Self.isResult(name) {
      try FileSystem.remove(Path.join(path, name), recursively: true)
    }
  }
}
