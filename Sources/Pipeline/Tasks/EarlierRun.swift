// An earlier run whose documents a new one is deduplicated against.

import Corpus
import Deduplication
import Storage

/// A finished run that keeps an index of its documents: they are frozen, and a document of a new run that resembles one
/// of them goes.
final class EarlierRun {
  let index: CorpusIndex
  /// The shards that the index counts as files.
  let shards: OpenShards

  /// - Throws: `RunError.noInput` when the folder is no run directory or its run kept no index; `RunError.badData` when
  ///   the index does not belong to the shards; `DeduplicationError`, `StorageError`.
  init(path: String) throws {
    let directory = RunDirectory(path: path)
    guard FileSystem.exists(directory.planPath) else {
      throw RunError(.noInput, "'\(path)' is no run directory: it holds no plan.json")
    }
    let plan = try directory.readPlan()
    guard let refine = plan.stage(.refine), let deduplicate = plan.stage(.deduplicate),
      FileSystem.exists(directory.sealPath(of: deduplicate)),
      let output = try directory.records(of: deduplicate).first?.outputs.first(where: { $0.role == Self.indexRole })
    else {
      throw RunError(
        .noInput,
        "the run '\(path)' has kept no index; set deduplicate.index: true in its pipeline and run it again")
    }
    let refined = try directory.records(of: refine)
    shards = OpenShards(
      paths: try refined.map { Path.join(directory.folder(of: refine), try $0.output("documents").name) })
    index = try CorpusIndex(folder: Path.parent(Path.join(directory.folder(of: deduplicate), output.name)))
    guard index.rowCounts == refined.map(\.documentCount) else {
      throw RunError(.badData, "\(index.path): does not belong to the documents of its run")
    }
  }

  /// Role of the index among the outputs of a run's deduplication.
  static let indexRole = "index"

  /// What identifies the runs that a configuration names: the checksums of their indices.
  static func identities(_ configuration: PipelineConfiguration) throws -> [String] {
    try (configuration.deduplicate?.against ?? []).map { try EarlierRun(path: $0).index.identity.description }
  }
}
