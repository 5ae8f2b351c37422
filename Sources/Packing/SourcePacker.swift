// The pack task: the documents of one source or group, epoch by epoch, to rows.

import Corpus
import Storage
import TokenShards

/// What to pack.
public struct PackRequest: Sendable {
  /// The name of the source or group; random choices depend on it.
  public var source: String
  /// The token files that hold its documents, in the order of their document shards.
  public var tokenFiles: [String]
  /// The group whose documents are packed; nil for all documents of the files.
  public var group: Int?
  /// The groups of the files' documents; needed where `group` is given.
  public var groups: DocumentGroups?
  public var validation: ValidationSplit
  /// Ids that packing puts around each document (`DocumentMarks.count`).
  public var marksPerDocument = 1
  /// The side to pack.
  public var side: DatasetSplit
  /// Packed tokens that earlier stretches of the stream take, in order: this one goes on where they stop, so that
  /// nothing is repeated before everything was seen.
  public var earlierTokens: [Int] = []
  /// Times that all documents are taken.
  public var wholeEpochs: Int
  /// Packed tokens (the ids around documents included) that a further part of an epoch brings, at least; 0 for none.
  public var fractionTokens: Int
  /// Tokens of a row (`TargetRule.rowTokenCount`).
  public var rowTokenCount: Int
  public var strategy: PackingStrategy
  /// Pieces that best-fit places together.
  public var windowCount: Int
  /// What the rows are for: it decides how long documents become, or that rows are pairs of segments.
  public var objective = Objective.causal()
  /// Ids that end a sentence, for pairs of segments.
  public var sentenceEnds = TokenSet()
  public var seed: Int
  /// The `.rows` file to write.
  public var output: String

  public init(
    source: String, tokenFiles: [String], group: Int? = nil, groups: DocumentGroups? = nil,
    validation: ValidationSplit, side: DatasetSplit, wholeEpochs: Int = 1, fractionTokens: Int = 0, rowTokenCount: Int,
    strategy: PackingStrategy = .bestFit, windowCount: Int = 10_000,
    seed: Int, output: String
  ) {
    self.source = source
    self.tokenFiles = tokenFiles
    self.group = group
    self.groups = groups
    self.validation = validation
    self.side = side
    self.wholeEpochs = wholeEpochs
    self.fractionTokens = fractionTokens
    self.rowTokenCount = rowTokenCount
    self.strategy = strategy
    self.windowCount = windowCount
    self.seed = seed
    self.output = output
  }

  /// Opens the documents that the request names; several requests for the same files can share them.
  public func open() throws -> SourceDocuments {
    try SourceDocuments(tokenFiles: tokenFiles, split: validation, groups: groups, marksPerDocument: marksPerDocument)
  }
}

/// What came of a pack task.
public struct PackReport: Sendable, Equatable, Codable {
  public var rowCount = 0
  public var pieceCount = 0
  /// Tokens in rows, those around documents included.
  public var tokenCount = 0
  public var paddingCount = 0
  /// Documents packed, counted once an epoch.
  public var documentCount = 0
  /// Of those, documents that stand in more than one piece.
  public var splitDocumentCount = 0
  /// Rows of each epoch or part of one, in order.
  public var epochRowCounts: [Int] = []
  /// Of the tokens, those in segments that were drawn at random: copies of what stands in another row.
  public var drawnTokenCount = 0
  /// Documents on this side, and their tokens, whether packed or not.
  public var availableDocumentCount = 0
  public var availableTokenCount = 0
  public var output = FileSummary(byteCount: 0, xxh64: 0)
}

