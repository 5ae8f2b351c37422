// A vocabulary of pieces over characters, as SentencePiece's BPE models and Hugging Face's files of the same kind have it.

/// What both formats say about a vocabulary, in one form: pieces by id, the merges among them, and what becomes of
/// characters that have no piece.
struct PieceVocabulary: Sendable {
  /// Two adjacent symbols that become one, the lower rank first, of equal ranks the leftmost.
  struct Merge: Sendable {
    var left: UInt32
    var right: UInt32
    var result: UInt32
    var rank: UInt32
  }

  /// A unit of merging: every piece that text can become (its symbol is its id), and characters that only stand in
  /// pieces.
  struct Symbol: Sendable {
    /// The id that is put out; nil for characters without a piece.
    var id: UInt32?
    /// Put out as the two symbols that it was merged from.
    var isUnused = false
  }

  /// Symbols by number.
  var symbols: [Symbol] = []
  /// Their texts, a space as 0x20; empty where text never becomes the symbol by merging.
  var texts = TokenList()
  /// Symbols of single characters.
  var characters: [(scalar: UInt32, symbol: UInt32)] = []
  var merges: [Merge] = []
  /// Characters that stand side by side in some piece: nowhere else can merging cross.
  var neighbours: [(UInt32, UInt32)] = []
  /// Pieces that are taken as a whole wherever they stand: their text (a space as 0x20) and symbol.
  var literals: [(text: [UInt8], symbol: UInt32)] = []
  /// The same as they stand in text that is not yet normalised, which leaves them as they are.
  var rawLiterals: [[UInt8]] = []
  /// Bytes to ids.
  var byteIDs: [UInt32]?
  /// The id of characters without a piece, where there are no bytes for them.
  var unknownID: UInt32?
  /// Several unknown characters in a row become one id.
  var fusesUnknown = true
  /// A space begins a stretch of its own, which nothing is merged or fused across.
  var cutsBeforeSpaces = false
  var normalization = PieceNormalization()

  /// A piece's text with 0x20 for `▁` where the vocabulary writes spaces so; nil when text can never become it.
  static func internalText(_ text: [UInt8], escapesSpaces: Bool) -> [UInt8]? {
    guard escapesSpaces else { return text }
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    for byte in text {
      if byte == 0x20 { return nil }
      result.append(byte)
      let count = result.count
      if byte == 0x81, count >= 3, result[count - 2] == 0x96, result[count - 3] == 0xe2 {
        result.removeLast(3)
        result.append(0x20)
      }
    }
    return result
  }
}

extension PieceVocabulary {
  /// The vocabulary of a SentencePiece BPE model: two symbols merge when their concatenation is a piece, the highest
  /// score first.
  ///
  /// - Throws: `unsupported` for models that are not BPE, `limitExceeded` for more merges than 2²⁸.
  init(_ model: SentencePieceModel) throws(TokenizationError) {
    guard model.method == .bpe else {
      throw TokenizationError(
        .unsupported, "this is a SentencePiece model of the method \(model.method), and only bpe can be run")
    }
    normalization = model.normalization
    let escapes = normalization.escapesSpaces
    for (id, piece) in model.pieces.enumerated() {
      let isText = piece.kind == .normal || piece.kind == .unused || piece.kind == .userDefined
      let text = isText ? Self.internalText(piece.text, escapesSpaces: escapes) : nil
      texts.append(piece.kind == .userDefined ? [] : text ?? [])
      symbols.append(Symbol(id: UInt32(id), isUnused: piece.kind == .unused))
      if piece.kind == .userDefined {
        rawLiterals.append(piece.text)
        if let text { literals.append((text, UInt32(id))) }
      }
      if piece.kind == .unknown { unknownID = UInt32(id) }
    }
    if model.fallsBackToBytes {
      var ids = [UInt32](repeating: 0, count: 256)
      for (id, piece) in model.pieces.enumerated() where piece.kind == .byte {
        if let byte = SentencePieceModel.byte(named: piece.text) { ids[Int(byte)] = UInt32(id) }
      }
      byteIDs = ids
    }
    overrideByReserved(model)
    let order = Set(model.pieces.map { Self.order(of: $0.score) }).sorted(by: >)
    var ranks: [Int32: UInt32] = [:]
    for (rank, key) in order.enumerated() { ranks[key] = UInt32(rank) }
    try addMergesByConcatenation { ranks[Self.order(of: model.pieces[$0].score)] ?? 0 }
  }

