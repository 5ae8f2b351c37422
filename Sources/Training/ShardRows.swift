// The trainer's rows from Sluice's own token shards.

import Storage
import TokenShards

/// One split of a set of shards, row after row in the order of its files.
///
/// Where the targets of a row end in the next row (`acrossRows`), a row is given with the next row's first token behind
/// it; the last row, which has no next, ends one token earlier.
public struct ShardRows: TokenRowSource, Sendable {
  public let rowCount: Int
  public let rowLength: Int
  public let identity: String
  private let shards: ShardSet
  private let split: DatasetSplit

  /// - Throws: `TrainingError` of code `invalidData` when the shards are not for predicting the next token, or when
  ///   their manifest cannot be read.
  public init(_ shards: ShardSet, split: DatasetSplit) throws(TrainingError) {
    let path = Path.join(shards.folder, ShardManifest.fileName)
    guard shards.manifest.objective.kind == .causal else {
      throw TrainingError(
        .invalidData,
        "the trainer predicts the next token; these rows are for the objective \(shards.manifest.objective.kind.rawValue)",
        location: path)
    }
    guard shards.manifest.content == .rows else {
      throw TrainingError(
        .invalidData,
        "the trainer reads packed rows; these \(shards.manifest.format.rawValue) shards hold whole documents",
        location: path)
    }
    let lengths = shards.manifest.sequenceLengths(split)
    guard lengths.allSatisfy({ $0 == shards.manifest.sequenceLength }) else {
      throw TrainingError(
        .invalidData,
        "the bundled trainer takes rows of one length; these are for sequences of "
          + lengths.map(String.init).joined(separator: ", ") + " tokens, one after the other", location: path)
    }
    let manifest: [UInt8]
    do throws(StorageError) {
      manifest = try FileSystem.readAll(path)
    } catch { throw TrainingError(.invalidData, error.message, location: error.path) }
    self.shards = shards
    self.split = split
    rowCount = shards.rowCount(split)
    rowLength = shards.manifest.sequenceLength + 1
    // Not the path: a run directory that was moved is the same run.
    identity = "\(split.rawValue) rows of manifest \(Hex.encode(XXH64.hash(manifest)))"
  }

  public func copyRow(_ index: Int, into row: UnsafeMutableBufferPointer<UInt32>) -> Int {
    let stored = shards.rowTokenCount
    shards.copyRow(index, split, to: UnsafeMutableBufferPointer(rebasing: row[..<stored]))
    let filled = textCount(index)
    if stored == rowLength { return filled }
    row[stored] = 0
    if filled < stored || index + 1 >= rowCount || textCount(index + 1) == 0 { return filled }
    row[stored] = shards.tokens(ofRow: index + 1, split)[0]
    return rowLength
  }

  /// Tokens of documents in a row; behind them stands padding.
  private func textCount(_ row: Int) -> Int {
    min(shards.rowTokenCount, shards.pieces(ofRow: row, split).reduce(0) { $0 + $1.tokenCount })
  }
}