/// Packs one source or group.
public enum SourcePacker {
  /// Writes the rows of a source.
  ///
  /// A pure function of the request and its files. Memory is that of a window and of 8 bytes a row.
  ///
  /// - Parameters:
  ///   - documents: the request's documents where they are open already.
  ///   - checkCancellation: called now and then; what it throws ends the work.
  /// - Throws: `PackingError`, `ShardError`, `StorageError`.
  public static func pack(
    _ request: PackRequest, documents: SourceDocuments? = nil, checkCancellation: () throws -> Void = {}
  ) throws -> PackReport {
    guard request.rowTokenCount > 1, request.rowTokenCount < 1 << 30, request.wholeEpochs >= 0,
      request.fractionTokens >= 0, request.windowCount > 0
    else {
      throw PackingError(
        .invalidRequest, "rows of \(request.rowTokenCount) tokens cannot be packed", path: request.source)
    }
    guard request.objective.fillInTheMiddle == nil || request.strategy == .bestFit && request.rowTokenCount > 8 else {
      throw PackingError(
        .invalidRequest, "filling in the middle needs the strategy best-fit, which tears no part, and rows of 9 tokens",
        path: request.source)
    }
    guard request.objective == .causal() || request.marksPerDocument == 1 && request.earlierTokens.isEmpty else {
      throw PackingError(
        .invalidRequest, "rows for other objectives have one length, and no beginning-of-document ids",
        path: request.source)
    }
    let documents = try documents ?? request.open()
    if let group = request.group, !(documents.groups?.names.indices.contains(group) ?? false) {
      throw PackingError(.invalidRequest, "the documents have no group of the number \(group)", path: request.source)
    }
    let writer = try PackedRowsWriter(
      path: request.output, fileCount: request.tokenFiles.count, rowTokenCount: request.rowTokenCount,
      marksPerDocument: documents.marksPerDocument)
    var report = PackReport()
    let available = request.group.map { documents.tallies(request.side)[$0] } ?? documents.tally(request.side)
    report.availableDocumentCount = available.documentCount
    report.availableTokenCount = available.tokenCount
    var walk = EpochWalk(documents, request)
    let parts = walk.walk()
    let filling = MiddleFilling(
      request.objective, rowTokenCount: request.rowTokenCount, seed: request.seed, epochCount: parts.count)
    for (number, part) in parts.enumerated() {
      let packKey = KeyedHash(seed: request.seed, purpose: "pack", source: request.source, epoch: part.epoch).key
      var run = EpochRun(
        writer: writer, rowTokenCount: request.rowTokenCount, group: request.group, part: part,
        key: EpochWalk.key(request, epoch: part.epoch), number: number, filling: filling,
        holdsPairs: request.objective.pairs != nil)
      switch (request.objective.pairs, request.strategy) {
      case (let pairs?, _):
        let drawable = run.list(documents, request.side)
        let sentences = SentencePairs(
          pairs, files: documents.files, capacity: request.rowTokenCount, ends: request.sentenceEnds,
          key: KeyedHash(seed: request.seed, purpose: "pairs", source: request.source, epoch: part.epoch),
          drawable: drawable)
        report.drawnTokenCount += try run.pack(documents, drawable, sentences, checkCancellation)
      case (nil, .bestFit):
        var packer = BestFitPacker(
          capacity: request.rowTokenCount, windowCount: request.windowCount, key: packKey)
        try run.pack(documents, request.side, with: &packer, checkCancellation)
      case (nil, .concat):
        var packer = ConcatPacker(capacity: request.rowTokenCount)
        try run.pack(documents, request.side, with: &packer, checkCancellation)
      }
      guard run.tokensIn == run.tokensOut else {
        throw PackingError(
          .tokensLost, "\(run.tokensIn) tokens went in, but \(run.tokensOut) came out", path: request.source)
      }
      writer.endEpoch()
      report.epochRowCounts.append(run.rowCount)
      report.documentCount += run.documentCount
      report.splitDocumentCount += run.splitDocumentCount
      report.tokenCount += run.tokensOut
    }
    report.rowCount = writer.rowCount
    report.pieceCount = writer.pieceCount
    report.paddingCount = report.rowCount * request.rowTokenCount - report.tokenCount
    report.output = try writer.commit()
    return report
  }
}

