// What a task is given.

import Corpus
import Storage

/// The surroundings of one task: the plan, the committed work above it, and the means it may use.
struct TaskContext: Sendable {
  let plan: Plan
  let directory: RunDirectory
  let stage: StagePlan
  let index: Int
  let threads: Int
  let cancellation: CancellationFlag
  let observer: RunObserver

  var configuration: PipelineConfiguration { plan.configuration }
  var folder: String { directory.folder(of: stage) }

  func advance(bytes: Int, documents: Int) { observer(.advanced(stage.stage, bytes: bytes, documents: documents)) }

  /// The absolute path of an output of this task; its folder is made when it is not there.
  func outputPath(_ name: String) throws -> String {
    let path = Path.join(folder, name)
    try FileSystem.createDirectory(Path.parent(path))
    return path
  }

  /// Records of a stage above this one; none when the plan leaves that stage out.
  func records(_ kind: StageKind) throws -> [CommitRecord] {
    guard let above = plan.stage(kind) else { return [] }
    return try directory.records(of: above)
  }

  /// The absolute path of a file that a record names.
  func path(of output: OutputFile, in kind: StageKind) throws -> String {
    guard let above = plan.stage(kind) else {
      throw RunError(.ourDefect, "the plan has no stage \(kind.rawValue)")
    }
    return Path.join(directory.folder(of: above), output.name)
  }

  /// Name of the source whose documents extract, refine and encode task `index` holds.
  func sourceName(ofTask index: Int) -> String {
    configuration.sources[plan.extractAssignments[index].source].name
  }
}
