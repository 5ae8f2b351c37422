// What a deduplication decided, read again: from the output folder of `sluice deduplicate`, or from a run.

import Corpus
import Deduplication
import Storage

/// A document that went, as the records tell it.
struct RecordedRemoval: Sendable {
  var id: String
  var kept: String
  /// `exact` or `near`.
  var reason: String
  /// Jaccard similarity of the shingle sets.
  var similarity: Double
}

/// The decisions of a deduplication. They are streamed: nothing is kept of what nobody asked for.
struct DuplicateRecords: Sendable {
  /// Where the records lie.
  enum Place: Sendable {
    /// An output folder, and what was read to make it.
    case output(DeduplicationInputList)
    /// A run, and the stage that made its documents.
    case run(RunDirectory, refine: StagePlan)
  }

  /// The folder as the user named it.
  let folder: String
  let place: Place
  /// What similarity was measured with.
  let parameters: SignatureParameters
  private let clustersPath: String
  /// Lines like those of removed.jsonl.
  private let listPaths: [String]
  /// The ledgers of a run that removes duplicates.
  private let ledgerPaths: [String]

  /// - Parameter folder: an output folder of `sluice deduplicate` or a run directory.
  /// - Throws: `RunError.noInput` when it is neither, or its deduplication has not come to the end.
  init(folder: String) throws {
    self.folder = folder
    let run = RunDirectory(path: folder)
    if FileSystem.exists(run.planPath) {
      let plan = try run.readPlan()
      guard let stage = plan.stage(.deduplicate), let refine = plan.stage(.refine),
        let settings = plan.configuration.deduplicate
      else { throw RunError(.noInput, "the run \(folder) has no stage 'deduplicate'") }
      guard run.missing(stage).isEmpty else {
        throw RunError(.noInput, "the stage 'deduplicate' of \(folder) is not finished; run it to its end first")
      }
      guard let record = try run.records(of: stage).first else {
        throw RunError(.ourDefect, "\(folder): no record of deduplicate")
      }
      place = .run(run, refine: refine)
      parameters = try settings.signatureParameters(seed: plan.configuration.seed)
      clustersPath = Path.join(run.folder(of: stage), try record.output("clusters").name)
      func paths(_ isWanted: (String) -> Bool) -> [String] {
        record.outputs.filter { isWanted($0.role) }.map { Path.join(run.folder(of: stage), $0.name) }
      }
      ledgerPaths = paths { $0 == "ledger" }
      listPaths = paths { $0 == "duplicates" || $0.hasPrefix("attributes-") }
    } else {
      clustersPath = Path.join(folder, "clusters.jsonl")
      listPaths = [Path.join(folder, "removed.jsonl")]
      ledgerPaths = []
      guard FileSystem.exists(clustersPath) else {
        throw RunError(
          .noInput, "\(folder) holds neither clusters.jsonl nor plan.json: it is no output folder and no run directory")
      }
      let inputs = try DeduplicationInputList(folder: folder)
      place = .output(inputs)
      parameters = inputs.parameters
    }
  }

  /// Calls `body` with every document that has duplicates and the name of its cluster; the bytes are valid only inside.
  ///
  /// - Throws: `RunError.badData` for a line that is none of the file's.
  func forEachMember(_ body: (_ id: [UInt8], _ cluster: [UInt8]) throws -> Void) throws {
    var scanner = JSONLineScanner(fields: ["id", "cluster"])
    var (id, cluster) = ([UInt8](), [UInt8]())
    try forEachLine(of: clustersPath, &scanner) { scanner, line in
      id.removeAll(keepingCapacity: true)
      cluster.removeAll(keepingCapacity: true)
      guard scanner.append(field: 0, of: line, to: &id), scanner.append(field: 1, of: line, to: &cluster) else {
        return false
      }
      try body(id, cluster)
      return true
    }
  }

  /// Calls `body` with every removal.
  func forEachRemoval(_ body: (RecordedRemoval) throws -> Void) throws {
    for path in listPaths { try forEachListedRemoval(path, body) }
    for path in ledgerPaths { try forEachLedgerRemoval(path, body) }
  }

  private func forEachListedRemoval(_ path: String, _ body: (RecordedRemoval) throws -> Void) throws {
    var scanner = JSONLineScanner(fields: ["id", "kept", "reason", "jaccard"])
    try forEachLine(of: path, &scanner) { scanner, line in
      guard let id = scanner[0], let kept = scanner[1], let reason = scanner[2], let jaccard = scanner[3],
        let similarity = Double(jaccard.string(in: line))
      else { return false }
      try body(
        RecordedRemoval(
          id: id.string(in: line), kept: kept.string(in: line), reason: reason.string(in: line),
          similarity: similarity))
      return true
    }
  }

  private func forEachLedgerRemoval(_ path: String, _ body: (RecordedRemoval) throws -> Void) throws {
    var ledger = try LedgerReader(path: path)
    while let entry = try ledger.next() {
      guard entry.action == .drop, let id = entry.id, let kept = entry.detail["kept"], let reason = entry.reason else {
        continue
      }
      let counts = (entry.detail["jaccard"] ?? "").split(separator: "/").compactMap { Double($0) }
      let similarity = counts.count == 2 && counts[1] > 0 ? counts[0] / counts[1] : 1
      try body(RecordedRemoval(id: id.description, kept: kept, reason: reason, similarity: similarity))
    }
  }

  private func forEachLine(
    of path: String, _ scanner: inout JSONLineScanner,
    _ body: (JSONLineScanner, UnsafeBufferPointer<UInt8>) throws -> Bool
  ) throws {
    var lines = LineReader(input: try ByteInput.open(path: path))
    var isGood = true
    while isGood {
      let found: Bool? = try lines.next { line, offset in
        if line.isEmpty { return true }
        do throws(JSONError) {
          try scanner.scan(line)
        } catch {
          throw RunError(.badData, "\(path), byte \(offset + error.offset): \(error.message)")
        }
        if try !body(scanner, line) {
          throw RunError(.badData, "\(path), byte \(offset): this line lacks a member that every line has")
        }
        return true
      }
      isGood = found ?? false
    }
  }
}
