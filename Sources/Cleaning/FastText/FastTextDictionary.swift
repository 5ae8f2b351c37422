// A fastText model's words and labels, and which rows of its input a text selects.

/// The dictionary of a supervised model.
struct FastTextDictionary: Sendable {
  let wordCount: Int
  /// The labels in the model's order, without `__label__`.
  let labels: [String]
  let labelCounts: [Int64]
  /// Rows that hashes lead to, where the model was pruned; nil where it was not.
  private let kept: [Int32: Int32]?
  /// Where the words stand in the file, in their order.
  private let words: [Range<Int>]
  /// Open addressing by FNV-1a: numbers of words, −1 where free.
  private let slots: [Int32]
  private let mask: Int

  static let labelPrefix = Array("__label__".utf8)
  static let endOfLine = Array("</s>".utf8)

  /// - Throws: `CleaningError` where the counts disagree, or words and labels stand in no order.
  init(_ cursor: inout FastTextCursor) throws(CleaningError) {
    let start = cursor.offset
    // An entry takes ten bytes at least.
    let count = try cursor.count(Int32.self, "the number of entries", in: 1...max(1, cursor.left / 10))
    wordCount = try cursor.count(Int32.self, "the number of words", in: 0...count)
    let labelCount = try cursor.count(Int32.self, "the number of labels", in: 1...count)
    guard wordCount + labelCount == count else {
      throw cursor.failure("\(wordCount) words and \(labelCount) labels are not \(count) entries", at: start)
    }
    _ = try cursor.number(Int64.self, "the number of tokens")
    let prunedCount = try cursor.count(Int64.self, "the number of kept n-grams", in: -1...Int(Int32.max))
    var words: [Range<Int>] = []
    words.reserveCapacity(wordCount)
    var labels: [String] = []
    var labelCounts: [Int64] = []
    for index in 0..<count {
      let entry = cursor.offset
      let range = try cursor.string("a word")
      let occurrences = try cursor.number(Int64.self, "a word's count")
      let isLabel = try cursor.flag("whether an entry is a label")
      guard isLabel == (index >= wordCount) else {
        throw cursor.failure("words and labels do not stand one after the other", at: entry)
      }
      guard isLabel else {
        words.append(range)
        continue
      }
      let bytes = cursor.bytes[range]
      let isPrefixed = bytes.starts(with: Self.labelPrefix)
      labels.append(String(decoding: isPrefixed ? bytes.dropFirst(Self.labelPrefix.count) : bytes, as: UTF8.self))
      labelCounts.append(min(max(occurrences, 0), 1 << 40))
    }
    if prunedCount >= 0 {
      guard prunedCount <= cursor.left / 8 else { throw cursor.failure("the file ends inside of the kept n-grams") }
      var kept: [Int32: Int32] = [:]
      kept.reserveCapacity(prunedCount)
      for _ in 0..<prunedCount {
        let from = try cursor.number(Int32.self, "a kept n-gram")
        kept[from] = Int32(try cursor.count(Int32.self, "the row of a kept n-gram", in: 0...Int(Int32.max)))
      }
      self.kept = kept
    } else {
      kept = nil
    }
    var size = 16
    while size < wordCount * 2 { size *= 2 }
    var slots = [Int32](repeating: -1, count: size)
    for (number, range) in words.enumerated() {
      let hash = Self.hash(UnsafeRawBufferPointer(rebasing: cursor.bytes[range]))
      var slot = Int(hash) & (size - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (size - 1) }
      slots[slot] = Int32(number)
    }
    self.words = words
    self.labels = labels
    self.labelCounts = labelCounts
    self.slots = slots
    mask = size - 1
  }

  var isPruned: Bool { kept != nil }

  /// Rows that the input must have besides those of words.
  func hashedRowCount(buckets: Int) -> Int {
    guard let kept else { return buckets }
    return kept.values.reduce(0) { max($0, Int($1) + 1) }
  }

  /// FNV-1a over signed bytes, as fastText hashes.
  static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
    var hash: UInt32 = 2_166_136_261
    for byte in bytes { hash = step(hash, byte) }
    return hash
  }

  @inline(__always)
  static func step(_ hash: UInt32, _ byte: UInt8) -> UInt32 {
    (hash ^ UInt32(bitPattern: Int32(Int8(bitPattern: byte)))) &* 16_777_619
  }

  /// The number of a word, or nil for one that the model does not know.
  func word(_ word: UnsafeRawBufferPointer, hash: UInt32, in file: UnsafeRawBufferPointer) -> Int? {
    var slot = Int(hash) & mask
    while slots[slot] >= 0 {
      let range = words[Int(slots[slot])]
      if range.count == word.count, word.elementsEqual(file[range]) { return Int(slots[slot]) }
      slot = (slot + 1) & mask
    }
    return nil
  }

  /// The row of an n-gram's bucket, or nil where pruning left it out.
  @inline(__always)
  func row(bucket: Int) -> Int? {
    guard let kept else { return wordCount + bucket }
    return kept[Int32(truncatingIfNeeded: bucket)].map { wordCount + Int($0) }
  }
}
