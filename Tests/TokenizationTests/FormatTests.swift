import Corpus
import Storage
import TestSupport
import Testing

@testable import Tokenization

@Suite("Formats")
struct FormatTests {
  private static func model(_ pattern: SplitPattern = .cl100k) throws -> BPEModel {
    try EncodingTests.tokenizer(pattern, size: 700) { model in
      model.addedTokens = [
        BPEModel.AddedToken(content: "<|endoftext|>", id: 700),
        BPEModel.AddedToken(content: "<\"quoted\\and 系统>", id: 705, isSpecial: false),
      ]
    }.model
  }

  @Test("tokenizer.json comes back as it was written", arguments: SplitPattern.allKnown)
  func huggingFace(pattern: SplitPattern) throws {
    var model = try Self.model(pattern)
    if pattern == .qwen2 {
      model.normalization = .nfc
      model.ignoresMergesForWholeWords = true
    }
    let bytes = HuggingFaceFormat.write(model)
    #expect(try HuggingFaceFormat.parse(bytes) == model)
    #expect(try HuggingFaceFormat.write(HuggingFaceFormat.parse(bytes)) == bytes)
    let parsed = try JSONValue(parsing: bytes)
    #expect(parsed["model"]?["vocab"]?["<|endoftext|>"]?.int == 700)
    #expect(parsed["model"]?["merges"]?.array?.count == model.merges.count)
  }

  @Test("merges as pairs are read like merges as strings")
  func pairs() throws {
    let model = try Self.model()
    guard case .object(var file) = try JSONValue(parsing: HuggingFaceFormat.write(model)),
      case .object(var inner) = file["model"] ?? .null, let merges = inner["merges"]?.array
    else {
      Issue.record("the file is no object with a model")
      return
    }
    inner["merges"] = .array(
      merges.map { .array(($0.string ?? "").split(separator: " ").map { .string(String($0)) }) })
    file["model"] = .object(inner)
    #expect(try HuggingFaceFormat.parse(JSONValue.object(file).bytes(.pretty)) == model)
  }

  @Test("rank files come back as they were written, and encode the same")
  func tiktoken() throws {
    let model = try Self.model()
    let bytes = try TiktokenFormat.write(model)
    let parsed = try TiktokenFormat.parse(bytes, pattern: .cl100k, addedTokens: model.addedTokens)
    #expect(parsed.tokens == model.tokens)
    #expect(parsed.merges == model.merges)
    var generator = SeededGenerator(seed: 40)
    let text = String(decoding: SampleText.text(pieceCount: 300, using: &generator), as: UTF8.self)
    #expect(try BPETokenizer(parsed).encode(text) == BPETokenizer(model).encode(text))
    var backwards = model
    backwards.merges.reverse()
    #expect(throws: TokenizationError.self) { try TiktokenFormat.write(backwards) }
  }

  @Test("GPT-2's files come back as they were written")
  func gpt2() throws {
    var model = try Self.model(.gpt2)
    model.addedTokens.removeLast()
    let files = GPT2Format.write(model)
    #expect(try GPT2Format.parse(vocabulary: files.vocabulary, merges: files.merges) == model)
  }

  @Test("a folder is written and loaded, and has the identity of its file")
  func folder() throws {
    let folder = "/tmp/sluice-tokenizer-test-\(UInt64.random(in: 0 ... .max))"
    defer { try? FileSystem.remove(folder, recursively: true) }
    let tokenizer = try BPETokenizer(Self.model())
    let path = try tokenizer.write(to: folder)
    let loaded = try BPETokenizer.load(folder)
    #expect(loaded.model == tokenizer.model)
    #expect(loaded.sha256() == tokenizer.sha256())
    #expect(try BPETokenizer.load(path).model == tokenizer.model)
    #expect(throws: TokenizationError.self) { try BPETokenizer.load(folder + "/missing.json") }
  }

  @Test(
    "rank files that are wrong are refused",
    arguments: [
      "YQ== 0\nYQ== 1\n", "YQ== 0\nYg== 0\n", "YQ== x\n", "YQ==\n", "Y 0\n", "!!! 0\n", "YQ== 99999999999999999999\n",
      "YQ== 16777216\n", "YQ== -1\n", "YQ== 0 1\n", "",
    ])
  func wrongRanks(text: String) {
    #expect(throws: TokenizationError.self) { try TiktokenFormat.parse(Array(text.utf8), pattern: .cl100k) }
  }