/// One epoch, or a part of one, through a packer.
private struct EpochRun {
  let writer: PackedRowsWriter
  let rowTokenCount: Int
  let group: Int?
  let part: EpochPart
  /// Orders the documents of the epoch.
  let key: KeyedHash
  /// Number of the part in the file.
  let number: Int
  let filling: MiddleFilling?
  /// True where rows are pairs of segments: these hold no end-of-document ids, and the second may be a copy.
  let holdsPairs: Bool
  var tokensIn = 0
  var tokensOut = 0
  var documentCount = 0
  var rowCount = 0
  /// Documents with a piece that begins at 0 and does not end the document.
  var splitDocumentCount = 0

  mutating func pack(
    _ documents: SourceDocuments, _ side: DatasetSplit, with packer: inout some RowPacker,
    _ checkCancellation: () throws -> Void
  ) throws {
    try documents.forEach(side, group: group) { file, document, _ in
      if !part.isWhole {
        let id = documents.files[file].id(ofDocument: document)
        guard part.admits(hash: key.hash(id), id: id) else { return }
      }
      documentCount += 1
      let length = length(documents.files[file], document, documents.marksPerDocument)
      tokensIn += length
      if documentCount & 0xffff == 0 { try checkCancellation() }
      let piece = PackedPiece(
        file: UInt32(truncatingIfNeeded: file), document: UInt32(truncatingIfNeeded: document), first: 0,
        tokenCount: UInt32(truncatingIfNeeded: length))
      try packer.add(piece) { try take($0, documents) }
    }
    try packer.finish { try take($0, documents) }
  }

  /// Tokens of a document's sequence.
  private func length(_ file: TokenFileReader, _ document: Int, _ marksPerDocument: Int) -> Int {
    let count = file.tokenCount(ofDocument: document)
    if holdsPairs { return count }
    return filling?.sequenceLength(file.id(ofDocument: document), tokenCount: count, epoch: number)
      ?? count + marksPerDocument
  }

  private mutating func take(_ row: ArraySlice<PackedPiece>, _ documents: SourceDocuments) throws {
    var used = 0
    for (number, piece) in row.enumerated() {
      used += Int(piece.tokenCount)
      if holdsPairs && number > 0 { continue }
      let whole = length(documents.files[Int(piece.file)], Int(piece.document), documents.marksPerDocument)
      if piece.first == 0 && Int(piece.tokenCount) < whole { splitDocumentCount += 1 }
    }
    guard used <= rowTokenCount, used > 0 else {
      throw PackingError(.tokensLost, "a row of \(used) tokens came out of the packer", path: writer.path)
    }
    tokensOut += used
    rowCount += 1
    try writer.append(row)
  }
}

// MARK: Pairs of segments

extension Objective {
  /// How rows are pairs of segments; nil where they are not.
  fileprivate var pairs: MaskedTokens.Pairs? { if case .masked(let masked) = self { masked.pairs } else { nil } }
}

extension EpochRun {
  /// The documents of the epoch that have tokens.
  fileprivate func list(
    _ documents: SourceDocuments, _ side: DatasetSplit
  ) -> [(file: UInt32, document: UInt32)] {
    var list: [(file: UInt32, document: UInt32)] = []
    documents.forEach(side, group: group) { file, document, count in
      let id = documents.files[file].id(ofDocument: document)
      guard count > 0, part.isWhole || part.admits(hash: key.hash(id), id: id) else { return }
      list.append((UInt32(truncatingIfNeeded: file), UInt32(truncatingIfNeeded: document)))
    }
    return list
  }

  /// Packs documents to pairs; gives the number of tokens that were drawn besides.
  fileprivate mutating func pack(
    _ documents: SourceDocuments, _ list: [(file: UInt32, document: UInt32)], _ sentences: SentencePairs,
    _ checkCancellation: () throws -> Void
  ) throws -> Int {
    var sentences = sentences
    for (file, document) in list {
      documentCount += 1
      tokensIn += documents.files[Int(file)].tokenCount(ofDocument: Int(document))
      if documentCount & 0xfff == 0 { try checkCancellation() }
      try sentences.forEachRow(file: file, document: document) { try take($0, documents) }
    }
    tokensIn += sentences.drawnTokenCount
    return sentences.drawnTokenCount
  }
}
