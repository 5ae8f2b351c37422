// The target of a conversion: documents in shards, or rows in shards.

import Corpus
import Storage
import TokenShards

/// Writes the shards of one split in another format.
struct ConvertWriter {
  let source: ConvertSource
  let split: DatasetSplit
  /// Tokens of a shard, at most; rows and documents are not cut.
  let shardTokens: Int
  /// The target's folder.
  let folder: String
  let cancellation: CancellationFlag

  /// Whole documents to shards of documents.
  func writeDocuments(_ table: DocumentTable, _ manifest: inout ShardManifest) throws {
    var shards: [ShardManifest.Shard] = []
    var start = 0
    while start < table.count {
      try cancellation.check()
      var lengths: [UInt32] = []
      var tokenCount = 0
      while start + lengths.count < table.count {
        let count = table.tokenCount(of: start + lengths.count)
        if !lengths.isEmpty, tokenCount + count > shardTokens { break }
        guard let length = UInt32(exactly: count) else {
          throw ShardError(.limitExceeded, "a document of \(count) tokens passes 2^32", path: folder)
        }
        lengths.append(length)
        tokenCount += count
      }
      let writer = try makeWriter(shards.count, .listed(lengths), manifest)
      for document in start..<start + lengths.count {
        let entry = table.documents[document]
        let tokens = sequence(of: document, table, manifest.marks)
        writer.beginItem(source: Int(entry.source))
        writer.append(
          RowPiece(document: entry.id, first: first(entry, manifest.marks), tokenCount: tokens.count))
        try tokens.withUnsafeBufferPointer { try writer.append($0) }
        manifest.add(rows: 1, tokens: tokens.count, to: Int(entry.source), split)
      }
      shards.append(try writer.commit())
      start += lengths.count
    }
    try manifest.setShards(shards, split, folder: folder)
  }

  /// Documents one behind the other to rows, each source in rows of its own; what is left open at the end is padded.
  func concatenate(_ table: DocumentTable, _ manifest: inout ShardManifest) throws {
    let rowTokenCount = manifest.rowTokenCount
    var tokens = [Int](repeating: 0, count: manifest.sources.count)
    for document in 0..<table.count { tokens[Int(table.documents[document].source)] += table.tokenCount(of: document) }
    let rowCount = tokens.reduce(0) { $0 + ($1 + rowTokenCount - 1) / rowTokenCount }
    var rows = RowSink(self, rowCount: rowCount, manifest)
    var open = manifest.sources.map { _ in OpenRow() }
    for document in 0..<table.count {
      if document % 1_024 == 0 { try cancellation.check() }
      let entry = table.documents[document]
      let number = Int(entry.source)
      let sequence = sequence(of: document, table, manifest.marks)
      var place = 0
      while place < sequence.count {
        let count = min(rowTokenCount - open[number].tokens.count, sequence.count - place)
        open[number].pieces.append(
          RowPiece(
            document: entry.id, first: first(entry, manifest.marks) + place, tokenCount: count))
        open[number].tokens += sequence[place..<place + count]
        place += count
        if open[number].tokens.count == rowTokenCount {
          try rows.append(open[number], source: number, &manifest)
          open[number] = OpenRow()
        }
      }
    }
    for number in open.indices where !open[number].pieces.isEmpty {
      try rows.append(open[number], source: number, &manifest)
    }
    try manifest.setShards(try rows.finish(), split, folder: folder)
  }

  /// Rows as they are; those of one length stand in shards of their own.
  func copyRows(_ manifest: inout ShardManifest) throws {
    let readers = source.readers[split] ?? []
    if manifest.columns != nil {
      var rows = RowSink(self, rowCount: readers.reduce(0) { $0 + $1.itemCount }, manifest)
      try copySamples(to: &rows, &manifest)
      return
    }
    let lengths = source.manifest.shards(split).map(source.manifest.sequenceLength(of:))
    var shards: [ShardManifest.Shard] = []
    var start = 0
    while start < readers.count {
      let end = lengths[start...].firstIndex { $0 != lengths[start] } ?? readers.count
      var rows = RowSink(
        self, rowCount: readers[start..<end].reduce(0) { $0 + $1.itemCount }, manifest,
        sequenceLength: lengths[start], firstShard: shards.count)
      for shard in start..<end {
        let spans = source.spans[split]?[shard]
        for item in 0..<readers[shard].itemCount {
          if item % 1_024 == 0 { try cancellation.check() }
          let pieces = spans?.pieces(ofRow: item) ?? []
          let used = pieces.reduce(0) { $0 + $1.tokenCount }
          let row = OpenRow(tokens: Array(readers[shard].tokens(ofItem: item)[..<used]), pieces: pieces)
          try rows.append(row, source: spans?.source(ofRow: item) ?? 0, &manifest)
        }
      }
      shards += try rows.finish()
      start = end
    }
    try manifest.setShards(shards, split, folder: folder)
  }

