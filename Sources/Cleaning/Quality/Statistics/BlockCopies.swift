// Blocks of a text, lines or paragraphs, that are copies of earlier ones.

/// How many blocks are copies of earlier ones, and how long these are.
struct BlockCopies {
  private(set) var blockCount = 0
  private(set) var copyCount = 0
  /// Characters in the copies.
  private(set) var copiedCharacters = 0

  /// Share of blocks that are copies.
  var share: Double { Cleaning.share(copyCount, blockCount) }

  /// - Parameters:
  ///   - keys: a hash of each block.
  ///   - lengths: the blocks' lengths in characters.
  init(keys: [UInt64], lengths: [UInt32], using table: inout FirstIndexTable) {
    blockCount = keys.count
    if blockCount < 2 { return }
    table.fill(keys, count: keys.count)
    for index in keys.indices where Int(table.firsts[index]) < index {
      copyCount += 1
      copiedCharacters += Int(lengths[index])
    }
  }
}
