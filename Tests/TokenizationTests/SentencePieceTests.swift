import Storage
import TestSupport
import Testing
import TextAnalysis

@testable import Tokenization

@Suite("SentencePiece")
struct SentencePieceTests {
  private static func ids(
    _ bytes: [UInt8], _ tokenizer: SentencePieceTokenizer, _ workspace: PieceWorkspace = PieceWorkspace()
  ) -> [UInt32] {
    var ids: [UInt32] = []
    bytes.withUnsafeBufferPointer { tokenizer.encode($0, into: &ids, using: workspace) }
    return ids
  }

  @Test("gives the ids and the text that the library gives", arguments: PieceFixtures.models)
  func library(name: String) throws {
    let tokenizer = try SentencePieceTokenizer(PieceFixtures.model(name))
    let cases = try PieceFixtures.cases().filter { $0.tokenizer == name }
    #expect(cases.count > 20)
    let workspace = PieceWorkspace()
    for one in cases {
      #expect(Self.ids(Array(one.text.utf8), tokenizer, workspace) == one.ids, "\(one.text)")
      #expect(String(decoding: tokenizer.decode(one.ids), as: UTF8.self) == one.decoded, "\(one.text)")
    }
  }

  @Test("is what the definition says: the highest score first, of equal ones the leftmost", arguments: 0..<6)
  func definition(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    var model = try PieceFixtures.model("bytes.model")
    for id in model.pieces.indices where model.pieces[id].kind == .normal && seed > 0 {
      model.pieces[id].score = Float(Int.random(in: -(1 << seed)...0, using: &generator))
    }
    let tokenizer = try SentencePieceTokenizer(model)
    let workspace = PieceWorkspace()
    for round in 0..<60 {
      let pieces = Int.random(in: 1...(round % 10 == 0 ? 120 : 12), using: &generator)
      var text = SampleText.text(pieceCount: pieces, using: &generator)
      if round % 3 == 0 {
        text = (0..<pieces * 8).flatMap { _ in Array("the ".randomElement(using: &generator)!.utf8) }
      }
      #expect(Self.ids(text, tokenizer, workspace) == ReferencePieces(model).encode(text))
    }
  }

  @Test("a score of zero comes above one of minus zero, and equal ones from the left")
  func signedZero() throws {
    func pieces(_ left: Float, _ right: Float) throws -> [String] {
      var model = try PieceFixtures.model("bytes.model")
      for (text, score) in [("j", -900), ("q", -901), ("x", -902), ("jq", left), ("qx", right)] as [(String, Float)] {
        model.pieces.removeAll { $0.text == Array(text.utf8) }
        model.pieces.append(.init(text: Array(text.utf8), score: score))
      }
      let tokenizer = try SentencePieceTokenizer(model)
      return tokenizer.encode("jqx").map { String(decoding: tokenizer.bytes(of: $0), as: UTF8.self) }
    }
    #expect(try pieces(-0.0, 0.0).suffix(2) == ["j", "qx"])
    #expect(try pieces(0.0, -0.0).suffix(2) == ["jq", "x"])
    #expect(try pieces(0.0, 0.0).suffix(2) == ["jq", "x"])
    #expect(try pieces(-0.0, -0.0).suffix(2) == ["jq", "x"])
  }

  @Test("text comes back from its bytes and pieces, whatever bytes it is")
  func lossless() throws {
    let tokenizer = try SentencePieceTokenizer(PieceFixtures.model("bytes.model"))
    let workspace = PieceWorkspace()
    var generator = SeededGenerator(seed: 12)
    for round in 0..<300 {
      let bytes =
        round % 2 == 0
        ? SampleText.text(pieceCount: 20, using: &generator) : SampleText.damagedText(pieceCount: 20, using: &generator)
      let ids = Self.ids(bytes, tokenizer, workspace)
      #expect(tokenizer.decode(ids) == bytes)
      #expect(tokenizer.decodedText(of: bytes) == bytes)
    }
    // To these vocabularies a space and its sign are the same.
    let sign = Array("a▁b ".utf8)
    #expect(tokenizer.decodedText(of: sign) == Array("a b ".utf8))
    #expect(tokenizer.decode(Self.ids(sign, tokenizer)) == Array("a b ".utf8))
    #expect(try SentencePieceTokenizer(PieceFixtures.model("replacing.model")).decodedText(of: sign) == nil)
  }

