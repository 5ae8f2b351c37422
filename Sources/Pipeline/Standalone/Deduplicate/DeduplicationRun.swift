// The steps of sluice deduplicate, one after the other.

import Corpus
import Deduplication
import Storage

/// One run of a call.
struct DeduplicationRun {
  private let call: DeduplicateCall
  private let folder: DeduplicationFolder
  private let cancellation: CancellationFlag
  private let threads: Int

  init(_ call: DeduplicateCall, _ folder: DeduplicationFolder, _ cancellation: CancellationFlag) {
    self.call = call
    self.folder = folder
    self.cancellation = cancellation
    threads = call.threads ?? Machine.coreCount
  }

  /// The inputs after the first pass.
  private struct Corpus {
    let parts: [DeduplicationPart]
    let scans: [DocumentScan]
    let numbering: DocumentNumbering
    let earlier: [EarlierCorpus]
    let frozen: FrozenCorpora

    var summaries: [DocumentScan.Summary] { scans.map(\.summary) }
  }

  func run() throws -> DeduplicateCall.Outcome {
    try checkCall()
    // Inputs that are not there must not leave an output folder behind.
    let named = call.inputs.filter { $0 != "-" }
    if !named.isEmpty {
      let parts = try DeduplicationPart.list(named, priority: call.priority, standardInput: nil)
      try folder.checkApart(from: parts, inputs: named)
    }
    let earlier = try call.against.map { try EarlierCorpus(folder: $0) }
    let frozen = try FrozenCorpora(earlier.map(\.index), parameters: call.parameters)
    let lock = try folder.open()
    defer { withExtendedLifetime(lock) {} }
    let (parts, list) = try prepare(earlier)
    let (scans, numbering) = try sign(parts)
    let corpus = Corpus(parts: parts, scans: scans, numbering: numbering, earlier: earlier, frozen: frozen)
    let (resolution, pairs) = try resolve(corpus)
    let outcome = try write(resolution, pairs, corpus, list)
    try folder.finish()
    return outcome
  }

  private func checkCall() throws {
    if call.inputs.isEmpty { throw RunError(.usage, "no input was given") }
    if call.writesIndex, call.mode != .remove {
      throw RunError(
        .usage, "an index names the documents in kept/, which the mode '\(call.mode.rawValue)' does not write")
    }
    if call.against.count > 256 { throw RunError(.usage, "at most 256 earlier corpora can be named") }
    for earlier in call.against where Path.absolute(earlier) == Path.absolute(call.output) {
      throw RunError(
        .usage, "\(earlier) is the output folder and an earlier corpus at once; give another output folder")
    }
  }

  // MARK: Inputs

  /// Finds the files and what an earlier call has left of the same work.
  private func prepare(_ earlier: [EarlierCorpus]) throws -> ([DeduplicationPart], DeduplicationInputList) {
    var spool: FileSummary?
    let spoolPath = folder.scratch("standard-input")
    if call.inputs.contains("-") {
      spool = try StandardInputSpool.write(to: spoolPath, cancellation: cancellation)
    }
    let parts = try DeduplicationPart.list(call.inputs, priority: call.priority, standardInput: spoolPath)
    let list = try DeduplicationInputList(
      names: parts.flatMap { $0.files.map(\.name) }, options: call.input, parameters: call.parameters,
      earlier: call.against)
    try folder.resume(state(parts, list, spool, earlier))
    return (parts, list)
  }

  private func state(
    _ parts: [DeduplicationPart], _ list: DeduplicationInputList, _ spool: FileSummary?, _ earlier: [EarlierCorpus]
  ) throws -> DeduplicationFolder.State {
    struct Signed: Encodable {
      let program: String
      let list: DeduplicationInputList
      let spool: FileSummary?
      let arguments: [Int]
      let priority: DeduplicationPriority
      let earlier: [[String]]
    }
    struct Decided: Encodable {
      let threshold: Double?
      let mode: DeduplicationMode
      let inputs: [String]
      let writesIndex: Bool
    }
    var signed = list
    // The threshold decides; signatures do not depend on it.
    if let minHash = call.parameters.minHash {
      signed.parameters.minHash = try MinHashParameters(
        bands: minHash.bands, rows: minHash.rows, shingle: minHash.shingle, threshold: 1, seed: minHash.seed)
    }
    let first = Signed(
      program: ProgramVersion.current, list: signed, spool: spool, arguments: parts.map(\.argument),
      priority: call.priority, earlier: try earlier.map { try $0.identity() })
    let second = Decided(
      threshold: call.parameters.minHash?.threshold, mode: call.mode, inputs: call.inputs,
      writesIndex: call.writesIndex)
    return try DeduplicationFolder.State(
      signatures: SHA256.hexHash(RunJSON.encode(first)), decisions: SHA256.hexHash(RunJSON.encode(second)))
  }

