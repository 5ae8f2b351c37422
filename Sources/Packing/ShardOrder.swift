// The order task: rows of all sources, in their final order, to shards.
//
// Slots of the stream are given to sources by `SlotSchedule`, phase after phase; within an epoch of a source rows come
// in the order of a keyed permutation. Every shard is a function of the request and its number alone: shards can be written in any
// order, on several threads, and again after a failure. Nothing is shuffled in memory; rows are read from the mapped
// token files where they lie.

import Corpus
import Storage
import TokenShards

/// What to put in order: a split, or a stretch of it.
public struct OrderRequest: Sendable {
  /// One source of the split.
  public struct Source: Sendable {
    public var name: String
    /// The `.rows` file of the source's pack task.
    public var packedRows: String
    /// The token files that the pack task was given, in the same order.
    public var tokenFiles: [String]
    /// Rows to take; all of them when nil. More than there are is an error.
    public var rowQuota: Int?

    public init(name: String, packedRows: String, tokenFiles: [String], rowQuota: Int? = nil) {
      self.name = name
      self.packedRows = packedRows
      self.tokenFiles = tokenFiles
      self.rowQuota = rowQuota
    }
  }

  public var split: DatasetSplit
  /// In the order of the manifest's list.
  public var sources: [Source]
  /// True where the parts of a document that is cut come in their order.
  public var keepsPartsInOrder = false
  /// Number of the stretch of the split's stream that this is, from 0: rows of another length are another stretch, with
  /// packed rows and shards of its own.
  public var stretch = 0
  /// Number of the stretch's first shard.
  public var firstShardNumber = 0
  /// Rows of each source in each phase of the stretch, which sum to the sources' quotas; nil for one phase.
  public var phases: [[Int]]?
  public var vocabularySize: Int
  public var rowTokenCount: Int
  public var marks: DocumentMarks
  public var paddingID: UInt32
  /// Most tokens of a shard; rows are not cut.
  public var tokensPerShard: Int
  public var seed: Int
  public var format = ShardFormat.llmc
  /// Rows as they were packed, or the documents that begin in them, whole.
  public var content = ShardContent.rows
  public var objective = Objective.causal()
  /// Inputs of a row; needed for objectives other than causal.
  public var sequenceLength = 0
  /// SHA-256 of the tokenizer, for formats that name it.
  public var tokenizerHash = ""
  /// The folder of the manifest; shards go into a folder below it that is named after the split.
  public var folder: String

  public init(
    split: DatasetSplit, sources: [Source], phases: [[Int]]? = nil, vocabularySize: Int, rowTokenCount: Int,
    marks: DocumentMarks, paddingID: UInt32, tokensPerShard: Int, seed: Int, folder: String
  ) {
    self.split = split
    self.sources = sources
    self.phases = phases
    self.vocabularySize = vocabularySize
    self.rowTokenCount = rowTokenCount
    self.marks = marks
    self.paddingID = paddingID
    self.tokensPerShard = tokensPerShard
    self.seed = seed
    self.folder = folder
  }
}

/// A shard that was written, and what each source gave to it; rows are documents where whole documents are written.
public struct OrderedShard: Sendable, Equatable {
  public var shard: ShardManifest.Shard
  /// Rows by source, in the request's order.
  public var rowCounts: [Int]
  /// Tokens by source, end-of-document ids included, padding not.
  public var tokenCounts: [Int]
}

/// The order of a split's rows, and the writer of its shards. Safe to use from several threads at once.
public struct ShardOrder: Sendable {
  public let request: OrderRequest
  public let rowCount: Int
  public let rowsPerShard: Int
  let sources: [SourceRows]
  private let schedule: SlotSchedule
  /// The place of the first row of every shard, or of its first document.
  let shardStarts: [ShardStart]

  public var shardCount: Int { shardStarts.count }

