// deduplicate: candidates verified by their texts, and the decision who goes.

import Corpus
import Deduplication
import Storage

/// Verifies candidates, decides which documents go, and writes removals, lists and the ledger.
struct DeduplicateTask {
  private let context: TaskContext
  private let inputs: DeduplicationInputs
  private let shards: OpenShards

  init(_ context: TaskContext) throws {
    self.context = context
    inputs = try DeduplicationInputs(context)
    shards = try OpenShards(context)
  }

  func run() throws -> CommitRecord {
    var record = CommitRecord(stage: .deduplicate, index: context.index)
    try FileSystem.createDirectory(context.folder)
    let scratch = try AttemptFolder(in: context.folder)
    defer { withExtendedLifetime(scratch) {} }
    let resources = WorkResources(scratchFolder: scratch.path, cancellation: context.cancellation)
    let resolution = try resolve(resources)
    var grouped = 0
    let ids = DuplicateIDs(shards: shards, earlier: inputs.earlier)
    let lists = DuplicateLists(context: context, resolution: resolution, ids: ids)
    for task in 0..<shards.count { record.outputs.append(try writeRemovals(of: resolution, task: task)) }
    record.outputs.append(try lists.writeClusters())
    if context.configuration.likeness != nil {
      for task in 0..<shards.count {
        let (output, count) = try lists.writeGroups(task: task, kept: inputs.settings.mode == .remove)
        record.outputs.append(output)
        grouped += count
      }
    }
    switch inputs.settings.mode {
    case .remove: break
    case .annotate:
      for task in 0..<shards.count { record.outputs.append(try lists.writeAttributes(task: task)) }
    case .report: record.outputs.append(try lists.writeDuplicates())
    }
    let account = RemovalAccount(
      context: context, shards: shards, ids: ids, numbering: inputs.numbering, removes: inputs.settings.mode == .remove)
    let (ledger, accounts, duplicates) = try account.book(resolution)
    record.outputs.append(ledger)
    if inputs.settings.index { record.outputs.append(try writeIndex(of: resolution, resources)) }
    record.accounts = accounts
    record.duplicates = duplicates
    let statistics = resolution.statistics
    record.facts = [
      "candidates": statistics.candidates, "comparisons": statistics.comparisons, "components": statistics.components,
      "largestComponent": statistics.largestComponent, "documentsAtLimit": statistics.documentsAtLimit,
      "groupsAtLimit": statistics.groupsAtLimit, "exact": statistics.exactRemoved, "near": statistics.nearRemoved,
      "grouped": grouped,
    ]
    return record
  }

  /// The rows of a task's shard that go: none where duplicates are only marked or listed.
  private func writeRemovals(of resolution: Resolution, task: Int) throws -> OutputFile {
    let bits =
      inputs.settings.mode == .remove
      ? resolution.removals(ofTask: task) : RemovalBits(documentCount: try shards[task].documentCount)
    let name = "removals/\(context.sourceName(ofTask: task))/\(TaskNumber.text(task)).bits"
    return OutputFile(
      name: name, role: "removals-\(task)", summary: try bits.write(to: context.outputPath(name)))
  }

  /// What later runs need to be deduplicated against this one.
  private func writeIndex(of resolution: Resolution, _ resources: WorkResources) throws -> OutputFile {
    let folder = try Path.parent(context.outputPath("index/documents"))
    let summary = try resolution.writeIndex(
      to: folder, signaturePaths: inputs.signaturePaths, rows: .signed, resources: resources)
    return OutputFile(
      name: "index/\(CorpusIndex.fileName)", role: EarlierRun.indexRole, summary: summary)
  }

  // MARK: The decision

  /// Reads the candidates' texts once, in order, and decides.
  private func resolve(_ resources: WorkResources) throws -> Resolution {
    let paths = try context.records(.candidates).map { try context.path(of: $0.output("candidates"), in: .candidates) }
    let graph = try CandidateGraph(
      candidatePaths: paths, signaturePaths: inputs.signaturePaths, numbering: inputs.numbering, frozen: inputs.frozen,
      resources: resources)
    var resolver = try Resolver(
      graph: graph, parameters: inputs.parameters, likeness: context.configuration.likeness, resources: resources)
    if let minHash = inputs.parameters.minHash {
      for (corpus, earlier) in inputs.earlier.enumerated() {
        // Places ascend: those of a shard stand together.
        let places = graph.placesToRead(ofFrozen: corpus)
        var start = 0
        while start < places.count {
          let task = places[start].task
          let end = places[start...].firstIndex { $0.task != task } ?? places.count
          try appendShingles(of: places[start..<end].map(\.row), in: earlier.shards[task], minHash, to: &resolver)
          start = end
        }
      }
      for task in 0..<shards.count {
        let rows = graph.rowsToRead(ofTask: task)
        if rows.isEmpty { continue }
        try appendShingles(of: rows, in: shards[task], minHash, to: &resolver)
      }
    }
    return try resolver.resolve()
  }

  private func appendShingles(
    of rows: [Int], in shard: DocumentShardReader, _ minHash: MinHashParameters, to resolver: inout Resolver
  ) throws {
    var next = 0
    try orderedParallelMap(
      threads: context.threads, cancellation: context.cancellation,
      makeState: { (decoder: DocumentFrameDecoder(), builder: ShingleSetBuilder(parameters: minHash)) },
      next: { () -> [Int]? in
        // The wanted rows of one frame, so that every frame is read once.
        guard next < rows.count else { return nil }
        let frame = shard.frames[shard.frame(ofRow: rows[next])]
        let first = next
        while next < rows.count, rows[next] < frame.firstRow + frame.rowCount { next += 1 }
        return Array(rows[first..<next])
      },
      transform: { state, rows in
        var (builder, sets) = (ShingleSetBuilder(parameters: minHash), ShingleSetBatch())
        // The worker's builder has its buffers already.
        swap(&builder, &state.builder)
        try state.decoder.forEachText(atRows: rows, of: shard) { builder.append($0, to: &sets) }
        swap(&builder, &state.builder)
        return sets
      },
      emit: { try resolver.append($0) })
  }
}
