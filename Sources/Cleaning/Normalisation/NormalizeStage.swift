// Text in one form: a Unicode normal form, one kind of line end, no control characters, no space at line ends.

import Corpus
import TextAnalysis

/// Brings text into normal form.
///
/// Normal form NFC (or NFKC); CR and CR LF become line feeds; other control characters but tab go, and so do the byte
/// order mark, the zero-width space and the other invisible formatting characters that carry no meaning in running
/// text (zero-width joiners, bidirectional marks and variation selectors stay); spaces at line ends go; more than
/// `maximumBlankLines` blank lines become that many. Text that is in this form already is only looked at.
public struct NormalizeStage: DocumentStage {
  public static let name: StageName = "normalize"

  public enum Form: String, Sendable, Codable, CaseIterable {
    case nfc, nfkc
    /// The text's own form.
    case none
  }

  public struct Settings: Sendable, Equatable, Codable {
    public var form: Form = .nfc
    public var removesControls: Bool = true
    public var trimsLines: Bool = true
    public var maximumBlankLines: Int = 2

    public init() {}
  }

  /// The single rule that the edits are counted under.
  public static let rule = "normalize"

  private let settings: Settings

  public init(settings: Settings = Settings()) { self.settings = settings }

  public func apply(to document: inout Document, using workspace: inout Workspace) -> Verdict {
    let before = document.text.count
    let changed = normalize(&document.text, using: &workspace)
    guard changed else { return .keep }
    return .edit([
      Edit(rule: Self.rule, start: 0, end: before, replacementByteCount: document.text.count, isListed: false)
    ])
  }

  /// Brings a text that is no document into the form that documents get.
  ///
  /// - Returns: whether the text changed.
  @discardableResult
  public func normalize(_ text: inout [UInt8], using workspace: inout Workspace) -> Bool {
    normalize(&text, scratch: &workspace.scratch)
  }

  private func normalize(_ text: inout [UInt8], scratch: inout [UInt8]) -> Bool {
    var changed = false
    // A removed character may have kept two others from composing: the characters go first.
    if text.withUnsafeBufferPointer({ LineTidier.needsWork($0, settings) }) {
      scratch.removeAll(keepingCapacity: true)
      text.withUnsafeBufferPointer { source in
        var tidier = LineTidier(settings)
        tidier.run(source, into: &scratch)
      }
      changed = scratch != text
      if changed { swap(&text, &scratch) }
    }
    guard settings.form != .none else { return changed }
    guard Normalizer.normalize(&text, to: settings.form == .nfc ? .nfc : .nfkc, scratch: &scratch) else {
      return changed
    }
    // NFKC makes spaces of other characters; they may stand at a line's end.
    guard text.withUnsafeBufferPointer({ LineTidier.needsWork($0, settings) }) else { return true }
    scratch.removeAll(keepingCapacity: true)
    text.withUnsafeBufferPointer { source in
      var tidier = LineTidier(settings)
      tidier.run(source, into: &scratch)
    }
    swap(&text, &scratch)
    return true
  }
}
