// Whole documents in the order of the packed rows: a document stands where its first piece does.
//
// So documents and rows are two views of one stream: the same documents, as often, in the same order. Documents whose
// first piece lies in a row beyond its source's quota are in neither.

import TokenShards

/// Where a shard begins.
struct ShardStart: Sendable {
  /// The schedule before the slot of the shard's first row.
  var schedule: SlotSchedule
  /// Documents that begin in that row but belong to the shard before.
  var skipped = 0
}

/// A document of the stream.
private struct StreamDocument {
  var source: Int
  var file: UInt32
  var document: UInt32
  var epoch: UInt32
}

extension ShardOrder {
  /// Cuts the stream into shards: a shard ends in front of the document with which it would pass `tokensPerShard`. A
  /// document that is longer stands in a shard of its own.
  static func documentShards(
    _ schedule: SlotSchedule, _ sources: [SourceRows], tokensPerShard: Int
  ) throws -> [ShardStart] {
    var starts: [ShardStart] = []
    var tokenCount = 0
    var running = schedule
    while true {
      let before = running
      guard let source = running.next() else { return starts }
      var number = 0
      let epoch = sources[source].epoch(at: before.given[source])
      try sources[source].forEachPiece(position: before.given[source]) { piece in
        guard piece.first == 0 else { return }
        let count = sources[source].sequenceLength(piece.file, piece.document, epoch: epoch)
        if starts.isEmpty || tokenCount + count > tokensPerShard {
          starts.append(ShardStart(schedule: before, skipped: number))
          tokenCount = 0
        }
        tokenCount += count
        number += 1
      }
    }
  }

  /// Writes the documents of one shard: their lengths first, which formats announce, then their tokens.
  func writeDocuments(_ number: Int) throws -> OrderedShard {
    let documents = try documents(ofShard: number)
    let lengths = documents.map {
      UInt32(sources[$0.source].sequenceLength($0.file, $0.document, epoch: Int($0.epoch)))
    }
    let writer = try makeWriter(number, .listed(lengths))
    var rowCounts = [Int](repeating: 0, count: sources.count)
    var tokenCounts = rowCounts
    for (document, length) in zip(documents, lengths) {
      let source = sources[document.source]
      let file = source.files[Int(document.file)]
      rowCounts[document.source] += 1
      tokenCounts[document.source] += Int(length)
      writer.beginItem(source: document.source)
      writer.append(
        RowPiece(document: file.id(ofDocument: Int(document.document)), first: 0, tokenCount: Int(length)))
      try writer.append(tokenCount: Int(length)) { sequence in
        try source.copy(
          file, Int(document.document), epoch: Int(document.epoch), first: 0, to: sequence, writer.width)
      }
    }
    return OrderedShard(shard: try writer.commit(), rowCounts: rowCounts, tokenCounts: tokenCounts)
  }

  /// The documents of a shard, in order; 16 bytes of memory each.
  private func documents(ofShard number: Int) throws -> [StreamDocument] {
    var schedule = shardStarts[number].schedule
    var skipped = shardStarts[number].skipped
    let next = number + 1 < shardCount ? shardStarts[number + 1] : nil
    var documents: [StreamDocument] = []
    while true {
      let before = schedule
      let isLast = before.position == next?.schedule.position
      guard let source = schedule.next() else { break }
      let epoch = UInt32(truncatingIfNeeded: sources[source].epoch(at: before.given[source]))
      var pieces: [PackedPiece] = []
      try sources[source].forEachPiece(position: before.given[source]) { piece in
        if piece.first == 0 { pieces.append(piece) }
      }
      let end = isLast ? next?.skipped ?? pieces.count : pieces.count
      for piece in pieces[min(skipped, end)..<end] {
        documents.append(StreamDocument(source: source, file: piece.file, document: piece.document, epoch: epoch))
      }
      skipped = 0
      if isLast { break }
    }
    return documents
  }
}
