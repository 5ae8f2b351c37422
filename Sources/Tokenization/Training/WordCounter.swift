// How often each pre-token occurs: all that training needs to know of a corpus.

import TextAnalysis

/// Counts pre-tokens. Each worker has a counter of its own; counters are then merged, in any order, with the same result.
///
/// SAFETY: a counter is used by one thread at a time; it may be handed from one to another.
public final class WordCounter: WordCounts, @unchecked Sendable {
  /// The split pattern that cuts documents into pre-tokens.
  public let pattern: SplitPattern
  /// What is done to documents before they are split.
  public let normalization: BPEModel.Normalization
  /// Number of different pre-tokens.
  public private(set) var wordCount = 0
  /// Bytes of text that were added.
  public private(set) var byteCount: UInt64 = 0

  private struct Entry: BitwiseCopyable {
    /// The word as `WordKey`; of a longer word its hash and its length below `longMark`.
    var low: UInt64
    var high: UInt64
    var count: UInt64
    /// Of a longer word: the place of its bytes.
    var place: Int
  }
  private static let longMark: UInt64 = 0xff << 56
  private static let empty = Entry(low: 0, high: 0, count: 0, place: 0)
  private var entries: FixedBuffer<Entry>
  private var mask: Int
  private var bytes = GrowingBuffer<UInt8>(capacity: 1 << 12)
  private static let smallestMask = 1 << 12 - 1

  private let splitting = StepSplitterMemory()
  private var normalized: [UInt8] = []
  private var scratch: [UInt8] = []

  public init(pattern: SplitPattern, normalization: BPEModel.Normalization = .none) {
    self.pattern = pattern
    self.normalization = normalization
    mask = Self.smallestMask
    entries = FixedBuffer(repeating: Self.empty, count: mask + 1)
  }

  /// Memory in use, in bytes.
  public var memoryByteCount: Int { entries.count * MemoryLayout<Entry>.stride + bytes.count }

  /// Forgets all words, and gives their memory back.
  public func removeAll() {
    (wordCount, byteCount) = (0, 0)
    mask = Self.smallestMask
    entries = FixedBuffer(repeating: Self.empty, count: mask + 1)
    bytes = GrowingBuffer(capacity: 1 << 12)
  }

  /// Counts the pre-tokens of one document, each as `weight` occurrences.
  ///
  /// A document is split as a whole: no pre-token reaches from one into the next.
  public func add(_ document: UnsafeBufferPointer<UInt8>, weight: UInt64 = 1) {
    if let form = normalization.form {
      normalized.removeAll(keepingCapacity: true)
      normalized.append(contentsOf: document)
      Normalizer.normalize(&normalized, to: form, scratch: &scratch)
      normalized.withUnsafeBufferPointer { add(normalized: $0, weight) }
    } else {
      add(normalized: document, weight)
    }
  }

  private func add(normalized document: UnsafeBufferPointer<UInt8>, _ weight: UInt64) {
    guard let base = document.baseAddress, !document.isEmpty, weight > 0 else { return }
    byteCount &+= UInt64(document.count)
    let text = SplitText(base: base, count: document.count)
    switch pattern.method {
    case .gpt2: add(text, by: GPT2Splitter.self, weight)
    case .cl100k: add(text, by: Cl100kSplitter.self, weight)
    case .qwen2: add(text, by: Qwen2Splitter.self, weight)
    case .o200k: add(text, by: O200kSplitter.self, weight)
    case .deepseekLLM: add(text, by: DeepSeekLLMSplitter.self, weight)
    case .deepseekCoder: add(text, by: DeepSeekCoderSplitter.self, weight)
    case .deepseekV3: add(text, by: DeepSeekV3Splitter.self, weight)
    case .falcon: add(text, by: FalconSplitter.self, weight)
    case .starcoder: add(text, by: StarCoderSplitter.self, weight)
    case .steps(let splitter):
      add(splitting.split(base, count: document.count, by: splitter), by: CutSplitter.self, weight)
    }
  }

