// Proof that rows hold the texts of the documents that their spans name.

import Auditing
import Corpus
import Storage
import TokenShards
import Tokenization

/// Compares shards with the refined documents of their run, piece by piece.
struct ShardTextCheck: Sendable {
  let folder: String
  let manifest: ShardManifest
  let tokenizer: Tokenizer
  let threads: Int
  let cancellation: CancellationFlag
  private let decoder: RowDecoder
  /// Document shards of each source, in the manifest's order of sources.
  private let sources: [[DocumentShardReader]]

  /// What was compared.
  struct Report: Sendable {
    var pieceCount = 0
    var tokenCount = 0
    /// Documents, counted once for each shard that holds some of them.
    var documentCount = 0
  }

  /// A stretch of a document in a row, and where the document is.
  private struct Piece: Sendable {
    var shard: Int
    var documentRow: Int
    var first: Int
    var count: Int
    /// Row of the token shard, and the place in it of the first token.
    var row: Int
    var token: Int
  }

  /// Pieces whose documents stand in one frame.
  private struct Batch: Sendable {
    var shard: DocumentShardReader
    var pieces: ArraySlice<Piece>
  }

  private struct WorkerState {
    var decoder = DocumentFrameDecoder()
    let workspace = Tokenizer.Workspace()
  }

  /// - Parameter tokenizer: its file; nil to look for it near the shards.
  /// - Throws: `RunError.usage` when the shards are not those of a run's plan, or the tokenizer is not theirs.
  init(_ folder: ShardFolder, tokenizer: String?, threads: Int, cancellation: CancellationFlag) throws {
    let (directory, plan) = try folder.plannedRun()
    guard let refine = plan.stage(.refine) else { throw RunError(.ourDefect, "the plan has no stage refine") }
    let shards = try directory.documentShards(of: refine, directory.records(of: refine))
    self.folder = folder.path
    manifest = folder.manifest
    decoder = RowDecoder(manifest)
    self.tokenizer = try folder.tokenizer(tokenizer)
    self.threads = threads
    self.cancellation = cancellation
    sources = folder.manifest.sources.map { source in
      // A group by metadata has documents of any source.
      if plan.configuration.mix.readsMetadata { return shards }
      return shards.indices.filter {
        plan.configuration.sources[plan.extractAssignments[$0].source].name == source.name
      }.map { shards[$0] }
    }
  }

  /// Compares all shards.
  ///
  /// - Throws: `ShardError` with the offset of the first token that is not its document's.
  func run() throws -> Report {
    var report = Report()
    for split in DatasetSplit.allCases {
      for shard in manifest.shards(split) { try check(shard, &report) }
    }
    return report
  }

  /// Compares one shard: its pieces in the order of their documents, each document read and encoded once.
  func check(_ shard: ShardManifest.Shard, _ report: inout Report) throws {
    let (reader, spans) = try ShardSet.open(shard, manifest, folder: folder)
    let batches = try batches(spans)
    var next = 0
    try orderedParallelMap(
      threads: threads, cancellation: cancellation,
      makeState: { WorkerState() },
      next: { () -> Batch? in
        guard next < batches.count else { return nil }
        defer { next += 1 }
        return batches[next]
      },
      transform: { state, batch in try compare(batch, reader, spans, &state) },
      emit: { part in
        report.pieceCount += part.pieceCount
        report.tokenCount += part.tokenCount
        report.documentCount += part.documentCount
      })
  }

  private func batches(_ spans: SpansReader) throws -> [Batch] {
    var pieces = sources.map { _ in [Piece]() }
    for row in 0..<spans.rowCount {
      let source = spans.source(ofRow: row)
      guard source < sources.count else {
        throw ShardError(.corrupt, "row \(row) belongs to a source that the manifest does not name", path: spans.path)
      }
      var token = 0
      for piece in spans.pieces(ofRow: row) {
        guard let place = place(of: piece.document, source) else {
          throw ShardError(
            .notFound,
            "row \(row) holds document \(piece.document), which source \(manifest.sources[source].name) does not have",
            path: spans.path)
        }
        pieces[source].append(
          Piece(
            shard: place.shard, documentRow: place.row, first: piece.first, count: piece.tokenCount, row: row,
            token: token))
        token += piece.tokenCount
      }
    }
    var batches: [Batch] = []
    for source in sources.indices {
      let sorted = pieces[source].sorted {
        ($0.shard, $0.documentRow, $0.row, $0.token) < ($1.shard, $1.documentRow, $1.row, $1.token)
      }
      var start = 0
      while start < sorted.count {
        let shard = sources[source][sorted[start].shard]
        let frame = shard.frame(ofRow: sorted[start].documentRow)
        var end = start
        while end < sorted.count, sorted[end].shard == sorted[start].shard,
          shard.frame(ofRow: sorted[end].documentRow) == frame
        { end += 1 }
        batches.append(Batch(shard: shard, pieces: sorted[start..<end]))
        start = end
      }
    }
    return batches
  }

