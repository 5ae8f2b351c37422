// SentencePiece's .model files, read and written.

import TextAnalysis

extension SentencePieceModel {
  /// Numbers of fields, from sentencepiece_model.proto.
  private enum Number {
    static let pieces = 1, trainer = 2, normalizer = 3, denormalizer = 5
    static let text = 1, score = 2, kind = 3
    static let method = 3, suffix = 24, byteFallback = 35, unknownText = 44
    static let charsMap = 2, dummyPrefix = 3, extraSpaces = 4, escape = 5
  }

  /// The model in a file's bytes.
  ///
  /// - Throws: `malformed` with an offset for what is no protocol buffer or no model, `inconsistent` when pieces
  ///   contradict each other, `unsupported` for models with a denormaliser, `limitExceeded` for more than 2²⁴ pieces.
  public init(parsing bytes: [UInt8], path: String = "") throws(TokenizationError) {
    self.init(
      pieces: [], method: .unigram, fallsBackToBytes: false, normalization: PieceNormalization(),
      unknownText: Array(" \u{2047} ".utf8), others: [])
    normalization.addsDummyPrefix = true
    normalization.removesExtraSpaces = true
    try bytes.withUnsafeBufferPointer { file throws(TokenizationError) in
      var fields = ProtobufFields(file, 0..<file.count, path: path)
      while let field = try fields.next() {
        if field.number == Number.pieces {
          guard pieces.count < TokenList.idLimit else {
            throw TokenizationError(
              .limitExceeded, "more than \(TokenList.idLimit) pieces", path: path, offset: field.range.lowerBound)
          }
          try readPiece(Self.message(field, "a piece", path), in: file, path)
          continue
        }
        others += file[field.range]
        switch field.number {
        case Number.trainer: try readTrainer(Self.message(field, "the trainer's options", path), in: file, path)
        case Number.normalizer: try readNormalizer(Self.message(field, "the normaliser", path), in: file, path)
        case Number.denormalizer:
          var inner = ProtobufFields(file, try Self.message(field, "the denormaliser", path), path: path)
          while let field = try inner.next() {
            if field.number == Number.charsMap, case .bytes(let range) = field.value, !range.isEmpty {
              throw TokenizationError(
                .unsupported, "the model has a denormaliser, which Sluice does not run", path: path,
                offset: field.range.lowerBound)
            }
          }
        default: break
        }
      }
    }
    if pieces.isEmpty {
      throw TokenizationError(.malformed, "there are no pieces: this is no SentencePiece model", path: path)
    }
    try validate(path: path)
  }

  private mutating func readPiece(
    _ range: Range<Int>, in file: UnsafeBufferPointer<UInt8>, _ path: String
  ) throws(TokenizationError) {
    var piece = Piece(text: [], score: 0)
    piece.hasScore = false
    var fields = ProtobufFields(file, range, path: path)
    while let field = try fields.next() {
      switch (field.number, field.value) {
      case (Number.text, .bytes(let range)): piece.text = Array(file[range])
      case (Number.score, .fixed32(let bits)):
        piece.score = Float(bitPattern: bits)
        piece.hasScore = true
      case (Number.kind, .varint(let value)):
        guard let kind = UInt8(exactly: value).flatMap(Piece.Kind.init) else {
          throw TokenizationError(
            .malformed, "piece \(pieces.count) has the type \(value), which is not known", path: path,
            offset: field.range.lowerBound)
        }
        piece.kind = kind
        piece.hasKind = true
      default: piece.others += file[field.range]
      }
    }
    let offset = range.lowerBound
    guard !piece.text.isEmpty, UTF8Bytes.isValid(piece.text) else {
      throw TokenizationError(
        .malformed, "piece \(pieces.count) is \(piece.text.isEmpty ? "empty" : "not UTF-8")", path: path, offset: offset
      )
    }
    guard piece.score == piece.score else {
      throw TokenizationError(
        .malformed, "the score of piece \(pieces.count) is not a number", path: path, offset: offset)
    }
    pieces.append(piece)
  }

  private mutating func readTrainer(
    _ range: Range<Int>, in file: UnsafeBufferPointer<UInt8>, _ path: String
  ) throws(TokenizationError) {
    var fields = ProtobufFields(file, range, path: path)
    while let field = try fields.next() {
      switch (field.number, field.value) {
      case (Number.method, .varint(let value)):
        guard let known = UInt8(exactly: value).flatMap(Method.init) else {
          throw TokenizationError(
            .malformed, "the model type \(value) is not known", path: path, offset: field.range.lowerBound)
        }
        method = known
      case (Number.suffix, .varint(let value)): normalization.treatsSpaceAsSuffix = value != 0
      case (Number.byteFallback, .varint(let value)): fallsBackToBytes = value != 0
      case (Number.unknownText, .bytes(let range)): unknownText = Array(file[range])
      default: break
      }
    }
  }

