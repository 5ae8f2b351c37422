import TestSupport
import Testing

@testable import Tokenization

@Suite("Training: options and interruptions")
struct TrainerOptionsTests {
  private static func words() -> WordCounter {
    let words = WordCounter(pattern: .cl100k)
    for text in RealText.all { words.add(Array(text.utf8)) }
    return words
  }

  @Test("goes on behind merges that were learned before, to the same end", arguments: [0, 1, 100, 700, 743, 744])
  func resumes(at place: Int) throws {
    let words = Self.words()
    var trainer = BPETrainer(vocabularySize: 1000)
    trainer.maximumTokenByteCount = 9
    let whole = try trainer.train(words)
    try #require(whole.merges.count == 744)
    #expect(try trainer.train(words, learned: Array(whole.merges.prefix(place))) == whole)
  }

  @Test("says every hundred merges what it has learned")
  func checkpoints() throws {
    let words = Self.words()
    let trainer = BPETrainer(vocabularySize: 600)
    var seen: [[BPEModel.Merge]] = []
    let whole = try trainer.train(words) { seen.append($0) }
    #expect(seen.map(\.count) == [100, 200, 300])
    #expect(seen.allSatisfy { whole.merges.starts(with: $0) })
    var resumed: [Int] = []
    _ = try trainer.train(words, learned: seen[0]) { resumed.append($0.count) }
    #expect(resumed == [200, 300])
    #expect(throws: CancellationError.self) { try trainer.train(words) { _ in throw CancellationError() } }
  }

  @Test("merges of another training are refused")
  func otherMerges() throws {
    let words = Self.words()
    let merges = try BPETrainer(vocabularySize: 400).train(words).merges
    for learned in [[merges[1]], merges + merges] {
      #expect(throws: TokenizationError.self) { try BPETrainer(vocabularySize: 300).train(words, learned: learned) }
    }
  }

  @Test("characters of the initial alphabet are tokens, whether the words have them or not")
  func initialAlphabet() throws {
    var trainer = BPETrainer(vocabularySize: 900)
    trainer.initialAlphabet = "a港口龘𝔘é港"
    let model = try trainer.train(Self.words())
    #expect(model.vocabularySize == 900)
    let tokenizer = try BPETokenizer(model)
    for character in ["a", "港", "口", "龘", "𝔘", "é"] { #expect(tokenizer.encode(character).count == 1) }
    // Before everything that is learned; 港 and 口 have different first bytes.
    let first = model.merges.prefix(3).map { String(decoding: model.tokens[Int($0.result)], as: UTF8.self) }
    #expect(first[1] == "港")
    #expect(Set(model.tokens.indices.map { Array(model.tokens[$0]) }).count == 900)
    let merges = model.merges
    #expect(try trainer.train(Self.words(), learned: []).merges == merges)
    trainer.vocabularySize = 258
    #expect(throws: TokenizationError.self) { try trainer.train(Self.words()) }
  }

  @Test("words that do not fit into memory are refused, with what would fit")
  func memoryLimit() throws {
    let words = WordCounter(pattern: .gpt2)
    for index in 0..<2000 { words.add(Array("word\(index)".utf8), weight: index < 100 ? 5 : 2) }
    var trainer = BPETrainer(vocabularySize: 300)
    trainer.memoryLimit = 1200 * MergeLearner.bytesPerCell
    do {
      _ = try trainer.train(words)
      Issue.record("learned in too little memory")
    } catch let error as TokenizationError {
      #expect(error.code == .limitExceeded)
      #expect(error.message.contains("fewer than 3 times"), "\(error.message)")
    }
    #expect(try trainer.train(FrequentWords(words, minimumCount: 3)).merges.count == 44)
  }

  @Test("one word of many bytes, and words that never merge")
  func unusualWords() throws {
    let long = WordCounter(pattern: .gpt2)
    long.add([UInt8](repeating: UInt8(ascii: "a"), count: 3_000_000))
    let model = try BPETrainer(vocabularySize: 300).train(long)
    // 2²⁰ is the longest power of two that is in it twice.
    let lengths = model.merges.prefix(20).map { model.tokens[Int($0.result)].count }
    #expect(lengths == (1...20).map { 1 << $0 })
    let single = WordCounter(pattern: .gpt2)
    for letter in "abc" { single.add(Array(String(letter).utf8), weight: 100) }
    #expect(try BPETrainer(vocabularySize: 300).train(single).merges.isEmpty)
  }

  @Test("places collected anew change nothing", arguments: 0..<3)
  func reference(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let words = WordCounter(pattern: .cl100k)
    for _ in 0..<50 { words.add(SampleText.damagedText(pieceCount: 60, using: &generator)) }
    let whole = try BPETrainer(vocabularySize: 1500).train(words)
    // Every resumption counts everything anew.
    var merges: [BPEModel.Merge] = []
    while merges.count < whole.merges.count {
      var trainer = BPETrainer(vocabularySize: 256 + min(merges.count + 130, whole.merges.count))
      trainer.tie = .hf
      merges = try trainer.train(words, learned: merges).merges
    }
    #expect(merges == whole.merges)
  }
}

extension TokenList {
  fileprivate var indices: Range<Int> { 0..<count }
}