  @Test("an error names the place")
  func place() {
    do {
      _ = try TiktokenFormat.parse(Array("YQ== 0\nYg== b\n".utf8), pattern: .gpt2, path: "ranks")
      Issue.record("the file was accepted")
    } catch {
      #expect(error.offset == 12 && error.path == "ranks" && error.code == .malformed)
    }
  }

  @Test(
    "tokenizer.json files that are wrong are refused",
    arguments: [
      "", "{", "[]", "{}", #"{"model":{"type":"WordPiece","vocab":{},"merges":[]}}"#,
      #"{"model":{"type":"BPE","vocab":[],"merges":[]}}"#, #"{"model":{"vocab":{"a":1},"merges":{}}}"#,
      #"{"model":{"vocab":{"a":-1},"merges":[]},"pre_tokenizer":{"type":"ByteLevel","add_prefix_space":false}}"#,
      #"{"model":{"vocab":{"a":4294967296},"merges":[]},"pre_tokenizer":{"type":"ByteLevel","add_prefix_space":false}}"#,
      #"{"model":{"vocab":{"a":1,"b":1},"merges":[]},"pre_tokenizer":{"type":"ByteLevel","add_prefix_space":false}}"#,
      #"{"model":{"vocab":{"a":1},"merges":["a b"]},"pre_tokenizer":{"type":"ByteLevel","add_prefix_space":false}}"#,
      #"{"model":{"vocab":{"a":1},"merges":["a"]},"pre_tokenizer":{"type":"ByteLevel","add_prefix_space":false}}"#,
      #"{"model":{"vocab":{"a":1},"merges":[["a"]]},"pre_tokenizer":{"type":"ByteLevel","add_prefix_space":false}}"#,
      #"{"model":{"vocab":{"a":1},"merges":[1,[[]],"\"]},"pre_tokenizer":{"type":"ByteLevel","add_prefix_space":false}}"#,
      #"{"model":{"vocab":{"a":1},"merges":[]},"pre_tokenizer":{"type":"Whitespace"}}"#,
      #"{"model":{"vocab":{"a":1},"merges":[],"byte_fallback":true}}"#,
      #"{"model":{"vocab":{"a":1},"merges":[]},"normalizer":{"type":"NFD"}}"#,
    ])
  func wrongJSON(text: String) {
    #expect(throws: TokenizationError.self) { try HuggingFaceFormat.parse(Array(text.utf8)) }
  }

  @Test("damaged files give an error or a tokenizer that works, never a crash", arguments: 0..<3)
  func damaged(format: Int) throws {
    let model = try EncodingTests.tokenizer(.gpt2, size: 300).model
    let files = GPT2Format.write(model)
    let original = try [HuggingFaceFormat.write(model), TiktokenFormat.write(model), files.merges][format]
    var generator = SeededGenerator(seed: 77)
    let sample = SampleText.damagedText(pieceCount: 40, using: &generator)
    var survivors = 0
    for _ in 0..<400 {
      var bytes = original
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        let at = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: bytes[at] = UInt8.random(in: 0...255, using: &generator)
        case 1: bytes.removeSubrange(at..<min(bytes.count, at + Int.random(in: 1...40, using: &generator)))
        default: bytes.insert(contentsOf: original[at..<min(original.count, at + 9)], at: at)
        }
      }
      do {
        let parsed =
          switch format {
          case 0: try HuggingFaceFormat.parse(bytes)
          case 1: try TiktokenFormat.parse(bytes, pattern: .gpt2)
          default: try GPT2Format.parse(vocabulary: files.vocabulary, merges: bytes)
          }
        let tokenizer = try BPETokenizer(parsed)
        var ids: [UInt32] = []
        sample.withUnsafeBufferPointer { tokenizer.encode($0, into: &ids, using: EncodeWorkspace()) }
        #expect(tokenizer.decode(ids) == sample)
        survivors += 1
      } catch {
        continue
      }
    }
    #expect(survivors > 0 && survivors < 400)
  }
}
