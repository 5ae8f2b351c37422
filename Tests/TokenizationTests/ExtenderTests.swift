import TestSupport
import Testing

@testable import Tokenization

@Suite("Extension")
struct ExtenderTests {
  private static let chinese = [
    "河水流过旧磨坊，磨坊主人的女儿数着麻袋。", "系统管理员打开文件目录，文件目录里没有文件。", "河水不停，磨坊也不停。", "打开系统，关上系统。",
  ]

  private static func base() throws -> BPETokenizer {
    try EncodingTests.tokenizer(size: 600) { $0.addedTokens = [.init(content: "<|endoftext|>", id: 604)] }
  }

  private static func extend(_ base: BPETokenizer, by count: Int) throws -> ExtendedVocabulary {
    let words = WordCounter(pattern: base.model.pattern)
    for (index, text) in chinese.enumerated() { words.add(Array(text.utf8), weight: UInt64(index + 1)) }
    return try TokenizerExtender(base: base, addedCount: count).extend(words)
  }

  @Test("old ids and merges stay, new ids follow the highest")
  func oldStays() throws {
    let base = try Self.base()
    let vocabulary = try Self.extend(base, by: 25)
    #expect(vocabulary.newIDs == Array(605..<630))
    #expect(vocabulary.model.vocabularySize == 630)
    #expect(vocabulary.model.addedTokens == base.model.addedTokens)
    #expect(vocabulary.model.merges.prefix(base.model.merges.count).elementsEqual(base.model.merges))
    for id in 0..<600 { #expect(vocabulary.model.tokens[id] == base.model.tokens[id]) }
  }

  @Test("text is encoded as concatenations of what it was, or as before", arguments: 0..<40)
  func coarser(seed: Int) throws {
    let base = try Self.base()
    let extended = try BPETokenizer(Self.extend(base, by: 60).model)
    var generator = SeededGenerator(seed: UInt64(seed))
    var text = SampleText.damagedText(pieceCount: 20, using: &generator)
    text += Array((Self.chinese.randomElement(using: &generator) ?? "").utf8)
    func ends(_ tokenizer: BPETokenizer) -> [Int] {
      var ids: [UInt32] = []
      text.withUnsafeBufferPointer { tokenizer.encode($0, into: &ids, using: EncodeWorkspace()) }
      var end = 0
      return ids.map { id in
        end += tokenizer.bytes(of: id).count
        return end
      }
    }
    let (before, after) = (ends(base), ends(extended))
    #expect(after.count < before.count)
    #expect(Set(after).isSubset(of: before))
    #expect(base.encode("plain text 123") == extended.encode("plain text 123"))
  }

  @Test("every new token is reached, and is what its base pieces say")
  func reachable() throws {
    let base = try Self.base()
    let vocabulary = try Self.extend(base, by: 60)
    let merger = Merger()
    let tables = try MergeModel(vocabulary.model)
    #expect(vocabulary.newTokens.count == 60)
    for token in vocabulary.newTokens {
      let (id, pieces) = (token.id, token.pieces)
      let bytes = Array(vocabulary.model.tokens[Int(id)])
      let count = bytes.withUnsafeBufferPointer {
        merger.merge($0.baseAddress.unsafelyUnwrapped, count: $0.count, by: tables)
      }
      #expect(count == 1 && merger.units.base[0] == id)
      #expect(pieces.flatMap { base.bytes(of: $0) } == bytes)
      #expect(pieces.allSatisfy { Int($0) < vocabulary.baseVocabularySize })
    }
    let table = String(decoding: vocabulary.initializationTable(), as: UTF8.self).split(separator: "\n")
    #expect(table.count == 1 + vocabulary.newTokens.count)
    #expect(table[1].hasPrefix("605\t"))
    for line in table.dropFirst() {
      let columns = line.split(separator: "\t")
      let weights = columns[3].split(separator: " ").compactMap { Double($0) }
      #expect(weights.count == columns[2].split(separator: " ").count)
      #expect(abs(weights.reduce(0, +) - 1) < 1e-9)
    }
  }

  @Test("training further is what longer training learns, when nothing else is in the text")
  func continuation() throws {
    let words = WordCounter(pattern: .cl100k)
    for document in TrainingFixture.documents { words.add(Array(document.utf8)) }
    let short = try BPETokenizer(BPETrainer(vocabularySize: 300).train(words))
    let extended = try TokenizerExtender(base: short, addedCount: 96).extend(words)
    #expect(extended.model == (try BPETrainer(vocabularySize: 396).train(words)))
  }

  @Test("a token that the base has, but does not reach, is not made twice")
  func knownToken() throws {
    var tokens = TokenList(bytesInOrder: Array(0...255))
    for token in ["xyz", "abc"] { tokens.append(Array(token.utf8)) }
    let base = try BPETokenizer(BPEModel(ranks: tokens, pattern: .gpt2))
    let words = WordCounter(pattern: .gpt2)
    words.add(Array("wxyzxyzq".utf8), weight: 5)
    let extended = try TokenizerExtender(base: base, addedCount: 3).extend(words)
    let names = extended.model.merges.map { String(decoding: extended.model.tokens[Int($0.result)], as: UTF8.self) }
    #expect(names.contains("xyz"))
    #expect(extended.model.merges.contains { $0.result == 256 })
    #expect(extended.newIDs.count == 3)
    #expect(Set(extended.newIDs.map { Array(extended.model.tokens[Int($0)]) }).count == 3)
    let tokenizer = try BPETokenizer(extended.model)
    #expect(tokenizer.encode("wxyzxyzq") == ReferenceBPE(extended.model).encode(Array("wxyzxyzq".utf8)))
  }

  @Test("words cut by another pattern are refused")
  func otherPattern() throws {
    let base = try Self.base()
    #expect(throws: TokenizationError.self) {
      try TokenizerExtender(base: base, addedCount: 1).extend(WordCounter(pattern: .gpt2))
    }
    #expect(throws: TokenizationError.self) { try Self.extend(base, by: .max) }
    #expect(throws: TokenizationError.self) { try Self.extend(base, by: -1) }
  }
}
