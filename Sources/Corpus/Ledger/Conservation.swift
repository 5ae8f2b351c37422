// The sums that every run checks: nothing is lost unseen.

/// Documents or bytes that are not accounted for.
public struct ConservationError: Error, Sendable, Equatable, CustomStringConvertible {
  public let stage: StageName
  public let source: String
  /// A sentence with both numbers.
  public let message: String

  public init(stage: StageName, source: String, message: String) {
    self.stage = stage
    self.source = source
    self.message = message
  }

  public var description: String { "stage \(stage), source \(source): \(message)" }
}

extension StageCounts {
  /// Checks that every document and every byte is accounted for:
  ///
  /// - documents in = kept + dropped + quarantined,
  /// - text bytes out = in − dropped − removed + added,
  /// - input bytes = bytes of records + skipped + quarantined,
  /// - and the tallies by reason and by rule sum to the totals.
  public func check(stage: StageName, source: String) throws(ConservationError) {
    func require(_ left: Int, _ leftName: String, _ right: Int, _ rightName: String) throws(ConservationError) {
      if left == right { return }
      throw ConservationError(
        stage: stage, source: source, message: "\(leftName) is \(left), but \(rightName) is \(right)")
    }
    try require(
      documentsIn, "the number of documents in", documentsKept + documentsDropped + documentsQuarantined,
      "kept + dropped + quarantined")
    try require(
      bytesOut, "the number of text bytes out", bytesIn - bytesDropped - bytesRemoved + bytesAdded,
      "in - dropped - removed + added")
    try require(
      inputBytes, "the number of input bytes",
      recordBytes + skipped.values.reduce(0) { $0 + $1.bytes } + quarantinedInputBytes,
      "records + skipped + quarantined")
    try require(
      documentsDropped, "the number of documents dropped", dropped.values.reduce(0) { $0 + $1.count },
      "the sum over all reasons")
    try require(
      bytesRemoved, "the number of bytes removed", edits.values.reduce(0) { $0 + $1.bytesRemoved },
      "the sum over all rules")
    try require(
      bytesAdded, "the number of bytes added", edits.values.reduce(0) { $0 + $1.bytesAdded },
      "the sum over all rules")
  }
}
