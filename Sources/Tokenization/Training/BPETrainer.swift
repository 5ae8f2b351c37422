// Learning merges from word counts.

/// Learns byte-level BPE: again and again the most frequent pair of adjacent tokens becomes a token.
///
/// Merge for merge what Hugging Face's `BpeTrainer` (ties: `.hf`) and rustbpe (ties: `.bytes`) learn from the same words.
public struct BPETrainer: Sendable {
  /// Which of two equally frequent pairs comes first: always the smaller pair of ids, but ids of single bytes differ.
  public enum Tie: String, Sendable {
    /// Bytes in the order of GPT-2's printable alphabet, which is Hugging Face's.
    case hf
    /// Bytes in the order of their values.
    case bytes
  }

  /// Number of ids to end with: 256 bytes, the alphabet, merges, added tokens. Fewer when the words do not yield so many.
  public var vocabularySize: Int
  public var tie = Tie.hf
  /// Pairs that occur more rarely are not merged (Hugging Face's `min_frequency`).
  public var minimumCount: UInt64 = 1
  /// Longer tokens are not made; 0 for no limit. Hugging Face's `max_token_length` is the first length that is not made.
  public var maximumTokenByteCount = 0
  /// Characters that become tokens before anything is learned, in this order, whether the words have them or not. The
  /// 256 bytes always are tokens.
  public var initialAlphabet = ""
  /// Control tokens, which get the last ids, in this order.
  public var addedTokens: [String] = []
  /// Bytes that learning may take, about.
  public var memoryLimit = Int.max
  /// Called after every hundredth merge with the number of merges made and wanted; false ends training early.
  public var progress: (@Sendable (Int, Int) -> Bool)?

  public init(vocabularySize: Int) { self.vocabularySize = vocabularySize }

  /// Tokens that there are before anything is learned; the first that is learned gets this id.
  public var alphabetTokenCount: Int { alphabet(.gpt2, .none).tokens.count }

  /// - Parameters:
  ///   - learned: merges that an earlier, interrupted call learned from the same words with the same settings; training
  ///     goes on behind them, and ends as the earlier call would have.
  ///   - checkpoint: called after every hundredth merge with the merges learned so far, `learned` included.
  /// - Throws: `invalidArgument` for a vocabulary size that has no room for bytes, alphabet and added tokens or is too
  ///   large, and for merges that cannot have been learned; `limitExceeded` when the different words have too many
  ///   tokens; what `words` and `checkpoint` throw.
  public func train(
    _ words: some WordCounts, learned: [BPEModel.Merge] = [],
    checkpoint: (([BPEModel.Merge]) throws -> Void)? = nil
  ) throws -> BPEModel {
    var start = alphabet(words.pattern, words.normalization)
    let alphabetCount = start.tokens.count
    let mergeCount = vocabularySize - alphabetCount - addedTokens.count
    guard mergeCount >= 0, vocabularySize <= TokenList.idLimit else {
      throw TokenizationError(
        .invalidArgument,
        "a vocabulary of \(vocabularySize) is out of range: it has 256 bytes, \(alphabetCount - 256) tokens of the initial "
          + "alphabet and \(addedTokens.count) added tokens, and at most \(TokenList.idLimit) ids")
    }
    try append(learned, to: &start, alphabetCount: alphabetCount, limit: mergeCount)
    let learner = try learner(words, start)
    var rules = LearningRules(tokenCount: mergeCount - learned.count)
    rules.minimumCount = minimumCount
    rules.maximumTokenByteCount = maximumTokenByteCount
    rules.progress = { merges in
      try checkpoint?(learned + merges)
      return progress?(learned.count + merges.count, mergeCount) ?? true
    }
    start.merges += try learner.learn(rules, tokens: &start.tokens)
    for (index, content) in addedTokens.enumerated() {
      start.addedTokens.append(BPEModel.AddedToken(content: content, id: UInt32(start.tokens.count + index)))
    }
    return start
  }

  /// The bytes, and the characters of the initial alphabet: each is merged byte by byte from its first one.
  private func alphabet(_ pattern: SplitPattern, _ normalization: BPEModel.Normalization) -> BPEModel {
    let order = tie == .hf ? ByteAlphabet.bytesInOrder : Array(0...255)
    var model = BPEModel(
      tokens: TokenList(bytesInOrder: order), merges: [], pattern: pattern, normalization: normalization)
    var ids: [[UInt8]: UInt32] = [:]
    for (id, byte) in order.enumerated() { ids[[byte]] = UInt32(id) }
    for scalar in initialAlphabet.unicodeScalars {
      let bytes = Array(UTF8.encode(scalar).map(Array.init) ?? [])
      for end in 2..<max(2, bytes.count + 1) where ids[Array(bytes[..<end])] == nil {
        guard let left = ids[Array(bytes[..<(end - 1)])], let right = ids[[bytes[end - 1]]] else { continue }
        let result = UInt32(model.tokens.count)
        model.tokens.append(bytes[..<end])
        model.merges.append(BPEModel.Merge(left: left, right: right, result: result))
        ids[Array(bytes[..<end])] = result
      }
    }
    return model
  }

  private func append(
    _ learned: [BPEModel.Merge], to model: inout BPEModel, alphabetCount: Int, limit: Int
  ) throws(TokenizationError) {
    for (index, merge) in learned.enumerated() {
      guard index < limit, Int(merge.result) == alphabetCount + index, merge.left < merge.result,
        merge.right < merge.result
      else {
        throw TokenizationError(
          .invalidArgument, "merge \(index) of those that were learned before belongs to another training")
      }
      model.tokens.appendConcatenation(Int(merge.left), Int(merge.right))
    }
    model.merges += learned
  }

  /// The words as tokens of what there is so far.
  private func learner(_ words: some WordCounts, _ start: BPEModel) throws -> MergeLearner {
    if start.merges.isEmpty {
      let byteTokens = try start.byteTokens()
      return try MergeLearner(words, tokens: start.tokens, memoryLimit: memoryLimit) { word, units in
        units.removeAll()
        for byte in word { units.append(byteTokens[Int(byte)]) }
      }
    }
    return try MergeLearner(words, tokens: start.tokens, memoryLimit: memoryLimit, tokenize: BPETokenizer(start).units)
  }
}

extension BPETokenizer {
  /// What puts the tokens of a word into a buffer.
  var units: (UnsafeBufferPointer<UInt8>, GrowingBuffer<UInt32>) -> Void {
    let merger = Merger()
    return { word, units in
      units.removeAll()
      guard let start = word.baseAddress else { return }
      let count = self.encodeWord(start, count: word.count, using: merger)
      units.append(merger.units.base, count: count)
    }
  }
}
