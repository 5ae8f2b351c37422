// What a model learns from the rows: predicting the next token, or filling in what was taken out.
//
// Every objective begins with the same thing, a packed row: stretches of documents one behind the other. Causal models
// read it as it is. The other objectives make of it a sample of several columns, from which the packed row can be read
// back whole (`RowDecoder`): spans, counts and sources are always those of packed rows.

import Corpus

/// The objective that rows are written for.
public enum Objective: Sendable, Equatable {
  /// The next token; documents may be rearranged, so that a middle is predicted from what surrounds it.
  case causal(FillInTheMiddle? = nil)
  /// T5: spans are taken out of the inputs and are the targets.
  case spanCorruption(SpanCorruption)
  /// BERT and RoBERTa: single tokens are hidden.
  case masked(MaskedTokens)

  public enum Kind: String, Sendable, CaseIterable {
    case causal
    case spanCorruption = "span-corruption"
    case masked
  }

  public var kind: Kind {
    switch self {
    case .causal: .causal
    case .spanCorruption: .spanCorruption
    case .masked: .masked
    }
  }

  /// True for rows that hold documents as they are.
  public var isPlain: Bool { self == .causal(nil) }

  public var fillInTheMiddle: FillInTheMiddle? {
    if case .causal(let fill) = self { fill } else { nil }
  }

  /// Tokens of documents that a row has room for.
  ///
  /// - Parameter sequenceLength: inputs of the model.
  public func rowTokenCount(sequenceLength: Int, _ targets: TargetRule) -> Int {
    switch self {
    case .causal: targets.rowTokenCount(sequenceLength: sequenceLength)
    case .spanCorruption(let spans): spans.lengths(inputCount: sequenceLength).tokenCount
    case .masked(let masked): sequenceLength - masked.addedTokenCount
    }
  }

  /// The columns of a sample; nil where rows are stored as they were packed.
  ///
  /// - Parameter width: of an id.
  public func columns(sequenceLength: Int, width: TokenWidth) -> SampleColumns? {
    let ids = SampleColumns.Element(width)
    switch self {
    case .causal: return nil
    case .spanCorruption(let spans):
      return SampleColumns([
        .init(.inputs, ids, count: sequenceLength), .init(.attentionMask, .uint8, count: sequenceLength),
        .init(.labels, .int32, count: spans.lengths(inputCount: sequenceLength).targetCount),
      ])
    case .masked(let masked):
      var columns: [SampleColumns.Column] = [
        .init(.inputs, ids, count: sequenceLength), .init(.attentionMask, .uint8, count: sequenceLength),
        .init(.labels, .int32, count: sequenceLength),
      ]
      if masked.pairs != nil {
        columns += [.init(.tokenTypes, .uint8, count: sequenceLength), .init(.nextSentence, .uint8, count: nil)]
      }
      return SampleColumns(columns)
    }
  }

  /// The largest id that the objective puts into rows; nil where it has none of its own.
  public var largestID: UInt32? {
    switch self {
    case .causal(let fill): fill.map { max($0.prefixID, $0.middleID, $0.suffixID) }
    case .spanCorruption(let spans): (spans.sentinels + [spans.endID]).max()
    case .masked(let masked): max(masked.classID, masked.separatorID, masked.maskID)
    }
  }
}

// MARK: JSON

extension Objective {
  /// A name for rows as they were packed, an object with all parameters otherwise.
  var json: JSONValue {
    switch self {
    case .causal(nil): return .string(Kind.causal.rawValue)
    case .causal(let fill?): return ["type": .string(kind.rawValue), "fillInTheMiddle": fill.json]
    case .spanCorruption(let spans): return spans.json
    case .masked(let masked): return masked.json
    }
  }

  /// Nil for what this program does not know or cannot be.
  init?(json: JSONValue) {
    guard let kind = (json.string ?? json["type"]?.string).flatMap(Kind.init(rawValue:)) else { return nil }
    switch kind {
    case .causal:
      guard let fill = json["fillInTheMiddle"] else {
        self = .causal()
        return
      }
      guard let fill = FillInTheMiddle(json: fill) else { return nil }
      self = .causal(fill)
    case .spanCorruption:
      guard let spans = SpanCorruption(json: json) else { return nil }
      self = .spanCorruption(spans)
    case .masked:
      guard let masked = MaskedTokens(json: json) else { return nil }
      self = .masked(masked)
    }
  }
}

extension JSONValue {
  /// An id below 2³¹.
  var tokenID: UInt32? { int.flatMap { (0..<1 << 31).contains($0) ? UInt32($0) : nil } }

  /// A number from 0 to 1.
  var share: Double? { double.flatMap { (0...1).contains($0) ? $0 : nil } }
}
