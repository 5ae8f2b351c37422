// What does not fit the memory, and keys that too many documents share.

import Storage
import TestSupport
import Testing

@testable import Deduplication

@Suite("Bounded memory")
struct BoundedMemoryTests {
  @Test("sorted runs on disk give the order of the memory, for even, equal and few keys", arguments: 0..<3)
  func sorter(kind: Int) throws {
    let folder = try ScratchFolder()
    var generator = SeededGenerator(seed: UInt64(kind))
    var spilling = ExternalSorter<KeyEntry>(WorkResources(memoryByteCount: 1, scratchFolder: folder.path))
    for count in [0, 1, 64, 65, 128, 10_000] {
      let entries = (0..<count).map { number in
        let random = generator.next() as UInt64
        return KeyEntry(key: [random, 7, random % 5][kind], number: UInt32(number))
      }
      for entry in entries { try spilling.append(entry) }
      var stream = try spilling.finish()
      var sorted: [KeyEntry] = []
      while let entry = try stream.next() { sorted.append(entry) }
      #expect(sorted == entries.sorted(by: KeyEntry.precedes))
      #expect(try stream.next() == nil)
    }
    #expect(try FileSystem.listDirectory(folder.path).isEmpty)
  }

  @Test("numbers in a set, counted")
  func numberSet() {
    var generator = SeededGenerator(seed: 4)
    for bound in [0, 1, 63, 64, 65, 511, 512, 513, 5000] {
      var set = NumberSet(bound: bound)
      let members = (0..<bound).filter { _ in Bool.random(using: &generator) }
      for member in members { set.insert(member) }
      #expect(set.seal() == members.count)
      #expect(set.members(count: members.count) == members.map { UInt32($0) })
      for number in 0...bound {
        #expect(set.ordinal(of: number) == members.partitioningIndex { $0 >= number })
        if number < bound { #expect(set.contains(number) == members.contains(number)) }
      }
    }
  }

  /// Signs documents that share the first band key and no other, and decides, with sets of three shingles each.
  ///
  /// - Parameter similar: the number of documents, from the front, whose sets are equal.
  private func decideHotKey(
    count: Int, similar: Int, memory: Int, limits: ResolverLimits, _ folder: ScratchFolder
  ) throws -> Resolution {
    let parameters = SignatureParameters(minHash: try MinHashParameters(bands: 2, rows: 1))
    let writer = try SignatureWriter(path: folder.file("s"), parameters: parameters)
    var generator = SeededGenerator(seed: 3)
    var batch = SignatureBatch()
    for number in 0..<count {
      batch.append(
        ContentHash(high: generator.next(), low: UInt64(number)), orderKey: UInt64(count - number), hasKeys: true)
      batch.keys += [0x7700_0000_0000_1234, generator.next()]
    }
    try writer.append(batch)
    _ = try writer.commit()
    let numbering = try DocumentNumbering(documentCounts: [count])
    let resources = WorkResources(memoryByteCount: memory, scratchFolder: folder.path)
    let paths = (0..<3).map { folder.file("c\($0)") }
    for range in 0..<3 {
      try CandidateReducer(range: range, of: 3).run(
        signaturePaths: [folder.file("s")], parameters: parameters, numbering: numbering, resources: resources,
        output: paths[range])
    }
    let graph = try CandidateGraph(
      candidatePaths: paths, signaturePaths: [folder.file("s")], numbering: numbering, resources: resources)
    #expect(graph.candidateCount == count)
    var resolver = try Resolver(graph: graph, parameters: parameters, limits: limits, resources: resources)
    for number in 0..<count {
      let first = number < similar ? 10 : UInt64(number) * 3 + 100
      try resolver.append([first, first + 1, first + 2])
    }
    return try resolver.resolve()
  }

  @Test("a key that 150,000 documents share which are not similar: linear work, the same with any memory")
  func hotKey() throws {
    let folder = try ScratchFolder()
    // More members than a part of a group has.
    let count = CandidateLayout.membersPerPart * 2 + 20_000
    let limits = ResolverLimits(maximumComparisons: 5, maximumKeptPerGroup: 4)
    var expected: Resolution?
    for memory in [1 << 30, 1 << 20] {
      let result = try decideHotKey(count: count, similar: 3, memory: memory, limits: limits, folder)
      #expect(result.statistics.comparisons <= 4 * count)
      #expect(result.statistics.largestComponent == count)
      #expect(result.statistics.groupsAtLimit == 1)
      #expect(result.statistics == expected?.statistics ?? result.statistics)
      #expect(result.decisions == expected?.decisions ?? result.decisions)
      expected = result
    }
    // Similar documents at the end of the order, beyond the limit, stay: the search was cut short, and counted.
    #expect(expected?.removedCount == 0)
  }

  @Test("of similar documents of one hot key the first in the order stays")
  func hotSimilar() throws {
    let result = try decideHotKey(
      count: 70_000, similar: 70_000, memory: 1 << 16, limits: ResolverLimits(), ScratchFolder())
    #expect(result.removedCount == 69_999)
    #expect(result.statistics.comparisons == 69_999)
    #expect(result.decisions.allSatisfy { $0.kept == 69_999 && $0.reason == .near })
  }

  @Test("candidate pairs come in the same order from the disk; large groups give the pairs of their first member")
  func pairs() throws {
    var maker = TextMaker(generator: SeededGenerator(seed: 33))
    let texts = maker.corpus(families: 20, members: 6) + [String](repeating: "a b c d e f g", count: 30)
    let parameters = SignatureParameters(minHash: try MinHashParameters())
    let folder = try ScratchFolder()
    _ = try FileTests.signed(texts, parameters, to: folder.file("s"))
    let numbering = try DocumentNumbering(documentCounts: [texts.count])
    func pairs(memory: Int, maximumGroup: Int) throws -> [[Int]] {
      let resources = WorkResources(memoryByteCount: memory, scratchFolder: folder.path)
      try CandidateReducer(range: 0, of: 1).run(
        signaturePaths: [folder.file("s")], parameters: parameters, numbering: numbering, resources: resources,
        output: folder.file("c"))
      let graph = try CandidateGraph(
        candidatePaths: [folder.file("c")], signaturePaths: [folder.file("s")], numbering: numbering,
        resources: resources)
      var resolver = try Resolver(graph: graph, parameters: parameters, resources: resources)
      var builder = ShingleSetBuilder(parameters: try MinHashParameters())
      for row in graph.rowsToRead(ofTask: 0) {
        try resolver.append(Array(texts[row].utf8).withUnsafeBufferPointer { builder.shingles(of: $0) })
      }
      var pairs: [[Int]] = []
      try resolver.forEachCandidatePair(maximumGroup: maximumGroup) { pairs.append([$0.first.row, $0.second.row]) }
      return pairs
    }
    let all = try pairs(memory: 1 << 30, maximumGroup: 1000)
    #expect(try pairs(memory: 1, maximumGroup: 1000) == all)
    let copies = texts.count - 30..<texts.count
    #expect(all.filter { copies.contains($0[0]) }.count == 30 * 29 / 2)
    // Order keys are rows here, so that the first copy has the highest priority.
    let few = try pairs(memory: 1, maximumGroup: 20)
    #expect(few.filter { copies.contains($0[0]) } == copies.dropFirst().map { [copies.lowerBound, $0] })
    #expect(few.filter { !copies.contains($0[0]) } == all.filter { !copies.contains($0[0]) })
  }
}

@Suite("Stopping and watching")
struct SupervisionTests {
  /// What a step told, and when it is to stop.
  final class Watcher: @unchecked Sendable {
    // SAFETY: steps report from the thread that runs them.
    var reports: [WorkResources.Progress] = []
    let cancellation = CancellationFlag()
    var stopAfter = Int.max

