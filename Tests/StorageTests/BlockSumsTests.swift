// Sums of blocks: their definition, pieces of any size, and the places that they give away.

import TestSupport
import Testing

@testable import Storage

@Suite struct BlockSumsTests {
  /// The sums as they are defined, number by number.
  static func pair(_ bytes: ArraySlice<UInt8>) -> BlockSums.Pair {
    var pair = BlockSums.Pair()
    for (place, byte) in bytes.enumerated() {
      let value = UInt64(byte) << (8 * UInt64(place % 4))
      pair.plain &+= value
      pair.weighted &+= UInt64(place / 4) &* value
    }
    return pair
  }

  static func sums(_ bytes: [UInt8], pieces: [Int]) -> BlockSums {
    var summer = BlockSummer()
    var start = 0
    var number = 0
    while start < bytes.count {
      let end = min(bytes.count, start + pieces[number % pieces.count])
      bytes.withUnsafeBytes { summer.update(UnsafeRawBufferPointer(rebasing: $0[start..<end])) }
      start = end
      number += 1
    }
    return summer.sums()
  }

  @Test(arguments: [0, 1, 3, 4, 31, 32, 33, 4_095, 4_096, 4_097, 262_144, 262_145, 524_289, 1_700_001])
  func blocksAreSumsOfTheirNumbersHoweverTheyCome(count: Int) {
    var generator = SeededGenerator(seed: UInt64(count))
    let bytes = generator.bytes(count: count)
    let whole = Self.sums(bytes, pieces: [1 << 20])
    #expect(whole.pairs.count <= BlockSums.mostBlocks)
    let size = whole.blockByteCount
    #expect(size == 4_096 || whole.pairs.count > BlockSums.mostBlocks / 2)
    #expect(
      whole.pairs
        == stride(from: 0, to: count, by: size).map { Self.pair(bytes[$0..<min(count, $0 + size)]) })
    #expect(whole.pairs == bytes.withUnsafeBytes { BlockSums.pairs(of: $0, blockByteCount: size) })
    #expect(BlockSums(blockByteCount: size, pairs: whole.pairs, byteCount: count) == whole)
    for pieces in [[1, 2, 3, 5, 7], [4_093, 1], [16_384, 4_096], [70_001]] {
      #expect(Self.sums(bytes, pieces: pieces) == whole, "in pieces of \(pieces)")
    }
  }

  /// Whatever happens to the four bytes of one number, its place and what stood there are known.
  @Test func oneWrongNumberIsFoundAndTold() throws {
    var generator = SeededGenerator(seed: 8)
    let bytes = generator.bytes(count: 9_001)
    let sums = Self.sums(bytes, pieces: [bytes.count])
    for round in 0..<4_000 {
      var damaged = bytes
      let place = round < 2_000 ? round : Int.random(in: 0..<bytes.count, using: &generator)
      switch round % 3 {
      case 0: damaged[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
      case 1: for offset in place & ~3..<min(place & ~3 + 4, bytes.count) { damaged[offset] = 0 }
      default: for offset in place & ~3..<min(place & ~3 + 4, bytes.count) { damaged[offset] = 0xff }
      }
      if damaged == bytes { continue }
      let block = place / sums.blockByteCount
      let start = block * sums.blockByteCount
      let count = min(sums.blockByteCount, bytes.count - start)
      let found = damaged.withUnsafeBytes {
        BlockSums.pair(of: UnsafeRawBufferPointer(rebasing: $0[start..<start + count]))
      }
      let difference = try #require(sums.difference(ofBlock: block, from: found, byteCount: count))
      #expect(start + difference.offset == place & ~3)
      let width = min(4, bytes.count - place & ~3)
      func number(_ bytes: [UInt8]) -> Int64 {
        (0..<width).reduce(0) { $0 | Int64(bytes[place & ~3 + $1]) << (8 * Int64($1)) }
      }
      #expect(number(damaged) + difference.by == number(bytes))
    }
  }

  @Test func filesHaveSumsWhereTheyAreAskedFor() throws {
    let folder = TemporaryFolder("sums")
    var generator = SeededGenerator(seed: 2)
    let bytes = generator.bytes(count: 3_000_000)
    for expected in [0, 100 << 20] {
      let file = try AtomicFile(path: folder.file("a"), expectedByteCount: expected, sumsBlocks: true)
      try file.write(Array(bytes[..<1_001]))
      try file.write(count: 300_000) { $0.copyBytes(from: bytes[1_001..<301_001]) }
      try file.write(Array(bytes[301_001...]))
      let summary = try file.commit()
      #expect(summary.xxh64 == XXH64.hash(bytes))
      #expect(summary.blocks == Self.sums(bytes, pieces: [bytes.count]))
    }
    #expect(try AtomicFile.write(bytes, to: folder.file("b")).blocks == nil)
  }
}
