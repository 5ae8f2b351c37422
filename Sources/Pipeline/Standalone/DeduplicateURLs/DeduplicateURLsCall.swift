// sluice deduplicate urls: one document for each address, out of anybody's JSON lines.

import Corpus
import Deduplication
import Storage

/// What `sluice deduplicate urls` was asked for.
///
/// Memory: 80 bytes for each different address of one range of keys (`URLReducer`), 24 for each document that stays in
/// others' favour, 32 for each that goes, and fixed buffers. Disk for scratch files: 44 bytes for each document with an
/// address, 20 for each that goes and what removed.jsonl says of it. A call that was killed, or met a full disk, is
/// repeated: it goes on behind the files that were finished and ends with the same bytes.
public struct DeduplicateURLsCall: Sendable {
  public var inputs: [String]
  /// Folder for the results.
  public var output: String
  public var options = URLLineOptions()
  public var threads: Int?
  /// Memory for the table of addresses, in bytes.
  public var memoryByteCount = 1 << 30

  public init(inputs: [String], output: String) {
    self.inputs = inputs
    self.output = output
  }

  /// What was found.
  public struct Outcome: Sendable {
    public var statistics: URLStatistics
    /// The content of statistics.json.
    public var json: [UInt8]
    /// What is damaged and where.
    public var problems: [String]
  }

  /// - Throws: `RunError`, `StorageError`, `DeduplicationError`; `Cancelled`.
  public func run(cancellation: CancellationFlag) throws -> Outcome {
    do {
      return try URLDeduplication(self, cancellation).run()
    } catch let error as StorageError where error.code == .diskFull {
      throw RunError(.tryAgain, "\(error); once there is room the same call goes on where it stopped")
    }
  }
}

/// One run of a call.
private struct URLDeduplication {
  private let call: DeduplicateURLsCall
  private let folder: DeduplicationFolder
  private let cancellation: CancellationFlag
  private let threads: Int

  init(_ call: DeduplicateURLsCall, _ cancellation: CancellationFlag) {
    self.call = call
    folder = DeduplicationFolder(path: call.output)
    self.cancellation = cancellation
    threads = call.threads ?? Machine.coreCount
  }

  func run() throws -> DeduplicateURLsCall.Outcome {
    if call.inputs.isEmpty { throw RunError(.usage, "no input was given") }
    // Inputs that are not there must not leave an output folder behind.
    let named = call.inputs.filter { $0 != "-" }
    if !named.isEmpty { try folder.checkApart(from: list(named, standardInput: nil), inputs: named) }
    let lock = try folder.open()
    defer { withExtendedLifetime(lock) {} }
    let parts = try prepare()
    let readings = try parts.indices.map { try read(parts[$0], number: $0) }
    try checkFields(readings)
    let summary = try contest(readings)
    let (kept, removed) = try write(parts, readings)
    let statistics = URLStatistics(
      readings: readings, contest: summary, kept: kept, removed: removed, options: call.options)
    try statistics.check()
    let json = statistics.json.bytes(.pretty) + [0x0a]
    _ = try AtomicFile.write(json, to: folder.statisticsPath)
    try folder.finish()
    return DeduplicateURLsCall.Outcome(
      statistics: statistics, json: json, problems: readings.flatMap(\.problems))
  }

  // MARK: Inputs

  private func list(_ inputs: [String], standardInput: String?) throws -> [DeduplicationPart] {
    let priority: DeduplicationPriority = call.options.keeping == .first ? .first : .id
    return try DeduplicationPart.list(inputs, priority: priority, standardInput: standardInput)
  }

