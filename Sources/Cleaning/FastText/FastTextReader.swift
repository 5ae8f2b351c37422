// A text as fastText reads it: words, their n-grams of letters, n-grams of words.

/// Sums up the input's rows that a text selects.
struct FastTextReader {
  private let model: FastTextModel
  private let bytes: UnsafeRawBufferPointer
  private let hidden: UnsafeMutableBufferPointer<Float>
  private(set) var rowCount = 0
  /// Hashes of the n-grams of words that begin at the last words; the oldest stands first.
  private var openNGrams: [UInt64] = []
  /// The word between `<` and `>`.
  private var marked: [UInt8] = []

  /// - Parameter hidden: the sum; as many elements as the input has columns.
  init(_ model: FastTextModel, _ bytes: UnsafeRawBufferPointer, _ hidden: UnsafeMutableBufferPointer<Float>) {
    self.model = model
    self.bytes = bytes
    self.hidden = hidden
  }

  /// Reads a text as one line, whose end is a word, too.
  mutating func read(_ text: UnsafeRawBufferPointer) {
    var start = 0
    for position in 0...text.count {
      guard position == text.count || Self.isSpace(text[position]) else { continue }
      if position > start {
        let found = UnsafeRawBufferPointer(rebasing: text[start..<position])
        // fastText stops at the word that it writes for a line's end.
        if found.elementsEqual(FastTextDictionary.endOfLine) { break }
        word(found, isEnd: false)
      }
      start = position + 1
    }
    FastTextDictionary.endOfLine.withUnsafeBytes { word($0, isEnd: true) }
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte >= 9 && byte <= 13 || byte == 0 }

  private mutating func add(_ row: Int) {
    model.input.add(row: row, of: bytes, to: hidden)
    rowCount += 1
  }

  private mutating func word(_ word: UnsafeRawBufferPointer, isEnd: Bool) {
    let hash = FastTextDictionary.hash(word)
    let number = model.dictionary.word(word, hash: hash, in: bytes)
    // What looks like a label is none of the words.
    if number == nil, word.starts(with: FastTextDictionary.labelPrefix) { return }
    if let number { add(number) }
    if let lengths = model.letterNGrams, !isEnd { letters(of: word, lengths) }
    if model.wordNGrams > 1 { wordNGrams(hash) }
  }

  private mutating func letters(of word: UnsafeRawBufferPointer, _ lengths: ClosedRange<Int>) {
    marked.removeAll(keepingCapacity: true)
    marked.append(UInt8(ascii: "<"))
    marked.append(contentsOf: word)
    marked.append(UInt8(ascii: ">"))
    let count = marked.count
    for start in 0..<count where marked[start] & 0xc0 != 0x80 {
      var hash: UInt32 = 2_166_136_261
      var end = start
      var length = 0
      while end < count, length < lengths.upperBound {
        repeat {
          hash = FastTextDictionary.step(hash, marked[end])
          end += 1
        } while end < count && marked[end] & 0xc0 == 0x80
        length += 1
        // The marks alone are no n-grams.
        guard length >= lengths.lowerBound, length > 1 || start > 0 && end < count else { continue }
        if let row = model.dictionary.row(bucket: Int(hash) % model.buckets) { add(row) }
      }
    }
  }

  private mutating func wordNGrams(_ hash: UInt32) {
    let extended = UInt64(bitPattern: Int64(Int32(bitPattern: hash)))
    for index in openNGrams.indices {
      openNGrams[index] = openNGrams[index] &* 116_049_371 &+ extended
      let bucket = Int(openNGrams[index] % UInt64(model.buckets))
      if let row = model.dictionary.row(bucket: bucket) { add(row) }
    }
    if openNGrams.count == model.wordNGrams - 1 { openNGrams.removeFirst() }
    openNGrams.append(extended)
  }
}
