// Rows of two segments, for predicting whether the second follows the first.

import Corpus
import TokenShards

/// Cuts documents into pairs of segments (`MaskedTokens.Pairs`): rows of two pieces.
///
/// Every token of every document stands in exactly one row as part of its own document's segments; segments that were
/// drawn at random are copies besides. Memory is that of the longest document and 8 bytes a document.
struct SentencePairs {
  private let files: [TokenFileReader]
  private let capacity: Int
  private let longestSentence: Int
  private let shortRate: UInt64
  private let ends: TokenSet
  private let key: KeyedHash
  /// The documents that segments are drawn from.
  private let drawable: [(file: UInt32, document: UInt32)]
  private var tokens: [UInt32] = []
  /// Where the sentences of a document end.
  private var sentences: [Int] = []
  private var row: [PackedPiece] = []
  /// Tokens of segments that were drawn at random.
  private(set) var drawnTokenCount = 0

  /// - Parameters:
  ///   - capacity: tokens of both segments together.
  ///   - ends: ids that end a sentence.
  ///   - drawable: the documents of the epoch, none of them empty.
  init(
    _ pairs: MaskedTokens.Pairs, files: [TokenFileReader], capacity: Int, ends: TokenSet, key: KeyedHash,
    drawable: [(file: UInt32, document: UInt32)]
  ) {
    self.files = files
    self.capacity = capacity
    longestSentence = max(1, capacity / 2)
    shortRate = RandomStream.threshold(pairs.shortRate)
    self.ends = ends
    self.key = key
    self.drawable = drawable
  }

  /// Gives the rows of a document, in order.
  mutating func forEachRow(
    file: UInt32, document: UInt32, _ body: (ArraySlice<PackedPiece>) throws -> Void
  ) throws {
    var random = RandomStream(key: key.hash(files[Int(file)].id(ofDocument: Int(document))))
    findSentences(file, document)
    let target = random.chance(shortRate) ? 2 + random.below(max(1, capacity - 1)) : capacity
    var next = 0
    var place = 0
    while next < sentences.count {
      var end = next + 1
      while end < sentences.count, sentences[end - 1] - place < target, sentences[end] - place <= capacity { end += 1 }
      let split = end - next > 1 ? next + 1 + random.below(end - next - 1) : end
      let first = PackedPiece(
        file: file, document: document, first: UInt32(place), tokenCount: UInt32(sentences[split - 1] - place))
      let mayFollow = split < end
      row.removeAll(keepingCapacity: true)
      row.append(first)
      if !mayFollow || random.chance(1 << 52) {
        let wanted = max(1, min(target, capacity) - Int(first.tokenCount))
        if let drawn = draw(
          besides: (file, document), wanted: wanted, room: capacity - Int(first.tokenCount), &random)
        {
          row.append(drawn)
          drawnTokenCount += Int(drawn.tokenCount)
        } else if mayFollow {
          row.append(rest(first, sentences[end - 1]))
        }
      } else {
        row.append(rest(first, sentences[end - 1]))
      }
      let follows = row.count == 2 && row[1].document == document && row[1].file == file
      next = follows ? end : split
      place = sentences[next - 1]
      try body(row[...])
    }
  }

  private func rest(_ first: PackedPiece, _ end: Int) -> PackedPiece {
    let start = first.first + first.tokenCount
    return PackedPiece(
      file: first.file, document: first.document, first: start, tokenCount: UInt32(end) - start)
  }

  private mutating func findSentences(_ file: UInt32, _ document: UInt32) {
    let file = files[Int(file)]
    let count = file.tokenCount(ofDocument: Int(document))
    if tokens.count < count { tokens = Array(repeating: 0, count: count) }
    tokens.withUnsafeMutableBufferPointer {
      file.copyTokens(ofDocument: Int(document), from: 0, to: UnsafeMutableBufferPointer(rebasing: $0[..<count]))
    }
    sentences.removeAll(keepingCapacity: true)
    var start = 0
    for place in 0..<count where place + 1 - start == longestSentence || ends.contains(tokens[place]) {
      sentences.append(place + 1)
      start = place + 1
    }
    if start < count { sentences.append(count) }
  }

  /// Sentences of another document from a random place on; nil when there is no other.
  ///
  /// The place is drawn uniformly over the tokens that have `wanted` behind them, where the document is as long as that;
  /// the segment begins with the next sentence behind it or, where that is far or there is none, with the sentence that
  /// holds it. It ends with a sentence as soon as it has `wanted` tokens, and where `room` ends.
  private func draw(
    besides own: (file: UInt32, document: UInt32), wanted: Int, room: Int, _ random: inout RandomStream
  ) -> PackedPiece? {
    guard drawable.count > 1 else { return nil }
    var number = random.below(drawable.count)
    if drawable[number] == own { number = (number + 1) % drawable.count }
    let (file, document) = drawable[number]
    let reader = files[Int(file)]
    let count = reader.tokenCount(ofDocument: Int(document))
    let drawn = random.below(max(1, count - wanted + 1))
    // Enough to look for a sentence on both sides, and for the segment.
    let low = max(0, drawn - longestSentence)
    let high = min(count, drawn + longestSentence + room)
    return withUnsafeTemporaryAllocation(of: UInt32.self, capacity: high - low) { window in
      reader.copyTokens(ofDocument: Int(document), from: low, to: window)
      func endsSentence(_ place: Int) -> Bool { ends.contains(window[place - low]) }
      var start = drawn
      while start > 0, start < min(count, drawn + longestSentence), !endsSentence(start - 1) { start += 1 }
      if start == count || start > 0 && !endsSentence(start - 1) {
        start = drawn
        while start > low, !endsSentence(start - 1) { start -= 1 }
        if start > 0, !endsSentence(start - 1) { start = drawn }
      }
      var end = start + 1
      while end < min(count, start + room), end - start < wanted || !endsSentence(end - 1) { end += 1 }
      return PackedPiece(
        file: file, document: document, first: UInt32(start), tokenCount: UInt32(end - start))
    }
  }
}
