// The contract with engines: one task, and what is missing.

import Auditing
import Storage

/// The calls that an engine makes on a planned run.
public struct EngineCalls: Sendable {
  private let directory: RunDirectory

  public init(directory: String) { self.directory = RunDirectory(path: directory) }

  private func plan() throws -> Plan {
    let plan = try directory.readPlan()
    if plan.program != ProgramVersion.current {
      throw RunError(
        .usage,
        "the plan was made by sluice \(plan.program), this is \(ProgramVersion.current); plan again with this program")
    }
    return plan
  }

  private func stage(_ name: String, of plan: Plan) throws -> StagePlan {
    if let kind = StageKind(rawValue: name), let stage = plan.stage(kind) { return stage }
    let names = plan.stages.map(\.stage.rawValue)
    let hint =
      NearestName.find(name, among: names).map { "did you mean '\($0)'?" } ?? "stages: \(names.joined(separator: ", "))"
    throw RunError(.usage, "the plan has no stage '\(name)'; \(hint)")
  }

  /// Runs tasks; those that are committed are left alone. The last task of a stage seals it.
  public func task(stage name: String, indices: String, threads: Int?, cancellation: CancellationFlag) throws {
    let plan = try plan()
    let stage = try stage(name, of: plan)
    guard let wanted = TaskNumber.parse(indices), wanted.allSatisfy((0..<stage.taskCount).contains) else {
      throw RunError(.usage, "'\(indices)': tasks of \(name) are 0 to \(stage.taskCount - 1)")
    }
    for need in stage.needs {
      guard let above = plan.stage(need) else { continue }
      let missing = directory.missing(above)
      if !missing.isEmpty {
        throw RunError(.tryAgain, "\(name) needs \(need.rawValue), of which \(TaskNumber.ranges(missing)) are missing")
      }
      try directory.seal(above)
    }
    let runner = TaskRunner(
      plan: plan, directory: directory, threads: threads ?? Machine.coreCount, cancellation: cancellation,
      observer: { _ in })
    for index in wanted {
      try cancellation.check()
      try runner.run(stage, index: index)
    }
    if directory.missing(stage).isEmpty {
      try directory.seal(stage)
      try RunLinks.update(directory, after: stage)
    }
  }

  /// The indices of a stage's missing tasks as `1-9,14`; empty when none is missing.
  public func missing(stage name: String) throws -> String {
    TaskNumber.ranges(directory.missing(try stage(name, of: plan())))
  }

  public func status() throws -> RunStatus {
    RunStatus(
      stages: try plan().stages.map { stage in
        let missing = directory.missing(stage)
        return RunStatus.Stage(
          stage: stage.stage.rawValue, tasks: stage.taskCount, committed: stage.taskCount - missing.count,
          missing: TaskNumber.ranges(missing))
      })
  }
}

/// How far a run is.
public struct RunStatus: Sendable, Codable {
  public struct Stage: Sendable, Codable {
    public let stage: String
    public let tasks: Int
    public let committed: Int
    /// Indices of the missing tasks as `1-9,14`.
    public let missing: String
  }

  public let stages: [Stage]

  public var isComplete: Bool { stages.allSatisfy { $0.committed == $0.tasks } }

  public func json() throws -> String { String(decoding: try RunJSON.encode(self), as: UTF8.self) }

  public func text() -> String {
    let rows = stages.map {
      [$0.stage, "\($0.committed) of \($0.tasks)", $0.missing.isEmpty ? "" : "missing \($0.missing)"]
    }
    return TextTable(header: ["stage", "committed", ""], rows: rows).text() + (isComplete ? "complete\n" : "")
  }
}
