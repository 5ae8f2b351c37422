// Everything in one process: sign, find candidates, read them again, decide.

import Storage

/// Deduplicates a corpus that can be read twice, with scratch files in one folder.
///
/// A pipeline uses the same pieces as tasks of their own: `Signer` and `SignatureWriter` in the pass that makes
/// documents, one `CandidateReducer` per range, then `CandidateGraph`, `Resolver` and `Resolution` in one task.
public struct Deduplicator: Sendable {
  public var parameters: SignatureParameters
  public var limits: ResolverLimits
  /// The similarity from which documents belong together (`Resolution.forEachTied`); nil where nobody asks.
  public var likeness: Double?
  /// Folder for signatures, candidates and shingle sets; exists already. The files are removed at the end.
  public var scratchFolder: String
  /// Memory for each of the steps, in bytes.
  public var memoryByteCount: Int
  public var threads: Int

  /// Text handed to a worker at once.
  private static let batchByteCount = 1 << 20

  public init(
    parameters: SignatureParameters, limits: ResolverLimits = ResolverLimits(), scratchFolder: String,
    memoryByteCount: Int = 1 << 30, threads: Int = 1
  ) {
    self.limits = limits
    self.parameters = parameters
    self.scratchFolder = scratchFolder
    self.memoryByteCount = memoryByteCount
    self.threads = threads
  }

  /// A text, and what decides whether it stays; see `Signer.sign`.
  public struct KeyedText: Sendable {
    public var orderKey: UInt64
    public var text: [UInt8]

    public init(orderKey: UInt64, text: [UInt8]) {
      self.orderKey = orderKey
      self.text = text
    }
  }

  /// Reads the texts of one task, one after the other; nil at the end.
  public typealias TextReader = () throws -> KeyedText?

  /// Finds the duplicates of a corpus.
  ///
  /// - Parameters:
  ///   - taskCount: number of parts of the corpus (files, as a rule).
  ///   - ranks: the priority of each part, smallest first; empty where all are equal.
  ///   - frozen: earlier corpora that this one is deduplicated against.
  ///   - index: folder for the index that a later corpus is deduplicated against, and what its rows are; nil for none.
  ///   - frozenTexts: opens the documents at some places of a frozen corpus, in that order; order keys do not matter.
  ///   - texts: opens a task for reading: all rows where the second argument is nil, else only those rows, which
  ///     ascend. Called once for all rows of every task, then once for the candidates of those that have any.
  public func run(
    taskCount: Int, ranks: [Int] = [], against frozen: FrozenCorpora = .none,
    index: (folder: String, rows: IndexedRows)? = nil,
    frozenTexts: (_ corpus: Int, _ places: [DocumentPlace]) throws -> TextReader = { _, _ in { nil } },
    texts: (_ task: Int, _ rows: [Int]?) throws -> TextReader
  ) throws -> Resolution {
    var files: [String] = []
    defer { for file in files { try? FileSystem.remove(file) } }
    func scratch(_ name: String) -> String {
      files.append(Path.join(scratchFolder, name))
      return files[files.count - 1]
    }
    var counts: [Int] = []
    let signatures = (0..<taskCount).map { scratch("signatures-\($0)") }
    for task in 0..<taskCount {
      counts.append(try sign(to: signatures[task], texts: texts(task, nil)))
    }
    let resources = WorkResources(memoryByteCount: memoryByteCount, scratchFolder: scratchFolder)
    let numbering = try DocumentNumbering(documentCounts: counts, ranks: ranks)
    let ranges = CandidateReducer.rangeCount(
      documentCount: numbering.documentCount, bands: parameters.bands, memoryByteCount: memoryByteCount)
    let candidates = (0..<ranges).map { scratch("candidates-\($0)") }
    for range in 0..<ranges {
      try CandidateReducer(range: range, of: ranges).run(
        signaturePaths: signatures, parameters: parameters, numbering: numbering, frozen: frozen,
        resources: resources, output: candidates[range])
    }
    let graph = try CandidateGraph(
      candidatePaths: candidates, signaturePaths: signatures, numbering: numbering, frozen: frozen,
      resources: resources)
    var resolver = try Resolver(
      graph: graph, parameters: parameters, limits: limits, likeness: likeness, resources: resources)
    if let minHash = parameters.minHash {
      for corpus in frozen.corpora.indices {
        let places = graph.placesToRead(ofFrozen: corpus)
        if places.isEmpty { continue }
        try Self.verify(minHash, frozenTexts(corpus, places), threads: threads) { try resolver.append($0) }
      }
      for task in 0..<taskCount {
        let rows = graph.rowsToRead(ofTask: task)
        if rows.isEmpty { continue }
        try Self.verify(minHash, texts(task, rows), threads: threads) { try resolver.append($0) }
      }
    }
    let resolution = try resolver.resolve()
    if let index {
      try resolution.writeIndex(
        to: index.folder, signaturePaths: signatures, rows: index.rows, resources: resources)
    }
    return resolution
  }

  /// Signs one task; returns its number of documents.
  private func sign(to path: String, texts: TextReader) throws -> Int {
    let writer = try SignatureWriter(path: path, parameters: parameters)
    let parameters = parameters
    try orderedParallelMap(
      threads: threads, makeState: { Signer(parameters: parameters) }, next: { try Self.batch(texts) },
      transform: { signer, texts in
        var batch = SignatureBatch()
        for keyed in texts {
          keyed.text.withUnsafeBufferPointer { signer.sign($0, orderKey: keyed.orderKey, into: &batch) }
        }
        return batch
      }, emit: { try writer.append($0) })
    _ = try writer.commit()
    return writer.documentCount
  }

  /// Hands the shingle sets of a task's candidates on, in order.
  private static func verify(
    _ minHash: MinHashParameters, _ texts: TextReader, threads: Int, emit: (ShingleSetBatch) throws -> Void
  ) throws {
    try orderedParallelMap(
      threads: threads, makeState: { ShingleSetBuilder(parameters: minHash) }, next: { try batch(texts) },
      transform: { builder, texts in
        var sets = ShingleSetBatch()
        for keyed in texts { keyed.text.withUnsafeBufferPointer { builder.append($0, to: &sets) } }
        return sets
      }, emit: emit)
  }

  private static func batch(_ texts: TextReader) throws -> [KeyedText]? {
    var batch: [KeyedText] = []
    var byteCount = 0
    while byteCount < batchByteCount, let keyed = try texts() {
      byteCount += keyed.text.count + 64
      batch.append(keyed)
    }
    return batch.isEmpty ? nil : batch
  }
}