  /// Opens the sources' rows and gives out the slots.
  ///
  /// - Throws: `PackingError`, `ShardError`, `StorageError`.
  public init(_ request: OrderRequest) throws {
    guard request.rowTokenCount > 1, request.tokensPerShard >= request.rowTokenCount,
      request.tokensPerShard <= Int(Int32.max)
    else {
      throw PackingError(
        .invalidRequest,
        "shards of \(request.tokensPerShard) tokens cannot hold rows of \(request.rowTokenCount) (limit 2^31 - 1)",
        path: request.folder)
    }
    guard
      [request.marks.end.id, request.marks.beginning ?? 0, request.paddingID].allSatisfy({
        $0 < request.vocabularySize
      })
    else {
      throw PackingError(
        .invalidRequest,
        "the end-of-document, beginning-of-document or padding id lies outside the vocabulary of "
          + "\(request.vocabularySize)", path: request.folder)
    }
    try request.checkObjective()
    self.request = request
    // Groups share their token files: each is opened once.
    var opened: [String: TokenFileReader] = [:]
    for path in request.sources.flatMap(\.tokenFiles) where opened[path] == nil {
      opened[path] = try TokenFileReader(path: path)
    }
    sources = try request.sources.map { source in
      try SourceRows(source, files: source.tokenFiles.compactMap { opened[$0] }, request)
    }
    rowsPerShard = request.tokensPerShard / request.rowTokenCount
    let quotas = sources.map(\.quota)
    let phases = request.phases ?? [quotas]
    guard phases.allSatisfy({ $0.count == quotas.count && $0.allSatisfy { $0 >= 0 } }),
      quotas.indices.allSatisfy({ source in phases.reduce(0) { $0 + $1[source] } == quotas[source] })
    else {
      throw PackingError(
        .invalidRequest, "the rows of the phases do not sum to the rows of the sources", path: request.folder)
    }
    schedule = SlotSchedule(phases: phases)
    rowCount = schedule.slotCount
    switch request.content {
    case .rows:
      var starts: [ShardStart] = []
      var running = schedule
      for slot in 0..<rowCount {
        if slot % rowsPerShard == 0 { starts.append(ShardStart(schedule: running)) }
        _ = running.next()
      }
      shardStarts = starts
    case .documents:
      shardStarts = try Self.documentShards(schedule, sources, tokensPerShard: request.tokensPerShard)
    }
  }

  /// Writes one shard and its spans. The split's folder is made when it is not there.
  ///
  /// - Throws: `PackingError`, `ShardError`, `StorageError`.
  public func writeShard(_ number: Int) throws -> OrderedShard {
    precondition(number >= 0 && number < shardCount)
    try FileSystem.createDirectory(Path.join(request.folder, request.split.rawValue))
    if let columns = request.columns { return try writeSamples(number, columns) }
    return request.content == .rows ? try writeRows(number) : try writeDocuments(number)
  }

  private func writeRows(_ number: Int) throws -> OrderedShard {
    let rows = min(rowsPerShard, rowCount - number * rowsPerShard)
    let writer = try makeWriter(number, .uniform(tokenCount: request.rowTokenCount, count: rows))
    var order = RowsAhead(shardStarts[number].schedule, sources)
    var rowCounts = [Int](repeating: 0, count: sources.count)
    var tokenCounts = rowCounts
    for _ in 0..<rows {
      guard let row = order.next() else { break }
      writer.beginItem(source: row.source)
      rowCounts[row.source] += 1
      tokenCounts[row.source] += try writer.append(tokenCount: request.rowTokenCount) { bytes in
        try sources[row.source].write(row.number, at: row.position, to: bytes, writer.width) { writer.append($0) }
      }
    }
    return OrderedShard(shard: try writer.commit(), rowCounts: rowCounts, tokenCounts: tokenCounts)
  }

  func makeWriter(_ number: Int, _ items: ItemLengths) throws -> TokenShardWriter {
    try TokenShardWriter(
      folder: request.folder, split: request.split.rawValue, number: request.firstShardNumber + number,
      format: request.format, vocabularySize: request.idCount, items: items,
      labels: ShardLabels(tokenizer: request.tokenizerHash, sources: request.sources.map(\.name)))
  }
}

