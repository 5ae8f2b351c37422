// Token shards as the trainer reads them.

import Storage
import TokenShards
import Training

/// The rows of one split of a set of shards.
struct ShardRows: TokenRowSource {
  private let shards: ShardSet
  private let split: DatasetSplit
  let identity: String

  init(_ shards: ShardSet, split: DatasetSplit) throws {
    self.shards = shards
    self.split = split
    identity = try "\(split.rawValue) " + SHA256.hexHash(ofFile: Path.join(shards.folder, ShardManifest.fileName))
  }

  var rowCount: Int { shards.rowCount(split) }
  var rowLength: Int { shards.rowTokenCount }
  var paddingID: UInt32? { shards.manifest.paddingID }

  func copyRow(_ index: Int, into row: UnsafeMutableBufferPointer<UInt32>) { shards.copyRow(index, split, to: row) }
}
