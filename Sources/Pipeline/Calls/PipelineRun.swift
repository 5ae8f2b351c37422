// A run from request to outcome.

import Auditing
import Storage

/// Plans, runs what is missing, and reports.
public struct PipelineRun: Sendable {
  private let request: PipelineRequest
  private let plan: Plan
  private let cancellation: CancellationFlag
  private let observer: RunObserver

  public init(
    request: PipelineRequest, plan: Plan, cancellation: CancellationFlag, observer: @escaping RunObserver
  ) {
    self.request = request
    self.plan = plan
    self.cancellation = cancellation
    self.observer = observer
  }

  /// Runs every task that is not committed.
  ///
  /// - Throws: `Cancelled` after an interruption; `RunError`, `StorageError` or an error of a stage otherwise. What is
  ///   committed stays, and another call goes on from there.
  public func run() throws -> RunOutcome {
    let start = MonotonicClock.seconds
    let directory = request.directory
    try request.write(plan)
    let local = LocalRun(
      plan: plan, directory: directory, threads: request.threads, cancellation: cancellation, observer: observer)
    let didWork: Bool
    do {
      didWork = try local.run()
    } catch let error as RunError where error.code != .ourDefect {
      // What stopped the run may be what the quarantine limit was for.
      if let problem = try QuarantineLimit.problem(plan, directory) { throw RunError(.badData, "\(error)\n\(problem)") }
      throw error
    }
    return try RunOutcome(plan: plan, directory: directory, didWork: didWork, seconds: MonotonicClock.seconds - start)
  }
}
