import TestSupport
import Testing

@testable import Tokenization

@Suite("Encoding")
struct EncodingTests {
  /// A tokenizer learned from text in many scripts.
  static func tokenizer(
    _ pattern: SplitPattern = .cl100k, size: Int = 900, _ change: (inout BPEModel) -> Void = { _ in }
  ) throws -> BPETokenizer {
    var generator = SeededGenerator(seed: 3)
    let words = WordCounter(pattern: pattern)
    SampleText.text(pieceCount: 4000, using: &generator).withUnsafeBufferPointer { words.add($0) }
    var model = try BPETrainer(vocabularySize: size).train(words)
    change(&model)
    return try BPETokenizer(model)
  }

  private static func ids(_ bytes: [UInt8], _ tokenizer: BPETokenizer, _ workspace: EncodeWorkspace) -> [UInt32] {
    var ids: [UInt32] = []
    bytes.withUnsafeBufferPointer { tokenizer.encode($0, into: &ids, using: workspace) }
    return ids
  }

  @Test("gives the ids that Hugging Face's library gives")
  func huggingFace() throws {
    let words = WordCounter(pattern: .cl100k)
    for document in TrainingFixture.documents { words.add(Array(document.utf8)) }
    let tokenizer = try BPETokenizer(BPETrainer(vocabularySize: 396).train(words))
    for (text, ids) in TrainingFixture.encoded { #expect(tokenizer.encode(text) == ids) }
  }

  @Test("is what the definition says, for text and for damaged text", arguments: SplitPattern.allKnown)
  func definition(pattern: SplitPattern) throws {
    let tokenizer = try Self.tokenizer(pattern)
    let reference = ReferenceBPE(tokenizer.model)
    let workspace = EncodeWorkspace()
    var generator = SeededGenerator(seed: 5)
    for round in 0..<300 {
      let count = Int.random(in: 1...30, using: &generator)
      let bytes =
        round % 2 == 0
        ? SampleText.text(pieceCount: count, using: &generator)
        : SampleText.damagedText(pieceCount: count, using: &generator)
      let ids = Self.ids(bytes, tokenizer, workspace)
      #expect(ids == reference.encode(bytes))
      #expect(tokenizer.decode(ids) == bytes)
    }
  }

  @Test("is what the definition says for merges in any order", arguments: 0..<12)
  func unusualMerges(seed: Int) throws {
    // A merge that comes before those that its sides need, or that crosses characters, is legal.
    var generator = SeededGenerator(seed: UInt64(seed))
    let tokenizer = try Self.tokenizer { model in
      model.merges.shuffle(using: &generator)
      model.ignoresMergesForWholeWords = seed % 2 == 0
    }
    let reference = ReferenceBPE(tokenizer.model)
    let workspace = EncodeWorkspace()
    for _ in 0..<60 {
      let bytes = SampleText.text(pieceCount: 12, using: &generator)
      #expect(Self.ids(bytes, tokenizer, workspace) == reference.encode(bytes))
    }
    // Long words, in which a merge often makes a pair that comes before it.
    for pieces in [["ab", "ba", "a"], ["the", "in", "form", "ation"], ["系统", "的", "文件"]] {
      let word = (0..<700).flatMap { _ in Array((pieces.randomElement(using: &generator) ?? "a").utf8) }
      #expect(Self.ids(word, tokenizer, workspace) == reference.encode(word))
    }
  }

  @Test("clauses of any length are what the definition says", arguments: [260, 300, 420, 900])
  func clauses(size: Int) throws {
    // Few merges, so that many tokens are halves of characters, or reach from one character into the next.
    let words = WordCounter(pattern: .cl100k)
    let alphabet = Array("的一是不了人我在有他这中大来上国时们しのにをはテスト한국어사람，。、「」～aé😀")
    var generator = SeededGenerator(seed: UInt64(size))
    func clause(_ count: Int) -> [UInt8] {
      (0..<count).flatMap { _ in
        // Some characters come much more often than others.
        let place = Int.random(in: 0..<alphabet.count, using: &generator)
        return Array(String(alphabet[Int.random(in: 0...place, using: &generator)]).utf8)
      }
    }
    for _ in 0..<3000 {
      clause(Int.random(in: 1...12, using: &generator)).withUnsafeBufferPointer { words.add($0) }
    }
    for ignoresMerges in [false, true] {
      var model = try BPETrainer(vocabularySize: size).train(words)
      model.ignoresMergesForWholeWords = ignoresMerges
      let tokenizer = try BPETokenizer(model)
      let reference = ReferenceBPE(model)
      let workspace = EncodeWorkspace()
      for round in 0..<400 {
        var bytes = clause(Int.random(in: 1...(round % 20 == 0 ? 150 : 15), using: &generator))
        if round % 3 == 0 {
          bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
        }
        let ids = Self.ids(bytes, tokenizer, workspace)
        #expect(ids == reference.encode(bytes))
        #expect(tokenizer.decode(ids) == bytes)
      }
    }
  }

  @Test("long words go the way of short ones", arguments: [63, 64, 65, 66, 200, 1025, 3000])
  func longWords(length: Int) throws {
    let tokenizer = try Self.tokenizer()
    let reference = ReferenceBPE(tokenizer.model)
    var generator = SeededGenerator(seed: 8)
    for alphabet in [Array("ab".utf8), Array("aeinfortm".utf8), Array("=-".utf8)] {
      let word = (0..<length).map { _ in alphabet.randomElement(using: &generator) ?? 0 }
      #expect(Self.ids(word, tokenizer, EncodeWorkspace()) == reference.encode(word))
    }
    let characters = Array("系统的文件目录字".unicodeScalars)
    let word = (0..<length).flatMap { _ in Array(String(characters.randomElement(using: &generator) ?? "系").utf8) }
    #expect(Self.ids(word, tokenizer, EncodeWorkspace()) == reference.encode(word))
  }

  @Test("one word of a million bytes ends, and decodes to itself")
  func hugeWord() throws {
    let tokenizer = try Self.tokenizer()
    for byte in [UInt8(ascii: "a"), UInt8(ascii: " "), 0xff, UInt8(ascii: "=")] {
      let word = [UInt8](repeating: byte, count: 1_000_000)
      #expect(tokenizer.decode(Self.ids(word, tokenizer, EncodeWorkspace())) == word)
    }
  }

  @Test("longer spellings of a character are not that character")
  func overlong() throws {
    let tokenizer = try Self.tokenizer()
    let reference = ReferenceBPE(tokenizer.model)
    // é in three and four bytes, 系 in four, a surrogate, and what lies above U+10FFFF.
    for bytes in [
      [0xe0, 0x83, 0xa9], [0xf0, 0x80, 0x83, 0xa9], [0xf0, 0x87, 0xb3, 0xbb], [0xed, 0xa0, 0x80],
      [0xf4, 0x90, 0x80, 0x80], [0xc1, 0xa1],
    ] as [[UInt8]] {
      let text = Array("é".utf8) + bytes + Array("系".utf8)
      #expect(Self.ids(text, tokenizer, EncodeWorkspace()) == reference.encode(text))
      #expect(tokenizer.decode(Self.ids(text, tokenizer, EncodeWorkspace())) == text)
    }
  }

  @Test("does not depend on what the workspace has seen before")
  func workspace() throws {
    let (first, second) = (try Self.tokenizer(size: 900), try Self.tokenizer(size: 400))
    let shared = EncodeWorkspace()
    var generator = SeededGenerator(seed: 21)
    for round in 0..<80 {
      let bytes = SampleText.damagedText(pieceCount: 20, using: &generator)
      let tokenizer = round % 3 == 0 ? second : first
      #expect(Self.ids(bytes, tokenizer, shared) == Self.ids(bytes, tokenizer, EncodeWorkspace()))
    }
  }

  @Test("appends to ids that are there, and nothing for no text")
  func appends() throws {
    let tokenizer = try Self.tokenizer()
    var ids: [UInt32] = [7]
    [UInt8]().withUnsafeBufferPointer { tokenizer.encode($0, into: &ids, using: EncodeWorkspace()) }
    #expect(ids == [7])
    Array("ab".utf8).withUnsafeBufferPointer { tokenizer.encode($0, into: &ids, using: EncodeWorkspace()) }
    #expect(ids.count > 1 && ids[0] == 7)
  }

  @Test("a cache that overflows starts anew and stays right")
  func fullCache() throws {
    let tokenizer = try Self.tokenizer()
    let workspace = EncodeWorkspace()
    var text: [UInt8] = []
    for number in 0..<400_000 {
      text += Array(" w".utf8)
      text += Array(String(number, radix: 36).utf8.map { $0 < 58 ? $0 + 64 : $0 })
    }
    #expect(tokenizer.decode(Self.ids(text, tokenizer, workspace)) == text)
    let some = Array(text.prefix(5000))
    #expect(Self.ids(some, tokenizer, workspace) == Self.ids(some, tokenizer, EncodeWorkspace()))
  }

  @Test("added tokens are text in text, and decode by their id")
  func addedTokens() throws {
    let words = WordCounter(pattern: .cl100k)
    words.add(Array("some text of ours".utf8))
    var trainer = BPETrainer(vocabularySize: 270)
    trainer.addedTokens = ["<|endoftext|>", "<|pad|>"]
    let tokenizer = try BPETokenizer(trainer.train(words))
    let end = try #require(tokenizer.id(ofAddedToken: "<|endoftext|>"))
    #expect(tokenizer.id(ofAddedToken: "<|pad|>") == end + 1)
    #expect(tokenizer.vocabularySize == Int(end) + 2)
    #expect(!tokenizer.encode("a<|endoftext|>b").contains(end))
    #expect(tokenizer.decode([end]) == Array("<|endoftext|>".utf8))
    #expect(tokenizer.decode([UInt32.max, 1 << 20]) == [])
  }

  @Test("NFC, where the vocabulary asks for it")
  func normalization() throws {
    let tokenizer = try Self.tokenizer(.qwen2) { $0.normalization = .nfc }
    #expect(tokenizer.encode("e\u{301}") == tokenizer.encode("é"))
    #expect(tokenizer.decode(tokenizer.encode("e\u{301}")) == Array("é".utf8))
  }

  @Test("a vocabulary without some byte is refused")
  func missingByte() throws {
    var model = try Self.tokenizer().model
    model.tokens = TokenList(bytesInOrder: Array(0...254))
    model.merges = []
    #expect(throws: TokenizationError.self) { try BPETokenizer(model) }
  }

  @Test("ranks and merges are two ways to say the same")
  func ranks() throws {
    let tokenizer = try Self.tokenizer()
    let model = try BPEModel(ranks: tokenizer.model.tokens, pattern: .cl100k)
    #expect(model.merges == tokenizer.model.merges)
  }

  @Test("a token that merging does not reach is found where it is a whole word")
  func unreachable() throws {
    var tokens = TokenList(bytesInOrder: Array(0...255))
    for token in ["bc", "ab", "abc", "abcd"] { tokens.append(Array(token.utf8)) }
    // abc: bc comes before ab, then a + bc; abcd: abc + d. With xyz nothing joins.
    tokens.append(Array("xyz".utf8))
    let model = try BPEModel(ranks: tokens, pattern: .cl100k)
    #expect(model.merges.count == 4)
    let tokenizer = try BPETokenizer(model)
    #expect(tokenizer.encode("xyz") == [260])
    #expect(tokenizer.encode("xyzz") == [120, 121, 122, 122])
    #expect(tokenizer.encode("abcd") == [259])
    let reference = ReferenceBPE(model)
    for text in ["abcabc", "aabcd", "abab", "bcab"] {
      #expect(tokenizer.encode(text) == reference.encode(Array(text.utf8)))
    }
  }
}

extension WordCounter {
  func add(_ bytes: [UInt8], weight: UInt64 = 1) { bytes.withUnsafeBufferPointer { add($0, weight: weight) } }
}