  /// Finds the files and what an earlier call has left of the same work.
  private func prepare() throws -> [DeduplicationPart] {
    struct Identity: Encodable {
      let program: String
      let options: URLLineOptions
      let files: [String]
      let spool: FileSummary?
    }
    var spool: FileSummary?
    let spoolPath = folder.scratch("standard-input")
    if call.inputs.contains("-") {
      spool = try StandardInputSpool.write(to: spoolPath, cancellation: cancellation)
    }
    let parts = try list(call.inputs, standardInput: spoolPath)
    let files = try parts.flatMap(\.files).map { file in
      let info = try FileSystem.info(file.path)
      return "\(file.name) \(info.byteCount) \(file.name == "-" ? 0 : info.modificationNanoseconds)"
    }
    let identity = Identity(program: ProgramVersion.current, options: call.options, files: files, spool: spool)
    let digest = try SHA256.hexHash(RunJSON.encode(identity))
    try folder.resume(DeduplicationFolder.State(signatures: "urls " + digest, decisions: ""))
    return parts
  }

  // MARK: Passes

  private func keyPath(_ part: Int) -> String { folder.scratch("\(TaskNumber.text(part)).keys") }
  private func readingPath(_ part: Int) -> String { folder.scratch("\(TaskNumber.text(part)).reading") }
  private func loserPath(_ range: Int) -> String { folder.scratch("\(TaskNumber.text(range)).losers") }

  /// The first pass over a part: its addresses.
  private func read(_ part: DeduplicationPart, number: Int) throws -> URLReading {
    if FileSystem.exists(readingPath(number)) { return try RunJSON.decode(URLReading.self, from: readingPath(number)) }
    let pass = URLPass(part: part, number: number, options: call.options, threads: threads)
    let reading = try pass.writeKeys(to: keyPath(number), cancellation: cancellation)
    _ = try AtomicFile.write(RunJSON.encode(reading), to: readingPath(number))
    return reading
  }

  /// Lines without any address are a mistake in the call, as a rule.
  private func checkFields(_ readings: [URLReading]) throws {
    guard readings.contains(where: { $0.documents > 0 }), readings.allSatisfy({ $0.documents == $0.withoutURL }) else {
      return
    }
    throw RunError(
      .badData,
      "no line of the inputs has the field '\(call.options.urlField)'; name the one that holds the address "
        + "with --url-field, such as metadata.url")
  }

  /// So many ranges that the addresses of one fit into memory.
  private func rangeCount(_ readings: [URLReading]) -> Int {
    let addresses = readings.reduce(0) { $0 + $1.addresses }
    return min(256, 1 + addresses / max(1, call.memoryByteCount / URLReducer.byteCountPerDocument))
  }

  private func contest(_ readings: [URLReading]) throws -> URLReducer.Summary {
    let tasks = readings.indices.map { URLReducer.Task(path: keyPath($0)) }
    let ranges = rangeCount(readings)
    var sum = URLReducer.Summary()
    for range in 0..<ranges {
      let reducer = try URLReducer(range: range, of: ranges, memoryByteCount: call.memoryByteCount)
      let summary = try reducer.run(
        tasks, normalization: call.options.normalization, keeping: call.options.keeping, output: loserPath(range),
        cancellation: cancellation)
      sum.addresses += summary.addresses
      sum.shared += summary.shared
      sum.losers += summary.losers
      sum.largestGroup = max(sum.largestGroup, summary.largestGroup)
    }
    return sum
  }

  /// The second pass: the documents that stay, and who went.
  private func write(
    _ parts: [DeduplicationPart], _ readings: [URLReading]
  ) throws -> (kept: URLStatistics.Amount, removed: URLStatistics.Amount) {
    let paths = (0..<rangeCount(readings)).map(loserPath)
    let losers = try parts.indices.map { try URLLosers(paths: paths, task: $0) }
    let gathering = try URLRemovals(losers: losers, scratch: folder.scratch("removals"))
    var kept = URLStatistics.Amount()
    var removed = URLStatistics.Amount()
    for (number, part) in parts.enumerated() {
      let pass = URLPass(part: part, number: number, options: call.options, threads: threads)
      let path = Path.join(folder.keptPath, "\(TaskNumber.text(number)).jsonl.zst")
      let amounts = try pass.writeKept(
        without: losers[number], reading: readings[number], to: path, gathering, cancellation: cancellation)
      kept.add(amounts.kept)
      removed.add(amounts.removed)
    }
    try gathering.write(to: folder.removedPath)
    return (kept, removed)
  }
}
