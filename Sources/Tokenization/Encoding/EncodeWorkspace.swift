// What one thread needs to encode: its cache and its scratch memory.

import TextAnalysis

/// Scratch memory for encoding. Make one per thread and use it for many documents: it remembers the words it has met.
///
/// A workspace that is used with another tokenizer than before starts anew.
public final class EncodeWorkspace {
  let cache = WordCache()
  let merger = Merger()
  let splitting = StepSplitterMemory()
  let output: FixedBuffer<UInt32>
  let batch: FixedBuffer<Word>
  private weak var owner: BPETokenizer?

  /// Ids gathered before they are appended to the caller's array.
  static let outputCapacity = 1 << 12
  /// Words that are looked up together.
  static let batchCapacity = 128

  /// A word of the batch that is being encoded.
  struct Word: BitwiseCopyable {
    /// Zero for a word that is too long for a key.
    var key: WordKey
    /// Of the key; the number of bytes of a long word.
    private(set) var hash: UInt64
    /// Where the word begins in the text.
    var start: Int

    @inline(__always)
    init(key: WordKey, hash: UInt64, start: Int) {
      self.key = key
      self.hash = hash
      self.start = start
    }

    @inline(__always)
    init(longWordOf byteCount: Int, start: Int) {
      self.init(key: WordKey(low: 0, high: 0), hash: UInt64(truncatingIfNeeded: byteCount), start: start)
    }

    /// Bytes of a long word.
    @inline(__always)
    var byteCount: Int { Int(truncatingIfNeeded: hash) }
  }

  public init() {
    output = FixedBuffer(repeating: 0, count: Self.outputCapacity + WordCache.inlineIDCount)
    batch = FixedBuffer(repeating: Word(longWordOf: 0, start: 0), count: Self.batchCapacity)
  }

  private(set) var normalized: [UInt8] = []
  private var scratch: [UInt8] = []

  /// Leaves the normal form of `bytes` in `normalized`.
  func normalize(_ bytes: UnsafeBufferPointer<UInt8>, to form: Normalizer.Form) {
    normalized.removeAll(keepingCapacity: true)
    normalized.append(contentsOf: bytes)
    Normalizer.normalize(&normalized, to: form, scratch: &scratch)
  }

  func adopt(_ tokenizer: BPETokenizer) {
    if owner !== tokenizer {
      cache.removeAll()
      owner = tokenizer
    }
  }
}
