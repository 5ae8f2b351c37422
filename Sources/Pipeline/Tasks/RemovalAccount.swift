// The sums of deduplication, and its ledger.

import Auditing
import Corpus
import Deduplication
import Storage

/// Books what goes: a removed document's size and origin stand only in its line, so these lines are read, shard by
/// shard.
struct RemovalAccount {
  let context: TaskContext
  let shards: OpenShards
  let ids: DuplicateIDs

  /// Documents whose lines are read at once.
  private static let batchCount = 256

  /// - Parameters:
  ///   - resolution: nil where nothing goes.
  ///   - duplicates: is given what goes.
  func book(
    _ resolution: Resolution?, into duplicates: inout DuplicateAccount
  ) throws -> (ledger: OutputFile, accounts: [StageAccount]) {
    let ledger = try TaskLedger(context)
    var accounts: [StageAccount] = []
    for task in 0..<shards.taskCount {
      var counts = StageCounts()
      var pending: [Removal] = []
      try resolution?.forEachRemoval(ofTask: task) { removal in
        pending.append(removal)
        if pending.count == Self.batchCount {
          try drop(pending, task: task, &counts, &duplicates, ledger)
          pending.removeAll(keepingCapacity: true)
        }
      }
      try drop(pending, task: task, &counts, &duplicates, ledger)
      let shard = try shards[task]
      counts.keep(
        documents: shard.documentCount - counts.documentsDropped, byteCount: shard.textByteCount - counts.bytesDropped)
      accounts.append(
        StageAccount(
          stage: StageKind.deduplicate.rawValue, source: context.sourceName(ofTask: task), counts: counts))
    }
    return (try ledger.commit(), StageAccount.sum(accounts))
  }

  private func drop(
    _ removals: [Removal], task: Int, _ counts: inout StageCounts, _ duplicates: inout DuplicateAccount,
    _ ledger: TaskLedger
  ) throws {
    if removals.isEmpty { return }
    var decoder = DocumentFrameDecoder()
    let documents = try decoder.documents(atRows: removals.map(\.document.row), of: shards[task])
    for (removal, document) in zip(removals, documents) {
      let byteCount = document.text.count
      counts.drop(reason: removal.reason.rawValue, byteCount: byteCount)
      duplicates.add(removal, byteCount: byteCount)
      let jaccard = "\(removal.jaccard.intersection)/\(removal.jaccard.union)"
      let reason = DropReason(removal.reason, detail: ["kept": try ids[removal.kept].description, "jaccard": jaccard])
      try ledger.writer.append(
        LedgerEntry(drop: reason, of: document, byteCount: byteCount, stage: "deduplicate"))
    }
  }
}
