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
  private weak var owner: BPETokenizer?

  /// Ids gathered before they are appended to the caller's array.
  static let outputCapacity = 1 << 12

  public init() {
    output = FixedBuffer(repeating: 0, count: Self.outputCapacity + WordCache.inlineIDCount)
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