  /// Scores as integers in the same order. −0 comes below 0, as in SentencePiece 0.2.3: the first piece that training
  /// makes has −0, and pieces that others add have 0.
  private static func order(of score: Float) -> Int32 {
    let bits = Int32(bitPattern: score.bitPattern)
    return bits < 0 ? bits ^ 0x7fff_ffff : bits
  }

  /// Text that is also the name of a control piece, a byte or the unknown piece is put out as that.
  private mutating func overrideByReserved(_ model: SentencePieceModel) {
    var reserved: [[UInt8]: UInt32] = [:]
    for (id, piece) in model.pieces.enumerated() {
      switch piece.kind {
      case .control, .unknown, .byte: reserved[piece.text] = UInt32(id)
      case .normal, .userDefined, .unused: break
      }
    }
    for (id, piece) in model.pieces.enumerated() {
      switch piece.kind {
      case .normal, .userDefined, .unused:
        guard let other = reserved[piece.text] else { continue }
        symbols[id] = Symbol(id: other)
      case .control, .unknown, .byte: break
      }
    }
  }

  /// Gives characters that stand in texts, and have no symbol, one of their own, and finds neighbours.
  ///
  /// - Returns: the symbols of characters, by scalar.
  mutating func addCharacters() -> [UInt32: UInt32] {
    var known: [UInt32: UInt32] = [:]
    let count = texts.count
    for id in 0..<count where !texts[id].isEmpty {
      let length = texts.byteCount(of: id)
      Self.forEachCharacter(texts[id]) { scalar, start, end in
        if end - start == length { known[scalar] = UInt32(id) }
      }
    }
    var pairs: Set<UInt64> = []
    for id in 0..<count {
      var previous: UInt32?
      let text = Array(texts[id])
      Self.forEachCharacter(text[...]) { scalar, start, end in
        if let previous { pairs.insert(UInt64(previous) << 32 | UInt64(scalar)) }
        previous = scalar
        if known[scalar] == nil {
          known[scalar] = UInt32(symbols.count)
          symbols.append(Symbol(id: nil))
          texts.append(text[start..<end])
        }
      }
    }
    characters = known.map { ($0.key, $0.value) }
    neighbours = pairs.map { (UInt32($0 >> 32), UInt32(truncatingIfNeeded: $0)) }
    return known
  }

  /// Adds a merge for every way in which a text is the concatenation of two.
  private mutating func addMergesByConcatenation(rank: (Int) -> UInt32) throws(TokenizationError) {
    let pieceCount = texts.count
    _ = addCharacters()
    let index = TokenIndex(texts)
    for id in 0..<pieceCount {
      let text = Array(texts[id])
      try text.withUnsafeBufferPointer { text throws(TokenizationError) in
        guard let base = text.baseAddress else { return }
        for middle in 1..<max(1, text.count) where text[middle] & 0xc0 != 0x80 {
          guard let left = index.id(of: base, count: middle),
            let right = index.id(of: base + middle, count: text.count - middle)
          else { continue }
          merges.append(Merge(left: left, right: right, result: UInt32(id), rank: rank(id)))
        }
      }
      guard merges.count < 1 << 28 else {
        throw TokenizationError(.limitExceeded, "the pieces have more than \(1 << 28) ways to merge")
      }
    }
  }

  static func forEachCharacter(
    _ text: ArraySlice<UInt8>, _ body: (_ scalar: UInt32, _ start: Int, _ end: Int) -> Void
  ) {
    text.withUnsafeBufferPointer { forEachCharacter($0, body) }
  }

  /// Calls `body` with each character of a text and its place.
  static func forEachCharacter(
    _ text: UnsafeBufferPointer<UInt8>, _ body: (_ scalar: UInt32, _ start: Int, _ end: Int) -> Void
  ) {
    var at = 0
    while at < text.count {
      let next = PlainText.character(text, at)
      body(next.scalar, at, at + next.byteCount)
      at += next.byteCount
    }
  }
}
