// The stage that takes repeated passages out of documents.

import Corpus

/// Removes passages that stand in more documents of a source than allowed.
///
/// With `PassageKeep.first` a passage stays once: where it first stands in the document that comes first among those
/// that hold it, by rank and then by the upper half of the document's id. Everywhere else it goes, also a second time in
/// that document. A passage in no more documents than allowed stays wherever it stands. The text must be the one that
/// was counted.
public struct RepeatedPassagesStage: DocumentStage {
  public static let name: StageName = "repeated-passages"
  public static let lineRule = "repeated-line"
  public static let paragraphRule = "repeated-paragraph"

  /// Why a document goes.
  public enum Reason: String, Sendable, CaseIterable {
    /// Everything in it was repeated elsewhere.
    case onlyRepeated = "only-repeated"
  }

  private let table: PassageTable
  private let keep: PassageKeep
  private let rank: Int
  private let source: PassageSource

  /// - Parameters:
  ///   - source: of all documents that the stage is given.
  ///   - rank: of the source, as it was counted.
  public init(table: PassageTable, keep: PassageKeep, source: String, rank: Int) {
    self.table = table
    self.keep = keep
    self.rank = rank
    self.source = PassageSource(name: source, rule: table.rule)
  }

  /// The key by which documents of one rank stand in order.
  public static func orderKey(of id: DocumentID) -> UInt64 { id.high }

  public func apply(to document: inout Document, using workspace: inout Workspace) -> Verdict {
    var remover = PassageRemover(table: table, keep: keep, rank: rank)
    let orderKey = Self.orderKey(of: document.id)
    let removal = document.text.withUnsafeBufferPointer {
      remover.removal(from: $0, orderKey: orderKey, source: source)
    }
    return removal.verdict(on: &document.text, scratch: &workspace.scratch)
  }
}

extension PassageRemoval {
  /// Carries the removal out.
  ///
  /// - Parameter scratch: any array; its storage is swapped with that of `text` where the text changes.
  public func verdict(on text: inout [UInt8], scratch: inout [UInt8]) -> Verdict {
    if !leavesText {
      return .drop(
        DropReason(RepeatedPassagesStage.Reason.onlyRepeated, detail: ["passages": String(found.count)]))
    }
    if edits.isEmpty { return .keep }
    scratch.removeAll(keepingCapacity: true)
    var position = 0
    for edit in edits {
      scratch.append(contentsOf: text[position..<edit.start])
      position = edit.end
    }
    scratch.append(contentsOf: text[position...])
    swap(&text, &scratch)
    return .edit(edits)
  }
}