/// The rows of one source, in their final order.
struct SourceRows: Sendable {
  let quota: Int
  private let name: String
  let rows: PackedRowsReader
  let files: [TokenFileReader]
  private let orders: [RowOrder]
  let marks: DocumentMarks
  private let paddingID: UInt32
  private let filling: MiddleFilling?
  /// Of what is drawn for rows, by epoch.
  private let sampleKeys: [KeyedHash]

  init(_ source: OrderRequest.Source, files: [TokenFileReader], _ request: OrderRequest) throws {
    name = source.name
    rows = try PackedRowsReader(path: source.packedRows)
    self.files = files
    guard rows.fileCount == files.count, rows.rowTokenCount == request.rowTokenCount,
      rows.marksPerDocument == request.marks.count
    else {
      throw PackingError(
        .invalidRequest,
        "these rows were packed from \(rows.fileCount) token files for rows of \(rows.rowTokenCount) tokens, with "
          + "\(rows.marksPerDocument) ids around each document", path: source.packedRows)
    }
    for file in files where file.vocabularySize != request.vocabularySize {
      throw PackingError(
        .invalidRequest,
        "the file was encoded with a vocabulary of \(file.vocabularySize) ids, not \(request.vocabularySize)",
        path: file.path)
    }
    quota = source.rowQuota ?? rows.rowCount
    guard quota >= 0, quota <= rows.rowCount else {
      throw PackingError(
        .invalidRequest, "\(quota) rows are asked for, but only \(rows.rowCount) were packed", path: source.packedRows)
    }
    let epochRows = rows.epochRows
    let purpose = "order-\(request.split.rawValue)" + (request.stretch == 0 ? "" : "-\(request.stretch)")
    let (rows, files, marksPerDocument) = (rows, files, request.marks.count)
    orders = (0..<epochRows.count - 1).map { epoch in
      let permutation = FeistelPermutation(
        count: epochRows[epoch + 1] - epochRows[epoch],
        hash: KeyedHash(seed: request.seed, purpose: purpose, source: source.name, epoch: epoch))
      guard request.keepsPartsInOrder else { return .permuted(permutation) }
      return RowOrder(
        keepingPartsOf: rows, epochRows[epoch]..<epochRows[epoch + 1], files, marksPerDocument, permutation)
    }
    marks = request.marks
    paddingID = request.paddingID
    filling = MiddleFilling(
      request.objective, rowTokenCount: request.rowTokenCount, seed: request.seed, epochCount: epochRows.count - 1)
    sampleKeys = (0..<epochRows.count - 1).map {
      KeyedHash(seed: request.seed, purpose: "sample-\(request.split.rawValue)", source: source.name, epoch: $0)
    }
  }

  /// Writes a packed row, which stands at a position of the source's order; gives the number of its tokens before
  /// padding.
  ///
  /// - Parameter body: is given the row's pieces.
  func write(
    _ row: Int, at position: Int, to output: UnsafeMutableRawBufferPointer, _ width: TokenWidth,
    _ body: (RowPiece) -> Void
  ) throws -> Int {
    var used = 0
    let epoch = epoch(at: position)
    let capacity = output.count / width.rawValue
    try forEachPiece(ofRow: row, epoch: epoch) { piece in
      let count = Int(piece.tokenCount)
      guard used + count <= capacity else { throw missingTokens }
      let file = files[Int(piece.file)]
      let stretch = output[used * width.rawValue..<(used + count) * width.rawValue]
      try copy(
        file, Int(piece.document), epoch: epoch, first: Int(piece.first),
        to: UnsafeMutableRawBufferPointer(rebasing: stretch), width)
      body(
        RowPiece(
          document: file.id(ofDocument: Int(piece.document)), first: Int(piece.first), tokenCount: count))
      used += count
    }
    width.fill(UnsafeMutableRawBufferPointer(rebasing: output[(used * width.rawValue)...]), with: paddingID)
    return used
  }

  /// Calls `body` with the pieces of the row at a position of the source's order, all of which the token files have.
  func forEachPiece(position: Int, _ body: (PackedPiece) throws -> Void) throws {
    let epoch = epoch(at: position)
    try forEachPiece(ofRow: row(at: position, in: epoch), epoch: epoch, body)
  }