  /// Adds the counts of another counter of the same pattern.
  public func merge(_ other: WordCounter) {
    precondition(
      other.pattern == pattern && other.normalization == normalization,
      "word counts of different split patterns cannot be merged")
    byteCount &+= other.byteCount
    other.forEachWord { word, count in add(word: word, count: count) }
  }

  /// Counts one word as it is, without splitting it.
  func add(word: UnsafeBufferPointer<UInt8>, count: UInt64) {
    guard let base = word.baseAddress, !word.isEmpty, count > 0 else { return }
    add(word: base, count: word.count, readable: word.count, weight: count)
  }

  /// Calls `body` with each word and its count, in no particular order. The pointer is valid only inside `body`.
  public func forEachWord(_ body: (UnsafeBufferPointer<UInt8>, UInt64) -> Void) {
    for index in 0..<entries.count {
      let entry = entries.base[index]
      if entry.high == 0 { continue }
      if entry.high & Self.longMark == Self.longMark {
        let length = Int(entry.high & ~Self.longMark)
        body(UnsafeBufferPointer(start: bytes.base + entry.place, count: length), entry.count)
      } else {
        withUnsafeBytes(of: (entry.low.littleEndian, entry.high.littleEndian)) { raw in
          raw.withMemoryRebound(to: UInt8.self) { key in
            body(UnsafeBufferPointer(rebasing: key[..<Int(entry.high >> 56)]), entry.count)
          }
        }
      }
    }
  }

  @inline(__always)
  private func add<S: Splitter>(_ text: SplitText, by splitter: S.Type, _ weight: UInt64) {
    var at = 0
    text.cut(from: &at, atMost: .max, by: splitter) { start, count in
      add(word: text.base + start, count: count, readable: text.count &- start, weight: weight)
    }
  }

  @inline(__always)
  private func add(word: UnsafePointer<UInt8>, count: Int, readable: Int, weight: UInt64) {
    if count <= WordKey.inlineByteCount {
      let key = WordKey(word, count: count, readable: readable)
      var at = Int(truncatingIfNeeded: key.hash) & mask
      while true {
        let entry = entries.base + at
        if entry.pointee.low == key.low && entry.pointee.high == key.high {
          entry.pointee.count &+= weight
          return
        }
        if entry.pointee.high == 0 { break }
        at = (at &+ 1) & mask
      }
      insert(Entry(low: key.low, high: key.high, count: weight, place: 0), at: at)
    } else {
      addLong(word, count, weight)
    }
  }

  @inline(never)
  private func addLong(_ word: UnsafePointer<UInt8>, _ count: Int, _ weight: UInt64) {
    let hash = WordHash.bytes(word, count: count)
    let high = Self.longMark | UInt64(truncatingIfNeeded: count)
    var at = Int(truncatingIfNeeded: hash) & mask
    while entries.base[at].high != 0 {
      let entry = entries.base + at
      if entry.pointee.low == hash, entry.pointee.high == high,
        UnsafeBufferPointer(start: bytes.base + entry.pointee.place, count: count)
          .elementsEqual(UnsafeBufferPointer(start: word, count: count))
      {
        entry.pointee.count &+= weight
        return
      }
      at = (at &+ 1) & mask
    }
    insert(Entry(low: hash, high: high, count: weight, place: bytes.append(word, count: count)), at: at)
  }

  @inline(never)
  private func insert(_ entry: Entry, at free: Int) {
    entries.base[free] = entry
    wordCount += 1
    guard wordCount * 2 > mask else { return }
    let old = entries
    mask = (mask + 1) * 2 - 1
    entries = FixedBuffer(repeating: Self.empty, count: mask + 1)
    for index in 0..<old.count where old.base[index].high != 0 {
      let entry = old.base[index]
      let isLong = entry.high & Self.longMark == Self.longMark
      let hash = isLong ? entry.low : WordKey(low: entry.low, high: entry.high).hash
      var at = Int(truncatingIfNeeded: hash) & mask
      while entries.base[at].high != 0 { at = (at &+ 1) & mask }
      entries.base[at] = entry
    }
  }
}
