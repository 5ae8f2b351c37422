// The parameters of near-duplicate search, and what they promise.

/// MinHash with banding: two documents are candidates when all rows of at least one band agree.
public struct MinHashParameters: Sendable, Equatable, Codable {
  /// Number of bands, 1…256.
  public let bands: Int
  /// Permutations in a band, 1…64.
  public let rows: Int
  /// Text units in a shingle, 1…64.
  public let shingle: Int
  /// Jaccard similarity of shingle sets from which a candidate is a duplicate, above 0 and at most 1; counted in
  /// millionths, so that the decision is one of integers.
  public let threshold: Double
  /// Chooses the permutations.
  public let seed: UInt64

  /// - Throws: `invalidParameter`.
  public init(
    bands: Int = defaultBands, rows: Int = defaultRows, shingle: Int = 5, threshold: Double = 0.75, seed: UInt64 = 1
  ) throws(DeduplicationError) {
    try Self.check(bands, in: 1...256, "bands")
    try Self.check(rows, in: 1...64, "rows")
    try Self.check(shingle, in: 1...64, "shingle")
    guard threshold >= 0.000_001, threshold <= 1 else {
      throw DeduplicationError(
        .invalidParameter, "a similarity above 0 and at most 1 is needed, not \(threshold)", at: "threshold")
    }
    self.bands = bands
    self.rows = rows
    self.shingle = shingle
    self.threshold = threshold
    self.seed = seed
  }

  private static func check(_ value: Int, in range: ClosedRange<Int>, _ name: String) throws(DeduplicationError) {
    if !range.contains(value) {
      throw DeduplicationError(
        .invalidParameter, "\(range.lowerBound) to \(range.upperBound) is allowed, not \(value)", at: name)
    }
  }

  /// The same with another threshold; one that is not above 0 becomes the smallest there is.
  init(_ other: MinHashParameters, thresholdMillionths: Int) {
    bands = other.bands
    rows = other.rows
    shingle = other.shingle
    threshold = Double(max(1, thresholdMillionths)) / 1_000_000
    seed = other.seed
  }

  /// Number of permutations.
  public var permutations: Int { bands * rows }

  /// The threshold in millionths.
  public var thresholdMillionths: Int { max(1, Int((threshold * 1_000_000).rounded())) }

  /// True when intersection / union is at least the threshold.
  public func isDuplicate(intersection: Int, union: Int) -> Bool {
    union > 0 && intersection.multipliedFullWidth(by: 1_000_000) >= union.multipliedFullWidth(by: thresholdMillionths)
  }

  /// The probability that two documents of Jaccard similarity `similarity` become candidates: 1 − (1 − sʳ)ᵇ.
  public func recall(at similarity: Double) -> Double {
    var inRow = 1.0
    for _ in 0..<rows { inRow *= similarity }
    var inNone = 1.0
    for _ in 0..<bands { inNone *= 1 - inRow }
    return 1 - inNone
  }

  /// Bytes of a document on disk between signing and candidates (index apart).
  public var signatureByteCount: Int {
    SignatureLayout.orderKeyByteCount + SignatureLayout.contentRecordByteCount
      + bands * SignatureLayout.bandRecordByteCount
  }
}

/// What two texts may differ in and still count as exact copies.
public enum ContentNormalization: String, Sendable, Codable, CaseIterable {
  /// Nothing: equal bytes.
  case none
  /// White space: every run of it counts as one space, at the ends as none.
  case whitespace
  /// Everything but their text units: letter case, punctuation, white space and Unicode's compatibility forms.
  case full

  var code: UInt32 {
    switch self {
    case .none: 0
    case .whitespace: 1
    case .full: 2
    }
  }
}

/// What a signature consists of.
public struct SignatureParameters: Sendable, Equatable, Codable {
  public var normalization: ContentNormalization
  /// nil where only exact copies are searched.
  public var minHash: MinHashParameters?

  public init(normalization: ContentNormalization = .whitespace, minHash: MinHashParameters?) {
    self.normalization = normalization
    self.minHash = minHash
  }

  var bands: Int { minHash?.bands ?? 0 }
}

private func >= (left: (high: Int, low: UInt), right: (high: Int, low: UInt)) -> Bool {
  left.high != right.high ? left.high > right.high : left.low >= right.low
}