  private mutating func readNormalizer(
    _ range: Range<Int>, in file: UnsafeBufferPointer<UInt8>, _ path: String
  ) throws(TokenizationError) {
    var fields = ProtobufFields(file, range, path: path)
    while let field = try fields.next() {
      switch (field.number, field.value) {
      case (Number.charsMap, .bytes(let range)):
        normalization.charsMap =
          range.isEmpty ? nil : try CharsMap(Array(file[range]), path: path, offset: range.lowerBound)
      case (Number.dummyPrefix, .varint(let value)): normalization.addsDummyPrefix = value != 0
      case (Number.extraSpaces, .varint(let value)): normalization.removesExtraSpaces = value != 0
      case (Number.escape, .varint(let value)): normalization.escapesSpaces = value != 0
      default: break
      }
    }
  }

  /// The place of a field that is a message.
  private static func message(
    _ field: ProtobufFields.Field, _ what: String, _ path: String
  ) throws(TokenizationError) -> Range<Int> {
    guard case .bytes(let range) = field.value else {
      throw TokenizationError(.malformed, "\(what) is no message", path: path, offset: field.range.lowerBound)
    }
    return range
  }

  /// The model's file: pieces first, then what else there was in its order.
  public func write() -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(pieces.count * 20 + others.count)
    var inner: [UInt8] = []
    for piece in pieces {
      inner.removeAll(keepingCapacity: true)
      ProtobufText.append(Number.text, bytes: piece.text, to: &inner)
      if piece.hasScore { ProtobufText.append(Number.score, float: piece.score, to: &inner) }
      if piece.hasKind { ProtobufText.append(Number.kind, varint: UInt64(piece.kind.rawValue), to: &inner) }
      inner += piece.others
      ProtobufText.append(Number.pieces, bytes: inner, to: &output)
    }
    return output + others
  }
}

extension SentencePieceModel {
  /// Checks what SentencePiece's library checks when it loads a model.
  ///
  /// - Throws: `inconsistent` with the pieces that contradict each other.
  func validate(path: String = "") throws(TokenizationError) {
    func fail(_ message: String) -> TokenizationError { TokenizationError(.inconsistent, message, path: path) }
    var text = TokenList()
    var reserved = TokenList()
    var bytes = [Bool](repeating: false, count: 256)
    var unknown: Int?
    for (id, piece) in pieces.enumerated() {
      let isText = piece.kind == .normal || piece.kind == .userDefined || piece.kind == .unused
      text.append(isText ? piece.text[...] : [])
      reserved.append(isText ? [] : piece.text[...])
      switch piece.kind {
      case .unknown:
        if let unknown { throw fail("pieces \(unknown) and \(id) both stand for unknown text") }
        unknown = id
      case .byte:
        guard fallsBackToBytes else { throw fail("piece \(id) is a byte, but byte_fallback is not set") }
        guard let byte = Self.byte(named: piece.text) else { throw fail("piece \(id) names no byte such as <0x0A>") }
        bytes[Int(byte)] = true
      default: break
      }
    }
    if let id = TokenIndex(text).duplicates.first ?? TokenIndex(reserved).duplicates.first {
      throw fail("piece \(id) has the text of another one")
    }
    guard unknown != nil else { throw fail("no piece stands for unknown text") }
    if fallsBackToBytes, let missing = bytes.firstIndex(of: false) {
      throw fail("byte_fallback is set, but the byte \(missing) has no piece")
    }
  }

  /// The byte that a piece such as `<0x0A>` stands for.
  static func byte(named text: some Collection<UInt8>) -> UInt8? {
    let text = Array(text)
    guard text.count == 6, text.starts(with: "<0x".utf8), text[5] == UInt8(ascii: ">") else { return nil }
    var value: UInt8 = 0
    for digit in text[3...4] {
      switch digit {
      case 0x30...0x39: value = value << 4 | (digit &- 0x30)
      case 0x41...0x46: value = value << 4 | (digit &- 0x37)
      default: return nil
      }
    }
    return value
  }

  /// `<0x0A>` for 10.
  static func name(ofByte byte: UInt8) -> [UInt8] {
    let digits = Array("0123456789ABCDEF".utf8)
    return Array("<0x".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)], UInt8(ascii: ">")]
  }
}
