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
    let verdict = removal.verdict
    if case .edit = verdict {
      workspace.scratch.removeAll(keepingCapacity: true)
      document.text.withUnsafeBufferPointer { removal.appendRest(of: $0, to: &workspace.scratch) }
      swap(&document.text, &workspace.scratch)
    }
    return verdict
  }
}

extension PassageRemoval {
  public var verdict: Verdict {
    if !leavesText {
      return .drop(
        DropReason(RepeatedPassagesStage.Reason.onlyRepeated, detail: ["passages": String(found.count)]))
    }
    return edits.isEmpty ? .keep : .edit(edits)
  }

  /// Appends what the edits leave of the text.
  public func appendRest(of text: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
    var position = 0
    for edit in edits {
      output.append(contentsOf: text[position..<edit.start])
      position = edit.end
    }
    output.append(contentsOf: text[position...])
  }
}
