// What users rely on: what goes, what stays, and that nothing else decides about it.

import TestSupport
import Testing
import TextAnalysis

@testable import Deduplication

@Suite("Deduplication")
struct DeduplicatorTests {
  @Test("no two candidates above the threshold stay, and removals are similar to what is kept", arguments: 0..<4)
  func promises(seed: UInt64) throws {
    var maker = TextMaker(generator: SeededGenerator(seed: seed))
    let corpus = Corpus(maker.corpus(families: 40, members: 6), taskCount: 3)
    let texts = corpus.texts
    let result = try corpus.deduplicate()
    let parameters = try MinHashParameters()
    let removed = Set(result.removedNumbers)
    #expect(removed.count > 80)
    for removal in result.removals {
      #expect(!removed.contains(removal.kept))
      #expect(removal.kept < removal.document)
      let truth = jaccard(texts[removal.document], texts[removal.kept])
      #expect(parameters.isDuplicate(intersection: truth.intersection, union: truth.union))
      if removal.reason == .near { #expect(removal.jaccard == truth) }
    }
    // Every pair that shares a band key and is similar enough: one of both is gone.
    var signer = Signer(parameters: SignatureParameters(minHash: parameters))
    var batch = SignatureBatch()
    for text in texts { Array(text.utf8).withUnsafeBufferPointer { signer.sign($0, orderKey: 0, into: &batch) } }
    var checked = 0
    for first in texts.indices where !removed.contains(first) {
      for second in first + 1..<texts.count where !removed.contains(second) {
        let shares = (0..<14).contains { batch.keys[first * 14 + $0] == batch.keys[second * 14 + $0] }
        if shares {
          checked += 1
          let truth = jaccard(texts[first], texts[second])
          #expect(!parameters.isDuplicate(intersection: truth.intersection, union: truth.union))
        }
      }
    }
    #expect(checked > 0)
  }

  @Test("deduplicating the result removes nothing")
  func idempotent() throws {
    var maker = TextMaker(generator: SeededGenerator(seed: 21))
    let corpus = Corpus(maker.corpus(families: 60, members: 7))
    let removed = Set(try corpus.deduplicate().removedNumbers)
    let rest = corpus.texts.indices.filter { !removed.contains($0) }.map { corpus.texts[$0] }
    #expect(try Corpus(rest).deduplicate().removedCount == 0)
  }

  @Test("task count, threads, memory and number of ranges do not change the result")
  func sameForAnyWork() throws {
    var maker = TextMaker(generator: SeededGenerator(seed: 8))
    let texts = maker.corpus(families: 50, members: 5)
    let expected = try Corpus(texts).deduplicate()
    for (tasks, threads, memory) in [(1, 3, 1 << 30), (2, 1, 4096), (7, 2, 1 << 30), (300, 1, 1 << 12), (5, 2, 1)] {
      let other = try Corpus(texts, taskCount: tasks).deduplicate(memory: memory, threads: threads)
      #expect(other.removals.elementsEqual(expected.removals, by: ==))
      #expect(other.statistics == expected.statistics)
    }
  }

  @Test("in another order the same families are thinned, each to documents that differ")
  func otherOrder() throws {
    var maker = TextMaker(generator: SeededGenerator(seed: 30))
    // Families of copies that differ in white space only, so that the number that stays is certain.
    var texts: [String] = []
    for _ in 0..<50 {
      let words = maker.words(30)
      for separator in [" ", "  ", "\n", "\t "] { texts.append(words.joined(separator: separator)) }
    }
    for _ in 0..<3 {
      texts.shuffle(using: &maker.generator)
      #expect(try Corpus(texts, taskCount: 2).deduplicate().removedCount == 150)
    }
  }

  @Test("a chain A~B~C keeps C when it is unlike A")
  func chain() throws {
    var maker = TextMaker(generator: SeededGenerator(seed: 2))
    let words = maker.words(240)
    // Each step replaces another 12 % of the text in one block.
    let steps = (0..<4).map { step in
      words.enumerated().map { $0.offset < step * 28 ? "x\(step)y\($0.offset)" : $0.element }.joined(separator: " ")
    }
    let result = try Corpus(steps).deduplicate()
    for removal in result.removals { #expect(jaccard(steps[removal.document], steps[removal.kept]).value >= 0.75) }
    #expect(!result.removedNumbers.contains(3))
    #expect(jaccard(steps[0], steps[3]).value < 0.75)
  }

  @Test("digits are not folded: texts that differ in numbers only stay")
  func digits() throws {
    let texts = (0..<500).map { "Order \($0) was shipped to store \($0 * 7) on day \($0 % 30) with code \($0 * 31)" }
    #expect(try Corpus(texts).deduplicate().removedCount == 0)
  }

  @Test("byte copies go, however short; different short texts stay")
  func shortTexts() throws {
    let texts = ["a", "a", "", "", "?", "!", "?", "中", "中", "a b", "b a", "a b", "one two three four", "one two three"]
    for near in [true, false] {
      #expect(try Corpus(texts, taskCount: 2).deduplicate(near: near).removedNumbers == [1, 3, 6, 8, 11])
    }
    #expect(try Corpus(["", " ", "\n\u{3000}"]).deduplicate().removedNumbers == [1, 2])
    #expect(try Corpus(["", " "]).deduplicate(normalization: .none).removedNumbers == [])
  }

  @Test("what counts as an exact copy depends on the normalisation")
  func normalization() throws {
    let texts = ["Hello,  big world", "Hello, big world", "HELLO big world!", "Ｈｅｌｌｏ, big world", "hello world"]
    #expect(try Corpus(texts).deduplicate(normalization: .none, near: false).removedNumbers == [])
    #expect(try Corpus(texts).deduplicate(normalization: .whitespace, near: false).removedNumbers == [1])
    #expect(try Corpus(texts).deduplicate(normalization: .full, near: false).removedNumbers == [1, 2, 3])
    let near = try Corpus(texts).deduplicate(normalization: .whitespace)
    #expect(near.removals.map(\.reason) == [.exact, .near, .near])
  }

  @Test("the task of higher priority keeps its documents")
  func priority() throws {
    var maker = TextMaker(generator: SeededGenerator(seed: 4))
    let shared = (0..<20).map { _ in maker.words(50).joined(separator: " ") }
    var corpus = Corpus([])
    corpus.tasks = [shared, shared.shuffled(using: &maker.generator), []]
    let result = try corpus.deduplicate()
    #expect(result.removals(ofTask: 0).count == 0)
    #expect(result.removals(ofTask: 1).count == 20)
    #expect(result.removals(ofTask: 2).documentCount == 0)
  }

  @Test("a copy of a removed document goes in favour of the one that is kept")
  func copiesOfRemoved() throws {
    var maker = TextMaker(generator: SeededGenerator(seed: 6))
    let base = maker.words(200)
    var edited = base
    edited[100] = "otherwise"
    let texts = [base, edited, edited].map { $0.joined(separator: " ") }
    let removals = try Corpus(texts).deduplicate().removals
    #expect(removals.map(\.document) == [1, 2])
    #expect(removals.map(\.kept) == [0, 0])
    #expect(removals.allSatisfy { $0.jaccard == jaccard(texts[0], texts[1]) && $0.reason == .near })
  }

  @Test("200,000 copies of one document are one cluster, in linear work")
  func hotKey() throws {
    let text = "the same words again and again in every single document of this corpus"
    var corpus = Corpus([])
    corpus.tasks = [[String](repeating: text, count: 199_998) + [text + " but", "but " + text]]
    let result = try corpus.deduplicate()
    #expect(result.removedCount == 200_000 - 1)
    #expect(result.statistics.comparisons <= 2)
    var members = 0
    result.forEachClusterMember { _, cluster in members += cluster == .present(DocumentPlace(task: 0, row: 0)) ? 1 : 0 }
    #expect(members == 200_000)
  }

  @Test("many near copies that share every key are compared once each")
  func hotComponent() throws {
    var maker = TextMaker(generator: SeededGenerator(seed: 12))
    let base = maker.words(300)
    let texts = (0..<2000).map { number in
      (base.prefix(299) + ["n\(number)"]).joined(separator: " ")
    }
    let result = try Corpus(texts, taskCount: 4).deduplicate()
    #expect(result.removedCount == 1999)
    #expect(result.statistics.comparisons == 1999)
  }

  @Test("no documents, no tasks")
  func nothing() throws {
    #expect(try Corpus([]).deduplicate().removedCount == 0)
    var corpus = Corpus([])
    corpus.tasks = []
    #expect(try corpus.deduplicate().statistics.documents == 0)
  }

  @Test("clusters name the kept document, in document order")
  func clusters() throws {
    let result = try Corpus(["b", "a", "b", "c", "a", "b"]).deduplicate()
    var lines: [[Int]] = []
    result.forEachClusterMember { lines.append([$0.row, result.number(of: $1)]) }
    #expect(lines == [[0, 0], [1, 1], [2, 0], [4, 1], [5, 0]])
  }

  @Test("candidate pairs are those that share a key, each once, with their exact similarity")
  func candidatePairs() throws {
    var maker = TextMaker(generator: SeededGenerator(seed: 17))
    let texts = maker.corpus(families: 30, members: 5) + ["same", "same", "same"]
    let folder = try ScratchFolder()
    let parameters = SignatureParameters(minHash: try MinHashParameters())
    _ = try FileTests.signed(texts, parameters, to: folder.file("s"))
    let numbering = try DocumentNumbering(documentCounts: [texts.count])
    let resources = WorkResources(memoryByteCount: 1 << 12, scratchFolder: folder.path)
    try CandidateReducer(range: 0, of: 1).run(
      signaturePaths: [folder.file("s")], parameters: parameters, numbering: numbering, resources: resources,
      output: folder.file("c"))
    let graph = try CandidateGraph(
      candidatePaths: [folder.file("c")], signaturePaths: [folder.file("s")], numbering: numbering,
      resources: resources)
    var resolver = try Resolver(graph: graph, parameters: parameters, resources: resources)
    #expect(throws: DeduplicationError.self) { try resolver.forEachCandidatePair { _ in } }
    var builder = ShingleSetBuilder(parameters: try MinHashParameters())
    for row in graph.rowsToRead(ofTask: 0) {
      try resolver.append(Array(texts[row].utf8).withUnsafeBufferPointer { builder.shingles(of: $0) })
    }
    #expect(throws: DeduplicationError.self) { try resolver.append([]) }
    var pairs: [[Int]] = []
    try resolver.forEachCandidatePair { pair in
      pairs.append([pair.first.row, pair.second.row])
      #expect(pair.jaccard.value == jaccard(texts[pair.first.row], texts[pair.second.row]).value)
    }
    var signer = Signer(parameters: parameters)
    var batch = SignatureBatch()
    for text in texts { Array(text.utf8).withUnsafeBufferPointer { signer.sign($0, orderKey: 0, into: &batch) } }
    var expected: [[Int]] = []
    for first in texts.indices {
      for second in first + 1..<texts.count
      where (0..<14).contains(where: { batch.keys[first * 14 + $0] == batch.keys[second * 14 + $0] }) {
        expected.append([first, second])
      }
    }
    #expect(pairs == expected)
    #expect(expected.count > 100)
    // The pairs leave the decision as it is.
    #expect(try resolver.resolve().removedCount == Corpus(texts).deduplicate().removedCount)
  }
}