  /// Samples with their columns as they are.
  private func copySamples(to rows: inout RowSink, _ manifest: inout ShardManifest) throws {
    for (reader, spans) in zip(source.readers[split] ?? [], source.spans[split] ?? []) {
      for item in 0..<reader.itemCount {
        if item % 1_024 == 0 { try cancellation.check() }
        try rows.append(
          sample: reader.sample(item), spans.pieces(ofRow: item), source: spans.source(ofRow: item), &manifest)
      }
    }
    try manifest.setShards(try rows.finish(), split, folder: folder)
  }

  fileprivate func makeWriter(
    _ number: Int, _ items: ItemLengths, _ manifest: ShardManifest
  ) throws -> TokenShardWriter {
    try FileSystem.createDirectory(Path.join(folder, split.rawValue))
    return try TokenShardWriter(
      folder: folder, split: split.rawValue, number: number, format: manifest.format,
      vocabularySize: manifest.idCount, items: items,
      labels: ShardLabels(tokenizer: manifest.tokenizerHash, sources: manifest.sources.map(\.name)))
  }

  /// A document's tokens, with its end-of-document id on the other side where the target wants it there.
  private func sequence(of document: Int, _ table: DocumentTable, _ marks: DocumentMarks) -> [UInt32] {
    var tokens: [UInt32] = []
    for stretch in table.stretches(of: document) {
      let first = Int(stretch.first)
      tokens +=
        source.readers[split]?[Int(stretch.shard)].tokens(
          ofItem: Int(stretch.item), first..<first + Int(stretch.tokenCount)) ?? []
    }
    let end = marks.end
    switch (source.manifest.endOfDocument.position, end.position) {
    case (.before, .after) where tokens.first == end.id: return Array(tokens[1...]) + [end.id]
    case (.after, .before) where tokens.last == end.id: return [end.id] + tokens.dropLast()
    default: return tokens
    }
  }

  /// Place of a document's first token in its sequence, as the target counts it.
  private func first(_ document: DocumentTable.Document, _ marks: DocumentMarks) -> Int {
    let first = Int(document.first)
    if first == 0 { return 0 }
    return first + (marks.front == nil ? 0 : 1) - (source.manifest.marks.front == nil ? 0 : 1)
  }
}

/// A row that is not full yet.
private struct OpenRow {
  var tokens: [UInt32] = []
  var pieces: [RowPiece] = []
}

/// Spreads rows of one length over shards.
private struct RowSink {
  private let target: ConvertWriter
  private let rowCount: Int
  private let rowTokenCount: Int
  private let rowsPerShard: Int
  /// Nil where it is the manifest's.
  private let ownLength: Int?
  private let firstShard: Int
  private var written = 0
  private var writer: TokenShardWriter?
  private var shards: [ShardManifest.Shard] = []

  /// - Parameters:
  ///   - sequenceLength: nil for the manifest's.
  ///   - firstShard: number of the first shard.
  init(
    _ target: ConvertWriter, rowCount: Int, _ manifest: ShardManifest, sequenceLength: Int? = nil, firstShard: Int = 0
  ) {
    self.target = target
    self.rowCount = rowCount
    self.firstShard = firstShard
    let length = sequenceLength ?? manifest.sequenceLength
    ownLength = length == manifest.sequenceLength ? nil : length
    rowTokenCount = manifest.objective.rowTokenCount(sequenceLength: length, manifest.targetRule)
    rowsPerShard = max(1, target.shardTokens / rowTokenCount)
  }

  mutating func append(_ row: OpenRow, source: Int, _ manifest: inout ShardManifest) throws {
    try begin(row.pieces, source: source, manifest)
    let padding = [UInt32](repeating: manifest.paddingID, count: rowTokenCount - row.tokens.count)
    try (row.tokens + padding).withUnsafeBufferPointer { try writer?.append($0) }
    manifest.add(rows: 1, tokens: row.tokens.count, to: source, target.split)
    written += 1
  }

  mutating func append(
    sample: [UInt8], _ pieces: [RowPiece], source: Int, _ manifest: inout ShardManifest
  ) throws {
    try begin(pieces, source: source, manifest)
    try sample.withUnsafeBytes { try writer?.append(sample: $0) }
    manifest.add(rows: 1, tokens: pieces.reduce(0) { $0 + $1.tokenCount }, to: source, target.split)
    written += 1
  }

  /// Begins a row, and a shard where the last one is full.
  private mutating func begin(_ pieces: [RowPiece], source: Int, _ manifest: ShardManifest) throws {
    if written % rowsPerShard == 0 {
      try finishShard()
      let rows = min(rowsPerShard, rowCount - written)
      writer = try target.makeWriter(
        firstShard + written / rowsPerShard,
        manifest.columns.map { .samples($0, rowTokenCount: rowTokenCount, count: rows) }
          ?? .uniform(tokenCount: rowTokenCount, count: rows), manifest)
    }
    writer?.beginItem(source: source)
    for piece in pieces { writer?.append(piece) }
  }

  mutating func finish() throws -> [ShardManifest.Shard] {
    try finishShard()
    return shards
  }

  private mutating func finishShard() throws {
    guard let writer else { return }
    var shard = try writer.commit()
    shard.sequenceLength = ownLength
    shards.append(shard)
    self.writer = nil
  }
}
