// The shards of all splits in all formats that were asked for, written in parallel, and their manifests.

import Packing
import Storage
import TokenShards

/// One set of shards: a format, what its items are, and where it lies.
struct ShardTarget: Sendable {
  var format: ShardFormat
  var content: ShardContent
  var endPosition: EndOfDocument.Position
  /// Below the folder of all shards: "" for the first format, the format's name for every further one.
  var subfolder: String

  /// The sets that a list of formats asks for.
  ///
  /// - Parameters:
  ///   - packed: false for whole documents in formats that can hold either.
  ///   - endPosition: nil for each format's own.
  static func all(_ formats: [ShardFormat], packed: Bool, endPosition: EndOfDocument.Position?) -> [ShardTarget] {
    formats.enumerated().map { number, format in
      let content = !packed && format.contents.contains(.documents) ? .documents : format.usualContent
      return ShardTarget(
        format: format, content: content, endPosition: endPosition ?? format.usualEndPosition,
        subfolder: number == 0 ? "" : format.rawValue)
    }
  }
}

/// Writes sets of shards.
struct ShardWriting {
  /// The folder of all shards.
  let folder: String
  let threads: Int
  let cancellation: CancellationFlag

  /// A set that was written.
  struct Written {
    var manifest: ShardManifest
    /// The manifest's file.
    var summary: FileSummary
    /// All files of the set, the manifest last, relative to the folder of all shards.
    var files: [ShardManifest.File]
  }

  /// Writes one set.
  ///
  /// - Parameters:
  ///   - manifest: what is known of the set before its shards are written; format, content and position of the
  ///     end-of-document id are the target's.
  ///   - requests: give the rows of a split, stretch after stretch; folder, format, content, objective, first shard and
  ///     the ids around documents are filled in here.
  ///   - finish: enters what else is known of a split's sources.
  func write(
    _ target: ShardTarget, _ manifest: ShardManifest, requests: (DatasetSplit) throws -> [OrderRequest],
    finish: (DatasetSplit, inout ShardManifest) throws -> Void
  ) throws -> Written {
    let place = Path.join(folder, target.subfolder)
    try FileSystem.createDirectory(place)
    var manifest = manifest
    manifest.format = target.format
    manifest.content = target.content
    manifest.endOfDocument.position = target.endPosition
    for split in DatasetSplit.allCases {
      var written: [ShardManifest.Shard] = []
      for var request in try requests(split) {
        request.folder = place
        request.format = target.format
        request.content = target.content
        request.marks = manifest.marks
        request.objective = manifest.objective
        request.sequenceLength = manifest.sequenceLength
        request.tokenizerHash = manifest.tokenizerHash
        request.firstShardNumber = written.count
        written += try shards(request, &manifest)
      }
      try manifest.setShards(written, split, folder: place)
      try finish(split, &manifest)
    }
    let summary = try manifest.write(to: place)
    let files = manifest.files + [ShardManifest.File(path: ShardManifest.fileName, summary: summary)]
    return Written(
      manifest: manifest, summary: summary,
      files: files.map { file in
        var file = file
        file.path = Path.join(target.subfolder, file.path)
        return file
      })
  }

  /// Writes all shards of a request on all threads and adds their rows and tokens to the manifest's sources.
  private func shards(
    _ request: OrderRequest, _ manifest: inout ShardManifest
  ) throws -> [ShardManifest.Shard] {
    let order = try ShardOrder(request)
    let isOther = request.content == .rows && request.rowTokenCount != manifest.rowTokenCount
    let ownLength = isOther ? manifest.targetRule.sequenceLength(rowTokenCount: request.rowTokenCount) : nil
    var next = 0
    var shards: [ShardManifest.Shard] = []
    try orderedParallelMap(
      threads: threads, cancellation: cancellation, makeState: {},
      next: { () -> Int? in
        guard next < order.shardCount else { return nil }
        defer { next += 1 }
        return next
      },
      transform: { _, shard in try order.writeShard(shard) },
      emit: { written in
        var shard = written.shard
        shard.sequenceLength = ownLength
        shards.append(shard)
        for source in manifest.sources.indices {
          manifest.add(
            rows: written.rowCounts[source], tokens: written.tokenCounts[source], to: source, request.split)
        }
      })
    return shards
  }
}
