// Corpora in memory, scratch folders, and what the deduplicator says of them.

import Storage
import TestSupport
import TextAnalysis

@testable import Deduplication

/// A folder that is removed at the end.
final class ScratchFolder {
  let path: String

  init() throws {
    var generator = SystemRandomNumberGenerator()
    path = "/tmp/sluice-deduplication-\(generator.next() as UInt64)"
    try FileSystem.createDirectory(path)
  }

  deinit { try? FileSystem.remove(path, recursively: true) }

  func file(_ name: String) -> String { Path.join(path, name) }
}

/// A corpus of texts, cut into tasks.
struct Corpus {
  var tasks: [[String]]

  init(_ texts: [String], taskCount: Int = 1) {
    tasks = (0..<taskCount).map { task in
      Array(texts[texts.count * task / taskCount..<texts.count * (task + 1) / taskCount])
    }
  }

  /// The place in the corpus: the first of duplicates stays, as the tests below expect.
  private func orderKey(_ task: Int, _ row: Int) -> UInt64 {
    UInt64(tasks[..<task].reduce(row) { $0 + $1.count })
  }

  var texts: [String] { tasks.flatMap { $0 } }

  func reader(_ task: Int, _ rows: [Int]?) -> Deduplicator.TextReader {
    let rows = rows ?? Array(tasks[task].indices)
    var next = 0
    return {
      if next == rows.count { return nil }
      next += 1
      let row = rows[next - 1]
      return Deduplicator.KeyedText(orderKey: orderKey(task, row), text: Array(tasks[task][row].utf8))
    }
  }

  func deduplicate(
    normalization: ContentNormalization = .whitespace, near: Bool = true, memory: Int = 1 << 30, threads: Int = 1
  ) throws -> Resolution {
    let folder = try ScratchFolder()
    let parameters = SignatureParameters(
      normalization: normalization, minHash: near ? try MinHashParameters() : nil)
    let result = try Deduplicator(
      parameters: parameters, scratchFolder: folder.path, memoryByteCount: memory, threads: threads
    ).run(taskCount: tasks.count, texts: reader)
    // Nothing is left behind.
    guard try FileSystem.listDirectory(folder.path).isEmpty else {
      throw DeduplicationError(.badFile, "left", at: folder.path)
    }
    return result
  }
}

extension Resolution {
  /// The dense number of a kept document of this corpus.
  func number(of kept: KeptDocument) -> Int {
    guard case .present(let place) = kept else { return -1 }
    return numbering.number(of: place)
  }

  /// Removals as (document, kept, reason) in dense numbers.
  var removals: [(document: Int, kept: Int, reason: RemovalReason, jaccard: Jaccard)] {
    var all: [(document: Int, kept: Int, reason: RemovalReason, jaccard: Jaccard)] = []
    forEachRemoval {
      all.append((numbering.number(of: $0.document), number(of: $0.kept), $0.reason, $0.jaccard))
    }
    return all
  }

  var removedNumbers: [Int] { removals.map(\.document) }
}

/// The Jaccard similarity by definition.
func jaccard(_ left: String, _ right: String, shingle: Int = 5) -> Jaccard {
  func set(_ text: String) -> Set<UInt64> {
    var units = TextUnits()
    units.analyse(Array(text.utf8))
    var grams: [UInt64] = []
    NGrams.hashes(of: units.hashes, n: shingle, into: &grams)
    return Set(grams)
  }
  let a = set(left)
  let b = set(right)
  return Jaccard(intersection: a.intersection(b).count, union: a.union(b).count)
}

/// Random texts with planted near-duplicates: families of edited copies among unrelated texts.
struct TextMaker {
  var generator: SeededGenerator

  mutating func words(_ count: Int) -> [String] {
    (0..<count).map { _ in
      Bool.random(using: &generator)
        ? "w\(Int.random(in: 0..<5000, using: &generator))"
        : String(UnicodeScalar(UInt32.random(in: 0x4e00..<0x5e00, using: &generator)) ?? "中")
    }
  }

  /// A copy in which about `share` of the words are others.
  mutating func edited(_ words: [String], share: Double) -> [String] {
    words.map { word in
      Double.random(in: 0..<1, using: &generator) < share ? self.words(1)[0] : word
    }
  }

  mutating func corpus(families: Int, members: Int, length: Int = 120) -> [String] {
    var texts: [String] = []
    for _ in 0..<families {
      let base = words(length)
      var last = base
      for member in 0..<members {
        let share = [0, 0.005, 0.01, 0.02, 0.03, 0.05][Int.random(in: 0..<6, using: &generator)]
        // Stars and chains.
        last = member % 2 == 0 ? edited(base, share: share) : edited(last, share: share)
        texts.append(last.joined(separator: " "))
      }
      texts.append(words(length).joined(separator: " "))
    }
    return texts.shuffled(using: &generator)
  }
}
