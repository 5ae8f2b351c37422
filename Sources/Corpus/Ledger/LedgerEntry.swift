// One line of the ledger: what became of a document, or of bytes that became none.

/// What a stage did to one document or region, and why. Never holds the document's text.
public struct LedgerEntry: Sendable, Equatable {
  public enum Action: String, Sendable, CaseIterable {
    case drop, edit, quarantine, skip
    /// The document stays as it is; something was found in it.
    case report
  }

  /// A stretch of the text as the stage received it.
  public struct Span: Sendable, Equatable {
    public var rule: String
    /// Byte offsets in the text as the stage received it.
    public var start: Int
    public var end: Int
    /// Number of bytes that stand there now.
    public var replacementByteCount: Int

    public init(rule: String, start: Int, end: Int, replacementByteCount: Int = 0) {
      self.rule = rule
      self.start = start
      self.end = end
      self.replacementByteCount = replacementByteCount
    }
  }

  public var stage: StageName
  public var action: Action
  /// The code from the stage's closed set; nil for edits, whose spans name their rules.
  public var reason: String?
  /// Nil for regions of an input that are no document.
  public var id: DocumentID?
  public var source: String
  public var origin: Origin
  /// Text bytes of the document as the stage received it; nil for regions of an input.
  public var byteCount: Int?
  /// The edits that are listed.
  public var spans: [Span]
  public var detail: [String: String]

  public init(
    stage: StageName, action: Action, reason: String? = nil, id: DocumentID? = nil, source: String, origin: Origin,
    byteCount: Int? = nil, spans: [Span] = [], detail: [String: String] = [:]
  ) {
    self.stage = stage
    self.action = action
    self.reason = reason
    self.id = id
    self.source = source
    self.origin = origin
    self.byteCount = byteCount
    self.spans = spans
    self.detail = detail
  }
}

// MARK: What stages and readers report

extension LedgerEntry {
  /// A document that goes.
  public init(drop reason: DropReason, of document: Document, byteCount: Int, stage: StageName) {
    self.init(
      stage: stage, action: .drop, reason: reason.code, id: document.id, source: document.source,
      origin: document.origin, byteCount: byteCount, detail: reason.detail)
  }

  /// A document that was changed; nil when none of the edits is listed.
  public init?(edits: [Edit], of document: Document, byteCount: Int, stage: StageName) {
    let spans = edits.filter(\.isListed).map {
      Span(rule: $0.rule, start: $0.start, end: $0.end, replacementByteCount: $0.replacementByteCount)
    }
    if spans.isEmpty { return nil }
    self.init(
      stage: stage, action: .edit, id: document.id, source: document.source, origin: document.origin,
      byteCount: byteCount, spans: spans)
  }

  /// A document that stays as it is although something was found in it.
  public init(reported findings: [Finding], of document: Document, byteCount: Int, stage: StageName) {
    var detail: [String: String] = ["matches": String(findings.count)]
    if let longest = findings.max(by: { ($0.unitCount, $1.start) < ($1.unitCount, $0.start) }) {
      detail["benchmark"] = longest.collection
      detail["item"] = longest.item
    }
    self.init(
      stage: stage, action: .report, reason: findings.first?.reason, id: document.id, source: document.source,
      origin: document.origin, byteCount: byteCount,
      spans: findings.map {
        Span(rule: $0.reason, start: $0.start, end: $0.end, replacementByteCount: $0.end - $0.start)
      },
      detail: detail)
  }

  /// Bytes of an input that could not be read.
  public init(quarantine: Quarantine, source: String, stage: StageName) {
    self.init(
      stage: stage, action: .quarantine, reason: quarantine.reason, source: source, origin: quarantine.origin,
      detail: ["message": quarantine.message])
  }

  /// Bytes of an input that are no record by rule.
  public init(skipped region: SkippedRegion, file: String, source: String, stage: StageName) {
    self.init(
      stage: stage, action: .skip, reason: region.kind, source: source,
      origin: Origin(file: file, offset: region.offset, byteCount: region.byteCount, row: 0))
  }
}
