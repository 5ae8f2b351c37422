// Who keeps an address: by every policy, however the documents are spread and however little memory there is.

import Storage
import TestSupport
import Testing

@testable import Deduplication

/// A document of the contest.
private struct Contestant {
  var url: String
  var date: String?
  var byteCount = 0
  var rank = 0
  var order: ContestOrder
}

/// The decisions by the order (the id) of the loser.
private typealias Decisions = [ContestOrder: ContestOrder]

/// Runs a contest on disk.
private func contest(
  _ tasks: [[Contestant]], _ keeping: URLKeeping, ranges: Int = 1, memory: Int = 1 << 30
) throws -> (Decisions, URLReducer.Summary) {
  let folder = try ScratchFolder()
  var normalizer = URLNormalizer()
  var inputs: [URLReducer.Task] = []
  for (number, task) in tasks.enumerated() {
    let path = folder.file("keys-\(number)")
    let writer = try URLKeyWriter(path: path, normalization: normalizer.normalization, keeping: keeping)
    for first in stride(from: 0, to: task.count, by: 7) {
      let batch = task[first..<min(first + 7, task.count)]
      var entries: [URLEntry] = []
      for (row, document) in batch.enumerated() {
        guard let key = normalizer.key(of: document.url) else { continue }
        let choice = keeping.choice(date: document.date.flatMap { PageDate($0) }, byteCount: document.byteCount)
        entries.append(URLEntry(key: key, choice: choice, order: document.order, row: UInt32(row)))
      }
      try writer.append(entries, documentCount: batch.count)
    }
    _ = try writer.commit()
    inputs.append(URLReducer.Task(path: path, rank: task.first?.rank ?? 0))
  }
  let outputs = (0..<ranges).map { folder.file("losers-\($0)") }
  var sum = URLReducer.Summary()
  for range in 0..<ranges {
    let summary = try URLReducer(range: range, of: ranges, memoryByteCount: memory).run(
      inputs, normalization: normalizer.normalization, keeping: keeping, output: outputs[range])
    sum.addresses += summary.addresses
    sum.shared += summary.shared
    sum.losers += summary.losers
    sum.passes += summary.passes
    sum.largestGroup = max(sum.largestGroup, summary.largestGroup)
  }
  var decisions: Decisions = [:]
  for (number, task) in tasks.enumerated() {
    let losers = try URLLosers(paths: outputs, task: number)
    #expect(losers.all.map(\.row) == losers.all.map(\.row).sorted())
    for loser in losers.all {
      #expect(losers.kept(insteadOf: Int(loser.row)) == loser.kept)
      decisions[task[Int(loser.row)].order] = loser.kept
    }
    for row in task.indices where losers.kept(insteadOf: row) == nil { #expect(decisions[task[row].order] == nil) }
  }
  return (decisions, sum)
}

private func order(_ number: UInt64) -> ContestOrder {
  ContestOrder(high: number &* 0x9e37_79b9_7f4a_7c15, low: number)
}

/// Documents of few addresses, with dates, lengths and ranks, some without.
private func randomCorpus(_ count: Int, _ random: inout SeededGenerator) -> [Contestant] {
  (0..<count).map { number in
    let page = Int.random(in: 0..<count / 3, using: &random)
    let spellings = ["http://h.org/\(page)", "https://www.H.org/\(page)/?utm_source=x", "http://h.org:80/./\(page)#a"]
    let isNone = Int.random(in: 0..<10, using: &random) == 0
    let day = Int.random(in: 10..<28, using: &random)
    return Contestant(
      url: isNone ? "no address" : spellings[number % 3],
      date: Int.random(in: 0..<4, using: &random) == 0 ? nil : "2024-05-\(day)",
      byteCount: Int.random(in: 0..<9, using: &random), rank: Int.random(in: 0..<3, using: &random),
      order: order(UInt64(number)))
  }
}

/// Documents of one rank each in a task, in tasks of random sizes.
private func spread(_ corpus: [Contestant], _ random: inout SeededGenerator) -> [[Contestant]] {
  var tasks: [[Contestant]] = []
  for rank in 0..<3 {
    var rest = corpus.filter { $0.rank == rank }.shuffled(using: &random)[...]
    while !rest.isEmpty {
      let size = Int.random(in: 1...max(1, corpus.count / 4), using: &random)
      tasks.append(Array(rest.prefix(size)))
      rest = rest.dropFirst(size)
    }
  }
  return tasks.shuffled(using: &random)
}

/// The same by the definition.
private func expected(_ corpus: [Contestant], _ keeping: URLKeeping) -> Decisions {
  var normalizer = URLNormalizer()
  var groups: [URLKey: [Contestant]] = [:]
  for document in corpus {
    if let key = normalizer.key(of: document.url) { groups[key, default: []].append(document) }
  }
  var decisions: Decisions = [:]
  for group in groups.values {
    let sorted = group.sorted { left, right in
      let choices = [left, right].map {
        keeping.choice(date: $0.date.flatMap { PageDate($0) }, byteCount: $0.byteCount)
      }
      if choices[0] != choices[1] { return choices[0] > choices[1] }
      return left.rank != right.rank ? left.rank < right.rank : left.order < right.order
    }
    for loser in sorted.dropFirst() { decisions[loser.order] = sorted[0].order }
  }
  return decisions
}

@Suite struct URLReducerTests {
  @Test func newestLongestFirst() throws {
    let old = Contestant(url: "http://h.org/a", date: "2023-01-01T10:00:00Z", byteCount: 9, rank: 0, order: order(1))
    let new = Contestant(url: "https://h.org/a/", date: "2024-01-01", byteCount: 5, rank: 0, order: order(2))
    let dateless = Contestant(url: "http://www.h.org/a", date: nil, byteCount: 20, rank: 0, order: order(3))
    var other = Contestant(url: "http://h.org/b", date: "1999", byteCount: 1, rank: 0, order: order(4))
    #expect(try contest([[old, new], [dateless, other]], .newest).0 == [order(1): order(2), order(3): order(2)])
    #expect(try contest([[old, new], [dateless, other]], .longest).0 == [order(1): order(3), order(2): order(3)])
    other.rank = 1
    other.url = "http://h.org/a"
    let first = try contest([[other], [old], [new, dateless]], .first).0
    let best = [order(1), order(2), order(3)].min()
    #expect(first[other.order] == best)
    #expect(first.count == 3)
  }

  @Test(arguments: URLKeeping.allCases) func spreadingDoesNotMatter(keeping: URLKeeping) throws {
    var random = SeededGenerator(seed: 31)
    for count in [6, 60, 600] {
      let corpus = randomCorpus(count, &random)
      let truth = expected(corpus, keeping)
      for (ranges, memory) in [(1, 1 << 30), (3, 1 << 30), (256, 1 << 30), (2, 0)] {
        let (decisions, summary) = try contest(spread(corpus, &random), keeping, ranges: ranges, memory: memory)
        #expect(decisions == truth)
        #expect(summary.losers == truth.count)
        #expect(Set(truth.values).count == summary.shared)
      }
    }
  }

  /// What is left has every address once: a second contest removes nothing.
  @Test func nothingIsLeftToDo() throws {
    var random = SeededGenerator(seed: 32)
    let corpus = randomCorpus(500, &random)
    let (decisions, _) = try contest(spread(corpus, &random), .newest)
    let left = corpus.filter { decisions[$0.order] == nil }
    #expect(left.count + decisions.count == corpus.count)
    #expect(try contest(spread(left, &random), .newest).0.isEmpty)
  }

  @Test func withoutAddressesNothingGoes() throws {
    let nobody = (0..<50).map { Contestant(url: $0 % 2 == 0 ? "" : "page 7", date: nil, order: order(UInt64($0))) }
    let (decisions, summary) = try contest([nobody, []], .newest)
    #expect(decisions.isEmpty)
    #expect(summary.addresses == 0)
    #expect(try contest([], .first, ranges: 2).0.isEmpty)
  }

  /// Documents that agree in everything are interchangeable: one of them stays.
  @Test func equalDocumentsLeaveOne() throws {
    let folder = try ScratchFolder()
    let key = URLKey(high: 1 << 60, low: 5)
    let path = folder.file("keys")
    let writer = try URLKeyWriter(path: path, normalization: URLNormalization(), keeping: .first)
    let entries = (0..<1000).map { URLEntry(key: key, choice: 0, order: order(1), row: UInt32($0)) }
    try writer.append(entries, documentCount: 1000)
    _ = try writer.commit()
    let tasks = [URLReducer.Task(path: path), URLReducer.Task(path: path)]
    let summary = try URLReducer(range: 0, of: 1).run(
      tasks, normalization: URLNormalization(), keeping: .first, output: folder.file("losers"))
    #expect(summary.losers == 1999)
    let losers = try (0..<2).map { try URLLosers(paths: [folder.file("losers")], task: $0).all.count }
    #expect(losers == [999, 1000])
  }

  /// A slot with more records than the memory holds is read in parts that are all of it, once.
  @Test func passesTileTheKeys() {
    var random = SeededGenerator(seed: 33)
    for _ in 0..<200 {
      let slots = 10..<Int.random(in: 11..<40, using: &random)
      let counts = slots.map { _ in Int.random(in: 0..<60, using: &random) }
      let passes = URLReducer.passes(slots, counts, capacity: 40)
      for slot in slots {
        let key = URLKey(high: UInt64(slot) << 56 | random.next() >> 8, low: 0)
        #expect(passes.filter { $0.slots.contains(slot) && $0.holds(key) }.count == 1)
      }
      for pass in passes where pass.partCount == 1 { #expect(pass.recordCount <= 40) }
    }
  }

  /// More documents than a segment holds, most of them of one address: linear, one place in the table.
  @Test func oneHotAddress() throws {
    let folder = try ScratchFolder()
    let writer = try URLKeyWriter(path: folder.file("keys"), normalization: URLNormalization(), keeping: .longest)
    let count = 300_000
    for first in stride(from: 0, to: count, by: 1000) {
      let entries = (0..<1000).map { row in
        let number = first + row
        let key = number % 100 == 0 ? URLKey(high: UInt64(number) << 40, low: 3) : URLKey(high: 1 << 63, low: 1)
        return URLEntry(key: key, choice: UInt64(number % 7), order: order(UInt64(number)), row: UInt32(row))
      }
      try writer.append(entries, documentCount: 1000)
    }
    _ = try writer.commit()
    for memory in [1 << 30, 0] {
      let summary = try URLReducer(range: 0, of: 1, memoryByteCount: memory).run(
        [URLReducer.Task(path: folder.file("keys"))], normalization: URLNormalization(), keeping: .longest,
        output: folder.file("losers-\(memory)"))
      #expect(summary.addresses == count / 100 + 1)
      #expect(summary.largestGroup == count / 100 * 99)
      #expect(summary.losers == count / 100 * 99 - 1)
      #expect((summary.passes > 100) == (memory == 0))
    }
    let files = try [1 << 30, 0].map { try URLLosers(paths: [folder.file("losers-\($0)")], task: 0).all }
    #expect(files[0] == files[1])
  }

  // MARK: Files

  /// A cut or altered file is an error, or gives other decisions where only decisions were altered; never a crash.
  @Test func damagedFilesAreErrors() throws {
    let folder = try ScratchFolder()
    var random = SeededGenerator(seed: 34)
    let writer = try URLKeyWriter(path: folder.file("keys"), normalization: URLNormalization(), keeping: .newest)
    let entries = (0..<40).map {
      URLEntry(key: URLKey(high: UInt64($0 % 5) << 60, low: 0), choice: 1, order: order(UInt64($0)), row: UInt32($0))
    }
    try writer.append(entries, documentCount: 40)
    _ = try writer.commit()
    func run(_ keys: String, _ keeping: URLKeeping = .newest) throws {
      try URLReducer(range: 0, of: 1).run(
        [URLReducer.Task(path: keys)], normalization: URLNormalization(), keeping: keeping,
        output: folder.file("losers"))
      _ = try URLLosers(paths: [folder.file("losers")], task: 0)
    }
    try run(folder.file("keys"))
    #expect(throws: DeduplicationError.self) { try run(folder.file("keys"), .longest) }
    let keys = try FileSystem.readAll(folder.file("keys"))
    let losers = try FileSystem.readAll(folder.file("losers"))
    #expect(throws: DeduplicationError.self) { try URLLosers(paths: [folder.file("losers")], task: 1) }
    for count in [0, 1, 31, 32, 60, keys.count - 25, keys.count - 1] {
      try AtomicFile.write(Array(keys[..<count]), to: folder.file("cut"))
      #expect(throws: DeduplicationError.self) { try run(folder.file("cut")) }
    }
    for count in [0, 23, 24, 40, losers.count - 1] {
      try AtomicFile.write(Array(losers[..<count]), to: folder.file("cut"))
      #expect(throws: DeduplicationError.self) { try URLLosers(paths: [folder.file("cut")], task: 0) }
    }
    for _ in 0..<400 {
      for (bytes, isKeys) in [(keys, true), (losers, false)] {
        var damaged = bytes
        let place = Int.random(in: 0..<bytes.count, using: &random)
        damaged[place] = UInt8.random(in: 0...255, using: &random)
        try AtomicFile.write(damaged, to: folder.file("damaged"))
        if isKeys {
          try? run(folder.file("damaged"))
        } else {
          _ = try? URLLosers(paths: [folder.file("damaged")], task: 0)
        }
      }
    }
  }

  @Test func rangesOutsideAreRefused() {
    #expect(throws: DeduplicationError.self) { try URLReducer(range: 1, of: 1) }
    #expect(throws: DeduplicationError.self) { try URLReducer(range: 0, of: 257) }
  }
}
