// Who belongs together: exactly those that verified similarity ties, by way of documents that go, too.

import Storage
import TestSupport
import Testing

@testable import Deduplication

@Suite("Like documents")
struct LikeDocumentsTests {
  private func resolve(_ corpus: Corpus, likeness: Double?, memory: Int = 1 << 30, threads: Int = 1) throws
    -> Resolution
  {
    let folder = try ScratchFolder()
    var deduplicator = Deduplicator(
      parameters: SignatureParameters(minHash: try MinHashParameters()), scratchFolder: folder.path,
      memoryByteCount: memory, threads: threads)
    deduplicator.likeness = likeness
    return try deduplicator.run(taskCount: corpus.tasks.count, texts: corpus.reader)
  }

  /// The head of every document, in dense numbers.
  private func heads(_ resolution: Resolution, kept: Bool = false) throws -> [Int] {
    var heads = Array(0..<resolution.numbering.documentCount)
    for task in 0..<resolution.numbering.taskCount {
      try resolution.forEachTied(ofTask: task, kept: kept) { row, head in
        let number = resolution.numbering.number(of: DocumentPlace(task: task, row: row))
        #expect(heads[number] == number)
        heads[number] = resolution.number(of: head)
      }
    }
    return heads
  }

  /// The same by definition: every pair that shares a band key and is similar enough is tied.
  private func headsByDefinition(_ texts: [String], likeness: Double) throws -> [Int] {
    let parameters = try MinHashParameters()
    var signer = Signer(parameters: SignatureParameters(minHash: parameters))
    var batch = SignatureBatch()
    for text in texts { Array(text.utf8).withUnsafeBufferPointer { signer.sign($0, orderKey: 0, into: &batch) } }
    var heads = Array(texts.indices)
    func root(_ number: Int) -> Int {
      var number = number
      while heads[number] != number { number = heads[number] }
      return number
    }
    for first in texts.indices {
      for second in first + 1..<texts.count {
        let shares = (0..<14).contains { batch.keys[first * 14 + $0] == batch.keys[second * 14 + $0] }
        guard texts[first] == texts[second] || shares && jaccard(texts[first], texts[second]).value >= likeness else {
          continue
        }
        let (left, right) = (root(first), root(second))
        heads[max(left, right)] = min(left, right)
      }
    }
    return texts.indices.map(root)
  }

  @Test("documents are tied as the definition says", arguments: 0..<4, [0.3, 0.5, 0.65, 0.75])
  func asDefined(seed: UInt64, likeness: Double) throws {
    var maker = TextMaker(generator: SeededGenerator(seed: 40 + seed))
    // Many copies on both sides of the threshold, and some that are exact.
    var texts = maker.corpus(families: 12, members: 9)
    texts += texts.prefix(10)
    let resolution = try resolve(Corpus(texts, taskCount: 3), likeness: likeness)
    let found = try heads(resolution)
    #expect(try found == headsByDefinition(texts, likeness: likeness))
    // Decisions do not depend on who asks, and a head stays.
    let plain = try resolve(Corpus(texts, taskCount: 3), likeness: nil)
    #expect(plain.removals.elementsEqual(resolution.removals, by: ==))
    let removed = Set(resolution.removedNumbers)
    #expect(found.allSatisfy { !removed.contains($0) })
    // Every document that goes is tied to the one that stays for it.
    for removal in resolution.removals { #expect(found[removal.document] == found[removal.kept]) }
    let stay = try heads(resolution, kept: true)
    #expect(stay.indices.allSatisfy { stay[$0] == (removed.contains($0) ? $0 : found[$0]) })
    #expect(stay.indices.contains { stay[$0] != $0 })
  }

  @Test("a document that goes ties those that stay: A and C of a chain A~B~C")
  func chain() throws {
    var maker = TextMaker(generator: SeededGenerator(seed: 2))
    let words = maker.words(240)
    let steps = (0..<5).map { step in
      words.enumerated().map { $0.offset < step * 24 ? "x\(step)y\($0.offset)" : $0.element }.joined(separator: " ")
    }
    let resolution = try resolve(Corpus(steps), likeness: 0.75)
    #expect(!resolution.removedNumbers.isEmpty && resolution.removedCount < 4)
    #expect(try heads(resolution) == headsByDefinition(steps, likeness: 0.75))
  }

  @Test("tasks, threads and memory do not change who belongs together")
  func sameForAnyWork() throws {
    var maker = TextMaker(generator: SeededGenerator(seed: 9))
    let texts = maker.corpus(families: 30, members: 6)
    let expected = try heads(resolve(Corpus(texts), likeness: 0.5))
    for (tasks, threads, memory) in [(1, 3, 1 << 30), (2, 1, 4096), (7, 2, 1 << 30), (200, 1, 1 << 12)] {
      let other = try resolve(Corpus(texts, taskCount: tasks), likeness: 0.5, memory: memory, threads: threads)
      #expect(try heads(other) == expected)
    }
  }

  @Test("groups come back from their file, and a damaged one is refused")
  func file() throws {
    let folder = TemporaryFolder("groups")
    var groups = SplitGroups()
    for (row, group) in [(0, 7), (3, 7), (4, UInt64.max), (4_000_000_000, 1)] { groups.append(row: row, group: group) }
    _ = try groups.write(to: folder.file("a.groups"))
    let read = try SplitGroups(path: folder.file("a.groups"))
    #expect(read == groups)
    #expect([0, 1, 3, 4, 4_000_000_000, 4_000_000_001].map { read[$0] } == [7, nil, 7, .max, 1, nil])
    let bytes = folder.read("a.groups")
    for position in bytes.indices {
      var damaged = bytes
      damaged[position] ^= 4
      folder.write(damaged, to: "b.groups")
      #expect(throws: DeduplicationError.self) { try SplitGroups(path: folder.file("b.groups")) }
    }
  }
}
