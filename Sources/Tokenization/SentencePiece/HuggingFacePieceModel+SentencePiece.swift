// A SentencePiece model as a tokenizer.json, where that gives the same ids.

extension HuggingFacePieceModel {
  /// The vocabulary of a SentencePiece BPE model in Hugging Face's terms.
  ///
  /// Scores become an order of merges, which cannot say that two are equal: pieces with equal scores must not get into
  /// each other's way. Besides, both vocabularies are run over every piece, pairs of pieces and runs of every character,
  /// and the first difference is an error.
  /// - Throws: `unsupported`, with the reason, for models that such a file cannot hold.
  public init(_ model: SentencePieceModel) throws(TokenizationError) {
    func refuse(_ reason: String) -> TokenizationError {
      TokenizationError(.unsupported, "a tokenizer.json cannot hold this model with the same ids: \(reason)")
    }
    let rules = model.normalization
    if rules.charsMap != nil { throw refuse("its normaliser replaces characters") }
    if rules.removesExtraSpaces || rules.treatsSpaceAsSuffix || !rules.escapesSpaces {
      throw refuse("what it does with spaces is beyond the usual prefix")
    }
    for piece in model.pieces where piece.kind == .userDefined || piece.kind == .unused {
      throw refuse("it has pieces that are \(piece.kind == .unused ? "unused" : "user-defined")")
    }
    let vocabulary = try PieceVocabulary(model)
    guard vocabulary.symbols.count == model.pieces.count else {
      throw refuse("pieces have characters that are no pieces themselves")
    }
    guard vocabulary.symbols.enumerated().allSatisfy({ $0.element.id == UInt32($0.offset) }) else {
      throw refuse("a piece has the name of a control piece")
    }
    var tokens = TokenList()
    for piece in model.pieces { tokens.append(piece.text) }
    var controls: [BPEModel.AddedToken] = []
    for (id, piece) in model.pieces.enumerated() where piece.kind == .control || piece.kind == .unknown {
      controls.append(BPEModel.AddedToken(content: String(decoding: piece.text, as: UTF8.self), id: UInt32(id)))
    }
    if let (one, other) = Self.conflict(in: vocabulary) {
      let names = [one, other].map { "“\(String(decoding: model.pieces[Int($0)].text, as: UTF8.self))”" }
      throw refuse(
        "the pieces \(names[0]) and \(names[1]) have equal scores, and the leftmost would no longer come first")
    }
    // Of equal scores SentencePiece takes the leftmost merge, so that a piece grows to the right as long as it can before
    // anything behind it does: longer left sides first. That settles runs of spaces.
    let merges = vocabulary.merges.sorted { left, right in
      let lengths = [left, right].map { tokens.byteCount(of: Int($0.left)) }
      return (left.rank, -lengths[0], left.left, left.right) < (right.rank, -lengths[1], right.left, right.right)
    }
    self.init(
      tokens: tokens, merges: merges.map { BPEModel.Merge(left: $0.left, right: $0.right, result: $0.result) },
      addedTokens: controls, normalization: rules, byteIDs: vocabulary.byteIDs, unknownID: vocabulary.unknownID,
      fusesUnknown: true)
    if let text = try Self.firstDifference(SentencePieceTokenizer(model), SentencePieceTokenizer(self)) {
      throw refuse("“\(String(decoding: text, as: UTF8.self))” would become other ids")
    }
  }

  /// Two pieces of equal score whose order decides what a text becomes, if there are any.
  ///
  /// Merges of one rank are done in any order with the same result when none begins with what another ends with, so that
  /// they never lie over each other, and when what they make takes part only in merges of later ranks. Runs of one
  /// character are left to the order of the list and the probing texts.
  private static func conflict(in vocabulary: PieceVocabulary) -> (UInt32, UInt32)? {
    var earliest: [UInt32: (rank: UInt32, result: UInt32)] = [:]
    for merge in vocabulary.merges {
      for side in [merge.left, merge.right] where merge.rank < earliest[side]?.rank ?? .max {
        earliest[side] = (merge.rank, merge.result)
      }
    }
    for (rank, merges) in Dictionary(grouping: vocabulary.merges, by: \.rank).sorted(by: { $0.key < $1.key }) {
      guard Set(merges.map(\.result)).count > 1 else { continue }
      if isOneRun(merges.map { vocabulary.texts[Int($0.result)] }) { continue }
      let byLeft = Dictionary(grouping: merges, by: \.left)
      for merge in merges {
        if let other = byLeft[merge.right]?.first(where: { $0.result != merge.result }) {
          return (merge.result, other.result)
        }
        if let (sooner, other) = earliest[merge.result], sooner <= rank { return (merge.result, other) }
      }
    }
    return nil
  }

  /// True when all texts are one character again and again.
  private static func isOneRun(_ texts: [ArraySlice<UInt8>]) -> Bool {
    var character: UInt32?
    for text in texts {
      var isRun = true
      PieceVocabulary.forEachCharacter(text) { scalar, _, _ in
        if character == nil { character = scalar }
        isRun = isRun && scalar == character
      }
      if !isRun { return false }
    }
    return true
  }

  /// The first of many probing texts that two tokenizers encode to different ids.
  private static func firstDifference(_ left: SentencePieceTokenizer, _ right: SentencePieceTokenizer) -> [UInt8]? {
    let workspaces = (PieceWorkspace(), PieceWorkspace())
    func differs(_ text: [UInt8]) -> Bool {
      var ids: ([UInt32], [UInt32]) = ([], [])
      text.withUnsafeBufferPointer {
        left.encode($0, into: &ids.0, using: workspaces.0)
        right.encode($0, into: &ids.1, using: workspaces.1)
      }
      return ids.0 != ids.1
    }
    let count = UInt32(truncatingIfNeeded: left.vocabularySize)
    for id in 0..<count {
      let text = left.bytes(of: id)
      // Neighbours of the list, and pieces from all over it.
      for other in [(id + 1) % count, (id &* 7919 &+ 13) % count] {
        let pair = text + left.bytes(of: other)
        if differs(pair) { return pair }
        if differs(pair + text) { return pair + text }
      }
      guard PlainText.isOneCharacter(text) else { continue }
      for length in 2...40 {
        let run = [UInt8]((0..<length).flatMap { _ in text })
        if differs(run) { return run }
      }
    }
    return nil
  }
}
