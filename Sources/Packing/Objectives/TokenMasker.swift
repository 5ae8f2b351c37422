// Masking, row by row.

import TokenShards

/// Hides tokens of rows (`MaskedTokens`).
struct TokenMasker {
  private let masked: MaskedTokens
  private let vocabularySize: Int
  private let maskThreshold: UInt64
  /// Of masks and random ids together.
  private let changeThreshold: UInt64
  private var inputs: [UInt32] = []
  private var labels: [UInt32] = []
  private var candidates: [Int32] = []
  /// For each id of the vocabulary 1 where it may be predicted: a byte, for a loop over all tokens.
  private let isOrdinary: [UInt8]

  /// - Throws: `PackingError` (`invalidRequest`) for a vocabulary of special ids alone.
  init(_ masked: MaskedTokens, vocabularySize: Int, path: String) throws(PackingError) {
    self.masked = masked
    self.vocabularySize = vocabularySize
    maskThreshold = RandomStream.threshold(masked.maskShare)
    changeThreshold = RandomStream.threshold(masked.maskShare + masked.randomShare)
    isOrdinary = (0..<vocabularySize).map { masked.specials.contains(UInt32($0)) ? 0 : 1 }
    guard isOrdinary.contains(1) else {
      throw PackingError(
        .invalidRequest, "all of the vocabulary's \(vocabularySize) ids are special: none is left to mask", path: path)
    }
  }

  mutating func make(
    _ tokens: UnsafeBufferPointer<UInt32>, _ pieces: [RowPiece], _ random: inout RandomStream, _ output: SampleOutput
  ) {
    let firstCount = masked.pairs == nil ? tokens.count : pieces.first?.tokenCount ?? 0
    inputs.removeAll(keepingCapacity: true)
    inputs.append(masked.classID)
    inputs.append(contentsOf: UnsafeBufferPointer(rebasing: tokens[..<firstCount]))
    inputs.append(masked.separatorID)
    if masked.pairs != nil {
      inputs.append(contentsOf: UnsafeBufferPointer(rebasing: tokens[firstCount...]))
      inputs.append(masked.separatorID)
    }
    hide(&random)
    inputs.withUnsafeBufferPointer { output.setInputs($0) }
    labels.withUnsafeBufferPointer { output.setLabels($0) }
    output.set(.tokenTypes, ones: firstCount + 2..<max(inputs.count, firstCount + 2))
    output.set(.nextSentence, ones: pieces.follow ? 0..<0 : 0..<1)
  }

  private mutating func hide(_ random: inout RandomStream) {
    labels.removeAll(keepingCapacity: true)
    labels.append(contentsOf: repeatElement(SampleColumns.ignoredLabelBits, count: inputs.count))
    if candidates.count < inputs.count { candidates = Array(repeating: 0, count: inputs.count) }
    var candidateCount = 0
    candidates.withUnsafeMutableBufferPointer { candidates in
      isOrdinary.withUnsafeBufferPointer { isOrdinary in
        for (place, token) in inputs.enumerated() {
          candidates[candidateCount] = Int32(truncatingIfNeeded: place)
          candidateCount &+= Int(isOrdinary[Int(token)])
        }
      }
    }
    let count = masked.predictionCount(inputCount: inputs.count, candidateCount: candidateCount)
    for index in 0..<count {
      // Fisher and Yates as far as needed: places without replacement.
      candidates.swapAt(index, index + random.below(candidateCount - index))
      let place = Int(candidates[index])
      labels[place] = inputs[place]
      let choice = random.next() >> 11
      if choice < maskThreshold {
        inputs[place] = masked.maskID
      } else if choice < changeThreshold {
        inputs[place] = ordinaryID(&random)
      }
    }
  }

  /// Any id that is not special, each equally likely.
  private func ordinaryID(_ random: inout RandomStream) -> UInt32 {
    while true {
      let id = UInt32(random.below(vocabularySize))
      if isOrdinary[Int(id)] == 1 { return id }
    }
  }
}
