// A whole run on this machine.

import Storage

/// Runs every task of a plan that is not committed, stage by stage.
public struct LocalRun: Sendable {
  private let plan: Plan
  private let directory: RunDirectory
  private let runner: TaskRunner
  private let cancellation: CancellationFlag
  private let observer: RunObserver

  /// - Parameters:
  ///   - threads: worker threads of a task.
  ///   - cancellation: when set, the run stops at the next batch; what is committed stays.
  public init(
    plan: Plan, directory: RunDirectory, threads: Int, cancellation: CancellationFlag,
    observer: @escaping RunObserver
  ) {
    self.plan = plan
    self.directory = directory
    self.cancellation = cancellation
    self.observer = observer
    runner = TaskRunner(
      plan: plan, directory: directory, threads: threads, cancellation: cancellation, observer: observer)
  }

  /// Runs what is missing.
  ///
  /// - Returns: false when everything was committed already.
  @discardableResult
  public func run() throws -> Bool {
    var didWork = false
    for stage in plan.stages {
      let missing = directory.missing(stage)
      observer(
        .stageStarted(
          stage.stage, taskCount: stage.taskCount, committed: stage.taskCount - missing.count,
          byteCount: try workByteCount(of: stage, tasks: missing)))
      for index in missing {
        try cancellation.check()
        try runner.run(stage, index: index)
        didWork = true
      }
      try directory.finish(stage)
      try RunLinks.update(directory, after: stage)
      observer(.stageFinished(stage.stage, wasDone: missing.isEmpty))
    }
    try directory.removeTopTemporaries()
    try RunLinks.removeStale(directory, plan)
    return didWork
  }

  /// Bytes that the missing tasks of a stage will report as done; 0 where the stage reports none.
  private func workByteCount(of stage: StagePlan, tasks: [Int]) throws -> Int {
    switch stage.stage {
    case .urls, .extract: tasks.reduce(0) { $0 + plan.extractAssignments[$1].byteCount }
    case .divide: tasks.reduce(0) { $0 + plan.listing.byteCount(of: plan.dividedFiles[$1]) }
    case .passages, .refine: try textBytes(of: .extract, tasks)
    case .encode: try textBytes(of: .refine, tasks)
    default: 0
    }
  }

  private func textBytes(of kind: StageKind, _ tasks: [Int]) throws -> Int {
    guard let stage = plan.stage(kind), !tasks.isEmpty else { return 0 }
    let records = try directory.records(of: stage)
    return tasks.reduce(0) { $0 + records[$1].textByteCount }
  }
}

/// Links from the top of the run directory to the newest results.
enum RunLinks {
  static func update(_ directory: RunDirectory, after stage: StagePlan) throws {
    let folder = "stages/\(stage.folderName)"
    switch stage.stage {
    case .order: try link(directory, "shards", to: folder)
    case .train: try link(directory, "checkpoints", to: "\(folder)/checkpoints")
    case .tokenizer: try link(directory, "tokenizer", to: folder)
    case .audit: try link(directory, "audit.json", to: "\(folder)/audit.json")
    default: break
    }
    if FileSystem.exists(Path.join(directory.path, "\(folder)/ledger")) {
      try FileSystem.createDirectory(Path.join(directory.path, "ledger"))
      try link(directory, "ledger/\(stage.stage.rawValue)", to: "../\(folder)/ledger")
    }
  }

  /// Links to results that the plan no longer asks for go.
  static func removeStale(_ directory: RunDirectory, _ plan: Plan) throws {
    let links = StageKind.allCases.map { ("ledger/\($0.rawValue)", $0) } + [("checkpoints", .train)]
    for (name, stage) in links where plan.stage(stage) == nil {
      let path = Path.join(directory.path, name)
      if FileSystem.linkTarget(path) != nil { try FileSystem.remove(path) }
    }
  }

  private static func link(_ directory: RunDirectory, _ name: String, to target: String) throws {
    try FileSystem.replaceSymbolicLink(at: Path.join(directory.path, name), target: target)
  }
}
