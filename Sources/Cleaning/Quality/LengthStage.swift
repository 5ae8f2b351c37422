// Documents with too little text.

import Corpus

/// Drops documents that are empty or shorter than a number of code points.
public struct LengthStage: DocumentStage {
  public static let name: StageName = "length"

  /// Why a document goes.
  public enum Reason: String, Sendable, CaseIterable {
    /// Nothing but white space is left.
    case empty
    case tooShort = "too-short"
  }

  /// Fewest code points of a document that stays; white space counts.
  public let minimumCharacters: Int

  public init(minimumCharacters: Int) { self.minimumCharacters = minimumCharacters }

  public func apply(to document: inout Document, using workspace: inout Workspace) -> Verdict {
    if !document.text.contains(where: { $0 > 0x20 }) { return .drop(DropReason(Reason.empty)) }
    // A code point has four bytes at most, so that long texts are not counted.
    if document.text.count >= minimumCharacters * 4 { return .keep }
    let count = document.text.withUnsafeBufferPointer { bytes in
      bytes.reduce(into: 0) { if $1 & 0xc0 != 0x80 { $0 += 1 } }
    }
    if count >= minimumCharacters { return .keep }
    return .drop(
      DropReason(Reason.tooShort, detail: ["characters": String(count), "minimum": String(minimumCharacters)]))
  }
}
