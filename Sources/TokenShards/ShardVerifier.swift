// Proof that a set of shards is what its manifest says, byte by byte.

import Corpus
import Storage

/// Checks shards against their manifest.
public enum ShardVerifier {
  /// What was checked.
  public struct Report: Sendable, Equatable {
    public var fileCount = 0
    public var byteCount = 0
    public var rowCount = 0
    /// Tokens of documents, padding not counted.
    public var tokenCount = 0
    public var paddingCount = 0
  }

  /// Checks sizes and checksums of all files, headers, that spans fit their rows, that every id is in the vocabulary,
  /// that what lies behind a row's pieces is padding, that rows are what their objective makes of their tokens, and
  /// that the manifest's sums are the files'.
  ///
  /// - Throws: `ShardError` with file and offset for the first thing that is wrong; `StorageError`.
  public static func verify(folder: String) throws -> Report {
    try ShardManifest.verify(folder: folder)
    let manifest = try ShardManifest(folder: folder)
    var report = Report()
    for file in manifest.companions {
      try verify(file, folder: folder) { _ in nil }
      report.fileCount += 1
      report.byteCount += file.byteCount
    }
    for split in DatasetSplit.allCases {
      var rows = [Int](repeating: 0, count: manifest.sources.count)
      var tokens = rows
      for shard in manifest.shards(split) {
        do {
          for file in shard.files {
            try verify(file, folder: folder) { place(of: $0, in: file, of: shard, manifest, folder: folder) }
          }
        } catch let damage as ShardError {
          throw locate(damage, in: shard, manifest, folder: folder)
        }
        report.fileCount += shard.files.count
        report.byteCount += shard.files.reduce(0) { $0 + $1.byteCount }
        try verifyContent(of: shard, manifest, folder: folder) { source, used, padding in
          rows[source] += 1
          tokens[source] += used
          report.paddingCount += padding
        }
      }
      for file in manifest.splitFiles(split) {
        try verify(file, folder: folder) { _ in nil }
        report.fileCount += 1
        report.byteCount += file.byteCount
      }
      for (index, source) in manifest.sources.enumerated() {
        let share = source.share(split)
        guard share.rowCount == rows[index], share.tokenCount == tokens[index] else {
          throw ShardError(
            .corrupt,
            "source \(source.name) has \(rows[index]) rows and \(tokens[index]) tokens in \(split.rawValue), but the "
              + "manifest says \(share.rowCount) and \(share.tokenCount)",
            path: Path.join(folder, ShardManifest.fileName))
        }
      }
      if split == .train { try verifyPhases(manifest, folder: folder) }
      report.rowCount += rows.reduce(0, +)
      report.tokenCount += tokens.reduce(0, +)
    }
    return report
  }

  /// Checks that the phases are the training split: their rows, and the lengths of these.
  private static func verifyPhases(_ manifest: ShardManifest, folder: String) throws(ShardError) {
    if manifest.phases.isEmpty { return }
    /// Length and number of rows, again and again; neighbours of one length are one.
    func runs(_ parts: [(length: Int, rows: Int)]) -> [Int] {
      var runs: [Int] = []
      for part in parts where part.rows > 0 {
        if runs.count > 1, runs[runs.count - 2] == part.length {
          runs[runs.count - 1] += part.rows
        } else {
          runs += [part.length, part.rows]
        }
      }
      return runs
    }
    let planned = runs(manifest.phases.map { ($0.sequenceLength ?? manifest.sequenceLength, $0.rowCount) })
    let written = runs(manifest.train.map { (manifest.sequenceLength(of: $0), $0.rowCount) })
    guard planned == written else {
      throw ShardError(
        .corrupt, "the phases have other rows, or rows of other lengths, than the shards of the training split",
        path: Path.join(folder, ShardManifest.fileName))
    }
  }

  /// - Parameter place: names what stands in some bytes of the file.
  private static func verify(
    _ file: ShardManifest.File, folder: String, place: (Range<Int>) -> String?
  ) throws {
    let path = Path.join(folder, file.path)
    guard FileSystem.exists(path) else {
      throw ShardError(.notFound, "the manifest names this file, but it is not there", path: path)
    }
    let mapped = try MappedFile(path: path)
    mapped.advise(.sequential)
    let damage = mapped.withBytes { FileDamage($0, file)?.error(path: path, contents: place) }
    if let damage { throw damage }
  }

