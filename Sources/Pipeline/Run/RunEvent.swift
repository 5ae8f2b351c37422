// What a run tells while it works.

/// A message from a run to whoever displays it; sent from the thread that runs the task.
public enum RunEvent: Sendable {
  case stageStarted(StageKind, taskCount: Int, committed: Int, byteCount: Int)
  /// Work done since the last message of this kind.
  case advanced(StageKind, bytes: Int, documents: Int)
  case taskCommitted(StageKind, index: Int, Timing)
  case stageFinished(StageKind, wasDone: Bool)
  /// A line for people: the loss of a training step, a warning.
  case note(String)
}

/// Receives the events of a run.
public typealias RunObserver = @Sendable (RunEvent) -> Void