  /// Calls `body` with the pieces of a packed row, all of which the token files have.
  private func forEachPiece(ofRow row: Int, epoch: Int, _ body: (PackedPiece) throws -> Void) throws {
    try rows.forEachPiece(ofRow: row) { piece in
      guard Int(piece.file) < files.count, Int(piece.document) < files[Int(piece.file)].documentCount else {
        throw PackingError(.corrupt, "a row refers to a document that its token file does not have", path: rows.path)
      }
      guard Int(piece.first) + Int(piece.tokenCount) <= sequenceLength(piece.file, piece.document, epoch: epoch) else {
        throw missingTokens
      }
      try body(piece)
    }
  }

  private var missingTokens: PackingError {
    PackingError(.corrupt, "a row refers to tokens that its document does not have", path: rows.path)
  }

  /// Tokens of a document's sequence.
  func sequenceLength(_ file: UInt32, _ document: UInt32, epoch: Int) -> Int {
    let file = files[Int(file)]
    let count = file.tokenCount(ofDocument: Int(document))
    return filling?.sequenceLength(file.id(ofDocument: Int(document)), tokenCount: count, epoch: epoch) ?? count
      + marks.count
  }

  /// Decides what is drawn for the row at a position.
  func sampleKey(position: Int) -> UInt64 {
    let epoch = epoch(at: position)
    return sampleKeys[epoch].hash(UInt64(row(at: position, in: epoch) - rows.epochRows[epoch]))
  }

  /// The epoch of a position of the order.
  func epoch(at position: Int) -> Int {
    var low = 0
    var high = orders.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if rows.epochRows[middle] <= position { low = middle } else { high = middle }
    }
    return low
  }

  /// The packed row at a position of the order.
  func row(at position: Int) -> Int { row(at: position, in: epoch(at: position)) }

  /// Calls `body` with the pieces of a packed row and their files, as far as these are the request's.
  func forEachFile(ofRow row: Int, _ body: (TokenFileReader, PackedPiece) -> Void) {
    rows.forEachPiece(ofRow: row) { piece in
      if Int(piece.file) < files.count { body(files[Int(piece.file)], piece) }
    }
  }

  /// The packed row at a position of the order: epoch after epoch, each in an order of its own.
  private func row(at position: Int, in epoch: Int) -> Int {
    rows.epochRows[epoch] + orders[epoch][position - rows.epochRows[epoch]]
  }

  /// Copies a stretch of a document's sequence.
  ///
  /// - Throws: `PackingError`: `corrupt` for a stretch that tears a part of a rearranged document, `invalidRequest` for a
  ///   text that holds ids which mark such parts.
  func copy(
    _ file: TokenFileReader, _ document: Int, epoch: Int, first: Int, to output: UnsafeMutableRawBufferPointer,
    _ width: TokenWidth
  ) throws {
    if let filling {
      let (id, tokenCount) = (file.id(ofDocument: document), file.tokenCount(ofDocument: document))
      if filling.rearranges(id, tokenCount: tokenCount, epoch: epoch) {
        guard try filling.copy(file, document, epoch: epoch, first: first, marks.end, to: output, width) else {
          throw missingTokens
        }
        return
      }
    }
    let tokenCount = file.tokenCount(ofDocument: document)
    var target = output
    // Place of the stretch's first token among the document's tokens.
    var place = first
    if let front = marks.front {
      if first == 0 {
        width.fill(UnsafeMutableRawBufferPointer(rebasing: target[..<width.rawValue]), with: front)
        target = UnsafeMutableRawBufferPointer(rebasing: target[width.rawValue...])
      } else {
        place -= 1
      }
    }
    let plain = min(target.count, (tokenCount - place) * width.rawValue)
    file.copyBytes(
      ofDocument: document, from: place, to: UnsafeMutableRawBufferPointer(rebasing: target[..<plain]), width)
    try filling?.check(
      UnsafeRawBufferPointer(rebasing: target[..<plain]), width, file.id(ofDocument: document), path: file.path)
    if let back = marks.back, plain < target.count {
      width.fill(UnsafeMutableRawBufferPointer(rebasing: target[plain...]), with: back)
    }
  }
}
