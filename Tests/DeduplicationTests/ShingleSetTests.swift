// Shingle sets: their similarity, and where they are kept.

import Storage
import TestSupport
import Testing

@testable import Deduplication

@Suite("Shingle sets")
struct ShingleSetTests {
  /// Two ascending sets of about `count` values with about `shared` in common.
  static func sets(
    count: Int, shared: Double, using generator: inout SeededGenerator
  ) -> (left: [UInt64], right: [UInt64]) {
    var left: Set<UInt64> = []
    var right: Set<UInt64> = []
    for _ in 0..<count {
      let value = generator.next() as UInt64
      let place = Double.random(in: 0..<1, using: &generator)
      if place < (1 + shared) / 2 { left.insert(value) }
      if place > (1 - shared) / 2 { right.insert(value) }
    }
    return (left.sorted(), right.sorted())
  }

  @Test("the SIMD intersection equals its definition", arguments: [0, 1, 7, 8, 9, 16, 63, 64, 1000])
  func intersection(count: Int) {
    var generator = SeededGenerator(seed: UInt64(count) + 7)
    for shared in [0, 0.1, 0.5, 0.75, 0.9, 1] {
      for _ in 0..<20 {
        let (left, right) = Self.sets(count: count, shared: shared, using: &generator)
        let expected = Set(left).intersection(right).count
        left.withUnsafeBufferPointer { left in
          right.withUnsafeBufferPointer { right in
            #expect(Jaccard.intersectionByDefinition(left, right) == expected)
            #expect(Jaccard(left, right) == Jaccard(intersection: expected, union: left.count + right.count - expected))
          }
        }
      }
    }
  }

  @Test("whoever gives up early gives up rightly", arguments: [0.3, 0.5, 0.75, 1])
  func threshold(threshold: Double) throws {
    let parameters = try MinHashParameters(threshold: threshold)
    var generator = SeededGenerator(seed: 3)
    var found = 0
    for round in 0..<400 {
      let shared = min(1, threshold + Double.random(in: -0.2..<0.2, using: &generator))
      let (left, right) = Self.sets(count: round % 90 + 1, shared: shared, using: &generator)
      left.withUnsafeBufferPointer { left in
        right.withUnsafeBufferPointer { right in
          let all = Jaccard(left, right)
          let expected = parameters.isDuplicate(intersection: all.intersection, union: all.union) ? all : nil
          #expect(Jaccard.atLeast(parameters, left, right) == expected)
          found += expected == nil ? 0 : 1
        }
      }
    }
    #expect(found > 50 && found < 350)
  }

  @Test("batches hold the sets that are made one by one, empty and repetitive ones too")
  func batches() throws {
    var builder = ShingleSetBuilder(parameters: try MinHashParameters())
    var batch = ShingleSetBatch()
    let repeated = String(repeating: "again and again ", count: 500)
    let texts = ["", "one two", repeated, "to be or not to be that is the question", "中文字符的测试文本"]
    for text in texts { Array(text.utf8).withUnsafeBufferPointer { builder.append($0, to: &batch) } }
    var sets: [[UInt64]] = []
    batch.forEachSet { sets.append(Array($0)) }
    #expect(batch.count == texts.count)
    #expect(sets == texts.map { text in Array(text.utf8).withUnsafeBufferPointer { builder.shingles(of: $0) } })
    #expect(sets.map(\.count) == [0, 1, 3, 6, 5])
    #expect(sets.allSatisfy { $0 == Set($0).sorted() })
  }

  @Test("sets come back as they were given, in memory and from the scratch file", arguments: [1 << 30, 1 << 20, 1])
  func store(memoryByteCount: Int) throws {
    let folder = try ScratchFolder()
    let store = ShingleStore(memoryByteCount: memoryByteCount, scratchPath: folder.file("shingles"))
    var generator = SeededGenerator(seed: 1)
    // One of them is larger than a chunk.
    let sets = [0, 1, 700_000, 0, 5000, 1].map { count in (0..<count).map { _ in generator.next() as UInt64 } }
    for set in sets { try store.append(set) }
    #expect(store.count == sets.count)
    #expect(store.isSpilled == (memoryByteCount < 1 << 30))
    try store.finish()
    for (first, second) in [(0, 1), (2, 4), (5, 2), (3, 3)] {
      store.withSets(first, second) {
        #expect(Array($0) == sets[first])
        #expect(Array($1) == sets[second])
      }
    }
  }
}