  private func signaturePath(_ part: Int) -> String { folder.scratch("\(TaskNumber.text(part)).signatures") }
  private func scanPath(_ part: Int) -> String { folder.scratch("\(TaskNumber.text(part)).scan") }

  // MARK: Passes

  private func sign(_ parts: [DeduplicationPart]) throws -> ([DocumentScan], DocumentNumbering) {
    for (index, part) in parts.enumerated() where !FileSystem.exists(scanPath(index)) {
      try SigningPass(
        part: part, options: call.input, parameters: call.parameters, priority: call.priority, threads: threads
      ).run(signaturePath: signaturePath(index), scanPath: scanPath(index), cancellation: cancellation)
    }
    let scans = try parts.indices.map { try DocumentScan(path: scanPath($0)) }
    try checkFields(scans, parts)
    let numbering = try DocumentNumbering(
      documentCounts: scans.map(\.summary.documents), ranks: ranks(of: parts))
    return (scans, numbering)
  }

  /// The priority of each part.
  private func ranks(of parts: [DeduplicationPart]) -> [Int] {
    switch call.priority {
    case .id: parts.map { _ in 0 }
    case .input: parts.map(\.argument)
    case .first: Array(parts.indices)
    }
  }

  /// Lines without any document are a mistake in the call, as a rule.
  private func checkFields(_ scans: [DocumentScan], _ parts: [DeduplicationPart]) throws {
    let summaries = scans.map(\.summary)
    guard summaries.allSatisfy({ $0.documents == 0 }), summaries.contains(where: { $0.lines > $0.blankLines }) else {
      return
    }
    let problem = summaries.lazy.flatMap(\.problems).first ?? ""
    throw RunError(
      .badData, "no line of the inputs holds a text in the field '\(call.input.field)' (--field); \(problem)")
  }

  private var resources: WorkResources {
    WorkResources(scratchFolder: folder.scratchPath, cancellation: cancellation)
  }

  /// Finds and verifies candidates and decides.
  private func resolve(_ corpus: Corpus) throws -> (Resolution, CandidatePairSpool?) {
    let signatures = corpus.parts.indices.map(signaturePath)
    let ranges = CandidateReducer.rangeCount(
      documentCount: corpus.numbering.documentCount, bands: call.parameters.minHash?.bands ?? 0,
      memoryByteCount: resources.memoryByteCount)
    let candidates = (0..<ranges).map { folder.scratch("\(TaskNumber.text($0)).candidates") }
    for (range, path) in candidates.enumerated() where !FileSystem.exists(path) {
      try CandidateReducer(range: range, of: ranges).run(
        signaturePaths: signatures, parameters: call.parameters, numbering: corpus.numbering, frozen: corpus.frozen,
        resources: resources, output: path)
    }
    let graph = try CandidateGraph(
      candidatePaths: candidates, signaturePaths: signatures, numbering: corpus.numbering, frozen: corpus.frozen,
      resources: resources)
    var resolver = try Resolver(graph: graph, parameters: call.parameters, resources: resources)
    if let minHash = call.parameters.minHash {
      for (number, earlier) in corpus.earlier.enumerated() {
        try verification(minHash, earlier.options).forEachBatch(
          at: graph.placesToRead(ofFrozen: number), of: earlier
        ) { try resolver.append($0) }
      }
      for (index, part) in corpus.parts.enumerated() {
        try verification(minHash, call.input).forEachBatch(
          of: graph.rowsToRead(ofTask: index), in: part, scan: corpus.scans[index]
        ) { try resolver.append($0) }
      }
    }
    let pairs = try spoolPairs(resolver, corpus.numbering)
    return (try resolver.resolve(), pairs)
  }

  private func verification(_ parameters: MinHashParameters, _ options: LineInputOptions) -> VerificationPass {
    VerificationPass(options: options, parameters: parameters, threads: threads, cancellation: cancellation)
  }

