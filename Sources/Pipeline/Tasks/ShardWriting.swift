// The shards of a split, written in parallel, and what they add to the manifest.

import Packing
import Storage
import TokenShards

/// Writes the shards of splits.
enum ShardWriting {
  /// Writes all shards of a request on all threads and adds their rows and tokens to the manifest's sources.
  ///
  /// - Returns: the shards in their order; the manifest does not name them yet.
  static func write(
    _ request: OrderRequest, threads: Int, cancellation: CancellationFlag, manifest: inout ShardManifest
  ) throws -> [ShardManifest.Shard] {
    let order = try ShardOrder(request)
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
        shards.append(written.shard)
        for source in manifest.sources.indices {
          manifest.add(
            rows: written.rowCounts[source], tokens: written.tokenCounts[source], to: source, request.split)
        }
      })
    return shards
  }
}

extension ShardManifest {
  fileprivate mutating func add(rows: Int, tokens: Int, to source: Int, _ split: DatasetSplit) {
    switch split {
    case .train:
      sources[source].train.rowCount += rows
      sources[source].train.tokenCount += tokens
    case .validation:
      sources[source].validation.rowCount += rows
      sources[source].validation.tokenCount += tokens
    }
  }
}
