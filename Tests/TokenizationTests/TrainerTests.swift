import TestSupport
import Testing

@testable import Tokenization

@Suite("Training")
struct TrainerTests {
  private static func words(_ pattern: SplitPattern = .cl100k) -> WordCounter {
    let words = WordCounter(pattern: pattern)
    for document in TrainingFixture.documents { words.add(Array(document.utf8)) }
    return words
  }

  /// Merges as Hugging Face writes them, each ended by a bar.
  private static func names(_ model: BPEModel) -> String {
    model.merges.map { merge in
      var text: [UInt8] = []
      ByteLevelText.append(model.tokens[Int(merge.left)], to: &text, isJSON: false)
      text.append(0x20)
      ByteLevelText.append(model.tokens[Int(merge.right)], to: &text, isJSON: false)
      return String(decoding: text, as: UTF8.self) + "|"
    }.joined()
  }

  @Test("merge for merge what Hugging Face's trainer learns")
  func huggingFace() throws {
    var trainer = BPETrainer(vocabularySize: 396)
    #expect(try Self.names(trainer.train(Self.words())) == TrainingFixture.merges)
    trainer.maximumTokenByteCount = 3
    #expect(try Self.names(trainer.train(Self.words())) == TrainingFixture.shortMerges)
    trainer = BPETrainer(vocabularySize: 10_000)
    trainer.minimumCount = 3
    #expect(try Self.names(trainer.train(Self.words())) == TrainingFixture.frequentMerges)
  }

  /// Training as its definition reads: count all pairs, merge the best, count again.
  private static func reference(_ words: WordCounter, mergeCount: Int, tie: BPETrainer.Tie) -> [[[UInt8]]] {
    var lists: [(units: [[UInt8]], count: UInt64)] = []
    words.forEachWord { word, count in lists.append((word.map { [$0] }, count)) }
    let order = tie == .hf ? ByteAlphabet.bytesInOrder : Array(0...255)
    var ids: [[UInt8]: Int] = [:]
    for (id, byte) in order.enumerated() { ids[[byte]] = id }
    var merges: [[[UInt8]]] = []
    while merges.count < mergeCount {
      var counts: [[[UInt8]]: UInt64] = [:]
      for list in lists {
        for (left, right) in zip(list.units, list.units.dropFirst()) {
          counts[[left, right], default: 0] += list.count
        }
      }
      let best = counts.min { first, second in
        if first.value != second.value { return first.value > second.value }
        let firstIDs = first.key.map { ids[$0] ?? 0 }
        let secondIDs = second.key.map { ids[$0] ?? 0 }
        return firstIDs.lexicographicallyPrecedes(secondIDs)
      }
      guard let pair = best?.key else { break }
      merges.append(pair)
      ids[pair[0] + pair[1]] = 256 + merges.count - 1
      for index in lists.indices {
        var at = 0
        while at + 1 < lists[index].units.count {
          if lists[index].units[at] == pair[0] && lists[index].units[at + 1] == pair[1] {
            lists[index].units.replaceSubrange(at...at + 1, with: [pair[0] + pair[1]])
          }
          at += 1
        }
      }
    }
    return merges
  }

  @Test("what the definition learns, until nothing is left to merge", arguments: [BPETrainer.Tie.hf, .bytes], 0..<6)
  func definition(tie: BPETrainer.Tie, seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let words = WordCounter(pattern: .gpt2)
    // Few letters make ties, and runs such as aaaa in which pairs overlap.
    for _ in 0..<40 {
      let alphabet: [UInt8] = [UInt8(ascii: "a"), UInt8(ascii: "b"), UInt8(ascii: "-"), 0xc3, 0xa9]
      let letters = (0..<Int.random(in: 1...14, using: &generator)).map { _ in
        alphabet.randomElement(using: &generator) ?? 0
      }
      words.add(letters, weight: UInt64.random(in: 1...3, using: &generator))
    }
    var trainer = BPETrainer(vocabularySize: 600)
    trainer.tie = tie
    let model = try trainer.train(words)
    let got = model.merges.map { [Array(model.tokens[Int($0.left)]), Array(model.tokens[Int($0.right)])] }
    #expect(got == Self.reference(words, mergeCount: 344, tie: tie))
  }

  @Test("does not depend on how documents are spread over workers", arguments: [1, 2, 7])
  func workers(count: Int) throws {
    var generator = SeededGenerator(seed: 30)
    let documents = (0..<60).map { _ in SampleText.damagedText(pieceCount: 30, using: &generator) }
    let whole = WordCounter(pattern: .cl100k)
    for document in documents { whole.add(document) }
    let parts = (0..<count).map { _ in WordCounter(pattern: .cl100k) }
    for (index, document) in documents.enumerated() { parts[index % count].add(document) }
    let merged = WordCounter(pattern: .cl100k)
    for part in parts.reversed() { merged.merge(part) }
    #expect(merged.wordCount == whole.wordCount)
    #expect(merged.byteCount == whole.byteCount)
    let trainer = BPETrainer(vocabularySize: 700)
    #expect(try trainer.train(merged) == trainer.train(whole))
  }

  @Test("counts above 32 bits are exact")
  func largeCounts() throws {
    let words = WordCounter(pattern: .gpt2)
    words.add(Array("ab".utf8), weight: 1 << 33)
    words.add(Array("cd".utf8), weight: 1 << 33 + 1)
    words.add(Array("xcd".utf8), weight: 1)
    let model = try BPETrainer(vocabularySize: 258).train(words)
    #expect(Self.names(model) == "c d|a b|")
  }

  @Test("a vocabulary without room for bytes is refused, one without work is bytes")
  func limits() throws {
    #expect(throws: TokenizationError.self) { try BPETrainer(vocabularySize: 255).train(Self.words()) }
    #expect(throws: TokenizationError.self) { try BPETrainer(vocabularySize: .max).train(Self.words()) }
    let empty = try BPETrainer(vocabularySize: 1000).train(WordCounter(pattern: .cl100k))
    #expect(empty.merges.isEmpty && empty.vocabularySize == 256)
  }

  @Test("progress can stop training")
  func progress() throws {
    var generator = SeededGenerator(seed: 31)
    let words = WordCounter(pattern: .cl100k)
    words.add(SampleText.text(pieceCount: 3000, using: &generator))
    var trainer = BPETrainer(vocabularySize: 2000)
    trainer.progress = { made, wanted in wanted == 1744 && made < 200 }
    #expect(try trainer.train(words).merges.count == 200)
  }
}