  @Test("does not depend on what the workspace has seen before")
  func workspace() throws {
    let tokenizers = try PieceFixtures.models.map { try SentencePieceTokenizer(PieceFixtures.model($0)) }
    let shared = PieceWorkspace()
    var generator = SeededGenerator(seed: 21)
    for round in 0..<80 {
      let bytes = SampleText.damagedText(pieceCount: 20, using: &generator)
      let tokenizer = tokenizers[round % tokenizers.count]
      #expect(Self.ids(bytes, tokenizer, shared) == Self.ids(bytes, tokenizer))
    }
  }

  @Test("a million characters in one stretch end, and come back")
  func hugeStretch() throws {
    let tokenizer = try SentencePieceTokenizer(PieceFixtures.model("bytes.model"))
    for text in ["the", " ", "本", "e", "\u{fffd}"] {
      let bytes = (0..<1_000_000 / text.utf8.count).flatMap { _ in Array(text.utf8) }
      #expect(tokenizer.decode(Self.ids(bytes, tokenizer)) == bytes)
    }
  }

  @Test("a file that is read and written is the same file", arguments: PieceFixtures.models)
  func roundTrip(name: String) throws {
    let bytes = try PieceFixtures.read(name)
    let model = try SentencePieceModel(parsing: bytes)
    #expect(model.write() == bytes)
    #expect(try SentencePieceModel(parsing: model.write()) == model)
  }

