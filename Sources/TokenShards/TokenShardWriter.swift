// One shard of any format, with its spans: the internal stream of items, as every format takes it.

import Storage

/// Writes one shard whose items' lengths are known beforehand.
///
/// Items come one after the other: `beginItem`, the pieces of documents that it is made of, its tokens. Files appear
/// when everything is there, each under its name at once. Memory is 24 bytes a piece and 16 an item; the format
/// `mds-zstd` holds the whole shard besides.
public final class TokenShardWriter {
  /// Path of the file of tokens.
  public let path: String
  /// Bytes of an id in the file.
  public let width: TokenWidth

  private let format: ShardFormat
  private let folder: String
  private let stem: String
  private let items: ItemLengths
  private let vocabularySize: Int
  private let labels: ShardLabels
  private let tokenCount: Int
  private var sink: Sink
  private var spans: SpansWriter
  private var writtenCount = 0
  private var buffer: [UInt8] = []

  private enum Sink {
    case file(AtomicFile)
    /// Bytes to compress.
    case held([UInt8])
  }

  /// Begins a shard in a folder that exists.
  ///
  /// - Parameters:
  ///   - folder: the manifest's folder.
  ///   - split: names the folder below it that the files go to; "" for none.
  ///   - number: counts the shards of the split from 0.
  /// - Throws: `ShardError` when the format cannot carry such items; `StorageError`.
  public init(
    folder: String, split: String, number: Int, format: ShardFormat, vocabularySize: Int, items: ItemLengths,
    labels: ShardLabels
  ) throws {
    let layout = format.layout
    let place = split.isEmpty ? "" : split + "/"
    stem = place + layout.stem(ofShard: number)
    path = Path.join(folder, stem + layout.tokensEnding)
    guard vocabularySize > 0, vocabularySize <= Int(Int32.max) else {
      throw ShardError(.limitExceeded, "a vocabulary of \(vocabularySize) ids cannot be written", path: path)
    }
    self.folder = folder
    self.format = format
    self.items = items
    self.vocabularySize = vocabularySize
    self.labels = labels
    tokenCount = items.tokenCount
    if case .samples = items, !layout.holdsColumns {
      throw ShardError(
        .unsupported, "the format \(format.rawValue) holds tokens alone, not the columns of this objective", path: path)
    }
    width = layout.width(vocabularySize: vocabularySize)
    let header = try layout.header(items, width, path: path)
    switch items {
    case .uniform(let rowTokenCount, _): spans = SpansWriter(rowTokenCount: rowTokenCount)
    case .listed: spans = SpansWriter(rowTokenCount: 0)
    case .samples(_, let rowTokenCount, _): spans = SpansWriter(rowTokenCount: rowTokenCount)
    }
    if layout.isCompressed {
      sink = .held(header)
    } else {
      let file = try AtomicFile(
        path: path, expectedByteCount: header.count + tokenCount * width.rawValue, sumsBlocks: true)
      try file.write(header)
      sink = .file(file)
    }
  }

  /// Begins an item of a source: its place in the manifest's list.
  public func beginItem(source: Int) { spans.beginRow(source: source) }

  /// Adds a piece to the item that was begun last.
  public func append(_ piece: RowPiece) { spans.append(piece) }

  /// Appends tokens.
  ///
  /// - Throws: `ShardError` when an id lies outside the vocabulary or more tokens come than were announced.
  public func append(_ tokens: UnsafeBufferPointer<UInt32>) throws {
    var largest: UInt32 = 0
    for token in tokens { largest = max(largest, token) }
    guard tokens.isEmpty || largest < vocabularySize else {
      throw ShardError(
        .idOutOfRange, "the id \(largest) is outside the vocabulary of \(vocabularySize) ids", path: path)
    }
    try append(tokenCount: tokens.count) { width.store(tokens, to: $0) }
  }

  /// Appends tokens as bytes in `width` that come from files of the same vocabulary, where their ids were checked.
  ///
  /// - Parameters:
  ///   - tokenCount: number of tokens.
  ///   - body: writes all of them where they stay until they go to the disk.
  /// - Throws: `ShardError` when more tokens come than were announced; what `body` throws.
  public func append<R>(tokenCount count: Int, _ body: (UnsafeMutableRawBufferPointer) throws -> R) throws -> R {
    try announce(count)
    let byteCount = count * width.rawValue
    if case .file(let file) = sink, byteCount <= AtomicFile.inPlaceByteCount {
      return try file.write(count: byteCount, body)
    }
    if buffer.count < byteCount { buffer = [UInt8](repeating: 0, count: byteCount) }
    return try buffer.withUnsafeMutableBytes { whole in
      let bytes = UnsafeMutableRawBufferPointer(rebasing: whole[..<byteCount])
      let result = try body(bytes)
      try write(UnsafeRawBufferPointer(bytes))
      return result
    }
  }

  private func announce(_ count: Int) throws(ShardError) {
    guard writtenCount + count <= tokenCount else {
      throw ShardError(.inconsistent, "more than the announced \(tokenCount) tokens came", path: path)
    }
    writtenCount += count
  }

  /// Appends a whole sample with all its columns.
  ///
  /// - Throws: `ShardError` when it is none of the announced columns, or more come than were announced.
  public func append(sample bytes: UnsafeRawBufferPointer) throws {
    guard case .samples(let columns, _, _) = items, bytes.count == columns.byteCount, writtenCount < tokenCount else {
      throw ShardError(.inconsistent, "something other than the announced samples came", path: path)
    }
    try write(bytes)
    writtenCount += items.tokenCount / items.count
  }

  private func write(_ bytes: UnsafeRawBufferPointer) throws {
    switch sink {
    case .file(let file): try file.write(bytes)
    case .held(var held):
      sink = .held([])
      held.append(contentsOf: bytes)
      sink = .held(held)
    }
  }

  /// Gives the files their names.
  ///
  /// - Throws: `ShardError` when fewer tokens or items came than were announced; `StorageError`.
  public func commit() throws -> ShardManifest.Shard {
    guard writtenCount == tokenCount, spans.rowCount == items.count else {
      throw ShardError(
        .inconsistent,
        "\(spans.rowCount) items with \(writtenCount) tokens came, but \(items.count) with \(tokenCount) were announced",
        path: path)
    }
    let spansFile = ShardManifest.File(
      path: stem + ".spans", summary: try spans.write(to: Path.join(folder, stem + ".spans")))
    var shard = try ShardManifest.Shard(tokens: commitTokens(), spans: spansFile, rowCount: items.count)
    if case .held(let bytes) = sink {
      shard.uncompressed = FileSummary(byteCount: bytes.count, xxh64: XXH64.hash(bytes))
    }
    shard.companions = try format.layout.writeCompanions(
      FinishedShard(stem: Path.join(folder, stem), items: items, width: width, spans: spans, labels: labels)
    ).map { ShardManifest.File(path: stem + $0.ending, summary: $0.summary) }
    return shard
  }

  private func commitTokens() throws(StorageError) -> ShardManifest.File {
    let name = stem + format.layout.tokensEnding
    switch sink {
    case .file(let file): return ShardManifest.File(path: name, summary: try file.commit())
    case .held(let bytes):
      var frame: [UInt8] = []
      ZstdCompressor().compress(bytes, into: &frame)
      return ShardManifest.File(path: name, summary: try AtomicFile.write(frame, to: path, sumsBlocks: true))
    }
  }
}
