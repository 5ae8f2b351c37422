// One task, from call to commit.

import Auditing
import Storage

/// Runs single tasks of a plan.
public struct TaskRunner: Sendable {
  let plan: Plan
  let directory: RunDirectory
  let threads: Int
  let cancellation: CancellationFlag
  let observer: RunObserver

  public init(
    plan: Plan, directory: RunDirectory, threads: Int, cancellation: CancellationFlag,
    observer: @escaping RunObserver
  ) {
    self.plan = plan
    self.directory = directory
    self.threads = threads
    self.cancellation = cancellation
    self.observer = observer
  }

  /// Runs a task unless it is committed; false when it was.
  ///
  /// - Throws: `RunError`, `StorageError`, or an error of the stage's module; nothing is committed then.
  @discardableResult
  public func run(_ stage: StagePlan, index: Int) throws -> Bool {
    if directory.isCommitted(stage, index: index) { return false }
    let context = TaskContext(
      plan: plan, directory: directory, stage: stage, index: index, threads: threads, cancellation: cancellation,
      observer: observer)
    let wall = MonotonicClock.seconds
    let cpu = CPUClock.seconds
    try FileSystem.createDirectory(Path.join(context.folder, "records"))
    var record = try perform(context)
    do {
      try ConservationChain.check(record.accounts)
    } catch {
      throw RunError(.ourDefect, "the sums of \(stage.stage.rawValue)/\(index) disagree: \(error)")
    }
    let timing = Timing(
      wallSeconds: MonotonicClock.seconds - wall, cpuSeconds: CPUClock.seconds - cpu)
    record.timing = timing
    _ = try AtomicFile.write(RunJSON.encode(record), to: directory.recordPath(of: stage, index: index))
    observer(.taskCommitted(stage.stage, index: index, timing))
    return true
  }

  private func perform(_ context: TaskContext) throws -> CommitRecord {
    switch context.stage.stage {
    case .divide: try DivideTask(context).run()
    case .urls: try URLKeysTask(context).run()
    case .urlWinners: try URLWinnersTask(context).run()
    case .extract: try ExtractTask(context).run()
    case .passages: try PassagesTask(context).run()
    case .passageTable: try PassageTableTask(context).run()
    case .benchmarkCounts: try BenchmarkCountsTask(context).run()
    case .commonNGrams: try CommonNGramsTask(context).run()
    case .refine: try RefineTask(context).run()
    case .candidates: try CandidatesTask(context).run()
    case .deduplicate: try DeduplicateTask(context).run()
    case .tokenizer: try TokenizerTask(context).run()
    case .encode: try EncodeTask(context).run()
    case .label: try LabelTask(context).run()
    case .mix: try MixTask(context).run()
    case .pack: try PackTask(context).run()
    case .order: try OrderTask(context).run()
    case .train: try TrainTask(context).run()
    case .audit: try AuditTask(context).run()
    }
  }
}
