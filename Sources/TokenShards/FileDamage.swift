// Where a file is not what was written: found with the sums of its blocks, proved by its checksum.

import Storage

/// The difference between a file and its description in the manifest.
struct FileDamage {
  /// Bytes among which all wrong ones are, in order; none where no block is wrong, or nothing is known of blocks.
  private(set) var ranges: [Range<Int>] = []
  /// Every wrong byte and what was written there, in order; none where that is not known.
  private(set) var wrongBytes: [(offset: Int, written: UInt8)] = []
  private let bytes: UnsafeRawBufferPointer
  private let file: ShardManifest.File

  /// Compares; gives nil for a file that is as it was written.
  ///
  /// - Parameter bytes: all bytes of the file, which live as long as this value.
  init?(_ bytes: UnsafeRawBufferPointer, _ file: ShardManifest.File) {
    self.bytes = bytes
    self.file = file
    if bytes.count == file.byteCount, XXH64.hash(bytes) == file.xxh64 { return nil }
    guard let blocks = file.blocks else { return }
    let found = BlockSums.pairs(
      of: UnsafeRawBufferPointer(rebasing: bytes.prefix(file.byteCount)), blockByteCount: blocks.blockByteCount)
    var wrong: [Int] = []
    for block in blocks.pairs.indices {
      let range = blocks.range(ofBlock: block, byteCount: file.byteCount)
      // A block that is not all there is no block to compare; the file's size tells of it.
      if range.upperBound > bytes.count { break }
      if found[block] == blocks.pairs[block] { continue }
      wrong.append(block)
      if ranges.last?.upperBound == range.lowerBound {
        ranges[ranges.count - 1] = ranges[ranges.count - 1].lowerBound..<range.upperBound
      } else {
        ranges.append(range)
      }
    }
    if bytes.count == file.byteCount { wrongBytes = proved(wrong, blocks, found) }
  }

  /// The wrong bytes, if every one of the blocks has but one wrong number; the file's checksum says whether that is so.
  private func proved(
    _ wrong: [Int], _ blocks: BlockSums, _ found: [BlockSums.Pair]
  ) -> [(offset: Int, written: UInt8)] {
    var wrongBytes: [(offset: Int, written: UInt8)] = []
    var hash = XXH64()
    var hashed = 0
    for block in wrong {
      let range = blocks.range(ofBlock: block, byteCount: file.byteCount)
      guard let difference = blocks.difference(ofBlock: block, from: found[block], byteCount: range.count) else {
        return []
      }
      let start = range.lowerBound + difference.offset
      let present = Array(bytes[start..<min(start + 4, range.upperBound)])
      let number = present.reversed().reduce(Int64(0)) { $0 << 8 | Int64($1) } + difference.by
      guard number >= 0, number < 1 << (8 * Int64(present.count)) else { return [] }
      let written = present.indices.map { UInt8(truncatingIfNeeded: number >> (8 * Int64($0))) }
      for index in present.indices where present[index] != written[index] {
        wrongBytes.append((start + index, written[index]))
      }
      hash.update(UnsafeRawBufferPointer(rebasing: bytes[hashed..<start]))
      hash.update(written)
      hashed = start + written.count
    }
    hash.update(UnsafeRawBufferPointer(rebasing: bytes[hashed...]))
    return hash.digest() == file.xxh64 ? wrongBytes : []
  }

  /// The damage in words, with the offset of the first wrong byte where that is known.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - contents: names what stands in some bytes, such as rows; nil where nothing can be said of them.
  func error(path: String, contents: (Range<Int>) -> String?) -> ShardError {
    func named(_ range: Range<Int>) -> String { contents(range).map { ", in \($0)" } ?? "" }
    let stretches = ranges.prefix(Self.mostNamed).map { "bytes \($0.lowerBound) to \($0.upperBound - 1)\(named($0))" }
    let further = ranges.count > Self.mostNamed ? "; and \(ranges.count - Self.mostNamed) stretches more" : ""
    let damaged = stretches.joined(separator: "; ") + further
    if bytes.count != file.byteCount {
      let sizes = "the file has \(bytes.count) bytes, but \(file.byteCount) were written"
      let isSound = file.blocks.map { "; whole blocks of \($0.blockByteCount) bytes are sound" } ?? ""
      return ShardError(
        .corrupt, ranges.isEmpty ? sizes + isSound : "\(sizes); damaged are \(damaged)", path: path,
        offset: ranges.isEmpty ? min(bytes.count, file.byteCount) : nil)
    }
    let hashes =
      "the file has XXH64 \(Hex.encode(XXH64.hash(bytes))), the manifest says \(Hex.encode(file.xxh64))"
    if let first = wrongBytes.first {
      let places = wrongBytes.dropFirst().prefix(Self.mostNamed).map { String($0.offset) }.joined(separator: ", ")
      let others = places.isEmpty ? "" : "; of \(wrongBytes.count) wrong bytes the next are \(places)"
      return ShardError(
        .corrupt,
        "0x\(Hex.encode([bytes[first.offset]])) stands where 0x\(Hex.encode([first.written])) was written"
          + "\(named(first.offset..<first.offset + 1))\(others); \(hashes)", path: path, offset: first.offset)
    }
    if !ranges.isEmpty { return ShardError(.corrupt, "damaged are \(damaged); \(hashes)", path: path) }
    let sums = file.blocks == nil ? "" : ", whose sums of blocks are right"
    return ShardError(.corrupt, hashes + sums, path: path)
  }

  /// Stretches and bytes that an error names one by one.
  private static let mostNamed = 8
}

extension BlockSums {
  /// The bytes of a block of a file.
  fileprivate func range(ofBlock block: Int, byteCount: Int) -> Range<Int> {
    block * blockByteCount..<min((block + 1) * blockByteCount, byteCount)
  }
}
