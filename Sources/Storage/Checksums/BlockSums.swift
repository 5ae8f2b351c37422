// Sums over the blocks of a file that tell where it was damaged, beside a checksum that tells that it was.
//
// Fletcher's pair of sums (John G. Fletcher, "An arithmetic checksum for serial transmissions", 1982), over numbers of
// 32 bits with sums of 64. Where a single number is wrong, the difference of the plain sums is what it is wrong by, and
// the difference of the weighted ones is that times its place: the two name the place, and the number that stood there.
// Pairs of neighbouring blocks add up to the pair of both, so that the size of blocks can follow the size of the file.

/// The sums of a file's blocks.
public struct BlockSums: Sendable, Equatable {
  /// The sums of a block's bytes as little-endian numbers of 32 bits, the last filled up with zeros.
  public struct Pair: Sendable, Equatable {
    /// Sum of the numbers, modulo 2^64.
    public var plain: UInt64 = 0
    /// Sum of the numbers, each multiplied by how many stand before it in the block, modulo 2^64.
    public var weighted: UInt64 = 0

    public init(plain: UInt64 = 0, weighted: UInt64 = 0) {
      self.plain = plain
      self.weighted = weighted
    }

    /// Adds what stands `offset` bytes, a multiple of 4, behind the beginning of the block.
    @inline(__always)
    fileprivate mutating func add(_ other: Pair, at offset: Int) {
      plain &+= other.plain
      weighted &+= other.weighted &+ UInt64(offset / 4) &* other.plain
    }
  }

  /// Bytes of a block; the last one of a file may have fewer.
  public internal(set) var blockByteCount: Int
  public internal(set) var pairs: [Pair]

  /// Blocks of the least size.
  public static let leastBlockByteCount = 1 << 12
  /// Most blocks of a file: where there would be more, blocks are twice as large.
  public static let mostBlocks = 64

  /// - Returns: nil when `pairs` are not those of a file of `byteCount` bytes.
  public init?(blockByteCount: Int, pairs: [Pair], byteCount: Int) {
    // Offsets of blocks are counted without looking for overflow.
    guard (4...1 << 56).contains(blockByteCount), blockByteCount % 4 == 0, (0...1 << 56).contains(byteCount),
      pairs.count == byteCount / blockByteCount + (byteCount % blockByteCount == 0 ? 0 : 1)
    else { return nil }
    self.blockByteCount = blockByteCount
    self.pairs = pairs
  }

  fileprivate init() {
    blockByteCount = Self.leastBlockByteCount
    pairs = []
  }

  /// The sums of `bytes` in blocks of a given size.
  public static func pairs(of bytes: UnsafeRawBufferPointer, blockByteCount: Int) -> [Pair] {
    stride(from: 0, to: bytes.count, by: blockByteCount).map { start in
      pair(of: UnsafeRawBufferPointer(rebasing: bytes[start..<min(bytes.count, start + blockByteCount)]))
    }
  }

  /// The sums of one block.
  public static func pair(of block: UnsafeRawBufferPointer) -> Pair {
    typealias Lanes = SIMD8<UInt64>
    var pair = Pair()
    var sums = Lanes()
    var sumsOfSums = Lanes()
    let whole = block.count & ~31
    var offset = 0
    while offset < whole {
      // SAFETY: 32 bytes from `offset` on lie in the block.
      let numbers = block.loadUnaligned(fromByteOffset: offset, as: SIMD8<UInt32>.self)
      sums &+= Lanes(truncatingIfNeeded: littleEndian(numbers))
      sumsOfSums &+= sums
      offset += 32
    }
    // The vector of number j was added to the sums of sums as often as there are vectors from it on.
    let weighted = sums &* Lanes(repeating: UInt64(whole / 32)) &- sumsOfSums
    for lane in 0..<8 {
      pair.plain &+= sums[lane]
      pair.weighted &+= 8 &* weighted[lane] &+ UInt64(lane) &* sums[lane]
    }
    for place in whole..<block.count {
      let value = UInt64(block[place]) << (8 * UInt64(place % 4))
      pair.add(Pair(plain: value), at: place & ~3)
    }
    return pair
  }

  @inline(__always)
  private static func littleEndian(_ numbers: SIMD8<UInt32>) -> SIMD8<UInt32> {
    #if _endian(little)
      numbers
    #else
      SIMD8(numbers.indices.map { UInt32(littleEndian: numbers[$0]) })
    #endif
  }

  /// Where a block differs from what these sums were taken of, if one number of 32 bits does and nothing else.
  ///
  /// - Parameters:
  ///   - found: the sums that the block has now.
  ///   - byteCount: bytes of the block.
  /// - Returns: the place of the number in the block, in bytes, and how much more it was than now; nil when more than one
  ///   number differs. Several can look like one: what comes out is to be proved by a checksum.
  public func difference(ofBlock block: Int, from found: Pair, byteCount: Int) -> (offset: Int, by: Int64)? {
    let by = Int64(bitPattern: pairs[block].plain &- found.plain)
    let weighted = Int64(bitPattern: pairs[block].weighted &- found.weighted)
    guard by != 0, by.magnitude < 1 << 32 else { return nil }
    let (place, overflow) = weighted.dividedReportingOverflow(by: by)
    guard !overflow, place &* by == weighted, place >= 0, place < (byteCount + 3) / 4 else { return nil }
    return (Int(place) * 4, by)
  }
}

/// Takes the sums of a file while its bytes go by.
public struct BlockSummer: Sendable {
  private var finished = BlockSums()
  private var current = BlockSums.Pair()
  /// Bytes of the block that is not full yet.
  private var currentCount = 0

  public init() {}

  /// Adds bytes.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    var rest = bytes[...]
    while !rest.isEmpty {
      if currentCount == 0, finished.pairs.count == BlockSums.mostBlocks { mergeNeighbours() }
      // Up to the next whole number byte by byte, then as far as the block reaches.
      let misaligned = currentCount % 4
      let room = misaligned > 0 ? 4 - misaligned : finished.blockByteCount - currentCount
      let part = UnsafeRawBufferPointer(rebasing: rest.prefix(room))
      if misaligned > 0 {
        for (index, byte) in part.enumerated() {
          let value = UInt64(byte) << (8 * UInt64(misaligned + index))
          current.add(BlockSums.Pair(plain: value), at: currentCount & ~3)
        }
      } else {
        current.add(BlockSums.pair(of: part), at: currentCount)
      }
      currentCount += part.count
      rest = rest.dropFirst(part.count)
      if currentCount == finished.blockByteCount { endBlock() }
    }
  }

  private mutating func endBlock() {
    finished.pairs.append(current)
    current = BlockSums.Pair()
    currentCount = 0
  }

  private mutating func mergeNeighbours() {
    let size = finished.blockByteCount
    finished.pairs = stride(from: 0, to: finished.pairs.count, by: 2).map { index in
      var pair = finished.pairs[index]
      pair.add(finished.pairs[index + 1], at: size)
      return pair
    }
    finished.blockByteCount = 2 * size
  }

  /// The sums of all bytes so far.
  public func sums() -> BlockSums {
    guard currentCount > 0 else { return finished }
    var last = self
    last.endBlock()
    return last.finished
  }
}
