// An earlier corpus is frozen; the later one is decided as if both had been decided at once.

import Storage
import TestSupport
import Testing

@testable import Deduplication

@Suite("Frozen corpora")
struct FrozenCorpusTests {
  typealias Named = OrderIndependenceTests.Named

  /// A corpus in tasks, and where its index lies once it was deduplicated.
  final class Crawl {
    let tasks: [[Named]]
    let folder: ScratchFolder
    let rows: IndexedRows
    /// The documents in the rows that the index names.
    var files: [[Named]] = []

    convenience init(
      _ documents: [Named], taskCount: Int, rows: IndexedRows, _ generator: inout SeededGenerator
    ) throws {
      try self.init(
        tasks: OrderIndependenceTests.scattered(documents, taskCount: taskCount, &generator), rows: rows)
    }

    init(tasks: [[Named]], rows: IndexedRows) throws {
      self.tasks = tasks
      folder = try ScratchFolder()
      self.rows = rows
    }

    func index() throws -> CorpusIndex { try CorpusIndex(folder: folder.path) }
  }

  struct Decided: Equatable {
    var id: UInt64
    var kept: UInt64
    var reason: RemovalReason
    var jaccard: Jaccard
  }

  /// Deduplicates a crawl against earlier ones, and writes its index.
  static func decide(
    _ crawl: Crawl, against earlier: [Crawl] = [], memory: Int = 1 << 30, limits: ResolverLimits = ResolverLimits()
  ) throws -> [Decided] {
    let parameters = SignatureParameters(minHash: try MinHashParameters())
    let scratch = try ScratchFolder()
    let frozen = try FrozenCorpora(earlier.map { try $0.index() }, parameters: parameters, limits: limits)
    let result = try Deduplicator(
      parameters: parameters, limits: limits, scratchFolder: scratch.path, memoryByteCount: memory
    ).run(
      taskCount: crawl.tasks.count, ranks: crawl.tasks.map { $0.first?.source ?? 0 }, against: frozen,
      index: (crawl.folder.path, crawl.rows),
      frozenTexts: { corpus, places in
        #expect(places == places.sorted())
        return reader(places.map { earlier[corpus].files[$0.task][$0.row] })
      },
      texts: { task, rows in reader(rows.map { $0.map { crawl.tasks[task][$0] } } ?? crawl.tasks[task]) })
    guard try FileSystem.listDirectory(scratch.path).isEmpty else {
      throw DeduplicationError(.badFile, "left", at: scratch.path)
    }
    crawl.files = crawl.tasks.indices.map { task in
      let bits = result.removals(ofTask: task)
      return crawl.tasks[task].indices.filter { crawl.rows == .signed || !bits.contains($0) }
        .map { crawl.tasks[task][$0] }
    }
    var decided: [Decided] = []
    result.forEachRemoval { removal in
      let kept =
        switch removal.kept {
        case .present(let place): crawl.tasks[place.task][place.row]
        case .frozen(let corpus, let place): earlier[corpus].files[place.task][place.row]
        }
      decided.append(
        Decided(
          id: crawl.tasks[removal.document.task][removal.document.row].id, kept: kept.id, reason: removal.reason,
          jaccard: removal.jaccard))
    }
    #expect(decided.count == result.removedCount)
    return decided.sorted { $0.id < $1.id }
  }

  private static func reader(_ documents: [Named]) -> Deduplicator.TextReader {
    var rest = documents[...]
    return { rest.popFirst().map { Deduplicator.KeyedText(orderKey: $0.id, text: Array($0.text.utf8)) } }
  }

  /// Documents with families that spread over several crawls, with copies, short texts and code.
  static func documents(_ seed: UInt64, crawls: Int) -> [[Named]] {
    var documents = OrderIndependenceTests.documents(seed)
    var maker = TextMaker(generator: SeededGenerator(seed: seed &+ 77))
    let lines = (0..<30).map { "    let value\($0) = try reader.next(\($0 % 7), from: \"x\")\n" }
    for _ in 0..<40 {
      var copy = lines
      for _ in 0..<Int.random(in: 0..<5, using: &maker.generator) {
        copy[Int.random(in: 0..<30, using: &maker.generator)] = "    return \(maker.words(1)[0])\n"
      }
      documents.append(Named(id: maker.generator.next(), source: 0, text: copy.joined()))
      documents.append(
        Named(
          id: maker.generator.next(), source: 1, text: ["", "a", "中", "?"].randomElement(using: &maker.generator) ?? "")
      )
    }
    var parts = [[Named]](repeating: [], count: crawls)
    for document in documents { parts[Int.random(in: 0..<crawls, using: &maker.generator)].append(document) }
    return parts
  }

  /// All crawls at once, the earlier ones at higher priority: what is decided about the last one.
  static func together(
    _ crawls: [[Named]], limits: ResolverLimits = ResolverLimits(), _ generator: inout SeededGenerator
  ) throws -> [Decided] {
    var all: [Named] = []
    for (number, crawl) in crawls.enumerated() {
      all += crawl.map { Named(id: $0.id, source: $0.source + 3 * number, text: $0.text) }
    }
    var tasks = [[Named]](repeating: [], count: 3 * crawls.count)
    for document in all { tasks[document.source].append(document) }
    let crawl = try Crawl(tasks: tasks.shuffled(using: &generator), rows: .kept)
    let last = Set(crawls[crawls.count - 1].map(\.id))
    return try decide(crawl, limits: limits).filter { last.contains($0.id) }
  }