    func resources(_ folder: String) -> WorkResources {
      WorkResources(scratchFolder: folder, cancellation: cancellation) { [self] progress in
        reports.append(progress)
        if reports.count > stopAfter { cancellation.cancel() }
      }
    }
  }

  @Test("every step reports until it is done, and stops when asked, leaving no half file")
  func steps() throws {
    var maker = TextMaker(generator: SeededGenerator(seed: 44))
    let texts = maker.corpus(families: 10, members: 5)
    let parameters = SignatureParameters(minHash: try MinHashParameters())
    let numbering = try DocumentNumbering(documentCounts: [texts.count])
    func run(_ watcher: Watcher, _ folder: ScratchFolder) throws {
      _ = try FileTests.signed(texts, parameters, to: folder.file("s"))
      let resources = watcher.resources(folder.path)
      try CandidateReducer(range: 0, of: 1).run(
        signaturePaths: [folder.file("s")], parameters: parameters, numbering: numbering, resources: resources,
        output: folder.file("c"))
      let graph = try CandidateGraph(
        candidatePaths: [folder.file("c")], signaturePaths: [folder.file("s")], numbering: numbering,
        resources: resources)
      var resolver = try Resolver(graph: graph, parameters: parameters, resources: resources)
      var builder = ShingleSetBuilder(parameters: try MinHashParameters())
      for row in graph.rowsToRead(ofTask: 0) {
        try resolver.append(Array(texts[row].utf8).withUnsafeBufferPointer { builder.shingles(of: $0) })
      }
      try resolver.resolve().writeIndex(
        to: folder.path, signaturePaths: [folder.file("s")], rows: .signed, resources: resources)
    }
    let whole = Watcher()
    try run(whole, ScratchFolder())
    for step in WorkResources.Progress.Step.allCases {
      let reports = whole.reports.filter { $0.step == step }
      let last = try #require(reports.last)
      #expect(last.done == last.total)
      #expect(zip(reports, reports.dropFirst()).allSatisfy { $0.done <= $1.done && $0.total == $1.total })
    }
    // Stopped at any report but the last one: an error, and the file of that step is not there.
    for stopAfter in 0..<whole.reports.count - 1 {
      let folder = try ScratchFolder()
      let watcher = Watcher()
      watcher.stopAfter = stopAfter
      #expect(throws: Cancelled.self) { try run(watcher, folder) }
      #expect(!FileSystem.exists(folder.file("corpus.index")))
      #expect(try FileSystem.listDirectory(folder.path).allSatisfy { ["s", "c"].contains($0) })
    }
  }
}
