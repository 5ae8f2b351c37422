// benchmark-counts, common-ngrams: in how many documents the n-grams of benchmarks stand, and which stand in too many.

import Corpus
import Decontamination
import Storage

/// Counts the n-grams of benchmarks in the documents of one extracted shard, as they were extracted: units are the same
/// before and after normalisation.
struct BenchmarkCountsTask {
  private let context: TaskContext
  private let index: BenchmarkIndex

  init(_ context: TaskContext) throws {
    self.context = context
    let settings = try context.decontaminate
    index = try BenchmarkCatalog(settings).index(settings.settings)
  }

  private struct WorkerState {
    var workspace = Workspace()
    var scratch = BenchmarkIndex.Scratch()
  }

  func run() throws -> CommitRecord {
    var record = CommitRecord(stage: .benchmarkCounts, index: context.index)
    let extracted = try context.records(.extract)[context.index]
    let shard = try DocumentShardReader(path: context.path(of: extracted.output("documents"), in: .extract))
    var counts = NGramCounts(of: index)
    try ShardFrames.forEach(
      of: shard, context: context, makeState: { WorkerState() },
      transform: { state, documents, _ in
        var places: [NGramPlace] = []
        var byteCount = 0
        for document in documents {
          state.workspace.invalidate()
          byteCount += document.text.count
          index.appendPlaces(in: document, using: &state.workspace, scratch: &state.scratch, to: &places)
        }
        return (places: places, byteCount: byteCount, documentCount: documents.count)
      },
      emit: { batch in
        counts.add(batch.places)
        context.advance(bytes: batch.byteCount, documents: batch.documentCount)
      })
    let entries = counts.entries(of: index, minimum: 1)
    let name = "\(TaskNumber.text(context.index)).counts"
    let summary = try AtomicFile.write(NGramCountFile.encode(entries), to: context.outputPath(name))
    record.outputs = [OutputFile(name: name, role: "counts", summary: summary)]
    record.facts = ["ngrams": entries.count]
    return record
  }
}

/// Sums the counts of all shards, and keeps the n-grams that stand in more documents than are allowed.
struct CommonNGramsTask {
  private let context: TaskContext

  init(_ context: TaskContext) { self.context = context }

  func run() throws -> CommitRecord {
    var record = CommitRecord(stage: .commonNGrams, index: context.index)
    let maximum = try context.decontaminate.maximumDocuments ?? .max
    var sums: [UInt64: Int] = [:]
    for counted in try context.records(.benchmarkCounts) {
      let path = try context.path(of: counted.output("counts"), in: .benchmarkCounts)
      for entry in try NGramCountFile.decode(FileSystem.readAll(path, limit: 1 << 36), path: path) {
        sums[entry.hash, default: 0] += Int(entry.count)
      }
    }
    let common = sums.filter { $0.value > maximum }.sorted { $0.key < $1.key }
    let entries = common.map { (hash: $0.key, count: UInt32(clamping: $0.value)) }
    let summary = try AtomicFile.write(NGramCountFile.encode(entries), to: context.outputPath("common.counts"))
    record.outputs = [OutputFile(name: "common.counts", role: "common", summary: summary)]
    record.facts = ["ngrams": sums.count, "common": common.count]
    return record
  }
}

extension CommonNGrams {
  /// The common n-grams of a plan; none where it counts none.
  init(_ context: TaskContext) throws {
    guard let record = try context.records(.commonNGrams).first else {
      self.init()
      return
    }
    let path = try context.path(of: record.output("common"), in: .commonNGrams)
    self.init(hashes: try NGramCountFile.decode(FileSystem.readAll(path, limit: 1 << 36), path: path).map(\.hash))
  }
}

extension BenchmarkIndex {
  /// Appends the n-grams of the index that stand in a document, each once.
  func appendPlaces(
    in document: borrowing Document, using workspace: inout Workspace, scratch: inout Scratch,
    to places: inout [NGramPlace]
  ) {
    document.text.withUnsafeBufferPointer { text in
      workspace.withUnits(of: document) { appendPlaces(in: text, units: $0, scratch: &scratch, to: &places) }
    }
  }
}

/// Files of n-gram counts: `SLUICENC`, version u32, zeros u32; for each n-gram, by ascending hash, its hash u64 and its
/// number of documents u32. All integers are little-endian.
enum NGramCountFile {
  private static let magic = Array("SLUICENC".utf8) + [1, 0, 0, 0, 0, 0, 0, 0]

  static func encode(_ entries: [(hash: UInt64, count: UInt32)]) -> [UInt8] {
    var bytes = magic
    bytes.reserveCapacity(magic.count + entries.count * 12)
    for entry in entries {
      withUnsafeBytes(of: entry.hash.littleEndian) { bytes.append(contentsOf: $0) }
      withUnsafeBytes(of: entry.count.littleEndian) { bytes.append(contentsOf: $0) }
    }
    return bytes
  }

  /// - Throws: `RunError.badData` for a file that is no such file.
  static func decode(_ bytes: [UInt8], path: String) throws -> [(hash: UInt64, count: UInt32)] {
    guard bytes.starts(with: magic), (bytes.count - magic.count) % 12 == 0 else {
      throw RunError(.badData, "\(path): damaged, or of another version; remove the run directory and run again")
    }
    return bytes.withUnsafeBytes { raw in
      stride(from: magic.count, to: raw.count, by: 12).map { offset in
        (
          UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self)),
          UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: offset + 8, as: UInt32.self))
        )
      }
    }
  }
}

extension TaskContext {
  fileprivate var decontaminate: PipelineConfiguration.Decontaminate {
    get throws {
      guard let settings = configuration.decontaminate else {
        throw RunError(
          .ourDefect, "the plan counts n-grams of benchmarks, but its configuration has no 'decontaminate'")
      }
      return settings
    }
  }
}