  private func spoolPairs(_ resolver: borrowing Resolver, _ numbering: DocumentNumbering) throws -> CandidatePairSpool?
  {
    if call.pairs == nil { return nil }
    let path = folder.scratch("pairs")
    let writer = try CandidatePairWriter(path: path)
    try resolver.forEachCandidatePair { try writer.append($0, numbering: numbering) }
    try writer.commit()
    return try CandidatePairSpool(path: path)
  }

  // MARK: Results

  private func write(
    _ resolution: Resolution, _ pairs: CandidatePairSpool?, _ corpus: Corpus, _ list: DeduplicationInputList
  ) throws -> DeduplicateCall.Outcome {
    let sources = CorpusSources(
      parts: corpus.parts, summaries: corpus.summaries, inputs: call.inputs, earlier: corpus.earlier)
    let (members, numbers) = try MemberGathering(
      scans: corpus.scans, sources: sources, numbering: corpus.numbering, earlier: corpus.earlier
    ).run(resolution, pairs: pairs, to: folder.scratch("members"))
    let order = MemberOrder(memberCount: members.count)
    let names = ClusterNames(members, order: order)
    try DecisionFiles(members: members, names: names, order: order).write(
      removed: folder.removedPath, clusters: folder.clustersPath)
    if let pairs, let path = call.pairs { try pairs.write(to: path, members: members, numbers: numbers) }
    let (kept, written) = try writeDocuments(resolution, members, names, corpus)
    if call.writesIndex { try writeIndex(resolution, corpus) }
    let statistics = DuplicationStatistics(
      summaries: corpus.summaries, sources: sources, members: members, kept: kept, search: resolution.statistics)
    try statistics.check(written: call.mode == .remove ? written : nil)
    let json =
      statistics.json(mode: call.mode, priority: call.priority, parameters: call.parameters).bytes(.pretty) + [0x0a]
    try list.write(to: folder.path)
    _ = try AtomicFile.write(json, to: folder.statisticsPath)
    return DeduplicateCall.Outcome(
      statistics: statistics, json: json, problemCount: corpus.summaries.reduce(0) { $0 + $1.problemCount },
      problems: corpus.summaries.flatMap(\.problems))
  }

  /// Writes the removal bits and the documents of every part.
  ///
  /// - Returns: what no bit removes, by the scans; and the number of documents written.
  private func writeDocuments(
    _ resolution: Resolution, _ members: MemberTable, _ names: ClusterNames, _ corpus: Corpus
  ) throws -> (kept: DuplicationStatistics.Amount, written: Int) {
    try FileSystem.createDirectory(folder.removalsPath)
    var kept = DuplicationStatistics.Amount()
    var written = 0
    for (index, part) in corpus.parts.enumerated() {
      try cancellation.check()
      let scan = corpus.scans[index]
      let removals = resolution.removals(ofTask: index)
      try removals.write(to: folder.removalsPath(index))
      for block in 0..<scan.blockCount {
        for row in scan.rows(ofBlock: block) where !removals.contains(row) {
          kept.add(textBytes: try scan.withDocument(block: block, row: row) { $0.textByteCount })
        }
      }
      let pass = DocumentPass(
        part: part, scan: scan, options: call.input, threads: threads,
        firstNumber: corpus.numbering.numbers(ofTask: index).lowerBound)
      switch call.mode {
      case .remove:
        written += try pass.writeKept(
          without: removals, to: folder.keptShardPath(index), cancellation: cancellation)
      case .annotate:
        written += try pass.writeAnnotated(
          members, names, to: folder.annotatedShardPath(index), cancellation: cancellation)
      case .report: break
      }
    }
    return (kept, written)
  }

  /// Writes what later calls need to be compared with this one; the index itself last.
  private func writeIndex(_ resolution: Resolution, _ corpus: Corpus) throws {
    try FileSystem.createDirectory(folder.indexPath)
    for (index, scan) in corpus.scans.enumerated() {
      try cancellation.check()
      try IndexScan.write(scan, without: resolution.removals(ofTask: index), to: folder.indexScanPath(index))
    }
    try resolution.writeIndex(
      to: folder.indexPath, signaturePaths: corpus.parts.indices.map(signaturePath), rows: .kept, resources: resources)
  }
}
