// urls: the addresses of the records that extract will read.

import Corpus
import Deduplication
import Storage

/// Why a record goes before it is extracted.
enum URLReason: String {
  /// Another record of the same address stays.
  case url
}

/// Reads the files of one extract task up to their records, without a look into the pages, and writes the key of each
/// record's address.
struct URLKeysTask {
  private let context: TaskContext
  private let input: ExtractInput
  private let keeping: URLKeeping
  private let normalization: URLNormalization

  init(_ context: TaskContext) throws {
    self.context = context
    input = try ExtractInput(context)
    (keeping, normalization) = try context.urlSettings()
  }

  /// What a worker makes of a batch.
  private struct Keys: Sendable {
    var entries: [URLEntry] = []
    var identity = RecordIdentity()
    var storedByteCount = 0
    var dated = 0
  }

  func run() throws -> CommitRecord {
    var record = CommitRecord(stage: .urls, index: context.index)
    let name = "keys/\(TaskNumber.text(context.index)).keys"
    let writer = try URLKeyWriter(
      path: context.outputPath(name), normalization: normalization, keeping: keeping)
    var batches = input.batches()
    var identity = RecordIdentity()
    var dated = 0
    let normalization = normalization
    try orderedParallelMap(
      threads: context.threads, cancellation: context.cancellation,
      makeState: { URLNormalizer(normalization: normalization) },
      next: { try batches.next() },
      transform: { normalizer, batch in keys(of: batch, &normalizer) },
      emit: { keys in
        try writer.append(keys.entries, documentCount: keys.identity.count)
        identity.add(keys.identity)
        dated += keys.dated
        context.advance(bytes: keys.storedByteCount, documents: keys.identity.count)
      })
    record.outputs = [OutputFile(name: name, role: "keys", summary: try writer.commit())]
    record.facts = identity.facts
    record.facts["addresses"] = writer.addressCount
    record.facts["dated"] = dated
    return record
  }

  private func keys(of batch: EventBatch, _ normalizer: inout URLNormalizer) -> Keys {
    var keys = Keys(storedByteCount: batch.storedByteCount)
    for case .record(let record) in batch.events {
      let id = input.id(of: record)
      let row = UInt32(clamping: keys.identity.count)
      keys.identity.add(id)
      guard context.plan.sample == 1 || Sample.holds(id, fraction: context.plan.sample),
        let key = record.origin.url.flatMap({ normalizer.key(of: $0) })
      else { continue }
      let date = keeping == .newest ? record.metadata["date"].flatMap { PageDate($0) } : nil
      keys.dated += date == nil ? 0 : 1
      keys.entries.append(
        URLEntry(
          key: key, choice: keeping.choice(date: date, byteCount: record.body.count),
          order: ContestOrder(high: id.high, low: id.low), row: row))
    }
    return keys
  }
}

/// Which records a task has read: their number and the sum of their ids, by which a second reading is known to be of the
/// same ones.
struct RecordIdentity: Sendable, Equatable {
  private(set) var count = 0
  private var sum: UInt64 = 0

  mutating func add(_ id: DocumentID) {
    count += 1
    sum &+= id.low
  }

  mutating func add(_ other: RecordIdentity) {
    count += other.count
    sum &+= other.sum
  }

  /// As a commit record holds it. The sum is cut to what every reader of JSON takes for a whole number.
  var facts: [String: Int] { ["records": count, "recordSum": Int(sum >> 16)] }

  /// True when a commit record's facts are those of these records.
  func agrees(with facts: [String: Int]) -> Bool { self.facts.allSatisfy { facts[$0.key] == $0.value } }
}

extension TaskContext {
  /// Which record of an address stays, and what addresses are compared by.
  func urlSettings() throws -> (URLKeeping, URLNormalization) {
    guard let settings = configuration.deduplicate?.urls, let keeping = URLKeeping(rawValue: settings.keep) else {
      throw RunError(.ourDefect, "the plan compares addresses, but its configuration has no 'deduplicate.urls'")
    }
    return (keeping, URLNormalization(removesWWW: settings.www == "same"))
  }
}
