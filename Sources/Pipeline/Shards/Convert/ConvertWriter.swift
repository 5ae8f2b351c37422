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
        let tokens = sequence(of: document, table, manifest.endOfDocument)
        writer.beginItem(source: Int(entry.source))
        writer.append(
          RowPiece(document: entry.id, first: first(entry, manifest.endOfDocument), tokenCount: tokens.count))
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
      let sequence = sequence(of: document, table, manifest.endOfDocument)
      var place = 0
      while place < sequence.count {
        let count = min(rowTokenCount - open[number].tokens.count, sequence.count - place)
        open[number].pieces.append(
          RowPiece(
            document: entry.id, first: first(entry, manifest.endOfDocument) + place, tokenCount: count))
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

  /// Rows as they are.
  func copyRows(_ manifest: inout ShardManifest) throws {
    let readers = source.readers[split] ?? []
    var rows = RowSink(self, rowCount: readers.reduce(0) { $0 + $1.itemCount }, manifest)
    if manifest.columns != nil {
      try copySamples(to: &rows, &manifest)
      return
    }
    for (reader, spans) in zip(readers, source.spans[split] ?? []) {
      for item in 0..<reader.itemCount {
        if item % 1_024 == 0 { try cancellation.check() }
        let pieces = spans.pieces(ofRow: item)
        let used = pieces.reduce(0) { $0 + $1.tokenCount }
        let row = OpenRow(tokens: Array(reader.tokens(ofItem: item)[..<used]), pieces: pieces)
        try rows.append(row, source: spans.source(ofRow: item), &manifest)
      }
    }
    try manifest.setShards(try rows.finish(), split, folder: folder)
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
  private func sequence(of document: Int, _ table: DocumentTable, _ end: EndOfDocument) -> [UInt32] {
    var tokens: [UInt32] = []
    for stretch in table.stretches(of: document) {
      let first = Int(stretch.first)
      tokens +=
        source.readers[split]?[Int(stretch.shard)].tokens(
          ofItem: Int(stretch.item), first..<first + Int(stretch.tokenCount)) ?? []
    }
    switch (source.manifest.endOfDocument.position, end.position) {
    case (.before, .after) where tokens.first == end.id: return Array(tokens[1...]) + [end.id]
    case (.after, .before) where tokens.last == end.id: return [end.id] + tokens.dropLast()
    default: return tokens
    }
  }

  /// Place of a document's first token in its sequence, as the target counts it.
  private func first(_ document: DocumentTable.Document, _ end: EndOfDocument) -> Int {
    let first = Int(document.first)
    switch (source.manifest.endOfDocument.position, end.position) {
    case (.before, .after) where first > 0: return first - 1
    case (.after, .before) where first > 0: return first + 1
    default: return first
    }
  }
}

/// A row that is not full yet.
private struct OpenRow {
  var tokens: [UInt32] = []
  var pieces: [RowPiece] = []
}

/// Spreads rows over shards.
private struct RowSink {
  private let target: ConvertWriter
  private let rowCount: Int
  private let rowsPerShard: Int
  private var written = 0
  private var writer: TokenShardWriter?
  private var shards: [ShardManifest.Shard] = []

  init(_ target: ConvertWriter, rowCount: Int, _ manifest: ShardManifest) {
    self.target = target
    self.rowCount = rowCount
    rowsPerShard = max(1, target.shardTokens / manifest.rowTokenCount)
  }

  mutating func append(_ row: OpenRow, source: Int, _ manifest: inout ShardManifest) throws {
    try begin(row.pieces, source: source, manifest)
    let padding = [UInt32](repeating: manifest.paddingID, count: manifest.rowTokenCount - row.tokens.count)
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
      if let writer { shards.append(try writer.commit()) }
      let rows = min(rowsPerShard, rowCount - written)
      let length = manifest.rowTokenCount
      writer = try target.makeWriter(
        written / rowsPerShard,
        manifest.columns.map { .samples($0, rowTokenCount: length, count: rows) }
          ?? .uniform(tokenCount: length, count: rows), manifest)
    }
    writer?.beginItem(source: source)
    for piece in pieces { writer?.append(piece) }
  }

  mutating func finish() throws -> [ShardManifest.Shard] {
    if let writer { shards.append(try writer.commit()) }
    writer = nil
    return shards
  }
}
