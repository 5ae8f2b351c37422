// Duplicates within and across sources, counted while they are decided on.

import Auditing
import Deduplication

/// Counts duplicates for the audit. Memory: four bytes a document, and an entry for each document of an earlier corpus
/// that stays in favour of one of this.
struct DuplicateAccount {
  private let context: TaskContext
  private let numbering: DocumentNumbering
  private var found = DuplicateFacts()
  /// Documents that went in favour of each document.
  private var present: [UInt32]
  private var frozen: [KeptDocument: Int] = [:]

  /// What the documents of earlier corpora count as.
  private static let earlierSource = "(earlier corpora)"

  init(context: TaskContext, numbering: DocumentNumbering) {
    self.context = context
    self.numbering = numbering
    present = Array(repeating: 0, count: numbering.documentCount)
  }

  /// - Parameter byteCount: bytes of the document's text.
  mutating func add(_ removal: Removal, byteCount: Int) {
    let source: String
    switch removal.kept {
    case .present(let place):
      present[numbering.number(of: place)] += 1
      source = context.sourceName(ofTask: place.task)
    case .frozen:
      frozen[removal.kept, default: 0] += 1
      source = Self.earlierSource
    }
    found.add(
      removedFrom: context.sourceName(ofTask: removal.document.task), keptIn: source, byteCount: byteCount)
  }

  func facts() -> DuplicateFacts {
    var facts = found
    for count in present where count > 0 { facts.add(clusterOf: Int(count) + 1) }
    for count in frozen.values { facts.add(clusterOf: count + 1) }
    return facts
  }
}
