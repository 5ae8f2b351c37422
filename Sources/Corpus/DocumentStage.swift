// The interface of everything that happens to one document at a time.

import TextAnalysis

/// A stage's name, as it stands in the configuration, in the ledger and in the names of folders.
public struct StageName: Sendable, Hashable, RawRepresentable, ExpressibleByStringLiteral, CustomStringConvertible {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }
  public init(stringLiteral value: String) { self.rawValue = value }
  public var description: String { rawValue }
}

/// What a room finds out about a text for several of its stages: `Workspace` keeps it as long as the text stays.
public protocol SharedAnalysis {
  init()
  /// Replaces the content by that of `text`; buffers may be kept.
  mutating func analyse(_ text: UnsafeBufferPointer<UInt8>)
}

/// Buffers that stages reuse from document to document, and what several of them need of the same text.
/// One workspace serves one worker at a time.
public struct Workspace {
  /// Bytes for a stage to build its output in; its content is anybody's between two calls.
  public var scratch: [UInt8] = []
  /// What stages have to report of the document besides their verdict. Whoever runs stages takes it before the next
  /// document.
  public var findings: [Finding] = []
  private var units = TextUnits()
  private var unitsAreCurrent = false
  private var analyses: [any CurrentAnalysis] = []

  public init() {}

  /// The text units of the document's present text; computed once for all stages that ask.
  public mutating func units(of document: borrowing Document) -> TextUnits {
    withUnits(of: document) { _ in }
    return units
  }

  /// Gives the text units of the document's present text without copying them.
  public mutating func withUnits<R>(of document: borrowing Document, _ body: (borrowing TextUnits) throws -> R) rethrows
    -> R
  {
    if !unitsAreCurrent {
      document.text.withUnsafeBufferPointer { units.analyse($0) }
      unitsAreCurrent = true
    }
    return try body(units)
  }

  /// Gives the analysis of the document's present text; made once for all stages that ask for one of its type.
  ///
  /// What `body` changes in it the next stage finds changed, until the text changes.
  public mutating func withAnalysis<Analysis: SharedAnalysis, R>(
    _ type: Analysis.Type, of document: borrowing Document, _ body: (inout Analysis) throws -> R
  ) rethrows -> R {
    for case let kept as KeptAnalysis<Analysis> in analyses { return try kept.use(document, body) }
    let made = KeptAnalysis<Analysis>()
    analyses.append(made)
    return try made.use(document, body)
  }

  /// To be called before the next document, and after each stage that changed the text.
  public mutating func invalidate() {
    unitsAreCurrent = false
    for analysis in analyses { analysis.isCurrent = false }
  }
}

private protocol CurrentAnalysis: AnyObject {
  var isCurrent: Bool { get set }
}

private final class KeptAnalysis<Analysis: SharedAnalysis>: CurrentAnalysis {
  var isCurrent = false
  private var analysis = Analysis()

  func use<R>(_ document: borrowing Document, _ body: (inout Analysis) throws -> R) rethrows -> R {
    if !isCurrent {
      document.text.withUnsafeBufferPointer { analysis.analyse($0) }
      isCurrent = true
    }
    return try body(&analysis)
  }
}

/// A pure function of one document. Stages are values; what they know about the corpus (an n-gram index, a word
/// list) they are given when they are made. The workspace holds reusable buffers and what several stages need of the
/// same text. The caller invalidates the workspace after a verdict of `edit`.
public protocol DocumentStage: Sendable {
  static var name: StageName { get }
  func apply(to document: inout Document, using workspace: inout Workspace) -> Verdict
}
