// The inner loop of encoding: split, look up, merge what was never seen.

extension BPETokenizer {
  /// Appends the ids of `bytes` to `ids`.
  ///
  /// Added tokens that are not special (runs of spaces, `<think>`) are looked for in the text, as Hugging Face's library
  /// does; special ones only where `specialTokens` asks for it, otherwise their text is text like any other.
  ///
  /// - Complexity: O(n log n) at worst, for one word of n bytes; otherwise linear.
  public func encode(
    _ bytes: UnsafeBufferPointer<UInt8>, into ids: inout [UInt32], using workspace: EncodeWorkspace,
    specialTokens: SpecialTokens = .text
  ) {
    workspace.adopt(self)
    pieces(of: bytes, by: plainAddedTokens, specialTokens, into: &ids) { piece, ids in
      if let form = model.normalization.form {
        workspace.normalize(piece, to: form)
        workspace.normalized.withUnsafeBufferPointer { encode(normalized: $0, specialTokens, into: &ids, workspace) }
      } else {
        encode(normalized: piece, specialTokens, into: &ids, workspace)
      }
    }
  }

  private func encode(
    normalized bytes: UnsafeBufferPointer<UInt8>, _ specialTokens: SpecialTokens, into ids: inout [UInt32],
    _ workspace: EncodeWorkspace
  ) {
    pieces(of: bytes, by: normalizedAddedTokens, specialTokens, into: &ids) { piece, ids in
      encode(normalized: piece, into: &ids, using: workspace)
    }
  }

  /// Appends the ids of the added tokens in `bytes`, and calls `body` with the text around them.
  @inline(__always)
  private func pieces(
    of bytes: UnsafeBufferPointer<UInt8>, by finder: AddedTokenFinder?, _ specialTokens: SpecialTokens,
    into ids: inout [UInt32], _ body: (UnsafeBufferPointer<UInt8>, inout [UInt32]) -> Void
  ) {
    guard let finder, finder.hasOrdinary || specialTokens == .recognize else { return body(bytes, &ids) }
    finder.forEachPiece(of: bytes, specialTokens: specialTokens) { piece in
      switch piece {
      case .text(let range): body(UnsafeBufferPointer(rebasing: bytes[range]), &ids)
      case .token(let id): ids.append(id)
      }
    }
  }

  private func encode(
    normalized bytes: UnsafeBufferPointer<UInt8>, into ids: inout [UInt32], using workspace: EncodeWorkspace
  ) {
    guard let base = bytes.baseAddress, !bytes.isEmpty else { return }
    let text = SplitText(base: base, count: bytes.count)
    switch model.pattern.method {
    case .gpt2: encode(text, by: GPT2Splitter.self, into: &ids, using: workspace)
    case .cl100k: encode(text, by: Cl100kSplitter.self, into: &ids, using: workspace)
    case .qwen2: encode(text, by: Qwen2Splitter.self, into: &ids, using: workspace)
    case .o200k: encode(text, by: O200kSplitter.self, into: &ids, using: workspace)
    case .deepseekLLM: encode(text, by: DeepSeekLLMSplitter.self, into: &ids, using: workspace)
    case .deepseekCoder: encode(text, by: DeepSeekCoderSplitter.self, into: &ids, using: workspace)
    case .deepseekV3: encode(text, by: DeepSeekV3Splitter.self, into: &ids, using: workspace)
    case .falcon: encode(text, by: FalconSplitter.self, into: &ids, using: workspace)
    case .starcoder: encode(text, by: StarCoderSplitter.self, into: &ids, using: workspace)
    case .steps(let splitter):
      let text = workspace.splitting.split(base, count: bytes.count, by: splitter)
      encode(text, by: CutSplitter.self, into: &ids, using: workspace)
    }
  }

  /// The ids of a text, with a workspace made for this one call: for few and short texts.
  public func encode(_ text: String, specialTokens: SpecialTokens = .text) -> [UInt32] {
    var ids: [UInt32] = []
    var text = text
    text.withUTF8 { encode($0, into: &ids, using: EncodeWorkspace(), specialTokens: specialTokens) }
    return ids
  }

