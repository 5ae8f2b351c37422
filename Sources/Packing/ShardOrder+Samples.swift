// Rows whose objective needs more than their tokens: each becomes a sample when it is written.
//
// What is drawn for a row depends on the seed, the split, the source, the epoch and the row's number in it, so that a
// sample is the same in whatever shard it stands and whichever thread writes it, and another one in the next epoch.

import Storage
import TokenShards

extension ShardOrder {
  /// Writes the samples of one shard.
  func writeSamples(_ number: Int, _ columns: SampleColumns) throws -> OrderedShard {
    let rows = min(rowsPerShard, rowCount - number * rowsPerShard)
    let writer = try makeWriter(number, .samples(columns, rowTokenCount: request.rowTokenCount, count: rows))
    var maker = try SampleMaker(request, columns)
    var slots = shardStarts[number].schedule
    var rowCounts = [Int](repeating: 0, count: sources.count)
    var tokenCounts = rowCounts
    var row = [UInt32](repeating: 0, count: request.rowTokenCount)
    var sample = [UInt8](repeating: 0, count: columns.byteCount)
    var pieces: [RowPiece] = []
    for _ in 0..<rows {
      let given = slots.given
      guard let source = slots.next() else { break }
      writer.beginItem(source: source)
      pieces.removeAll(keepingCapacity: true)
      let used = try row.withUnsafeMutableBytes {
        try sources[source].write(
          sources[source].row(at: given[source]), at: given[source], to: $0, .four
        ) { piece in
          writer.append(piece)
          pieces.append(piece)
        }
      }
      rowCounts[source] += 1
      tokenCounts[source] += used
      try row.withUnsafeBufferPointer { row in
        try sample.withUnsafeMutableBytes { sample in
          try maker.make(
            UnsafeBufferPointer(rebasing: row[..<used]), pieces,
            key: sources[source].sampleKey(position: given[source]), source: request.sources[source].name, into: sample)
          try writer.append(sample: UnsafeRawBufferPointer(sample))
        }
      }
    }
    return OrderedShard(shard: try writer.commit(), rowCounts: rowCounts, tokenCounts: tokenCounts)
  }
}

extension OrderRequest {
  /// The columns of its rows; nil where rows are stored as they were packed.
  var columns: SampleColumns? {
    objective.columns(sequenceLength: sequenceLength, width: format.width(vocabularySize: idCount))
  }

  /// Ids that rows can hold.
  var idCount: Int { max(vocabularySize, objective.largestID.map { Int($0) + 1 } ?? 0) }

  /// Checks what the objective asks of the rest of the request.
  func checkObjective() throws(PackingError) {
    func need(_ holds: Bool, _ message: String) throws(PackingError) {
      if !holds { throw PackingError(.invalidRequest, "\(objective.kind.rawValue): \(message)", path: folder) }
    }
    switch objective {
    case .causal(nil): return
    case .causal: try need(idCount == vocabularySize, "an id lies outside the vocabulary of \(vocabularySize) ids")
    case .spanCorruption(let spans):
      let needed = spans.sentinelCount(inputCount: sequenceLength)
      try need(spans.sentinels.count >= needed, "\(spans.sentinels.count) sentinels do not suffice for \(needed) spans")
      try need(Set(spans.sentinels).count == spans.sentinels.count, "a sentinel stands twice")
      try need(!spans.sentinels.contains(marks.end.id), "a sentinel is the end-of-document id")
      try need(!spans.sentinels.contains(paddingID), "a sentinel is the padding id")
    case .masked(let masked):
      try need(idCount == vocabularySize, "an id lies outside the vocabulary of \(vocabularySize) ids")
      try need(
        masked.pairs == nil || marks.end.position == .after, "pairs hold no end-of-document id to stand before")
    }
    try need(
      marks.beginning == nil && stretch == 0, "its rows have one length, and hold no beginning-of-document ids")
    if columns == nil { return }
    try need(format.holdsColumns, "the format \(format.rawValue) does not hold its columns")
    try need(content == .rows, "whole documents cannot be samples")
    try need(
      objective.rowTokenCount(sequenceLength: sequenceLength, .acrossRows) == rowTokenCount,
      "sequences of \(sequenceLength) do not go together with rows of \(rowTokenCount) tokens")
  }
}
