// A document is its id and its text: where it stands decides nothing.

import TestSupport
import Testing

@testable import Deduplication

@Suite("Order independence")
struct OrderIndependenceTests {
  /// A document with its identity.
  struct Named: Equatable {
    var id: UInt64
    var source: Int
    var text: String
  }

  /// Decisions by id, without places.
  struct Decisions: Equatable {
    struct Removal: Equatable {
      var id: UInt64
      var kept: UInt64
      var reason: RemovalReason
      var jaccard: Jaccard
    }
    var removals: [Removal]
    /// Pairs of member and head, ascending.
    var clusters: [[UInt64]]
    var statistics: Resolution.Statistics
  }

  static func documents(_ seed: UInt64) -> [Named] {
    var maker = TextMaker(generator: SeededGenerator(seed: seed))
    var texts = maker.corpus(families: 40, members: 6, length: 60)
    for _ in 0..<60 { texts.append(texts[Int.random(in: 0..<texts.count, using: &maker.generator)]) }
    return texts.map { text in
      Named(id: maker.generator.next(), source: Int.random(in: 0..<3, using: &maker.generator), text: text)
    }
  }

  /// - Parameter tasks: each of one source.
  static func decide(
    _ tasks: [[Named]], keys: @escaping (UInt64) -> UInt64 = { $0 }, memory: Int = 1 << 30, threads: Int = 1
  ) throws -> Decisions {
    let folder = try ScratchFolder()
    let result = try Deduplicator(
      parameters: SignatureParameters(minHash: MinHashParameters()), scratchFolder: folder.path,
      memoryByteCount: memory, threads: threads
    ).run(taskCount: tasks.count, ranks: tasks.map { $0.first?.source ?? 0 }) { task, rows in
      var rest = (rows ?? Array(tasks[task].indices))[...]
      return {
        rest.popFirst().map { row in
          Deduplicator.KeyedText(orderKey: keys(tasks[task][row].id), text: Array(tasks[task][row].text.utf8))
        }
      }
    }
    func id(_ place: DocumentPlace) -> UInt64 { tasks[place.task][place.row].id }
    func id(_ kept: KeptDocument) -> UInt64 {
      guard case .present(let place) = kept else { return 0 }
      return id(place)
    }
    var removals: [Decisions.Removal] = []
    result.forEachRemoval {
      removals.append(
        Decisions.Removal(id: id($0.document), kept: id($0.kept), reason: $0.reason, jaccard: $0.jaccard))
    }
    var clusters: [[UInt64]] = []
    result.forEachClusterMember { clusters.append([id($0), id($1)]) }
    return Decisions(
      removals: removals.sorted { $0.id < $1.id }, clusters: clusters.sorted { $0.lexicographicallyPrecedes($1) },
      statistics: result.statistics)
  }

  /// The documents in another order, in other tasks, with empty ones between.
  static func scattered(_ documents: [Named], taskCount: Int, _ generator: inout SeededGenerator) -> [[Named]] {
    var tasks = [[Named]](repeating: [], count: 3 * taskCount)
    for document in documents.shuffled(using: &generator) {
      tasks[Int.random(in: 0..<taskCount, using: &generator) * 3 + document.source].append(document)
    }
    return tasks.shuffled(using: &generator)
  }

  @Test("shuffled, split anew, in little memory, by several threads: the same decisions", arguments: 0..<3)
  func anyArrangement(seed: UInt64) throws {
    let documents = Self.documents(seed)
    var generator = SeededGenerator(seed: seed + 1000)
    let expected = try Self.decide(Self.scattered(documents, taskCount: 1, &generator))
    #expect(expected.removals.contains { $0.reason == .exact })
    #expect(expected.removals.contains { $0.reason == .near })
    #expect(expected.removals.count == expected.statistics.exactRemoved + expected.statistics.nearRemoved)
    for (taskCount, memory, threads) in [(1, 1 << 30, 2), (2, 1 << 12, 1), (9, 1 << 16, 3), (20, 1, 1)] {
      let tasks = Self.scattered(documents, taskCount: taskCount, &generator)
      #expect(try Self.decide(tasks, memory: memory, threads: threads) == expected)
    }
  }

  @Test("a copy in a source of higher priority stays, whatever the ids")
  func sourcesFirst() throws {
    let documents = Self.documents(7)
    var generator = SeededGenerator(seed: 5)
    let sources = Dictionary(uniqueKeysWithValues: documents.map { ($0.id, $0.source) })
    let decisions = try Self.decide(Self.scattered(documents, taskCount: 4, &generator))
    for removal in decisions.removals {
      let kept = try #require(sources[removal.kept])
      let gone = try #require(sources[removal.id])
      #expect(kept <= gone)
      if removal.reason == .exact, kept == gone { #expect(removal.kept < removal.id) }
    }
  }

  @Test("equal order keys: the texts decide, not the places", arguments: [0, 1, 0xff] as [UInt64])
  func tiedKeys(mask: UInt64) throws {
    // Copies of equal keys are interchangeable, so what is compared are the texts that stay.
    let documents = Self.documents(11)
    var generator = SeededGenerator(seed: 2)
    let texts = Dictionary(uniqueKeysWithValues: documents.map { ($0.id, "\($0.source) \($0.text)") })
    func kept(_ taskCount: Int) throws -> [String] {
      let tasks = Self.scattered(documents, taskCount: taskCount, &generator)
      let decisions = try Self.decide(tasks, keys: { $0 & mask })
      let removed = Set(decisions.removals.map(\.id))
      return documents.filter { !removed.contains($0.id) }.compactMap { texts[$0.id] }.sorted()
    }
    let expected = try kept(1)
    #expect(try kept(3) == expected)
    #expect(try kept(50) == expected)
  }

  @Test("the row as order key keeps the first")
  func firstRow() throws {
    var maker = TextMaker(generator: SeededGenerator(seed: 3))
    let texts = (0..<10).map { _ in maker.words(40).joined(separator: " ") }
    let result = try Corpus(texts + texts.reversed()).deduplicate()
    #expect(result.removedNumbers == Array(10..<20))
  }
}