  @Test("a file that is cut off anywhere, or damaged, is an error or another model, never a crash")
  func hostile() throws {
    var generator = SeededGenerator(seed: 77)
    let sample = SampleText.damagedText(pieceCount: 10, using: &generator)
    var survivors = 0
    func tryOut(_ bytes: [UInt8]) {
      guard let model = try? SentencePieceModel(parsing: bytes), let tokenizer = try? SentencePieceTokenizer(model)
      else { return }
      survivors += 1
      _ = tokenizer.decode(Self.ids(sample, tokenizer))
    }
    for name in PieceFixtures.models {
      let bytes = try PieceFixtures.read(name)
      for end in stride(from: 0, to: bytes.count, by: 7) { tryOut(Array(bytes[..<end])) }
      for _ in 0..<150 {
        var damaged = bytes
        for _ in 0..<Int.random(in: 1...4, using: &generator) {
          damaged[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
        }
        tryOut(damaged)
      }
    }
    #expect(survivors > 0)
  }

  private static let piece: [UInt8] = [0x0a, 0x05, 0x0a, 0x03]

  @Test(
    "what is wrong is said with its place",
    arguments: [
      ([0x0a, 0x7f, 0x61], "says it has 127 bytes", 1),
      ([0x0a, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01], "says it has 18446744073709551615", 1),
      ([0x0a, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f], "does not fit into 64 bits", 1),
      ([0x0b, 0x01], "wire type 3", 0), ([0x02, 0x00], "field number 0", 0), ([0x08, 0x01], "is no message", 0),
      ([0x0a, 0x03, 0x0a, 0x01, 0xff], "not UTF-8", 2), ([0x0a, 0x00], "is empty", 2),
      ([0x0a, 0x05, 0x0a, 0x01, 0x61, 0x18, 0x09], "type 9", 5),
      ([0x0a, 0x08, 0x0a, 0x01, 0x61, 0x15, 0, 0, 0xc0, 0x7f], "not a number", 2),
      ([0x12, 0x02, 0x18, 0x09], "model type 9", 2), ([0x1a, 0x03, 0x12, 0x01, 0x00], "table is cut off", 4),
    ] as [([UInt8], String, Int)])
  func messages(bytes: [UInt8], message: String, offset: Int) {
    let error = #expect(throws: TokenizationError.self) { try SentencePieceModel(parsing: bytes, path: "m.model") }
    #expect(error?.message.contains(message) == true, "\(error?.description ?? "")")
    #expect(error?.offset == offset && error?.path == "m.model", "\(error?.description ?? "")")
  }

  @Test("pieces that contradict each other are refused")
  func contradictions() throws {
    let model = try PieceFixtures.model("bytes.model")
    func refuses(_ part: String, _ change: (inout SentencePieceModel) -> Void) {
      var changed = model
      change(&changed)
      let error = #expect(throws: TokenizationError.self) { try SentencePieceModel(parsing: changed.write()) }
      #expect(error?.message.contains(part) == true, "\(error?.description ?? "")")
    }
    let byte = try #require(model.pieces.firstIndex { $0.kind == .byte })
    let normal = try #require(model.pieces.firstIndex { $0.kind == .normal })
    refuses("has no piece") { $0.pieces.remove(at: byte) }
    refuses("names no byte") { $0.pieces[byte].text = Array("<0x1>".utf8) }
    refuses("the text of another") { $0.pieces.append($0.pieces[normal]) }
    refuses("no piece stands for unknown") { $0.pieces.removeAll { $0.kind == .unknown } }
    refuses("both stand for unknown") { $0.pieces.append(.init(text: [0x61, 0x62], score: 0, kind: .unknown)) }
    var unigram = model
    unigram.method = .unigram
    #expect(throws: TokenizationError.self) { try SentencePieceTokenizer(unigram) }
  }

  @Test("a table of replacements that leads anywhere is followed only inside itself")
  func hostileTable() throws {
    let model = try PieceFixtures.model("replacing.model")
    let blob = try #require(model.normalization.charsMap).blob
    var generator = SeededGenerator(seed: 5)
    let text = Array("ＡＢ the ① market e\u{301} key".utf8)
    for _ in 0..<300 {
      var damaged = blob
      for _ in 0..<8 {
        damaged[Int.random(in: 0..<blob.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
      }
      guard let map = try? CharsMap(damaged) else { continue }
      var changed = model
      changed.normalization.charsMap = map
      _ = Self.ids(text, try SentencePieceTokenizer(changed))
    }
  }
}

/// SentencePiece's BPE as its definition says it, for models with byte fallback and no replacements.
struct ReferencePieces {
  private let model: SentencePieceModel
  private var ids: [[UInt8]: Int] = [:]
  private var mergeable: [[UInt8]: Float] = [:]

  init(_ model: SentencePieceModel) {
    self.model = model
    for (id, piece) in model.pieces.enumerated() {
      ids[piece.text] = id
      if piece.kind == .normal { mergeable[piece.text] = piece.score }
    }
  }

  func encode(_ text: [UInt8]) -> [UInt32] {
    guard !text.isEmpty else { return [] }
    let spaced = ([0x20] + text).flatMap { $0 == 0x20 ? SentencePieceModel.space : [$0] }
    var symbols: [[UInt8]] = []
    spaced.withUnsafeBufferPointer { spaced in
      var at = 0
      while at < spaced.count {
        let length = UTF8Bytes.decode(spaced, at: at)?.byteCount ?? 1
        symbols.append(Array(spaced[at..<at + length]))
        at += length
      }
    }
    while true {
      var best: (score: Float, place: Int)?
      for place in symbols.indices.dropLast() {
        guard let score = mergeable[symbols[place] + symbols[place + 1]] else { continue }
        if best.map({ score > $0.score }) ?? true { best = (score, place) }
      }
      guard let best else { break }
      symbols[best.place] += symbols.remove(at: best.place + 1)
    }
    return symbols.flatMap { symbol -> [UInt32] in
      if let id = ids[symbol] { return [UInt32(id)] }
      return symbol.compactMap { ids[SentencePieceModel.name(ofByte: $0)].map { UInt32($0) } }
    }
  }
}