  private func place(of id: DocumentID, _ source: Int) -> (shard: Int, row: Int)? {
    for (number, shard) in sources[source].enumerated() {
      if let row = shard.row(of: id) { return (number, row) }
    }
    return nil
  }

  private func compare(
    _ batch: Batch, _ reader: TokenShardReader, _ spans: SpansReader, _ state: inout WorkerState
  ) throws -> Report {
    var report = Report()
    var rows: [Int] = []
    for piece in batch.pieces where piece.documentRow != rows.last { rows.append(piece.documentRow) }
    var rest = batch.pieces
    for (row, document) in zip(rows, try state.decoder.documents(atRows: rows, of: batch.shard)) {
      let sequence = try sequence(of: document, reader.path, state.workspace)
      report.documentCount += 1
      while let piece = rest.first, piece.documentRow == row {
        try compare(piece, with: sequence, of: document.id, reader, spans)
        report.pieceCount += 1
        report.tokenCount += piece.count
        rest.removeFirst()
      }
    }
    return report
  }

  /// A document's tokens with the ids around them, as rows hold them; the tokens' bytes are the document's text, where
  /// the tokenizer keeps text as it is.
  private func sequence(of document: Document, _ path: String, _ workspace: Tokenizer.Workspace) throws -> [UInt32] {
    var ids: [UInt32] = []
    document.text.withUnsafeBufferPointer { tokenizer.encode($0, into: &ids, using: workspace) }
    if let text = tokenizer.decodedText(of: document.text), tokenizer.decode(ids) != text {
      throw ShardError(.corrupt, "the tokens of document \(document.id) do not decode to its text", path: path)
    }
    return manifest.marks.sequence(of: ids)
  }

  private func compare(
    _ piece: Piece, with sequence: [UInt32], of id: DocumentID, _ reader: TokenShardReader, _ spans: SpansReader
  ) throws {
    if !manifest.objective.isPlain {
      try compareRestored(piece, with: sequence, of: id, reader, spans)
      return
    }
    guard piece.first >= 0, piece.count <= sequence.count - piece.first,
      piece.token <= reader.item(piece.row).tokenCount - piece.count
    else {
      throw ShardError(
        .corrupt,
        "the spans name tokens \(piece.first) to \(piece.first + piece.count) of document \(id), which has "
          + "\(sequence.count)", path: reader.path, offset: reader.byteOffset(ofItem: piece.row, token: piece.token))
    }
    let held = reader.tokens(ofItem: piece.row, piece.token..<piece.token + piece.count)
    let expected = sequence[piece.first..<piece.first + piece.count]
    guard let (index, (wrong, right)) = zip(held, expected).enumerated().first(where: { $0.1.0 != $0.1.1 }) else {
      return
    }
    let place = piece.token + index
    let shown = [wrong, right].map { "“\(TerminalText.escape(tokenizer.decode([$0]), keepsLines: false))” (\($0))" }
    throw ShardError(
      .corrupt,
      "token \(reader.item(piece.row).firstToken + place) is \(shown[0]), but document \(id) has \(shown[1]) there",
      path: reader.path, offset: reader.byteOffset(ofItem: piece.row, token: place))
  }

  /// Compares a piece whose tokens do not stand in the row as they stand in the text.
  private func compareRestored(
    _ piece: Piece, with sequence: [UInt32], of id: DocumentID, _ reader: TokenShardReader, _ spans: SpansReader
  ) throws {
    let packed = try decoder.decode(piece.row, of: reader, spans.pieces(ofRow: piece.row)).tokens
    let held = packed[piece.token..<piece.token + piece.count]
    let text = manifest.text(of: RowPiece(document: id, first: piece.first, tokenCount: piece.count), held)
    let end = text.map { $0.first + $0.order.count } ?? .max
    guard let text, end <= sequence.count, text.tokens(held) == Array(sequence[text.first..<end]) else {
      throw ShardError(
        .corrupt,
        "row \(piece.row) does not hold the tokens \(piece.first) to \(piece.first + piece.count) of document \(id)",
        path: reader.path, offset: reader.byteOffset(ofItem: piece.row, token: 0))
    }
  }
}
