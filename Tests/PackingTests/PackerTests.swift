// Packers: nothing is lost, what fits is not cut, little is wasted.

import TestSupport
import Testing

@testable import Packing

struct PackerTests {
  /// Packs sequences of the given lengths.
  private func pack(_ lengths: [Int], with packer: inout some RowPacker) -> [[PackedPiece]] {
    var rows: [[PackedPiece]] = []
    for (index, length) in lengths.enumerated() {
      packer.add(PackedPiece(file: 0, document: UInt32(index), first: 0, tokenCount: UInt32(length))) {
        rows.append(Array($0))
      }
    }
    packer.finish { rows.append(Array($0)) }
    return rows
  }

  /// Every token of every document stands in exactly one row, and no row holds too much.
  private func check(_ rows: [[PackedPiece]], _ lengths: [Int], capacity: Int) {
    var pieces = [[PackedPiece]](repeating: [], count: lengths.count)
    for row in rows {
      #expect(!row.isEmpty)
      #expect(row.reduce(0) { $0 + Int($1.tokenCount) } <= capacity)
      for piece in row {
        #expect(piece.tokenCount > 0)
        pieces[Int(piece.document)].append(piece)
      }
    }
    for (document, length) in lengths.enumerated() {
      var next = 0
      for piece in pieces[document].sorted(by: { $0.first < $1.first }) {
        #expect(Int(piece.first) == next)
        next += Int(piece.tokenCount)
      }
      #expect(next == length)
    }
  }

  private func randomLengths(_ count: Int, _ longest: Int, using random: inout SeededGenerator) -> [Int] {
    (0..<count).map { _ in
      // Many short, few long.
      let unit = Double.random(in: 0..<1, using: &random)
      return 1 + Int(unit * unit * unit * Double(longest))
    }
  }

  @Test func bestFitLosesNothingAndCutsOnlyWhatIsTooLong() {
    var random = SeededGenerator(seed: 61)
    for round in 0..<60 {
      let capacity = [2, 7, 64, 65, 100, 5_000][round % 6]
      let lengths = randomLengths(Int.random(in: 0...600, using: &random), capacity * 3, using: &random)
      var packer = BestFitPacker(
        capacity: capacity, windowCount: Int.random(in: 1...200, using: &random),
        openRowLimit: Int.random(in: 0...50, using: &random), key: random.next())
      let rows = pack(lengths, with: &packer)
      check(rows, lengths, capacity: capacity)
      for row in rows {
        for piece in row where lengths[Int(piece.document)] <= capacity {
          #expect(Int(piece.tokenCount) == lengths[Int(piece.document)])
        }
      }
    }
  }

  @Test func concatLosesNothingAndPadsOnlyTheLastRow() {
    var random = SeededGenerator(seed: 62)
    for _ in 0..<40 {
      let capacity = Int.random(in: 1...100, using: &random)
      let lengths = randomLengths(Int.random(in: 0...300, using: &random), capacity * 3, using: &random)
      var packer = ConcatPacker(capacity: capacity)
      let rows = pack(lengths, with: &packer)
      check(rows, lengths, capacity: capacity)
      for row in rows.dropLast() { #expect(row.reduce(0) { $0 + Int($1.tokenCount) } == capacity) }
      #expect(rows.flatMap { $0 }.map(\.document) == rows.flatMap { $0 }.map(\.document).sorted())
    }
  }

  @Test func bestFitWastesLittle() {
    var random = SeededGenerator(seed: 63)
    let capacity = 2_048
    let lengths = randomLengths(40_000, 4_000, using: &random)
    var packer = BestFitPacker(capacity: capacity, key: 1)
    let rows = pack(lengths, with: &packer)
    let padding = 1 - Double(lengths.reduce(0, +)) / Double(rows.count * capacity)
    #expect(padding < 0.0003)
  }

  @Test func theKeyDecidesAndNothingElse() {
    var random = SeededGenerator(seed: 64)
    let lengths = randomLengths(2_000, 300, using: &random)
    let results = [UInt64(1), 1, 2].map { key in
      var packer = BestFitPacker(capacity: 256, windowCount: 500, key: key)
      return pack(lengths, with: &packer)
    }
    #expect(results[0] == results[1])
    #expect(results[0] != results[2])
  }

  /// The bitmap's answers against a plain search, over capacities around its word sizes.
  @Test(arguments: [1, 63, 64, 65, 4_095, 4_096, 4_097, 9_000])
  func pieceGoesWhereItFitsBest(capacity: Int) {
    var random = SeededGenerator(seed: UInt64(capacity))
    let lengths = (0..<200).map { _ in Int.random(in: 1...capacity, using: &random) }
    var packer = BestFitPacker(capacity: capacity, windowCount: 1_000, key: 9)
    let rows = pack(lengths, with: &packer)
    check(rows, lengths, capacity: capacity)
    // Best-fit decreasing of the lengths alone gives as many rows.
    var rooms: [Int] = []
    for length in lengths.sorted(by: >) {
      if let best = rooms.indices.filter({ rooms[$0] >= length }).min(by: { rooms[$0] < rooms[$1] }) {
        rooms[best] -= length
      } else {
        rooms.append(capacity - length)
      }
    }
    #expect(rows.count == rooms.count)
  }
}