  @Test("a crawl against an earlier one is decided as both at once", arguments: 0..<4)
  func two(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let parts = Self.documents(seed, crawls: 2)
    let expected = try Self.together(parts, &generator)
    for (rows, memory) in [(IndexedRows.kept, 1 << 30), (.signed, 1 << 12)] {
      let first = try Crawl(parts[0], taskCount: 3, rows: rows, &generator)
      let second = try Crawl(parts[1], taskCount: 2, rows: rows, &generator)
      _ = try Self.decide(first, memory: memory)
      let decided = try Self.decide(second, against: [first], memory: memory)
      #expect(decided == expected)
      #expect(try first.index().documentCount + Self.decide(first).count == parts[0].count)
    }
    #expect(expected.contains { $0.reason == .exact } && expected.contains { $0.reason == .near })
  }

  @Test("a chain: B against A, then C against both, is decided as all at once", arguments: 10..<14)
  func chain(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let parts = Self.documents(seed, crawls: 3)
    let crawls = try parts.map { try Crawl($0, taskCount: 2, rows: .kept, &generator) }
    _ = try Self.decide(crawls[0])
    let second = try Self.decide(crawls[1], against: [crawls[0]])
    let third = try Self.decide(crawls[2], against: [crawls[0], crawls[1]])
    #expect(try second == Self.together(Array(parts[..<2]), &generator))
    #expect(try third == Self.together(parts, &generator))
    let earlier = Set(parts[0].map(\.id))
    // Copies of what A had removed, and of what B had removed for A, go in favour of A.
    #expect(third.contains { $0.reason == .near && earlier.contains($0.kept) })
  }

  @Test("limits cut both searches short at the same place", arguments: [1, 2, 5])
  func limits(limit: Int) throws {
    var generator = SeededGenerator(seed: 90)
    var maker = TextMaker(generator: SeededGenerator(seed: 91))
    // Texts that share many keys and are not similar enough to go: groups fill up.
    let base = maker.words(120)
    let parts = (0..<2).map { _ in
      (0..<60).map { _ in
        Named(id: maker.generator.next(), source: 0, text: maker.edited(base, share: 0.03).joined(separator: " "))
      }
    }
    for limits in [
      ResolverLimits(maximumComparisons: limit), ResolverLimits(maximumKeptPerGroup: limit),
      ResolverLimits(maximumComparisons: limit + 1, maximumKeptPerGroup: limit),
    ] {
      let first = try Crawl(parts[0], taskCount: 1, rows: .kept, &generator)
      let second = try Crawl(parts[1], taskCount: 1, rows: .kept, &generator)
      _ = try Self.decide(first, limits: limits)
      let decided = try Self.decide(second, against: [first], limits: limits)
      #expect(try decided == Self.together(parts, limits: limits, &generator))
      #expect(!decided.isEmpty)
    }
  }

  @Test("only what the new crawl needs of the earlier one is read again, and nothing of it is removed")
  func readsLittle() throws {
    var generator = SeededGenerator(seed: 5)
    let parts = Self.documents(5, crawls: 2)
    let first = try Crawl(parts[0], taskCount: 2, rows: .kept, &generator)
    _ = try Self.decide(first)
    // The same crawl again: every text is known, so no text is compared.
    let again = try Crawl(parts[0], taskCount: 5, rows: .kept, &generator)
    let decided = try Self.decide(again, against: [first])
    #expect(decided.count == parts[0].count)
    #expect(try again.index().documentCount == 0)
  }

  @Test("corpora that do not fit each other or the parameters are refused by name")
  func misfits() throws {
    var generator = SeededGenerator(seed: 6)
    let parts = Self.documents(6, crawls: 2)
    let first = try Crawl(parts[0], taskCount: 1, rows: .kept, &generator)
    let second = try Crawl(parts[1], taskCount: 1, rows: .kept, &generator)
    _ = try Self.decide(first)
    _ = try Self.decide(second, against: [first])
    let parameters = SignatureParameters(minHash: try MinHashParameters())
    let (a, b) = (try first.index(), try second.index())
    #expect(try FrozenCorpora([a, b], parameters: parameters).documentCount == a.documentCount + b.documentCount)
    for list in [[b], [b, a], [a, a]] {
      #expect(throws: DeduplicationError.self) { try FrozenCorpora(list, parameters: parameters) }
    }
    for other in [
      SignatureParameters(minHash: nil), SignatureParameters(minHash: try MinHashParameters(bands: 13)),
      SignatureParameters(minHash: try MinHashParameters(threshold: 0.8)),
      SignatureParameters(normalization: .full, minHash: try MinHashParameters()),
    ] {
      #expect {
        try FrozenCorpora([a], parameters: other)
      } throws: { ($0 as? DeduplicationError)?.code == .invalidParameter && "\($0)".contains("14 bands of 8 rows") }
    }
  }

  @Test("cut and damaged indexes are refused, never read past their end")
  func damage() throws {
    var generator = SeededGenerator(seed: 7)
    let parts = Self.documents(7, crawls: 2)
    let first = try Crawl(Array(parts[0].prefix(40)), taskCount: 1, rows: .signed, &generator)
    let second = try Crawl(Array(parts[1].prefix(40)), taskCount: 1, rows: .signed, &generator)
    _ = try Self.decide(first)
    let expected = try Self.decide(second, against: [first])
    let path = try first.index().path
    let good = try FileSystem.readAll(path)
    for length in [0, 7, 63, 64, 200, good.count / 2, good.count - 25, good.count - 1] {
      try AtomicFile.write(Array(good[..<length]), to: path)
      #expect(throws: DeduplicationError.self) { try first.index() }
    }
    for _ in 0..<200 {
      var bad = good
      let place = Int.random(in: 0..<bad.count, using: &generator)
      bad[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
      try AtomicFile.write(bad, to: path)
      // A record in a slot that is not asked for does no harm; any other bit is seen.
      do {
        #expect(try Self.decide(second, against: [first]) == expected)
      } catch {
        #expect(error is DeduplicationError)
      }
    }
  }
}
