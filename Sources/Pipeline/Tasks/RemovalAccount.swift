// The sums of deduplication, and its ledger.

import Auditing
import Corpus
import Deduplication
import Storage

/// Books duplicates: a document's size and origin stand only in its line, so these lines are read, shard by shard.
struct RemovalAccount {
  let context: TaskContext
  let shards: OpenShards
  let ids: DuplicateIDs
  let numbering: DocumentNumbering
  /// False where duplicates stay; then no ledger line is written and no sum changes.
  let removes: Bool

  /// Documents whose lines are read at once.
  private static let batchCount = 256

  func book(_ resolution: Resolution) throws -> (ledger: OutputFile, accounts: [StageAccount], facts: DuplicateFacts) {
    let ledger = try TaskLedger(context)
    var accounts: [StageAccount] = []
    var duplicates = DuplicateAccount(context: context, numbering: numbering)
    for task in 0..<shards.count {
      var counts = StageCounts()
      var pending: [Removal] = []
      func flush() throws {
        try forEachDocument(of: pending, task: task) { removal, document in
          duplicates.add(removal, byteCount: document.text.count)
          if removes { try drop(removal, document, &counts, ledger) }
        }
        pending.removeAll(keepingCapacity: true)
      }
      try resolution.forEachRemoval(ofTask: task) { removal in
        pending.append(removal)
        if pending.count == Self.batchCount { try flush() }
      }
      try flush()
      let shard = try shards[task]
      counts.keep(
        documents: shard.documentCount - counts.documentsDropped, byteCount: shard.textByteCount - counts.bytesDropped)
      accounts.append(
        StageAccount(
          stage: StageKind.deduplicate.rawValue, source: context.sourceName(ofTask: task), counts: counts))
    }
    return (try ledger.commit(), StageAccount.sum(accounts), duplicates.facts())
  }

  private func forEachDocument(of removals: [Removal], task: Int, _ body: (Removal, Document) throws -> Void) throws {
    if removals.isEmpty { return }
    var decoder = DocumentFrameDecoder()
    let documents = try decoder.documents(atRows: removals.map(\.document.row), of: shards[task])
    for (removal, document) in zip(removals, documents) { try body(removal, document) }
  }

  private func drop(
    _ removal: Removal, _ document: Document, _ counts: inout StageCounts, _ ledger: TaskLedger
  ) throws {
    let byteCount = document.text.count
    counts.drop(reason: removal.reason.rawValue, byteCount: byteCount)
    let jaccard = "\(removal.jaccard.intersection)/\(removal.jaccard.union)"
    let reason = DropReason(removal.reason, detail: ["kept": try ids[removal.kept].description, "jaccard": jaccard])
    try ledger.writer.append(LedgerEntry(drop: reason, of: document, byteCount: byteCount, stage: "deduplicate"))
  }
}
