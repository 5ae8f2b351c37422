// From what is stored back to packed rows: the proof that an objective lost nothing.

import Corpus

/// The tokens that were packed into a row, in their order.
public struct PackedRow: Sendable, Equatable {
  /// Without padding.
  public var tokens: [UInt32]
  /// For every stored input its place in `tokens`; nil for ids that belong to no document, padding among them.
  public var places: [Int?]
}

/// Reads packed rows back from stored ones, whatever their objective, and checks on the way that they are what their
/// objective makes of so many tokens.
public struct RowDecoder: Sendable {
  private let objective: Objective
  private let paddingID: UInt32
  private let vocabularySize: Int

  public init(_ manifest: ShardManifest) {
    objective = manifest.objective
    paddingID = manifest.paddingID
    vocabularySize = manifest.vocabularySize
  }

  /// Reads a row back. The row must exist, and the reader's columns must be the manifest's.
  ///
  /// - Parameter pieces: the row's, by its spans.
  /// - Throws: `ShardError` (`corrupt`) with the offset of a row that is not what its objective makes.
  public func decode(_ row: Int, of reader: TokenShardReader, _ pieces: [RowPiece]) throws(ShardError) -> PackedRow {
    let used = pieces.reduce(0) { $0 + $1.tokenCount }
    let inputs = reader.tokens(ofItem: row)
    let stored = StoredSample(reader: reader, row: row, inputs: inputs, paddingID: paddingID)
    let packed: PackedRow
    switch objective {
    case .causal:
      guard used <= inputs.count else { throw stored.error("has \(inputs.count) tokens, but its spans name \(used)") }
      return PackedRow(
        tokens: Array(inputs[..<used]), places: inputs.indices.map { $0 < used ? $0 : nil })
    case .spanCorruption(let spans): packed = try stored.join(spans, tokenCount: used)
    case .masked(let masked): packed = try stored.unmask(masked, pieces)
    }
    guard packed.tokens.allSatisfy({ $0 < vocabularySize }) else {
      throw ShardError(
        .idOutOfRange, "row \(row) has a label outside the vocabulary", path: reader.path, offset: stored.offset)
    }
    return packed
  }
}

/// One sample with its columns.
private struct StoredSample {
  let reader: TokenShardReader
  let row: Int
  let inputs: [UInt32]
  let labels: [Int32]
  private let paddingID: UInt32
  private let attention: [Int32]

  init(reader: TokenShardReader, row: Int, inputs: [UInt32], paddingID: UInt32) {
    self.reader = reader
    self.row = row
    self.inputs = inputs
    self.paddingID = paddingID
    labels = reader.values(.labels, ofItem: row)
    attention = reader.values(.attentionMask, ofItem: row)
  }

  var offset: Int { reader.byteOffset(ofItem: row, token: 0) }

  func error(_ message: String) -> ShardError {
    ShardError(.corrupt, "row \(row) \(message)", path: reader.path, offset: offset)
  }

  /// Checks that there are so many inputs and labels, and padding behind them.
  private func check(inputCount: Int, labelCount: Int) throws(ShardError) {
    guard inputCount <= inputs.count, labelCount <= labels.count, attention.count == inputs.count else {
      throw error("has \(inputs.count) inputs, but its spans make \(inputCount)")
    }
    guard inputs[inputCount...].allSatisfy({ $0 == paddingID }),
      labels[labelCount...].allSatisfy({ $0 == SampleColumns.ignoredLabel }),
      attention.indices.allSatisfy({ attention[$0] == ($0 < inputCount ? 1 : 0) })
    else {
      throw error("holds something behind its \(inputCount) inputs and \(labelCount) labels, or its mask hides some")
    }
  }