  /// Names the rows or documents that stand in some bytes of a shard's file, where that can still be told.
  private static func place(
    of bytes: Range<Int>, in file: ShardManifest.File, of shard: ShardManifest.Shard, _ manifest: ShardManifest,
    folder: String
  ) -> String? {
    let item = manifest.content == .rows ? "row" : "document"
    func named(_ numbers: ClosedRange<Int>, _ name: String) -> String {
      numbers.count == 1 ? "\(name) \(numbers.lowerBound)" : "\(name)s \(numbers.lowerBound) to \(numbers.upperBound)"
    }
    if file == shard.spans {
      return SpansLayout.place(ofBytes: bytes, rowCount: shard.rowCount).map {
        named($0.numbers, $0.isRow ? item : "piece")
      }
    }
    guard file == shard.tokens,
      let reader = try? TokenShardReader.open(
        Path.join(folder, file.path), format: manifest.format,
        rowTokenCount: manifest.content == .rows ? manifest.storedTokenCount(of: shard) : nil)
    else { return nil }
    return reader.items(inBytes: bytes).map { named($0, item) }
  }

  /// Checks everything of a shard besides its checksums.
  ///
  /// - Parameter row: is given each row's source and the numbers of its tokens before padding and of padding.
  private static func verifyContent(
    of shard: ShardManifest.Shard, _ manifest: ShardManifest, folder: String, row: (Int, Int, Int) -> Void
  ) throws {
    let (reader, spans) = try ShardSet.open(shard, manifest, folder: folder)
    if let offset = reader.offsetOfForeignID(vocabularySize: manifest.idCount) {
      throw ShardError(.idOutOfRange, "an id lies outside the vocabulary", path: reader.path, offset: offset)
    }
    for number in 0..<spans.rowCount {
      let used = try verify(row: number, reader, spans, manifest)
      let room = manifest.content == .rows ? manifest.rowTokenCount(of: shard) : used
      row(spans.source(ofRow: number), used, room - used)
    }
  }

  /// Adds the place to a wrong checksum that names none when something else in the same file is wrong, too.
  private static func locate(
    _ damage: ShardError, in shard: ShardManifest.Shard, _ manifest: ShardManifest, folder: String
  ) -> ShardError {
    if damage.offset != nil { return damage }
    do {
      try verifyContent(of: shard, manifest, folder: folder) { _, _, _ in }
    } catch let found as ShardError where found.path == damage.path {
      return ShardError(found.code, "\(found.message); \(damage.message)", path: found.path, offset: found.offset)
    } catch {}
    return damage
  }

  /// Checks a row's padding and gives the number of its tokens before it.
  private static func verify(
    row: Int, _ reader: TokenShardReader, _ spans: SpansReader, _ manifest: ShardManifest
  ) throws -> Int {
    let pieces = spans.pieces(ofRow: row)
    let used = pieces.reduce(0) { $0 + $1.tokenCount }
    if manifest.columns != nil {
      _ = try RowDecoder(manifest).decode(row, of: reader, pieces)
      return used
    }
    let count = reader.item(row).tokenCount
    guard used <= count, manifest.content == .rows || used == count else {
      throw ShardError(
        .corrupt, "row \(row) has \(count) tokens, but its spans name \(used)", path: reader.path,
        offset: reader.byteOffset(ofItem: row, token: 0))
    }
    guard reader.tokens(ofItem: row, used..<count).allSatisfy({ $0 == manifest.paddingID }) else {
      throw ShardError(
        .corrupt, "row \(row) holds tokens that belong to no document", path: reader.path,
        offset: reader.byteOffset(ofItem: row, token: used))
    }
    if let fill = manifest.objective.fillInTheMiddle {
      let tokens = reader.tokens(ofItem: row)
      var start = 0
      for piece in pieces {
        guard fill.textOrder(tokens[start..<start + piece.tokenCount], manifest.endOfDocument) != nil else {
          throw ShardError(
            .corrupt, "row \(row) has a part whose middle is not marked", path: reader.path,
            offset: reader.byteOffset(ofItem: row, token: start))
        }
        start += piece.tokenCount
      }
    }
    return used
  }
}
