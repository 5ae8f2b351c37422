import Corpus
import Storage
import TestSupport
import Testing

@testable import Tokenization

@Suite("Piece formats")
struct PieceFormatTests {
  private static func converted() throws -> HuggingFacePieceModel {
    try HuggingFacePieceModel(PieceFixtures.model("bytes.model"))
  }

  @Test("a SentencePiece model as tokenizer.json gives the same ids")
  func conversion() throws {
    let original = try SentencePieceTokenizer(PieceFixtures.model("bytes.model"))
    let converted = try SentencePieceTokenizer(Self.converted())
    var generator = SeededGenerator(seed: 4)
    for _ in 0..<200 {
      let text = String(decoding: SampleText.damagedText(pieceCount: 15, using: &generator), as: UTF8.self)
      #expect(converted.encode(text) == original.encode(text))
    }
    for spaces in 1...60 {
      let text = String(repeating: " ", count: spaces) + "the"
      #expect(converted.encode(text) == original.encode(text))
      #expect(converted.decode(converted.encode(text)) == Array(text.utf8))
    }
  }

  @Test("models that a tokenizer.json cannot hold are refused", arguments: ["replacing", "suffix", "unused"])
  func refused(name: String) throws {
    let error = #expect(throws: TokenizationError.self) {
      try HuggingFacePieceModel(PieceFixtures.model("\(name).model"))
    }
    #expect(error?.code == .unsupported)
  }

  @Test("equal scores are refused where they decide, and only there")
  func equalScores() throws {
    var model = try PieceFixtures.model("bytes.model")
    let start = model.pieces.count
    for (text, score) in [("j", -900), ("q", -901), ("x", -902), ("z", -903), ("jq", 0), ("xz", 0)] as [(String, Float)]
    where !model.pieces.contains(where: { $0.text == Array(text.utf8) }) {
      model.pieces.append(.init(text: Array(text.utf8), score: score))
    }
    #expect(model.pieces.count > start + 1)
    // No text has both: whichever comes first, the other one stays possible.
    #expect(try HuggingFacePieceModel(model).tokens.count == model.pieces.count)
    // In jqx, jq and qx lie over each other.
    model.pieces.append(.init(text: Array("qx".utf8), score: 0))
    let error = #expect(throws: TokenizationError.self) { try HuggingFacePieceModel(model) }
    #expect(error?.message.contains("equal scores") == true, "\(error?.description ?? "")")
  }

  @Test("tokenizer.json comes back as it was written", arguments: 0..<8)
  func roundTrip(kind: Int) throws {
    var model = try Self.converted()
    if kind & 1 != 0 { model.normalization.addsDummyPrefix = false }
    if kind & 2 != 0 { model.cutsBeforeSpaces = true }
    if kind & 4 != 0 && kind & 1 == 0 { (model.normalization.prefix, model.prefixesOnlyStart) = (.unlessPresent, true) }
    if kind & 4 != 0 { (model.byteIDs, model.fusesUnknown) = (nil, false) }
    model.addedTokens.append(BPEModel.AddedToken(content: "<\"x\\>", id: 900, isSpecial: kind & 1 == 0))
    let bytes = HuggingFacePieceFormat.write(model)
    #expect(try HuggingFacePieceFormat.parse(bytes) == model)
    #expect(try HuggingFacePieceFormat.write(HuggingFacePieceFormat.parse(bytes)) == bytes)
  }

  @Test("added tokens that are not special are taken out of the text, special ones are text")
  func addedTokens() throws {
    var model = try Self.converted()
    model.addedTokens.append(BPEModel.AddedToken(content: "<tool>", id: 900, isSpecial: false))
    let tokenizer = try SentencePieceTokenizer(model)
    let ids = tokenizer.encode("the <tool><tool>book")
    #expect(ids.filter { $0 == 900 }.count == 2)
    #expect(tokenizer.encode("</s>").contains(try #require(tokenizer.id(ofAddedToken: "</s>"))) == false)
    #expect(tokenizer.vocabularySize == 901)
    #expect(tokenizer.bytes(of: 900) == Array("<tool>".utf8))
  }

  @Test("damaged files are errors or other models")
  func hostile() throws {
    let bytes = HuggingFacePieceFormat.write(try Self.converted())
    var generator = SeededGenerator(seed: 9)
    var survivors = 0
    for round in 0..<300 {
      var damaged = bytes
      if round % 3 == 0 { damaged.removeLast(Int.random(in: 1..<bytes.count, using: &generator)) }
      for _ in 0..<4 {
        damaged[Int.random(in: 0..<damaged.count, using: &generator)] = UInt8.random(in: 32...126, using: &generator)
      }
      guard let model = try? HuggingFacePieceFormat.parse(damaged), let tokenizer = try? SentencePieceTokenizer(model)
      else { continue }
      survivors += 1
      _ = tokenizer.decode(tokenizer.encode("the book 书 \u{1F600}"))
    }
    #expect(survivors < 300)
  }

  @Test(
    "what is wrong is said",
    arguments: [
      (#""vocab":{"a":0,"b":0},"merges":[]"#, "has two tokens"), (#""vocab":{"a":16777216},"merges":[]"#, "not below"),
      (#""vocab":{"a":0,"b":1},"merges":["a c"]"#, "right side"), (#""vocab":{"a":0,"b":1},"merges":["ab"]"#, "space"),
      (#""vocab":{"a":0},"merges":[]"#, "neither byte tokens"), (#""vocab":{"<0x00>":0},"merges":[]"#, "the byte 1"),
      (#""vocab":{"a":0},"unk_token":"u","merges":[]"#, "not in the vocabulary"),
      (#""vocab":[],"merges":[]"#, "no model"),
    ])
  func messages(model: String, message: String) {
    let file = #"{"model":{"type":"BPE","byte_fallback":true,"# + model + "}}"
    let error = #expect(throws: TokenizationError.self) {
      try SentencePieceTokenizer(HuggingFacePieceFormat.parse(Array(file.utf8)))
    }
    #expect(error?.message.contains(message) == true, "\(error?.description ?? "")")
  }

  @Test("merged models keep the base's ids, and know which pieces are lost")
  func merged() throws {
    let base = try PieceFixtures.model("bytes.model")
    var other = base
    let known = base.pieces.count
    // "the" alone can be merged; of "he ", "e " is no piece, so that it never comes about.
    other.pieces = [.init(text: Array("▁otherworld".utf8), score: -1), .init(text: Array("qx".utf8), score: -2)]
    other.pieces += base.pieces.prefix(300)
    other.pieces.append(.init(text: Array("qxz".utf8), score: -3))
    let merged = try MergedPieces(base: base, adding: other)
    #expect(merged.addedCount == 3 && merged.knownCount == 300 && merged.firstNewID == known)
    #expect(Array(merged.model.pieces.prefix(known)) == base.pieces)
    let tokenizer = try SentencePieceTokenizer(merged.model)
    let unreachable = tokenizer.unreachablePieces()
    // Nothing leads to a long piece whose parts are no pieces.
    #expect(unreachable.contains(UInt32(known)))
    #expect(!unreachable.contains(UInt32(known + 1)) && !unreachable.contains(UInt32(known + 2)))
    #expect(tokenizer.encode("qxz").suffix(1) == [UInt32(known + 2)])
    #expect(try SentencePieceModel(parsing: merged.model.write()) == merged.model)
    // What is called unreachable is in no text's ids.
    var generator = SeededGenerator(seed: 2)
    for _ in 0..<50 {
      let text = String(decoding: SampleText.text(pieceCount: 40, using: &generator), as: UTF8.self)
      #expect(Set(tokenizer.encode(text + "qxz otherworld")).isDisjoint(with: unreachable))
    }
  }
}
