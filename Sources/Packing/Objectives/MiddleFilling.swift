// Filling in the middle, document by document.

import Corpus
import Storage
import TokenShards

/// Decides which documents are rearranged, and writes their sequences (`FillInTheMiddle`).
///
/// The sequence of a rearranged document is cut into parts of a row each: so many tokens of the sequence as it would be
/// otherwise, and the three ids. Which places are drawn depends on the seed, the document, the epoch and the part.
struct MiddleFilling: Sendable {
  private let fill: FillInTheMiddle
  private let rowTokenCount: Int
  private let rate: UInt64
  private let suffixFirstRate: UInt64
  /// By epoch.
  private let keys: [KeyedHash]

  /// Nil where documents stay as they are.
  init?(_ objective: Objective, rowTokenCount: Int, seed: Int, epochCount: Int) {
    guard let fill = objective.fillInTheMiddle, rowTokenCount > FillInTheMiddle.addedTokenCount else { return nil }
    self.fill = fill
    self.rowTokenCount = rowTokenCount
    rate = RandomStream.threshold(fill.rate)
    suffixFirstRate = RandomStream.threshold(fill.suffixFirstRate)
    keys = (0..<epochCount).map { KeyedHash(seed: seed, purpose: "fill-in-the-middle", epoch: $0) }
  }

  func rearranges(_ id: DocumentID, tokenCount: Int, epoch: Int) -> Bool {
    tokenCount >= FillInTheMiddle.minimumTokenCount && keys[epoch].hash(id) >> 11 < rate
  }

  /// Tokens of a document's sequence.
  func sequenceLength(_ id: DocumentID, tokenCount: Int, epoch: Int) -> Int {
    guard rearranges(id, tokenCount: tokenCount, epoch: epoch) else { return tokenCount + 1 }
    return FillInTheMiddle.sequenceLength(tokenCount + 1, rowTokenCount: rowTokenCount)
  }

  /// Writes whole parts of a rearranged document's sequence.
  ///
  /// - Returns: false where the stretch does not begin and end with parts.
  /// - Throws: `PackingError` (`invalidRequest`) for a text that holds an id that marks parts.
  func copy(
    _ file: TokenFileReader, _ document: Int, epoch: Int, first: Int, _ end: EndOfDocument,
    to output: UnsafeMutableRawBufferPointer, _ width: TokenWidth
  ) throws -> Bool {
    let tokenCount = file.tokenCount(ofDocument: document)
    let id = file.id(ofDocument: document)
    let partLength = rowTokenCount - FillInTheMiddle.addedTokenCount
    guard first % rowTokenCount == 0 else { return false }
    var part = first / rowTokenCount
    var writer = PartWriter(file: file, document: document, output: output, width: width)
    while writer.place < output.count {
      let range = part * partLength..<min((part + 1) * partLength, tokenCount + 1)
      let needed = (range.count + FillInTheMiddle.addedTokenCount) * width.rawValue
      guard !range.isEmpty, writer.place + needed <= output.count else { return false }
      var random = RandomStream(key: keys[epoch].hash(id, part: part))
      // Places in the sequence to places in the text.
      var text = range
      if end.position == .before {
        text = max(range.lowerBound - 1, 0)..<range.upperBound - 1
        if part == 0 { writer.append(end.id) }
      } else {
        text = range.lowerBound..<min(range.upperBound, tokenCount)
      }
      try append(text, &random, to: &writer)
      if end.position == .after, range.upperBound == tokenCount + 1 { writer.append(end.id) }
      part += 1
    }
    return true
  }

  /// Checks tokens that were copied from a document: the ids that mark parts must mean nothing else, or the text could
  /// not be told from what was rearranged. Tokenizers whose control tokens are ordinary ones in texts can make them.
  ///
  /// - Throws: `PackingError` (`invalidRequest`).
  func check(_ tokens: UnsafeRawBufferPointer, _ width: TokenWidth, _ id: DocumentID, path: String) throws(PackingError)
  {
    var isMarked = false
    switch width {
    case .two:
      for offset in stride(from: 0, to: tokens.count, by: 2) {
        isMarked = isMarked || isMark(UInt32(Bytes.load(tokens, at: offset, as: UInt16.self)))
      }
    case .four, .eight:
      for offset in stride(from: 0, to: tokens.count, by: width.rawValue) {
        isMarked = isMarked || isMark(Bytes.load(tokens, at: offset, as: UInt32.self))
      }
    }
    guard isMarked else { return }
    throw PackingError(
      .invalidRequest,
      "document \(id) holds one of the ids \(fill.prefixID), \(fill.middleID) and \(fill.suffixID), which mark what is "
        + "rearranged for filling in the middle: choose tokens that are not in texts, or clean the text", path: path)
  }

  @inline(__always)
  private func isMark(_ id: UInt32) -> Bool { id == fill.prefixID || id == fill.middleID || id == fill.suffixID }

  private func append(
    _ text: Range<Int>, _ random: inout RandomStream, to writer: inout PartWriter
  ) throws(PackingError) {
    let isSuffixFirst = random.chance(suffixFirstRate)
    let cuts = (random.below(text.count + 1), random.below(text.count + 1))
    let middle = text.lowerBound + min(cuts.0, cuts.1)
    let suffix = text.lowerBound + max(cuts.0, cuts.1)
    writer.append(fill.prefixID)
    if !isSuffixFirst { try check(writer.append(text.lowerBound..<middle), writer) }
    writer.append(fill.suffixID)
    try check(writer.append(suffix..<text.upperBound), writer)
    writer.append(fill.middleID)
    try check(writer.append(isSuffixFirst ? text.lowerBound..<suffix : middle..<suffix), writer)
  }

  private func check(_ tokens: UnsafeRawBufferPointer, _ writer: PartWriter) throws(PackingError) {
    let file = writer.file
    try check(tokens, writer.width, file.id(ofDocument: writer.document), path: file.path)
  }
}

/// Writes ids and stretches of a document one behind the other.
private struct PartWriter {
  let file: TokenFileReader
  let document: Int
  let output: UnsafeMutableRawBufferPointer
  let width: TokenWidth
  /// In bytes.
  var place = 0

  mutating func append(_ id: UInt32) {
    width.fill(UnsafeMutableRawBufferPointer(rebasing: output[place..<place + width.rawValue]), with: id)
    place += width.rawValue
  }

  /// Gives what was written.
  mutating func append(_ tokens: Range<Int>) -> UnsafeRawBufferPointer {
    let end = place + tokens.count * width.rawValue
    let stretch = UnsafeMutableRawBufferPointer(rebasing: output[place..<end])
    if !tokens.isEmpty { file.copyBytes(ofDocument: document, from: tokens.lowerBound, to: stretch, width) }
    place = end
    return UnsafeRawBufferPointer(stretch)
  }
}
