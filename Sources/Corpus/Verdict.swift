// What a stage says of a document.

/// A stretch of text that a rule removed or replaced.
public struct Edit: Sendable, Equatable {
  /// The rule's identifier, from the stage's closed set.
  public var rule: String
  /// Byte offsets in the text as the stage received it.
  public var start: Int
  public var end: Int
  /// Number of bytes that stand there now.
  public var replacementByteCount: Int
  /// False for edits that leave no choice (normalisation): they are counted in the ledger, not listed.
  public var isListed: Bool

  public init(rule: String, start: Int, end: Int, replacementByteCount: Int = 0, isListed: Bool = true) {
    self.rule = rule
    self.start = start
    self.end = end
    self.replacementByteCount = replacementByteCount
    self.isListed = isListed
  }
}

/// Why a document goes, from the closed set of its stage.
public struct DropReason: Sendable, Equatable {
  public let code: String
  /// What a person wants to know besides: the measured value, the limit, the partner's id.
  public let detail: [String: String]

  /// - Parameter reason: a case of the stage's own enumeration of reasons.
  public init<Reason: RawRepresentable>(_ reason: Reason, detail: [String: String] = [:])
  where Reason.RawValue == String {
    self.code = reason.rawValue
    self.detail = detail
  }
}

/// The verdict of a stage on a document.
public enum Verdict: Sendable, Equatable {
  case keep
  /// Kept and changed; the edits are in ascending order and do not overlap.
  case edit([Edit])
  case drop(DropReason)
}
