import Storage
import TestSupport
import Testing

@testable import Tokenization

@Suite("WordPiece")
struct WordPieceTests {
  private static func fixture() throws -> WordPieceModel {
    try WordPieceFormat.parse(json: PieceFixtures.read("wordpiece.json"), path: "wordpiece.json")
  }

  @Test("gives the ids that Hugging Face's library gives")
  func library() throws {
    let tokenizer = try WordPieceTokenizer(Self.fixture())
    let cases = try PieceFixtures.cases().filter { $0.tokenizer == "wordpiece.json" }
    #expect(cases.count > 20)
    for one in cases { #expect(tokenizer.encode(one.text) == one.ids, "\(one.text)") }
  }

  @Test("what is cached is what is not")
  func workspace() throws {
    let tokenizer = try WordPieceTokenizer(Self.fixture())
    let shared = PieceWorkspace()
    var generator = SeededGenerator(seed: 30)
    for _ in 0..<100 {
      let bytes = SampleText.damagedText(pieceCount: 30, using: &generator)
      var ids: ([UInt32], [UInt32]) = ([], [])
      bytes.withUnsafeBufferPointer {
        tokenizer.encode($0, into: &ids.0, using: shared)
        tokenizer.encode($0, into: &ids.1, using: PieceWorkspace())
      }
      #expect(ids.0 == ids.1)
      #expect(ids.0.allSatisfy { $0 < UInt32(tokenizer.vocabularySize) })
    }
  }

  @Test("case, accents, ideographs and control characters, as BERT has them")
  func normalizer() {
    func words(_ text: String, _ change: (inout BertNormalizer) -> Void = { _ in }) -> [String] {
      var normalizer = BertNormalizer(lowercases: true)
      change(&normalizer)
      var words: [String] = []
      Array(text.utf8).withUnsafeBufferPointer {
        BertWords.forEach(of: $0, by: normalizer, PieceWorkspace()) { word, _ in
          words.append(String(decoding: word, as: UTF8.self))
        }
      }
      return words
    }
    #expect(words("Héllo, WORLD's") == ["hello", ",", "world", "'", "s"])
    #expect(words("中文ab") == ["中", "文", "ab"])
    #expect(words("a\u{200b}b\u{0}c\td\u{a0}e") == ["abc", "d", "e"])
    #expect(words("İI") == ["ii"])
    #expect(words("İ", { $0.stripsAccents = false }) == ["i\u{307}"])
    #expect(words("Σίσυφος", { $0.stripsAccents = false }) == ["σίσυφος"])
    #expect(words("ABC Ä", { $0.lowercases = false }) == ["ABC", "Ä"])
    #expect(words("각").first?.unicodeScalars.count == 3)
  }

  @Test("vocab.txt and tokenizer.json come back as they were written")
  func roundTrip() throws {
    var model = try Self.fixture()
    let json = WordPieceFormat.writeJSON(model)
    #expect(try WordPieceFormat.parse(json: json) == model)
    let text = try WordPieceFormat.writeVocabulary(model)
    model.normalizer.stripsAccents = nil
    #expect(try WordPieceFormat.parse(vocabulary: text) == model)
    #expect(try WordPieceFormat.parse(vocabulary: text, lowercases: false).normalizer.lowercases == false)
    // An upper-case letter says that case is kept.
    let cased = text + Array("Haus\n".utf8)
    #expect(try WordPieceFormat.parse(vocabulary: cased).normalizer.lowercases == false)
  }

  @Test(
    "what is wrong is said",
    arguments: [
      ("[UNK]\na\nb\na\n", "line 4", 10), ("a\nb\n", "no [UNK]", nil), ("[UNK]\n\u{ff}", "line", nil),
    ] as [(String, String, Int?)])
  func messages(text: String, message: String, offset: Int?) {
    var bytes = Array(text.utf8)
    if bytes.last == 0xbf { bytes[bytes.count - 1] = 0xff }
    let error = #expect(throws: TokenizationError.self) { try WordPieceFormat.parse(vocabulary: bytes) }
    #expect(error?.message.contains(message) == true, "\(error?.description ?? "")")
    if let offset { #expect(error?.offset == offset) }
  }

  @Test("words without tokens, and words that are too long, are unknown")
  func unknown() throws {
    let model = try WordPieceFormat.parse(vocabulary: Array("[UNK]\nab\n##c\na\n".utf8))
    let tokenizer = try WordPieceTokenizer(model)
    #expect(tokenizer.encode("ab abc abcc a b") == [1, 1, 2, 1, 2, 2, 3, 0])
    #expect(tokenizer.decode([1, 2, 3, 0]) == Array("abc a [UNK]".utf8))
    #expect(tokenizer.encode("ab" + String(repeating: "c", count: 98)).count == 99)
    #expect(tokenizer.encode("ab" + String(repeating: "c", count: 99)) == [0])
    var long = model
    long.maximumWordLength = 1 << 30
    #expect(throws: TokenizationError.self) { try WordPieceTokenizer(long) }
  }

  @Test("learns what Hugging Face's trainer learns where counts decide")
  func training() throws {
    // hug and hugs: the pairs ##u ##g (20), h ##ug (15), p ##u (17 before), … no two of them tie on the way.
    let words = WordCounter(pattern: .gpt2)
    let counter = WordPieceCounter(BertNormalizer(lowercases: true), into: words)
    for (word, count) in [("Hug", 10), ("pug", 5), ("pun", 12), ("bun", 4), ("hugs", 5)] {
      for _ in 0..<count { counter.add(word) }
    }
    var trainer = WordPieceTrainer(vocabularySize: 16, normalizer: BertNormalizer(lowercases: true))
    trainer.minimumCount = 1
    let model = try trainer.train(words)
    let tokens = (5..<model.tokens.count).map { String(decoding: model.tokens[$0], as: UTF8.self) }
    #expect(tokens == ["b", "g", "h", "n", "p", "s", "u", "##g", "##n", "##s", "##u"])
    trainer.vocabularySize = 20
    let more = try trainer.train(words)
    #expect(
      (16..<20).map { String(decoding: more.tokens[$0], as: UTF8.self) } == ["##ug", "##un", "hug", "pun"])
    #expect(try WordPieceTokenizer(more).encode("HUGS pun") == [18, 14, 19])
    trainer.vocabularySize = 10
    #expect(throws: TokenizationError.self) { try trainer.train(words) }
  }
}

extension WordPieceCounter {
  fileprivate func add(_ text: String) { Array(text.utf8).withUnsafeBufferPointer { add($0) } }
}

@Suite("Tokenizers of any kind")
struct TokenizerTests {
  @Test("are told apart by their files, written, and have the identity of what is written")
  func files() throws {
    let folder = "/tmp/sluice-tokenizer-test-\(UInt64.random(in: 0 ... .max))"
    defer { try? FileSystem.remove(folder, recursively: true) }
    for name in ["bytes.model", "wordpiece.json"] {
      let tokenizer = try PieceFixtures.tokenizer(name)
      let path = try tokenizer.write(to: folder)
      #expect(Path.lastComponent(path) == tokenizer.fileName)
      #expect(try SHA256.hexHash(ofFile: path) == tokenizer.sha256())
      let loaded = try Tokenizer.load(folder)
      #expect(loaded.sha256() == tokenizer.sha256() && loaded.vocabularySize == tokenizer.vocabularySize)
      #expect(loaded.encode("The harbour, 港口") == tokenizer.encode("The harbour, 港口"))
    }
    let converted = try HuggingFacePieceModel(PieceFixtures.model("bytes.model"))
    let written = try Tokenizer.pieces(SentencePieceTokenizer(converted)).write(to: folder)
    guard case .pieces = try Tokenizer.load(written) else {
      Issue.record("a tokenizer.json of pieces is not taken for one")
      return
    }
  }

  @Test("names their control tokens")
  func controls() throws {
    #expect(try PieceFixtures.tokenizer("bytes.model").id(ofAddedToken: "</s>") == 2)
    #expect(try PieceFixtures.tokenizer("wordpiece.json").id(ofAddedToken: "[SEP]") == 3)
    #expect(try PieceFixtures.tokenizer("bytes.model").id(ofAddedToken: "<|endoftext|>") == nil)
  }
}
