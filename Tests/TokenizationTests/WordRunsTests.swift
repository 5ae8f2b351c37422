import Storage
import TestSupport
import Testing

@testable import Tokenization

@Suite("Word counts on disk")
struct WordRunsTests {
  private static func documents(_ count: Int) -> [[UInt8]] {
    var generator = SeededGenerator(seed: 41)
    return (0..<count).map { _ in SampleText.damagedText(pieceCount: 40, using: &generator) }
  }

  private static func contents(_ words: some WordCounts) throws -> [[UInt8]: UInt64] {
    var contents: [[UInt8]: UInt64] = [:]
    try words.forEachWord { word, count in
      #expect(contents[Array(word)] == nil, "a word comes twice")
      contents[Array(word)] = count
    }
    return contents
  }

  @Test("hold what one counter would, however documents are spread over runs", arguments: [1, 3, 40, 150])
  func sum(runCount: Int) throws {
    let folder = TemporaryFolder("runs")
    let documents = Self.documents(150)
    let whole = WordCounter(pattern: .cl100k)
    let runs = WordRuns(folder: folder.path, pattern: .cl100k)
    let part = WordCounter(pattern: .cl100k)
    for (index, document) in documents.enumerated() {
      whole.add(document)
      part.add(document)
      // 150 runs are more than are merged at once.
      if (index + 1) % (150 / runCount) == 0 || index == 149 {
        try runs.append(part)
        part.removeAll()
      }
    }
    let expected = try Self.contents(whole)
    #expect(try Self.contents(runs) == expected)
    #expect(try Self.contents(runs) == expected, "the same the second time")
    #expect(try FileSystem.listDirectory(folder.path).count == runs.files.count)
    let trainer = BPETrainer(vocabularySize: 500)
    #expect(try trainer.train(runs) == trainer.train(whole))
  }

  @Test("come in the order of their bytes")
  func order() throws {
    let folder = TemporaryFolder("runs")
    let runs = WordRuns(folder: folder.path, pattern: .cl100k)
    for document in Self.documents(5) {
      let counter = WordCounter(pattern: .cl100k)
      counter.add(document)
      try runs.append(counter)
    }
    var before: [UInt8] = []
    try runs.forEachWord { word, _ in
      #expect(before.lexicographicallyPrecedes(word))
      before = Array(word)
    }
  }

  @Test("a damaged run is an error, wherever it ends or is changed")
  func damage() throws {
    let folder = TemporaryFolder("runs")
    let counter = WordCounter(pattern: .cl100k)
    counter.add(Array(RealText.russian.utf8))
    let run = try WordRunFile.write(counter, to: folder.file("good.run"))
    #expect(run.wordCount == counter.wordCount)
    try run.verify()
    let good = folder.read("good.run")
    for length in [0, 7, 16, 17, 40, good.count - 1] {
      folder.write(Array(good[..<length]), to: "bad.run")
      let bad = WordRunFile(path: folder.file("bad.run"), wordCount: run.wordCount, summary: run.summary)
      #expect(throws: StorageError.self, "\(length) bytes") { try bad.verify() }
      let runs = WordRuns(folder: folder.path, pattern: .cl100k, files: [bad])
      #expect(throws: StorageError.self, "\(length) bytes") { try runs.forEachWord { _, _ in } }
    }
    var changed = good
    changed[30] ^= 1
    folder.write(changed, to: "bad.run")
    #expect(throws: StorageError.self) {
      try WordRunFile(path: folder.file("bad.run"), wordCount: run.wordCount, summary: run.summary).verify()
    }
  }

  @Test("a full disk is an error, and leaves nothing behind")
  func fullDisk() throws {
    let counter = WordCounter(pattern: .cl100k)
    counter.add(Array(RealText.russian.utf8))
    #expect(throws: StorageError.self) { try WordRunFile.write(counter, to: "/dev/full/words.run") }
  }

  @Test("rare words are left out only when that is asked for, and counted")
  func frequentWords() throws {
    let words = WordCounter(pattern: .gpt2)
    for (word, count) in [("aa", 5), ("bb", 2), ("cc", 1)] { words.add(Array(word.utf8), weight: UInt64(count)) }
    let frequent = FrequentWords(words, minimumCount: 3)
    #expect(try Self.contents(frequent) == [Array("aa".utf8): 5])
    #expect(frequent.leftOutWordCount == 2 && frequent.leftOutOccurrenceCount == 3)
    #expect(try Self.contents(FrequentWords(words, minimumCount: 0)).count == 3)
  }
}