  /// Puts the spans of the labels where their sentinels stand in the inputs.
  func join(_ spans: SpanCorruption, tokenCount: Int) throws(ShardError) -> PackedRow {
    let spanCount = spans.noise(tokenCount: tokenCount).spanCount
    let (inputCount, labelCount) = spans.sampleLengths(tokenCount: tokenCount)
    try check(inputCount: inputCount, labelCount: labelCount)
    guard inputs[inputCount - 1] == spans.endID, labels[labelCount - 1] == Int32(bitPattern: spans.endID) else {
      throw error("does not end with the id \(spans.endID)")
    }
    var packed = PackedRow(tokens: [], places: Array(repeating: nil, count: inputs.count))
    packed.tokens.reserveCapacity(tokenCount)
    var span = 0
    var label = 0
    var follows = false
    for place in 0..<inputCount - 1 {
      guard span < spanCount, inputs[place] == spans.sentinels[span] else {
        packed.places[place] = packed.tokens.count
        packed.tokens.append(inputs[place])
        follows = true
        continue
      }
      guard follows, labels[label] == Int32(bitPattern: spans.sentinels[span]) else {
        throw error("does not have its sentinels in order")
      }
      follows = false
      span += 1
      label += 1
      let first = label
      while label < labelCount - 1, span == spanCount || labels[label] != Int32(bitPattern: spans.sentinels[span]) {
        packed.tokens.append(UInt32(bitPattern: labels[label]))
        label += 1
      }
      if label == first { throw error("has a sentinel that stands for nothing") }
    }
    guard span == spanCount, label == labelCount - 1, !follows || spanCount == 0, packed.tokens.count == tokenCount
    else {
      throw error("gives \(packed.tokens.count) tokens in \(span) spans back, not \(tokenCount) in \(spanCount)")
    }
    return packed
  }

  /// Puts the labels back where tokens were masked.
  func unmask(_ masked: MaskedTokens, _ pieces: [RowPiece]) throws(ShardError) -> PackedRow {
    let segments = masked.pairs == nil ? [pieces.reduce(0) { $0 + $1.tokenCount }] : pieces.map(\.tokenCount)
    guard masked.pairs == nil || segments.count == 1 || segments.count == 2 else {
      throw error("is a pair, but its spans name \(segments.count) stretches")
    }
    let second = segments.count == 2 ? segments[1] : 0
    let inputCount = segments[0] + second + masked.addedTokenCount
    try check(inputCount: inputCount, labelCount: inputCount)
    guard inputs[0] == masked.classID, inputs[segments[0] + 1] == masked.separatorID,
      inputs[inputCount - 1] == masked.separatorID
    else { throw error("is not framed by its special ids") }
    var packed = PackedRow(tokens: [], places: Array(repeating: nil, count: inputs.count))
    packed.tokens.reserveCapacity(inputCount)
    var predicted = 0
    var candidates = 0
    for place in 0..<inputCount {
      let isFrame = place == 0 || place == segments[0] + 1 || place == inputCount - 1
      let isPredicted = labels[place] != SampleColumns.ignoredLabel
      let token = isPredicted ? UInt32(bitPattern: labels[place]) : inputs[place]
      let isSpecial = masked.specials.contains(token)
      if isPredicted {
        predicted += 1
        guard !isFrame, !isSpecial, inputs[place] == masked.maskID || !masked.specials.contains(inputs[place]) else {
          throw error("predicts a special id, or has one where a token is hidden")
        }
      }
      if isFrame { continue }
      if !isSpecial { candidates += 1 }
      packed.places[place] = packed.tokens.count
      packed.tokens.append(token)
    }
    let wanted = masked.predictionCount(inputCount: inputCount, candidateCount: candidates)
    guard predicted == wanted else { throw error("predicts \(predicted) tokens, not \(wanted)") }
    if masked.pairs != nil { try checkPair(pieces, inputCount: inputCount) }
    return packed
  }

  private func checkPair(_ pieces: [RowPiece], inputCount: Int) throws(ShardError) {
    let types = reader.values(.tokenTypes, ofItem: row)
    let secondStart = pieces[0].tokenCount + 2
    guard types.indices.allSatisfy({ types[$0] == (secondStart..<inputCount ~= $0 ? 1 : 0) }) else {
      throw error("has token types that are not those of its segments")
    }
    guard reader.values(.nextSentence, ofItem: row) == [pieces.follow ? 0 : 1] else {
      throw error("says of its second segment what its spans do not")
    }
  }
}
