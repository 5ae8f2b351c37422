// Masked language modelling: the objective of BERT and RoBERTa.

import Corpus

/// Some tokens of a row are to be predicted; most of those are hidden behind a mask id.
///
/// Devlin et al. 2019, "BERT: Pre-training of Deep Bidirectional Transformers for Language Understanding", 3.1 and A.1,
/// in the arithmetic of its reference implementation (`create_pretraining_data`): of a sample of n inputs, its frame of
/// special ids included, round(probability × n) positions are predicted, rounded half to even, at least 1 and at most
/// `maximumPredictionCount`; they are drawn without replacement among the positions of ordinary ids. A predicted
/// position holds the mask id, an ordinary id drawn uniformly, or its own.
///
/// Without pairs a row is packed like any other and stands between the two frame ids: the FULL-SENTENCES samples of
/// RoBERTa (Liu et al. 2019), with the end-of-document id between documents.
public struct MaskedTokens: Sendable, Equatable {
  /// Two segments a sample, of which the model says whether the second follows the first.
  ///
  /// A segment is made of sentences: stretches that end with a line end or a full stop of any script, at most half a
  /// row long. Sentences of a document are gathered until they reach a row; a random number of them is the first
  /// segment. The second is, each half of the time, the rest, or sentences of another document of the same source or
  /// group drawn at random; the rest then begins the next row. Where there is no rest, the second is always random.
  /// Other than in the reference implementation nothing is cut off: a segment that does not fit stays for the next row.
  public struct Pairs: Sendable, Equatable {
    /// Share of the documents whose rows aim at a random length, so that short inputs are learnt too.
    public var shortRate: Double

    public init(shortRate: Double = 0.1) { self.shortRate = shortRate }
  }

  /// Share of the inputs that are predicted, above 0 and below 1.
  public var probability: Double
  /// Share of the predicted positions that hold the mask id; with `randomShare` at most 1.
  public var maskShare: Double
  /// Share of the predicted positions that hold a random id. The others keep their own.
  public var randomShare: Double
  /// Nil for no bound.
  public var maximumPredictionCount: Int?
  /// Nil for packed rows.
  public var pairs: Pairs?
  /// The id in front of every sample.
  public var classID: UInt32
  /// The id behind every segment, or behind the row.
  public var separatorID: UInt32
  public var maskID: UInt32
  /// Ids that are neither predicted nor drawn: all that stand for no text, those above among them.
  public var specials: TokenSet

  public init(
    probability: Double = 0.15, maskShare: Double = 0.8, randomShare: Double = 0.1, maximumPredictionCount: Int? = nil,
    pairs: Pairs? = Pairs(), classID: UInt32, separatorID: UInt32, maskID: UInt32, specials: TokenSet
  ) {
    self.probability = probability
    self.maskShare = maskShare
    self.randomShare = randomShare
    self.maximumPredictionCount = maximumPredictionCount
    self.pairs = pairs
    self.classID = classID
    self.separatorID = separatorID
    self.maskID = maskID
    self.specials = specials
    for id in [classID, separatorID, maskID] { self.specials.insert(id) }
  }

  /// Ids of a sample that belong to no document.
  public var addedTokenCount: Int { pairs == nil ? 2 : 3 }

  /// Positions to predict.
  ///
  /// - Parameters:
  ///   - inputCount: inputs of the sample, the added ids included.
  ///   - candidateCount: inputs that may be predicted.
  public func predictionCount(inputCount: Int, candidateCount: Int) -> Int {
    let wanted = max(Int((Double(inputCount) * probability).rounded(.toNearestOrEven)), 1)
    return min(wanted, candidateCount, maximumPredictionCount ?? .max)
  }
}

extension MaskedTokens {
  var json: JSONValue {
    [
      "type": .string(Objective.Kind.masked.rawValue), "probability": .double(probability),
      "maskShare": .double(maskShare), "randomShare": .double(randomShare),
      "maximumPredictions": maximumPredictionCount.map { .int($0) } ?? nil,
      "sentencePairs": pairs.map { ["shortRate": .double($0.shortRate)] } ?? nil, "class": .int(Int(classID)),
      "separator": .int(Int(separatorID)), "mask": .int(Int(maskID)), "specials": specials.json,
    ]
  }

  init?(json: JSONValue) {
    guard let probability = json["probability"]?.share, probability > 0, probability < 1,
      let maskShare = json["maskShare"]?.share, let randomShare = json["randomShare"]?.share,
      maskShare + randomShare <= 1 + 1e-9, let classID = json["class"]?.tokenID,
      let separatorID = json["separator"]?.tokenID, let maskID = json["mask"]?.tokenID,
      let specials = json["specials"].flatMap(TokenSet.init(json:))
    else { return nil }
    var maximum: Int?
    if let written = json["maximumPredictions"], written != .null {
      guard let count = written.int, count > 0 else { return nil }
      maximum = count
    }
    var pairs: Pairs?
    if let written = json["sentencePairs"], written != .null {
      guard let rate = written["shortRate"]?.share else { return nil }
      pairs = Pairs(shortRate: rate)
    }
    self.init(
      probability: probability, maskShare: maskShare, randomShare: randomShare, maximumPredictionCount: maximum,
      pairs: pairs, classID: classID, separatorID: separatorID, maskID: maskID, specials: specials)
  }
}
