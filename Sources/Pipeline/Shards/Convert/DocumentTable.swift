// The documents of a split, wherever their tokens lie: joined from the pieces of packed rows, or item by item.

import Corpus
import Storage
import TokenShards

/// A stretch of tokens in an item of a shard.
struct TokenStretch: Sendable, Equatable {
  var shard: UInt32
  var item: UInt32
  var first: UInt32
  var tokenCount: UInt32
}

/// The documents of a split in the order of its stream: 16 bytes of memory a stretch and 32 a document.
struct DocumentTable: Sendable {
  struct Document: Sendable {
    var id: DocumentID
    var source: UInt32
    /// Place of the first token in the document's sequence: not 0 where the beginning is in no row.
    var first: UInt32
    /// The first of the document's stretches.
    var stretch: Int
  }

  private(set) var documents: [Document] = []
  private var stretches: [TokenStretch] = []

  /// Documents whose beginning is in no row: their rows were beyond the share of their source.
  private(set) var headlessCount = 0

  var count: Int { documents.count }

  /// A document's stretches, in order.
  func stretches(of document: Int) -> ArraySlice<TokenStretch> {
    let end = document + 1 < documents.count ? documents[document + 1].stretch : stretches.count
    return stretches[documents[document].stretch..<end]
  }

  func tokenCount(of document: Int) -> Int { stretches(of: document).reduce(0) { $0 + Int($1.tokenCount) } }

  init(_ source: ConvertSource, _ split: DatasetSplit) throws {
    let readers = source.readers[split] ?? []
    if source.isForeign {
      for (number, reader) in readers.enumerated() {
        try Self.checkSizes(reader)
        if source.hasItems {
          addItems(of: reader, shard: number)
        } else {
          addParts(of: reader, shard: number, source.manifest.endOfDocument)
        }
      }
    } else if source.manifest.content == .documents {
      for (number, (reader, spans)) in zip(readers, source.spans[split] ?? []).enumerated() {
        try Self.checkSizes(reader)
        for item in 0..<reader.itemCount {
          guard let piece = spans.pieces(ofRow: item).first else {
            throw ShardError(.corrupt, "document \(item) has no id", path: spans.path)
          }
          begin(piece.document, source: spans.source(ofRow: item), first: piece.first)
          append(shard: number, item: item, first: 0, tokenCount: reader.item(item).tokenCount)
        }
      }
    } else {
      joinRows(source.spans[split] ?? [])
    }
  }

  private static func checkSizes(_ reader: TokenShardReader) throws(ShardError) {
    guard reader.itemCount < Int(UInt32.max),
      (0..<reader.itemCount).allSatisfy({ reader.item($0).tokenCount < Int(UInt32.max) })
    else {
      throw ShardError(.limitExceeded, "a document or the number of documents passes 2^32", path: reader.path)
    }
  }

  private mutating func begin(_ id: DocumentID, source: Int, first: Int) {
    documents.append(
      Document(id: id, source: UInt32(source), first: UInt32(truncatingIfNeeded: first), stretch: stretches.count))
  }

  private mutating func append(shard: Int, item: Int, first: Int, tokenCount: Int) {
    stretches.append(
      TokenStretch(
        shard: UInt32(shard), item: UInt32(item), first: UInt32(first), tokenCount: UInt32(tokenCount)))
  }

  // MARK: Files of others

  private mutating func addItems(of reader: TokenShardReader, shard: Int) {
    let file = Path.lastComponent(reader.path)
    for item in 0..<reader.itemCount {
      begin(DocumentID.make(source: "", file: file, position: item), source: 0, first: 0)
      append(shard: shard, item: item, first: 0, tokenCount: reader.item(item).tokenCount)
    }
  }

  /// Cuts a stream of tokens at the end-of-document id. A document goes on in the next file where the stream does.
  private mutating func addParts(of reader: TokenShardReader, shard: Int, _ end: EndOfDocument) {
    let file = Path.lastComponent(reader.path)
    var number = 0
    for item in 0..<reader.itemCount {
      var start = 0
      let count = reader.item(item).tokenCount
      func flush(_ place: Int, into table: inout DocumentTable) {
        if place > start { table.append(shard: shard, item: item, first: start, tokenCount: place - start) }
        start = place
      }
      for first in stride(from: 0, to: count, by: 1 << 16) {
        for (index, id) in reader.tokens(ofItem: item, first..<min(first + 1 << 16, count)).enumerated() {
          let place = first + index
          if isOpen == false || end.position == .before && id == end.id {
            flush(place, into: &self)
            begin(DocumentID.make(source: "", file: file, position: number), source: 0, first: 0)
            number += 1
            isOpen = true
          }
          if end.position == .after, id == end.id {
            flush(place + 1, into: &self)
            isOpen = false
          }
        }
      }
      flush(count, into: &self)
    }
  }

  /// True while a document of a stream has begun and not ended.
  private var isOpen = false

  // MARK: Packed rows

  private struct Piece {
    var id: DocumentID
    var first: Int
    var tokenCount: Int
    var source: Int
    var shard: Int
    var item: Int
    /// Place in the row.
    var place: Int
    var isUsed = false
  }

  /// A document stands where its first piece does; the pieces that continue it are found by their document and place.
  private mutating func joinRows(_ spans: [SpansReader]) {
    var later: [Piece] = []
    Self.forEachPiece(spans) { if $0.first > 0 { later.append($0) } }
    // Stable: pieces of earlier epochs stand first.
    later.sort {
      ($0.id, $0.first, $0.shard, $0.item, $0.place) < ($1.id, $1.first, $1.shard, $1.item, $1.place)
    }
    Self.forEachPiece(spans) { piece in
      if piece.first == 0 { join(piece, &later) }
    }
    for index in later.indices where !later[index].isUsed {
      later[index].isUsed = true
      headlessCount += 1
      join(later[index], &later)
    }
  }

  private mutating func join(_ piece: Piece, _ later: inout [Piece]) {
    begin(piece.id, source: piece.source, first: piece.first)
    append(shard: piece.shard, item: piece.item, first: piece.place, tokenCount: piece.tokenCount)
    var end = piece.first + piece.tokenCount
    while let next = Self.continuation(of: piece.id, at: end, later) {
      later[next].isUsed = true
      append(
        shard: later[next].shard, item: later[next].item, first: later[next].place, tokenCount: later[next].tokenCount)
      end += later[next].tokenCount
    }
  }

  /// The piece that goes on at a place of a document: one that no other copy of the document has taken.
  private static func continuation(of id: DocumentID, at place: Int, _ pieces: [Piece]) -> Int? {
    var low = 0
    var high = pieces.count
    while low < high {
      let middle = (low + high) / 2
      if (pieces[middle].id, pieces[middle].first) < (id, place) { low = middle + 1 } else { high = middle }
    }
    while low < pieces.count, pieces[low].id == id, pieces[low].first == place {
      if !pieces[low].isUsed { return low }
      low += 1
    }
    return nil
  }

  private static func forEachPiece(_ spans: [SpansReader], _ body: (Piece) -> Void) {
    for (shard, spans) in spans.enumerated() {
      for row in 0..<spans.rowCount {
        var place = 0
        for piece in spans.pieces(ofRow: row) {
          body(
            Piece(
              id: piece.document, first: piece.first, tokenCount: piece.tokenCount, source: spans.source(ofRow: row),
              shard: shard, item: row, place: place))
          place += piece.tokenCount
        }
      }
    }
  }
}
