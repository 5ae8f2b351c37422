// What ids stand for, for decoding.

/// The text of every id.
struct PieceSurfaces: Sendable {
  enum Kind: UInt8, Sendable { case text, byte, control, unknown, none }

  private var texts = TokenList()
  private var kinds: [Kind] = []
  /// Ids whose first byte is a space that `▁` stands for.
  private var beginsWithSpace: [Bool] = []
  private(set) var controls: [BPEModel.AddedToken] = []
  /// A space in front of everything is the dummy prefix and goes.
  private let removesFirstSpace: Bool
  /// All spaces in front go, for the encoder leaves none there.
  private let removesAllFirstSpaces: Bool
  /// Control tokens are nothing in a text (SentencePiece), or their names (Hugging Face).
  private let showsControls: Bool
  private let unknownText: [UInt8]

  var count: Int { kinds.count }

  init(_ model: SentencePieceModel) {
    removesFirstSpace = model.normalization.addsDummyPrefix || model.normalization.removesExtraSpaces
    removesAllFirstSpaces = model.normalization.removesExtraSpaces
    showsControls = false
    unknownText = model.unknownText
    for (id, piece) in model.pieces.enumerated() {
      switch piece.kind {
      case .byte: append([SentencePieceModel.byte(named: piece.text) ?? 0], .byte)
      case .control:
        append(piece.text, .control)
        controls.append(BPEModel.AddedToken(content: String(decoding: piece.text, as: UTF8.self), id: UInt32(id)))
      case .unknown: append(piece.text, .unknown)
      case .normal, .userDefined, .unused: append(piece.text, .text)
      }
    }
  }

  init(_ model: HuggingFacePieceModel) {
    removesFirstSpace = model.normalization.addsDummyPrefix
    removesAllFirstSpaces = false
    showsControls = true
    let size = model.vocabularySize
    controls = model.addedTokens.sorted { $0.id < $1.id }
    var added: [UInt32: String] = [:]
    for token in controls { added[token.id] = token.content }
    var byteOfID: [UInt32: UInt8] = [:]
    for (byte, id) in (model.byteIDs ?? []).enumerated() { byteOfID[id] = UInt8(byte) }
    unknownText = model.unknownID.map { Array(model.tokens[Int($0)]) } ?? []
    for id in 0..<size {
      if let content = added[UInt32(id)] {
        append(Array(content.utf8), .control)
      } else if let byte = byteOfID[UInt32(id)] {
        append([byte], .byte)
      } else if model.unknownID == UInt32(id) {
        append(unknownText, .unknown)
      } else {
        append(Array(model.tokens[id]), model.tokens[id].isEmpty ? .none : .text)
      }
    }
  }

  private mutating func append(_ text: [UInt8], _ kind: Kind) {
    kinds.append(kind)
    guard kind == .text else {
      texts.append(text)
      beginsWithSpace.append(false)
      return
    }
    var surface: [UInt8] = []
    var at = 0
    while at < text.count {
      if text[at...].starts(with: SentencePieceModel.space) {
        surface.append(0x20)
        at += 3
      } else {
        surface.append(text[at])
        at += 1
      }
    }
    texts.append(surface)
    beginsWithSpace.append(text.starts(with: SentencePieceModel.space))
  }

  func bytes(of id: UInt32) -> [UInt8] { Array(texts[Int(id)]) }

  /// True for ids that text is to become.
  func isText(_ id: UInt32) -> Bool { kinds[Int(id)] == .text }

  /// Appends the text of ids. Byte pieces are their bytes, whether these are UTF-8 or not.
  func decode(_ ids: UnsafeBufferPointer<UInt32>, into bytes: inout [UInt8]) {
    let start = bytes.count
    var isFirst = removesFirstSpace
    var hasRemoved = false
    for id in ids where id < UInt32(truncatingIfNeeded: kinds.count) {
      let id = Int(id)
      switch kinds[id] {
      case .byte: bytes += texts[id]
      case .control: if showsControls { bytes += texts[id] }
      case .unknown:
        if hasRemoved || bytes.count > start { isFirst = false }
        hasRemoved = false
        bytes += unknownText
      case .text:
        if hasRemoved || bytes.count > start { isFirst = false }
        hasRemoved = isFirst && beginsWithSpace[id]
        bytes += hasRemoved ? texts[id].dropFirst() : texts[id]
        if removesAllFirstSpaces { hasRemoved = false }
      case .none: break
      }
    }
  }
}

extension SentencePieceTokenizer {
  /// Appends the text of the tokens to `bytes`, as SentencePiece does: without the dummy prefix, control tokens as
  /// nothing, unknown ones as the model's text for them. Byte tokens give their bytes also where these are not UTF-8
  /// (SentencePiece puts U+FFFD there). Ids that have no token add nothing.
  public func decode(_ ids: UnsafeBufferPointer<UInt32>, into bytes: inout [UInt8]) {
    surfaces.decode(ids, into: &bytes)
  }

  /// The text of the tokens.
  public func decode(_ ids: [UInt32]) -> [UInt8] {
    var bytes: [UInt8] = []
    ids.withUnsafeBufferPointer { decode($0, into: &bytes) }
    return bytes
  }
}