  /// Words go through in batches: first all of a batch are cut and their places in the cache asked for, then they are
  /// looked up, so that the memory's answers overlap.
  private func encode<S: Splitter>(
    _ text: SplitText, by splitter: S.Type, into ids: inout [UInt32], using workspace: EncodeWorkspace
  ) {
    let cache = workspace.cache
    let output = workspace.output.base
    let batch = workspace.batch.base
    var outputCount = 0
    var at = 0
    while at < text.count {
      var slots = cache.view
      var batchCount = 0
      text.cut(from: &at, atMost: EncodeWorkspace.batchCapacity, by: splitter) { start, count in
        if count <= WordKey.inlineByteCount {
          let key = WordKey(text.base + start, count: count, readable: text.count &- start)
          let hash = key.hash
          slots.prefetch(hash)
          batch[batchCount] = EncodeWorkspace.Word(key: key, hash: hash, start: start)
        } else {
          batch[batchCount] = EncodeWorkspace.Word(longWordOf: count, start: start)
        }
        batchCount &+= 1
      }
      var index = 0
      while index < batchCount {
        let word = batch[index]
        index &+= 1
        if outputCount > EncodeWorkspace.outputCapacity &- WordCache.longestWordByteCount {
          ids.append(contentsOf: UnsafeBufferPointer(start: output, count: outputCount))
          outputCount = 0
        }
        if word.key.high != 0 {
          let slot = slots.find(word.key, hash: word.hash)
          if slot.pointee.high == 0 {
            outputCount &+= encodeNewWord(text, word, slot, output + outputCount, workspace)
            slots = cache.view
          } else {
            outputCount &+= cache.copyIDs(of: slot, to: output + outputCount)
          }
        } else if word.byteCount <= WordCache.longestWordByteCount {
          outputCount &+= encodeLongWord(text, word, output + outputCount, workspace)
          slots = cache.view
        } else {
          ids.append(contentsOf: UnsafeBufferPointer(start: output, count: outputCount))
          outputCount = 0
          encodeWithoutCache(text.base + word.start, count: word.byteCount, into: &ids, workspace)
          slots = cache.view
        }
      }
    }
    ids.append(contentsOf: UnsafeBufferPointer(start: output, count: outputCount))
  }

  /// Encodes a short word that is not in the cache, remembers it in `slot`, and returns the number of ids at `output`.
  @inline(never)
  private func encodeNewWord(
    _ text: SplitText, _ word: EncodeWorkspace.Word, _ slot: UnsafeMutablePointer<WordCache.Entry>,
    _ output: UnsafeMutablePointer<UInt32>, _ workspace: EncodeWorkspace
  ) -> Int {
    let count = Int(word.key.high &>> 56)
    let bytes = text.base + word.start
    if Self.isClause(bytes, count: count), !isToken(bytes, count: count, hash: word.hash) {
      let idCount = encodeParts(bytes, count: count, readable: text.count &- word.start, output, workspace)
      if idCount > 0 {
        let cache = workspace.cache
        // The parts may have moved the slot.
        cache.fill(cache.view.find(word.key, hash: word.hash), word.key, ids: output, count: idCount)
        return idCount
      }
    }
    let idCount = encodeWord(bytes, count: count, hash: word.hash, using: workspace.merger)
    output.update(from: workspace.merger.units.base, count: idCount)
    workspace.cache.fill(slot, word.key, ids: output, count: idCount)
    return idCount
  }

  /// Encodes a word of 16 bytes or more, which the cache may know, and returns the number of ids at `output`.
  @inline(never)
  private func encodeLongWord(
    _ text: SplitText, _ word: EncodeWorkspace.Word, _ output: UnsafeMutablePointer<UInt32>,
    _ workspace: EncodeWorkspace
  ) -> Int {
    let cache = workspace.cache
    let bytes = text.base + word.start
    let count = word.byteCount
    let hash = WordHash.bytes(bytes, count: count)
    if Self.isClause(bytes, count: count), !isToken(bytes, count: count, hash: hash) {
      let idCount = encodeParts(bytes, count: count, readable: text.count &- word.start, output, workspace)
      if idCount > 0 { return idCount }
    }
    let slot = cache.findLong(bytes, count: count, hash: hash)
    if slot.pointee.high != 0 {
      let idCount = Int(slot.pointee.idCount)
      output.update(from: cache.ids.base + Int(slot.pointee.first), count: idCount)
      return idCount
    }
    let idCount = encodeWord(bytes, count: count, hash: hash, using: workspace.merger)
    output.update(from: workspace.merger.units.base, count: idCount)
    cache.fillLong(slot, bytes, count: count, hash: hash, ids: output, idCount: idCount)
    return idCount
  }

  /// True for a word that becomes a token as a whole, by tiktoken's rule.
  @inline(__always)
  private func isToken(_ word: UnsafePointer<UInt8>, count: Int, hash: UInt64) -> Bool {
    model.ignoresMergesForWholeWords && index.id(of: word, count: count, hash: hash) != nil
  }

  /// Leaves the ids of one pre-token in `merger.units` and returns their number.
  func encodeWord(_ word: UnsafePointer<UInt8>, count: Int, using merger: Merger) -> Int {
    if model.ignoresMergesForWholeWords, let id = index.id(of: word, count: count) {
      merger.units.base[0] = id
      return 1
    }
    return merger.merge(word, count: count, by: merges)
  }

  /// The same with the word's hash, as `TokenIndex` takes it.
  @inline(__always)
  private func encodeWord(
    _ word: UnsafePointer<UInt8>, count: Int, hash: UInt64, using merger: Merger
  ) -> Int {
    if model.ignoresMergesForWholeWords, let id = index.id(of: word, count: count, hash: hash) {
      merger.units.base[0] = id
      return 1
    }
    return merger.merge(word, count: count, by: merges)
  }
}
