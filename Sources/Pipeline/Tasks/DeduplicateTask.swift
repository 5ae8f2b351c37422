// deduplicate: candidates verified by their texts, and the decision who goes.

import Auditing
import Corpus
import Deduplication
import Storage

/// Verifies candidates, removes duplicates, and writes removals, clusters and the ledger.
struct DeduplicateTask {
  private let context: TaskContext
  private let inputs: DeduplicationInputs
  private let refined: [CommitRecord]

  init(_ context: TaskContext) throws {
    self.context = context
    inputs = try DeduplicationInputs(context)
    refined = try context.records(.refine)
  }

  func run() throws -> CommitRecord {
    var record = CommitRecord(stage: .deduplicate, index: context.index)
    let resolution = try resolve()
    for task in refined.indices {
      let name = "removals/\(context.sourceName(ofTask: task))/\(TaskNumber.text(task)).bits"
      let summary = try resolution.removals(ofTask: task).write(to: context.outputPath(name))
      record.outputs.append(OutputFile(name: name, role: "removals-\(task)", summary: summary))
    }
    record.outputs.append(try writeClusters(resolution))
    let (ledger, accounts) = try account(resolution)
    record.outputs.append(ledger)
    record.accounts = accounts
    let statistics = resolution.statistics
    record.facts = [
      "candidates": statistics.candidates, "comparisons": statistics.comparisons, "components": statistics.components,
      "largestComponent": statistics.largestComponent, "documentsAtLimit": statistics.documentsAtLimit,
      "groupsAtLimit": statistics.groupsAtLimit,
    ]
    return record
  }

  private func shard(task: Int) throws -> DocumentShardReader {
    try DocumentShardReader(path: context.path(of: refined[task].output("documents"), in: .refine))
  }

  /// Reads the candidates' texts once, in order, and decides.
  private func resolve() throws -> Resolution {
    let paths = try context.records(.candidates).map { try context.path(of: $0.output("candidates"), in: .candidates) }
    let graph = try CandidateGraph(
      candidatePaths: paths, signaturePaths: inputs.signaturePaths, numbering: inputs.numbering)
    let scratch = try context.outputPath("scratch-\(context.index)/shingles")
    defer { try? FileSystem.remove(Path.parent(scratch), recursively: true) }
    var resolver = Resolver(
      graph: graph, parameters: inputs.parameters, options: ResolverOptions(scratchFolder: Path.parent(scratch)))
    if let minHash = inputs.parameters.minHash {
      for task in refined.indices {
        let rows = graph.rowsToRead(ofTask: task)
        if rows.isEmpty { continue }
        try appendShingles(of: rows, in: shard(task: task), minHash, to: &resolver)
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
        try state.decoder.documents(atRows: rows, of: shard).map { document in
          document.text.withUnsafeBufferPointer { state.builder.shingles(of: $0) }
        }
      },
      emit: { sets in for set in sets { try resolver.append(set) } })
  }

  private func writeClusters(_ resolution: Resolution) throws -> OutputFile {
    let file = try AtomicFile(path: context.outputPath("clusters.jsonl"))
    let shards = try refined.indices.map(shard(task:))
    var line: [UInt8] = []
    try resolution.forEachClusterMember { place, cluster in
      line.removeAll(keepingCapacity: true)
      JSONText.appendRaw("{\"id\":\"", to: &line)
      shards[place.task].id(atRow: place.row).appendDigits(to: &line)
      JSONText.appendRaw("\",\"cluster\":\"", to: &line)
      try id(of: cluster, in: shards).appendDigits(to: &line)
      JSONText.appendRaw("\"}\n", to: &line)
      try file.write(line)
    }
    return OutputFile(name: "clusters.jsonl", role: "clusters", summary: try file.commit())
  }

  /// The sums and the ledger: a removed document's size and origin stand only in its line, so these lines are read.
  private func account(_ resolution: Resolution) throws -> (OutputFile, [StageAccount]) {
    let ledger = try TaskLedger(context)
    let shards = try refined.indices.map(shard(task:))
    var counts = shards.map { _ in StageCounts() }
    var pending: [Removal] = []
    func flush() throws {
      guard let task = pending.first?.document.task else { return }
      var decoder = DocumentFrameDecoder()
      let documents = try decoder.documents(atRows: pending.map(\.document.row), of: shards[task])
      for (removal, document) in zip(pending, documents) {
        let kept = try id(of: removal.kept, in: shards)
        let byteCount = document.text.count
        counts[task].drop(reason: removal.reason.rawValue, byteCount: byteCount)
        let reason = DropReason(removal.reason, detail: ["kept": kept.description, "jaccard": text(removal.jaccard)])
        try ledger.writer.append(
          LedgerEntry(drop: reason, of: document, byteCount: byteCount, stage: "deduplicate"))
      }
      pending.removeAll(keepingCapacity: true)
    }
    try resolution.forEachRemoval { removal in
      if pending.count == 256 || pending.first.map({ $0.document.task != removal.document.task }) ?? false {
        try flush()
      }
      pending.append(removal)
    }
    try flush()
    var accounts: [StageAccount] = []
    for task in shards.indices {
      counts[task].keep(
        documents: shards[task].documentCount - counts[task].documentsDropped,
        byteCount: shards[task].textByteCount - counts[task].bytesDropped)
      accounts.append(
        StageAccount(stage: "deduplicate", source: context.sourceName(ofTask: task), counts: counts[task]))
    }
    return (try ledger.commit(), StageAccount.sum(accounts))
  }

  private func id(of kept: KeptDocument, in shards: [DocumentShardReader]) throws -> DocumentID {
    guard case .present(let place) = kept else {
      throw RunError(.ourDefect, "a document went in favour of an earlier corpus, and none was given")
    }
    return shards[place.task].id(atRow: place.row)
  }

  private func text(_ jaccard: Jaccard) -> String { "\(jaccard.intersection)/\(jaccard.union)" }
}
